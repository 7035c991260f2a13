/** What of a site model can be searched; one list for the site and for the terminal. */
import { factCells } from '../report/cell.ts';
import type { SiteKnowledge } from '../report/site-knowledge.ts';
import type { Block, ComposedSection, SiteArticle, SiteDocument, SiteModel, SiteShown } from '../report/site-model.ts';
import type { SearchDocument } from '../search/search.ts';
import { articleUrl } from './articles.ts';
import { fromOwed, fromOwnPages, fromSections } from './search-site.ts';
import { sentences } from './sentences.ts';

/** Pages of the manual for who receives the service; the others tell who renders it which commands to type. */
const FOR_ALL = new Set([
  '00-readers',
  '09-site',
  '09c-purchaser-desk',
  '10-verification',
  '10b-transparency-log',
  '10d-audit-pack',
]);

/** The manual as a view reads it: who receives the service finds their own pages first, and then those on commands and settings. */
export function manualFor(view: SiteModel['view'], manual: readonly SiteArticle[]): SiteArticle[] {
  if (view === 'supplier') return [...manual];
  return [...manual.filter(({ id }) => FOR_ALL.has(id)), ...manual.filter(({ id }) => !FOR_ALL.has(id))];
}

/** Documents of the search index: articles, manual pages, every deliverable's current revision, what is owed, pages and their rows. */
export function searchDocuments(model: SiteModel): SearchDocument[] {
  const made = new Set(model.documents.map(({ obligation, period }) => `${obligation}|${period}`));
  return [
    ...model.articles.map((article) => fromArticle(article, 'article', '/knowledge-base')),
    ...model.manual
      .filter(({ id }) => model.view === 'supplier' || FOR_ALL.has(id))
      .flatMap((article) => [fromArticle(article, 'manual', '/manual'), ...fromForms(article, model.shown)]),
    ...fromDocuments(model.documents, clausesOf(model)),
    ...fromOwed(model.occurrences, made),
    ...model.sections.flatMap(fromSection),
    ...fromSections(model.sections),
    ...fromOwnPages(model),
    ...fromConsultations(model.knowledge),
  ];
}

/** An article as the search knows it. @param folder site address in front of its id */
export function fromArticle(article: SiteArticle, kind: string, folder: string): SearchDocument {
  return {
    url: articleUrl(folder, article.id),
    title: article.title,
    kind,
    text: article.text,
    lead: article.summary,
    topics: [...article.topics, ...article.systems, ...article.keywords, ...article.clauses],
  };
}

/** The forms on a page of the manual, each by itself: who asks for the fields of a record wants none of the others. */
const fromForms = (article: SiteArticle, { kinds }: SiteShown): SearchDocument[] =>
  kinds
    .filter(({ anchor }) => article.own === true && article.headings.some(({ slug }) => slug === anchor))
    .map(({ id, label, anchor, fields }) => ({
      url: `${articleUrl('/manual', article.id)}#${encodeURIComponent(anchor)}`,
      title: `${label}有哪些字段，怎么填`,
      kind: 'manual',
      text: sentences(
        fields.map((field) => [field, ...field.columns].map((one) => `${one.label} ${one.name}`).join('，')),
      ),
      lead: `${id} 的表单和完整样例`,
      topics: [id, '字段', '表单', '样例', article.title],
    }));

/** How many clauses have a page. */
const clausesOf = ({ sections }: SiteModel): number =>
  sections.reduce(
    (sum, { searchKind, pages }) => sum + (searchKind?.id === CLAUSE ? pages.filter(isOwn).length : 0),
    0,
  );

/** As what a clause is searched: the section of the clauses says it. */
const CLAUSE = 'clause';

/** What is asked of the document that goes through the whole contract. */
const OF_EVERY_CLAUSE = '逐条对照：合同要求的都做到了没有，哪一条没有做到';

/**
 * The newest revision of each document, as the search knows it.
 * @param clauses how many the contract has: a document about all of them tells whether they were kept
 */
export function fromDocuments(documents: readonly SiteDocument[], clauses: number): SearchDocument[] {
  const current = new Map<string, SiteDocument>();
  for (const document of documents) {
    const key = `${document.obligation}|${document.period}`;
    const known = current.get(key);
    if (known === undefined || known.revision < document.revision) current.set(key, document);
  }
  const newestFirst = [...current.values()].sort((a, b) => (a.period < b.period ? 1 : a.period > b.period ? -1 : 0));
  return newestFirst.map((document) => ({
    url: document.files.html,
    title: `${document.name} ${document.periodText}`,
    kind: 'document',
    text: sentences([
      `文档编号 ${document.number}，${document.revisionText}，${document.status === 'draft' ? '草稿，未签发' : '已签发'}`,
      ...(clauses > 0 && document.clauses.length >= clauses ? [OF_EVERY_CLAUSE] : []),
      ...document.marks,
      ...monthWords(document.period),
    ]),
    lead: document.number,
    topics: document.clauses,
    series: document.obligation,
    ...(document.files.pdf === null ? {} : { pdf: document.files.pdf }),
  }));
}

/** A page about one thing, and no list. */
const isOwn = ({ path }: { path: string }): boolean => path !== '' && !path.includes('/');

/** One entry for each page of a section that is about one thing: a clause, a fault; lists of them stand a folder deeper. */
export function fromSection({ id, searchKind, pages }: ComposedSection): SearchDocument[] {
  if (searchKind === undefined) return [];
  return pages.filter(isOwn).map(({ path, title, description, sections }) => ({
    url: `/${id}/${encodeURIComponent(path)}`,
    title,
    kind: searchKind.id,
    text: sentences(sections.flatMap(({ blocks }) => blocks.flatMap(wordsOf))),
    lead: description,
    topics: [path],
  }));
}

/** Answers that nobody has written up yet: a kind of its own, so that they are shown apart from what was reviewed; each question by its newest answer. */
export function fromConsultations(knowledge: Pick<SiteKnowledge, 'consultations'>): SearchDocument[] {
  const seen = new Set<string>();
  return knowledge.consultations.flatMap(({ href, question, answer, system, topic, draft }) =>
    draft && answer !== null && seen.size < seen.add(question).size
      ? [{ url: href, title: question, kind: 'consultation', text: answer, lead: answer, topics: [system, topic] }]
      : [],
  );
}

/** The words of a page that say what it is about; tables of other things would find it for everything. */
function wordsOf(block: Block): string[] {
  if (block.type === 'note') return [block.text];
  if (block.type === 'timeline') return block.items.map(({ text }) => text);
  if (block.type !== 'facts') return [];
  return block.items.flatMap((item) => factCells(item).map(({ text }) => text));
}

/** `2026年11月`, as people write it; nothing for a period that is no month or day, which the title says. */
function monthWords(period: string): string[] {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(period);
  if (match === null) return [];
  const day = match[3] === undefined ? '' : `${Number(match[3])}日`;
  return [`${match[1]}年${Number(match[2])}月${day}`];
}
