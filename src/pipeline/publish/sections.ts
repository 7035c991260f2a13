/** The composed sections of the site. */
import type { PageSection, SiteBoard, SitePage } from '../../report/site-model.ts';
import { assetPages } from '../../sections/assets.ts';
import { backupPages } from '../../sections/backups.ts';
import { boardOf } from '../../sections/board/board.ts';
import { clausePages } from '../../sections/clauses.ts';
import { faultPages, judgedFaults } from '../../sections/faults.ts';
import { findingPages } from '../../sections/findings.ts';
import type { SiteFacts } from '../../sections/parts/facts.ts';
import { foldedMonths } from '../../sections/records/months.ts';
import { recordedKinds, recordPages } from '../../sections/records.ts';

/** What the pipeline composes for the site, all from the same facts. */
export function composeSite(facts: SiteFacts): { board: SiteBoard; pages: Record<PageSection, SitePage[]> } {
  const faults = judgedFaults(facts);
  const kinds = recordedKinds(facts);
  return {
    board: boardOf(facts),
    pages: {
      clauses: clausePages(facts),
      faults: faultPages(facts, faults),
      findings: findingPages(facts),
      assets: assetPages(facts),
      backups: backupPages(facts),
      records: [...recordPages(facts, kinds), ...foldedMonths(facts, faults, kinds)],
    },
  };
}
