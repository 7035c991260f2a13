/** Where the year departs from routine: what is late, returned, revised, left to the schedule. Pure data. */

import { CAUGHT_UP } from '../pipeline/issue/make.ts';
import { random } from './kit/random.ts';

export interface Hold {
  obligation: string;
  period: string;
  /** ISO; not issued before. */
  until: string;
  reason: string;
  /** true: nobody confirmed it; the schedule caught up. */
  unconfirmed?: boolean;
}

const darkDays = ['2026-06-19', '2026-06-21'];

/** Documents that came late, with the reason given. */
export const holds: readonly Hold[] = [
  {
    obligation: 'daily-maintenance',
    period: '2026-02-23',
    until: '2026-02-24T14:20:00+08:00',
    reason: '春节后首日集中处置故障，编制延迟',
  },
  {
    obligation: 'inspection-log',
    period: '2026-03-20',
    until: '2026-03-20T20:40:00+08:00',
    reason: '重大故障处置期间未及时确认',
  },
  {
    obligation: 'consultation-digest',
    period: '2026-04',
    until: '2026-05-06T11:10:00+08:00',
    reason: '咨询记录核对延迟，节后补报',
  },
  {
    obligation: 'daily-maintenance',
    period: '2026-09-08',
    until: '2026-09-09T15:30:00+08:00',
    reason: '攻防演练值守期间人手不足，编制延迟',
  },
  ...darkDays.flatMap((period) =>
    ['inspection-log', 'daily-maintenance'].map((obligation) => ({
      obligation,
      period,
      until: '2026-06-22T11:20:00+08:00',
      reason: CAUGHT_UP,
      unconfirmed: true,
    })),
  ),
];

export const holdOf = (obligation: string, period: string): Hold | undefined =>
  holds.find((one) => one.obligation === obligation && one.period === period);

/** What nobody confirmed, so that the schedule issued it at its time. */
export function isAutomatic(obligation: string, period: string): boolean {
  if (obligation !== 'inspection-log' && obligation !== 'daily-maintenance') return false;
  if (holdOf(obligation, period) !== undefined) return false;
  return random(`automatic/${obligation}/${period}`).chance(0.035);
}

export interface Return {
  obligation: string;
  /** The period, or for an event the key of its record. */
  period: string;
  reason: string;
}

/** Documents that the purchaser sent back. */
export const returns: readonly Return[] = [
  {
    obligation: 'monthly-maintenance',
    period: '2026-02',
    reason: '可用率一节未说明春节期间维护窗口的扣除依据，请补充',
  },
  { obligation: 'vulnerability-assessment', period: '2026-05', reason: '5 月扫描早于新许可批准，请补充说明并列为例外' },
  { obligation: 'incident-analysis', period: 'incident:casework-cache', reason: '根本原因应写明回退包缺失的责任环节' },
  { obligation: 'backup-restore-test', period: '2026-Q1', reason: '复测结论须附逐表比对结果' },
];

/** Documents whose 签收 the engineer entered before the signed page was scanned; nobody's word but the supplier's until then. */
export const claims: readonly { obligation: string; period: string; provenOn: string }[] = [
  { obligation: 'monthly-maintenance', period: '2026-05', provenOn: '2026-06-17' },
];

export interface Correction {
  obligation: string;
  period: string;
  /** Day on which the mistake was found. */
  on: string;
  reason: string;
}

/** Revisions that the supplier made on his own. */
export const corrections: readonly Correction[] = [
  {
    obligation: 'inspection-log',
    period: '2026-04-14',
    on: '2026-04-15',
    reason: '更正处理措施：22 号桌牌为会议室挪位后未通电，已恢复供电',
  },
  { obligation: 'daily-maintenance', period: '2026-06-10', on: '2026-06-12', reason: '补充漏登的维护操作一条' },
  { obligation: 'asset-register', period: '2025-Q4', on: '2026-02-26', reason: '盘点前重新出表，供现场填写盘点结果' },
];

/** Days on which documents that may be issued for a long time were issued. */
export const plannedDays: Readonly<Record<string, string>> = {
  'personnel-filing': '2025-11-28',
  'interpretation-letter': '2025-12-01',
  'service-plan': '2025-12-05',
  'emergency-plan': '2025-12-08',
  'drill-plan': '2026-07-01',
  'recovery-drill': '2026-07-21',
  'service-review': '2026-10-23',
  'service-handover': '2026-11-24',
};

/** Those of them that tell of the whole day, and so are written at its end. */
export const atDaysEnd: ReadonlySet<string> = new Set(['service-handover']);
