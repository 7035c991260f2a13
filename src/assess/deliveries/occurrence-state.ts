/** State of an occurrence (design, vocabulary: 应交项). Pure; `now` decides what time has passed. */
import type { IssuedSummary, Occurrence, OccurrenceState } from '../../contract/calendar/occurrence.ts';
import { compareInstants, type InstantText } from '../../contract/time.ts';
import { heldSince } from './happenings.ts';

export interface OccurrenceFacts {
  occurrence: Pick<Occurrence, 'issueFrom' | 'dueAt' | 'happenings'>;
  /** The documents issued for it, in any order; the earliest decides, since a revision makes nothing late or timely. */
  issued: readonly Pick<IssuedSummary, 'issuedAt'>[];
  /** true when something of what the deliverable needs was observed. */
  hasEvidence: boolean;
  /** true when it was waived, by whom and why is in the waiver record. */
  waived: boolean;
  now: InstantText;
}

/**
 * 未到期 · 待交 (from `issueFrom` to `dueAt`, inclusive) · 逾期未交 (past due, evidence exists) · 缺失 (past due, nothing
 * observed) · 按期 / 补报 by the time of the first issue · 已豁免. What was issued stays issued, even when waived later; but a
 * document counts only with, and since, what it has to tell of: one that was issued without it delivers nothing.
 * 按期 here is by 签发; by 送达 is for the lists that show both.
 */
export function occurrenceState(facts: OccurrenceFacts): OccurrenceState {
  const { issueFrom, dueAt } = facts.occurrence;
  const first = heldSince(facts.occurrence, earliest(facts.issued.map((one) => one.issuedAt)) ?? null);
  if (first !== null) return dueAt === null || compareInstants(first, dueAt) <= 0 ? 'on-time' : 'late';
  if (facts.waived) return 'waived';
  if (dueAt !== null && compareInstants(facts.now, dueAt) > 0) return facts.hasEvidence ? 'overdue' : 'missing';
  return issueFrom !== null && compareInstants(facts.now, issueFrom) >= 0 ? 'due' : 'upcoming';
}

function earliest(instants: readonly InstantText[]): InstantText | undefined {
  return instants.reduce<InstantText | undefined>(
    (best, one) => (best === undefined || compareInstants(one, best) < 0 ? one : best),
    undefined,
  );
}
