/** Who has to be there on a day. */

import { opensOf } from '../../src/contract/calendar/named-days.ts';
import { type Post, requirementsOf } from '../../src/contract/terms/requirements.ts';
import type { Block } from '../../src/report/block.ts';
import { isOwedOn } from '../../src/subjects/attendance/judge/posts.ts';
import type { ComposeInput } from '../_deliverable.ts';

/** Who has to be there on the day, by what the contract asks for; nothing where it asks for no post. */
export function dutyNote({ contract, occurrence: { from: day }, isWorkingDay }: ComposeInput): Block[] {
  const { posts } = requirementsOf(contract.contract);
  if (posts.length === 0) return [];
  const opens = opensOf(contract.contract, { isWorkingDay });
  const owed = posts.filter((one) => isOwedOn(one, day, opens));
  const kind = isWorkingDay(day) ? '当日为工作日' : '当日为非工作日';
  const signed = owed.filter(({ post }) => post === 'resident');
  const text =
    signed.length > 0
      ? `⟦现场⟧${postHours(signed)}`
      : owed.some(({ post }) => post === 'oncall')
        ? '电话值守'
        : '不要求到岗';
  return [{ type: 'note', text: `${kind}，${text}。`, tone: 'muted' }];
}

/** ` 5×8 小时`; of several persons how many, and where. */
function postHours(posts: readonly Post[]): string {
  const hours = [...new Set(posts.flatMap((one) => one.hoursText ?? []))];
  const people = posts.reduce((sum, one) => sum + one.headcount * (one.shifts?.length ?? 1), 0);
  const where = posts.map((one) => `${one.place ?? one.name} ${one.headcount * (one.shifts?.length ?? 1)}`).join('、');
  return `${hours.length === 0 ? '' : ` ${hours.join('、')} 小时`}${people === 1 ? '' : `应到 ${people} 人（${where}）`}`;
}
