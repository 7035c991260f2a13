/** 到期提醒 (4.1.7, 4.1.10(2)): what runs out, nearest first. */

import { at, compareInstants, toDate, toText } from '../../src/contract/time.ts';
import { settledTable } from '../../src/page/table.ts';
import type { Section } from '../../src/report/block.ts';
import {
  AHEAD_DAYS,
  isAhead,
  isPending,
  type JudgedRenewal,
  judgeRenewals,
  renewedLate,
  UNSETTLED,
} from '../../src/subjects/renewals/judge/renewals.ts';
import renewal, { type RenewalRecord } from '../../src/subjects/renewals/kinds/renewal.ts';
import { renewalTable } from '../../src/subjects/renewals/tables.ts';
import { belongsHere, type PeriodView, upToPeriod } from '../period/period.ts';

/** Needs `renewal` since the begin of service. */
export const renewalsOf = (view: PeriodView): JudgedRenewal[] =>
  judgeRenewals(upToPeriod(view, renewal), view.input.asOf);

/** Those that ran out in the period and were renewed only then: that they were renewed since takes nothing back. */
export const lateRenewalsOf = (view: PeriodView): RenewalRecord[] =>
  upToPeriod(view, renewal).filter((one) => {
    if (renewedLate(one) === 0) return false;
    const event = toText(at(toDate(one.expiresOn).add({ days: 1 }), '00:00:00'));
    return belongsHere(view, { event, entered: compareInstants(one.enteredAt, event) > 0 ? one.enteredAt : event });
  });

/** Pending, running out soon, or seen to in the period: the whole list stands in 到期事项台账. */
const isTold = (view: PeriodView, one: JudgedRenewal, renewedOn = one.renewal.renewedOn): boolean =>
  isPending(one) || isAhead(one) || (renewedOn !== undefined && renewedOn >= view.firstDay && renewedOn <= view.to);

export function renewalSection(view: PeriodView, renewals: readonly JudgedRenewal[]): Section {
  const pending = renewals.filter(isPending);
  const expired = renewals.filter((one) => one.state === 'expired').length;
  const text =
    renewals.length === 0
      ? '未登记到期事项。'
      : `登记到期事项 ${renewals.length} 项，进入提醒期${UNSETTLED} ${pending.length - expired} 项，已到期${UNSETTLED} ${expired} 项。`;
  return {
    id: 'renewals',
    title: '到期提醒',
    blocks: [
      { type: 'note', text, ...(expired > 0 ? { tone: 'abnormal' as const } : {}) },
      settledTable(
        {
          ...renewalTable,
          title: `到期事项（${AHEAD_DAYS} 日内到期、${UNSETTLED}或本期办理）`,
          ...(renewals.length === 0
            ? {}
            : { empty: `没有 ${AHEAD_DAYS} 日内到期、${UNSETTLED}或本期办理的到期事项。` }),
        },
        renewals.filter((one) => isTold(view, one)),
        'paper',
      ),
    ],
  };
}
