/** What of a site model can be searched; one list for the site and for the terminal. */
import type { SiteArticle, SiteModel } from '../report/site-model.ts';
import type { SearchDocument } from '../search/search.ts';
import { articleUrl } from './articles.ts';

/** Documents of the search index: articles, manual pages, and every deliverable's current revision. */
export function searchDocuments(model: SiteModel): SearchDocument[] {
  return [
    ...model.articles.map((article) => fromArticle(article, 'article', '/knowledge-base')),
    ...model.manual.map((article) => fromArticle(article, 'manual', '/manual')),
    ...fromDocuments(model),
  ];
}

function fromArticle(article: SiteArticle, kind: string, folder: string): SearchDocument {
  return {
    url: articleUrl(folder, article.id),
    title: article.title,
    kind,
    text: article.text,
    lead: article.summary,
    topics: [...article.topics, ...article.systems, ...article.keywords, ...article.clauses],
  };
}

function fromDocuments(model: SiteModel): SearchDocument[] {
  const current = new Map<string, SiteModel['documents'][number]>();
  for (const document of model.documents) {
    const key = `${document.obligation}|${document.period}`;
    const known = current.get(key);
    if (known === undefined || known.revision < document.revision) current.set(key, document);
  }
  return [...current.values()].map((document) => ({
    url: document.files.html,
    title: `${document.name} ${document.periodText}`,
    kind: 'document',
    text: [
      `文档编号 ${document.number}，${document.revisionText}，${document.status === 'draft' ? '草稿，未签发' : '已签发'}`,
      ...document.marks,
      monthWords(document.period),
    ].join('。'),
    lead: document.number,
    topics: document.clauses,
  }));
}

/** `2026年11月`, as people write it, beside the `2026-11` of the period. */
function monthWords(period: string): string {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(period);
  if (match === null) return period;
  const day = match[3] === undefined ? '' : `${Number(match[3])}日`;
  return `${match[1]}年${Number(match[2])}月${day}`;
}
