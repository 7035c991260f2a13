/**
 * The incidents of which nothing is open any more, as the calendar sees them. Judging a year of them takes half of a plan, and a
 * process that plans again after each record would do it each time. Kept only of records that are themselves kept (frozen), for
 * as long as they, the contract and what monitoring saw are the same.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Monitoring } from '../../assess/incidents/monitoring.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import type { CalendarEvent } from '../../contract/calendar/events.ts';
import { compareInstants, type InstantText, toInstant, toText } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';
import { calendarEvent } from './events.ts';

interface Kept {
  contract: ContractBundle;
  monitoring: Monitoring;
  /** ISO: from this instant on. */
  since: InstantText;
  event: CalendarEvent;
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
  const ahead = toText(toInstant(now).add({ hours: FAR_AHEAD }));
  return records.map((record) => {
    if (record.kind !== 'incident' || !Object.isFrozen(record)) return calendarEvent(record, contract, now, monitoring);
    const known = kept.get(record);
    const stands = known !== undefined && known.contract === contract && known.monitoring === monitoring;
    if (stands && compareInstants(known.since, now) <= 0) return known.event;
    const event = calendarEvent(record, contract, now, monitoring);
    if (isDeepStrictEqual(event, calendarEvent(record, contract, ahead, monitoring)))
      kept.set(record, { contract, monitoring, since: now, event });
    return event;
  });
}

function sameAsSeen(contract: ContractBundle, given: Monitoring): Monitoring {
  const last = seen.get(contract);
  if (last !== undefined && sameList(last.alerts, given.alerts) && sameList(last.probes, given.probes)) return last;
  seen.set(contract, given);
  return given;
}

const sameList = (some: readonly object[], others: readonly object[]): boolean =>
  some.length === others.length && some.every((one, n) => one === others[n]);
