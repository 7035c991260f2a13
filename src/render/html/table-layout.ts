/**
 * Widths of a printed table's columns. A table that is too wide for A4 portrait at 8.5 pt is set at 7.5 pt, and if that
 * is still not enough its section is turned to A4 landscape: readable beats pretty.
 */
import type { Column } from '../../report/block.ts';
import { isOneLine, type PrintedCell } from '../cells.ts';
import { longestPart, longestWord, textWidth } from '../measure.ts';

export type TableSize = 'normal' | 'dense' | 'landscape' | 'landscape-dense';

export interface TableLayout {
  size: TableSize;
  /** Share of the table's width of each column, in percent; together 100. */
  widths: number[];
  /** How many times the table stands beside itself, a part of its rows each: columns of the page. */
  columns: 1 | 2 | 3;
  /** Share of the page's width at which hardly a cell is broken; small tables stand beside each other. */
  share: number;
  /** Lines of all its rows together. */
  lines: number;
}

/** Text width of the page in em of the table's type: width in mm ÷ size in mm. */
const AVAILABLE: Readonly<Record<TableSize, number>> = {
  normal: 166 / 2.999,
  dense: 166 / 2.646,
  landscape: 253 / 2.999,
  'landscape-dense': 253 / 2.646,
};
const UPRIGHT: readonly TableSize[] = ['normal', 'dense'];
const TURNED: readonly TableSize[] = ['landscape', 'landscape-dense'];

/** Left and right padding of a cell with a little slack for estimated widths, in em. */
const PADDING = 1;
/** Longest piece that is kept whole, in em; longer ones (hashes, addresses) are broken anywhere. */
const LONGEST_KEPT = 13;
/** Width beyond which a text cell is happy to wrap, in em. */
const COMFORTABLE = 20;
/** Part of the wish for one-line cells that must be met before a smaller type or a turned page is chosen. */
const COMFORT = 0.25;
/** The same part where even dates are broken. */
const BROKEN_COMFORT = 0.1;
/** A header up to this many em is not broken, and text is not squeezed into less. */
const HEADER_KEPT = 6;
const NARROWEST_TEXT = 4;
/** Texts up to so many em are words of their own, such as 请假（已顶岗） and 上期截止后; tried in this order, and none at last. */
const SHORT_KEPT: readonly number[] = [8.5, 7.5, 5.5, 0];
/** How many numbers of lines are tried for a cell, from the fewest that the room allows. */
const LINES_TRIED = 4;

interface Need {
  /** Narrowest width in em at which nothing is broken that should not be. */
  min: number;
  /** Width in em at which most cells stay on one line. */
  ideal: number;
  /** How often each text width occurs. */
  widths: Map<number, number>;
  /** How much the composer wants this column wide, 1 without a wish. */
  weight: number;
}

/** What may be divided in cells. */
interface Breaks {
  /** Dates may stand above their times, and numbers of records be divided at their hyphens. */
  broken: boolean;
  /** Whether every moment of the table is in one line, or every date above its time; without it each column for itself. */
  moments?: 'whole' | 'above';
  /** Texts up to so many em are kept whole. */
  short?: number;
}

function columnNeed(column: Column, texts: readonly string[], { broken, moments, short = 0 }: Breaks): Need {
  const header = textWidth(column.label);
  const widths = new Map<number, number>([[header, 1]]);
  const moment = moments !== undefined && isMoments(column, texts);
  const above = moment && moments === 'above';
  const whole = moment || (isOneLine(column) && !(broken && column.type === 'datetime'));
  let min = Math.min(header, HEADER_KEPT);
  let ideal = min;
  for (const text of texts) {
    const width = above ? longestWord(text) : textWidth(text);
    widths.set(width, (widths.get(width) ?? 0) + 1);
    const word = broken && column.type === 'text' ? longestPart(text) : longestWord(text);
    const isShort = !above && width <= short;
    const kept = whole || isShort ? width : Math.max(word, Math.min(width, NARROWEST_TEXT));
    min = Math.max(min, Math.min(kept, LONGEST_KEPT));
    ideal = Math.max(ideal, Math.min(width, COMFORTABLE));
  }
  return { min, ideal: Math.max(min, ideal), widths, weight: column.weight ?? 1 };
}

const MOMENT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/;

/** Columns of registers are all of type text; what stands in place of a missing moment is short. */
const isMoments = (column: Column, texts: readonly string[]): boolean =>
  column.type === 'datetime' ||
  (texts.some((text) => MOMENT.test(text)) &&
    texts.every((text) => MOMENT.test(text) || textWidth(text) <= HEADER_KEPT));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function fittingSize(needs: readonly Need[], sizes: readonly TableSize[], comfort = COMFORT): TableSize | undefined {
  const min = sum(needs.map((need) => need.min));
  const ideal = sum(needs.map((need) => need.ideal));
  const wanted = min + comfort * (ideal - min) + PADDING * needs.length;
  return sizes.find((size) => wanted <= AVAILABLE[size]);
}

/** Lines of the whole column at a width; those beyond the second count four times, so that no cell becomes a tower. */
function linesAt(need: Need, width: number): number {
  let total = 0;
  for (const [text, count] of need.widths) {
    const lines = Math.max(1, Math.ceil(text / width));
    total += count * (lines + 3 * Math.max(0, lines - 2));
  }
  return total;
}

/** The best next widening of one column: the width that saves most lines for what it takes. */
function bestStep(need: Need, width: number, room: number): { to: number; gain: number } | undefined {
  const now = linesAt(need, width);
  let best: { to: number; gain: number } | undefined;
  for (const text of need.widths.keys()) {
    const fewest = Math.max(1, Math.ceil(text / (width + room)));
    for (let lines = fewest; lines < fewest + LINES_TRIED; lines++) {
      const to = text / lines;
      if (to <= width || to - width > room) continue;
      const gain = ((now - linesAt(need, to)) * need.weight) / (to - width);
      if (gain > (best?.gain ?? 0)) best = { to, gain };
    }
  }
  return best;
}

/** Gives room column by column to whoever saves most lines with it; what is left over follows weight and ideal width. */
function distribute(needs: readonly Need[], available: number): number[] {
  const widths = needs.map((need) => need.min);
  let room = available - sum(widths);
  while (room > 0) {
    const steps = needs.map((need, i) => bestStep(need, widths[i] as number, room));
    const winner = steps.reduce<number>(
      (best, step, i) => ((step?.gain ?? 0) > (steps[best]?.gain ?? 0) ? i : best),
      0,
    );
    const step = steps[winner];
    if (step === undefined) break;
    room -= step.to - (widths[winner] as number);
    widths[winner] = step.to;
  }
  const claims = needs.map((need) => need.ideal * need.weight);
  return widths.map((width, i) => width + (Math.max(0, room) * (claims[i] as number)) / sum(claims));
}

/** A page is turned only when breaking the dates does not help either. */
function chooseSize(needsOf: (breaks: Breaks) => Need[]): { broken: boolean; size: TableSize } {
  const needs = needsOf({ broken: false });
  const upright = fittingSize(needs, UPRIGHT);
  if (upright !== undefined) return { broken: false, size: upright };
  const narrow = fittingSize(needsOf({ broken: true }), ['dense'], BROKEN_COMFORT);
  if (narrow !== undefined) return { broken: true, size: narrow };
  const turned = fittingSize(needs, TURNED);
  return { broken: turned === undefined, size: turned ?? 'landscape-dense' };
}

/** All moments of a table in one line where there is the room for all, else all in two: not one column so, the next other. */
function momentsAlike(needsOf: (breaks: Breaks) => Need[], broken: boolean, size: TableSize): Breaks {
  const whole: Breaks = { broken, moments: 'whole' };
  const fits = fittingSize(needsOf(whole), [size], BROKEN_COMFORT) !== undefined;
  return fits ? whole : { broken, moments: 'above' };
}

/** Gap between the columns of the page, in em of the table's type. */
const GAP = 2.4;
/**
 * Fewest rows that are worth so many columns of the page; a browser repeats a head only where it takes less than a quarter of the
 * column.
 */
const ROWS_OF_PARTS = { 2: 8, 3: 15 } as const;

/** The most columns of the page, and the largest type, in which a narrow table has all its cells whole. */
function partsOf(wanted: number, rows: number): { columns: 1 | 2 | 3; size: TableSize } | undefined {
  for (const columns of [3, 2] as const) {
    if (rows < ROWS_OF_PARTS[columns]) continue;
    const size = UPRIGHT.find((one) => wanted * columns + GAP * (columns - 1) <= AVAILABLE[one]);
    if (size !== undefined) return { columns, size };
  }
  return undefined;
}

const drawnText = ({ mark, text }: PrintedCell): string => (mark === undefined ? text : `${mark} ${text}`);

/** Needs of the columns of a table by what may be divided. */
function needsIn(columns: readonly Column[], rows: readonly (readonly PrintedCell[])[]): (breaks: Breaks) => Need[] {
  const texts = columns.map((_, i) => rows.map((row) => drawnText(row[i] as PrintedCell)));
  return (breaks) => columns.map((column, i) => columnNeed(column, texts[i] as string[], breaks));
}

/**
 * Chooses type size, orientation and column widths.
 * @param rows printed cells of each row, in column order
 * @param parts whether a narrow table may stand beside itself
 */
export function layoutTable(
  columns: readonly Column[],
  rows: readonly (readonly PrintedCell[])[],
  paper = false,
): TableLayout {
  const needsOf = needsIn(columns, rows);
  const wanted = sum(
    needsOf({ broken: false, moments: 'whole' }).map(
      ({ ideal }, i) => Math.max(ideal, Math.min(textWidth((columns[i] as Column).label), COMFORTABLE / 2)) + PADDING,
    ),
  );
  const parts = paper ? partsOf(wanted, rows.length) : undefined;
  const chosen = parts === undefined ? chooseSize(needsOf) : { broken: false, size: parts.size };
  const count = parts?.columns ?? 1;
  const place = (size: TableSize, width = (AVAILABLE[size] - GAP * (count - 1)) / count): Placed => {
    const room = width - PADDING * columns.length;
    const breaks = momentsAlike(needsOf, chosen.broken, size);
    const fitting = SHORT_KEPT.map((short) => needsOf({ ...breaks, short })).filter(
      (needs, n) => SHORT_KEPT[n] === 0 || sum(needs.map(({ min }) => min)) <= room,
    );
    return leastBroken(fitting.map((needs) => placedIn(rows, distribute(needs, room))));
  };
  const whole = place(chosen.size);
  // A table that may stand beside another is laid out in the width that it wants, unless long texts take more lines so.
  const own = wanted / AVAILABLE[chosen.size];
  const narrow = paper && own < 1 ? place(chosen.size, wanted + SLACK) : undefined;
  const isNarrow = narrow !== undefined && whole.lines > narrow.lines * FEWER_LINES;
  const share = isNarrow ? own : 1;
  const asked = isNarrow ? narrow : whole;
  const closer = paper && chosen.size === 'normal' && rows.length >= MANY_ROWS ? place('dense') : undefined;
  const isCloser = closer !== undefined && closer.lines <= asked.lines * FEWER_LINES;
  const placed = isCloser ? closer : asked;
  const total = sum(placed.widths) + PADDING * columns.length;
  return {
    size: isCloser ? 'dense' : chosen.size,
    widths: placed.widths.map((width) => Math.round(((width + PADDING) / total) * 10_000) / 100),
    columns: count,
    share,
    lines: placed.lines,
  };
}

/** Estimated widths are summed in another order than they are given. */
const SLACK = 0.1;
/** Rows from which on a table is set in the small type where that saves this share of its lines. */
const MANY_ROWS = 6;
const FEWER_LINES = 0.87;
/** How many times the lines a table may take so that fewer of its cells are divided. */
const MORE_LINES = 1.04;

/** Columns with their widths in em, and the lines of all rows so. */
interface Placed {
  widths: number[];
  lines: number;
  /** Cells that are on more than one line. */
  broken: number;
}

const placedIn = (rows: readonly (readonly PrintedCell[])[], widths: number[]): Placed => ({
  widths,
  lines: linesIn(rows, widths),
  broken: sum(rows.map((row) => row.filter((cell, i) => textWidth(drawnText(cell)) > (widths[i] as number)).length)),
});

/** The one that divides the fewest cells, as long as the table is not much longer for it. @param all the shortest last */
function leastBroken(all: readonly Placed[]): Placed {
  const shortest = all.at(-1) as Placed;
  return all
    .filter(({ lines }) => lines <= shortest.lines * MORE_LINES)
    .reduce((best, one) => (one.broken < best.broken ? one : best), shortest);
}

/** Lines of all rows at the widths of their columns. */
const linesIn = (rows: readonly (readonly PrintedCell[])[], widths: readonly number[]): number =>
  sum(
    rows.map((row) =>
      Math.max(1, ...row.map((cell, i) => Math.ceil(textWidth(drawnText(cell)) / (widths[i] as number)))),
    ),
  );
