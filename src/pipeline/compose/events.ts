/** The records that bring up occurrences, with what assessment knows of them. */

import { incidentEvent } from '../../assess/incidents/event.ts';
import type { ContractBundle } from '../../contract/bundle.ts';
import type { CalendarEvent } from '../../contract/events.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { FileProblem, RecordStore } from '../../workspace/store/records.ts';
import { eventKindsOf } from './inputs.ts';

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

/** One record as the calendar sees it. */
export function calendarEvent(record: AnyRecord, contract: ContractBundle, now: string): CalendarEvent {
  if (record.kind === 'incident') return incidentEvent(record as IncidentRecord, contract, now);
  return { kind: record.kind, id: record.id, at: record.at, fields: { ...record }, holds: [] };
}
