/** State of an occurrence (design, vocabulary: 应交项). Pure; `now` decides what time has passed. */
import type { IssuedSummary, Occurrence } from '../../../contract/calendar/occurrence.ts';
import type { OnTimeBy } from '../../../contract/terms/due-rules.ts';
import { compareInstants, earliest, type InstantText } from '../../../contract/time.ts';
import type { OccurrenceState } from '../../../states/occurrence.ts';
import { heldSince } from './happenings.ts';

export interface OccurrenceFacts {
  occurrence: Pick<Occurrence, 'issueFrom' | 'dueAt' | 'happenings'>;
  /** The documents issued for it, in any order; the earliest decides, since a revision makes nothing late or timely. */
  issued: readonly Pick<IssuedSummary, 'issuedAt'>[];
  /** Which fact has to happen by the due time; see `assess/contract/on-time.ts`. */
  onTimeBy: OnTimeBy;
  /** When that fact happened: first 送达 or 签收 of any revision; null: not yet. Of 签发 it is never asked. */
  handedOverAt: InstantText | null;
  /** true when something of what the deliverable needs was observed. */
  hasEvidence: boolean;
  /** true when it was waived, by whom and why is in the waiver record. */
  waived: boolean;
  now: InstantText;
}

/**
 * 未到期 · 待交 (from `issueFrom` to `dueAt`, inclusive) · 逾期未交 (past due, evidence exists) · 缺失 (past due, nothing
 * observed) · 按期 / 补报 by the time of the first issue · 已豁免. What was issued stays issued, even when waived later; but a
 * document counts only with, and since, what it has to tell of: one that was issued without it hands nothing in.
 * Where the contract counts 送达 or 签收, what was issued is 待送达 until it is due and 逾期未送达 afterwards (or 已豁免, while it
 * waits), then 按期 or 逾期送达 by the time at which it happened. What has no due time cannot be late.
 */
export function occurrenceState(facts: OccurrenceFacts): OccurrenceState {
  const { issueFrom, dueAt } = facts.occurrence;
  const first = heldSince(facts.occurrence, earliest(facts.issued.map((one) => one.issuedAt)) ?? null);
  if (first !== null) return stateOfIssued(facts, first);
  if (facts.waived) return 'waived';
  if (isPast(dueAt, facts.now)) return facts.hasEvidence ? 'overdue' : 'missing';
  return issueFrom !== null && compareInstants(facts.now, issueFrom) >= 0 ? 'due' : 'upcoming';
}

function stateOfIssued(
  { occurrence: { dueAt }, onTimeBy, handedOverAt, waived, now }: OccurrenceFacts,
  first: InstantText,
): OccurrenceState {
  if (dueAt === null) return 'on-time';
  if (onTimeBy === 'issued') return isPast(dueAt, first) ? 'late' : 'on-time';
  if (handedOverAt !== null) return isPast(dueAt, handedOverAt) ? 'delivered-late' : 'on-time';
  if (waived) return 'waived';
  return isPast(dueAt, now) ? 'undelivered' : 'awaiting';
}

/** Due times are inclusive. */
const isPast = (dueAt: InstantText | null, moment: InstantText): boolean =>
  dueAt !== null && compareInstants(moment, dueAt) > 0;
