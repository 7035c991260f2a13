/** How wide the columns of a sheet are: readable on paper one page wide, and of no more lines than need be. */

/** What a cell takes besides its text, in Excel's width of one figure, as all widths here. */
export const PADDING = 3;
/** Pixels of a page's width, less its margins, at which type of 10 pt, printed one page wide, is still 8 pt high. */
const READABLE = { portrait: 896, landscape: 1307 };
const PIXELS_OF_FIGURE = 7;
/** What a column takes besides its width. */
const PIXELS_OF_COLUMN = 5;

const pixelsOf = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width * PIXELS_OF_FIGURE + PIXELS_OF_COLUMN, 0);

const NARROWEST = 6;
/** No text, heads among them, is given less than this, */
const NARROWED = 10;
/** nor more than this. */
const WIDEST = 80;
const STEP = 2;

/** What one cell needs. */
export interface Room {
  span: number;
  /** Whether it may stand on several lines: a date or figure without room shows ###. */
  wraps: boolean;
}

const linesOf = (span: number, width: number): number => Math.max(1, Math.ceil((span - PADDING) / (width - PADDING)));

/** A widening, and the lines that it saves for each figure of width. */
interface Widening {
  by: number;
  worth: number;
}

const NONE: Widening = { by: 0, worth: 0 };

/** The best widening of one column by so much at most. Few high cells count more than many of two lines. */
function bestWidening(spans: readonly number[], width: number, most: number): Widening {
  const height = (at: number): number => spans.reduce((sum, span) => sum + linesOf(span, at) ** 2, 0);
  const before = height(width);
  let best = NONE;
  for (let by = STEP; by <= Math.min(most, WIDEST - width) && before > spans.length; by += STEP) {
    const worth = (before - height(width + by)) / by;
    if (worth > best.worth) best = { by, worth };
  }
  return best;
}

/**
 * Begins with all texts narrow, and widens time and again the column in which most is saved, until every text stands on one line or the
 * page is full.
 * @param columns each with all cells that stand in it, heads among them
 */
export function fittedWidths(columns: readonly (readonly Room[])[]): number[] {
  const spans = columns.map((cells) => cells.filter(({ wraps }) => wraps).map(({ span }) => span));
  const widths = columns.map((cells, i) => {
    const fixed = cells.filter(({ wraps }) => !wraps).map(({ span }) => span);
    return Math.min(WIDEST, Math.max(NARROWEST, widest(fixed), Math.min(NARROWED, widest(spans[i] as number[]))));
  });
  const left = (): number => (READABLE.landscape - pixelsOf(widths)) / PIXELS_OF_FIGURE;
  const bestOf = (i: number): Widening => bestWidening(spans[i] as number[], widths[i] as number, left());
  const bests = widths.map((_, i) => bestOf(i));
  for (;;) {
    const at = bests.reduce((best, { worth }, i) => (worth > (bests[best]?.worth ?? 0) ? i : best), 0);
    const { by } = bests[at] ?? NONE;
    if (by === 0) return widths;
    // Found when more of the page was left.
    if (by <= left()) widths[at] = (widths[at] as number) + by;
    bests[at] = bestOf(at);
  }
}

const widest = (spans: readonly number[]): number => spans.reduce((most, span) => Math.max(most, span), 0);

/** Height of a row of heads, in points, so that none is cut off where its column is narrower than it. */
export function headHeight(spans: readonly number[], widths: readonly number[]): number {
  return 7 + 14 * Math.max(...spans.map((span, i) => linesOf(span, widths[i] as number)));
}

/** A narrow sheet stands upright, which has twice the rows on a page. @param widths of all columns */
export function orientationOf(widths: readonly number[]): 'portrait' | 'landscape' {
  return pixelsOf(widths) <= READABLE.portrait ? 'portrait' : 'landscape';
}
