/** What of a record is counted in a period's statistics, and when: the fact by which it belongs to one (`contract/calendar/cut.ts`). Pure. */
import { endOfDay, type Fact } from '../contract/calendar/cut.ts';
import type { Occurrence } from '../contract/calendar/occurrence.ts';
import { at, compareInstants, type DateText, dateOf, type InstantText, toText } from '../contract/time.ts';
import type { AnyRecord } from './record.ts';

/** Kinds of which whole days are counted: such a day is known when it is over. */
const WHOLE_DAYS: ReadonlySet<string> = new Set(['duty', 'inspection', 'probe']);

/** Of such a kind all records of a day are judged together. */
export const countsWholeDays = (kind: string): boolean => WHOLE_DAYS.has(kind);

/**
 * When a record happened and was written down, for the statistics of a document.
 * @param occurrence of the document; a daily interval that begins the evening before goes by the clock
 */
export function factOf(record: AnyRecord, occurrence: Pick<Occurrence, 'span'>): Fact {
  const event = occurrence.span === undefined ? eventOf(record) : clockEvent(record);
  return { event, entered: record.enteredAt };
}

function eventOf(record: AnyRecord): InstantText {
  const { date } = record as { date?: unknown };
  if (typeof date !== 'string') return record.at;
  if (WHOLE_DAYS.has(record.kind)) return endOfDay(date);
  const own = dateOf(record.at);
  if (date === own) return record.at;
  return date < own ? endOfDay(date) : toText(at(date, '00:00'));
}

const NOON = '12:00';

/** An inspection is that of its business date, whenever it was made: it lies within the interval that ends on that day. */
function clockEvent(record: AnyRecord): InstantText {
  const { date } = record as { date?: unknown };
  if (record.kind !== 'inspection' || typeof date !== 'string') return record.at;
  const noon = toText(at(date, NOON));
  return dateOf(record.at) === date && compareInstants(record.at, noon) < 0 ? record.at : noon;
}

/** When and why a record was withdrawn (作废); null: it stands. */
export function withdrawalOf(record: AnyRecord): { at: InstantText; reason: string } | null {
  const { withdrawn } = record as { withdrawn?: { at: InstantText; reason: string } };
  return withdrawn ?? null;
}

/** When a record was corrected after it had been written down. */
export function correctionTimes(record: AnyRecord): InstantText[] {
  const { corrections } = record as { corrections?: readonly { at: InstantText }[] };
  return (corrections ?? []).map(({ at: time }) => time);
}

/** The day that a record is about: its business date, else the contract date of its evidence time. */
export function dayOf(record: AnyRecord): DateText {
  const { date } = record as { date?: unknown };
  return typeof date === 'string' ? date : dateOf(record.at);
}
