/** What the restore tests of a quarter prove about its backups (5.3.8). No test proves nothing. Pure. */
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import type { RestoreTestRecord } from '../kinds/restore-test.ts';

export type Verdict = 'passed' | 'failed' | 'none';

export interface RestoreVerdict {
  state: Verdict;
  /** Newest test of each asset, by asset. */
  newest: RestoreTestRecord[];
  /** Assets whose newest test did not pass. */
  failing: string[];
  /** Assets whose newest test passed after an earlier one had not. */
  mended: string[];
}

/** The newest test of each asset decides; one asset that fails, fails the whole. */
export function restoreVerdict(tests: readonly RestoreTestRecord[]): RestoreVerdict {
  const byAsset = [...Map.groupBy(tests, (test) => test.asset)].sort(([a], [b]) => (a < b ? -1 : 1));
  const newest = byAsset.map(([, own]) =>
    own.toSorted((a, b) => compareInstants(a.finishedAt, b.finishedAt)).at(-1),
  ) as RestoreTestRecord[];
  const failing = newest.filter((test) => test.result !== 'passed').map((test) => test.asset);
  const mended = byAsset
    .filter(([asset, own]) => !failing.includes(asset) && own.some((test) => test.result !== 'passed'))
    .map(([asset]) => asset);
  return { state: tests.length === 0 ? 'none' : failing.length > 0 ? 'failed' : 'passed', newest, failing, mended };
}

export type TableResult = RestoreTestRecord['tables'][number]['result'];

/** How many tables came out how. */
export function countTables(test: RestoreTestRecord): Record<TableResult, number> {
  const counts: Record<TableResult, number> = { same: 0, different: 0, missing: 0, extra: 0, unchecked: 0 };
  for (const { result } of test.tables) counts[result] += 1;
  return counts;
}

/** 测试数据清除: cleaned after the test; `open` is not passing. */
export type CleanState = 'cleaned' | 'open';

export const cleanState = (test: RestoreTestRecord, asOf: InstantText): CleanState =>
  test.cleanedAt !== undefined && compareInstants(test.cleanedAt, asOf) <= 0 ? 'cleaned' : 'open';
