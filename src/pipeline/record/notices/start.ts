/** A typed 发现 that monitoring contradicts decides where clocks start: the person must be told when it is written down. */

import { compareInstants, dateOf, formatDateTimeSeconds } from '../../../contract/time.ts';
import type { AnyRecord } from '../../../records/record.ts';
import {
  evidenceOf,
  type MonitoringEvidence,
  namesIncident,
  watchedFrom,
} from '../../../subjects/incidents/judge/monitoring.ts';
import { contradictionText, startsRule } from '../../../subjects/incidents/judge/start.ts';
import type { AlertProposalRecord } from '../../../subjects/incidents/kinds/alert-proposal.ts';
import type { IncidentRecord } from '../../../subjects/incidents/kinds/incident.ts';
import { readMonitoring } from '../../compose/read-monitoring.ts';
import type { Session } from '../../session.ts';

/** Notices for an incident, or for an alert that was made part of one; none for other records, or when nothing contradicts. */
export async function startNotices(session: Session, record: AnyRecord, now: string): Promise<string[]> {
  const { records } = session.workspace;
  if (record.kind === 'incident') return ofIncident(session, record as IncidentRecord, now);
  const id = record.kind === 'alert-proposal' ? (record as AlertProposalRecord).incident : undefined;
  const incident = id === undefined ? undefined : (await records.get<IncidentRecord>(id))?.record;
  if (incident === undefined) return [];
  const evidence = evidenceOf(incident, { alerts: [record as AlertProposalRecord], probes: [] }, now);
  return told(session.workspace.contract, incident, evidence);
}

async function ofIncident(session: Session, incident: IncidentRecord, now: string): Promise<string[]> {
  const seen = await contradictions(session, incident, now);
  return seen.length > 0 ? seen : (await unlinkedAlerts(session, incident)).map((one) => unlinked(incident, one));
}

/** That monitoring saw an incident before the time that was written down; none when nothing contradicts. */
export async function contradictions({ workspace }: Session, incident: IncidentRecord, now: string): Promise<string[]> {
  const { monitoring } = await readMonitoring(workspace.records, [incident]);
  return told(workspace.contract, incident, evidenceOf(incident, monitoring, now));
}

/** Alerts on one of its assets that fired before and still went on: likely the same fault. */
export async function unlinkedAlerts({ workspace }: Session, incident: IncidentRecord): Promise<AlertProposalRecord[]> {
  const { assets, discoveredAt } = incident;
  return (await openAlerts(workspace.records, incident))
    .filter(({ asset }) => asset !== undefined && assets.includes(asset))
    .filter(({ firedAt }) => compareInstants(firedAt, discoveredAt) < 0)
    .filter(({ resolvedAt }) => resolvedAt === undefined || compareInstants(resolvedAt, discoveredAt) >= 0);
}

function told(
  { interpretations }: Session['workspace']['contract'],
  incident: IncidentRecord,
  evidence: readonly MonitoringEvidence[],
): string[] {
  const text = contradictionText(incident, evidence);
  if (text === null) return [];
  return [`${incident.id} ${text}；${startsRule(incident, evidence, interpretations)}；发现时间写错的请改正`];
}

/** Alerts of that day that nobody has made part of an incident yet. */
async function openAlerts(
  records: Session['workspace']['records'],
  { discoveredAt }: IncidentRecord,
): Promise<readonly AlertProposalRecord[]> {
  const to = dateOf(discoveredAt);
  const list = await records.list<AlertProposalRecord>('alert-proposal', { from: watchedFrom(to), to });
  return list.records.filter((one) => !namesIncident(one) && one.decision === 'pending');
}

const unlinked = ({ id }: IncidentRecord, alert: AlertProposalRecord): string =>
  `${alert.id} 告警“${alert.alert}”于 ${formatDateTimeSeconds(alert.firedAt)} 触发，早于 ${id} 登记的发现时间：` +
  `属于这起故障的，运行 opsledger alert ${alert.id} --into ${id} --by 姓名`;
