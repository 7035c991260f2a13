/**
 * What the contract says of costs beside what was spent: its own words, the sums and limits of its data, and what the data do not say.
 * Nothing is judged that the contract does not fix. Pure.
 */

import { clauseMark } from '../../contract/terms/clause-marks.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import type { Topic } from '../../contract/terms/topics.ts';
import { figureOf } from '../../report/figure.ts';
import type { Block, Cell, Section, TableBlock } from '../../report/site-model.ts';
import deviceRepairKind from '../../subjects/devices/kinds/device-repair.ts';
import { sumYuan } from '../../subjects/expenses/judge/expenses.ts';
import { type ExpenseRecord, flowOf } from '../../subjects/expenses/kinds/expense.ts';
import { moneyText } from '../../wording/figures.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { yearTo } from '../parts/figures.ts';
import { clauseHref, marks } from '../parts/links.ts';

/** What costs come from, and who bears them. */
const ABOUT: readonly Topic[] = ['device', 'device-report', 'spare', 'payment', 'penalty'];
/** Words by which a paper speaks of costs, whatever the topic of the clause. */
const WORDS = /费用|付款|支付|价款|报价|由.{0,12}承担/;

type Payer = ExpenseRecord['payer'];

/** The clauses about costs, in the order of the contract. */
export const costClauses = ({ contract }: SiteFacts['contract']): Clause[] =>
  contract.clauses.filter(({ topics, text }) => topics.some((topic) => ABOUT.includes(topic)) || WORDS.test(text));

/** 合同约定 and 与合同对照; nothing where neither the contract nor a record speaks of costs. */
export function contractSections(
  facts: SiteFacts,
  all: readonly ExpenseRecord[],
  wordOf: (payer: Payer) => string,
): Section[] {
  const clauses = costClauses(facts.contract);
  return [
    ...(clauses.length === 0
      ? []
      : [{ id: 'clauses', title: '合同约定', blocks: [clauseTable(clauses), ...silence(clauses)] }]),
    ...(all.length === 0
      ? []
      : [{ id: 'compared', title: '与合同对照', blocks: [...payments(facts), compared(facts, all, wordOf)] }]),
  ];
}

const clauseTable = (clauses: readonly Clause[]): TableBlock => ({
  type: 'table',
  title: '合同约定',
  columns: [
    { key: 'clause', label: '条款', title: true },
    { key: 'text', label: '内容', wide: true },
  ],
  rows: clauses.map(({ id, label, text }) => ({
    cells: { clause: { text: `${clauseMark(id)} ${label}`, href: clauseHref(id) }, text },
  })),
  empty: '合同没有约定。',
});

/** Words by which a paper says who bears a cost. */
const BEARING = ['承担', '负担', '自理', '免费'];

/** That none of them says who bears which costs is said, too: it is asked first. */
function silence(clauses: readonly Clause[]): Block[] {
  if (clauses.some(({ text }) => BEARING.some((word) => text.includes(word)))) return [];
  return [
    {
      type: 'note',
      text: `以上条款的原文没有${BEARING.map((word) => `“${word}”`).join('')}的字样；每一笔由谁承担以登记为准，由⟦采购人⟧承担的须登记同意人。`,
    },
  ];
}

/** Sums that the data have: the stages of the payment; of other sums or limits there is no entry. */
function payments({ contract: { contract } }: SiteFacts): Block[] {
  const stages = contract.penalties.flatMap(({ payments: own = [] }) => own);
  if (stages.length === 0)
    return [
      {
        type: 'note',
        text: '登记的合同条款没有写明金额、单价或费用限额，下列支出无从与限额比较，只列明依据是否齐全。',
      },
    ];
  return [
    {
      type: 'facts',
      items: stages.map(({ name, from, to, amount }) => ({
        label: name,
        value: `${moneyText(amount)} 元（${from} 至 ${to}）`,
      })),
    },
    { type: 'note', text: '以上是服务费的付款金额；合同数据没有写明其他费用的限额，下列支出只列明依据是否齐全。' },
  ];
}

/** Who bears what was spent, and what stands behind it: consent, and for a device beyond repair the written report. */
function compared(facts: SiteFacts, all: readonly ExpenseRecord[], wordOf: (payer: Payer) => string): TableBlock {
  const within = yearTo(facts);
  const spent = all.filter(({ type }) => flowOf(type) === 'spent');
  const payers = [...new Set(spent.map(({ payer }) => payer))].sort();
  const repairs = new Map(recordsOf(facts, deviceRepairKind).map((one) => [one.id, one]));
  return {
    type: 'table',
    title: '支出与合同对照',
    columns: [
      { key: 'payer', label: '承担方', title: true },
      { key: 'amount', label: '支出', align: 'right' },
      { key: 'limit', label: '合同的限额' },
      { key: 'consent', label: '⟦采购人⟧同意' },
      { key: 'report', label: '无法维修的书面报告' },
    ],
    rows: payers.map((payer) => {
      const own = spent.filter((one) => one.payer === payer);
      const broken = own.filter(({ repair }) => repair !== undefined && repairs.get(repair)?.irreparable === true);
      const reported = broken.filter(({ repair = '' }) => repairs.get(repair)?.writtenReportAt !== undefined);
      return {
        ...(payer === 'agreed' ? { tone: 'attention' as const } : {}),
        cells: {
          payer: wordOf(payer),
          amount: {
            text: `${moneyText(sumYuan(own))} 元`,
            sort: sumYuan(own),
            figure: figureOf(`expenses.${payer}.spent`, sumYuan(own), within, '元'),
          },
          limit: '没有写明',
          consent:
            payer === 'purchaser'
              ? ofAll(own.filter(({ approvedBy }) => approvedBy !== undefined).length, own.length)
              : '不需要',
          report: broken.length === 0 ? '没有此情形' : ofAll(reported.length, broken.length),
        },
      };
    }),
    empty: '近一年没有支出。',
  };
}

/** `5 笔都有`, `2 笔中 1 笔有`. */
function ofAll(count: number, all: number): Cell {
  if (count === all) return { text: `${all} 笔都有`, tone: 'normal', mark: marks.normal };
  return { text: `${all} 笔中 ${count} 笔有`, tone: 'abnormal', mark: marks.abnormal };
}
