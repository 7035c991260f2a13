/** What a benchmark gives: figures as ratios in one run, since machines differ and are noisy. */

/** One line of the table; the JSON answer of `npm run bench -- --json` has the same keys. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What it is held against in the same run; null for an absolute limit. */
  against: string | null;
  /** How many times cheaper than `against`; null without one. */
  ratio: number | null;
  /** The goal, as written in the issue. */
  target: string | null;
  /** null when the figure is only told. */
  met: boolean | null;
}

/** A file `bench/<id>.bench.ts`, its default export. */
export interface Bench {
  id: string;
  run(): Promise<Figure[]>;
}

/** Middle value; the mean of both for an even count. @throws RangeError for no values */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** A figure that is only told. */
export function told(name: string, value: number, unit: string): Figure {
  return { name, value, unit, against: null, ratio: null, target: null, met: null };
}

/** A figure with an upper limit. */
export function atMost(name: string, value: number, unit: string, limit: number): Figure {
  return { ...told(name, value, unit), target: `≤ ${limit} ${unit}`, met: value <= limit };
}

/** A figure with a lower limit. @param limit rounded where it is shown */
export function atLeast(name: string, value: number, unit: string, limit: number): Figure {
  return { ...told(name, value, unit), target: `≥ ${Math.round(limit * 10) / 10} ${unit}`, met: value >= limit };
}
