/** How well the search answers: the figures of a set of questions, and the goal that they are held against. */
import { join } from 'node:path';
import { loadArticles } from '../../src/knowledge/articles.ts';
import { buildIndex, type SearchDocument, type SearchIndex } from '../../src/search/search.ts';
import type { Question } from './questions.ts';

type Article = Awaited<ReturnType<typeof loadArticles>>['articles'][number];

/** The project's goal, as shares: 36 of 40 questions, recall@5 and MRR. */
export const goal = { hits: 0.9, recall: 0.8, mrr: 0.8 } as const;

const documentOf = ({ id, title, text, summary, topics, systems, keywords }: Article): SearchDocument => ({
  url: id,
  title,
  kind: 'article',
  text,
  lead: summary,
  topics: [...topics, ...systems, ...keywords],
});

export const documentsOf = (articles: readonly Article[]): SearchDocument[] => articles.map(documentOf);
export const indexOf = (articles: readonly Article[]): SearchIndex => buildIndex(documentsOf(articles));

export async function articlesIn(dir: string, exclude: string[] = []): Promise<Article[]> {
  return (await loadArticles({ dir, url: '/knowledge-base', label: 'knowledge-base', exclude })).articles;
}

/** The articles that a workspace of the first contract begins with. */
export const starterArticles = (): Promise<Article[]> =>
  articlesIn(join(import.meta.dirname, '../../data/starters/bureau/knowledge-base'));

export function figures(find: (ask: string) => { url: string }[], questions: readonly Question[]) {
  const missed: string[] = [];
  let recall = 0;
  let reciprocal = 0;
  for (const { ask, answers } of questions) {
    const urls = find(ask).map(({ url }) => url);
    const found = answers.filter((answer) => urls.slice(0, 5).includes(answer)).length;
    const first = urls.findIndex((url) => answers.includes(url));
    if (found === 0) missed.push(`${ask} → ${urls.slice(0, 3).join(' ')}`);
    recall += found / answers.length;
    reciprocal += first < 0 ? 0 : 1 / (first + 1);
  }
  return {
    hits: questions.length - missed.length,
    of: questions.length,
    recall: recall / questions.length,
    mrr: reciprocal / questions.length,
    missed,
  };
}
