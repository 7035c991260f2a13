/** Which fields of the site's model are ids and addresses that the program put together; see `guard/structure.ts`. */
import { each, type NamesIn } from '../../guard/structure.ts';
import type { Figure } from '../../report/figure.ts';
import type { SiteBoard, SiteRate } from '../../report/site-board.ts';
import type { SiteKnowledge } from '../../report/site-knowledge.ts';
import type {
  ComposedSection,
  SiteArticle,
  SiteBlock,
  SiteLink,
  SiteModel,
  SiteOccurrence,
  SitePage,
} from '../../report/site-model.ts';

const figure: NamesIn<Figure> = { id: 'name' };
const link: NamesIn<SiteLink> = { href: 'name', more: { href: 'name' }, figure };
const labelled: NamesIn<{ label: string; value: SiteLink[] }[]> = { value: link };

const blocks: { [Type in SiteBlock['type']]: NamesIn<Extract<SiteBlock, { type: Type }>> } = {
  table: {
    type: 'name',
    columns: { key: 'name' },
    rows: { id: 'name', cells: { [each]: link }, filter: { [each]: 'name' } },
    filters: { key: 'name', options: { value: 'name' } },
  },
  facts: { type: 'name', items: { value: link } },
  timeline: { type: 'name' },
  // A drawing is made of coordinates, of which two read like a telephone number; its words stand beside it as data.
  chart: { type: 'name', svg: 'drawn', data: { chart: 'name' } },
  note: { type: 'name' },
  links: { type: 'name', items: { href: 'name', figure } },
  ids: { type: 'name', items: { id: 'name', href: 'name' } },
  days: { type: 'name', rows: { head: link, days: { href: 'name' } } },
  records: {
    type: 'name',
    items: {
      id: 'name',
      more: link,
      desk: 'name',
      facts: labelled,
      details: labelled,
      lists: { rows: link, all: { href: 'name' } },
    },
  },
};
export const blockNames: NamesIn<SiteBlock> = (one) => blocks[one.type] as NamesIn<SiteBlock>;

export const pageNames: NamesIn<SitePage> = {
  path: 'name',
  figures: figure,
  sections: { id: 'name', blocks: blockNames, figures: figure, found: { series: 'name' } },
};

const section: NamesIn<ComposedSection> = { id: 'name', place: 'name', searchKind: { id: 'name' }, pages: pageNames };

const occurrence: NamesIn<SiteOccurrence> = {
  obligation: 'name',
  period: 'name',
  state: 'name',
  document: 'name',
  dueSince: link,
  cause: link,
};

const rate: NamesIn<SiteRate> = {
  id: 'name',
  href: 'name',
  cells: { met: link, missed: link, running: link, rate: link },
};
const available = { href: 'name', figure } as const;

const board: NamesIn<SiteBoard> = {
  commitments: rate,
  recovery: rate,
  requirements: rate,
  unrestored: { id: 'name', href: 'name' },
  outages: { whole: { id: 'name', href: 'name' }, core: { id: 'name', href: 'name' } },
  failedRestores: { id: 'name', href: 'name' },
  quotas: {
    agreed: link,
    readings: {
      cases: { id: 'name', href: 'name' },
      cells: { supplier: link, pending: link, others: link },
    },
  },
  availability: { subsystems: available, others: available },
  findings: {
    totals: { waiting: figure, overdue: figure },
    levels: { level: 'name', href: 'name', cells: { open: link, overdue: link } },
  },
  recoveryProof: { value: link },
  asked: { kind: 'name', href: 'name', figure },
  changes: { stage: 'name', href: 'name', figure },
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
  scheduled: { nextUpdateBy: 'name' },
  toSign: blockNames,
  logHead: 'name',
  dueFeed: 'name',
  board,
  places: { [each]: 'name' },
  sections: section,
  verdict: { reasons: { href: 'name', figure, also: { href: 'name', figure } } },
  inspection: { figures: figure, document: 'name' },
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
  reportCounts: { [each]: link },
  monthAnswers: {
    [each]: { open: link, report: link, joined: link, told: { abnormal: link, attention: link }, judged: link },
  },
  returns: { record: 'name', document: 'name', answer: 'name' },
  voids: { record: 'name', document: 'name', answer: 'name' },
  kinds: { id: 'name', clauses: 'name', told: { blocks: blockNames } },
  knowledge,
  problems: { file: 'name' },
};
