/** Due and issue times of one period or event, from the rules of the obligation (deliverables.md, 期限). Pure. */

import { parseInstant } from '../scalars.ts';
import { limitByCalendar, limitField } from '../terms/due-rules.ts';
import type { DueRule, IssueFrom } from '../terms/obligations.ts';
import { at, compareInstants, type DateText, dateOf, type InstantText, toDate, toInstant, toText } from '../time.ts';
import type { DateSpan } from './periods.ts';
import { type Anchor, dayAfter, dayBefore } from './shift.ts';
import { nextWorkingDay, type WorkdayCalendar, workingDaysBefore } from './working-days.ts';

/** Wall-clock times that a rule means when it names none. */
const CLOSING = '17:00';
const MORNING = '09:00';

/** Fields of the record that brought up an event, as the due rules name them. */
export type EventFields = Readonly<Record<string, unknown>>;

export interface DueContext {
  workdays: WorkdayCalendar;
  /** The period whose document is due. */
  period: DateSpan;
  /** The service year that holds the period; the whole service when it lasts one year. */
  year: DateSpan;
  /** Both days of the service; without it those of the year. */
  service?: DateSpan;
  /** The interval as instants when it does not run from midnight to midnight. */
  window?: { from: InstantText; to: InstantText };
  /** The event's record, or for other cadences the record that the obligation names. */
  fields?: EventFields;
  /** When another obligation is due in this service year, for rules with `of`. */
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
  if (rule.date !== undefined) return { at: toText(at(rule.date, rule.time ?? CLOSING)), provisional: false };
  const due = rule.limit === undefined ? momentOf(rule, CLOSING, context) : limitOf(rule.limit, context);
  const limit = instantField(context.fields ?? {}, rule.notAfter);
  return limit !== undefined && due.at !== null && compareInstants(limit, due.at) < 0 ? { ...due, at: limit } : due;
}

/** When the limit of the level passes, as assessment found it; `at` null while its clock has not begun. */
function limitOf(clock: NonNullable<DueRule['limit']>, { fields = {}, period, workdays }: DueContext): Deadline {
  const passes = instantField(fields, limitField(clock));
  if (passes === undefined) return UNKNOWN;
  const counts = fields[limitByCalendar(clock)] === true;
  return { at: passes, provisional: counts && !spanPublished(workdays, period.from, dateOf(passes)) };
}

/** From when the document may be issued; null while the event lacks a field that the rule asks for. */
export function issueFromOf(rule: IssueFrom, context: DueContext): InstantText | null {
  if (rule.rule === 'fields') return fieldsPresentAt(rule.fields ?? [], context.fields);
  if (rule.rule === 'evidence') return toText(at(context.period.from, '00:00'));
  return momentOf(rule, rule.before === undefined ? CLOSING : MORNING, context).at;
}

type Rule = Partial<Omit<DueRule, 'agreed' | 'date'>>;

/** @param usual the time of the day when the rule names none */
function momentOf(rule: Rule, usual: string, context: DueContext): Deadline {
  if (rule.hours !== undefined) return { at: hoursAfter(rule, context), provisional: false };
  const anchor = anchorOf(rule, context);
  if (anchor === null) return UNKNOWN;
  const { workdays } = context;
  const day = rule.before === undefined ? dayAfter(rule, anchor, workdays) : dayBefore(rule, anchor, workdays);
  if (day === null) return UNKNOWN;
  const rolled = rollOf(rule.roll, day, workdays);
  const moved = rolled > day || (rule.workingDays === 0 && rule.before === undefined && day !== anchor.day);
  const time = moved ? (rule.otherTime ?? rule.time ?? usual) : (rule.time ?? usual);
  const counts = rule.workingDays !== undefined || rule.roll !== undefined;
  return { at: toText(at(rolled, time)), provisional: counts && !spanPublished(workdays, anchor.day, rolled) };
}

function rollOf(roll: Rule['roll'], day: DateText, workdays: WorkdayCalendar): DateText {
  if (roll === undefined || workdays.isWorkingDay(day)) return day;
  return roll === 'next' ? nextWorkingDay(workdays, day) : workingDaysBefore(workdays, day, 1);
}

/** null: not known yet. */
function anchorOf(rule: Rule, { period, year, service = year, fields = {}, dueOf }: DueContext): Anchor | null {
  const name = rule.before ?? rule.after ?? '';
  const known: Record<string, Anchor> = {
    'period-start': { day: period.from, first: true },
    'period-end': { day: period.to, within: period },
    'year-start': { day: year.from, first: true, within: year },
    'year-end': { day: year.to },
    'service-start': { day: service.from, first: true, within: service },
    'service-end': { day: service.to },
  };
  if (Object.hasOwn(known, name)) return known[name] ?? null;
  const instant = later(instantField(fields, name), instantField(fields, rule.orLater));
  if (instant !== undefined) return { day: dateOf(instant) };
  const due = rule.of === undefined ? undefined : dueOf?.(rule.of).at;
  return due == null ? null : { day: dateOf(due) };
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

/** Hours run from an instant: of the record, or the end or beginning of the interval. */
function hoursAfter(rule: Rule, { period, window, fields = {} }: DueContext): InstantText | null {
  const whole = window ?? {
    from: toText(at(period.from, '00:00')),
    to: toText(at(toDate(period.to).add({ days: 1 }), '00:00')),
  };
  const edges: Record<string, InstantText> = { 'period-start': whole.from, 'period-end': whole.to };
  const own = Object.hasOwn(edges, rule.after ?? '') ? edges[rule.after ?? ''] : instantField(fields, rule.after);
  const start = own === undefined ? undefined : later(own, instantField(fields, rule.orLater));
  return start === undefined ? null : addHours(start, rule.hours ?? 0);
}

/** The later of a time and one that may be missing; undefined without the first. */
function later(own: InstantText | undefined, other: InstantText | undefined): InstantText | undefined {
  return own !== undefined && other !== undefined && compareInstants(other, own) > 0 ? other : own;
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
