/** Figures that stand below one another have one form: where one is divided by thousands, all are. Pure. */
import type { Cell, Column, ReportDocument, Row, TableBlock } from '../report/document.ts';
import { grouped, THOUSAND } from '../wording/figures.ts';
import { printCell } from './cells.ts';

const DIVIDED = /\d,\d{3}/;
/** A figure of four digits that is not divided, with its decimals, and its unit. */
const UNDIVIDED = /^([-+−]?)(\d{4}(?:\.\d+)?)(?= \D|$)/;

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

function isMixed(column: Column, rows: readonly Row[]): boolean {
  if (column.type !== 'number') return false;
  const texts = rows.map((row) => printCell(row.cells[column.key], column).text);
  return texts.some((text) => DIVIDED.test(text)) && texts.some((text) => UNDIVIDED.test(text));
}

/** A cell that brings its text; a bare number is printed by its column. */
function dividedCell(cell: Cell): Cell {
  if (cell === null || typeof cell !== 'object') return cell;
  const text = cell.text.replace(UNDIVIDED, (_, sign: string, figure: string) => {
    return `${sign}${grouped(figure, undefined, THOUSAND)}`;
  });
  return { ...cell, text };
}
