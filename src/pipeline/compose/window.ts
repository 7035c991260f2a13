/** Which records a deliverable's needs mean, as dates and instants. Pure. */

import type { Window } from '../../../reports/_deliverable.ts';
import { windowOf } from '../../contract/calendar.ts';
import type { Occurrence } from '../../contract/occurrence.ts';
import { dateOf, toDate, toInstant, toText } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';

export interface ResolvedWindow {
  /** Dates of record ids to read, inclusive. */
  from: string;
  to: string;
  /** Whether a record read from these dates belongs to the window. */
  holds(record: AnyRecord): boolean;
}

export interface WindowContext {
  occurrence: Occurrence;
  /** The same obligation's period before; null for the first. */
  previous: Occurrence | null;
  servicePeriod: { from: string; to: string };
  /** ISO; nothing that happened later is taken. */
  asOf: string;
}

/** Kinds whose records may be signed before the first day of service and hold on it: a standing permit. */
const GRANTED_BEFORE: ReadonlySet<string> = new Set(['permit']);

/**
 * @param kind of the records that are wanted; service-to-date goes back a year before the service for what is granted ahead
 * @throws never; an empty window (previous of the first period) holds nothing
 */
export function resolveWindow(window: Window, context: WindowContext, kind?: string): ResolvedWindow {
  const { occurrence, previous, servicePeriod, asOf } = context;
  const today = dateOf(asOf);
  if (window === 'previous') return previous === null ? nothing(occurrence.from) : ofOccurrence(previous);
  if (window === 'service-to-date') return dates(firstDay(kind, servicePeriod), earlier(today, servicePeriod.to));
  if (window === 'incident') return ofEvent(occurrence, today);
  if (window === 'period') return ofOccurrence(occurrence);
  const start = toDate(occurrence.to).subtract({ days: window.days }).toString();
  return dates(start, occurrence.to);
}

/** true when some document reads the records of a kind that bear this date: within the service, or granted ahead of it. */
export function isReadOn(kind: string, day: string, servicePeriod: WindowContext['servicePeriod']): boolean {
  return day >= firstDay(kind, servicePeriod) && day <= servicePeriod.to;
}

function firstDay(kind: string | undefined, { from }: WindowContext['servicePeriod']): string {
  const ahead = kind !== undefined && GRANTED_BEFORE.has(kind);
  return ahead ? toDate(from).subtract({ years: 1 }).toString() : from;
}

function ofOccurrence(occurrence: Occurrence): ResolvedWindow {
  if (occurrence.span === undefined) return dates(occurrence.from, occurrence.to);
  const { from, to } = windowOf(occurrence);
  const first = toInstant(from).epochMilliseconds;
  const end = toInstant(to).epochMilliseconds;
  return {
    from: dateOf(from),
    to: dateOf(toText(toInstant(to).subtract({ seconds: 1 }))),
    // A record that names its own business date belongs to that day, whenever it was written down.
    holds: (record) => {
      const day = businessDate(record);
      if (day !== undefined) return day >= occurrence.from && day <= occurrence.to;
      const at = Date.parse(record.at);
      return at >= first && at < end;
    },
  };
}

function businessDate(record: AnyRecord): string | undefined {
  const day = (record as { date?: unknown }).date;
  return typeof day === 'string' && record.kind === 'inspection' ? day : undefined;
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
