/** Which records a deliverable's needs mean, as dates and instants. Pure. */

import type { NeedTerms, Window } from '../../../reports/_deliverable.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { belongsTo } from '../../contract/calendar/belongs.ts';
import { windowOf } from '../../contract/calendar/calendar.ts';
import { countedDays, type PeriodCut, periodBefore } from '../../contract/calendar/cut.ts';
import type { Occurrence } from '../../contract/calendar/occurrence.ts';
import { isShiftPeriod, withoutShift } from '../../contract/calendar/shift-period.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import { isOfDays } from '../../contract/terms/cadence.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { unitOf } from '../../contract/terms/units.ts';
import { compareInstants, dateOf, toDate, toInstant, toText } from '../../contract/time.ts';
import { correctionTimes, countsWholeDays, factOf, withdrawalOf } from '../../records/counted.ts';
import { firstDayOfService, lastDayOfService } from '../../records/of-service.ts';
import { isVouched } from '../../records/purchaser.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';

export interface ResolvedWindow {
  /** Dates of record ids to read, inclusive. */
  from: string;
  to: string;
  /** Whether a record read from these dates belongs to the window. */
  holds(record: AnyRecord): boolean;
  /** What a record is judged together with, such as its day: with one record the window wants all that have the same. */
  together?: (record: AnyRecord) => string;
  /** Which of those that it holds are wanted, where that hangs on the others. */
  among?: (records: readonly AnyRecord[]) => AnyRecord[];
  /** What is judged with the records of one such key besides: those of other keys, which are not counted. */
  beside?: (key: string) => string[];
}

export interface WindowContext {
  contract: NeedTerms;
  occurrence: Occurrence;
  /** The same obligation's period before; null for the first. */
  previous: Occurrence | null;
  /** The periods of the obligation up to its own, with their cuts. */
  cuts: readonly PeriodCut[];
  servicePeriod: { from: string; to: string };
  /** ISO; nothing that happened later is taken. */
  asOf: string;
  /** Days up to then of which a unit's daily document is not issued; without it there is none. */
  unissued?: (unit: string) => ReadonlySet<string>;
}

/**
 * @param kind of the records that are wanted; service-to-date goes back a year before the service for what is granted ahead, and on
 * after its last day for what becomes of documents
 * @throws never; an empty window (previous of the first period) holds nothing
 */
export function resolveWindow(window: Window, context: WindowContext, kind?: string): ResolvedWindow {
  const { occurrence, previous, servicePeriod, asOf } = context;
  const today = dateOf(asOf);
  if (window === 'previous') return previous === null ? nothing(occurrence.from) : ofOccurrence(previous);
  if (window === 'counted-before') return ofCutBefore(context, kind ?? '', today);
  if (window === 'counted') return ofCut(context, kind ?? '', today);
  if (window === 'whole-days') return wholeDays(context);
  if (window === 'service-to-date')
    return dates(firstDayOfService(kind, servicePeriod), lastDayOfService(kind, servicePeriod, today));
  if (window === 'to-date') return dates(servicePeriod.from, today);
  if (window === 'waiting') return { ...dates(servicePeriod.from, today), among: unanswered };
  if (window === 'incident') return ofEvent(occurrence, today);
  if (window === 'period') return ofOccurrence(occurrence);
  if ('unissued' in window) return ofDays(context.unissued?.(window.unissued) ?? new Set(), occurrence.from);
  const before = (day: string, days: number): string => toDate(day).subtract({ days }).toString();
  return 'lastSigned' in window
    ? { ...dates(before(occurrence.from, window.lastSigned), today), among: ofNewest }
    : dates(before(occurrence.to, window.days), occurrence.to);
}

function ofOccurrence(occurrence: Occurrence): ResolvedWindow {
  if (occurrence.span === undefined) return dates(occurrence.from, occurrence.to);
  const { from, to } = windowOf(occurrence);
  const isShift = isShiftPeriod(occurrence.period);
  const first = toInstant(from).epochMilliseconds;
  const end = toInstant(to).epochMilliseconds;
  return {
    from: dateOf(from),
    to: dateOf(toText(toInstant(to).subtract({ seconds: 1 }))),
    // A record that names its own business date belongs to that day, whenever it was written down; a shift has no day.
    holds: (record) => {
      const day = isShift ? undefined : businessDate(record);
      if (day !== undefined) return day >= occurrence.from && day <= occurrence.to;
      const at = Date.parse(record.at);
      return at >= first && at < end;
    },
  };
}

/** What belongs to the document by its cut, however long ago it happened: it may have been written down only now. */
function ofCut(context: WindowContext, kind: string, today: string): ResolvedWindow {
  const { occurrence, cuts, servicePeriod } = context;
  const own = cuts.at(-1);
  return {
    from: firstDayOfService(kind, servicePeriod),
    to: lastDayOfService(kind, servicePeriod, today),
    holds: (record) => belongsTo(factOf(record, occurrence), cuts) === own || isAmended(record, context),
    ...togetherWith(kind, context),
  };
}

/** What the document before counted, of whatever month: a comparison by the calendar would be with what no document printed. */
function ofCutBefore({ occurrence, cuts, servicePeriod }: WindowContext, kind: string, today: string): ResolvedWindow {
  const before = periodBefore(cuts);
  if (before === undefined) return nothing(occurrence.from);
  return {
    from: firstDayOfService(kind, servicePeriod),
    to: lastDayOfService(kind, servicePeriod, today),
    holds: (record) => belongsTo(factOf(record, occurrence), cuts) === before,
  };
}

function wholeDays({ cuts }: WindowContext): ResolvedWindow {
  const { from, to } = countedDays(cuts);
  return dates(from, to);
}

/**
 * true when an earlier document of the obligation counted the record, and this one is the first to know of its 作废: it takes
 * the record back.
 */
export function takesBack(record: AnyRecord, { occurrence, cuts }: WindowContext): boolean {
  const withdrawal = withdrawalOf(record);
  if (withdrawal === null) return false;
  const fact = factOf(record, occurrence);
  const own = cuts.at(-1);
  return belongsTo(fact, cuts) !== own && belongsTo({ ...fact, entered: withdrawal.at }, cuts) === own;
}

/** true while the record stands: nobody had withdrawn it by then. */
export function standsAt(record: AnyRecord, asOf: string): boolean {
  const withdrawal = withdrawalOf(record);
  return withdrawal === null || compareInstants(withdrawal.at, asOf) > 0;
}

/** true when the record was counted before, and this document is the first to know of a correction of it. */
export function isAmended(
  record: AnyRecord,
  { occurrence, cuts }: Pick<WindowContext, 'occurrence' | 'cuts'>,
): boolean {
  const fact = factOf(record, occurrence);
  return correctionTimes(record).some((entered) => belongsTo({ ...fact, entered }, cuts) === cuts.at(-1));
}

/** Of these a day tells how the next one begins: what was down at its end goes on. */
const GOES_ON: ReadonlySet<string> = new Set(['probe']);

/** What is judged together: the records of a day, and what was signed about one document. */
function togetherWith(kind: string, { occurrence, cuts }: WindowContext): Pick<ResolvedWindow, 'together' | 'beside'> {
  if (kind === 'signoff') return { together: documentOf };
  if (!countsWholeDays(kind) || occurrence.span !== undefined) return {};
  if (!GOES_ON.has(kind)) return { together: dayOf };
  const last = countedDays(cuts).to;
  const step = (day: string, days: number): string => toDate(day).add({ days }).toString();
  return { together: dayOf, beside: (day) => [step(day, -1), ...(day < last ? [step(day, 1)] : [])] };
}

/** What was signed about the newest of the periods; where these are shifts, about all of that day. */
function ofNewest(records: readonly AnyRecord[]): AnyRecord[] {
  const acts = records as readonly SignoffRecord[];
  const newest = acts
    .map(({ period }) => withoutShift(period))
    .sort()
    .at(-1);
  return acts.filter(({ period }) => withoutShift(period) === newest);
}

/** All that was signed about the documents whose newest revision that was handed over nobody answered. */
function unanswered(records: readonly AnyRecord[]): AnyRecord[] {
  const acts = (records as readonly SignoffRecord[]).filter(({ action }) => action !== 'confirm');
  return [...Map.groupBy(acts, documentOf).values()].flatMap((own) => {
    const handedOver = own.filter(({ action }) => action === 'deliver').map(({ revision }) => revision);
    const newest = own.filter(({ revision }) => revision >= Math.max(...handedOver));
    const isAnswered = newest.some(
      (one) => ANSWERS.has(one.action) && (one.action !== 'receive' || isVouched(one, one.at)),
    );
    return handedOver.length === 0 || isAnswered ? [] : own;
  });
}

/** That something was received is no answer by the word of the supplier alone. */
const ANSWERS: ReadonlySet<string> = new Set(['receive', 'return', 'void']);

function documentOf(record: AnyRecord): string {
  const { obligation, period } = record as { obligation?: string; period?: string };
  return `${obligation} ${period}`;
}

const dayOf = (record: AnyRecord): string => (record as { date?: string }).date ?? dateOf(record.at);

/**
 * The records of a list that a window holds, and those that have to be judged with them.
 * @param all every record of the kind in the dates of the window
 */
export function heldBy({ holds, among, together, beside }: ResolvedWindow, all: readonly AnyRecord[]): AnyRecord[] {
  const own = among === undefined ? all.filter(holds) : among(all.filter(holds));
  if (together === undefined) return own;
  const keys = new Set(own.map(together));
  for (const key of beside === undefined ? [] : [...keys].flatMap(beside)) keys.add(key);
  return all.filter((record) => keys.has(together(record)));
}

function businessDate(record: AnyRecord): string | undefined {
  const day = (record as { date?: unknown }).date;
  return typeof day === 'string' && record.kind === 'inspection' ? day : undefined;
}

function ofDays(days: ReadonlySet<string>, otherwise: string): ResolvedWindow {
  const [first, last] = [[...days].sort().at(0), [...days].sort().at(-1)];
  if (first === undefined || last === undefined) return nothing(otherwise);
  return { from: first, to: last, holds: (record) => days.has(dayOfRecordId(record.id)) };
}

/**
 * See `WindowContext`. None of a unit that composes no daily document of the contract.
 * @param issued documents known at `asOf` @param asOf ISO
 */
export function unissuedDays(
  { contract, obligations }: Pick<ContractBundle, 'contract' | 'obligations'>,
  issued: readonly { obligation: string; period: string }[],
  asOf: string,
): (unit: string) => ReadonlySet<string> {
  const { from, to } = contract.servicePeriod;
  return (id) => {
    const own = obligations.filter((one) => isOfDays(one) && unitOf(one) === id);
    if (own.length === 0) return new Set();
    const done = new Set(issued.map((one) => `${one.obligation} ${one.period}`));
    const days: string[] = [];
    const last = earlier(dateOf(asOf), to);
    for (let day = toDate(from); day.toString() <= last; day = day.add({ days: 1 })) days.push(day.toString());
    const isDone = (one: Obligation, day: string): boolean =>
      (one.timesADay?.map((_, n) => `${day}-s${n + 1}`) ?? [day]).every((period) => done.has(`${one.id} ${period}`));
    return new Set(days.filter((day) => own.some((one) => !isDone(one, day))));
  };
}

/** The event's own record and those that name it. */
function ofEvent(occurrence: Occurrence, today: string): ResolvedWindow {
  const event = occurrence.event ?? occurrence.period;
  return {
    from: occurrence.from,
    to: today,
    holds: (record) => record.id === event || Object.values(record).some((v) => v === event),
  };
}

const dates = (from: string, to: string): ResolvedWindow => ({ from, to, holds: () => true });

const nothing = (day: string): ResolvedWindow => ({ from: day, to: day, holds: () => false });

const earlier = (a: string, b: string): string => (a < b ? a : b);
