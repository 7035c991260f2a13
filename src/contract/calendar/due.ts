/** Due and issue times of one period or event, from the rules of the obligation (deliverables.md, 期限). Pure. */

import { parseInstant } from '../scalars.ts';
import type { DueRule, IssueFrom } from '../terms/obligations.ts';
import { at, compareInstants, type DateText, dateOf, type InstantText, toInstant, toText } from '../time.ts';
import type { DateSpan } from './periods.ts';
import { serviceMonth } from './periods.ts';
import {
  lastWorkingDay,
  nextWorkingDay,
  type WorkdayCalendar,
  workingDaysAfter,
  workingDaysBefore,
} from './working-days.ts';

/** Wall-clock times that a rule means when it names none. */
const CLOSING = '17:00';
const NEXT_MORNING = '10:00';
const MORNING = '09:00';

/** Fields of the record that brought up an event, as the due rules name them. */
export type EventFields = Readonly<Record<string, unknown>>;

export interface DueContext {
  workdays: WorkdayCalendar;
  /** The period whose document is due. */
  period: DateSpan;
  /** The service year that holds the period; the whole service when it lasts one year. */
  year: DateSpan;
  /** The event's record, or for other cadences the record that the obligation names. */
  fields?: EventFields;
  /** When another obligation is due in this service year, for `working-days-before`. */
  dueOf?: (obligation: string) => Deadline;
}

export interface Deadline {
  /** null: not known yet. */
  at: InstantText | null;
  /** true: working days of a year that is not published were counted. */
  provisional: boolean;
}

const UNKNOWN: Deadline = { at: null, provisional: false };

/** When the document is due; `at` null while the event's field is not there. */
export function deadlineOf(rule: DueRule, context: DueContext): Deadline {
  const { workdays, period, year } = context;
  const time = rule.time ?? CLOSING;
  const onWorkdays = (anchor: DateText, day: DateText, clock = time) => ({
    at: toText(at(day, clock)),
    provisional: !spanPublished(workdays, anchor, day),
  });
  switch (rule.rule) {
    case 'working-day-time': {
      if (workdays.isWorkingDay(period.to)) return onWorkdays(period.to, period.to);
      return onWorkdays(period.to, nextWorkingDay(workdays, period.to), rule.otherTime ?? NEXT_MORNING);
    }
    case 'next-working-day':
      return onWorkdays(period.to, nextWorkingDay(workdays, period.to), rule.time ?? NEXT_MORNING);
    case 'last-working-day':
      return onWorkdays(period.to, lastWorkingDay(workdays, period.from, period.to));
    case 'working-days-before-end':
      return onWorkdays(year.to, workingDaysBefore(workdays, year.to, rule.days ?? 0));
    case 'working-days-after-start':
      return onWorkdays(period.from, workingDaysAfter(workdays, period.from, rule.days ?? 0));
    case 'working-days-before': {
      const anchor = anchorDay(rule, context);
      if (anchor === undefined) return UNKNOWN;
      return onWorkdays(anchor, workingDaysBefore(workdays, anchor, rule.days ?? 0));
    }
    case 'end-of-service-month':
      return { at: toText(at(serviceMonth(year, rule.month ?? 1).to, time)), provisional: false };
    case 'hours-after':
      return { at: hoursAfter(rule, context.fields ?? {}), provisional: false };
    case 'date':
      return { at: toText(at(rule.date ?? period.to, time)), provisional: false };
  }
}

/** From when the document may be issued; null while the event lacks a field that the rule asks for. */
export function issueFromOf(rule: IssueFrom, context: DueContext): InstantText | null {
  const { workdays, period, year } = context;
  switch (rule.rule) {
    case 'evidence':
      return toText(at(period.from, '00:00'));
    case 'time':
      return toText(at(period.to, rule.time ?? CLOSING));
    case 'last-working-day':
      return toText(at(lastWorkingDay(workdays, period.from, period.to), rule.time ?? MORNING));
    case 'working-days-before-end':
      return toText(at(workingDaysBefore(workdays, year.to, rule.days ?? 0), rule.time ?? MORNING));
    case 'fields':
      return fieldsPresentAt(rule.fields ?? [], context.fields);
  }
}

/** The instant that a field of a record holds; undefined when it is missing or no time. */
export function instantField(fields: EventFields, name: string | undefined): InstantText | undefined {
  const value = name === undefined ? undefined : fields[name];
  return typeof value === 'string' ? parseInstant(value) : undefined;
}

/** Adds hours, fractions allowed, to the second. */
export function addHours(from: InstantText, hours: number): InstantText {
  return toText(toInstant(from).add({ seconds: Math.round(hours * 3600) }));
}

function hoursAfter(rule: DueRule, fields: EventFields): InstantText | null {
  const after = instantField(fields, rule.after);
  if (after === undefined) return null;
  const later = instantField(fields, rule.orLater);
  const start = later !== undefined && compareInstants(later, after) > 0 ? later : after;
  const due = addHours(start, rule.hours ?? 0);
  const limit = instantField(fields, rule.notAfter);
  return limit !== undefined && compareInstants(limit, due) < 0 ? limit : due;
}

/** The day before which something is due: that of the event once it has one, else the due day of the other obligation. */
function anchorDay(rule: DueRule, context: DueContext): DateText | undefined {
  const event = instantField(context.fields ?? {}, rule.after);
  if (event !== undefined) return dateOf(event);
  const due = rule.of === undefined ? undefined : context.dueOf?.(rule.of).at;
  return due == null ? undefined : dateOf(due);
}

/** The newest of the fields' times, once all of them are there; fields that hold no time only have to be there. */
function fieldsPresentAt(names: readonly string[], fields: EventFields | undefined): InstantText | null {
  if (fields === undefined) return null;
  let newest: InstantText | null = null;
  for (const name of names) {
    const value = fields[name];
    if (!isFilledIn(value)) return null;
    const instant = instantField(fields, name);
    if (instant !== undefined && (newest === null || compareInstants(instant, newest) > 0)) newest = instant;
  }
  return newest ?? instantField(fields, 'at') ?? null;
}

/** true when a field of a record says something; an empty list does not. */
export function isFilledIn(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function spanPublished(workdays: WorkdayCalendar, a: DateText, b: DateText): boolean {
  return workdays.published(Number(a.slice(0, 4))) && workdays.published(Number(b.slice(0, 4)));
}
