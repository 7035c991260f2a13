/** A table as it is printed: what is said under it in small type, and how its cells read. */
import type { Column, Row, TableBlock, Tone } from '../../report/block.ts';
import { printCell } from '../cells.ts';

/** What stands for a value that nobody has. */
export const ABSENT = '—';

export const isNothing = (text: string): boolean => text === ABSENT || text === '';

export interface PaperTable extends TableBlock {
  /** Lines under the table: what its rows and columns need not say each by itself. */
  foot?: readonly string[];
}

/** Text of a cell as printed, without its mark. */
export const textOf = (row: Row, column: Column): string => printCell(row.cells[column.key], column).text;

const LOUD: readonly (Tone | undefined)[] = ['abnormal', 'attention'];

/** Whether the row, or the cell, stands out: then it is printed in full, where it stands. */
export const isLoud = (row: Row, column?: Column): boolean =>
  LOUD.includes(row.tone) || (column !== undefined && LOUD.includes(printCell(row.cells[column.key], column).tone));

export const withFoot = (table: PaperTable, line: string): PaperTable => ({
  ...table,
  foot: [...(table.foot ?? []), line],
});

/** The rows that paper shows. */
export function printedPart(table: PaperTable): PaperTable {
  if (table.printedRows === undefined) return table;
  const { printedRows, ...rest } = table;
  return { ...rest, rows: table.rows.slice(0, printedRows) };
}

/** A box to be ticked by hand. */
const BOX = /^[□☐]/;

/** A column that is left free, to be written into or ticked by hand: on a form to sign it stands, whatever its rows have in common. */
export const isToFillIn = (table: PaperTable, column: Column): boolean =>
  column.key.startsWith('blank-') || table.rows.some((row) => BOX.test(textOf(row, column)));

/** A form: its rows are written into one by one, and none is joined with others or moved. */
export const isForm = (table: PaperTable): boolean => table.columns.some((column) => isToFillIn(table, column));
