/**
 * Rows in two parts: the short columns side by side, the long texts below them across the whole width. A table that is too wide for an
 * upright page is set so instead of turning it, and any that takes fewer lines so.
 */
import type { Column } from '../../report/block.ts';
import type { PrintedCell } from '../cells.ts';
import { textWidth } from '../measure.ts';
import { layoutTable } from './table-layout.ts';

/** Longest texts, in em, up to which a column stays beside the others: each is tried, the fewest lines win. */
const LONGEST_BESIDE = [8, 12, 16, 24, 40];
/** Longest name or number, in em, by which a row is known beside its place in the list; the first column always is. */
const LONGEST_NAME = 12;
/** Fewest columns that a row is read by. */
const FEWEST = 3;
/** Fewest columns of a table that is divided though it fits, and the share of its lines that it must save. */
const MANY_COLUMNS = 5;
const WORTH = 0.85;
/** Most columns that are moved below a row so that the others stand on one line. */
const MOST_MOVED = 5;
/** Width of the line below in em of the small type, and the room between two of its entries. */
const BELOW = 61;
const BETWEEN = 1.6;

type Rows = readonly (readonly PrintedCell[])[];

/**
 * The columns that stand side by side, in order; what is left stands below each row.
 * @returns indexes of those columns, or null when all of them do
 */
export function columnsBeside(columns: readonly Column[], rows: Rows): readonly number[] | null {
  const whole = layoutTable(columns, rows, true);
  const isTurned = whole.size.startsWith('landscape');
  if (!isTurned && columns.length < MANY_COLUMNS) return null;
  const isKnownBy = (i: number): boolean =>
    i === 0 || (i === 1 && columns[0]?.key === 'no' && (longest[1] as number) <= LONGEST_NAME);
  const longest = columns.map((_, i) => Math.max(...rows.map((row) => textWidth((row[i] as PrintedCell).text))));
  let best: Divided | undefined;
  for (const most of LONGEST_BESIDE) {
    const beside = fitting(
      columns,
      rows,
      columns.flatMap((_, i) => (isKnownBy(i) || (longest[i] as number) <= most ? [i] : [])),
    );
    if (beside.length < FEWEST || beside.length === columns.length) continue;
    const lines = linesOf(columns, rows, beside);
    if (best === undefined || lines < best.lines) best = { beside, lines };
  }
  if (best === undefined)
    return isTurned
      ? fitting(
          columns,
          rows,
          columns.map((_, i) => i),
        )
      : null;
  return isTurned || best.lines <= whole.lines * WORTH ? roomier(columns, rows, best) : null;
}

interface Divided {
  beside: readonly number[];
  lines: number;
}

/**
 * Where columns fit only with cells on two lines, such as a date above its time, the last of them stand in the line below, as few as let
 * all others stand on one, if the rows take no more lines so.
 */
function roomier(columns: readonly Column[], rows: Rows, given: Divided): readonly number[] {
  for (let count = given.beside.length; count >= Math.max(FEWEST, given.beside.length - MOST_MOVED); count -= 1) {
    const beside = given.beside.slice(0, count);
    const own = linesBeside(columns, rows, beside);
    if (own === rows.length && own + linesBelow(columns, rows, beside) <= given.lines) return beside;
  }
  return given.beside;
}

const part = (rows: Rows, beside: readonly number[]): PrintedCell[][] =>
  rows.map((row) => beside.map((i) => row[i] as PrintedCell));

/** The first of the columns that an upright page has room for. */
function fitting(columns: readonly Column[], rows: Rows, wanted: readonly number[]): readonly number[] {
  for (let count = wanted.length; count > 1; count -= 1) {
    const beside = wanted.slice(0, count);
    const { size } = layoutTable(
      beside.map((i) => columns[i] as Column),
      part(rows, beside),
      true,
    );
    if (!size.startsWith('landscape')) return beside;
  }
  return wanted.slice(0, 1);
}

const linesOf = (columns: readonly Column[], rows: Rows, beside: readonly number[]): number =>
  linesBeside(columns, rows, beside) + linesBelow(columns, rows, beside);

function linesBeside(columns: readonly Column[], rows: Rows, beside: readonly number[]): number {
  const own = beside.map((i) => columns[i] as Column);
  return layoutTable(own, part(rows, beside), true).lines;
}

function linesBelow(columns: readonly Column[], rows: Rows, beside: readonly number[]): number {
  const below = rows.map((row) =>
    columns.reduce(
      (sum, { label }, i) =>
        beside.includes(i) ? sum : sum + textWidth(label) + textWidth((row[i] as PrintedCell).text) + BETWEEN,
      0,
    ),
  );
  return below.reduce((sum, width) => sum + Math.ceil(width / BELOW), 0);
}
