/** Which issued documents a pack holds. Pure. */
import { type DateText, dateOf } from '../contract/time.ts';

/** What decides, of a manifest. */
export interface ChoosableDocument {
  number: string;
  from: DateText;
  to: DateText;
  times: { issued: string };
}

export interface Span {
  from: DateText;
  to: DateText;
}

/**
 * true for a document of the period: its own days touch it, or it was issued in it. So a report of the quarter is in the pack of each of its
 * months, and what was written late in that of the month in which it was.
 */
export const isOfPeriod = (one: ChoosableDocument, { from, to }: Span): boolean =>
  (one.from <= to && one.to >= from) || (dateOf(one.times.issued) >= from && dateOf(one.times.issued) <= to);

/** First and last day of what was asked for; undefined when nothing was found. */
export function spanOf(documents: readonly ChoosableDocument[]): Span | undefined {
  const [first] = documents.map(({ from }) => from).sort();
  const last = documents.map(({ to }) => to).sort().at(-1);
  return first === undefined || last === undefined ? undefined : { from: first, to: last };
}
