/** What the 月报 of each month counts as 应交, beside what the site lists of the month: the two count by different days. */
import type { ArchivedDocument } from '../../archive/store.ts';
import { idsOfUnit } from '../../contract/terms/units.ts';
import { formatDateTime } from '../../contract/time.ts';
import type { RichCell } from '../../report/site-model.ts';
import type { SiteFacts } from '../../sections/parts/facts.ts';
import { documentHref } from '../../sections/parts/links.ts';
import { reportMonths } from '../../sections/parts/report-months.ts';

const MONTHLY = 'monthly-maintenance';
/** By which the document's first page has it. */
const OWED = 'deliveries.owed';

/**
 * By the month, `2026-10`: the figure of the newest 月报 that was issued of it, with the days that it counts.
 * @param documents every revision, sorted by number
 */
export function reportCounts(facts: SiteFacts, documents: readonly ArchivedDocument[]): Record<string, RichCell> {
  const units = idsOfUnit(facts.obligations, MONTHLY);
  const months = reportMonths(facts);
  const newest = new Map(
    documents
      .filter(({ manifest }) => units.includes(manifest.obligation))
      .toSorted((a, b) => a.manifest.revision - b.manifest.revision)
      .map(({ manifest }) => [manifest.period, manifest]),
  );
  return Object.fromEntries(
    [...newest].flatMap(([month, { figures, title, number, cut }]) => {
      const owed = figures?.[OWED];
      if (owed == null || months.spanText(month) === '') return [];
      const { from, to } = months.intervalOf(month);
      // Its own cut: what the site counts until today the document did not know.
      const span = `${formatDateTime(from)} 至 ${formatDateTime(cut ?? to)}`;
      const text = `${title}按应交时间统计，在 ${span} 之间届满的 ${owed} 份`;
      return [[month, { text, href: documentHref(number) }] as const];
    }),
  );
}
