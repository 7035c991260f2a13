/** Searching about 900 articles, and how well it finds in other fields, each against plain bigram BM25 in the same run. */
import { join } from 'node:path';
import { loadArticles } from '../src/knowledge/articles.ts';
import { buildIndex, type SearchDocument, search } from '../src/search/search.ts';
import { knowledgeBases, measure } from '../tests/search/_knowledge-bases.ts';
import { leftOut } from '../tests/search/_weights.ts';
import { starterQuestions } from '../tests/search/questions.ts';
import { atLeast, atMost, type Figure, median, told } from './_figure.ts';

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
      ...knowledgeBases().flatMap(inField),
      ...leftOut(knowledgeBases()).flatMap(({ name, told: said, denied }) =>
        judgedIn(`${name}, left out`, said, denied),
      ),
    ];
  },
};

/** Percent, and places of questions. */
function inField(base: Parameters<typeof measure>[0]): Figure[] {
  const { recall, mrr, plain, told: said, denied } = measure(base);
  const percent = (share: number): number => share * 100;
  return [
    atLeast(`search, ${base.name}: recall@5`, percent(recall), '%', percent(plain.recall + (1 - plain.recall) / 4)),
    told(`search, ${base.name}: recall@5 of plain BM25`, percent(plain.recall), '%'),
    atLeast(`search, ${base.name}: MRR`, percent(mrr), '%', percent(plain.mrr + 0.05)),
    told(`search, ${base.name}: MRR of plain BM25`, percent(plain.mrr), '%'),
    ...judgedIn(base.name, said, denied / base.questions.length),
  ];
}

/** @param told of 48 questions without an answer @param denied share of those with one */
const judgedIn = (name: string, told: number, denied: number): Figure[] => [
  atLeast(`search, ${name}: told that there is no answer`, told, 'of 48', 40),
  atMost(`search, ${name}: denied`, denied * 100, '%', 5),
];

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
