/** Obligations that come up with a record: one occurrence for each event, or several reports of it (初报, 续报, 终报). Pure. */
import { addHours, type DueContext, deadlineOf, type EventFields, instantField, issueFromOf } from './due.ts';
import type { Obligation, Part } from './obligations.ts';
import type { Occurrence } from './occurrence.ts';
import type { DateSpan } from './periods.ts';
import { compareInstants, dateOf, type InstantText } from './time.ts';
import type { WorkdayCalendar } from './working-days.ts';

/** A record that may bring up occurrences: an incident, a device repair, an exercise, a drill. */
export interface CalendarEvent {
  /** Record kind. */
  kind: string;
  /** Record id; it is the PERIOD. */
  id: string;
  at: InstantText;
  /** The record's flat fields, and times that assessment adds (`majorAt`: when the incident was known to be major). */
  fields: EventFields;
  /** Names of the `eventWhen` rules that hold, as assessment decided (`major`, `p1-p3-or-flagged`). */
  holds: readonly string[];
}

/** What the calendar needs beside the obligation. */
export interface EventContext {
  workdays: WorkdayCalendar;
  year: (date: string) => DateSpan;
  /** Repeating reports of an open event are known up to the next one after this instant. */
  asOf: InstantText;
}

/** The occurrences that one event brings up for one obligation; none when its kind or condition does not fit. */
export function eventOccurrences(obligation: Obligation, event: CalendarEvent, context: EventContext): Occurrence[] {
  if (!concerns(obligation, event)) return [];
  const day = dateOf(event.at);
  const due: DueContext = {
    workdays: context.workdays,
    period: { from: day, to: day },
    year: context.year(day),
    fields: { at: event.at, ...event.fields },
  };
  const base = { obligation: obligation.id, period: event.id, from: day, to: day, event: event.id };
  const parts = obligation.parts ?? [];
  if (parts.length > 0) return parts.flatMap((part) => partOccurrences(base, part, due, context.asOf));
  const deadline = obligation.due === null ? { at: null, provisional: false } : deadlineOf(obligation.due, due);
  return [
    finish({ ...base, issueFrom: issueFromOf(obligation.issueFrom, due), dueAt: deadline.at }, deadline.provisional),
  ];
}

/** true when the event is of the obligation's kind and its condition holds. */
export function concerns(obligation: Obligation, event: CalendarEvent): boolean {
  if (obligation.eventKind !== event.kind) return false;
  const when = obligation.eventWhen ?? 'any';
  return when === 'any' || event.holds.includes(when);
}

type Base = Pick<Occurrence, 'obligation' | 'period' | 'from' | 'to'> & { event: string };

function partOccurrences(base: Base, part: Part, due: DueContext, asOf: InstantText): Occurrence[] {
  if (part.onlyWith !== undefined && due.fields?.[part.onlyWith] == null) return [];
  const deadline = deadlineOf(part.due, due);
  if (part.everyHours !== undefined) return repeats(base, part, deadline.at, due, asOf);
  const named = { ...base, period: `${base.period}-${part.suffix}`, part: { suffix: part.suffix, name: part.name } };
  return [finish({ ...named, issueFrom: issueFromOf(part.issueFrom, due), dueAt: deadline.at }, deadline.provisional)];
}

/** -x1, -x2 …: one every so many hours until the event ends; of an open event, up to the next one. */
function repeats(base: Base, part: Part, first: InstantText | null, due: DueContext, asOf: InstantText): Occurrence[] {
  const every = part.everyHours ?? 0;
  if (first === null || every <= 0) return [];
  const end = instantField(due.fields ?? {}, part.until);
  const found: Occurrence[] = [];
  for (let n = 1, dueAt = first; ; n += 1, dueAt = addHours(dueAt, every)) {
    const opens = addHours(dueAt, -every);
    if (end !== undefined ? compareInstants(dueAt, end) >= 0 : n > 1 && compareInstants(opens, asOf) > 0) return found;
    const suffix = `${part.suffix}${n}`;
    found.push({
      ...base,
      period: `${base.period}-${suffix}`,
      part: { suffix, name: `${part.name}${n}` },
      issueFrom: opens,
      dueAt,
    });
  }
}

function finish(occurrence: Occurrence, provisional: boolean): Occurrence {
  return provisional ? { ...occurrence, provisional: true } : occurrence;
}
