/** The occurrence that a period means, from the contract and the records at hand. */
import { occurrencesOf, onRequestOccurrence } from '../contract/calendar.ts';
import type { Obligation } from '../contract/obligations.ts';
import type { Occurrence } from '../contract/occurrence.ts';
import type { ComposeSource } from './compose/compose.ts';
import { calendarEvents } from './compose/events.ts';

/** @returns undefined when the obligation has no such period */
export async function findOccurrence(
  source: ComposeSource,
  obligation: Obligation,
  wanted: { period: string; times: { issued: string } },
): Promise<Occurrence | undefined> {
  const servicePeriod = source.contract.contract.servicePeriod;
  const day = /^service-(\d{4})(\d{2})(\d{2})$/.exec(wanted.period);
  if (day) return onRequestOccurrence(obligation, servicePeriod, `${day[1]}-${day[2]}-${day[3]}`);
  const { events } = await calendarEvents(source, wanted.times.issued);
  return occurrencesOf({
    obligations: [obligation],
    servicePeriod,
    workdays: source.workdays,
    events,
    asOf: wanted.times.issued,
  }).find((o) => o.period === wanted.period);
}
