/** Everything that the contract makes due, and how each stands: the list behind `due`, 首页 and `issue`. */

import { type ArchivedDocument, firstIssueOf, readKeptArchive } from '../../archive/store.ts';
import { onTimeRule } from '../../assess/contract/on-time.ts';
import { allObligations } from '../../contract/bundle/bundle.ts';
import { occurrencesOf, settledBy } from '../../contract/calendar/calendar.ts';
import { closingAt, isClosed } from '../../contract/calendar/closing.ts';
import type { Occurrence } from '../../contract/calendar/occurrence.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { compareInstants } from '../../contract/time.ts';
import { type DeliveryFacts, handedIn, standingOf } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { heldTimes, isTold, withHappenings } from '../../subjects/deliveries/judge/happenings.ts';
import { occurrenceState } from '../../subjects/deliveries/judge/occurrence-state.ts';
import { earlierHanded } from '../../subjects/deliveries/judge/receipt.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../subjects/signing/kinds/waiver.ts';
import type { FileProblem } from '../../workspace/store/record-store.ts';
import { calendarEvents } from '../compose/read-events.ts';
import type { DeliverableFacts } from '../deliverable-facts.ts';
import { loadKind } from '../units.ts';
import { readBlanks } from './blanks.ts';
import { type Closing, readClosing } from './closed.ts';
import { confirmedAs } from './confirmed.ts';
import { occurrenceKey, type PlanSource, readAsked, readFacts } from './plan-facts.ts';
import { lacks, type PlannedOccurrence } from './planned.ts';

export interface Plan {
  /** Of obligations whose deliverable exists, nearest due time first. */
  items: PlannedOccurrence[];
  /** All documents that were issued, sorted by number. */
  documents: ArchivedDocument[];
  /** What the purchaser sent back in the service period, newest first, whether it was revised since or not. */
  returns: SignoffRecord[];
  /** What was made void in the service period, in order of time. */
  voids: SignoffRecord[];
  /** What the purchaser does without. */
  waivers: WaiverRecord[];
  /** Whether the project is closed, and by when states are judged: what is told beside the plan is judged by the same time. */
  closeOut: Closing;
  problems: FileProblem[];
}

/** @param now ISO instant at which states are judged; once the project is closed, what is written down later counts, and no time passes */
export async function planAt(source: PlanSource, now: string): Promise<Plan> {
  const { contract, records, workdays } = source;
  const project = await readClosing(records, now);
  const { asOf } = project;
  const obligations = allObligations(contract).filter((o) => source.deliverables.has(o.id));
  const servicePeriod = contract.contract.servicePeriod;
  const events = await calendarEvents({ contract, records, events: source.events }, asOf);
  const archive = await archiveOf(source);
  const waivers = await records.list<WaiverRecord>('waiver');
  const manifests = archive.documents.map(({ manifest }) => manifest);
  const settled = settledBy(manifests, waivers.records);
  const asked = await readAsked(source, obligations);
  const owed = occurrencesOf({
    obligations,
    servicePeriod,
    terms: contract.contract.terms,
    calendars: contract.contract.calendars,
    workdays,
    events: events.events,
    asOf,
    settled,
  });
  const occurrences = withHappenings(owed, obligations, contract, { recordsOf: asked.recordsOf, asOf });
  const facts = await readFacts(source, occurrences, waivers, manifests, now);
  const ruleOf = onTimeRule(contract);
  const blanksOf = await readBlanks(source);
  const byOccurrence = Map.groupBy(archive.documents, (d) => occurrenceKey(d.manifest.obligation, d.manifest.period));
  const byId = new Map(obligations.map((o) => [o.id, o]));
  const planned = async (occurrence: Occurrence): Promise<PlannedOccurrence> => {
    const obligation = byId.get(occurrence.obligation) as Obligation;
    const documents = byOccurrence.get(occurrenceKey(occurrence.obligation, occurrence.period)) ?? [];
    const deliverable = source.deliverables.get(obligation.id) as DeliverableFacts;
    const isThere = facts.observed(deliverable, occurrence);
    const hasEvidence = isThere && isTold(occurrence);
    const id = occurrenceKey(occurrence.obligation, occurrence.period);
    const issued = newest(documents);
    const { by: onTimeBy, readings } = ruleOf(obligation, occurrence.dueAt);
    const factsOf = (revision: number): DeliveryFacts =>
      facts.delivery(occurrence.obligation, occurrence.period, revision);
    const { standing, times, earlier } = handedOver(occurrence, documents, factsOf);
    const state = occurrenceState({
      occurrence,
      issued: standing,
      onTimeBy,
      handedOverAt: times[onTimeBy],
      hasEvidence: isThere && facts.happened(obligation, occurrence),
      waived: facts.waived.has(id),
      now: asOf,
    });
    const revision = issued?.manifest.revision ?? 0;
    const delivery = factsOf(revision);
    const blanks = blanksOf(obligation);
    const closing = closingOf(source, obligation, occurrence, documents);
    const firstIssuedAt = firstIssueOf(documents, occurrence.obligation, occurrence.period);
    const confirm = facts.confirms.get(`${id} ${revision + 1}`);
    const toConfirm = { obligation, occurrence, issued, firstIssuedAt, deliverable, closing };
    const seen = await confirmedAs({ ...source, kinds: loadKind }, confirm, toConfirm, now);
    const claimedWaiver = facts.claimedWaivers.get(id);
    return {
      obligation,
      occurrence,
      state,
      onTimeBy,
      ...(readings.length < 2 ? {} : { openBy: readings.filter((by) => by !== onTimeBy) }),
      handedIn: times,
      issued,
      firstIssuedAt,
      ...seen,
      delivery,
      ...(earlier === null ? {} : { earlier }),
      ...(claimedWaiver === undefined ? {} : { claimedWaiver }),
      hasEvidence,
      ...(closing === undefined ? {} : { closing }),
      lacks: lacks({ state, onTimeBy, issued, hasEvidence, ...seen, delivery, blanks }),
      blanks,
    };
  };
  const items = await Promise.all(occurrences.map(planned));
  return {
    items,
    documents: archive.documents,
    ...{ returns: facts.returns, voids: facts.voids, waivers: facts.waivers },
    closeOut: project,
    problems: [...project.problems, ...archive.problems, ...events.problems, ...asked.problems, ...facts.problems],
  };
}

const archiveOf = async ({ issued, root, memo }: PlanSource) =>
  issued ? { documents: [...issued], problems: [] } : readKeptArchive(root, memo);

/** The revisions that stand, and when each fact of handing over happened to them: what was made void is owed again. */
function handedOver(
  occurrence: Occurrence,
  documents: readonly ArchivedDocument[],
  factsOf: (revision: number) => DeliveryFacts,
) {
  const acts = documents.map(({ manifest }) => ({
    ...{ revision: manifest.revision, issuedAt: manifest.times.issued },
    facts: factsOf(manifest.revision),
  }));
  const inOrder = acts.toSorted((a, b) => a.revision - b.revision);
  return {
    standing: standingOf(acts),
    times: heldTimes(occurrence, handedIn(acts)),
    earlier: earlierHanded(inOrder),
  };
}

/** What is 待填写 of an obligation whose occurrence stands in no calendar. */
export const blanksOf = ({ items }: Plan, { id }: Pick<Obligation, 'id'>): string[] =>
  items.find((one) => one.obligation.id === id)?.blanks ?? [];

/** When the closing revision of an issued document is made; undefined: it gets none, or a revision has counted so far. */
function closingOf(
  { contract, workdays, deliverables }: PlanSource,
  obligation: Obligation,
  occurrence: Occurrence,
  documents: readonly ArchivedDocument[],
): string | undefined {
  const { servicePeriod } = contract.contract;
  if (documents.length === 0 || deliverables.get(obligation.id)?.cut !== true) return undefined;
  if (!isClosed(obligation, occurrence, servicePeriod)) return undefined;
  const at = closingAt(servicePeriod, workdays);
  const counted = documents.some(({ manifest }) => manifest.cut !== null && compareInstants(manifest.cut, at) >= 0);
  return counted ? undefined : at;
}

function newest(documents: ArchivedDocument[]): ArchivedDocument | null {
  return documents.reduce<ArchivedDocument | null>(
    (best, d) => (best === null || d.manifest.revision > best.manifest.revision ? d : best),
    null,
  );
}
