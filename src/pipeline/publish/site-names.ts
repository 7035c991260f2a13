/** Which fields of the site's model are ids and addresses that the program put together; see `guard/structure.ts`. */

import { each, type NamesIn } from '../../guard/structure.ts';
import type { SiteBoard, SiteRate } from '../../report/site-board.ts';
import type { SiteKnowledge } from '../../report/site-knowledge.ts';
import type { ComposedSection, SiteArticle, SiteModel, SiteOccurrence, SitePage } from '../../report/site-model.ts';
import { blockNames, cellNames, figureNames, sectionNames, tableNames } from '../block-names.ts';

export const pageNames: NamesIn<SitePage> = {
  path: 'name',
  figures: figureNames,
  sections: sectionNames,
};

export const composedNames: NamesIn<ComposedSection> = {
  id: 'name',
  place: 'name',
  searchKind: { id: 'name' },
  pages: pageNames,
};

const occurrence: NamesIn<SiteOccurrence> = {
  obligation: 'name',
  period: 'name',
  state: 'name',
  document: 'name',
  dueSince: cellNames,
  cause: cellNames,
};

const rate: NamesIn<SiteRate> = {
  id: 'name',
  href: 'name',
  cells: { met: cellNames, missed: cellNames, running: cellNames, rate: cellNames },
};
const available = { href: 'name', figure: figureNames } as const;

const board: NamesIn<SiteBoard> = {
  commitments: rate,
  recovery: rate,
  requirements: rate,
  unrestored: { id: 'name', href: 'name' },
  outages: { whole: { id: 'name', href: 'name' }, core: { id: 'name', href: 'name' } },
  failedRestores: { id: 'name', href: 'name' },
  unlogged: { href: 'name', systems: figureNames },
  quotas: {
    verdict: { gravity: 'name' },
    agreed: cellNames,
    readings: {
      cases: { id: 'name', href: 'name' },
      cells: { supplier: cellNames, pending: cellNames, others: cellNames },
    },
  },
  availability: { subsystems: available, others: available },
  findings: {
    totals: { waiting: figureNames, overdue: figureNames },
    fixedLate: { figure: figureNames },
    levels: { level: 'name', href: 'name', cells: { open: cellNames, overdue: cellNames } },
  },
  recoveryProof: { value: cellNames },
  asked: { kind: 'name', href: 'name', figure: figureNames },
  changes: { stage: 'name', href: 'name', figure: figureNames },
};

const related = { id: 'name', href: 'name' } as const;
const knowledge: NamesIn<SiteKnowledge> = {
  related: { [each]: { incidents: related, consultations: related } },
  review: { article: 'name' },
  unanswered: { href: 'name' },
  consultations: { id: 'name', href: 'name', articles: 'name' },
};

/** Its topics and systems are words of who wrote it; its HTML is drawn from its text. */
export const articleNames: NamesIn<SiteArticle> = {
  id: 'name',
  html: 'drawn',
  headings: { slug: 'name' },
  clauses: 'name',
};

/** The model without what is looked at one by one: an article that leaks is left out whole. */
export type SiteBesideArticles = Omit<SiteModel, 'articles' | 'manual'>;

export const modelNames: NamesIn<SiteBesideArticles> = {
  builtAt: 'name',
  asOf: 'name',
  closed: { later: { href: 'name' } },
  scheduled: { nextUpdateBy: 'name' },
  toSign: blockNames,
  logHead: 'name',
  dueFeed: 'name',
  board,
  places: { [each]: 'name' },
  sections: composedNames,
  verdict: { reasons: { href: 'name', figure: figureNames, also: { href: 'name', figure: figureNames } } },
  inspection: { figures: figureNames, document: 'name' },
  due: occurrence,
  occurrences: occurrence,
  documents: {
    number: 'name',
    obligation: 'name',
    period: 'name',
    clauses: 'name',
    fingerprint: 'name',
    files: { html: 'name', pdf: 'name', xlsx: 'name' },
  },
  reportCounts: { [each]: cellNames },
  monthAnswers: {
    [each]: {
      open: cellNames,
      report: cellNames,
      joined: cellNames,
      told: { abnormal: cellNames, attention: cellNames },
      judged: cellNames,
    },
  },
  monthFacts: { [each]: cellNames },
  returns: { open: tableNames, answered: tableNames },
  voids: tableNames,
  kinds: { id: 'name', clauses: 'name', told: { blocks: blockNames } },
  knowledge,
  problems: { file: 'name' },
};
