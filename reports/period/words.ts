/** How a periodic report speaks of its period and of those beside it: 本月, 上月, 下月; 本周 …; else 本期. Pure. */
import { everyOne } from '../../src/contract/terms/cadence.ts';
import { toDate } from '../../src/contract/time.ts';
import type { PeriodView } from './period.ts';

const spans: Readonly<Record<string, string>> = { week: '周', month: '月', quarter: '季度', term: '学期' };

export interface PeriodWords {
  own: string;
  before: string;
  next: string;
}

export function periodWords({ input }: Pick<PeriodView, 'input'>): PeriodWords {
  const span = spans[everyOne(input.obligation) ?? ''] ?? '期';
  return { own: `本${span}`, before: `上${span}`, next: `下${span}` };
}

/** The last day of the period after: a month after one of about a month, else as many days. */
export function nextEnd({ from, to, input }: Pick<PeriodView, 'from' | 'to' | 'input'>): string {
  const first = toDate(to).add({ days: 1 });
  const isMonth = everyOne(input.obligation) === 'month';
  const days = toDate(from).until(first, { largestUnit: 'days' }).days;
  const after = isMonth ? first.add({ months: 1 }) : first.add({ days });
  return after.subtract({ days: 1 }).toString();
}
