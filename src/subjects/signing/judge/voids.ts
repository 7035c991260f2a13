/** What is said of a document that was made void (作废), in one text for paper, site, terminal, desk and pack. Pure. */
import { formatDateTime } from '../../../contract/time.ts';
import { isVouched } from '../../../records/purchaser.ts';
import type { SignoffRecord } from '../kinds/signoff.ts';
import { returnText } from './returns.ts';

type Void = Pick<SignoffRecord, 'at' | 'person' | 'reason' | 'marks' | 'agreedBy'> &
  Partial<Pick<SignoffRecord, 'attachments' | 'enteredBy' | 'corrections'>>;

/** Who, when and why: `2026-11-24 10:00 张三作废：重复签发（⟦采购人⟧李四同意）`. @param one of the action `void` */
export function voidText(one: Void): string {
  // Earlier versions took the name alone.
  const proof = isVouched(one, one.at) ? '' : '，没有凭证';
  const agreed = one.agreedBy === undefined ? '' : `（⟦采购人⟧${one.agreedBy}同意${proof}）`;
  return `${formatDateTime(one.at)} ${one.person}作废：${returnText(one)}${agreed}`;
}

/** The mark of such a document. @param next number of the revision that took its place; null: there is none */
export const voidMark = (one: Void, next: string | null): string =>
  `已作废（${voidText(one)}${next === null ? '' : `；由 ${next} 代替`}）`;
