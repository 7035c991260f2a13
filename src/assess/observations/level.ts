/** Whether the days of a period have more or less of something than the days before it: the rank-sum test of Mann and Whitney. Pure. */
import { numberText } from '../../wording/figures.ts';
import { normalAbove } from './exact.ts';
import type { Look } from './look.ts';

/** Fewer days on a side show no level. */
const DAYS_AT_LEAST = 14;

/**
 * @param what `操作日志`; `unit` `条`
 * @param now a number a day; `before` the same of the period before
 */
export function levelLooks(what: string, unit: string, now: readonly number[], before: readonly number[]): Look[] {
  if (now.length < DAYS_AT_LEAST || before.length < DAYS_AT_LEAST) return [];
  const z = rankSum(now, before);
  return [
    {
      sort: 'change',
      chance: Math.min(1, 2 * normalAbove(Math.abs(z))),
      text: `${what}由上期每日约 ${numberText(Math.round(median(before)), { unit })}${z > 0 ? '增至' : '减至'}本期每日约 ${numberText(Math.round(median(now)), { unit })}`,
      test: `均为中位数，上期 ${before.length} 日，本期 ${now.length} 日，秩和检验`,
    },
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** How far the first side's wins lie from the half that chance gives, in standard deviations; ties count half. */
function rankSum(now: readonly number[], before: readonly number[]): number {
  const wins = now.reduce((sum, a) => sum + before.reduce((own, b) => own + (a > b ? 1 : a === b ? 0.5 : 0), 0), 0);
  const [n, m] = [now.length, before.length];
  const all = n + m;
  const same = [...Map.groupBy([...now, ...before], (one) => one).values()];
  const ties = same.reduce((sum, { length }) => sum + (length ** 3 - length), 0);
  const variance = ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)));
  const off = Math.max(0, Math.abs(wins - (n * m) / 2) - 0.5);
  return variance <= 0 ? 0 : (off / Math.sqrt(variance)) * Math.sign(wins - (n * m) / 2);
}
