/**
 * The incidents of which nothing is open any more, as the calendar sees them. Judging a year of them takes half of a plan, and a
 * process that plans again after each record would do it each time. Kept only of records that are themselves kept (frozen), for
 * as long as they, the contract and what monitoring saw are the same.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import type { CalendarEvent } from '../../contract/calendar/events.ts';
import { compareInstants, type InstantText, toInstant, toText } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { Monitoring } from '../../subjects/incidents/judge/monitoring.ts';
import { calendarEvent } from './events.ts';

/** What an incident came to, and from what. */
export interface Judged {
  contract: ContractBundle;
  monitoring: Monitoring;
  /** ISO: the instant at which it was judged. */
  since: InstantText;
  event: CalendarEvent;
}

interface Kept extends Judged {
  /** See `staysSo`; undefined: nobody has asked a second time. */
  stays?: boolean;
}

const kept = new WeakMap<AnyRecord, Kept>();
/** Of each contract what monitoring saw last, so that the same records are one object. */
const seen = new WeakMap<ContractBundle, Monitoring>();

/** Hours ahead at which an incident is judged once more: what is the same by then had nothing open. Longer than any limit. */
const FAR_AHEAD = 24 * 365;

/**
 * As `calendarEvent`, for each record.
 * @param now ISO; open incidents are judged at this instant
 */
export function keptEvents(
  records: readonly AnyRecord[],
  contract: ContractBundle,
  now: InstantText,
  given: Monitoring,
): CalendarEvent[] {
  const monitoring = sameAsSeen(contract, given);
  return records.map((record) => {
    if (record.kind !== 'incident' || !Object.isFrozen(record)) return calendarEvent(record, contract, now, monitoring);
    const known = kept.get(record);
    const isSame = known !== undefined && known.contract === contract && known.monitoring === monitoring;
    if (isSame && compareInstants(known.since, now) <= 0 && stays(record, known)) return known.event;
    const event = calendarEvent(record, contract, now, monitoring);
    kept.set(record, { contract, monitoring, since: now, event });
    return event;
  });
}

/** Looked for when it is asked for again: a command that plans once would judge each incident twice for nothing. */
function stays(record: AnyRecord, known: Kept): boolean {
  known.stays ??= staysSo(record, known);
  return known.stays;
}

/** true when nothing was open then, so that it is the same at any later time. */
export function staysSo(record: AnyRecord, { contract, monitoring, since, event }: Judged): boolean {
  const ahead = toText(toInstant(since).add({ hours: FAR_AHEAD }));
  return isDeepStrictEqual(event, calendarEvent(record, contract, ahead, monitoring));
}

function sameAsSeen(contract: ContractBundle, given: Monitoring): Monitoring {
  const last = seen.get(contract);
  if (last !== undefined && sameList(last.alerts, given.alerts) && sameList(last.probes, given.probes)) return last;
  seen.set(contract, given);
  return given;
}

const sameList = (some: readonly object[], others: readonly object[]): boolean =>
  some.length === others.length && some.every((one, n) => one === others[n]);
