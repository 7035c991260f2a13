import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { isFarOff } from '../../src/search/about.ts';
import { toFiles } from '../../src/search/index/shards.ts';
import { openRemote } from '../../src/search/remote.ts';
import { buildIndex, type SearchDocument, type SearchIndex, search } from '../../src/search/search.ts';
import { articlesIn, documentsOf, figures, goal, starterArticles } from './_goal.ts';
import { type Question, sampleQuestions, starterQuestions } from './questions.ts';

/** The starter's articles alone, and with those on commands and for a help desk among them, of which there is an index. */
let starter: SearchDocument[];
let documents: SearchDocument[];
let index: SearchIndex;
/** The first ten among all of them, by question. */
let found: Map<string, ReturnType<typeof search>>;
beforeAll(async () => {
  starter = documentsOf(await starterArticles());
  documents = [...starter, ...documentsOf(await articlesIn(join(import.meta.dirname, '../fixtures/articles')))];
  index = buildIndex(documents);
  found = new Map(questions.map(({ ask }) => [ask, search(index, ask, 10)]));
});
const questions = [...starterQuestions, ...sampleQuestions];

function expectGoal(name: string, find: (ask: string) => ReturnType<typeof search>, asked: readonly Question[]): void {
  const { hits, of, recall, mrr, missed } = figures(find, asked);
  console.log(`${name}：前五 ${hits}/${of}，recall@5 ${recall.toFixed(2)}，MRR ${mrr.toFixed(2)}`);
  expect(hits, missed.join('\n')).toBeGreaterThanOrEqual(Math.ceil(of * goal.hits));
  expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(goal.recall);
  expect(mrr, missed.join('\n')).toBeGreaterThanOrEqual(goal.mrr);
}

describe('search finds what people ask for', () => {
  it('asks only for articles that exist', () => {
    const known = new Set(documents.map(({ url }) => url));
    expect(questions.flatMap(({ answers }) => answers).filter((id) => !known.has(id))).toEqual([]);
    expect(starterQuestions.length).toBeGreaterThanOrEqual(60);
    expect(sampleQuestions.length).toBeGreaterThanOrEqual(120);
  });

  it('meets the goal over the starter articles', () => {
    const own = buildIndex(starter);
    expectGoal('知识库', (ask) => search(own, ask, 10), starterQuestions);
  });

  it('meets the goal with others among them', () =>
    expectGoal('知识库与其他文章', (ask) => found.get(ask) ?? [], questions));
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
  it('is denied of one in twenty at most where an article answers', () => {
    const denied = questions.map(({ ask }) => ask).filter((ask) => isFarOff(found.get(ask) ?? []));
    expect(denied.length / questions.length, denied.join('\n')).toBeLessThanOrEqual(0.05);
  });

  it('is denied of nearly all that the knowledge base knows nothing of', () => {
    const taken = elsewhere.filter((ask) => !isFarOff(search(index, ask, 10)));
    expect(taken.length, taken.join('\n')).toBeLessThanOrEqual(1);
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
    const packed = new Map<string, number>();
    let worst = 0;
    for (const { ask } of starterQuestions.slice(0, 20)) {
      let bytes = 0;
      const remote = openRemote(async (name) => {
        const body = files.get(name) ?? '';
        const size = packed.get(name) ?? gzipSync(body).length;
        packed.set(name, size);
        bytes += size;
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
      const here = found.get(ask) ?? [];
      const there = await remote.search(ask, 10);
      expect(there.map(({ url }) => url)).toEqual(here.map(({ url }) => url));
      expect(await there[0]?.snippet()).toEqual(here[0]?.snippet);
    }
  });
});
