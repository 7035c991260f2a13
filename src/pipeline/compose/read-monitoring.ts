/** Reads what monitoring recorded of incidents: for each only the days on which its beginning may have been seen. */

import { dateOf } from '../../contract/time.ts';
import {
  type Monitoring,
  namesIncident,
  showsOutage,
  watchedFrom,
  watchedUntil,
} from '../../subjects/incidents/judge/monitoring.ts';
import type { AlertProposalRecord } from '../../subjects/incidents/kinds/alert-proposal.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import type { ProbeRecord } from '../../subjects/inspections/kinds/probe.ts';
import type { FileProblem, RecordStore } from '../../workspace/store/record-store.ts';

/** Alerts that are part of an incident and days with an outage; files that cannot be read are among the problems. */
export async function readMonitoring(
  records: RecordStore,
  incidents: readonly Pick<IncidentRecord, 'discoveredAt' | 'reportedAt'>[],
): Promise<{ monitoring: Monitoring; problems: FileProblem[] }> {
  const days = new Set(incidents.flatMap((one) => [dateOf(one.discoveredAt), watchedUntil(one)]));
  const alerts = new Map<string, AlertProposalRecord>();
  const probes = new Map<string, ProbeRecord>();
  const problems: FileProblem[] = [];
  for (const to of days) {
    const window = { from: watchedFrom(to), to };
    const raised = await records.list<AlertProposalRecord>('alert-proposal', window);
    const probed = await records.list<ProbeRecord>('probe', window);
    for (const one of raised.records.filter(namesIncident)) alerts.set(one.id, one);
    for (const one of probed.records.filter(showsOutage)) probes.set(one.id, one);
    problems.push(...raised.problems, ...probed.problems);
  }
  return { monitoring: { alerts: [...alerts.values()], probes: [...probes.values()] }, problems };
}
