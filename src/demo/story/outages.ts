/** When something was not reachable, as probes and inspections see it. Pure. */

import { isBefore, plus, plusMinutes, t } from '../kit/times.ts';
import { faults } from './all-faults.ts';
import { backOf, startOf } from './fault.ts';

export interface Outage {
  targets: readonly string[];
  /** ISO instants, the end excluded. */
  from: string;
  to: string;
  reason: string;
  /** true: nobody looked, rather than nothing answered. */
  unobserved?: boolean;
}

/** Disturbances too short or too small for a fault record of their own; a sample of the probes falls into each. */
const small: readonly (readonly [target: string, date: string, from: string, to: string, reason: string])[] = [
  ['interface-video', '2025-12-09', '13:20', '13:24', '连接超时（5 s）'],
  ['interface-departments', '2025-12-22', '02:00', '02:11', '返回 503（对方维护）'],
  ['subsystem-statistics', '2026-01-20', '10:04', '10:07', '响应超时（10 s）'],
  ['interface-sms', '2026-02-10', '18:40', '18:46', '连接超时（5 s）'],
  ['interface-gis', '2026-03-25', '09:15', '09:17', '返回 502'],
  ['nginx-1', '2026-04-12', '03:00', '03:03', '连接被拒绝'],
  ['interface-departments', '2026-04-28', '01:30', '02:12', '返回 503（对方维护）'],
  ['subsystem-contract-staff', '2026-05-19', '15:44', '15:47', '响应超时（10 s）'],
  ['interface-video', '2026-06-16', '20:10', '20:31', '取流失败'],
  ['redis-2', '2026-06-28', '04:00', '04:02', '连接被拒绝'],
  ['mini-program', '2026-08-02', '11:00', '11:06', '微信平台返回 500'],
  ['interface-departments', '2026-08-20', '02:00', '02:25', '返回 503（对方维护）'],
  ['subsystem-administration', '2026-10-09', '08:40', '08:43', '响应超时（10 s）'],
  ['interface-gis', '2026-10-22', '16:04', '16:09', '返回 504'],
  ['interface-sms', '2026-11-12', '09:50', '09:55', '通道忙'],
];

/** The day on which the operations host had no power: nothing was observed (a day that stays 缺失). */
export const DARK_DAY = '2026-06-20';
/** Its power module failed, and was replaced with the host switched off once more on the next working day. */
export const DARK = { from: t(DARK_DAY, '01:50'), to: t(DARK_DAY, '23:40') } as const;
export const REPAIR = { from: t('2026-06-22', '09:55'), to: t('2026-06-22', '11:15') } as const;
/** The day of the machine room's power maintenance, waived by the purchaser beforehand. */
export const WAIVED_DAY = '2026-08-22';

/** The evening of the recovery drill, and what stood still while its database was switched over. */
export const DRILL_DAY = '2026-07-17';
export const drillTargets: readonly string[] = faults.find(({ key }) => key === 'db-down')?.down?.targets ?? [];

export const outages: readonly Outage[] = [
  ...faults.flatMap((fault): Outage[] => {
    const to = backOf(fault);
    if (fault.down === undefined || to === null) return [];
    return [
      { targets: fault.down.targets, from: plus(startOf(fault), -fault.down.before), to, reason: fault.down.reason },
    ];
  }),
  ...small.map(([target, date, from, to, reason]) => ({
    targets: [target],
    from: t(date, from),
    to: t(date, to),
    reason,
  })),
  { targets: drillTargets, from: t(DRILL_DAY, '19:00'), to: t(DRILL_DAY, '19:29'), reason: '返回 502（演练切换）' },
  { targets: [], ...DARK, reason: '运维工作站断电', unobserved: true },
  { targets: [], ...REPAIR, reason: '运维工作站停机更换电源模块', unobserved: true },
  { targets: [], from: t(WAIVED_DAY, '07:00'), to: t(WAIVED_DAY, '21:30'), reason: '机房停电检修', unobserved: true },
];

/** Times in which the operations host was off: nothing was collected, written down or issued there. */
export const hostOff: readonly Pick<Outage, 'from' | 'to'>[] = outages.filter(({ unobserved }) => unobserved === true);

/** After so long the host is up again, and after as long once more everything that waited is written. */
const BACK_SECONDS = 120;
/** By then. */
const CAUGHT_UP_MINUTES = 5;

const offAt = (instant: string) => hostOff.find(({ from, to }) => !isBefore(instant, from) && isBefore(instant, to));

/** When something can be written down that would have been at an instant: then, or in the order that it had when the host is on again. */
export function writableAt(instant: string): string {
  const off = offAt(instant);
  if (off === undefined) return instant;
  const share = (Date.parse(instant) - Date.parse(off.from)) / (Date.parse(off.to) - Date.parse(off.from));
  return plus(off.to, Math.round(BACK_SECONDS * (1 + share)));
}

/** When somebody can sit down to write and issue who would have at an instant: then, or when what waited is written. */
export function usableAt(instant: string): string {
  const off = offAt(instant);
  return off === undefined ? instant : plusMinutes(off.to, CAUGHT_UP_MINUTES);
}

/** Outages that touch a target at an instant. */
export const outageAt = (target: string, instant: string): Outage | undefined =>
  outages.find(
    (one) =>
      one.unobserved !== true &&
      one.targets.includes(target) &&
      Date.parse(one.from) <= Date.parse(instant) &&
      Date.parse(instant) < Date.parse(one.to),
  );
