/** The composed sections of the site. */
import type { PageSection, SiteBoard, SitePage } from '../report/site-model.ts';
import { assetPages } from './site-assets.ts';
import { backupPages } from './site-backups.ts';
import { boardOf } from './site-board.ts';
import { clausePages } from './site-clauses.ts';
import type { SiteFacts } from './site-facts.ts';
import { faultPages, judgedFaults } from './site-faults.ts';
import { findingPages } from './site-findings.ts';
import { foldedMonths } from './site-months.ts';
import { kindIds, recordPages } from './site-records.ts';

/** What the pipeline composes for the site, all from the same facts. */
export function composeSite(facts: SiteFacts): { board: SiteBoard; pages: Record<PageSection, SitePage[]> } {
  const faults = judgedFaults(facts);
  const kinds = kindIds(facts);
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
