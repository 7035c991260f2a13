/** The clocks of a record as it stands in a form, before it is saved. */
import { assessIncident } from '../assess/incidents/clocks.ts';
import { contextOf } from '../assess/incidents/context.ts';
import { formatDateTimeSeconds } from '../contract/time.ts';
import { readMonitoring } from '../pipeline/compose/read-monitoring.ts';
import type { Session } from '../pipeline/session.ts';
import incidentKind, { type IncidentRecord } from '../records/kinds/incident.ts';
import type { AnyRecord } from '../records/record.ts';
import type { EntryPreview } from '../server/ports/records.ts';

/** @param now ISO instant at which open clocks are judged. @returns none for records of a kind without clocks */
export async function clocksOf(session: Session, record: AnyRecord, now: string): Promise<EntryPreview['clocks']> {
  if (record.kind !== incidentKind.id) return [];
  const incident = record as IncidentRecord;
  const { contract, records } = session.workspace;
  const { monitoring } = await readMonitoring(records, [incident]);
  const isWorkingDay = session.workdays.isWorkingDay;
  const context = contextOf(contract, { asOf: now, monitoring, submissions: null, isWorkingDay });
  return assessIncident(incident, context)
    .clocks.filter(({ state }) => state !== 'not-applicable')
    .map(({ label, text, deadline, state, end }) => ({
      label,
      text,
      deadline: end !== null || deadline === undefined || deadline === null ? null : formatDateTimeSeconds(deadline),
      missed: state === 'missed' || state === 'overrun',
    }));
}
