/** Another document by its number, with the way to it inside an archive. Pure. */
import { numberWithDays } from '../../src/contract/calendar/number-days.ts';
import type { IssuedSummary, Occurrence } from '../../src/contract/calendar/occurrence.ts';
import { folderYear } from '../../src/contract/calendar/period-text.ts';

/** Its number, and its page beside the one that names it: both stand in the archive, four folders below its root. */
export function documentLink(
  occurrences: readonly Occurrence[],
  { obligation, period, revision, number }: IssuedSummary,
): { text: string; link?: string } {
  const found = occurrences.find((one) => one.obligation === obligation && one.period === period);
  if (found === undefined) return { text: number };
  const folder = `${folderYear(found)}/${obligation}/${period}/r${revision}`;
  return { text: numberWithDays(number, found.from, found.to), link: `../../../../${folder}/${number}.html` };
}
