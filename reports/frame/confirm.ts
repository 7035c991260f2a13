/** Who looked at this revision before it went out: a confirmation speaks for the revision it was given to, and no later one. Pure. */
import { formatDateTime } from '../../src/contract/time.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { ComposeInput } from '../_deliverable.ts';

type Confirmed = Pick<ComposeInput, 'confirm' | 'revision' | 'confirmVoided'>;

/**
 * The confirmation of this very revision; null: nobody has confirmed it as it is, whoever confirmed an earlier one or saw it
 * before its evidence changed.
 */
export function ownConfirm({ confirm, revision, confirmVoided }: Confirmed): SignoffRecord | null {
  return confirm?.revision === revision && confirmVoided !== true ? confirm : null;
}

/** 确认时间 as it is printed. */
export function confirmedText(input: Confirmed): string {
  const { confirm } = input;
  if (confirm === null) return '未确认';
  const time = formatDateTime(confirm.at);
  if (input.confirmVoided === true) return `未确认；${time} 的确认已失效（其后数据有变化）`;
  return ownConfirm(input) === null ? `本版未确认；第 ${confirm.revision} 版 ${time}` : time;
}

/** 自动生成，未经人工确认: what every reader has to know of a document that nobody looked at. undefined: somebody did. */
export function unconfirmedMark(input: Confirmed): string | undefined {
  if (ownConfirm(input) !== null) return undefined;
  if (input.confirm === null) return '自动生成，未经人工确认';
  if (input.confirmVoided === true) {
    return `自动生成，未经人工确认（${formatDateTime(input.confirm.at)} 确认后数据有变化，确认失效）`;
  }
  return `本版未经人工确认（第 ${input.confirm.revision} 版已确认）`;
}
