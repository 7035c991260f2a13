/** Obligations that come up with a record: one occurrence for each event, or several reports of it (初报, 续报, 终报). Pure. */

import { dueRuleOn } from '../precedence/dues.ts';
import type { Obligation, Part } from '../terms/obligations.ts';
import { compareInstants, dateOf, type InstantText } from '../time.ts';
import { addHours, type DueContext, deadlineOf, type EventFields, instantField, issueFromOf } from './due-rule.ts';
import { combineLate } from './late-reports.ts';
import type { Occurrence, OccurrenceReading } from './occurrence.ts';
import type { DateSpan } from './periods.ts';
import type { WorkdayCalendar } from './working-days.ts';

/** A record that may bring up occurrences: an incident, a device repair, an exercise, a drill. */
export interface CalendarEvent {
  /** Record kind. */
  kind: string;
  /** Record id; it is the PERIOD. */
  id: string;
  at: InstantText;
  /** The record's flat fields, and times that assessment adds (`majorAt`: when the incident was known to be of class `major`). */
  fields: EventFields;
  /** What assessment found of it (see `eventHolds`); of other kinds than incidents nothing. */
  holds: readonly string[];
  /** What was found of it until each change that may have taken it out of something; earliest first. */
  before?: readonly { until: InstantText; holds: readonly string[] }[];
  /** Level of an incident, as it is judged. */
  level?: string;
  /** What it is by each reading of an unconfirmed 口径 alone, where they differ; the event itself is what any of them makes of it. */
  readings?: readonly EventReading[];
}

/** @see CalendarEvent.readings */
export interface EventReading {
  label: string;
  open: boolean;
  /** See `Interpretation`. */
  countsFrom?: string;
  holds: readonly string[];
  /** Fields that it gives another value; null: none. */
  fields: Readonly<Record<string, InstantText | null>>;
}

/** Field of an event that says since when its incident is of a class: `majorAt`. */
export const classField = (id: string): string => `${id}At`;

/** What the conditions of obligations (`eventLevels`, `eventClass`, `eventFlagged`) are compared with. */
export const eventHolds = (found: { level: string; classes: readonly string[]; flagged: boolean }): string[] => [
  `level ${found.level}`,
  ...found.classes.map((id) => `class ${id}`),
  ...(found.flagged ? ['flagged'] : []),
];

/** What the calendar needs beside the obligation. */
export interface EventContext {
  workdays: WorkdayCalendar;
  year: (date: string) => DateSpan;
  /** Repeating reports of an open event are known up to the next one after this instant. */
  asOf: InstantText;
  /**
   * Periods of the obligation that were issued or waived: they keep their place whatever the event says since. With when each that
   * was issued had been due; undefined: it was waived alone.
   */
  settled?: ReadonlyMap<string, InstantText | null | undefined>;
}

/** The occurrences that one event brings up for one obligation; none when its kind or condition does not fit. */
export function eventOccurrences(obligation: Obligation, event: CalendarEvent, context: EventContext): Occurrence[] {
  if (!concerns(obligation, event)) return stillOwed(obligation, event, context);
  return owedReports(obligation, event, context).map((one) => byReadings(one, obligation, event, context));
}

/** With what each reading alone makes of it, where they do not all make the same. */
function byReadings(
  own: Occurrence,
  obligation: Obligation,
  { readings = [], ...event }: CalendarEvent,
  { settled: _, ...context }: EventContext,
): Occurrence {
  const suffix = own.part?.combines?.[0]?.suffix ?? own.part?.suffix;
  const all = readings.map(({ label, open, holds, fields, countsFrom }): OccurrenceReading => {
    const alone = { ...event, holds, fields: { ...event.fields, ...fields } };
    const owed = concerns(obligation, alone) ? owedReports(obligation, alone, context) : [];
    const found = owed
      .flatMap(({ part, dueAt }) => part?.combines ?? [{ suffix: part?.suffix, dueAt }])
      .find((one) => one.suffix === suffix);
    return {
      ...{ label, open: open && found !== undefined, owed: found !== undefined, dueAt: found?.dueAt ?? null },
      ...(countsFrom === undefined ? {} : { countsFrom }),
    };
  });
  const differs = all.some(({ owed, open, dueAt }) => !owed || open || dueAt !== own.dueAt);
  return differs ? { ...own, readings: all } : own;
}

function owedReports(obligation: Obligation, event: CalendarEvent, context: EventContext): Occurrence[] {
  const day = dateOf(event.at);
  const due: DueContext = {
    workdays: context.workdays,
    period: { from: day, to: day },
    year: context.year(day),
    fields: { at: event.at, ...event.fields },
  };
  const base = { obligation: obligation.id, period: event.id, from: day, to: day, event: event.id };
  const parts = obligation.parts ?? [];
  if (parts.length > 0) return reportsOf(base, parts, due, context);
  const rule = dueRuleOn(obligation, day);
  const deadline = rule === null ? { at: null, provisional: false } : deadlineOf(rule, due);
  return [
    finish({ ...base, issueFrom: issueFromOf(obligation.issueFrom, due), dueAt: deadline.at }, deadline.provisional),
  ];
}

/** true when a field of the event has one of the values, each filter of them. */
export const fieldsHold = (
  filters: readonly { field: string; in?: readonly string[] | undefined }[],
  { fields, level }: Pick<CalendarEvent, 'fields' | 'level'>,
): boolean =>
  filters.every(({ field, in: values }) => {
    const found = field === 'level' && level !== undefined ? level : fields[field];
    return values === undefined || [found].flat().some((one) => values.includes(String(one)));
  });

/**
 * Of an event that is none of the obligation's any more: what was issued, as it was due then, and what had fallen due before the
 * change. A paper that was handed over cannot be un-owed, and nobody grades his way out of one that is late.
 */
function stillOwed(obligation: Obligation, event: CalendarEvent, context: EventContext): Occurrence[] {
  if (obligation.eventKind !== event.kind) return [];
  const day = dateOf(event.at);
  const base = { obligation: obligation.id, from: day, to: day, event: event.id };
  const issued = [...(context.settled ?? [])].flatMap(([period, dueAt]): Occurrence[] => {
    if (dueAt === undefined || (period !== event.id && !period.startsWith(`${event.id}-`))) return [];
    const suffix = period.slice(event.id.length + 1);
    const part = suffix === '' ? {} : { part: { suffix, name: partName(obligation, suffix) } };
    return [{ ...base, period, ...part, issueFrom: null, dueAt }];
  });
  // Which reports of several were due by then is told by the field of their class (see `classField`).
  if (issued.length > 0 || (obligation.parts ?? []).length > 0) return issued;
  const wasDue = ({ dueAt }: Occurrence): boolean =>
    (event.before ?? []).some(
      ({ until, holds }) =>
        dueAt !== null && compareInstants(dueAt, until) < 0 && concerns(obligation, { ...event, holds }),
    );
  return owedReports(obligation, event, context).filter(wasDue);
}

/** `初报`, `续报2`, `初报至续报2合并补报`. */
function partName(obligation: Obligation, suffix: string): string {
  const names = suffix.split('-').map((one) => {
    const [, letter, number] = /^(.*?)(\d*)$/.exec(one) ?? [];
    const part = obligation.parts?.find((own) => own.suffix === letter);
    return `${part?.name ?? letter}${number}`;
  });
  return names.length === 1 ? (names[0] ?? '') : `${names[0]}至${names.at(-1)}合并补报`;
}

/** true when the event is of the obligation's kind and filter, and one of its conditions holds where it has any. */
export function concerns(obligation: Obligation, event: CalendarEvent): boolean {
  if (obligation.eventKind !== event.kind || !fieldsHold(obligation.eventWhere ?? [], event)) return false;
  const conditions = [
    ...(obligation.eventLevels ?? []).map((id) => `level ${id}`),
    ...(obligation.eventClass === undefined ? [] : [`class ${obligation.eventClass}`]),
    ...(obligation.eventFlagged === true ? ['flagged'] : []),
  ];
  return conditions.length === 0 || conditions.some((one) => event.holds.includes(one));
}

/**
 * The reports of one event. Where some of them come round again and again until it ends, those that had all fallen due before
 * the event was written down are one.
 */
function reportsOf(base: Base, parts: readonly Part[], due: DueContext, context: EventContext): Occurrence[] {
  const settled = new Set(context.settled?.keys());
  const reports = parts.flatMap((part) => partOccurrences(base, part, due, { asOf: context.asOf, settled }));
  const enteredAt = instantField(due.fields ?? {}, 'enteredAt');
  if (enteredAt === undefined || !parts.some((part) => part.everyHours !== undefined)) return reports;
  return combineLate(reports, enteredAt, settled);
}

type Report = Occurrence & { part: NonNullable<Occurrence['part']> };
type Known = Pick<EventContext, 'asOf'> & { settled: ReadonlySet<string> };

type Base = Pick<Occurrence, 'obligation' | 'period' | 'from' | 'to'> & { event: string };

function partOccurrences(base: Base, part: Part, due: DueContext, known: Known): Report[] {
  if (part.onlyWith !== undefined && due.fields?.[part.onlyWith] == null) return [];
  const deadline = deadlineOf(part.due, due);
  if (part.everyHours !== undefined) return repeats(base, part, deadline.at, due, known);
  const named = { ...base, period: `${base.period}-${part.suffix}`, part: { suffix: part.suffix, name: part.name } };
  return [finish({ ...named, issueFrom: issueFromOf(part.issueFrom, due), dueAt: deadline.at }, deadline.provisional)];
}

/**
 * -x1, -x2 …: one every so many hours until the event ends; of an open event, up to the next one. What was issued under another
 * end stays.
 */
function repeats(base: Base, part: Part, first: InstantText | null, due: DueContext, known: Known): Report[] {
  const every = part.everyHours ?? 0;
  if (first === null || every <= 0) return [];
  const end = instantField(due.fields ?? {}, part.until);
  const last = lastSettled(base.period, part.suffix, known.settled);
  const found: Report[] = [];
  for (let n = 1, dueAt = first; ; n += 1, dueAt = addHours(dueAt, every)) {
    const opens = addHours(dueAt, -every);
    const suffix = `${part.suffix}${n}`;
    const period = `${base.period}-${suffix}`;
    const over = end !== undefined ? compareInstants(dueAt, end) >= 0 : n > 1 && compareInstants(opens, known.asOf) > 0;
    if (over && n > Math.max(last.alone, last.combined)) return found;
    if (over && n > last.combined && !known.settled.has(period)) continue;
    found.push({
      ...base,
      period,
      part: { suffix, name: `${part.name}${n}` },
      issueFrom: opens,
      dueAt,
    });
  }
}

/** Numbers of the last repeated report that was issued or waived, alone or at the end of a combined one; 0 for none. */
function lastSettled(event: string, suffix: string, settled: ReadonlySet<string>): { alone: number; combined: number } {
  const form = new RegExp(`^(?:([a-z]\\d*)-)?${suffix}(\\d+)$`);
  const last = { alone: 0, combined: 0 };
  for (const period of settled) {
    const [, first, number] = (period.startsWith(`${event}-`) && form.exec(period.slice(event.length + 1))) || [];
    const which = first === undefined ? 'alone' : 'combined';
    last[which] = Math.max(last[which], Number(number ?? 0));
  }
  return last;
}

function finish<T extends Occurrence>(occurrence: T, provisional: boolean): T {
  return provisional ? { ...occurrence, provisional: true } : occurrence;
}
