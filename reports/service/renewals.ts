/** 到期提醒 (4.1.7, 4.1.10(2)): what runs out, nearest first. */
import {
  AHEAD_DAYS,
  isAhead,
  isPending,
  type JudgedRenewal,
  judgeRenewals,
  renewalStateText,
  renewedLate,
  renewedLateText,
  UNSETTLED,
} from '../../src/assess/service/renewals.ts';
import { at, compareInstants, toDate, toText } from '../../src/contract/time.ts';
import renewal, { type RenewalRecord } from '../../src/records/kinds/renewal.ts';
import type { Section } from '../../src/report/document.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { table } from '../cells/figures.ts';
import { belongsHere, type PeriodView, upToPeriod } from '../period/period.ts';

const word = choiceWords(renewal);

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
      table(
        `到期事项（${AHEAD_DAYS} 日内到期、${UNSETTLED}或本期办理）`,
        [
          { key: 'item', label: '到期事项', type: 'text', weight: 2 },
          { key: 'type', label: '类别', type: 'text' },
          { key: 'expires', label: '到期日', type: 'date' },
          { key: 'left', label: '剩余', type: 'number', unit: '天' },
          { key: 'owner', label: '负责人', type: 'text' },
          { key: 'payer', label: '付费方', type: 'text' },
          { key: 'state', label: '情况', type: 'outcome' },
        ],
        renewals
          .filter((one) => isTold(view, one))
          .map((one) => ({
            ...(one.state === 'expired' ? { tone: 'abnormal' as const } : {}),
            cells: {
              item: one.renewal.item,
              type: word('type', one.renewal.type),
              expires: { text: one.expiresOn, value: one.expiresOn, kind: 'date' },
              left: one.daysLeft,
              owner: one.renewal.owner,
              payer: word('payer', one.renewal.payer),
              state: stateText(one),
            },
          })),
        renewals.length === 0
          ? '未登记到期事项。'
          : `登记的到期事项没有 ${AHEAD_DAYS} 日内到期、${UNSETTLED}或本期办理的。`,
      ),
    ],
  };
}

function stateText(one: JudgedRenewal) {
  const {
    state,
    renewal: { renewedTo },
  } = one;
  const late = renewedLateText(one.renewal);
  const text = renewalStateText(one);
  if (state === 'renewed') {
    const renewed = renewedTo === undefined ? text : `${text}至 ${renewedTo}${late}`;
    return late === '' ? renewed : { text: renewed, tone: 'attention' as const, mark: '△' };
  }
  if (state === 'expired') return { text, tone: 'abnormal' as const, mark: '▲' };
  return state === 'due' ? { text, tone: 'attention' as const, mark: '△' } : text;
}
