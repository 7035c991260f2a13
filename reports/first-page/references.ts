/** Documents by their numbers, as the first page names them, each with the way to it inside an archive. Pure. */

import { numberWithDays } from '../../src/contract/calendar/number-days.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import { compareInstants } from '../../src/contract/time.ts';
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

/** Its number, and its page beside the one that names it: both stand in the archive, four folders below its root. */
export function documentReference(
  { input: { occurrences } }: Pick<PeriodView, 'input'>,
  { obligation, period, revision, number }: IssuedSummary,
): Reference {
  const found = occurrences.find((one) => one.obligation === obligation && one.period === period);
  if (found === undefined) return { text: number, document: true };
  const folder = `${found.from.slice(0, 4)}/${obligation}/${period}/r${revision}`;
  return {
    text: numberWithDays(number, found.from, found.to),
    document: true,
    link: `../../../../${folder}/${number}.html`,
  };
}
