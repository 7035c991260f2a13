/**
 * How a periodic report speaks of its period and of those beside it: 本月, 上月, 下月; 本周 …; else 本期. A period that took in the days of
 * another is no 月, and after the last one there is no 下月. Pure.
 */
import { isOnRequest } from '../../src/contract/calendar/calendar.ts';
import { CLOSING_REASON, isClosed } from '../../src/contract/calendar/closing.ts';
import type { DateSpan } from '../../src/contract/calendar/periods.ts';
import { everyOne } from '../../src/contract/terms/cadence.ts';
import { toDate } from '../../src/contract/time.ts';
import type { PeriodView } from './period.ts';

/** The word of a span, and the most days that one has: more are two in one. */
const spans: Readonly<Record<string, { word: string; most: number }>> = {
  week: { word: '周', most: 7 },
  month: { word: '月', most: 31 },
  quarter: { word: '季度', most: 92 },
  term: { word: '学期', most: Number.POSITIVE_INFINITY },
};

export interface PeriodWords {
  own: string;
  before: string;
  next: string;
}

type Input = Pick<PeriodView, 'input'>;

const daysOf = ({ from, to }: DateSpan): number => toDate(from).until(toDate(to), { largestUnit: 'days' }).days + 1;

export function periodWords({ input }: Input): PeriodWords {
  const { cuts, occurrence, obligation, contract } = input;
  const before = cuts.at(-2);
  const ended = occurrence.to >= contract.contract.servicePeriod.to;
  const word = (period: DateSpan): string => {
    const span = spans[everyOne(obligation) ?? ''];
    return span === undefined || daysOf(period) > span.most ? '期' : span.word;
  };
  const own = word(occurrence);
  return {
    own: `本${own}`,
    before: `上${before === undefined ? own : word(before)}`,
    next: ended ? '服务期结束后' : `下${own}`,
  };
}

/** Two periods of which one is longer by more than this share are not compared as if they were alike. */
const ALIKE = 1.15;

/**
 * The period from which a column is taken that is not the one before, by its name; else the word of `periodWords`.
 * @param period its key
 */
export function wordBefore(view: Input, period: string): string {
  const { cuts } = view.input;
  return cuts.at(-2)?.period === period ? periodWords(view).before : `${period} 一期`;
}

/**
 * `上月为 2026-10-10 至 2026-10-31（22 天），本月为 …（30 天），件数出自长短不同的区间。`; empty where both are about as long.
 * @param period of the document that the own one is compared with
 */
export function lengthsText(view: Input, period: string): string {
  const { cuts, occurrence } = view.input;
  const before = cuts.find((one) => one.period === period);
  if (before === undefined) return '';
  const [days, own] = [daysOf(before), daysOf(occurrence)];
  if (Math.max(days, own) <= ALIKE * Math.min(days, own)) return '';
  const told = ({ from, to }: DateSpan, n: number): string => `为 ${from} 至 ${to}（${n} 天）`;
  return `${wordBefore(view, period)}${told(before, days)}，${periodWords(view).own}${told(occurrence, own)}，两列的件数出自长短不同的区间。`;
}

/**
 * What becomes of what happens after the cut: `列入下期`; after the last period `列入服务期结束后的收口版`, and where nothing follows
 * `不列入本文档`.
 */
export function laterText(view: Input): string {
  const { obligation, occurrence, contract } = view.input;
  if (hasNext(view)) return '列入下期';
  const closes = !isOnRequest(occurrence) && isClosed(obligation, occurrence, contract.contract.servicePeriod);
  return closes ? `列入${CLOSING_REASON}` : '不列入本文档';
}

/** true where a document of a later period follows. */
export const hasNext = ({ input: { occurrence, contract } }: Input): boolean =>
  !isOnRequest(occurrence) && occurrence.to < contract.contract.servicePeriod.to;

/** The last day of the period after: a month after one of about a month, else as many days. */
export function nextEnd({ from, to, input }: Pick<PeriodView, 'from' | 'to' | 'input'>): string {
  const first = toDate(to).add({ days: 1 });
  const isMonth = everyOne(input.obligation) === 'month';
  const days = toDate(from).until(first, { largestUnit: 'days' }).days;
  const after = isMonth ? first.add({ months: 1 }) : first.add({ days });
  return after.subtract({ days: 1 }).toString();
}
