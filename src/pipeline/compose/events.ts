/** The records that bring up occurrences, with what assessment knows of them. Pure. */

import { incidentEvent } from '../../assess/incidents/event.ts';
import type { Monitoring } from '../../assess/incidents/monitoring.ts';
import { allObligations, type ContractBundle } from '../../contract/bundle/bundle.ts';
import type { CalendarEvent } from '../../contract/calendar/events.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import type { AnyRecord } from '../../records/record.ts';

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
