/** Counting and comparing judged inspections. Pure. */

import type { Outcome } from '../../../states/outcome.ts';
import { outcomeWords } from '../../../states/outcome.ts';
import type { CheckResult } from './result.ts';

/** How many rows have each outcome, all outcomes named. A row over a kind counts once. */
export function countOutcomes(results: readonly CheckResult[]): Record<Outcome, number> & { total: number } {
  const counts = Object.fromEntries(Object.keys(outcomeWords).map((o) => [o, 0])) as Record<Outcome, number>;
  for (const result of results) counts[result.outcome] += 1;
  return { ...counts, total: results.length };
}

/** 较昨日变化. */
export interface Comparison {
  /** Abnormal today and not abnormal in the earlier inspection (a row that was not there counts as not abnormal). */
  appeared: CheckResult[];
  /** Abnormal before and normal today. What can no longer be read has not recovered. */
  recovered: CheckResult[];
}

const rowKey = (r: CheckResult): string => [r.check, r.asset, r.instance ?? ''].join(' ');

/** @param yesterday rows of the inspection before; empty when there was none, then every abnormal row has appeared */
export function compareInspections(today: readonly CheckResult[], yesterday: readonly CheckResult[]): Comparison {
  const before = new Map(yesterday.map((r) => [rowKey(r), r.outcome]));
  return {
    appeared: today.filter((r) => r.outcome === 'abnormal' && before.get(rowKey(r)) !== 'abnormal'),
    recovered: today.filter((r) => r.outcome === 'normal' && before.get(rowKey(r)) === 'abnormal'),
  };
}
