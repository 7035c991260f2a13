/** The figures of a period beside those that the document of the period before printed, and what the contract asks for. Pure. */
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import type { Cell, KeyFigure, RichCell, Row, TableBlock } from '../../src/report/block.ts';
import { toneMarks } from '../../src/states/look.ts';
import { countText, fixedText, numberText, rounded } from '../../src/wording/figures.ts';
import { signedText } from '../cells/signed.ts';
import type { PeriodView } from '../period/period.ts';
import type { PeriodWords } from '../period/words.ts';
import type { KeyRow } from './part.ts';

export type FiguresBefore = Readonly<Record<string, number | null>>;

/** The document of the last period before this one, in its newest revision; null: there is none. */
export function documentBefore({ input: { cuts, issued, obligation } }: PeriodView): IssuedSummary | null {
  for (const { period } of cuts.slice(0, -1).toReversed()) {
    const own = issued.filter((one) => one.obligation === obligation.id && one.period === period);
    const last = own.toSorted((a, b) => a.revision - b.revision).at(-1);
    if (last !== undefined) return last;
  }
  return null;
}

/** None where there is no figure. @param before without it there is no column of the period before */
export function keyFigureTable(
  rows: readonly KeyRow[],
  before: FiguresBefore | null,
  words: PeriodWords,
): TableBlock[] {
  if (rows.length === 0) return [];
  const compared = before !== null;
  const asked = rows.some((one) => one.asked !== undefined);
  const why = !compared && rows.some((one) => one.why !== undefined);
  return [
    {
      type: 'table',
      title: '关键数字',
      columns: [
        { key: 'label', label: '指标', type: 'text', weight: 2.6 },
        { key: 'value', label: words.own, type: 'text', align: 'right' },
        ...(compared
          ? [
              { key: 'before', label: words.before, type: 'text' as const, align: 'right' as const },
              { key: 'change', label: `较${words.before}`, type: 'text' as const, weight: 2 },
            ]
          : []),
        ...(why ? [{ key: 'change', label: '说明', type: 'text' as const, weight: 2 }] : []),
        ...(asked ? [{ key: 'asked', label: '要求', type: 'text' as const, weight: 1.6 }] : []),
      ],
      rows: rows.map((row) => rowOf(row, before)),
      empty: '没有。',
    },
  ];
}

function rowOf(row: KeyRow, before: FiguresBefore | null): Row {
  const { item, asked } = row;
  const was = item.figure === undefined ? undefined : before?.[item.figure.id];
  return {
    cells: {
      label: item.note === undefined ? item.label : `${item.label}（${item.note}）`,
      value: valueCell(row),
      ...(before === null ? { change: row.why ?? '' } : { before: beforeCell(row, was), change: changeText(row, was) }),
      asked: asked ?? '',
    },
    ...(item.figure === undefined ? {} : { figures: { value: item.figure } }),
  };
}

const isRate = ({ figure }: KeyFigure): boolean => figure?.denominator !== undefined;

const textOf = ({ item, counter }: KeyRow, value: number): string =>
  isRate(item)
    ? numberText(value, { decimals: 2, unit: '%' })
    : counter === undefined
      ? numberText(value)
      : countText(value, counter);

function valueCell(row: KeyRow): Cell {
  const { item } = row;
  const { number, tone, figure } = item;
  if (number === undefined) return { text: item.value, tone: 'muted' };
  const of =
    figure?.numerator === undefined || figure.denominator === undefined
      ? {}
      : { of: { numerator: figure.numerator, denominator: figure.denominator } };
  const marked = tone === 'abnormal' ? { tone, mark: toneMarks.abnormal } : {};
  const unit = isRate(item) ? '%' : row.counter;
  return {
    text: textOf(row, number),
    value: number,
    kind: 'number',
    decimals: isRate(item) ? 2 : 0,
    ...(unit === undefined ? {} : { unit }),
    ...of,
    ...marked,
  } satisfies RichCell;
}

function beforeCell(row: KeyRow, was: number | null | undefined): Cell {
  if (was === undefined || was === null) return { text: was === null ? '没有数据' : '没有此项', tone: 'muted' };
  return { text: textOf(row, was), value: was, kind: 'number', decimals: isRate(row.item) ? 2 : 0 };
}

/** `+3 起，变差；其中 2 起同因（数据库）`. Without a figure on either side nothing is compared. */
export function changeText(row: KeyRow, was: number | null | undefined): string {
  const { item, better, counter, why } = row;
  const also = why === undefined ? [] : [why];
  if (item.number === undefined || was === undefined || was === null) return also.join('');
  const difference = rounded(item.number - was, 2);
  if (difference === 0) return ['持平', ...also].join('，');
  const size = isRate(item)
    ? `${difference < 0 ? '−' : '+'}${fixedText(Math.abs(difference), 2)} 个百分点`
    : `${signedText(difference)}${counter === undefined ? '' : ` ${counter}`}`;
  const way = better === undefined ? [] : [difference > 0 === (better === 'more') ? '好转' : '变差'];
  return [size, ...way, ...also].join('，');
}
