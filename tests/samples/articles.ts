/** The articles of a knowledge base among the samples: as the site loads them, and found as the search finds them. */
import { loadArticles } from '../../src/knowledge/articles.ts';
import { figures, goal, indexOf, starterArticles } from '../search/_goal.ts';
import { sampleQuestions } from '../search/questions.ts';
import { atLeast, type Claim, type Fact, fact, readTruth } from './claims.ts';
import type { Checked, Sample } from './sample.ts';

type Loaded = Awaited<ReturnType<typeof loadArticles>>;

const claims: Claim<Loaded>[] = [
  {
    form: /(\d+) Chinese articles/,
    compare: ([, n = ''], { articles }) => [
      fact('中文文章', n, articles.filter(({ title, text }) => /\p{Script=Han}/u.test(title + text)).length),
    ],
  },
];

export async function checkArticles({ path, file, truth }: Sample): Promise<Checked> {
  const loaded = await loadArticles({ dir: path, url: '/knowledge-base', label: file });
  const read = readTruth(truth, claims, loaded);
  if (read.facts.length === 0) return read;
  return { ...read, facts: [...read.facts, ...(await searchFacts(loaded))] };
}

/** Asked when the folder holds the articles that answer: among the starter's, as in a knowledge base of both. */
async function searchFacts({ articles }: Loaded): Promise<Fact[]> {
  const known = new Set(articles.map(({ id }) => id));
  const asked = sampleQuestions.filter(({ answers }) => answers.some((one) => known.has(one)));
  if (asked.length === 0) return [];
  const index = indexOf([...(await starterArticles()), ...articles]);
  const { hits, recall, mrr } = figures(index, asked);
  return [
    atLeast(`${asked.length} 个提问前五找到`, Math.ceil(asked.length * goal.hits), hits),
    atLeast('recall@5', goal.recall, recall),
    atLeast('MRR', goal.mrr, mrr),
  ];
}
