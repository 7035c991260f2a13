/**
 * How the period of a document stands in a table: a day as its date, anything else as the document itself names it, without the days
 * in brackets, for which a column has no room. Pure.
 */

import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import { briefPeriod } from '../../src/contract/calendar/period-text.ts';
import type { ComposeInput } from '../_deliverable.ts';
import type { Line } from './lines.ts';

/** Field of lines that name a document, beside its obligation. */
export const PERIOD = 'period';

const texts = new WeakMap<readonly IssuedSummary[], ReadonlyMap<string, string>>();

const keyOf = (obligation: unknown, period: string): string => `${String(obligation)} ${period}`;

function textsOf(issued: readonly IssuedSummary[]): ReadonlyMap<string, string> {
  const known =
    texts.get(issued) ??
    new Map(
      issued.flatMap(({ obligation, period, periodText }) =>
        periodText === undefined ? [] : [[keyOf(obligation, period), periodText] as const],
      ),
    );
  texts.set(issued, known);
  return known;
}

/** @param period as the line has it: the key of a period, an event or one of its reports */
export function periodWord({ issued }: Pick<ComposeInput, 'issued'>, { values }: Line, period: string): string {
  return briefPeriod(period, textsOf(issued).get(keyOf(values['obligation'], period)));
}
