/** The printed table of a register. */

import type { Correction } from '../../src/contract/calendar/balance.ts';
import { inBrackets } from '../../src/contract/terms/clause-marks.ts';
import { clausesOf } from '../../src/contract/terms/clauses.ts';
import { fieldCell, isMoney, told } from '../../src/page/field-cell.ts';
import { isBackfilled } from '../../src/records/record.ts';
import type { Block, Cell, Column, Row, TableBlock } from '../../src/report/block.ts';
import { CORRECTED } from '../cells/signed.ts';
import { origins } from '../period/period.ts';
import { DELIVERED } from './delivered.ts';
import type { GroupContext } from './groups.ts';
import { isLateWord, type Ledger, type Line, valueAt } from './lines.ts';
import { PERIOD, periodWord } from './period-words.ts';
import { type Sum, sumsOf } from './sums.ts';

/** Width of a column that the data give none. */
const DEFAULT_WIDTH = 10;

type Context = GroupContext;

/**
 * What has to be said about the lines, and the lines with their totals.
 * @param corrections of earlier registers, which are part of the totals
 * @param printed how many lines are drawn on paper and screen
 */
export function lineBlocks(
  title: string,
  context: Context,
  corrections: readonly Correction[],
  printed = context.lines.length,
): Block[] {
  return [...remarks(context), lineTable(title, context, corrections, printed)];
}

const NONE_CURRENT = '没有本期登记、更正、引用或仍在有效期内的。';

function lineTable(title: string, context: Context, corrections: readonly Correction[], printed: number): TableBlock {
  const { ledger, lines } = context;
  const rows = lines.map((line, index) => lineRow(context, line, index + 1));
  return {
    type: 'table',
    title,
    columns: [
      { key: 'no', label: '序号', type: 'number', weight: 0.5 },
      ...ledger.columns.map((column, index) => tableColumn(context, column, index)),
      ...(hasOrigins(lines) ? [{ key: 'origin', label: '归属', type: 'text' as const, weight: 0.8 }] : []),
    ],
    rows,
    ...(lines.length + corrections.length > 0 && ledger.totals !== undefined
      ? { totals: totalRows(context, corrections) }
      : {}),
    ...(printed < lines.length ? { printedRows: printed } : {}),
    empty: printed === 0 && lines.length > 0 ? NONE_CURRENT : `${ledger.emptyText}。`,
  };
}

const keyOf = (column: Ledger['columns'][number], index: number): string => column.field ?? `blank-${index + 1}`;

function tableColumn({ fields }: Context, column: Ledger['columns'][number], index: number): Column {
  const field = column.field === undefined ? undefined : fields.get(column.field);
  return {
    key: keyOf(column, index),
    label: column.label ?? field?.label ?? '',
    type: typeof field?.example === 'number' ? 'number' : 'text',
    ...(field?.unit === undefined ? {} : { unit: field.unit }),
    ...(isMoney(field) ? { decimals: 2 } : {}),
    weight: (column.width ?? DEFAULT_WIDTH) / DEFAULT_WIDTH,
  };
}

function lineRow(context: Context, line: Line, no: number): Row {
  const cells: Record<string, Cell> = { no };
  for (const [index, column] of context.ledger.columns.entries()) {
    cells[keyOf(column, index)] = column.field === undefined ? '' : lineCell(context, line, column.field);
  }
  if (hasOrigins(context.lines)) cells['origin'] = origins[line.origin];
  const tone = breach(line) ? 'abnormal' : isLate(line) ? 'attention' : undefined;
  return { ...(tone === undefined ? {} : { tone }), cells };
}

/** Some lines are not simply those of the period: came after the cut of the register before, or were written down later. */
const hasOrigins = (lines: readonly Line[]): boolean => lines.some(({ origin }) => origin !== 'own');

/** A document that was issued late. */
const isLate = (line: Line): boolean => line.record === null && isLateWord(line.values['late']);

/** An operation outside any permit is a breach of 5.2.3, wherever it is listed. */
const breach = (line: Line): boolean => line.values['withoutPermit'] !== undefined;

function lineCell({ ledger, fields, names, input }: Context, line: Line, path: string): Cell {
  const value = valueAt(line, path, ledger.rows);
  if (value === undefined || value === null || value === '') return null;
  if (path === PERIOD && typeof value === 'string') return periodWord(input, line, value);
  const cell = fieldCell(fields.get(path), value, path === 'id' ? undefined : names);
  return line.record === null ? cell : told(line.record, path, cell, fields.get(path));
}

/** One row a sum, as the headline says it, below what it corrects; what it is the sum of stands in the columns that say so. */
function totalRows(context: Context, corrections: readonly Correction[]): Row[] {
  const signed = sumsOf({ ...context, lines: [] }, corrections).map((sum) => sumRow(context, CORRECTED, sum));
  return [...signed, ...sumsOf(context, corrections).map((sum) => sumRow(context, '合计', sum))];
}

function sumRow({ ledger }: Context, name: string, { label, words, values }: Sum): Row {
  const named = new Set(ledger.columns.map(({ field }) => field));
  const shown = Object.fromEntries(Object.entries(words).filter(([field]) => named.has(field)));
  const untold = Object.keys(shown).length < Object.keys(words).length;
  const said = { ...shown, ...values };
  // 序号 holds the numbers of rows only: a sum is called so in the first column that says nothing of it.
  const free = ledger.columns.map(keyOf).find((key) => !(key in said)) ?? 'no';
  return { cells: { [free]: untold ? `${name}（${label}）` : name, ...said } };
}

/** What a reader must know of the lines: which were written down late, and what an empty cell means. */
function remarks(context: Context): Block[] {
  const { ledger, lines } = context;
  const late = lines.flatMap((line, i) => (line.record !== null && isBackfilled(line.record) ? [i + 1] : []));
  const open = lines.filter(breach).length;
  const texts = [
    ...(open > 0
      ? [
          `其中 ${open} 条没有许可编号，操作前未取得许可${inBrackets(clausesOf(context.input.contract.contract, 'permit'))}。`,
        ]
      : []),
    ...(late.length > 0 ? [`补录 ${late.length} 条（录入比发生晚 24 小时以上）：序号 ${ranges(late)}。`] : []),
    ...(hasGap(ledger, lines) ? ['“—”为未登记。'] : []),
    ...(uncounted(context) > 0 ? [`其中 ${uncounted(context)} 份签发时没有清点页数，页数合计不含这些。`] : []),
  ];
  return texts.length === 0 ? [] : [{ type: 'note', text: texts.join(''), tone: open > 0 ? 'abnormal' : 'muted' }];
}

/** Documents of a time when pages were not counted. */
const uncounted = ({ ledger, lines }: Context): number =>
  ledger.kind === DELIVERED && ledger.columns.some(({ field }) => field === 'pages')
    ? lines.filter(({ values }) => values['pages'] === undefined).length
    : 0;

function hasGap({ columns, rows }: Ledger, lines: readonly Line[]): boolean {
  return lines.some((line) =>
    columns.some(({ field }) => field !== undefined && (valueAt(line, field, rows) ?? '') === ''),
  );
}

/** `1–4、7` */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const n of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join('、');
}
