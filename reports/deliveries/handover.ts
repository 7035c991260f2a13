/**
 * What became of single documents that go by their 送达 or 签收, for documents that list them. Of a contract that counts 签发 nothing
 * is asked for, and nothing changes in them.
 */

import { onTimeFactsOf, onTimeRule } from '../../src/assess/contract/on-time.ts';
import { allObligations } from '../../src/contract/bundle/bundle.ts';
import { answersOf } from '../../src/contract/calendar/answer-by.ts';
import type { IssuedSummary, Occurrence } from '../../src/contract/calendar/occurrence.ts';
import type { OnTimeBy } from '../../src/contract/terms/due-rules.ts';
import { isVouched } from '../../src/records/purchaser.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { OccurrenceState } from '../../src/states/occurrence.ts';
import { deliveryFacts, handedIn, handedTime, standingOf } from '../../src/subjects/deliveries/judge/delivery-facts.ts';
import { occurrenceState } from '../../src/subjects/deliveries/judge/occurrence-state.ts';
import { receiptsAsCounted } from '../../src/subjects/deliveries/judge/online.ts';
import signoff, { type SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import waiver, { type WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import type { ComposeInput, Need, NeedTerms } from '../_deliverable.ts';

/** By which fact the documents of an obligation are in time; those of one that the contract has no more by their issue. */
export function onTimeByOf(contract: NeedTerms, obligation: string, dueAt?: string | null): OnTimeBy {
  const found = allObligations(contract).find(({ id }) => id === obligation);
  return found === undefined ? 'issued' : onTimeRule(contract)(found, dueAt).by;
}

/** What was said or agreed about a document that goes by it. */
function tellsOfHandover(record: AnyRecord, contract: NeedTerms): boolean {
  const { action, obligation } = record as SignoffRecord | (WaiverRecord & { action?: undefined });
  return action !== 'confirm' && onTimeByOf(contract, obligation) !== 'issued';
}

/** About another document than its own, whose delivery and receipt change nothing in it. */
function tellsOfOthers(
  record: AnyRecord,
  contract: NeedTerms,
  own: Pick<Occurrence, 'obligation' | 'period'>,
): boolean {
  const { obligation, period } = record as SignoffRecord | WaiverRecord;
  return (obligation !== own.obligation || period !== own.period) && tellsOfHandover(record, contract);
}

/** Something is in time by its delivery or receipt under the contract. */
const countsHandover = (contract: NeedTerms): boolean => onTimeFactsOf(contract).some((one) => one !== 'issued');

const needing = (only: NonNullable<Need['only']>): readonly Need[] =>
  [signoff.id, waiver.id].map((kind): Need => ({ kind, window: 'to-date', when: countsHandover, only }));

/** Records by which `stateOfDocument` judges, beside the manifests: of a document with a cut, which knows nothing after it. */
export const handoverNeeds = needing(tellsOfHandover);

/** The same of one without a cut. */
export const handoverOfOthers = needing(tellsOfOthers);

/**
 * State of what was issued, or should be.
 * @param occurrence with its due time; `issued`: its revisions in order
 */
export function stateOfDocument(
  input: ComposeInput,
  occurrence: Pick<Occurrence, 'obligation' | 'period' | 'issueFrom' | 'dueAt'>,
  issued: readonly IssuedSummary[],
): { state: OccurrenceState; by: OnTimeBy; handedOverAt: string | null; handed: ReturnType<typeof handedTime> } {
  const { obligation, period } = occurrence;
  const by = onTimeByOf(input.contract, obligation, occurrence.dueAt);
  const signoffs = (input.records[signoff.id] ?? []) as SignoffRecord[];
  const factsOf = deliveryFacts(
    receiptsAsCounted(input.contract, input.issued, signoffs),
    input.asOf,
    answersOf(input.contract, input),
  );
  const revisions = issued.map(({ issuedAt, revision }) => ({
    issuedAt,
    facts: factsOf(obligation, period, revision),
  }));
  const times = handedIn(revisions);
  const state = occurrenceState({
    occurrence,
    issued: standingOf(revisions),
    onTimeBy: by,
    handedOverAt: times[by],
    hasEvidence: true,
    waived: ((input.records[waiver.id] ?? []) as WaiverRecord[]).some(
      (one) => one.obligation === obligation && one.period === period && isVouched(one, one.at),
    ),
    now: input.asOf,
  });
  return {
    ...{ state, by, handedOverAt: by === 'issued' ? null : times[by] },
    handed: by === 'issued' ? { at: null, writtenAt: null } : handedTime(times, by, occurrence.dueAt),
  };
}
