/** Sections of the score sheet: the result, each rule with its deductions, what does not count, the readings, the payment. */

import {
  type Deduction,
  limitOf,
  rangeOf,
  type SchemeScore,
  scoreAfter,
  unseenRange,
} from '../../src/assess/contract/score.ts';
import { clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import { type PenaltyScheme, penaltyMeasures, schemePeriods } from '../../src/contract/terms/penalties.ts';
import { dateOf } from '../../src/contract/time.ts';
import type { Block, Cell, KeyFigure, Row, Section, TableBlock, Tone } from '../../src/report/block.ts';
import { apartWords } from '../../src/states/apart.ts';
import { readingHeads, readingText } from '../../src/subjects/interpretations/tables.ts';
import { moneyText, rounded } from '../../src/wording/figures.ts';
import { unsettledText, unsettledWord } from '../../src/wording/interpretation-words.ts';
import { table } from '../cells/figures.ts';
import { figure, headline, interval } from '../cells/headline.ts';
import type { PeriodView } from '../period/period.ts';
import { leftBlocks } from './left.ts';
import { amountCell, apartTable, basisTable, objectionTable } from './tables.ts';
import {
  amountOf,
  amountText,
  boundText,
  conclusionOf,
  countWord,
  isPending,
  isSettled,
  notCountedText,
  outcomeText,
  shareBoundText,
  takenWord,
  unsettledBy,
} from './words.ts';

/** All sections of one scheme; with several schemes in a document each bears its name. */
export function schemeSections(view: PeriodView, score: SchemeScore, named: boolean): Section[] {
  const { scheme, open } = score;
  const title = (text: string): string => (named ? `${scheme.name}：${text}` : text);
  const apart = score.result.rules.flatMap((one) => one.apart.map((found) => ({ rule: one, found })));
  const section = (id: string, text: string, blocks: Block[]): Section => ({
    id: `${scheme.id}-${id}`,
    title: title(text),
    blocks,
  });
  return [
    section('result', '考核结果', resultBlocks(view, score)),
    section('rules', `各项${takenWord(scheme)}`, [ruleTable(view, score), ...leftBlocks(view.input.contract, scheme)]),
    section('basis', `${takenWord(scheme)}依据`, [basisTable(score)]),
    ...(apart.length === 0 ? [] : [section('apart', '未计入的事项', [apartTable(scheme, apart)])]),
    ...(score.objections.length === 0 ? [] : [section('objections', '扣减异议', [objectionTable(score)])]),
    ...(open.length === 0
      ? []
      : [section('readings', `${unsettledWord(...open)}口径的各选项`, readingBlocks(view, score))]),
    ...paymentSection(view, score, section),
  ];
}

/** Its last day is there; what comes later that day belongs to the next. */
const hasEnded = ({ end, to }: PeriodView): boolean => dateOf(end) >= to;

/** What costs something stands out whatever is open beside it. */
function conclusionTone(score: SchemeScore, ended: boolean): Tone {
  const { result, open } = score;
  if (open.length > 0) return 'attention';
  if (result.band !== null || result.deducted > 0) return 'abnormal';
  if (isSettled(score, ended)) return 'normal';
  return ended ? 'attention' : 'muted';
}

function resultBlocks(view: PeriodView, score: SchemeScore): Block[] {
  const { scheme, result, open } = score;
  const within = interval(view);
  const unit = penaltyMeasures[scheme.measure];
  const id = `score.${scheme.id}`;
  const unseen = unseenRange(scheme, result);
  const known = unseen.most === unseen.least;
  const settled = open.length === 0 && known;
  const item = (label: string, value: number, range: { least: number; most: number }): KeyFigure =>
    settled
      ? {
          label,
          value: amountOf(scheme, value),
          number: value,
          unit,
          ...(isSettled(score, hasEnded(view)) ? {} : { note: '暂计' }),
        }
      : {
          label,
          value: `${amountOf(scheme, range.least)} 至 ${amountOf(scheme, range.most)}`,
          unit,
          note: open.length === 0 ? '未观测' : `口径${unsettledWord(...open)}`,
        };
  const deducted = open.length === 0 ? unseen : rangeOf(score, (one) => one.deducted);
  const bad = result.deducted > 0;
  return [
    {
      type: 'key-figures',
      items: [
        ...(scheme.full === undefined
          ? []
          : [{ label: '满分', value: String(scheme.full), number: scheme.full, unit }]),
        headline(
          { ...item(takenWord(scheme), result.deducted, deducted), ...(bad ? { tone: 'abnormal' as const } : {}) },
          `${id}.deducted`,
          within,
        ),
        ...(result.score === null
          ? []
          : [
              headline(
                item(
                  '得分',
                  result.score,
                  open.length === 0
                    ? { least: scoreAfter(scheme, unseen.most) ?? 0, most: result.score }
                    : rangeOf(score, (one) => one.score ?? 0),
                ),
                `${id}.result`,
                within,
              ),
            ]),
      ],
    },
    {
      type: 'note',
      text: conclusionOf(score, hasEnded(view)),
      emphasis: true,
      tone: conclusionTone(score, hasEnded(view)),
    },
    {
      type: 'note',
      text: `考核周期：${schemePeriods[scheme.period]}${scheme.cap === undefined ? '' : `，每期上限 ${amountText(scheme, scheme.cap)}`}；依据条款 ${clauseMarks(scheme.clauses)}。${pendingText(score)}`,
      tone: 'muted',
    },
  ];
}

/** What was not counted for want of a decision or a record, and what it would come to. */
function pendingText({ scheme, result }: SchemeScore): string {
  const apart = result.rules.flatMap((one) => one.apart);
  if (apart.length === 0) return '';
  const settled = apart.filter((one) => !isPending(one));
  return [
    notCountedText(scheme, result),
    ...(settled.length === 0 ? [] : [`${decidedWords(settled)} ${settled.length} 项，不计入。`]),
  ].join('');
}

/** `责任不在供应商、已豁免`: why they do not count, each once. */
const decidedWords = (apart: readonly Deduction[]): string =>
  [...new Set(apart.flatMap(({ apart: why }) => (why === undefined ? [] : [apartWords[why]])))].join('、');

function ruleTable(view: PeriodView, { scheme, result }: SchemeScore): TableBlock {
  const within = interval(view);
  const unit = penaltyMeasures[scheme.measure];
  const quantity = (all: readonly Deduction[]): number => all.reduce((sum, one) => sum + one.quantity, 0);
  const rows = result.rules.map(
    ({ rule, deductions, total, uncapped }): Row => ({
      ...(total === 0 ? {} : { tone: 'abnormal' as const }),
      cells: {
        label: rule.label,
        clauses: clauseMarks(rule.clauses),
        per: countWord(rule),
        amount: rule.amount === undefined ? bandsText(rule.bands ?? []) : String(rule.amount),
        count: quantity(deductions),
        total: amountCell(scheme, total),
        cap: capText(rule.cap, uncapped, total),
      },
      figures: {
        count: figure(`score.${scheme.id}.${rule.id}.count`, quantity(deductions), within),
        total: figure(`score.${scheme.id}.${rule.id}.total`, total, within),
      },
    }),
  );
  return {
    ...table(
      `各项${takenWord(scheme)}`,
      [
        { key: 'label', label: '事项', type: 'text', weight: 2 },
        { key: 'clauses', label: '条款', type: 'text' },
        { key: 'per', label: '计法', type: 'text', weight: 1.1 },
        { key: 'amount', label: `标准（${unit}）`, type: 'text', align: 'right' },
        { key: 'count', label: '次数', type: 'number' },
        { key: 'total', label: takenWord(scheme), type: 'number', unit },
        ...(scheme.rules.some(({ cap }) => cap !== undefined)
          ? [{ key: 'cap', label: '上限', type: 'text' as const }]
          : []),
      ],
      rows,
      '没有规则。',
    ),
    totals: totalsOf(scheme, result),
  };
}

/** The sum; where the limit of the scheme was met, that of the rules before it. */
function totalsOf(scheme: PenaltyScheme, { uncapped, shared, deducted }: SchemeScore['result']): Row[] {
  const sum = (label: string, amount: number): Row => ({ cells: { label, total: amountCell(scheme, amount) } });
  if (uncapped === deducted) return [sum('合计', deducted)];
  const rest = rounded(uncapped - shared.reduce((all, { over }) => all + over, 0), 2);
  const limited = rest > deducted ? `（上限 ${amountText(scheme, limitOf(scheme) ?? deducted)}）` : '';
  const labels = new Map(scheme.rules.map(({ id, label }) => [id, label]));
  return [
    sum('各项小计', uncapped),
    ...shared.map(({ shared: { over: ids, cap }, sum: all, over }) =>
      sum(
        `${ids.map((id) => `“${labels.get(id) ?? id}”`).join('')}合计 ${amountText(scheme, all)}，至多 ${amountText(scheme, cap)}`,
        -over,
      ),
    ),
    sum(`合计${limited}`, deducted),
  ];
}

const bandsText = (
  bands: readonly { below?: number | undefined; atMost?: number | undefined; amount: number }[],
): string => bands.map((one) => `${shareBoundText(one)} 扣 ${one.amount}`).join('；');

const capText = (cap: number | undefined, uncapped: number, total: number): string =>
  cap === undefined ? '' : uncapped > total ? `${cap}（计 ${uncapped}，按上限）` : String(cap);

function readingBlocks(view: PeriodView, { scheme, open }: SchemeScore): Block[] {
  const within = interval(view);
  return [
    {
      type: 'note',
      text: `下列口径${unsettledText(...open)}，且各选项的结果不同：逐项并列，不下结论。`,
      tone: 'attention',
    },
    table(
      '各选项的结果',
      [
        { key: 'question', ...readingHeads.question, type: 'text', weight: 2 },
        { key: 'option', ...readingHeads.option, type: 'text', weight: 2 },
        { key: 'deducted', label: takenWord(scheme), type: 'number', unit: penaltyMeasures[scheme.measure] },
        ...(scheme.full === undefined ? [] : [{ key: 'score', label: '得分', type: 'number' as const, unit: '分' }]),
        { key: 'outcome', label: '结果', type: 'text', weight: 2 },
      ],
      open.flatMap(({ interpretation, question, options }) =>
        options.map(
          ({ option, label, isDefault, result }): Row => ({
            cells: {
              question,
              option: readingText({ label, isDefault }),
              deducted: amountCell(scheme, result.deducted),
              ...(result.score === null ? {} : { score: result.score }),
              outcome: outcomeText(scheme, result),
            },
            figures: { deducted: figure(`score.${scheme.id}.${interpretation}.${option}`, result.deducted, within) },
          }),
        ),
      ),
      '没有。',
    ),
  ];
}

/** Bands and payment; nothing where the contract has neither. */
function paymentSection(
  view: PeriodView,
  score: SchemeScore,
  section: (id: string, title: string, blocks: Block[]) => Section,
): Section[] {
  const { scheme } = score;
  const { bands = [], payments = [] } = scheme;
  if (bands.length + payments.length === 0) return [];
  return [
    section('payment', '档位与付款', [
      ...(bands.length === 0 ? [] : [bandTable(score, hasEnded(view))]),
      paymentNote(view, score),
    ]),
  ];
}

/** What is paid; with an open reading nothing, and while something waits what it is so far. */
function paymentNote(view: PeriodView, score: SchemeScore): Block {
  const { scheme, result, open } = score;
  const { payments = [] } = scheme;
  const { payment } = result;
  const plain = (text: string): Block => ({ type: 'note', text, tone: 'attention' });
  if (open.length > 0) return plain(`口径${unsettledWord(...open)}，付款金额不下结论。`);
  if (payments.length === 0) return plain('合同数据没有列出付款金额，只列结果，不计算金额。');
  if (payment === null) return plain(`合同数据没有列出截至 ${view.to} 的付款阶段，不计算金额。`);
  const { stage, deducted, payable } = payment;
  const within = interval(view);
  const why = unsettledBy(score, hasEnded(view));
  const sums = `${stage.name} ${moneyText(stage.amount)} 元，扣除 ${moneyText(deducted)} 元，应付 ${moneyText(payable)} 元`;
  return {
    type: 'note',
    text: why.length === 0 ? `${sums}。` : `暂计：${sums}；${why.join('；')}，不下结论。`,
    emphasis: true,
    tone: deducted > 0 ? 'abnormal' : why.length === 0 ? 'normal' : 'attention',
    figures: [
      figure(`score.${scheme.id}.withheld`, deducted, within, '元'),
      figure(`score.${scheme.id}.payable`, payable, within, '元'),
    ],
  };
}

/** With an open reading none applies; while something waits the band that was reached does so far, and no milder one. */
function bandTable(score: SchemeScore, ended: boolean): TableBlock {
  const { scheme, result, open } = score;
  const { bands = [], otherwise } = scheme;
  const { band } = result;
  const settled = isSettled(score, ended);
  const text = settled ? '适用' : '适用（暂计）';
  const mark = (holds: boolean): Cell => (open.length === 0 && holds ? { text, tone: 'attention', mark: '△' } : '');
  return table(
    '结果的档位',
    [
      { key: 'bound', label: '得分', type: 'text' },
      { key: 'text', label: '结果', type: 'text', weight: 3 },
      { key: 'holds', label: '本期', type: 'text' },
    ],
    [
      { cells: { bound: '其余', text: otherwise ?? '各档均不适用', holds: settled && band === null ? '适用' : '' } },
      ...bands.map((one) => ({ cells: { bound: `${boundText(one)} 分`, text: one.text, holds: mark(one === band) } })),
    ],
    '没有档位。',
  );
}
