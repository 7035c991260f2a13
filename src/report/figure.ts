/**
 * A figure as data: what a document, a page of the site, a register, a workbook or the terminal prints as a number, with an id
 * by which anybody can find it again. One id means one computation: of one interval it is the same number wherever it stands,
 * which `tests/recount/demo.service.test.ts` asks of every place that there is. Pure.
 */

/** From when to when was counted. Dates: both days included; instants: the end is not. An empty `from`: since the first record. */
export interface FigureInterval {
  from: string;
  to: string;
}

/**
 * A headline figure as data, beside the words that print it: whoever counts again finds it by its id and not by a label.
 * An id is English, stable, and unique in a document: `incidents.total`, `attendance.rate`.
 */
export interface Figure {
  id: string;
  /** As printed: of a rate the percent, rounded; null where there was nothing to go by. */
  value: number | null;
  unit?: string;
  /** Of a rate, what was counted: 21 of 22 days. */
  numerator?: number;
  denominator?: number;
  interval: FigureInterval;
}

/** A count. @param value as it is printed */
export function figureOf(id: string, value: number | null, interval: FigureInterval, unit?: string): Figure {
  return { id, value, ...(unit === undefined ? {} : { unit }), interval };
}

/** A rate. @param percent as it is printed; null where nothing was counted */
export function rateOf(
  id: string,
  { numerator, denominator }: { numerator: number; denominator: number },
  percent: number | null,
  interval: FigureInterval,
): Figure {
  return { id, value: percent, unit: '%', numerator, denominator, interval };
}
