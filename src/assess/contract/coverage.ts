/**
 * What must exist for a clause, and what of it does: coverage, not a count. One rule a topic; a topic without a rule asks for
 * nothing that could be numbered beforehand. Pure.
 */
import type { Asset } from '../../contract/terms/assets.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import type { Topic } from '../../contract/terms/topics.ts';
import { type DateText, dateOf } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { ClockState } from '../../states/clock.ts';
import type { Attendance } from '../../subjects/attendance/judge/attendance.ts';
import { type Delivery, deliveryName, isGap, isNotHandedIn } from '../../subjects/deliveries/judge/deliveries.ts';
import { lackingOf } from '../../subjects/deliveries/judge/happenings.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import type { OperationLogRecord } from '../../subjects/operation-logs/kinds/operation-log.ts';
import type { Cover } from '../../subjects/permits/judge/permits.ts';
import { type CountedSets, recordsApartText } from '../../subjects/recovery/judge/backup-apart.ts';
import { missingNames, type OwedSets, owedSum } from '../../subjects/recovery/judge/backup-owed.ts';
import { calledTogether, counterOf } from '../../wording/asset-names.ts';
import { type ActivityState, isShort } from './activities.ts';
import type { ClauseEvidence } from './clause-evidence.ts';
import { readsOf, targetsOf } from './evidence-targets.ts';

export interface Coverage {
  /** What must exist, such as 各子系统的操作日志, and how it is counted. */
  wanted: string;
  counter: string;
  /** 0: nothing happened in the period that asks for it. */
  expected: number;
  found: number;
  /** Each that is missing, by name. */
  missing: string[];
  /** Why the records beside it are another number; absent: they are as many, or are no such count. */
  apart?: string;
  /** true: exceptions of their own tell of all that is missing, by the periods for which the contract asks for so many. */
  excepted?: true;
}

export interface CoverageFacts {
  /** Records of the period, all evidence kinds together. */
  records: readonly AnyRecord[];
  /** Days of the period that are over, and those of them whose own log is in by now. */
  days: readonly DateText[];
  /** Months of the period that are over, `2026-11`, and those in which a scan ended. */
  months: readonly string[];
  scannedMonths: ReadonlySet<string>;
  /** The month of the service to which a day belongs. */
  monthOf(day: DateText): string;
  attendance: Attendance;
  /** What had to happen so many times in a period that ended in the interval. */
  activities: readonly ActivityState[];
  /** Every asset that a record may name, those outside the contract too. */
  assets: readonly Asset[];
  /** Systems whose operation logs the contract wants, and which of them have them backed up and kept as long as it says. */
  systems: readonly Asset[];
  keptLogs: ReadonlySet<string>;
  /** Assets that must be watched, and those that nothing observed. */
  watched: readonly Asset[];
  unwatched: readonly Asset[];
  /** Assets that must be backed up, as the inspection checklist says, and the sets that their plans owed. */
  backedUp: readonly Asset[];
  owedSets: readonly OwedSets[];
  /** The sets and days by which that was read, and the sets that the period counts. */
  backupSets: CountedSets;
  /** Assets that are equipment (配套设备). */
  devices: readonly Asset[];
  covers: readonly Cover[];
  /** Spans over which the clause asks for an availability and that ended here, with whether anything was observed; null: it asks for none. */
  availabilityOf(clause: Clause): readonly { name: string; observed: boolean }[] | null;
  /** Faults with the clock of each clause or topic that they set going. */
  cases(clause: Clause, topic: Topic): readonly { id: string; state: ClockState }[];
  /** What the quotas of a clause count: `重大故障`. */
  counted(clause: Clause): string;
  /** Documents of an obligation that names the clause by itself and that fell due in the period. */
  documents(clause: Clause): readonly Delivery[];
  /** What the clause wants beside its topics: issued documents that are kept, repairs that a scan confirms. */
  beside(clause: Clause): readonly Coverage[];
  /** true when a record of the kind has its time between the two days, ends included. */
  happened(kind: string, from: DateText, to: DateText): boolean;
}

/** What the clause's topics and numbers ask for, in their order; empty when none of them can be numbered. */
export function coverageOf(evidence: ClauseEvidence, facts: CoverageFacts): Coverage[] {
  const { clause } = evidence;
  return [...clause.topics.flatMap((topic) => rules[topic]?.(facts, evidence, topic) ?? []), ...facts.beside(clause)];
}

/** Topics that come up only when something happens or is asked for, and have no rule of their own. */
export const onDemand: ReadonlySet<Topic> = new Set<Topic>([
  ...(['upkeep', 'tuning', 'renewal', 'account', 'support', 'data-processing', 'exercise', 'visit'] as const),
  ...(['device-fault', 'device-report', 'knowledge', 'leak', 'maintenance', 'daily-work'] as const),
]);

type Rule = (facts: CoverageFacts, evidence: ClauseEvidence, topic: Topic) => Coverage | null;

/** @param missing those of `all` that are not there */
const coverage = (wanted: string, counter: string, all: readonly string[], missing: readonly string[]): Coverage => ({
  wanted,
  counter,
  expected: all.length,
  found: all.length - missing.length,
  missing: [...missing],
});

const nameOf = ({ name }: Asset): string => name;

/** Each asset that the clause is about must be seen in at least one record. */
const eachAsset =
  (wanted: string): Rule =>
  (_facts, { assets, kinds }, topic) => {
    const seen = new Set(
      kinds
        .filter(({ kind }) => kind.topics.includes(topic))
        .flatMap(({ records }) => records.flatMap((record) => targetsOf(record, topic))),
    );
    return coverage(wanted, '个', assets.map(nameOf), assets.filter((one) => !seen.has(one.id)).map(nameOf));
  };

const watch: Rule = ({ watched, unwatched }) =>
  coverage('应监控对象的监控记录', '个', watched.map(nameOf), unwatched.map(nameOf));

/**
 * Backups of the assets that the clause is about: each set that their plans owed; of an asset without any, and of no plan, the asset. A
 * clause about no assets of its own is about every plan, that of logs too, as the documents of backups count them.
 */
const backups: Rule = ({ assets: named, backedUp, records, owedSets, backupSets }, { assets, kinds }) => {
  const isOwn = (id: string): boolean => assets.length === 0 || assets.some((one) => one.id === id);
  const due = backedUp.filter(({ id }) => isOwn(id));
  const own = owedSets.filter(({ asset }) => isOwn(asset));
  const { owed, there: made } = owedSum(own);
  if (due.length === 0 && owed === 0) return null;
  const telling = records.filter(({ kind }) => kind === 'backup' || kind === 'inspection');
  const there = new Set(telling.flatMap((record) => targetsOf(record, 'backup')));
  const missing = due.filter((one) => !there.has(one.id));
  // What the contract asks for is counted set by set, also of an object of which nothing was ever made.
  const isAsked = own.some(({ asked }) => asked !== undefined);
  if (owed === 0 || (missing.length > 0 && !isAsked))
    return coverage('备份对象的成功备份', '个', due.map(nameOf), missing.map(nameOf));
  // The records that stand beside it: of an asset what did not succeed is no evidence.
  const beside = new Set(kinds.flatMap(({ records: list }) => list.map(({ id }) => id)));
  const known = backupSets.known.filter(({ asset }) => isOwn(asset));
  const counted = backupSets.counted.filter(({ id }) => beside.has(id));
  const apart = counted.length === 0 ? null : recordsApartText(own, { ...backupSets, known, counted });
  return {
    ...{
      wanted: isAsked ? '应有的成功备份' : '按计划的成功备份',
      counter: '份',
      expected: owed,
      found: made,
      missing: missingNames(own, named),
    },
    ...(apart === null ? {} : { apart }),
  };
};

const unrecorded: ReadonlySet<ClockState> = new Set(['unrecorded']);

/** Every fault that sets the clock going; none: nothing happened. */
const faults =
  (wanted: string | ((facts: CoverageFacts, clause: Clause) => string)): Rule =>
  (facts, { clause }, topic) => {
    const cases = facts.cases(clause, topic);
    return coverage(
      typeof wanted === 'string' ? wanted : wanted(facts, clause),
      '起',
      cases.map((one) => one.id),
      cases.filter((one) => unrecorded.has(one.state)).map((one) => one.id),
    );
  };

const documents: Rule = (facts, { clause }) => {
  const due = facts.documents(clause).filter((one) => one.handedIn.issued !== null || isGap(one));
  return coverage('到期的文档', '份', due.map(deliveryName), due.filter(isNotHandedIn).map(deliveryName));
};

/** Each time that was asked for, by its period; the exceptions of the clause tell of what is missing. */
function timesOf(wanted: string, ended: readonly ActivityState[]): Coverage {
  const times = (one: ActivityState, n: number): string[] =>
    Array.from({ length: n }, () => one.name ?? `${one.from} 至 ${one.to}`);
  const missing = ended.flatMap((one) => times(one, one.lacking));
  const all = ended.flatMap((one) => times(one, one.activity.times));
  return { ...coverage(wanted, '次', all, missing), ...(missing.length > 0 ? { excepted: true as const } : {}) };
}

/**
 * Periodic work: as often as the contract asks for it in the periods that ended, so that one record stands for no two of them; where it
 * names no number, once in each period whose document fell due.
 */
const periodic =
  (wanted: string, kind: string): Rule =>
  (facts, { clause }) => {
    const ended = facts.activities.filter(({ activity: one }) => one.kind === kind && one.clauses.includes(clause.id));
    if (ended.length > 0) return timesOf(wanted, ended);
    const due = facts.documents(clause);
    if (due.length === 0) return null;
    // Where its document has to tell of so many, as many as that; else one.
    const isMissing = ({ occurrence: { from, to, happenings = [] } }: Delivery): boolean => {
      const asked = happenings.filter((one) => one.kind === kind);
      return asked.length > 0 ? asked.some((one) => lackingOf(one) > 0) : !facts.happened(kind, from, to);
    };
    const missing = due.filter(isMissing);
    const name = ({ occurrence }: Delivery): string => occurrence.period;
    const excepted = facts.activities.some((one) => one.activity.kind === kind && isShort(one));
    return { ...coverage(wanted, '次', due.map(name), missing.map(name)), ...(excepted ? { excepted } : {}) };
  };

/** An availability of which nothing was observed is no availability. */
const availability: Rule = (facts, { clause }) => {
  const spans = facts.availabilityOf(clause);
  if (spans === null) return null;
  const missing = spans.filter((one) => !one.observed).map(({ name }) => name);
  return coverage(
    '已结束各期的可用率观测',
    '项',
    spans.map(({ name }) => name),
    missing,
  );
};

const operations =
  (wanted: string, test: (cover: Cover) => boolean): Rule =>
  ({ covers }, { clause }) => {
    const own = covers.filter((one) => one.clauses?.includes(clause.id) ?? test(one));
    const open = own.filter((one) => one.breach || one.doubt).map((one) => one.operation.record);
    return coverage(
      wanted,
      '项',
      own.map((one) => one.operation.record),
      open,
    );
  };

const rules: Partial<Record<Topic, Rule>> = {
  stability: watch,
  watch,
  mechanism: watch,
  availability,
  recoverability: backups,
  backup: backups,
  repair: faults('故障的处理记录'),
  'support-system': faults('故障的处理记录'),
  response: faults('故障的响应记录'),
  'remote-start': faults('须远程诊断的故障的启动记录'),
  arrival: faults('须到场的故障的到场记录'),
  restoration: faults('有恢复时限的故障的恢复记录'),
  'incident-record': faults('处理完成的故障的分析处理记录'),
  notice: faults('须通报进展的故障的通报记录'),
  quota: faults((facts, clause) => `按任一口径计入的${facts.counted(clause)}`),
  operation: eachAsset('资产的运行记录'),
  monitoring: eachAsset('资产的监控或巡检记录'),
  patch: eachAsset('资产的漏洞扫描或补丁记录'),
  interface: eachAsset('接口的运行记录'),
  'device-data': eachAsset('设备的数据记录'),
  report: documents,
  'restore-test': periodic('到期的恢复测试', 'restore-test'),
  drill: periodic('到期的恢复演练', 'drill'),
  scan: ({ months, scannedMonths }) =>
    coverage(
      '逐月的漏洞扫描',
      '个月',
      months,
      months.filter((month) => !scannedMonths.has(month)),
    ),
  phone: ({ attendance }) => ({
    wanted: `${attendance.rosters.flatMap((one) => one.hoursText ?? []).map((text) => `${text} `)[0] ?? ''}⟦值班⟧排班`,
    counter: '日',
    expected: attendance.allDays,
    found: attendance.rostered,
    missing: attendance.unrostered,
  }),
  attendance: ({ attendance: { days, hours } }) =>
    coverage(
      hours.length === 1 ? `⟦现场⟧签到（${hours.join()}）` : `各日的⟦现场⟧签到（${hours.join('；')}）`,
      '日',
      days.map((one) => one.date),
      days.filter((one) => one.state === 'unregistered').map((one) => one.date),
    ),
  inspection: ({ days, records }) => {
    const there = new Set(
      records.flatMap((one) =>
        targetsOf(one).length > 0 && one.kind === 'inspection' ? [(one as InspectionRecord).date] : [],
      ),
    );
    return coverage(
      '逐日的巡检记录',
      '日',
      days,
      days.filter((day) => !there.has(day)),
    );
  },
  device: ({ devices, records }) => {
    const seen = new Set(records.flatMap((one) => (isLooking(one) ? targetsOf(one) : [])));
    return coverage(
      '配套设备的巡检或维修记录',
      counterOf(devices),
      devices.map(nameOf),
      devices.filter((one) => !seen.has(one.id)).map(nameOf),
    );
  },
  'operation-log': ({ systems, days, records }) => {
    const logs = Map.groupBy(
      records.flatMap((one) => (one.kind === 'operation-log' ? [one as OperationLogRecord] : [])),
      (one) => one.asset,
    );
    const gaps = systems.flatMap((system) => logGap(system, logs.get(system.id) ?? [], days));
    const { name, counter } = calledTogether(systems);
    return coverage(`各${name}的操作日志`, counter, systems.map(nameOf), gaps);
  },
  'log-retention': ({ systems, keptLogs }) => {
    const { name, counter } = calledTogether(systems);
    const lacking = systems.filter((one) => !keptLogs.has(one.id));
    return coverage(`各${name}操作日志的备份和留存`, counter, systems.map(nameOf), lacking.map(nameOf));
  },
  protection: ({ months, monthOf, records }) => {
    const there = new Set(records.flatMap((one) => (isProtection(one) ? [monthOf(dateOf(one.at))] : [])));
    return coverage(
      '逐月的安全防护记录',
      '个月',
      months,
      months.filter((month) => !there.has(month)),
    );
  },
  activity: ({ activities }, { clause }) => {
    const own = activities.filter(({ activity }) => activity.clauses.includes(clause.id));
    const names = own.map(({ activity, from, to, name }) => `${activity.name} ${name ?? `${from} 至 ${to}`}`);
    const missing = names.filter((_, n) => own[n] !== undefined && isShort(own[n]));
    return own.length === 0 ? null : coverage('到期的专项活动', '期', names, missing);
  },
  permit: operations('须经许可的操作的有效许可', () => true),
  remote: operations('远程会话的有效许可', ({ operation }) => operation.operation === 'remote'),
};

const isLooking = ({ kind }: AnyRecord): boolean => kind === 'inspection' || kind === 'device-repair';

const isProtection = (record: AnyRecord): boolean =>
  record.kind === 'protection' || (record.kind === 'inspection' && readsOf(record, 'protection.'));

/** `数据统计子系统（89 日中有 12 日）`: a system of whose days some have no log. */
function logGap(system: Asset, logs: readonly OperationLogRecord[], days: readonly DateText[]): string[] {
  const there = days.filter((day) => logs.some((log) => dateOf(log.from) <= day && day <= dateOf(log.to)));
  if (there.length === days.length) return [];
  return [there.length === 0 ? system.name : `${system.name}（${days.length} 日中有 ${there.length} 日）`];
}
