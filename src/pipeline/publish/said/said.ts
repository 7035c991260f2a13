/** What issued documents say, wherever the site says otherwise or more: read from them once for all pages. */
import type { SiteDocument } from '../../../report/site-model.ts';
import type { SiteFacts } from '../../../sections/parts/facts.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Session } from '../../session.ts';
import { leftOpen } from '../../status/left-open.ts';
import { lateReports, reportDues } from './late-reports.ts';
import { listedOverdue } from './listed-overdue.ts';
import { movedDues } from './moved-dues.ts';

type Said = Pick<SiteFacts, 'leftOpen' | 'lateReports' | 'reportDues' | 'movedDues' | 'listedOverdue'>;

/**
 * @param plan as the site tells of it @param archived every revision, sorted by number
 * @param shown the documents of the site, with the obligations, the first day of its year and its moment
 */
export async function saidByDocuments(
  { workspace }: Pick<Session, 'workspace'>,
  plan: Plan,
  archived: Plan['documents'],
  shown: Pick<SiteFacts, 'obligations' | 'yearFrom' | 'now'> & { documents: readonly SiteDocument[] },
): Promise<Said> {
  return {
    leftOpen: await leftOpen(workspace, archived, shown.yearFrom),
    listedOverdue: await listedOverdue(workspace, archived, shown),
    lateReports: lateReports(plan, shown.now),
    reportDues: reportDues(plan),
    movedDues: movedDues(plan, workspace.contract.interpretations),
  };
}
