/** Which issued documents a pack holds. Pure. */
import { type DateText, dateOf } from '../../contract/time.ts';

/** What decides, of a manifest. */
export interface ChoosableDocument {
  number: string;
  period: string;
  from: DateText;
  to: DateText;
  times: { issued: string };
}

export interface Span {
  from: DateText;
  to: DateText;
}

/**
 * true for a document of the period: its own days end in it, or it was issued in it. So a report of the quarter is in the pack of its last
 * month, and what was written late in that of the month in which it was, too.
 */
export const isOfPeriod = ({ period, to: last, times }: ChoosableDocument, { from, to }: Span): boolean =>
  [last, dateOf(times.issued), ...dayNamed(period)].some((day) => day >= from && day <= to);

/** The day by which the log knows a document of a day or of a part of it, whose hours may end on the next. */
const dayNamed = (period: string): DateText[] => /^\d{4}-\d\d-\d\d/.exec(period)?.slice() ?? [];

/** First and last day of what was asked for; undefined when nothing was found. */
export function spanOf(documents: readonly ChoosableDocument[]): Span | undefined {
  const [first] = documents.map(({ from }) => from).sort();
  const last = documents
    .map(({ to }) => to)
    .sort()
    .at(-1);
  return first === undefined || last === undefined ? undefined : { from: first, to: last };
}
