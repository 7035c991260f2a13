/** Devices beyond repair, what runs out, and what the purchaser is to pay. */

import {
  isBeyondRepair,
  isUndecided,
  renewalAskedSince,
  renewalQuestion,
  renewalsToDecide,
} from '../../../src/assess/contract/to-decide.ts';
import { isToAgree, sumYuan } from '../../../src/assess/service/expenses.ts';
import { type JudgedRenewal, UNSETTLED } from '../../../src/assess/service/renewals.ts';
import { compareInstants, dateOf } from '../../../src/contract/time.ts';
import deviceRepair, { type DeviceRepairRecord } from '../../../src/records/kinds/device-repair.ts';
import expense, { flowOf } from '../../../src/records/kinds/expense.ts';
import { moneyText } from '../../../src/wording/figures.ts';
import { namesText } from '../../../src/wording/words.ts';
import { nameOf, ofPeriod, upToPeriod } from '../../period/period.ts';
import type { PeriodFacts } from '../../periodic/facts.ts';
import { lateRenewalsOf } from '../../service/renewals.ts';
import type { Decision, Part } from '../part.ts';
import type { News } from '../ranking.ts';
import { documentsAbout } from '../references.ts';

const SHOWN = 2;

const isLost = ({ view }: PeriodFacts, one: DeviceRepairRecord): boolean => isBeyondRepair(one, view.input.asOf);

export const devices: Part = {
  sections: ['devices'],
  news: (facts) =>
    ofPeriod(facts.view, deviceRepair)
      .filter((one) => isLost(facts, one))
      .map(
        (one): News => ({
          gravity: 'beyond-repair',
          weight: isUndecided(one) ? 1 : 0,
          id: one.id,
          text: `${nameOf(facts.view, one.asset)}（${one.place}）判定无法维修${isUndecided(one) ? '，待⟦采购人⟧决定' : ''}`,
          references: [{ text: one.id, section: 'devices' }, ...documentsAbout(facts.view, one.id)],
        }),
      ),
  decisions: (facts) =>
    upToPeriod(facts.view, deviceRepair)
      .filter((one) => isLost(facts, one) && isUndecided(one))
      .map(
        (one): Decision => ({
          text: `决定无法维修的${nameOf(facts.view, one.asset)}如何处置`,
          references: [{ text: one.id, section: 'devices' }, ...documentsAbout(facts.view, one.id)],
          since: dateOf(one.irreparableAt ?? one.at),
        }),
      ),
};

type RunOut = Pick<JudgedRenewal, 'renewal' | 'expiresOn'>;

export const renewals: Part = {
  sections: ['renewals'],
  news({ view, renewals: all }) {
    const entry = (gravity: News['gravity'], id: string, own: readonly RunOut[], what: string): News[] => {
      if (own.length === 0) return [];
      const items = own.map(({ renewal, expiresOn }) => `${renewal.item}（${expiresOn}）`);
      const ids = own.map(({ renewal }) => renewal.id);
      return [
        {
          gravity,
          weight: own.length,
          id: `renewals ${id}`,
          text: `${own.length} 项${what}：${namesText(items, '项', SHOWN)}`,
          references: [{ text: namesText(ids, '项', SHOWN), section: 'renewals' }],
        },
      ];
    };
    const of = (state: 'expired' | 'due') => all.filter((one) => one.state === state);
    const late = lateRenewalsOf(view).map((renewal) => ({ renewal, expiresOn: renewal.expiresOn }));
    return [
      ...entry('expired', 'expired', of('expired'), `已到期${UNSETTLED}`),
      ...entry('expired', 'renewed-late', late, '到期后才续期'),
      ...entry('expiring', 'due', of('due'), `即将到期${UNSETTLED}`),
    ];
  },
  decisions: ({ renewals: all }) =>
    renewalsToDecide(all).map(
      (one): Decision => ({
        text: renewalQuestion(one),
        references: [{ text: one.renewal.id, section: 'renewals' }],
        since: renewalAskedSince(one),
      }),
    ),
};

export const expenses: Part = {
  sections: ['expenses'],
  news({ view }) {
    const spent = ofPeriod(view, expense).filter(({ type }) => flowOf(type) === 'spent');
    const entry = (payer: 'purchaser' | 'agreed', what: string): News[] => {
      const own = spent.filter((one) => one.payer === payer && one.amount > 0);
      if (own.length === 0) return [];
      const ids = own.map(({ id }) => id);
      const amount = sumYuan(own);
      return [
        {
          gravity: 'cost',
          weight: amount,
          id: `expenses ${payer}`,
          text: `${what}的支出 ${own.length} 笔，${moneyText(amount)} 元`,
          references: [{ text: namesText(ids, '笔', SHOWN), section: 'expenses' }],
        },
      ];
    };
    return [...entry('purchaser', '由⟦采购人⟧承担'), ...entry('agreed', '承担方待双方约定')];
  },
  decisions({ view }) {
    const open = upToPeriod(view, expense).filter(isToAgree);
    const [first] = open.toSorted((a, b) => compareInstants(a.at, b.at));
    if (first === undefined) return [];
    const ids = open.map(({ id }) => id);
    return [
      {
        text: `约定 ${open.length} 笔支出由谁承担`,
        references: [{ text: namesText(ids, '笔', SHOWN), section: 'expenses' }],
        since: dateOf(first.at),
      },
    ];
  },
};
