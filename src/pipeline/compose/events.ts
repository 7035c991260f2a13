/** The records that bring up occurrences, with what assessment knows of them. Pure. */

import { allObligations, type ContractBundle } from '../../contract/bundle/bundle.ts';
import type { CalendarEvent } from '../../contract/calendar/events.ts';
import type { AnyRecord } from '../../records/record.ts';
import { incidentEvent } from '../../subjects/incidents/judge/event.ts';
import type { Monitoring } from '../../subjects/incidents/judge/monitoring.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';

/** Kinds of record that bring up occurrences. */
export function eventKindsOf(contract: ContractBundle): string[] {
  return [...new Set(allObligations(contract).flatMap((o) => (o.eventKind === undefined ? [] : [o.eventKind])))].sort();
}

/** One record as the calendar sees it. @param monitoring what shows where the clocks of incidents start */
export function calendarEvent(
  record: AnyRecord,
  contract: ContractBundle,
  now: string,
  monitoring: Monitoring,
): CalendarEvent {
  if (record.kind === 'incident') return incidentEvent(record as IncidentRecord, contract, now, monitoring);
  return { kind: record.kind, id: record.id, at: record.at, fields: { ...record }, holds: [] };
}
