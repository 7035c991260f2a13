/** 例外: where the contract was missed, clause by clause, from what was judged elsewhere. Pure. */

import { expandClauses } from '../../contract/clauses.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Obligation } from '../../contract/obligations.ts';
import { stateWords } from '../../contract/occurrence.ts';
import { dateOf, secondsBetween } from '../../contract/time.ts';
import type { BackupRecord } from '../../records/kinds/backup.ts';
import type { CallRecord } from '../../records/kinds/call.ts';
import type { DeviceRepairRecord } from '../../records/kinds/device-repair.ts';
import { exactDuration, formatDuration, limitText } from '../../wording/durations.ts';
import type { Delivery } from '../deliveries/deliveries.ts';
import type { FollowedFinding } from '../findings/findings.ts';
import { againstLimit } from '../incidents/clock.ts';
import { isFailing } from '../incidents/clocks.ts';
import type { DeviceClock } from '../incidents/device-repair.ts';
import { limitsOf } from '../incidents/limits.ts';
import type { Quota } from '../incidents/quota.ts';
import type { IncidentSummary } from '../incidents/summary.ts';
import type { Cover } from '../permits/permits.ts';
import type { Attendance } from '../service/attendance.ts';
import { attendanceStates } from '../service/attendance.ts';
import type { TargetAvailability } from '../service/availability.ts';
import type { JudgedRenewal } from '../service/renewals.ts';

export interface ClauseException {
  /** Clause ids of the contract. */
  clauses: string[];
  /** Record or document that shows it; empty when there is none. */
  where: string;
  /** Contract day on which it happened; null when it is about the whole period. */
  day: string | null;
  text: string;
}

export interface ExceptionInput {
  contract: Pick<Contract, 'clauses' | 'commitments'>;
  incidents: IncidentSummary;
  quota: Quota;
  covers: readonly Cover[];
  deliveries: readonly Delivery[];
  backups: readonly BackupRecord[];
  calls: readonly CallRecord[];
  /** Repairs with the clocks that no document of their own is late by: response, arrival, the report before the decision. */
  repairs: readonly { record: DeviceRepairRecord; clocks: readonly DeviceClock[] }[];
  attendance: Attendance;
  renewals: readonly JudgedRenewal[];
  findings: readonly FollowedFinding[];
  availability: readonly TargetAvailability[];
  /** Months of the period that are over, `2026-11`, and those in which a scan ended. */
  months: readonly string[];
  scannedMonths: ReadonlySet<string>;
  /** Clause that names the asset, as the contract's data say. */
  assetClause(asset: string): string | undefined;
  /** Name of an asset as printed. */
  assetName(asset: string): string;
}

/** The clauses that each rule below holds; clocks and assets bring their own. */
const HELD = {
  quota: ['5.1.2'],
  permit: ['5.2.3'],
  remote: ['5.2.1', '5.2.3'],
  backup: ['5.5.2'],
  call: ['5.1.1(1)', '5.3.1'],
  attendance: ['5.1.1(3)'],
  scan: ['5.3.6'],
  watch: ['5.5.4'],
};

/** Clauses that are judged by clocks, quota or permits: a late document about them is no breach of the clause itself. */
const MEASURED = ['5.1.1-5.1.3', '5.2.1', '5.2.3', '5.3.1-5.3.4'];

/** All exceptions in the order of the rules. */
export function clauseExceptions(input: ExceptionInput): ClauseException[] {
  return [
    ...clockExceptions(input),
    ...quotaExceptions(input),
    ...permitExceptions(input),
    ...deliveryExceptions(input),
    ...backupExceptions(input),
    ...callExceptions(input),
    ...repairExceptions(input),
    ...attendanceExceptions(input),
    ...renewalExceptions(input),
    ...scanExceptions(input),
    ...watchExceptions(input),
  ];
}

function clockExceptions({ incidents }: ExceptionInput): ClauseException[] {
  const starts = new Map(incidents.assessments.map((one) => [one.id, dateOf(one.start)]));
  return incidents.clocks.flatMap((clock) =>
    clock.exceptions.map((one) => ({
      clauses: clock.clause.split('、'),
      where: one.id,
      day: starts.get(one.id) ?? null,
      text: `${one.title}（${one.level}）${clock.label}：${one.text}；责任：${one.responsibility}`,
    })),
  );
}

/** Only what is decided: an open reading concludes nothing against the quota. */
function quotaExceptions({ quota }: ExceptionInput): ClauseException[] {
  if (quota.state !== 'exceeded') return [];
  const counted = quota.byOption[0]?.supplier ?? [];
  return [{ clauses: HELD.quota, where: counted.join('、'), day: null, text: quota.text }];
}

function permitExceptions({ covers }: ExceptionInput): ClauseException[] {
  return covers
    .filter((one) => one.breach)
    .map(({ operation, text }) => ({
      clauses: operation.operation === 'remote' ? HELD.remote : HELD.permit,
      where: operation.record,
      day: dateOf(operation.from),
      text,
    }));
}

/** Late, overdue or missing documents: against the clauses that the obligation names one by one and nothing else measures. */
function deliveryExceptions({ deliveries, contract }: ExceptionInput): ClauseException[] {
  const measured = new Set(expandClauses(MEASURED, contract).map((one) => one.id));
  return deliveries
    .filter((one) => one.onTimeByIssue === false)
    .flatMap(({ obligation, occurrence, state, first, lateReason: reason }) => {
      const clauses = clausesOfDocument(obligation, contract, measured);
      if (clauses.length === 0) return [];
      return [
        {
          clauses,
          where: first?.number ?? '',
          day: occurrence.dueAt === null ? null : dateOf(occurrence.dueAt),
          text: `${obligation.name} ${occurrence.period}：${stateWords[state]}${reason === null ? '' : `（${reason}）`}`,
        },
      ];
    });
}

/** What it names one by one; of a document that the contract itself asks for by a heading, what is below the heading. */
function clausesOfDocument(
  obligation: Obligation,
  contract: ExceptionInput['contract'],
  measured: ReadonlySet<string>,
): string[] {
  const entries = obligation.clauses.map((entry) => expandClauses([entry], contract).map(({ id }) => id));
  const free = (ids: readonly string[]) => ids.filter((id) => !measured.has(id));
  const single = free(entries.flatMap((ids) => (ids.length === 1 ? ids : [])));
  const named = 'kind' in obligation || 'file' in obligation ? [] : free(entries.flat());
  return single.length > 0 ? single : named;
}

function backupExceptions({ backups, assetClause, contract }: ExceptionInput): ClauseException[] {
  return backups
    .filter((one) => one.result !== 'success' || one.verified === 'failed')
    .map((one) => {
      const clause = assetClause(one.asset);
      const own =
        clause === undefined ? [] : expandClauses([clause], contract).filter(({ label }) => label.includes('备份'));
      const what = one.result === 'success' ? '完整性校验未通过' : one.result === 'failed' ? '失败' : '不完整';
      return {
        clauses: [...own.map(({ id }) => id), ...HELD.backup],
        where: one.id,
        day: dateOf(one.startedAt),
        text: `备份 ${one.set} ${what}：${one.reason ?? one.verifyNote ?? '未登记原因'}`,
      };
    });
}

/** Not answered, or too late for 5.3.1; a call about a fault is judged there, by the fault's own clock. */
function callExceptions({ calls, contract }: ExceptionInput): ClauseException[] {
  const [limit] = limitsOf(
    contract.commitments.filter((one) => HELD.call.includes(one.clause)),
    'response',
  );
  return calls.flatMap((one) => {
    const told = { clauses: HELD.call, where: one.id, day: dateOf(one.at) };
    if (one.outcome === 'missed') return [{ ...told, text: '来电未接，也没有回拨' }];
    const end = one.answeredAt ?? one.calledBackAt;
    if (end === undefined || limit === undefined || one.incident !== undefined) return [];
    const seconds = secondsBetween(one.at, end);
    if (againstLimit(seconds, limit.seconds) === 'met') return [];
    const what = one.answeredAt === undefined ? '回拨' : '接听';
    return [{ ...told, text: `来电 ${exactDuration(seconds)} 后才${what}，时限 ${limitText(limit.seconds)}` }];
  });
}

function repairExceptions({ repairs, assetName }: ExceptionInput): ClauseException[] {
  return repairs.flatMap(({ record, clocks }) =>
    clocks
      .filter((clock) => isFailing(clock.state))
      .map((clock) => ({
        clauses: clock.clause.split('、'),
        where: record.id,
        day: dateOf(record.reportedAt),
        text: `${assetName(record.asset)}维修${clock.label}：${clock.text}`,
      })),
  );
}

function attendanceExceptions({ attendance }: ExceptionInput): ClauseException[] {
  return attendance.days
    .filter((one) => one.state !== 'present')
    .map((one) => ({
      clauses: HELD.attendance,
      where: '',
      day: one.date,
      text: `驻点${one.state === 'unregistered' ? '没有签到登记' : attendanceStates[one.state]}`,
    }));
}

function renewalExceptions({ renewals, assetClause, contract }: ExceptionInput): ClauseException[] {
  return renewals
    .filter((one) => one.state === 'expired')
    .map(({ renewal }) => {
      const clause = renewal.asset === undefined ? undefined : assetClause(renewal.asset);
      const own = clause === undefined ? [] : expandClauses([clause], contract);
      const yearly = own.filter(({ label }) => /年检|运行保障/.test(label));
      return {
        clauses: yearly.map(({ id }) => id),
        where: renewal.id,
        day: renewal.expiresOn,
        text: `${renewal.item} ${renewal.expiresOn} 到期未办理`,
      };
    });
}

function scanExceptions({ months, scannedMonths, findings }: ExceptionInput): ClauseException[] {
  const overdue = findings.filter((one) => one.overdue);
  return [
    ...months
      .filter((month) => !scannedMonths.has(month))
      .map((month) => ({ clauses: HELD.scan, where: '', day: null, text: `${month} 没有登记漏洞扫描` })),
    ...(overdue.length === 0
      ? []
      : [{ clauses: HELD.scan, where: '', day: null, text: `逾期未修复的漏洞 ${overdue.length} 个` }]),
  ];
}

/** 7×24小时不间断: time in which a watched target was not observed. */
function watchExceptions({ availability, assetName }: ExceptionInput): ClauseException[] {
  return availability
    .filter((one) => one.seconds.unobserved > 0)
    .map((one) => ({
      clauses: HELD.watch,
      where: '',
      day: null,
      text: `${assetName(one.target)}未观测 ${formatDuration(one.seconds.unobserved)}`,
    }));
}
