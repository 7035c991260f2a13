/** When the 故障分析处理记录 of each incident was submitted: the issue of its first revision, whatever came later. Pure. */
import type { IssuedSummary } from '../../contract/calendar/occurrence.ts';
import { compareInstants, type InstantText } from '../../contract/time.ts';

/** Issue time of the first 故障分析处理记录, by the incident's id; an incident that is missing has none yet. */
export type Submissions = ReadonlyMap<string, InstantText>;

const ANALYSIS = 'incident-analysis';

/** Of all documents that are known, in any order. A revision submits nothing anew (5.3.4). */
export function submissionsIn(
  issued: readonly Pick<IssuedSummary, 'obligation' | 'period' | 'issuedAt'>[],
): Submissions {
  const first = new Map<string, InstantText>();
  for (const { obligation, period, issuedAt } of issued) {
    if (obligation !== ANALYSIS) continue;
    const before = first.get(period);
    if (before === undefined || compareInstants(issuedAt, before) < 0) first.set(period, issuedAt);
  }
  return first;
}
