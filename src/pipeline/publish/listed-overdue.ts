/** Which findings issued documents list as 逾期未修复, in their own tables. */
import type { ArchivedDocument } from '../../archive/store.ts';
import { OVERDUE_TITLE, PLAN_TITLE } from '../../assess/findings/findings.ts';
import { idsOfUnit } from '../../contract/terms/units.ts';
import type { Cell, Section } from '../../report/document.ts';
import type { SiteDocument } from '../../report/site-model.ts';
import type { ListedOverdue, SiteFacts } from '../../sections/parts/facts.ts';
import { issuedSections } from '../status/issued-sections.ts';

/** Units whose documents have such a table. */
const UNITS = ['monthly-maintenance', 'period-report', 'service-review', 'vulnerability-assessment'];

/**
 * Of the newest revision of each document of the year that the site shows.
 * @param archived all issued documents, sorted by number @param shown the same as the site shows them
 */
export async function listedOverdue(
  root: string,
  archived: readonly ArchivedDocument[],
  {
    obligations,
    documents: shown,
    yearFrom,
  }: Pick<SiteFacts, 'obligations' | 'yearFrom'> & { documents: readonly SiteDocument[] },
): Promise<ListedOverdue[]> {
  const ids = new Set(UNITS.flatMap((unit) => idsOfUnit(obligations, unit)));
  const byNumber = new Map(shown.map((one) => [one.number, one]));
  const newest = new Map<string, ArchivedDocument>();
  for (const document of archived) {
    const { obligation, period, revision, to } = document.manifest;
    const key = `${obligation} ${period}`;
    if (ids.has(obligation) && to >= yearFrom && revision >= (newest.get(key)?.manifest.revision ?? 0))
      newest.set(key, document);
  }
  const found: ListedOverdue[] = [];
  for (const archivedOne of newest.values()) {
    const document = byNumber.get(archivedOne.manifest.number);
    if (document === undefined) continue;
    const sections = (await issuedSections(root, archivedOne)) ?? [];
    found.push(...overdueIn(sections).map((one) => ({ document, ...one })));
  }
  return found;
}

/** Number of the vulnerability and the name of the asset, as printed; each once. */
export function overdueIn(sections: readonly Section[]): { id: string; asset: string }[] {
  const rows = sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.type !== 'table') return [];
      if (block.title === OVERDUE_TITLE) return block.rows;
      return block.title === PLAN_TITLE ? block.rows.filter(({ cells }) => typeof cells['late'] === 'number') : [];
    }),
  );
  const told = rows.map(({ cells }) => ({ id: textOf(cells['id']), asset: textOf(cells['asset']) }));
  return [...new Map(told.map((one) => [`${one.id} ${one.asset}`, one])).values()];
}

const textOf = (cell: Cell | undefined): string =>
  typeof cell === 'object' && cell !== null ? cell.text : String(cell ?? '');
