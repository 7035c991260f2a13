/** What the purchaser said when they sent a document back, in one text for paper, site and terminal. Pure. */

import { MISSING } from '../../../wording/words.ts';
import type { SignoffRecord } from '../kinds/signoff.ts';

/** `可用率未附明细（第 3 页：表 2 与上月期末数不符）`; without a reason 未登记. */
export function returnText({ reason, marks = [] }: Pick<SignoffRecord, 'reason' | 'marks'>): string {
  const said = marks
    .filter(({ withdrawn }) => withdrawn === undefined)
    .map(({ page, text }) => (page === undefined ? text : `第 ${page} 页：${text}`));
  const why = reason === undefined || reason === '' ? MISSING : reason;
  return said.length === 0 ? why : `${why}（${said.join('；')}）`;
}
