/**
 * Columns that say nothing row by row: those in which nobody wrote anything, and those that say the same in each row. They are
 * named once under the table, so that what was not measured is still told, and the others have their room.
 */
import type { Column } from '../../report/block.ts';
import { spaced } from '../../wording/words.ts';
import { isLoud, isNothing, isToFillIn, type PaperTable, textOf, withFoot } from './paper-table.ts';

/** Fewest columns that a table keeps. */
const KEPT = 3;
/** Fewest rows of which one may say that they are alike; of figures, which are compared, more. */
const ALIKE = 4;
const ALIKE_FIGURES = 8;
/** Longest text that is said under the table in place of each row. */
const LONGEST_ALIKE = 24;

const isTotalled = (table: PaperTable, column: Column): boolean =>
  (table.totals ?? []).some((row) => !isNothing(textOf(row, column)));

const without = (table: PaperTable, gone: ReadonlySet<Column>): PaperTable => ({
  ...table,
  columns: table.columns.filter((column) => !gone.has(column)),
});

/** Leaves out columns in which nobody wrote anything, and names them. */
export function withoutEmptyColumns(table: PaperTable): PaperTable {
  if (table.rows.length === 0) return table;
  const empty = table.columns.filter(
    (column) =>
      !isToFillIn(table, column) &&
      !isTotalled(table, column) &&
      table.rows.every((row) => isNothing(textOf(row, column))),
  );
  if (empty.length === 0 || empty.length === table.columns.length) return table;
  const names = empty.map(({ label }) => label).join('、');
  return withFoot(without(table, new Set(empty)), `${names}各行均无记录，未列。`);
}

/** Columns of a table so wide that some of them would stand below their row. */
const WIDE = 10;

/** Of a very wide table leaves out counts that are nought in every row, and names them. */
export function withoutZeroColumns(table: PaperTable): PaperTable {
  if (table.columns.length < WIDE || table.rows.length === 0) return table;
  const all = [...table.rows, ...(table.totals ?? [])];
  const zero = table.columns
    .slice(1)
    .filter((column) => column.type === 'number' && all.every((row) => textOf(row, column) === '0'));
  const gone = zero.slice(Math.max(0, KEPT - (table.columns.length - zero.length)));
  if (gone.length === 0) return table;
  const names = gone.map(({ label }) => label).join('、');
  return withFoot(without(table, new Set(gone)), `${names}各行均为 0，未列。`);
}

/** Says once what a column repeats in every row; the first columns, by which a row is known, stay. */
export function withoutAlikeColumns(table: PaperTable): PaperTable {
  const alike: { column: Column; text: string }[] = [];
  for (const column of table.columns.slice(1).toReversed()) {
    if (table.columns.length - alike.length <= KEPT) break;
    const text = commonText(table, column);
    if (text !== undefined) alike.unshift({ column, text });
  }
  if (alike.length === 0) return table;
  const said = alike.map(({ column, text }) => `${column.label}${asAllAre(text)}`).join('；');
  return withFoot(without(table, new Set(alike.map(({ column }) => column))), `以上各行${said}。`);
}

/** A number, a day or a length of time reads as it is; words are quoted, or they would run into the sentence. */
const asAllAre = (text: string): string => (/^[\d-]/.test(text) ? spaced('均为', text) : `均为“${text}”`);

function commonText(table: PaperTable, column: Column): string | undefined {
  const { rows } = table;
  const fewest = column.type === 'number' || column.align === 'right' ? ALIKE_FIGURES : ALIKE;
  const [first] = rows;
  if (first === undefined || rows.length < fewest || isTotalled(table, column) || isToFillIn(table, column)) {
    return undefined;
  }
  const text = textOf(first, column);
  if (isNothing(text) || text.length > LONGEST_ALIKE) return undefined;
  return rows.every((row) => textOf(row, column) === text && !isLoud({ ...row, tone: 'normal' }, column))
    ? text
    : undefined;
}
