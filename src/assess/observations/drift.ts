/** Whether a row of numbers goes one way from period to period: Mann–Kendall, with the slope of Theil and Sen. Pure. */
import { numberText } from '../../wording/figures.ts';
import { normalAbove } from './exact.ts';
import type { Look } from './look.ts';

/** Fewer points go one way by chance too easily. */
export const POINTS_AT_LEAST = 8;

export interface DriftWords {
  /** `逐月故障数` */
  what: string;
  /** `起`, `%` */
  unit: string;
  /** `月`, `次扫描`: from one point to the next. */
  step: string;
}

/** @param values in order of time; those that were not measured left out */
export function driftLooks({ what, unit, step }: DriftWords, values: readonly number[]): Look[] {
  const n = values.length;
  if (n < POINTS_AT_LEAST) return [];
  const { score, variance } = kendall(values);
  const z = variance === 0 ? 0 : (Math.abs(score) - 1) / Math.sqrt(variance);
  const slope = theilSen(values);
  return [
    {
      sort: 'trend',
      chance: z <= 0 || slope === 0 ? 1 : Math.min(1, 2 * normalAbove(z)),
      text:
        `${what}由 ${numberText(values[0] ?? 0, { decimals: 1 })} ${unit}${score > 0 ? '升' : '降'}至 ${numberText(values.at(-1) ?? 0, { decimals: 1 })} ${unit}，` +
        `每${step}约${score > 0 ? '增' : '减'} ${numberText(Math.abs(slope), { decimals: 1 })} ${unit}`,
      test: `${n} 个数的曼-肯德尔秩检验`,
    },
  ];
}

/** Pairs that rise less pairs that fall, and its variance by chance, ties taken out. */
function kendall(values: readonly number[]): { score: number; variance: number } {
  let score = 0;
  for (const [i, a] of values.entries()) for (const b of values.slice(i + 1)) score += Math.sign(b - a);
  const n = values.length;
  const term = (t: number): number => t * (t - 1) * (2 * t + 5);
  const ties = [...Map.groupBy(values, (one) => one).values()].reduce((total, own) => total + term(own.length), 0);
  return { score, variance: (term(n) - ties) / 18 };
}

/** Median of the slopes of all pairs, a step. */
function theilSen(values: readonly number[]): number {
  const slopes = values.flatMap((a, i) => values.slice(i + 1).map((b, k) => (b - a) / (k + 1))).sort((a, b) => a - b);
  const middle = Math.floor(slopes.length / 2);
  const [low, high] = [slopes[middle - 1] ?? 0, slopes[middle] ?? 0];
  return slopes.length % 2 === 1 ? high : (low + high) / 2;
}
