/** When the things happened that a record tells; the record itself is filed under the first of them. Pure. */
import { at, compareInstants, type InstantText, isInstantText, toText } from '../contract/time.ts';
import type { AnyRecord } from './record.ts';

const INSTANT_LENGTH = 25;

/** What was planned, allowed or is to come, and when it was written down: none of it has happened at that time. */
const NOT_FACTS: ReadonlySet<string> = new Set([
  'corrections',
  'enteredAt',
  'plannedFrom',
  'plannedTo',
  'retainUntil',
  'validFrom',
  'validTo',
  'withdrawn',
  'writtenDue',
]);

/** Whether a time of that name tells what happened. */
export const isFactField = (name: string): boolean => !NOT_FACTS.has(name);

/** Times of one record's facts, in no order. */
export function factTimes(record: AnyRecord): InstantText[] {
  const found: InstantText[] = [];
  collect(record, found);
  return found;
}

function collect(value: unknown, found: InstantText[]): void {
  if (typeof value === 'string') {
    if (value.length === INSTANT_LENGTH && isInstantText(value)) found.push(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const [field, inner] of Object.entries(value)) if (!NOT_FACTS.has(field)) collect(inner, found);
  }
}

/** One time of a record, with the place where it stands: `restoredAt`, `timeline[2].at`. */
export interface FactTime {
  field: string;
  at: InstantText;
}

/**
 * Times of a record's facts that lie after an instant: what has not happened yet cannot be told as a fact.
 * @param planned fields of the kind that may lie ahead (`RecordKind.planned`)
 */
export function factsAfter(record: AnyRecord, instant: InstantText, planned: readonly string[] = []): FactTime[] {
  // The time of a picture is the camera's, of which nobody is sure.
  const { attachments: _attachments, ...told } = record;
  const own = Object.entries(told).filter(([field]) => !planned.includes(field));
  return placed(Object.fromEntries(own), '').filter(({ at }) => compareInstants(at, instant) > 0);
}

function placed(value: unknown, field: string): FactTime[] {
  if (typeof value === 'string') return isInstantText(value) ? [{ field, at: value }] : [];
  if (Array.isArray(value)) return value.flatMap((one, i) => placed(one, `${field}[${i}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    NOT_FACTS.has(key) ? [] : placed(one, field === '' ? key : `${field}.${key}`),
  );
}

/** Fields that say on which day something was done; other dates are deadlines, terms and agreements. */
const FACT_DAYS: ReadonlySet<string> = new Set(['doneOn', 'renewedOn']);

/** Of a day nothing later than its beginning is claimed. */
function startsOfFactDays(value: unknown): InstantText[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) =>
    FACT_DAYS.has(field) && typeof inner === 'string' ? [toText(at(inner, '00:00'))] : startsOfFactDays(inner),
  );
}

/**
 * Time of the newest thing that a record tells and that had happened by then. What was collected in one run is known at
 * its end: its readings, a thousand a day, are not looked through.
 * @param by ISO instant
 */
export function newestFact(record: AnyRecord, by: InstantText): InstantText {
  const { finishedAt } = record as { finishedAt?: unknown };
  if (record.source === 'auto' && typeof finishedAt === 'string') return finishedAt;
  let newest = record.at;
  for (const time of [...factTimes(record), ...startsOfFactDays(record)]) {
    if (compareInstants(time, newest) > 0 && compareInstants(time, by) <= 0) newest = time;
  }
  return newest;
}
