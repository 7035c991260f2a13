/** When what grows will be at its limit: the same straight line as the forecast's, said only where the growth is steady. Pure. */
import { monthText } from '../../contract/calendar/month-text.ts';
import { toDate } from '../../contract/time.ts';
import type { Forecast, Point } from '../../subjects/inspections/judge/forecast.ts';
import { numberText, percentText } from '../../wording/figures.ts';
import type { Observation } from './look.ts';

export interface Growing {
  /** `数据库服务器磁盘` */
  name: string;
  points: readonly Point[];
  /** Percent; null: it has none. */
  limit: number | null;
  found: Forecast | null;
}

const WEEK = 7;
/**
 * Student's t at 0.5 % by degrees of freedom, from three on; below it, what wanders without an aim is taken for growth too often.
 */
const STUDENT = [5.84, 4.6, 4.03, 3.71, 3.5, 3.36, 3.25, 3.17, 3.11];
const FREEDOM_AT_LEAST = 3;
/** Named one by one; a reader acts on the first of them. */
const MOST = 3;

/** Those that will be at their limit, the soonest first; what is there already stands in the table as such. */
export function reachObservations(series: readonly Growing[]): Observation[] {
  const told = series
    .flatMap(({ name, points, limit, found }) =>
      found === null || limit === null || found.reachesOn === null || !isSteady(points)
        ? []
        : [{ name, limit, found, day: found.reachesOn }],
    )
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  return told.slice(0, MOST).map(({ name, limit, found, day }) => ({
    sort: 'trend',
    text:
      `${name}近 ${span(found)} 日每日约增 ${numberText(found.slope, { decimals: 2 })} 个百分点，现为 ${numberText(found.current, { decimals: 1, unit: '%' })}，` +
      `${found.reachedOn === null ? '照此增长' : `已于 ${found.reachedOn} 达到过标准，照此增长`}，约在 ${monthText(day)}${found.reachedOn === null ? '' : '再次'}达到 ${numberText(limit, { unit: '%' })}。`,
    note: `注：依据 ${found.days} 个观测日，直线回归，拟合优度 ${percentText(found.fit)}，逐周增长经 t 检验。`,
  }));
}

const span = ({ from, to }: Forecast): number => toDate(from).until(toDate(to), { largestUnit: 'days' }).days + 1;

/**
 * true when the medians of the weeks go up week by week: a fit is high of what only wanders, too, whose steps cancel out.
 * @param points in any order
 */
export function isSteady(points: readonly Point[]): boolean {
  const medians = weekMedians(points);
  const steps = medians.slice(1).map((one, i) => one - (medians[i] ?? one));
  const freedom = steps.length - 1;
  if (freedom < FREEDOM_AT_LEAST) return false;
  const wanted = STUDENT[Math.min(freedom - FREEDOM_AT_LEAST, STUDENT.length - 1)] ?? Number.POSITIVE_INFINITY;
  const mean = steps.reduce((sum, one) => sum + one, 0) / steps.length;
  const variance = steps.reduce((sum, one) => sum + (one - mean) ** 2, 0) / freedom;
  return mean > 0 && mean >= wanted * Math.sqrt(variance / steps.length);
}

function weekMedians(points: readonly Point[]): number[] {
  const ordered = points.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  const first = ordered[0];
  if (first === undefined) return [];
  const weekOf = ({ date }: Point): number =>
    Math.floor(toDate(first.date).until(toDate(date), { largestUnit: 'days' }).days / WEEK);
  return [...Map.groupBy(ordered, weekOf).values()].map((own) => {
    const sorted = own.map((one) => one.value).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  });
}
