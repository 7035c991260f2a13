/** The articles of a knowledge base among the samples: as the site loads them, and found as the search finds them. */
import { loadArticles } from '../../src/knowledge/articles.ts';
import { documentsOf, starterArticles } from '../search/_goal.ts';
import { measure } from '../search/_knowledge-bases.ts';
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
  // What is asked of the search over articles that nobody has tuned it to: more than plain BM25 finds in the same ones.
  const { recall, mrr, plain } = measure({
    ...{ name: 'samples', field: 'samples', unanswerable: [], questions: asked },
    documents: [...documentsOf(await starterArticles()), ...documentsOf(articles)],
  });
  return [
    atLeast(`${asked.length} 个提问的 recall@5`, rounded(plain.recall + (1 - plain.recall) / 4), rounded(recall)),
    atLeast('MRR', rounded(plain.mrr + 0.05), rounded(mrr)),
  ];
}

const rounded = (share: number): number => Math.round(share * 1000) / 1000;
