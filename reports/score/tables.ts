/** The tables of a score sheet that name each deduction, and what does not count. */
import type { Deduction, RuleResult, SchemeScore } from '../../src/assess/contract/score.ts';
import { type PenaltyScheme, penaltyMeasures } from '../../src/contract/terms/penalties.ts';
import { moneyCell } from '../../src/page/value-cell.ts';
import type { Cell, TableBlock } from '../../src/report/block.ts';
import { daySpans } from '../../src/wording/days.ts';
import { rounded } from '../../src/wording/figures.ts';
import { WHOLE_PERIOD } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { takenWord } from './words.ts';

/** An amount in the measure of the scheme. */
export function amountCell({ measure }: PenaltyScheme, amount: number): Cell {
  return measure === 'money' ? moneyCell(amount) : amount;
}

const columns = (scheme: PenaltyScheme, last: TableBlock['columns']): TableBlock['columns'] => [
  { key: 'label', label: '事项', type: 'text', weight: 1.4 },
  { key: 'day', label: '日期', type: 'date' },
  { key: 'record', label: '记录或文档', type: 'text', weight: 1.4 },
  { key: 'text', label: '情况', type: 'text', weight: 3.4 },
  { key: 'amount', label: takenWord(scheme), type: 'number', unit: penaltyMeasures[scheme.measure] },
  ...last,
];

function cellsOf(scheme: PenaltyScheme, { rule }: RuleResult, found: Deduction): Record<string, Cell> {
  const { day, record } = found;
  return {
    label: rule.label,
    day: day === null ? { text: WHOLE_PERIOD, tone: 'muted' } : { text: day, value: day, kind: 'date' },
    record: record === '' ? { text: '没有记录', tone: 'muted' } : record,
    text: found.author === undefined ? found.text : `${found.text}；评定人：${found.author}`,
    amount: amountCell(scheme, found.amount),
  };
}

/** Each deduction with what it rests on. */
export function basisTable({ scheme, result }: SchemeScore): TableBlock {
  return table(
    `${takenWord(scheme)}依据`,
    columns(scheme, []),
    result.rules.flatMap((one) => one.deductions.map((found) => ({ cells: cellsOf(scheme, one, found) }))),
    `统计区间内没有${takenWord(scheme)}的事项。`,
  );
}

/** What a rule found and does not count, with why. */
export function apartTable(scheme: PenaltyScheme, apart: readonly Apart[]): TableBlock {
  return table(
    '未计入的事项',
    columns(scheme, [{ key: 'why', label: '为何未计入', type: 'text' }]),
    folded(apart).map(({ rule, found, days }) => {
      const cells = cellsOf(scheme, rule, found);
      const many =
        days.length < 2 ? {} : { day: `${days.length} 日`, text: `${found.text}（${daySpans(days).join('、')}）` };
      return { cells: { ...cells, ...many, why: found.apart ?? '' } };
    }),
    '没有。',
  );
}

interface Apart {
  rule: RuleResult;
  found: Deduction;
}

/** What is the same on many days, and rests on no record, is one line with its days. */
function folded(apart: readonly Apart[]): (Apart & { days: string[] })[] {
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
