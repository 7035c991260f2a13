/**
 * A workbook of as many sheets as a person opens: the largest tables have a sheet of their own, the others stand together in one that
 * is filtered by section, table and column, each value a line, real numbers and dates as on a sheet of their own.
 */
import type { Cell, Column, Row, TableBlock } from '../../report/block.ts';
import { numberText } from '../../wording/figures.ts';

/** Sheets in all, the cover among them. */
const SHEETS_AT_MOST = 15;

/** A table and where it stands, before its sheet has a name. */
export interface Placed {
  /** What its sheet would be called. */
  wish: string;
  section: string;
  table: TableBlock;
  /** The figures behind a chart, which are looked up less than what is a table on paper. */
  isChart?: boolean;
}

/**
 * Which tables have a sheet of their own, in the document's order, and the sheet of the others; all have one where they are few.
 * @param before sheets that there are besides
 */
export function fewSheets(all: readonly Placed[], before: number): { own: Placed[]; others: Placed | null } {
  if (before + all.length <= SHEETS_AT_MOST) return { own: [...all], others: null };
  const room = SHEETS_AT_MOST - before - 1;
  const largest = new Set(all.toSorted((a, b) => rankOf(b) - rankOf(a)).slice(0, room));
  const rest = all.filter((one) => !largest.has(one));
  return {
    own: all.filter((one) => largest.has(one)),
    others: { wish: '其他表', section: '全部章节', table: together(rest) },
  };
}

/** By rows; figures behind charts come after all tables. */
const rankOf = ({ table, isChart }: Placed): number => (isChart === true ? 0 : 1_000_000) + table.rows.length;

const text = (key: string, label: string): Column => ({ key, label, type: 'text' });

function together(tables: readonly Placed[]): TableBlock {
  return {
    type: 'table',
    title: '其他表',
    columns: [
      text('section', '章节'),
      text('table', '表'),
      { key: 'row', label: '行', type: 'number' },
      text('column', '列'),
      text('value', '内容'),
      text('unit', '单位'),
    ],
    rows: tables.flatMap(linesOf),
    empty: '没有其他表。',
  };
}

/** Each cell of each row; of a table without rows its columns, and the words that say why. */
function linesOf({ wish, section, table }: Placed): Row[] {
  const name = table.title ?? wish;
  const line = (row: Cell, column: string, value: Cell, unit = ''): Row['cells'] => ({
    section,
    table: name,
    row,
    column,
    value,
    unit,
  });
  if (table.rows.length === 0) {
    const columns = table.columns.map(({ label }) => label).join('、');
    return [{ cells: line(null, columns, table.empty) }];
  }
  const told = (row: Row, no: Cell): Row[] =>
    table.columns.map((column) => ({
      ...(row.tone === undefined ? {} : { tone: row.tone }),
      cells: line(no, column.label, valued(row.cells[column.key] ?? null, column), column.unit),
    }));
  return [
    ...table.rows.flatMap((row, i) => told(row, i + 1)),
    ...(table.totals ?? []).flatMap((row) => told(row, '合计')),
  ];
}

/** A plain figure keeps the digits of its column, which its new one has not; what a rate was counted of are lines of their own. */
function valued(cell: Cell, { decimals }: Column): Cell {
  if (typeof cell === 'number')
    return {
      text: numberText(cell, decimals === undefined ? {} : { decimals }),
      value: cell,
      kind: 'number',
      ...(decimals === undefined ? {} : { decimals }),
    };
  if (cell === null || typeof cell === 'string') return cell;
  const { of: _, ...rest } = cell;
  return rest;
}
