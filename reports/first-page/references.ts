/** Documents by their numbers, as the first page names them, each with the way to it inside an archive. Pure. */

import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import { compareInstants } from '../../src/contract/time.ts';
import { documentLink } from '../cells/document-link.ts';
import type { PeriodView } from '../period/period.ts';
import type { Reference } from './ranking.ts';

/** The last document that was issued about an event; empty while there is none. */
export function documentsAbout(view: Pick<PeriodView, 'input'>, event: string): Reference[] {
  const own = view.input.issued.filter(({ period }) => period === event || period.startsWith(`${event}-`));
  const last = own.reduce<IssuedSummary | null>(
    (best, one) => (best === null || compareInstants(one.issuedAt, best.issuedAt) >= 0 ? one : best),
    null,
  );
  return last === null ? [] : [documentReference(view, last)];
}

/** See `documentLink`. */
export const documentReference = (
  { input: { occurrences } }: Pick<PeriodView, 'input'>,
  issued: IssuedSummary,
): Reference => ({ ...documentLink(occurrences, issued), document: true });
