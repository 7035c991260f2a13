/** Everything that the contract makes due, and how each stands: the list behind `due`, 首页 and `issue`. */

import { type ArchivedDocument, firstIssueOf, readKeptArchive } from '../../archive/store.ts';
import { onTimeRule } from '../../assess/contract/on-time.ts';
import {
  type DeliveryFacts,
  deliveryFacts,
  type HandedIn,
  handedIn,
  returnsOf,
  standingOf,
  voidsOf,
} from '../../assess/deliveries/facts.ts';
import { askedRecords, heldTimes, isTold, withHappenings } from '../../assess/deliveries/happenings.ts';
import { goesByShifts, happenedIn, isObserved } from '../../assess/deliveries/observed.ts';
import { occurrenceState } from '../../assess/deliveries/occurrence-state.ts';
import { type EarlierWaiting, earlierWaiting } from '../../assess/deliveries/receipt.ts';
import { allObligations, type ContractBundle } from '../../contract/bundle/bundle.ts';
import { occurrencesOf, settledBy } from '../../contract/calendar/calendar.ts';
import { closingAt, isClosed } from '../../contract/calendar/closing.ts';
import type { Occurrence, OccurrenceState } from '../../contract/calendar/occurrence.ts';
import type { WorkdayCalendar } from '../../contract/calendar/working-days.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import type { OnTimeBy } from '../../contract/terms/due-rules.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { compareInstants, dateOf } from '../../contract/time.ts';
import type { SignoffRecord } from '../../records/kinds/signoff.ts';
import type { WaiverRecord } from '../../records/kinds/waiver.ts';
import { isVouched } from '../../records/purchaser.ts';
import type { AnyRecord } from '../../records/record.ts';
import { returnText } from '../../wording/returns.ts';
import type { FileMemo } from '../../workspace/disk/file-memo.ts';
import type { FileProblem, RecordList, RecordStore } from '../../workspace/store/records.ts';
import type { EventCache } from '../compose/event-cache.ts';
import { calendarEvents } from '../compose/read-events.ts';
import type { DeliverableFacts } from '../deliverable-facts.ts';
import { loadKind } from '../units.ts';
import { readBlanks } from './blanks.ts';
import { type Confirmation, confirmedAs, type VoidedConfirmation } from './confirmed.ts';

export interface PlannedOccurrence {
  obligation: Obligation;
  occurrence: Occurrence;
  state: OccurrenceState;
  /** Which fact has to happen by the due time, and when each of them first happened. */
  onTimeBy: OnTimeBy;
  handedIn: HandedIn;
  /** The newest revision; null when none was issued. */
  issued: ArchivedDocument | null;
  /** ISO: when revision 1 was issued; null when none was. */
  firstIssuedAt: string | null;
  /** The next revision to issue is confirmed: the first one, or after a return the one that follows it. */
  confirmed: boolean;
  /** The confirmation that makes it so. */
  confirmation?: Confirmation;
  /** Somebody confirmed that revision, and its evidence has changed since: it has to be confirmed anew. */
  voided?: VoidedConfirmation;
  /** What happened to the newest revision after issuing. */
  delivery: DeliveryFacts;
  /** An earlier revision that lies unanswered with the purchaser, while the newest was not delivered. */
  earlier?: EarlierWaiting;
  /** 豁免 that only the supplier tells of; it waives nothing. */
  claimedWaiver?: WaiverRecord;
  /** true when there is all of which the document has to tell: without it none is made. */
  hasEvidence: boolean;
  /** ISO: when its closing revision is made, which counts what came after its cut; undefined: it gets none, or has it. */
  closing?: string;
  /** What is missing for it, in Chinese; empty for what is done or not yet open. */
  lacks: string[];
  /** What is still 待填写 and would be printed so: while there is any, only a person who names it issues it. */
  blanks: string[];
}

export interface PlanSource {
  root: string;
  contract: ContractBundle;
  records: RecordStore;
  workdays: WorkdayCalendar;
  deliverables: ReadonlyMap<string, DeliverableFacts>;
  memo?: FileMemo | undefined;
  /** What earlier commands judged, for who only tells how things stand. */
  events?: EventCache | undefined;
  /** What was issued, sorted by number, of a long run that keeps count of it; read from the archive without it. */
  issued?: readonly ArchivedDocument[] | undefined;
}

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
  problems: FileProblem[];
}

/** @param now ISO instant at which states are judged */
export async function planAt(source: PlanSource, now: string): Promise<Plan> {
  const { contract, records, workdays } = source;
  const obligations = allObligations(contract).filter((o) => source.deliverables.has(o.id));
  const servicePeriod = contract.contract.servicePeriod;
  const events = await calendarEvents({ contract, records, events: source.events }, now);
  const archive = source.issued
    ? { documents: [...source.issued], problems: [] }
    : await readKeptArchive(source.root, source.memo);
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
    asOf: now,
    settled,
  });
  const occurrences = withHappenings(owed, obligations, contract, { recordsOf: asked.recordsOf, asOf: now });
  const facts = await readFacts(source, occurrences, waivers, now);
  const ruleOf = onTimeRule(contract);
  const blanksOf = await readBlanks(source);
  const byOccurrence = Map.groupBy(archive.documents, (d) => key(d.manifest.obligation, d.manifest.period));
  const byId = new Map(obligations.map((o) => [o.id, o]));
  const planned = async (occurrence: Occurrence): Promise<PlannedOccurrence> => {
    const obligation = byId.get(occurrence.obligation) as Obligation;
    const documents = byOccurrence.get(key(occurrence.obligation, occurrence.period)) ?? [];
    const deliverable = source.deliverables.get(obligation.id) as DeliverableFacts;
    const isThere = facts.observed(deliverable, occurrence);
    const hasEvidence = isThere && isTold(occurrence);
    const id = key(occurrence.obligation, occurrence.period);
    const issued = newest(documents);
    const onTimeBy = ruleOf(obligation).by;
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
      now,
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
    returns: facts.returns,
    voids: facts.voids,
    waivers: facts.waivers,
    problems: [...archive.problems, ...events.problems, ...asked.problems, ...facts.problems],
  };
}

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
    earlier: earlierWaiting(inOrder),
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

/** true when the closing revision is to be made now. */
export const isToClose = (item: PlannedOccurrence, now: string): boolean =>
  item.closing !== undefined && compareInstants(now, item.closing) >= 0 && (!isReopened(item) || item.confirmed);

/** The newest revision, unless it was made void: then it is as if none had been issued. */
export const standingIssue = ({
  issued,
  delivery,
}: Pick<PlannedOccurrence, 'issued' | 'delivery'>): ArchivedDocument | null =>
  delivery.annulled === null ? issued : null;

/** It was made void, and what it was made for is owed again: not what was asked for alone, nor what is waived. */
export const isOwedAgain = ({ delivery, state }: Pick<PlannedOccurrence, 'delivery' | 'state'>): boolean =>
  delivery.annulled !== null && state !== 'on-time' && state !== 'waived';

/** The next revision is owed: it was sent back, or made void. */
export const isReopened = (item: Pick<PlannedOccurrence, 'delivery' | 'state'>): boolean =>
  item.delivery.annulled === null ? item.delivery.returned !== null : isOwedAgain(item);

/** Why the revision after a return, or after one that was made void, is made: the reason of that. null: it stands. */
export function revisionReason({ delivery }: PlannedOccurrence): string | null {
  if (delivery.annulled !== null) return `第 ${delivery.annulled.revision} 版已作废：${returnText(delivery.annulled)}`;
  return delivery.returned === null ? null : `⟦采购人⟧退回：${returnText(delivery.returned)}`;
}

const key = (obligation: string, period: string): string => `${obligation} ${period}`;

function newest(documents: ArchivedDocument[]): ArchivedDocument | null {
  return documents.reduce<ArchivedDocument | null>(
    (best, d) => (best === null || d.manifest.revision > best.manifest.revision ? d : best),
    null,
  );
}

type Open = Pick<
  PlannedOccurrence,
  'state' | 'onTimeBy' | 'issued' | 'hasEvidence' | 'confirmed' | 'voided' | 'delivery' | 'blanks'
>;

/**
 * How many blanks (待填写) the newest revision prints; 0: none, or nothing was issued. One of a time when manifests did not
 * tell has those that are open now.
 */
export const printedBlanks = ({
  issued,
  state,
  blanks,
  delivery,
}: Pick<PlannedOccurrence, 'issued' | 'state' | 'blanks' | 'delivery'>): number =>
  issued === null || state === 'waived' || delivery.annulled !== null ? 0 : (issued.manifest.blanks ?? blanks.length);

/** What an issued document lacks, in Chinese: a revision, and first what it should not print as 待填写 again. */
export function lacksOfIssued(item: Pick<PlannedOccurrence, 'issued' | 'state' | 'blanks' | 'delivery'>): string[] {
  if (item.delivery.annulled !== null) return [];
  if (item.delivery.returned !== null) return ['修订'];
  return printedBlanks(item) === 0 ? [] : [...toFill(item), '修订'];
}

const toFill = ({ blanks }: Pick<PlannedOccurrence, 'blanks'>): string[] => blanks.map((one) => `填写 ${one}`);

/** true of what was issued and counts as handed in only once it is delivered or signed for. */
export const awaitsHandover = ({ state }: Pick<PlannedOccurrence, 'state'>): boolean =>
  state === 'awaiting' || state === 'undelivered';

/** 送达, or of what was handed over and counts by the receipt 签收; empty for what awaits neither. */
export const lacksOfHandover = (item: Pick<PlannedOccurrence, 'state' | 'onTimeBy' | 'delivery'>): string[] =>
  !awaitsHandover(item) ? [] : [item.onTimeBy === 'received' && item.delivery.delivered !== null ? '签收' : '送达'];

function lacks(item: Open): string[] {
  const { state, hasEvidence, confirmed } = item;
  const issued = [...lacksOfIssued(item), ...lacksOfHandover(item)];
  if (issued.length > 0) return issued;
  if (state !== 'due' && state !== 'overdue' && state !== 'missing') return [];
  if (!hasEvidence) return ['证据'];
  return [...toFill(item), confirmed ? '签发' : item.voided === undefined ? '确认' : '重新确认'];
}

interface Facts {
  observed(deliverable: DeliverableFacts, occurrence: Occurrence): boolean;
  /** false: there is nothing of which the document could be made. */
  happened(obligation: Obligation, occurrence: Occurrence): boolean;
  waived: Set<string>;
  /** Of what is not waived: what the supplier says is. */
  claimedWaivers: Map<string, WaiverRecord>;
  /** Obligation, period and revision → its latest confirmation. */
  confirms: ReadonlyMap<string, SignoffRecord>;
  delivery: ReturnType<typeof deliveryFacts>;
  returns: SignoffRecord[];
  voids: SignoffRecord[];
  waivers: WaiverRecord[];
  problems: FileProblem[];
}

/** Reads once what all occurrences are held against. */
async function readFacts(
  source: PlanSource,
  occurrences: readonly Occurrence[],
  waivers: RecordList<WaiverRecord>,
  now: string,
): Promise<Facts> {
  const period = source.contract.contract.servicePeriod;
  const window = { from: period.from, to: dateOf(now) };
  const signoffs = await source.records.list<SignoffRecord>('signoff', window);
  const kinds = new Set([...source.deliverables.values()].flatMap((d) => d.evidence));
  const days = new Map<string, string[]>();
  // What lies before every occurrence is evidence for none of them: a workspace keeps the records of earlier years.
  const [from = period.from] = [period.from, ...occurrences.map((one) => one.from)].sort();
  for (const kind of kinds) days.set(kind, await evidenceTimes(source, kind, from));
  const waived = new Set(waivers.records.filter((w) => isVouched(w, w.at)).map((w) => key(w.obligation, w.period)));
  const claims = waivers.records.filter((w) => !waived.has(key(w.obligation, w.period)));
  return {
    observed: (deliverable, occurrence) => observed(deliverable, occurrence, days),
    happened: (obligation, occurrence) => isObserved(obligation, occurrence, (kind) => days.get(kind) ?? []),
    waived,
    claimedWaivers: new Map(claims.map((w) => [key(w.obligation, w.period), w])),
    confirms: latestConfirms(signoffs.records),
    delivery: deliveryFacts(signoffs.records, now),
    returns: returnsOf(signoffs.records, now),
    voids: voidsOf(signoffs.records, now),
    waivers: waivers.records,
    problems: [...waivers.problems, ...signoffs.problems],
  };
}

/** The records of which documents have to tell: what they say, and not their days alone, decides. */
async function readAsked(
  { contract, records }: PlanSource,
  obligations: readonly Obligation[],
): Promise<{ recordsOf(kind: string): readonly AnyRecord[]; problems: FileProblem[] }> {
  const found = new Map<string, readonly AnyRecord[]>();
  const problems: FileProblem[] = [];
  for (const [kind, isAsked] of askedRecords(obligations, contract)) {
    const list = await records.list(kind, contract.contract.servicePeriod);
    problems.push(...list.problems);
    found.set(kind, list.records.filter(isAsked));
  }
  return { recordsOf: (kind) => found.get(kind) ?? [], problems };
}
/** By obligation, period and revision. */
export const latestConfirms = (signoffs: readonly SignoffRecord[]): ReadonlyMap<string, SignoffRecord> =>
  new Map(
    signoffs
      .filter((one) => one.action === 'confirm')
      .map((one) => [`${key(one.obligation, one.period)} ${one.revision}`, one]),
  );

/** Dates of the records of a kind, from their ids alone; read for their times only where documents are of shifts. @param from first day */
async function evidenceTimes(source: PlanSource, kind: string, from: string): Promise<string[]> {
  const days = [...new Set((await source.records.ids(kind, { from })).map(dayOfRecordId))];
  if (!goesByShifts(source.contract.obligations)) return days;
  const { records } = await source.records.list(kind, { from });
  return [...days, ...records.map(({ at }) => at)];
}

/** A deliverable that needs no evidence can always be written; it says itself what was not observed. */
function observed(deliverable: DeliverableFacts, occurrence: Occurrence, days: Map<string, string[]>): boolean {
  if (deliverable.evidence.length === 0) return true;
  return deliverable.evidence.some((kind) => happenedIn(occurrence, days.get(kind) ?? []));
}
