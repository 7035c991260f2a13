/** Columns of figures in one form, before a document is drawn: where one is divided by thousands, all are. Pure. */
import type { Cell, Column, Row, TableBlock } from '../report/block.ts';
import type { ReportDocument } from '../report/document.ts';
import { areMixed, dividedText } from '../wording/thousands.ts';
import { printCell } from './cells.ts';

/** The document with every column of figures in one form; its values stay as they are. */
export const alikeThousands = (doc: ReportDocument): ReportDocument => ({
  ...doc,
  sections: doc.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => (block.type === 'table' ? alikeTable(block) : block)),
  })),
});

function alikeTable(table: TableBlock): TableBlock {
  const rows = [...table.rows, ...(table.totals ?? [])];
  const mixed = new Set(table.columns.filter((column) => isMixed(column, rows)).map(({ key }) => key));
  if (mixed.size === 0) return table;
  const divided = (row: Row): Row => ({
    ...row,
    cells: Object.fromEntries(
      Object.entries(row.cells).map(([key, cell]) => [key, mixed.has(key) ? dividedCell(cell) : cell]),
    ),
  });
  return {
    ...table,
    columns: table.columns.map((column) => (mixed.has(column.key) ? { ...column, thousands: true } : column)),
    rows: table.rows.map(divided),
    ...(table.totals === undefined ? {} : { totals: table.totals.map(divided) }),
  };
}

const isMixed = (column: Column, rows: readonly Row[]): boolean =>
  column.type === 'number' && areMixed(rows.map((row) => printCell(row.cells[column.key], column).text));

/** A cell that brings its text; a bare number is printed by its column. */
const dividedCell = (cell: Cell): Cell =>
  cell === null || typeof cell !== 'object' ? cell : { ...cell, text: dividedText(cell.text) };
