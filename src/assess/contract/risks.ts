/**
 * Risks that the records of a service year show, each with what it rests on, and the advice that follows from it by dimension
 * (流程、人员、技术; clause 1.2). Rules, not opinions: a risk without a record behind it is not named. Pure.
 */

import { type Activity, atLeastText } from '../../contract/terms/requirements.ts';
import { type InstantText, secondsBetween, toDate } from '../../contract/time.ts';
import { type FollowedFinding, isSevere } from '../../subjects/findings/judge/findings.ts';
import type { IncidentSummary } from '../../subjects/incidents/judge/incident-figures.ts';
import type { RecurringAbnormality } from '../../subjects/inspections/judge/days.ts';
import { type Forecast, reachText } from '../../subjects/inspections/judge/forecast.ts';
import { badSetsText, isGoodSet } from '../../subjects/recovery/judge/backup-state.ts';
import type { BackupRecord } from '../../subjects/recovery/kinds/backup.ts';
import { UNSETTLED } from '../../subjects/renewals/judge/renewals.ts';
import { numberText, percentText } from '../../wording/figures.ts';

export const riskLevels = { high: '高', medium: '中', low: '低' } as const;
export type RiskLevel = keyof typeof riskLevels;
export const dimensions = { process: '流程', people: '人员', technology: '技术' } as const;
export type Dimension = keyof typeof dimensions;

export interface Risk {
  level: RiskLevel;
  dimension: Dimension;
  /** What may happen. */
  risk: string;
  /** Figures or records that say so. */
  basis: string;
  /** What to do about it. */
  advice: string;
}

export interface RiskInput {
  asOf: InstantText;
  /** How many inspections were owed and how many were not made, as they are counted. */
  inspections: { owed: number; missing: number; counter: string };
  capacity: readonly { name: string; forecast: Forecast; limit: number | null }[];
  findings: readonly FollowedFinding[];
  /** Of these 逾期未修复, by `overdueOf`. */
  overdue: readonly FollowedFinding[];
  incidents: IncidentSummary;
  recurring: readonly RecurringAbnormality[];
  backups: readonly Pick<BackupRecord, 'result' | 'verified' | 'offsite'>[];
  restoreTests: number;
  drills: number;
  /** No risk is made of tests and drills that the contract does not ask for. */
  asked: { restoreTest: Activity | null; drill: Activity | null };
  /** Assets that should be watched and never were, and all that should. */
  unwatched: readonly string[];
  watched: number;
  /** Systems whose operation logs are wanted and were never registered, as a sentence; empty: none. */
  unlogged: string;
  breaches: number;
  /** And the word of the fact by which they were not in time. */
  lateDeliveries: { count: number; word: string };
  expiredRenewals: readonly string[];
  overdueMeasures: readonly string[];
  unattended: number;
  /** Whether one person is asked for, so that days are counted; else 人次. */
  onePerson: boolean;
}

/** A limit reached within so many days is a risk now. */
const NEAR_DAYS = 180;
/** A cause that came back this often is a pattern. */
const REPEATED = 3;
/** A check that was abnormal on this share of the days is not an accident. */
const OFTEN = 0.2;
const MOST_RECURRING = 5;

/** All risks, the gravest first; none when no record shows any. */
export function risksOf(input: RiskInput): Risk[] {
  const order = Object.keys(riskLevels);
  return [
    ...capacityRisks(input),
    ...findingRisks(input),
    ...causeRisks(input),
    ...recurringRisks(input),
    ...backupRisks(input),
    ...watchRisks(input),
    ...processRisks(input),
    ...peopleRisks(input),
  ].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

function capacityRisks({ capacity, asOf }: RiskInput): Risk[] {
  return capacity.flatMap(({ name, forecast, limit }): Risk[] => {
    if (limit === null) return [];
    const { atLimit, current, reachesOn, days } = forecast;
    const left = reachesOn === null ? null : daysUntil(asOf, reachesOn);
    if (!atLimit && (left === null || left > NEAR_DAYS)) return [];
    const now = numberText(current, { decimals: 1, unit: '%' });
    return [
      {
        level: atLimit || (left ?? 0) <= NEAR_DAYS / 2 ? 'high' : 'medium',
        dimension: 'technology',
        risk: `${name}空间不足`,
        basis: `${reachText(forecast, `标准 ${numberText(limit, { unit: '%' })}`)}，最近一次 ${now}${reachesOn === null ? '' : `（按 ${days} 个观测日的直线回归）`}`,
        advice: '扩容或归档历史数据，并把容量列入每季度评审',
      },
    ];
  });
}

const daysUntil = (from: InstantText, day: string): number =>
  Math.floor(secondsBetween(from, `${toDate(day).toString()}T00:00:00+08:00`) / 86_400);

function findingRisks({ findings, overdue }: RiskInput): Risk[] {
  const accepted = findings.filter((one) => one.state === 'accepted');
  const severe = overdue.some(({ finding }) => isSevere(finding));
  return [
    ...(overdue.length === 0
      ? []
      : [
          {
            level: severe ? ('high' as const) : ('medium' as const),
            dimension: 'technology' as const,
            risk: '已知漏洞被利用',
            basis: `逾期未修复的漏洞 ${overdue.length} 个`,
            advice: '安排固定的补丁窗口，逾期漏洞由⟦采购人⟧与⟦供应商⟧共同确定期限或书面接受风险',
          },
        ]),
    ...(accepted.length === 0
      ? []
      : [
          {
            level: 'low' as const,
            dimension: 'process' as const,
            risk: '已接受的漏洞风险长期不复核',
            basis: `接受风险的漏洞 ${accepted.length} 个`,
            advice: '到期前逐个复核，条件变化的撤销接受',
          },
        ]),
  ];
}

function causeRisks({ incidents }: RiskInput): Risk[] {
  return incidents.byCause
    .filter((one) => one.count >= REPEATED)
    .map(({ label, count }) => ({
      level: count >= 2 * REPEATED ? ('high' as const) : ('medium' as const),
      dimension: 'technology' as const,
      risk: `“${label}”类故障反复发生`,
      basis: `服务期内同类原因 ${count} 起，占故障 ${incidents.total} 起的 ${percentText(count / incidents.total)}`,
      advice: '对该类原因作专题排查，从根本原因上改造，而不是逐次修复',
    }));
}

function recurringRisks({ recurring, inspections: { owed, counter } }: RiskInput): Risk[] {
  return recurring
    .filter((one) => owed > 0 && one.days.length / owed >= OFTEN)
    .slice(0, MOST_RECURRING)
    .map((one) => ({
      level: 'medium',
      dimension: 'technology',
      risk: `${one.asset}${one.check}长期异常`,
      basis: `${owed} ${counter}中异常 ${one.days.length} ${counter}，最近异常值 ${one.lastMeasured}`,
      advice: '查明原因并处理，确属正常的与⟦采购人⟧商定调整标准',
    }));
}

function backupRisks({ backups, restoreTests, drills, asked }: RiskInput): Risk[] {
  const total = backups.length;
  const bad = badSetsText(backups);
  const offsite = backups.filter((one) => isGoodSet(one) && one.offsite !== undefined).length;
  const risk = (level: RiskLevel, text: string, basis: string, advice: string, dimension: Dimension): Risk => ({
    level,
    dimension,
    risk: text,
    basis,
    advice,
  });
  return [
    ...(total === 0
      ? [risk('high', '数据丢失后无法恢复', '服务期内没有登记备份', '建立并登记数据库、附件与配置的备份', 'technology')]
      : []),
    ...(bad !== ''
      ? [risk('medium', '备份不可用', `备份 ${total} 次，${bad}`, '备份失败当日告警并补做', 'technology')]
      : []),
    ...(total > 0 && offsite === 0
      ? [risk('high', '机房灾难时备份同时丢失', `备份 ${total} 次，均没有登记异地副本`, '建立异地副本', 'technology')]
      : []),
    ...(restoreTests === 0 && asked.restoreTest !== null
      ? [
          risk(
            'high',
            '备份从未证明可以恢复',
            '服务期内没有登记恢复测试',
            `${atLeastText(asked.restoreTest, '做')}恢复测试`,
            'process',
          ),
        ]
      : []),
    ...(drills === 0 && asked.drill !== null
      ? [
          risk(
            'medium',
            '灾难时处置不熟练',
            '服务期内没有登记系统恢复演练',
            `${atLeastText(asked.drill, '演练')}，并按演练修订预案`,
            'people',
          ),
        ]
      : []),
  ];
}

function watchRisks({ unwatched, watched, inspections }: RiskInput): Risk[] {
  return [
    ...(unwatched.length === 0
      ? []
      : [
          {
            level: unwatched.length * 2 > watched ? ('high' as const) : ('medium' as const),
            dimension: 'technology' as const,
            risk: '故障不能第一时间发现',
            basis: `应监控对象 ${watched} 个，没有监控记录的 ${unwatched.length} 个`,
            advice: '补齐监控接入，优先业务入口和数据库',
          },
        ]),
    ...(inspections.missing === 0
      ? []
      : [
          {
            level: 'low' as const,
            dimension: 'process' as const,
            risk: '巡检中断',
            basis: `${inspections.owed} ${inspections.counter}中没有巡检记录的 ${inspections.missing} ${inspections.counter}`,
            advice: '为定时采集设置失败告警和备用主机',
          },
        ]),
  ];
}

function processRisks({ unlogged, breaches, lateDeliveries, expiredRenewals, overdueMeasures }: RiskInput): Risk[] {
  const of = (n: number, level: RiskLevel, risk: string, basis: string, advice: string): Risk[] =>
    n === 0 ? [] : [{ level, dimension: 'process', risk, basis, advice }];
  const logs = '逐个系统接入或逐日导出操作日志，登记后分析、备份并按期限留存';
  return [
    ...of(unlogged === '' ? 0 : 1, 'high', '操作无从追查，操作日志的条款没有证据', unlogged, logs),
    ...of(
      breaches,
      'high',
      '未经许可的操作',
      `与许可不符的操作 ${breaches} 项`,
      '操作前核对许可编号和有效期，紧急操作次一工作日补办',
    ),
    ...of(
      lateDeliveries.count,
      'medium',
      '交付物不能按期提交',
      `未按期${lateDeliveries.word}的交付物 ${lateDeliveries.count} 份`,
      '每日查看应交清单，到期前一日提醒责任人',
    ),
    ...of(
      expiredRenewals.length,
      'high',
      '证书、卡或认证到期导致服务中断',
      `已到期${UNSETTLED}：${expiredRenewals.join('、')}`,
      '按提前提醒天数办理，明确付费方',
    ),
    ...of(
      overdueMeasures.length,
      'medium',
      '同样的问题再次发生',
      `逾期未完成的整改与改进措施 ${overdueMeasures.length} 项（${[...new Set(overdueMeasures)].join('、')}）`,
      '整改措施逐项明确责任人和期限，每月跟踪',
    ),
  ];
}

function peopleRisks({ unattended, onePerson, incidents }: RiskInput): Risk[] {
  const slow = incidents.clocks.filter((one) => one.id === 'response' || one.id === 'arrival');
  const missed = slow.reduce((sum, one) => sum + one.exceptions.length, 0);
  return [
    ...(unattended === 0
      ? []
      : [
          {
            level: 'medium' as const,
            dimension: 'people' as const,
            risk: '⟦现场⟧无人在岗',
            basis: onePerson ? `工作日缺勤或没有签到登记 ${unattended} 日` : `缺勤或没有签到登记 ${unattended} 人次`,
            advice: '固定后备人员，请假前登记顶岗',
          },
        ]),
    ...(missed === 0
      ? []
      : [
          {
            level: 'medium' as const,
            dimension: 'people' as const,
            risk: '响应或到场不及时',
            basis: `响应、到场时限例外 ${missed} 项`,
            advice: '核对值班电话接听流程，增加夜间和节假日后备',
          },
        ]),
  ];
}
