/** Which findings issued documents list as 逾期未修复, as they state it. */
import type { ArchivedDocument } from '../../../archive/store.ts';
import { idsOfUnit } from '../../../contract/terms/units.ts';
import type { SiteDocument } from '../../../report/site-model.ts';
import type { ListedOverdue, SiteFacts } from '../../../sections/parts/facts.ts';
import type { Session } from '../../session.ts';
import { issuedStatement } from '../../status/issued-statement.ts';

/** Units whose documents have such a table. */
const UNITS = ['monthly-maintenance', 'period-report', 'service-review', 'vulnerability-assessment'];

/**
 * Of the newest revision of each document of the year that the site shows.
 * @param archived all issued documents, sorted by number @param shown the same as the site shows them
 */
export async function listedOverdue(
  { root, contract }: Pick<Session['workspace'], 'root' | 'contract'>,
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
    const statement = await issuedStatement(root, archivedOne, contract.contract);
    found.push(...(statement?.overdue ?? []).map((one) => ({ document, ...one })));
  }
  return found;
}
