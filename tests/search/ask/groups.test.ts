/**
 * Each group of words earns its place: questions whose writers had not seen the groups find their articles less well without it. The
 * knowledge bases below were written after the groups were; the other eight were at hand while they were made, and prove nothing.
 */

import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { GROUPS } from '../../../src/search/ask/groups.ts';
import { type ParsedQuery, parseQuery } from '../../../src/search/ask/query.ts';
import { readQuestion } from '../../../src/search/ask/question.ts';
import { rank } from '../../../src/search/rank.ts';
import { buildIndex, type SearchIndex } from '../../../src/search/search.ts';
import { articlesIn, documentsOf, starterArticles } from '../_goal.ts';
import { indexOf, knowledgeBases } from '../_knowledge-bases.ts';
import { type Question, sampleQuestions, starterQuestions } from '../questions.ts';

const LATER = new Set([
  'airport-ground',
  'broadcast',
  'civil-affairs',
  'library-museum',
  'site-office',
  'tax-hall-om',
  'traffic-signal',
  'vet-extension',
  'water-bureau',
]);
/** What people call the documents and pages that the contract asks for by longer names: of no knowledge base. */
const OF_THE_PRODUCT = ['月报', '日报', '费用'];

const groups = GROUPS.trim()
  .split('\n')
  .map((line) => line.split(' '));

/** Gain of each group over all questions, in reciprocal ranks. */
const gains = new Map<string, number>();

beforeAll(async () => {
  const documents = [
    ...documentsOf(await starterArticles()),
    ...documentsOf(await articlesIn(join(import.meta.dirname, '../../fixtures/articles'))),
  ];
  add(buildIndex(documents), [...starterQuestions, ...sampleQuestions]);
  for (const base of knowledgeBases()) if (LATER.has(base.name)) add(indexOf(base), base.questions);
});

function add(index: SearchIndex, questions: readonly Question[]): void {
  for (const { ask, answers } of questions) {
    const question = readQuestion(index.documents, ask);
    const parsed = parseQuery(question.words);
    const found = (asked: ParsedQuery): number => {
      const at = rank(index, question, asked, 10).findIndex(({ document }) =>
        answers.includes(index.documents[document]?.url ?? ''),
      );
      return at < 0 ? 0 : 1 / (at + 1);
    };
    for (const concept of parsed.concepts) {
      const own = groups.find((words) => concept.words.every((word) => words.includes(word)))?.[0] ?? '';
      const without = { ...parsed, concepts: parsed.concepts.filter((one) => one !== concept) };
      gains.set(own, (gains.get(own) ?? 0) + found(parsed) - found(without));
    }
  }
}

describe('a group of words for one thing', () => {
  it.each(groups.map(([first = '']) => first).filter((first) => !OF_THE_PRODUCT.includes(first)))(
    '%s: is missed where it is not',
    (first) => {
      expect(gains.get(first) ?? 0).toBeGreaterThan(0);
    },
  );
});
