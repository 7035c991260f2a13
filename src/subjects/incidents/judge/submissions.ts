/** When the 故障分析处理记录 of each incident was submitted: the issue of its first revision, whatever came later. Pure. */
import type { IssuedSummary } from '../../../contract/calendar/occurrence.ts';
import type { Obligation } from '../../../contract/terms/obligations.ts';
import { idsEverOf } from '../../../contract/terms/units.ts';
import { compareInstants, type InstantText } from '../../../contract/time.ts';

/** Issue time of the first 故障分析处理记录, by the incident's id; an incident that is missing has none yet. */
export type Submissions = ReadonlyMap<string, InstantText>;

/** The unit of that document. */
const ANALYSIS = 'incident-analysis';

/**
 * Of all documents that are known, in any order. A revision submits nothing anew (5.3.4).
 * @param obligations of the contract: one whose unit is `incident-analysis` submits it
 */
export function submissionsIn(
  issued: readonly Pick<IssuedSummary, 'obligation' | 'period' | 'issuedAt'>[],
  obligations: readonly Pick<Obligation, 'id' | 'unit'>[],
): Submissions {
  const analyses = idsEverOf(obligations, ANALYSIS);
  const first = new Map<string, InstantText>();
  for (const { obligation, period, issuedAt } of issued) {
    if (!analyses.includes(obligation)) continue;
    const before = first.get(period);
    if (before === undefined || compareInstants(issuedAt, before) < 0) first.set(period, issuedAt);
  }
  return first;
}
