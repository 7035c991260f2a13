/** What is open when a project is closed (结项) is no obstacle: the person is told of it, since it stays open for good. */

import { isVouched } from '../../records/purchaser.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { DeviceRepairRecord } from '../../subjects/devices/kinds/device-repair.ts';
import { followFindings } from '../../subjects/findings/judge/findings.ts';
import type { FindingDecisionRecord } from '../../subjects/findings/kinds/finding-decision.ts';
import type { ScanRecord } from '../../subjects/findings/kinds/scan.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { namesText } from '../../wording/words.ts';
import type { Session } from '../session.ts';
import { dueItems, needsAttention } from './due-items.ts';
import { planWithRequests } from './on-request.ts';
import { awaitsHandover } from './planned.ts';

/** One notice for a record of it; none for others. @param now ISO instant */
export async function closeOutNotices(session: Session, record: AnyRecord, now: string): Promise<string[]> {
  if (record.kind !== 'close-out') return [];
  const open = await openAt(session, record.at, now);
  if (open.length === 0) return [];
  const rest = isVouched(record, record.at)
    ? '这些从此停在结项时的状态，不再计时'
    : '附上双方签字的扫描件（attach --signed）以前照常计时，附上之后这些停在结项时的状态';
  return [`结项时还有：${open.join('；')}；${rest}`];
}

/** Names of the open things that are told one by one. */
const NAMED = 5;

async function openAt(session: Session, at: string, now: string): Promise<string[]> {
  const { records } = session.workspace;
  const plan = await planWithRequests(session, at);
  const due = await dueItems(session, plan, at, () => true);
  const owed = due.filter((one) => needsAttention(one) || one.state === 'due' || one.state === 'upcoming');
  const unsigned = plan.items.filter(awaitsHandover).flatMap(({ issued }) => issued?.manifest.number ?? []);
  const incidents = (await records.list<IncidentRecord>('incident')).records.filter(isOpenIncident);
  const repairs = (await records.list<DeviceRepairRecord>('device-repair')).records.filter(isOpenRepair);
  const [scans, decisions] = await Promise.all([
    records.list<ScanRecord>('scan'),
    records.list<FindingDecisionRecord>('finding-decision'),
  ]);
  const findings = followFindings({
    ...{ scans: scans.records, decisions: decisions.records, asOf: now, from: now },
  }).filter(({ open }) => open);
  return [
    told(
      '未完成的文档',
      '份',
      owed.map(({ name, period }) => `${name} ${period}`),
    ),
    told('待送达、签收的文档', '份', unsigned),
    told(
      '未恢复或未关闭的故障',
      '起',
      incidents.map(({ id }) => id),
    ),
    told(
      '未完成的设备维修',
      '件',
      repairs.map(({ id }) => id),
    ),
    told(
      '未修复的漏洞',
      '项',
      findings.map(({ finding }) => finding.id),
    ),
  ].flat();
}

const isOpenIncident = ({ restoredAt, closedAt }: IncidentRecord): boolean =>
  restoredAt === undefined || closedAt === undefined;

const isOpenRepair = ({ repairedAt, closedAt, irreparableAt }: DeviceRepairRecord): boolean =>
  closedAt === undefined && repairedAt === undefined && irreparableAt === undefined;

const told = (what: string, unit: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${what} ${names.length} ${unit}（${namesText(names, unit, NAMED)}）`];
