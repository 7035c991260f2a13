/** 例外: where the contract was missed, clause by clause, from what was judged elsewhere. Pure. */

import { stateWord } from '../../contract/calendar/occurrence.ts';
import type { Asset } from '../../contract/terms/assets.ts';
import { clauseIds, expandClauses } from '../../contract/terms/clauses.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { measuredTopics } from '../../contract/terms/topics.ts';
import { unitOf } from '../../contract/terms/units.ts';
import { dateOf } from '../../contract/time.ts';
import type { Attendance } from '../../subjects/attendance/judge/attendance.ts';
import { shortText } from '../../subjects/attendance/judge/attendance.ts';
import type { CertifiedDuty } from '../../subjects/attendance/judge/certificates.ts';
import type { TargetAvailability } from '../../subjects/availability/judge/availability.ts';
import type { AvailabilityWindows } from '../../subjects/availability/judge/availability-targets.ts';
import {
  type Delivery,
  deliveryName,
  isGap,
  isNotHandedIn,
  isUndecided,
} from '../../subjects/deliveries/judge/deliveries.ts';
import { INSPECTION_LOG } from '../../subjects/deliveries/judge/observed.ts';
import type { DeviceRepairRecord } from '../../subjects/devices/kinds/device-repair.ts';
import type { FollowedFinding } from '../../subjects/findings/judge/findings.ts';
import type { LateFix } from '../../subjects/findings/judge/late-fixes.ts';
import { judgeCall } from '../../subjects/incidents/judge/call-limit.ts';
import { isFailing } from '../../subjects/incidents/judge/clocks.ts';
import type { IncidentSummary } from '../../subjects/incidents/judge/incident-figures.ts';
import { behindNote } from '../../subjects/incidents/judge/limits.ts';
import type { Quota } from '../../subjects/incidents/judge/quota.ts';
import type { DeviceClock } from '../../subjects/incidents/judge/repair-limits.ts';
import type { Cover } from '../../subjects/permits/judge/permits.ts';
import type { KeptSet } from '../../subjects/recovery/judge/backup-kept.ts';
import type { OwedSets } from '../../subjects/recovery/judge/backup-owed.ts';
import type { BackupRecord } from '../../subjects/recovery/kinds/backup.ts';
import type { RestoreTestRecord } from '../../subjects/recovery/kinds/restore-test.ts';
import type { JudgedRenewal } from '../../subjects/renewals/judge/renewals.ts';
import type { RenewalRecord } from '../../subjects/renewals/kinds/renewal.ts';
import type { CallRecord } from '../../subjects/requests/kinds/call.ts';
import { daySpans } from '../../wording/days.ts';
import { formatDuration } from '../../wording/durations.ts';
import type { Rate } from '../../wording/figures.ts';
import { namesText } from '../../wording/words.ts';
import type { ActivityState } from './activities.ts';
import { backupExceptions, keptExceptions } from './backup-exceptions.ts';
import { lapsedBeside, lapsedText, standsAbsent } from './certified.ts';
import { attendanceEvent, certificateEvent, clockEvent, documentEvent, permitEvent } from './event.ts';
import type { ClauseException } from './exception.ts';
import { towards, towardsMeasured } from './goals.ts';
import { remedyExceptions, renewalExceptions } from './late-exceptions.ts';
import { requirementExceptions } from './requirement-exceptions.ts';

export interface ExceptionInput {
  contract: Pick<Contract, 'clauses' | 'papers' | 'levels' | 'limits' | 'calendars' | 'places' | 'requirements'>;
  isWorkingDay(date: string): boolean;
  incidents: IncidentSummary;
  quotas: readonly Quota[];
  covers: readonly Cover[];
  deliveries: readonly Delivery[];
  backups: readonly BackupRecord[];
  /** Sets that the plans owed on the days of the period that are over. */
  owedSets: readonly OwedSets[];
  /** Sets of which it was decided in the period whether they were kept as long as the contract asks. */
  keptSets: readonly KeptSet[];
  restores: readonly RestoreTestRecord[];
  calls: readonly CallRecord[];
  /** Repairs with the clocks that no document of their own is late by: response, arrival, the report before the decision. */
  repairs: readonly { record: DeviceRepairRecord; clocks: readonly DeviceClock[] }[];
  attendance: Attendance;
  /** Shifts of the days that are counted, for each certificate that they ask for. */
  certified: readonly CertifiedDuty[];
  renewals: readonly JudgedRenewal[];
  /** Those that ran out in the period and were renewed only then. */
  lateRenewals: readonly RenewalRecord[];
  /** 逾期未修复, by `overdueOf`. */
  overdue: readonly FollowedFinding[];
  /** Findings that became late in the period and were mended since. */
  lateFixes: readonly LateFix[];
  availability: readonly TargetAvailability[];
  /** Assets that scans of the interval looked at, of those that ought to be scanned; of none nothing is said. */
  scanned: Rate;
  /** Months of the period that are over, `2026-11`, and those in which a scan ended. */
  months: readonly string[];
  /** The months, quarters … over which the contract asks for an availability. */
  windows: AvailabilityWindows;
  scannedMonths: ReadonlySet<string>;
  /** What had to happen so many times in a period that ended in the interval. */
  activities: readonly ActivityState[];
  assets: readonly Asset[];
  /** Name of an asset as printed. */
  assetName(asset: string): string;
}

/**
 * All exceptions in the order of the rules. A rule finds its clauses by topic; where no clause of the contract bears it, the
 * rule is off.
 */
export function clauseExceptions(input: ExceptionInput): ClauseException[] {
  const { contract } = input;
  const stability = towards(contract, 'stability');
  const recoverability = towards(contract, 'recoverability');
  const repair = towards(contract, 'repair');
  const all: ClauseException[] = [
    ...clockExceptions(input).map(repair),
    ...quotaExceptions(input).map(stability),
    ...permitExceptions(input),
    ...deliveryExceptions(input),
    ...backupExceptions(input).map(recoverability),
    ...keptExceptions(input).map(recoverability),
    ...restoreExceptions(input).map(recoverability),
    ...callExceptions(input),
    ...repairExceptions(input).map(repair),
    ...attendanceExceptions(input),
    ...certificateExceptions(input),
    ...renewalExceptions(input),
    ...remedyExceptions(input).map(recoverability),
    ...watchExceptions(input).map(stability),
    ...requirementExceptions(input).map(towardsMeasured(contract)),
  ];
  return all.filter((one) => one.clauses.length > 0 || one.unnamed === true);
}

/** Of a remote start that the arrival makes good, or the other way round, only the two together break a clause. */
function clockExceptions({ incidents }: ExceptionInput): ClauseException[] {
  const starts = new Map(incidents.assessments.map((one) => [one.id, dateOf(one.start)]));
  return incidents.clocks.flatMap((clock) =>
    clock.exceptions
      .filter(({ decides }) => decides)
      .map((one) => ({
        clauses: one.clause.split('、'),
        where: one.id,
        day: starts.get(one.id) ?? null,
        text: `${one.title}（${one.level}，责任${one.responsibility}）${clock.label}：${one.text}`,
        events: [clockEvent(one.id, clock.id)],
      })),
  );
}

/** Only what is decided: an open reading concludes nothing against the quota. */
function quotaExceptions({ quotas }: ExceptionInput): ClauseException[] {
  return quotas
    .filter(({ state }) => state === 'exceeded')
    .map(({ id, clause, byOption, text }) => {
      const counted = byOption[0]?.supplier ?? [];
      return { clauses: [clause], where: counted.join('、'), day: null, text, quota: id };
    });
}

function permitExceptions({ covers, contract }: ExceptionInput): ClauseException[] {
  return covers
    .filter((one) => one.breach)
    .map((one) => {
      const { operation, text, clauses } = one;
      return {
        clauses:
          clauses ??
          (operation.operation === 'remote' ? clauseIds(contract, 'remote', 'permit') : clauseIds(contract, 'permit')),
        where: operation.record,
        day: dateOf(operation.from),
        breach: true,
        text,
        events: [permitEvent(one)],
      };
    });
}

/** Late, overdue or missing documents: against the clauses that the obligation names one by one and nothing else measures. */
function deliveryExceptions({ deliveries, contract }: ExceptionInput): ClauseException[] {
  const measured = new Set(clauseIds(contract, ...measuredTopics));
  return deliveries
    .filter((one) => isGap(one) && !isUndecided(one))
    .flatMap((one) => {
      const { obligation, occurrence, state, first, onTime } = one;
      const reason = one.lateReason;
      const by = one.byReadings;
      const clauses = clausesOfDocument(obligation, contract, measured);
      if (clauses.length === 0) return [];
      return [
        {
          clauses,
          where: first?.number ?? '',
          day: occurrence.dueAt === null ? null : dateOf(occurrence.dueAt),
          lacks: isNotHandedIn(one) ? lackedBy(one) : [],
          text: `${deliveryName(one)}：${stateWord(state, [onTime.by])}${reason === null ? '' : `（${reason}）`}${by === '' ? '' : `；${by}`}`,
          events: [documentEvent(one)],
        },
      ];
    });
}

/** The document, and of a log of the day the day: it is not there because nobody inspected. */
const lackedBy = (one: Delivery): string[] =>
  unitOf(one.obligation) === INSPECTION_LOG ? [deliveryName(one), one.occurrence.period] : [deliveryName(one)];

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

/** A test that failed shows that the set could not be restored then, whatever a later one shows. */
function restoreExceptions({ restores, contract }: ExceptionInput): ClauseException[] {
  return restores
    .filter((one) => one.result === 'failed')
    .map((one) => ({
      clauses: clauseIds(contract, 'restore-test'),
      where: one.id,
      day: dateOf(one.startedAt),
      text: `恢复测试 ${one.set} 不通过：${one.failure ?? '未登记原因'}`,
    }));
}

/** Not answered, or too late for the clauses about calls; a call about a fault is judged there, by the fault's own clock. */
function callExceptions(input: ExceptionInput): ClauseException[] {
  const clauses = clauseIds(input.contract, 'phone');
  return input.calls.flatMap((one) => {
    const told = { clauses, where: one.id, day: dateOf(one.at) };
    if (one.outcome === 'missed') return [{ ...told, text: '来电未接，也没有回拨' }];
    const judged = one.incident === undefined ? judgeCall(input, one) : null;
    if (judged === null || judged.seconds === null || judged.inTime) return [];
    const { limit, seconds } = judged;
    const what = one.answeredAt === undefined ? '回拨' : '接听';
    return [{ ...told, text: `来电 ${formatDuration(seconds)} 后才${what}，时限 ${limit.text}${behindNote(limit)}` }];
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

/** Where a shift with an expired certificate is an absence, it is one against the clauses on certificates, too, and told once. */
function attendanceExceptions({ attendance, certified, contract }: ExceptionInput): ClauseException[] {
  return attendance.days
    .filter((one) => one.state !== 'present')
    .map((one) => ({
      clauses: [
        ...new Set([
          ...clauseIds(contract, 'attendance'),
          ...certified
            .filter((own) => own.state === 'lapsed' && standsAbsent(one, own))
            .flatMap(({ asked }) => asked.clauses),
        ]),
      ],
      where: '',
      shownBy: one.slots.flatMap(({ records }) =>
        records.flatMap(({ id, state }) => (state === 'present' ? [] : [id])),
      ),
      day: one.date,
      lacks: one.state === 'unregistered' ? [one.date] : [],
      text: `⟦现场⟧${shortText(one)}`,
      events: one.slots.flatMap((slot) => [
        ...slot.records.flatMap(({ id, state }) => (state === 'present' ? [] : [attendanceEvent(slot, id)])),
        ...(slot.counts.unregistered > 0 ? [attendanceEvent(slot, '')] : []),
      ]),
    }));
}

/** Whoever was on duty with a certificate that had run out, at each post once a day. */
const certificateExceptions = ({ attendance, certified }: ExceptionInput): ClauseException[] =>
  lapsedBeside(attendance, certified).map((one) => ({
    clauses: [...one.asked.clauses],
    where: one.duties.map(({ duty }) => duty.id).join('、'),
    day: one.day,
    text: lapsedText(one),
    events: [certificateEvent(one)],
  }));

/** 7×24小时不间断: time in which watched targets were not observed; one that is the same for several is one exception. */
function watchExceptions({ availability, assetName, contract }: ExceptionInput): ClauseException[] {
  const unseen = availability.filter((one) => one.seconds.unobserved > 0);
  const groups = Map.groupBy(unseen, (one) => `${formatDuration(one.seconds.unobserved)}${onDays(one)}`);
  return [...groups].map(([text, own]) => ({
    clauses: clauseIds(contract, 'watch'),
    where: '',
    day: null,
    text: `${targetsText(own.map(({ target }) => assetName(target)))}未观测 ${text}`,
  }));
}

/** `应用服务器 1`; `27 个对象（应用服务器 1、应用服务器 2 等）各`. */
const targetsText = (names: readonly string[]): string =>
  names.length === 1 ? (names[0] ?? '') : `${names.length} 个对象（${namesText([...names], '个')}）各`;

/** `（2026-11-03 等 5 天）`. */
function onDays({ days }: TargetAvailability): string {
  const dates = days.filter((day) => day.unobserved > 0).map((day) => day.date);
  return dates.length === 0 ? '' : `（${namesText(daySpans(dates), '段')}）`;
}
