/** 到期事项 as a table: what runs out, and how it stands. 4.1.7, 4.1.10(2). Pure. */

import type { TableDefinition } from '../../page/table.ts';
import type { Cell } from '../../report/block.ts';
import type { Look } from '../../states/look.ts';
import { renewals } from '../../states/renewal.ts';
import { choiceWords } from '../../wording/codes.ts';
import { daysLeftText } from '../../wording/durations.ts';
import {
  isAhead,
  isRenewed,
  type JudgedRenewal,
  renewalStateText,
  renewedLateText,
  renewedText,
} from './judge/renewals.ts';
import renewal from './kinds/renewal.ts';

const word = choiceWords(renewal);

const lateText = ({ state, renewal: own }: JudgedRenewal): string => (state === 'renewed' ? renewedLateText(own) : '');

/** Of what was renewed too late as of what comes due; of what runs out again within the days that lists look ahead as of anything else. */
export function renewalLook(one: JudgedRenewal): Look {
  const { word: stands } = renewals[one.state];
  const { tone, mark } = renewals[lateText(one) === '' ? (isAhead(one) ? 'upcoming' : one.state) : 'due'];
  return { word: stands, tone, mark };
}

export const renewalTable: TableDefinition<JudgedRenewal> = {
  title: '到期事项',
  columns: {
    item: { label: '到期事项', weight: 2, title: true, value: (one) => one.renewal.item, sub: (one) => one.renewal.id },
    type: { label: '类别', short: true, value: (one) => word('type', one.renewal.type) },
    expires: {
      ...{ label: '到期日', type: 'date', short: true },
      value: ({ expiresOn }) => ({ text: expiresOn, value: expiresOn, kind: 'date' }),
    },
    left: { label: '剩余', type: 'number', unit: '天', only: 'paper', value: ({ daysLeft }) => daysLeft },
    owner: { label: '负责人', value: (one) => one.renewal.owner },
    payer: { label: '付费方', short: true, value: (one) => word('payer', one.renewal.payer) },
    state: { label: '情况', type: 'outcome', state: true, value: stateCell, look: renewalLook, sub: leftText },
  },
  tone: ({ state }) => (state === 'expired' ? 'abnormal' : undefined),
  empty: '未登记到期事项。',
};

function stateCell(one: JudgedRenewal): Cell {
  const { renewedTo } = one.renewal;
  const until = one.state === 'renewed' && renewedTo !== undefined ? `至 ${renewedTo}${lateText(one)}` : '';
  const text = `${renewalStateText(one)}${until}`;
  const { tone, mark } = renewalLook(one);
  return tone === 'abnormal' || tone === 'attention' ? { text, tone, mark } : text;
}

function leftText(one: JudgedRenewal): string | undefined {
  if (one.state === 'stopped') return undefined;
  return isRenewed(one) ? renewedText(one) : daysLeftText(one.daysLeft);
}
