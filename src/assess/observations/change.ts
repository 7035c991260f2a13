/** Whether a period has more or fewer of something than the periods before it. Pure. */
import { numberText } from '../../wording/figures.ts';
import { binomialAtLeast, binomialAtMost } from './exact.ts';
import type { Look } from './look.ts';

/** How many there were in one period, and how many days it counts. */
export interface PeriodCount {
  count: number;
  days: number;
}

/** Fewer periods before do not show how much the number varies by itself. */
const PERIODS_AT_LEAST = 3;
const CASES_AT_LEAST = 6;
const MONTH_DAYS = 30;

/**
 * Conditional binomial test of two Poisson counts by their days, widened by how much the periods before vary among themselves, and
 * said only of a period that lies outside of all of them.
 * @param what `故障`; `unit` `起`
 * @param before the periods before, those without days left out
 */
export function changeLooks(what: string, unit: string, own: PeriodCount, before: readonly PeriodCount[]): Look[] {
  const periods = before.filter(({ days }) => days > 0);
  const past = { count: sum(periods.map((one) => one.count)), days: sum(periods.map((one) => one.days)) };
  if (own.days <= 0 || periods.length < PERIODS_AT_LEAST || own.count + past.count < CASES_AT_LEAST) return [];
  const rate = own.count / own.days;
  const rates = periods.map(({ count, days }) => count / days);
  const more = rate > past.count / past.days;
  const outside = more ? rate > Math.max(...rates) : rate < Math.min(...rates);
  return [
    {
      sort: 'change',
      chance: outside ? chanceOf(own, past, spread(periods, past), more) : 1,
      text:
        `本期${what} ${own.count} ${unit}，为各期最${more ? '多' : '少'}：此前 ${periods.length} 期共 ${past.count} ${unit}，` +
        `折合每 ${MONTH_DAYS} 日平均 ${perMonth(past)} ${unit}，本期为 ${perMonth(own)} ${unit}`,
      test: '按天数作精确检验，并计入此前各期之间的波动',
    },
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const perMonth = ({ count, days }: PeriodCount): string => numberText((count / days) * MONTH_DAYS, { decimals: 1 });

function chanceOf(own: PeriodCount, past: PeriodCount, wider: number, more: boolean): number {
  const [mine, theirs] = [own.count / wider, past.count / wider];
  const all = Math.round(mine + theirs);
  const share = own.days / (own.days + past.days);
  const one = more ? binomialAtLeast(Math.floor(mine), all, share) : binomialAtMost(Math.ceil(mine), all, share);
  return Math.min(1, 2 * one);
}

/**
 * How many times as much the periods vary as counts of independent cases would: Pearson's statistic by its degrees of freedom, at
 * least 1. Of few periods it is an uncertain number, and taken so much higher.
 */
function spread(periods: readonly PeriodCount[], past: PeriodCount): number {
  const rate = past.count / past.days;
  if (rate === 0) return 1;
  const freedom = periods.length - 1;
  const pearson = sum(periods.map(({ count, days }) => (count - rate * days) ** 2 / (rate * days)));
  return Math.max(1, (pearson / freedom) * (1 + 2 / freedom));
}
