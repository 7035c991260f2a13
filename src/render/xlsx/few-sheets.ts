/**
 * A workbook of as many sheets as a person opens: the largest tables have a sheet of their own; the others stand below each other, each
 * whole under its own head, with those that are about as wide, so that a printed sheet is neither mostly empty nor too small to read.
 */
import type { TableBlock } from '../../report/block.ts';

/** Sheets in all, the cover among them. */
const SHEETS_AT_MOST = 15;

/** Sheets of several tables: of so many columns, or the figures behind charts. */
const SHARED: readonly { wish: string; from: number; to: number; ofCharts?: true }[] = [
  { wish: '其他表（4 列以内）', from: 0, to: 4 },
  { wish: '其他表（5 至 6 列）', from: 5, to: 6 },
  { wish: '其他表（7 至 8 列）', from: 7, to: 8 },
  { wish: '其他表（9 列以上）', from: 9, to: Number.POSITIVE_INFINITY },
  { wish: '图的数据', from: 0, to: Number.POSITIVE_INFINITY, ofCharts: true },
];

/** A table and where it stands, before its sheet has a name. */
export interface Placed {
  /** What its sheet would be called. */
  wish: string;
  section: string;
  table: TableBlock;
  /** The figures behind a chart, which are looked up less than what is a table on paper. */
  isChart?: boolean;
}

/** A sheet before it has a name. */
export interface Wished {
  wish: string;
  /** At least one, in the document's order. */
  parts: Placed[];
}

/**
 * Which tables have a sheet of their own, in the document's order, and after them the sheets of the others; all have one where they are
 * few.
 * @param before sheets that there are besides
 */
export function fewSheets(all: readonly Placed[], before: number): Wished[] {
  const alone = (one: Placed): Wished => ({ wish: one.wish, parts: [one] });
  if (before + all.length <= SHEETS_AT_MOST) return all.map(alone);
  const room = SHEETS_AT_MOST - before - SHARED.length;
  const largest = new Set(all.toSorted((a, b) => rankOf(b) - rankOf(a)).slice(0, room));
  const rest = all.filter((one) => !largest.has(one));
  const shared = SHARED.map(({ wish, from, to, ofCharts = false }) => ({
    wish,
    parts: rest.filter(
      ({ isChart = false, table: { columns } }) =>
        isChart === ofCharts && columns.length >= from && columns.length <= to,
    ),
  }));
  return [
    ...all.filter((one) => largest.has(one)).map(alone),
    ...shared
      .filter(({ parts }) => parts.length > 0)
      .map((one) => (one.parts.length > 1 ? one : alone(one.parts[0] as Placed))),
  ];
}

/** By rows; figures behind charts come after all tables. */
const rankOf = ({ table, isChart }: Placed): number => (isChart === true ? 0 : 1_000_000) + table.rows.length;
