/** The tables of a score sheet that name each deduction, and what does not count. */

import type { Deduction, RuleResult, SchemeScore } from '../../src/assess/contract/score.ts';
import { type PenaltyScheme, penaltyMeasures } from '../../src/contract/terms/penalties.ts';
import { compareInstants, formatDateTime, type InstantText } from '../../src/contract/time.ts';
import { settledTable, type TableDefinition } from '../../src/page/table.ts';
import { dayCell, moneyCell } from '../../src/page/value-cell.ts';
import type { Cell, TableBlock } from '../../src/report/block.ts';
import { apartWords } from '../../src/states/apart.ts';
import { lookCell } from '../../src/states/look.ts';
import { objections as looks } from '../../src/states/objection.ts';
import { placeHead, UNRECORDED } from '../../src/subjects/clauses/tables.ts';
import type { JudgedObjection } from '../../src/subjects/scores/judge/objections.ts';
import { daySpans } from '../../src/wording/days.ts';
import { rounded } from '../../src/wording/figures.ts';
import { amountText, takenWord } from './words.ts';

/** An amount in the measure of the scheme. */
export function amountCell({ measure }: PenaltyScheme, amount: number): Cell {
  return measure === 'money' ? moneyCell(amount) : amount;
}

/** What a rule found, and the days of which it tells. */
interface Row {
  rule: RuleResult;
  found: Deduction;
  days: readonly string[];
}

const columnsOf = (scheme: PenaltyScheme): TableDefinition<Row>['columns'] => ({
  label: { label: '事项', weight: 1.4, value: ({ rule }) => rule.rule.label },
  day: {
    ...{ label: '日期', type: 'date' },
    value: ({ found, days }) => (days.length < 2 ? dayCell(found.day) : `${days.length} 日`),
  },
  record: { ...placeHead, weight: 1.4, value: ({ found }) => found.record || UNRECORDED },
  text: { label: '情况', weight: 3.4, value: foundText(scheme) },
  amount: {
    ...{ label: takenWord(scheme), type: 'number', unit: penaltyMeasures[scheme.measure] },
    value: ({ found }) => amountCell(scheme, found.amount),
  },
});

const foundText =
  (scheme: PenaltyScheme) =>
  ({ found: { text, author, limited }, days }: Row): string => {
    if (days.length > 1) return `${text}（${daySpans(days).join('、')}）`;
    const capped =
      limited === undefined
        ? ''
        : `；本项 ${amountText(scheme, limited.from)}，同一故障合计至多 ${amountText(scheme, limited.cap)}`;
    return `${text}${capped}${author === undefined ? '' : `；评定人：${author}`}`;
  };

/** Each deduction with what it rests on; while an open reading makes a difference, by the options that hold until then, and it says so. */
export const basisTable = ({ scheme, result, open }: SchemeScore): TableBlock =>
  settledTable(
    {
      title: `${takenWord(scheme)}依据${open.length === 0 ? '' : '（按暂列选项）'}`,
      columns: columnsOf(scheme),
      empty: `统计区间内没有${takenWord(scheme)}的事项。`,
    },
    result.rules.flatMap((rule) => rule.deductions.map((found) => ({ rule, found, days: [] }))),
    'paper',
  );

/** What a rule found and does not count, with why. */
export const apartTable = (scheme: PenaltyScheme, apart: readonly Apart[]): TableBlock =>
  settledTable(
    {
      title: '未计入的事项',
      columns: {
        ...columnsOf(scheme),
        why: {
          label: '为何未计入',
          value: ({ found }) => (found.apart === undefined ? '' : apartWords[found.apart]),
        },
      },
      empty: '没有。',
    },
    folded(apart),
    'paper',
  );

/** What was said against deductions, and what became of it, each with its time. */
export const objectionTable = ({ scheme, objections }: SchemeScore): TableBlock =>
  settledTable(
    {
      title: '扣减异议',
      columns: {
        id: { label: '编号', weight: 1.3, value: ({ record }) => record.id },
        about: {
          ...{ label: '事项', weight: 1.6 },
          value: ({ record: { rule, record } }) => {
            const label = scheme.rules.find(({ id }) => id === rule)?.label ?? rule;
            return record === undefined ? label : `${label} ${record}`;
          },
        },
        raised: { label: '提出', weight: 1.6, value: raisedText },
        reason: { label: '理由', weight: 2, value: ({ record: { reason, basis } }) => `${reason}；依据：${basis}` },
        state: { label: '答复', weight: 1.1, value: ({ state }) => lookCell(looks[state]) },
        answer: { label: '答复时间、理由', weight: 2, value: answerText(scheme) },
      },
      empty: '没有。',
    },
    objections,
    'paper',
  );

/** Too late is said where the contract sets a time, and that nobody wrote down when the notice came. */
function raisedText({ record: { at, notifiedAt }, raiseBy }: JudgedObjection): string {
  const time = formatDateTime(at);
  if (raiseBy !== null) return `${time}${beyondText(at, raiseBy) || '，期限内'}`;
  return notifiedAt === undefined ? `${time}（没有登记何时收到通知）` : time;
}

/** `，超过期限 2026-12-09 18:00`; empty in time. */
const beyondText = (at: InstantText, by: InstantText): string =>
  compareInstants(at, by) > 0 ? `，超过期限 ${formatDateTime(by)}` : '';

const answerText =
  (scheme: PenaltyScheme) =>
  ({ record, answerBy }: JudgedObjection): string => {
    const { answeredAt, answeredBy, answerReason, amount } = record;
    if (answeredAt === undefined) return answerBy === null ? '' : `答复期限 ${formatDateTime(answerBy)}`;
    const late = answerBy === null ? '' : beyondText(answeredAt, answerBy);
    const to = record.answer === 'reduced' && amount !== undefined ? `，减为 ${amountText(scheme, amount)}` : '';
    return `${formatDateTime(answeredAt)} ${answeredBy}${late}${to}${answerReason === undefined ? '' : `；${answerReason}`}`;
  };

type Apart = Omit<Row, 'days'>;

/** What is the same on many days, and rests on no record, is one line with its days. */
function folded(apart: readonly Apart[]): Row[] {
  const groups = Map.groupBy(apart, ({ rule, found: { record, text, apart: why } }, n) =>
    record === '' ? `${rule.rule.id} ${text} ${why}` : n,
  );
  return [...groups.values()].map((own) => {
    const [first] = own as [Apart];
    const amount = rounded(
      own.reduce((sum, one) => sum + one.found.amount, 0),
      2,
    );
    return { ...first, found: { ...first.found, amount }, days: own.flatMap(({ found }) => found.day ?? []) };
  });
}
