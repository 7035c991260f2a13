/** The contract calendar: obligations × service period → everything that will be due, known on the first day. Pure. */

import { dueRuleOn } from '../precedence/dues.ts';
import { compareRecordIds } from '../record-id.ts';
import { isDaily, isOfEvents } from '../terms/cadence.ts';
import { isHeldDuring } from '../terms/held.ts';
import type { Obligation, Register } from '../terms/obligations.ts';
import { at, compareInstants, type DateText, dateOf, type InstantText, toDate, toText } from '../time.ts';
import { type CadencePeriod, within as daysWithin, periodsOf } from './cadence-periods.ts';
import { type Deadline, type DueContext, deadlineOf, issueFromOf } from './due-rule.ts';
import { type CalendarEvent, concerns, type EventContext, eventOccurrences, fieldsHold } from './events.ts';
import { type CalendarSource, opensOf } from './named-days.ts';
import type { Occurrence } from './occurrence.ts';
import { isOwed } from './only-in.ts';
import { type DateSpan, yearsOf } from './periods.ts';
import type { WorkdayCalendar } from './working-days.ts';

/** The terms and calendars of a contract that has some come with it. */
export interface CalendarInput extends CalendarSource {
  /** Registers and written documents are obligations too (`allObligations` of the bundle). */
  obligations: readonly Obligation[];
  /** Both days inclusive, clause 2. */
  servicePeriod: DateSpan;
  workdays: WorkdayCalendar;
  events: readonly CalendarEvent[];
  /** The 续报 of an event that is still open are listed up to the next one after this instant. */
  asOf: InstantText;
  /**
   * What was issued or waived, as `settledKey`: reports of events keep the place that they had then. With when each that was issued
   * had been due (null: at no time); undefined: it was waived alone.
   */
  settled?: Settled;
}

/** See `CalendarInput.settled`. */
export type Settled = ReadonlyMap<string, InstantText | null | undefined>;

/** How one occurrence is named among those that are settled. */
export const settledKey = (obligation: string, period: string): string => `${obligation} ${period}`;

/** @param issued every revision alike: all were due with the first */
export function settledBy(
  issued: readonly { obligation: string; period: string; dueAt: InstantText | null }[],
  waived: readonly { obligation: string; period: string }[],
): Settled {
  return new Map([
    ...waived.map((one): [string, undefined] => [settledKey(one.obligation, one.period), undefined]),
    ...issued.map((one): [string, InstantText | null] => [settledKey(one.obligation, one.period), one.dueAt]),
  ]);
}

/**
 * Every occurrence of the service period, nearest due time first; those with no due time yet stand last.
 * Equal due times keep the order of the obligations in the data. Events outside the service period bring up nothing.
 */
export function occurrencesOf(input: CalendarInput): Occurrence[] {
  const order = new Map(input.obligations.map((one, n) => [one.id, n]));
  const rank = (one: Occurrence): number => order.get(one.obligation) ?? 0;
  return input.obligations
    .flatMap((obligation) =>
      (isOfEvents(obligation) ? ofEvents(obligation, input) : ofPeriods(obligation, input)).filter((one) =>
        isHeldDuring(obligation, one),
      ),
    )
    .sort((a, b) => compareDue(a.dueAt, b.dueAt) || rank(a) - rank(b) || comparePeriods(a, b));
}

/**
 * A document made on request (`service-20261124`): from the first day of service to `date`, due at no time.
 * @param date the contract date of the request, not before the service begins
 */
export function onRequestOccurrence(obligation: Obligation, service: DateSpan, date: DateText): Occurrence {
  return {
    obligation: obligation.id,
    period: `service-${date.replaceAll('-', '')}`,
    from: service.from,
    to: date,
    issueFrom: toText(at(date, '00:00')),
    dueAt: null,
  };
}

/** true of a document made on request: there is none before it and none after. */
export const isOnRequest = ({ period }: Pick<Occurrence, 'period'>): boolean => /^service-\d{8}$/.test(period);

/** The instants of an occurrence's interval: from inclusive, to exclusive. */
export function windowOf(occurrence: Pick<Occurrence, 'from' | 'to' | 'span'>): { from: InstantText; to: InstantText } {
  if (occurrence.span !== undefined) return occurrence.span;
  const after = toDate(occurrence.to).add({ days: 1 });
  return { from: toText(at(occurrence.from, '00:00')), to: toText(at(after, '00:00')) };
}

function ofEvents(obligation: Obligation, input: CalendarInput): Occurrence[] {
  const { servicePeriod: service, workdays, asOf } = input;
  const own = settledKey(obligation.id, '');
  const settled = new Map(
    [...(input.settled ?? [])].filter(([key]) => key.startsWith(own)).map(([key, due]) => [key.slice(own.length), due]),
  );
  const context: EventContext = { workdays, asOf, settled, year: (day) => yearHolding(service, day) };
  return input.events
    .filter((event) => within(service, dateOf(event.at)))
    .flatMap((event) => eventOccurrences(obligation, event, context));
}

/** Occurrences that no event can change, worked out once: a plan of the year is asked for again and again. */
const settled = new WeakMap<Obligation, WeakMap<WorkdayCalendar, Map<string, Occurrence[]>>>();

function ofPeriods(obligation: Obligation, input: CalendarInput): Occurrence[] {
  // An obligation that names a record, or another obligation, may be moved by what is written down later.
  if (obligation.eventKind !== undefined || obligation.due?.of !== undefined)
    return periodOccurrences(obligation, input);
  const byCalendar = settled.get(obligation) ?? new WeakMap<WorkdayCalendar, Map<string, Occurrence[]>>();
  settled.set(obligation, byCalendar);
  const byService = byCalendar.get(input.workdays) ?? new Map<string, Occurrence[]>();
  byCalendar.set(input.workdays, byService);
  const terms = (input.terms ?? []).map(({ id, name, from, to }) => `${id} ${name} ${from} ${to}`);
  const calendars = obligation.only === undefined && obligation.except === undefined ? [] : (input.calendars ?? []);
  const service = [input.servicePeriod.from, input.servicePeriod.to, ...terms, JSON.stringify(calendars)].join('\n');
  const known = byService.get(service) ?? periodOccurrences(obligation, input);
  byService.set(service, known);
  return known;
}

/** The periods of an obligation that are owed, in order of time: the first begins with the obligation, the last ends with it. */
function owedPeriods(obligation: Obligation, input: CalendarInput): CadencePeriod[] {
  const opens = opensOf(input, input.workdays);
  const { from, until: to } = obligation;
  // Of a date the day itself decides, not the stretch before it that it ends.
  const decides = (one: CadencePeriod) => (obligation.dates === undefined ? one : { ...one, from: one.id, to: one.id });
  return daysWithin(periodsOf(obligation, input.servicePeriod, input.terms), { from, to }).filter(
    (one) => daysWithin([decides(one)], { from, to }).length > 0 && isOwed(obligation, decides(one), opens),
  );
}

function periodOccurrences(obligation: Obligation, input: CalendarInput): Occurrence[] {
  const opens = opensLater(obligation, input.servicePeriod);
  return owedPeriods(obligation, input).map((period) => {
    const span = period.span ?? spanOf(obligation, period, input.servicePeriod);
    const context = { ...contextOf(obligation, period, input), ...(span === undefined ? {} : { window: span }) };
    const rule = dueRuleOn(obligation, period.to);
    const deadline = rule === null ? { at: null, provisional: false } : deadlineOf(rule, context);
    return {
      obligation: obligation.id,
      period: period.id,
      ...(period.name === undefined ? {} : { name: period.name }),
      from: period.from,
      to: period.to,
      ...(opens === undefined ? {} : { opens }),
      ...(span === undefined ? {} : { span }),
      issueFrom: afterSpan(issueFromOf(obligation.issueFrom, context), span),
      dueAt: deadline.at,
      ...(deadline.provisional ? { provisional: true as const } : {}),
    };
  });
}

/** The first day of an obligation that begins later than the service. */
const opensLater = ({ from }: Obligation, service: DateSpan): DateText | undefined =>
  from !== undefined && from > service.from ? from : undefined;

function contextOf(obligation: Obligation, period: CadencePeriod, input: CalendarInput): DueContext {
  const { servicePeriod: service, workdays } = input;
  const event = eventOf(obligation, period, input.events);
  return {
    workdays,
    period,
    service,
    year: yearHolding(service, period.from),
    ...(event === undefined ? {} : { fields: { at: event.at, ...event.fields } }),
    dueOf: (id) => dueOf(id, period, input),
  };
}

/** When another obligation is due in the same period; not followed further, so that data cannot go in a circle. */
function dueOf(id: string, period: DateSpan, input: CalendarInput): Deadline {
  const unknown: Deadline = { at: null, provisional: false };
  const other = input.obligations.find((one) => one.id === id);
  const theirs = other && owedPeriods(other, input).find((one) => one.to >= period.from);
  const rule = other && theirs ? dueRuleOn(other, theirs.to) : null;
  if (!other || !theirs || rule === null) return unknown;
  return deadlineOf(rule, { ...contextOf(other, theirs, input), dueOf: () => unknown });
}

/** The earliest record of the kind that the obligation names within the period; of several in one frame each its own. */
function eventOf(
  obligation: Obligation,
  period: CadencePeriod,
  events: readonly CalendarEvent[],
): CalendarEvent | undefined {
  const own = events
    .filter((event) => concerns(obligation, event) && isListed(obligation, event))
    .filter((event) => within(period, dateOf(event.at)))
    .sort((a, b) => compareInstants(a.at, b.at) || compareRecordIds(a.id, b.id));
  const shared = obligation.atLeast !== undefined && obligation.atLeast.spread !== true;
  return own[shared ? (period.ordinal ?? 1) - 1 : 0];
}

/** Of a register of the same records those of its main table; which assets are of a kind is not known here. */
function isListed(obligation: Obligation, event: CalendarEvent): boolean {
  if (!('columns' in obligation)) return true;
  const { kind, where = [], rows } = obligation as Register;
  return kind !== event.kind || rows !== undefined || fieldsHold(where, event);
}

/** Daily intervals that begin the evening before; cut at the first day of service, and lengthened to the end of the last. */
function spanOf(obligation: Obligation, period: DateSpan, service: DateSpan): Occurrence['span'] {
  if (!isDaily(obligation) || obligation.dayFrom === undefined) return undefined;
  const day = toDate(period.from);
  const first = period.from === service.from;
  const last = period.to === service.to;
  return {
    from: toText(first ? at(day, '00:00') : at(day.subtract({ days: 1 }), obligation.dayFrom)),
    to: toText(last ? at(day.add({ days: 1 }), '00:00') : at(day, obligation.dayFrom)),
  };
}

/** What may be issued on a day may not before the interval is over: at the usual time of day its interval is not over. */
function afterSpan(issueFrom: InstantText | null, span: Occurrence['span']): InstantText | null {
  return issueFrom === null || span === undefined || compareInstants(issueFrom, span.to) >= 0 ? issueFrom : span.to;
}

function yearHolding(service: DateSpan, day: DateText): DateSpan {
  return yearsOf(service).find((year) => within(year, day)) ?? service;
}

function within(span: DateSpan, day: DateText): boolean {
  return span.from <= day && day <= span.to;
}

/** Due times are all written by `toText`, in one offset and to the second, so their text sorts as they do. */
function compareDue(a: InstantText | null, b: InstantText | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparePeriods(a: Occurrence, b: Occurrence): number {
  return a.period < b.period ? -1 : a.period > b.period ? 1 : 0;
}
