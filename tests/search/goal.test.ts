import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadArticles } from '../../src/knowledge/articles.ts';
import { toFiles } from '../../src/search/index/shards.ts';
import { isFarOff } from '../../src/search/nearness.ts';
import { openRemote } from '../../src/search/remote.ts';
import { buildIndex, type SearchDocument, type SearchIndex, search } from '../../src/search/search.ts';
import { type Question, sampleQuestions, starterQuestions } from './questions.ts';

const path = (relative: string): string => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
const SAMPLES = path('../shared/samples/kb-sample');
const withSamples = existsSync(SAMPLES);

async function documentsOf(dir: string, exclude: string[] = []): Promise<SearchDocument[]> {
  const { articles } = await loadArticles({ dir, url: '/knowledge-base', label: 'knowledge-base', exclude });
  return articles.map(({ id, title, text, summary, topics, systems, keywords }) => ({
    url: id,
    title,
    kind: 'article',
    text,
    lead: summary,
    topics: [...topics, ...systems, ...keywords],
  }));
}

let documents: SearchDocument[];
let index: SearchIndex;
beforeAll(async () => {
  documents = await documentsOf(path('knowledge-base'), ['manual']);
  if (withSamples) documents.push(...(await documentsOf(SAMPLES)));
  index = buildIndex(documents);
});

function figures(questions: readonly Question[]) {
  const missed: string[] = [];
  let recall = 0;
  let reciprocal = 0;
  for (const { ask, answers } of questions) {
    const urls = search(index, ask, 10).map(({ url }) => url);
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

/** The project's goal: 36 of 40, recall@5 0.80, MRR 0.80. */
function expectGoal(name: string, questions: readonly Question[]): void {
  const { hits, of, recall, mrr, missed } = figures(questions);
  console.log(
    `${name}：${documents.length} 篇，前五 ${hits}/${of}，recall@5 ${recall.toFixed(2)}，MRR ${mrr.toFixed(2)}`,
  );
  expect(hits, missed.join('\n')).toBeGreaterThanOrEqual(Math.ceil(of * 0.9));
  expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(0.8);
  expect(mrr, missed.join('\n')).toBeGreaterThanOrEqual(0.8);
}

describe('search finds what people ask for', () => {
  it('asks only for articles that exist', () => {
    const known = new Set(documents.map(({ url }) => url));
    const asked = [...starterQuestions, ...(withSamples ? sampleQuestions : [])].flatMap(({ answers }) => answers);
    expect(asked.filter((id) => !known.has(id))).toEqual([]);
    expect(starterQuestions.length).toBeGreaterThanOrEqual(60);
  });

  it('meets the goal over the starter articles', () => expectGoal('知识库', starterQuestions));

  it('meets the goal with the samples among them', () => {
    expectGoal(
      withSamples ? '知识库与样例' : '知识库（样例不在）',
      withSamples ? [...starterQuestions, ...sampleQuestions] : starterQuestions,
    );
  });
});

/** Asked of a help desk by people who have the wrong one. */
const elsewhere = [
  '怎么做红烧肉',
  '附近哪里有停车场',
  '孩子上学怎么报名',
  '空调不制冷',
  '电梯坏了',
  '高铁票怎么订',
  '足球比赛结果',
];

describe('what it finds is about the question', () => {
  it('is never denied where an article answers', () => {
    const denied = [...starterQuestions, ...(withSamples ? sampleQuestions : [])]
      .map(({ ask }) => ask)
      .filter((ask) => isFarOff(search(index, ask, 10)));
    expect(denied).toEqual([]);
  });

  it('is denied of what the knowledge base knows nothing of', () => {
    expect(elsewhere.filter((ask) => !isFarOff(search(index, ask, 10)))).toEqual([]);
  });
});

describe('the index in a browser', () => {
  /** The articles several times over under other addresses, as many as a knowledge base of some years holds. */
  const many = (): SearchDocument[] =>
    Array.from({ length: 900 }, (_, i) => {
      const document = documents[i % documents.length] as SearchDocument;
      return { ...document, url: `${document.url}-${i}` };
    });

  it('loads at most 300 KB before the first result over 900 articles', async () => {
    const files = new Map(toFiles(buildIndex(many())).map(({ path, body }) => [path, body]));
    let worst = 0;
    for (const { ask } of starterQuestions.slice(0, 20)) {
      let bytes = 0;
      const remote = openRemote(async (name) => {
        const body = files.get(name) ?? '';
        bytes += gzipSync(body).length;
        return body;
      });
      expect((await remote.search(ask, 10)).length).toBe(10);
      worst = Math.max(worst, bytes);
    }
    console.log(`首次结果前最多加载 ${Math.round(worst / 1024)} KB（压缩后）`);
    expect(worst).toBeLessThan(300 * 1024);
  });

  it('finds the same as the terminal, in the same order', async () => {
    const files = new Map(toFiles(index).map(({ path, body }) => [path, body]));
    const remote = openRemote(async (name) => files.get(name) ?? '');
    for (const { ask } of starterQuestions) {
      const here = search(index, ask, 8);
      const there = await remote.search(ask, 8);
      expect(there.map(({ url }) => url)).toEqual(here.map(({ url }) => url));
      expect(await there[0]?.snippet()).toEqual(here[0]?.snippet);
    }
  });
});
