/**
 * Long tables in dense groups: rows that differ in nothing but their numbers and times are one row with the first and the last
 * of each. What stands out is printed in full. Page and workbook have them all.
 */
import type { Cell, Column, Row } from '../../report/block.ts';
import { printCell } from '../cells.ts';
import { ABSENT, isForm, isLoud, type PaperTable, textOf, withFoot } from './paper-table.ts';

/** Up to this many rows a table joins only what reads alike; above, what differs in numbers and times is one row, too. */
const ROWS_AT_MOST = 40;
/** Fewest rows that become a group. */
const GROUP = 3;
/** Longest list of names that stands in the cell of a group. */
const LONGEST_LIST = 400;

/** Texts that only say which one, or when: a moment, a date, a day of the year, a month, a time of day, the number of a record or document. */
const RUNNING = [
  /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?$/,
  /^\d{2}-\d{2}$/,
  /^\d{2}:\d{2}(:\d{2})?$/,
  /^\d{4} 年 ?\d{1,2} 月( ?\d{1,2} 日)?$/,
  /^[A-Z][A-Z0-9]*(-[A-Za-z0-9]+)*-\d{4,}(-[A-Za-z0-9]+)*$/,
];

const isOrdinal = (column: Column): boolean => column.key === 'no';
const isRunning = (text: string): boolean => RUNNING.some((form) => form.test(text));

/** Rows with the same key read alike but for what runs, and for the column that is left out. */
function keyOf(row: Row, columns: readonly Column[], { listed, running }: Joining): string {
  return columns
    .filter((column) => !isOrdinal(column) && column !== listed)
    .map((column) => {
      const text = textOf(row, column);
      const form = running ? RUNNING.findIndex((one) => one.test(text)) : -1;
      return form === -1 ? `=${text}` : `#${form}`;
    })
    .join('\u0000');
}

/** What may differ among rows that become one. */
interface Joining {
  /** Its texts are listed. */
  listed?: Column;
  /** Numbers and times have their first and last printed. */
  running: boolean;
}

/** Joins rows of a long table: by a list of names, and where it is very long by their numbers and times. */
export function denseGroups(table: PaperTable): PaperTable {
  if (isForm(table)) return table;
  return table.rows.length <= ROWS_AT_MOST ? namedTogether(table) : withRuns(table);
}

/** Rows of a register have numbers, and stay; of a table by days those that follow each other are one row. */
function namedTogether(table: PaperTable): PaperTable {
  const listed = table.columns.find((column) => !isOrdinal(column) && column.type !== 'number');
  if (listed === undefined || table.columns.length === 1 || table.columns.some(isOrdinal)) return table;
  const days = table.rows.filter((row) => isRunning(textOf(row, listed))).length;
  if (days === 0) return joined(table, { listed, running: false });
  return days === table.rows.length ? joinedDays(table, listed) : table;
}

/** Days that follow each other and read alike. */
function joinedDays(table: PaperTable, day: Column): PaperTable {
  const runs: Row[][] = [];
  for (const row of table.rows) {
    const last = runs.at(-1)?.at(-1);
    const key = (one: Row): string => keyOf(one, table.columns, { listed: day, running: false });
    if (last !== undefined && isQuietIn(table, row) && isQuietIn(table, last) && key(row) === key(last))
      runs.at(-1)?.push(row);
    else runs.push([row]);
  }
  const rows = runs.flatMap((run) => (run.length < GROUP ? run : [groupRow(run, table.columns, undefined)]));
  return { ...table, rows };
}

function withRuns(table: PaperTable): PaperTable {
  const once = joined(table, { running: true });
  const best =
    once.rows.length <= ROWS_AT_MOST
      ? once
      : table.columns
          .filter((column) => column.type === 'text' && !isOrdinal(column))
          .map((column) => joined(table, { listed: column, running: true }))
          .reduce((a, b) => (b.rows.length < a.rows.length ? b : a), once);
  if (best.rows.length === table.rows.length) return table;
  return withFoot(best, '各列相同、仅编号与时间不同的行合并为一行，列出首末；逐行见本文档的网页与工作簿。');
}

const isQuietIn = (table: PaperTable, row: Row): boolean =>
  !isLoud(row) && !table.columns.some((column) => isLoud(row, column));

function joined(table: PaperTable, joining: Joining): PaperTable {
  const { listed } = joining;
  const quiet = table.rows.filter((row) => isQuietIn(table, row));
  const groups = Map.groupBy(quiet, (row) => keyOf(row, table.columns, joining));
  const instead = new Map<Row, Row | undefined>();
  for (const rows of groups.values()) {
    if (rows.length < GROUP || (listed !== undefined && listOf(rows, listed).length > LONGEST_LIST)) continue;
    for (const row of rows) instead.set(row, undefined);
    instead.set(rows[0] as Row, groupRow(rows, table.columns, listed));
  }
  const rows = table.rows.flatMap((row) => (instead.has(row) ? (instead.get(row) ?? []) : [row]));
  return { ...table, rows };
}

/** Different texts of a column with how often each occurs. */
function listOf(rows: readonly Row[], column: Column): string {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(textOf(row, column), (counts.get(textOf(row, column)) ?? 0) + 1);
  return [...counts].map(([text, count]) => (count === 1 ? text : `${text} ×${count}`)).join('、');
}

/** Of two days of one year the second has none. */
const endOf = (low: string, high: string): string =>
  DAY.test(high) && low.slice(0, 5) === high.slice(0, 5) ? high.slice(5) : high;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A figure of each of the rows, which must not be read as one of all. */
const isFigure = (column: Column, rows: readonly Row[]): boolean =>
  column.type === 'number' && !['0', ABSENT].includes(textOf(rows[0] as Row, column));

function groupRow(rows: readonly Row[], columns: readonly Column[], listed: Column | undefined): Row {
  const cells = Object.fromEntries(
    columns.map((column): [string, Cell] => {
      if (isOrdinal(column)) return [column.key, { text: `${rows.length} 条` }];
      if (column === listed) return [column.key, { text: listOf(rows, column) }];
      const texts = rows.map((row) => textOf(row, column));
      const sorted = texts.toSorted();
      const [low = '', high = ''] = [sorted[0], sorted.at(-1)];
      const { tone } = printCell(rows[0]?.cells[column.key], column);
      if (low === high || !isRunning(low)) {
        const text = isFigure(column, rows) ? `各 ${low}` : low;
        return [column.key, { text, ...(tone === undefined ? {} : { tone }) }];
      }
      return [column.key, { text: `${low} 至 ${endOf(low, high)}` }];
    }),
  );
  return { cells };
}
