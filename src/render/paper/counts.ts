/** A table of a few counts as one line of text: `统计：许可 3 条，占比 60.0 %；…`. */
import type { Block, Column, NoteBlock, Row } from '../../report/document.ts';
import { isLoud, isNothing, type PaperTable, textOf } from './table.ts';

/** Most rows, without totals, that a line tells. */
const ROWS_AT_MOST = 3;
const COLUMNS_AT_MOST = 3;
/** Longest text of a single row that reads well as a line. */
const LONGEST = 140;

/** Small counts, and a single row without a number of its own, become a line; what is loud stays a table. */
export function asLine(table: PaperTable): Block {
  const all = [...table.rows, ...(table.totals ?? [])];
  if (all.length === 0) {
    return table.foot === undefined ? table : line(table, '');
  }
  if (all.some((row) => isLoud(row) || table.columns.some((column) => isLoud(row, column)))) return table;
  if (isCount(table)) return line(table, `${all.map((row) => countText(table, row)).join('；')}。`);
  const [row] = all;
  const single = all.length === 1 && row !== undefined && !table.columns.some(({ key }) => key === 'no');
  const text = single ? pairsText(table.columns, row) : '';
  return single && text.length <= LONGEST ? line(table, `${text}。`) : table;
}

const line = (table: PaperTable, text: string): NoteBlock => ({
  type: 'note',
  text: `${table.title === undefined ? '' : `${table.title}：`}${text}${(table.foot ?? []).join('')}`,
  tone: 'muted',
});

function isCount({ columns: [name, ...counts], rows }: PaperTable): boolean {
  return (
    name?.type === 'text' &&
    rows.length > 0 &&
    rows.length <= ROWS_AT_MOST &&
    counts.length > 0 &&
    counts.length < COLUMNS_AT_MOST &&
    counts.every(({ type }) => type === 'number')
  );
}

const countText = ({ columns: [name, ...counts] }: PaperTable, row: Row): string =>
  `${name === undefined ? '' : textOf(row, name)} ${pairsText(counts, row)}`;

const pairsText = (columns: readonly Column[], row: Row): string =>
  columns
    .map((column) => ({ column, text: textOf(row, column) }))
    .filter(({ text }) => !isNothing(text))
    .map(({ column, text }) => `${column.label} ${text}`)
    .join('、');
