/** Reads the records that bring up occurrences. */
import type { ContractBundle } from '../../contract/bundle.ts';
import type { CalendarEvent } from '../../contract/events.ts';
import type { FileProblem, RecordStore } from '../../workspace/store/records.ts';
import { calendarEvent, eventKindsOf } from './events.ts';

/** @param now ISO; open incidents are judged at this instant */
export async function calendarEvents(
  source: { contract: ContractBundle; records: RecordStore },
  now: string,
): Promise<{ events: CalendarEvent[]; problems: FileProblem[] }> {
  const events: CalendarEvent[] = [];
  const problems: FileProblem[] = [];
  for (const kind of eventKindsOf(source.contract)) {
    const list = await source.records.list(kind, source.contract.contract.servicePeriod);
    problems.push(...list.problems);
    events.push(...list.records.map((record) => calendarEvent(record, source.contract, now)));
  }
  return { events, problems };
}
