/** Reads the records that bring up occurrences. */
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import type { CalendarEvent } from '../../contract/calendar/events.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import type { FileProblem, RecordStore } from '../../workspace/store/record-store.ts';
import type { EventCache } from './event-cache.ts';
import { eventKindsOf } from './events.ts';
import { keptEvents } from './kept-events.ts';
import { readMonitoring } from './read-monitoring.ts';

/** @param source `events`: what earlier commands judged @param now ISO; open incidents are judged at this instant */
export async function calendarEvents(
  source: { contract: ContractBundle; records: RecordStore; events?: EventCache | undefined },
  now: string,
): Promise<{ events: CalendarEvent[]; problems: FileProblem[] }> {
  const found: AnyRecord[] = [];
  const problems: FileProblem[] = [];
  for (const kind of eventKindsOf(source.contract)) {
    const list = await source.records.list(kind, source.contract.contract.servicePeriod);
    problems.push(...list.problems);
    found.push(...list.records);
  }
  const incidents = found.filter((one): one is IncidentRecord => one.kind === 'incident');
  const seen = await readMonitoring(source.records, incidents);
  problems.push(...seen.problems);
  const judge = source.events?.of ?? keptEvents;
  return { events: await judge(found, source.contract, now, seen.monitoring), problems };
}
