/** Reads what the occurrences of a plan are held against: evidence, confirmations, deliveries, waivers. */

import type { ArchivedDocument } from '../../archive/store.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { answersOf } from '../../contract/calendar/answer-by.ts';
import type { Occurrence } from '../../contract/calendar/occurrence.ts';
import type { WorkdayCalendar } from '../../contract/calendar/working-days.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { dateOf } from '../../contract/time.ts';
import { isVouched } from '../../records/purchaser.ts';
import type { AnyRecord } from '../../records/record.ts';
import { deliveryFacts, returnsOf, voidsOf } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { askedRecords } from '../../subjects/deliveries/judge/happenings.ts';
import { goesByShifts, happenedIn, isObserved } from '../../subjects/deliveries/judge/observed.ts';
import { receiptsAsCounted } from '../../subjects/deliveries/judge/online.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../subjects/signing/kinds/waiver.ts';
import type { FileMemo } from '../../workspace/disk/file-memo.ts';
import type { FileProblem, RecordList, RecordStore } from '../../workspace/store/record-store.ts';
import type { EventCache } from '../compose/event-cache.ts';
import type { DeliverableFacts } from '../deliverable-facts.ts';

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

/** One occurrence of one obligation, as one word. */
export const occurrenceKey = (obligation: string, period: string): string => `${obligation} ${period}`;

/** What all occurrences are held against. */
export interface Facts {
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
export async function readFacts(
  source: PlanSource,
  occurrences: readonly Occurrence[],
  waivers: RecordList<WaiverRecord>,
  issued: Parameters<typeof receiptsAsCounted>[1],
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
  const waived = new Set(
    waivers.records.filter((w) => isVouched(w, w.at)).map((w) => occurrenceKey(w.obligation, w.period)),
  );
  const claims = waivers.records.filter((w) => !waived.has(occurrenceKey(w.obligation, w.period)));
  return {
    observed: (deliverable, occurrence) => observed(deliverable, occurrence, days),
    happened: (obligation, occurrence) => isObserved(obligation, occurrence, (kind) => days.get(kind) ?? []),
    waived,
    claimedWaivers: new Map(claims.map((w) => [occurrenceKey(w.obligation, w.period), w])),
    confirms: latestConfirms(signoffs.records),
    delivery: deliveryFacts(
      receiptsAsCounted(source.contract, issued, signoffs.records),
      now,
      answersOf(source.contract, source.workdays),
    ),
    returns: returnsOf(signoffs.records, now),
    voids: voidsOf(signoffs.records, now),
    waivers: waivers.records,
    problems: [...waivers.problems, ...signoffs.problems],
  };
}

/** The records of which documents have to tell: what they say, and not their days alone, decides. */
export async function readAsked(
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
      .map((one) => [`${occurrenceKey(one.obligation, one.period)} ${one.revision}`, one]),
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
