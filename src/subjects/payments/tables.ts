/** 分期付款 as a table: what each instalment asks for, what of it is there, and what is missing by name. Pure. */
import { clauseMarks } from '../../contract/terms/clause-marks.ts';
import type { TableDefinition } from '../../page/table.ts';
import { type FigureInterval, figureOf } from '../../report/figure.ts';
import { instalments } from '../../states/instalment.ts';
import { moneyText, percentAsked } from '../../wording/figures.ts';
import { namesText } from '../../wording/words.ts';
import { type AskedItem, type JudgedInstalment, missingText, payableText } from './judge/instalments.ts';

/** `25 %`, `250,000.00 元`. */
export const shareText = ({ instalment: { percent, amount } }: JudgedInstalment): string =>
  percent === undefined ? `${moneyText(amount ?? 0)} 元` : percentAsked(percent);

/** @param within the days of the document, or of the site */
export const instalmentTable = (within: FigureInterval): TableDefinition<JudgedInstalment> => ({
  title: '分期付款',
  columns: {
    name: {
      ...{ label: '付款期次', weight: 1.2, title: true },
      value: ({ instalment }) => instalment.name,
      sub: ({ instalment }) => clauseMarks(instalment.clauses),
    },
    share: { label: '合同价款的比例或金额', weight: 1, value: shareText },
    payable: { label: '可付款日期', weight: 1.4, value: payableText },
    condition: { label: '付款条件', weight: 1.4, value: ({ instalment }) => instalment.condition ?? '没有写明' },
    asked: {
      ...{ label: '应有', type: 'number', unit: '份' },
      value: ({ asked }) => asked,
      figure: (one) => figureOf(`instalments.${one.instalment.id}.asked`, one.asked, within, '份'),
    },
    there: {
      ...{ label: '已有', type: 'number', unit: '份' },
      value: ({ there }) => there,
      figure: (one) => figureOf(`instalments.${one.instalment.id}.there`, one.there, within, '份'),
    },
    missing: { label: '缺少的文档和资料', weight: 3, wide: true, value: missingCell },
    state: {
      ...{ label: '情况', type: 'outcome', state: true },
      value: ({ state }) => {
        const { word, tone, mark } = instalments[state];
        return tone === 'attention' ? { text: word, tone, mark } : word;
      },
      look: ({ state }) => instalments[state],
    },
  },
  empty: '合同没有写明分期付款。',
});

const missingCell = (one: JudgedInstalment): string =>
  one.items.length === 0 ? '合同数据没有写明所凭的文档和资料' : missingText(one) || '无';

/** One thing that an instalment asks for, with the instalment. */
export interface AskedRow {
  instalment: JudgedInstalment['instalment'];
  item: AskedItem;
}

export const askedRows = (all: readonly JudgedInstalment[]): AskedRow[] =>
  all.flatMap(({ instalment, items }) => items.map((item) => ({ instalment, item })));

/** What proves each thing that was handed over. */
export const askedTable = (): TableDefinition<AskedRow> => ({
  title: '所凭的文档和资料',
  columns: {
    name: { label: '付款期次', weight: 1.2, value: ({ instalment }) => instalment.name },
    item: { label: '文档或资料', weight: 2, title: true, value: ({ item }) => item.name },
    proof: { label: '凭证', weight: 1, value: ({ item }) => item.proof },
    count: {
      ...{ label: '已有/应有', weight: 0.8 },
      value: ({ item }) => ({
        text: `${item.there}/${item.asked}`,
        ...(item.missing.length === 0 ? {} : { tone: 'attention', mark: instalments.lacking.mark }),
      }),
    },
    proven: {
      ...{ label: '凭证编号', weight: 3, wide: true },
      value: ({ item }) => (item.proven.length === 0 ? '没有' : namesText(item.proven, '份', MOST_NAMED)),
    },
  },
  empty: '合同没有写明所凭的文档和资料。',
});

/** The twelve reports of a year are all named. */
const MOST_NAMED = 12;

/** What no program judges of a payment: said wherever instalments are listed. */
export const NOT_JUDGED =
  '文档以签发和签收记录为凭，资料以附在付款资料记录上的文件为凭，没有凭证的一律列为缺少。付款条件是否成就、款项是否已付，不在此判断。';
