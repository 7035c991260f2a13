/** Searching about 900 articles: the first question, which reads the trade's phrases, and every one after it. */
import { join } from 'node:path';
import { loadArticles } from '../src/knowledge/articles.ts';
import { buildIndex, type SearchDocument, search } from '../src/search/search.ts';
import { starterQuestions } from '../tests/search/questions.ts';
import { atMost, type Figure, median, told } from './_figure.ts';

const ARTICLES = 900;
/** Milliseconds in which results appear after the first question (issue 5). */
const GOAL = 50;

export default {
  id: 'search',
  async run(): Promise<Figure[]> {
    const index = buildIndex(await manyArticles());
    const [first = 0, ...later] = starterQuestions.map(({ ask }) => {
      const started = performance.now();
      search(index, ask, 10);
      return performance.now() - started;
    });
    return [
      told('search: the first question', first, 'ms'),
      atMost('search: a question after the first, middle', median(later), 'ms', GOAL),
      told('search: the slowest after the first', Math.max(...later), 'ms'),
    ];
  },
};

/** The starter articles several times over under other addresses. */
async function manyArticles(): Promise<SearchDocument[]> {
  const dir = join(import.meta.dirname, '../data/starters/bureau/knowledge-base');
  const { articles } = await loadArticles({
    dir,
    url: '/knowledge-base',
    label: 'knowledge-base',
  });
  return Array.from({ length: ARTICLES }, (_, i) => {
    const article = articles[i % articles.length] as (typeof articles)[number];
    const { title, text, summary, topics, systems, keywords } = article;
    return {
      url: `${article.id}-${i}`,
      title,
      kind: 'article',
      text,
      lead: summary,
      topics: [...topics, ...systems, ...keywords],
    };
  });
}
