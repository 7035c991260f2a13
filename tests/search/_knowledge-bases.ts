/** Knowledge bases of other fields, with questions that have an answer and such as have none: written for this, made up, of no body. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFarOff } from '../../src/search/about.ts';
import { buildIndex, type SearchDocument, type SearchIndex, search } from '../../src/search/search.ts';
import { plainBm25 } from './_bm25.ts';
import type { Question } from './questions.ts';

export interface KnowledgeBase {
  name: string;
  field: string;
  documents: SearchDocument[];
  questions: readonly Question[];
  unanswerable: readonly string[];
}

const DIR = join(import.meta.dirname, '../fixtures/knowledge-bases');

interface Written {
  name: string;
  field: string;
  articles: { id: string; title: string; text: string }[];
  questions: Question[];
  unanswerable: string[];
}

let known: readonly KnowledgeBase[] | undefined;
const indexes = new Map<KnowledgeBase, SearchIndex>();

/** Of a base, made once. */
export function indexOf(base: KnowledgeBase): SearchIndex {
  const index = indexes.get(base) ?? buildIndex(base.documents);
  indexes.set(base, index);
  return index;
}

const answers = new Map<KnowledgeBase, Map<string, Answer>>();
type Answer = ReturnType<typeof search>;

/** The first ten that a base answers a question by, asked once. */
export function answerOf(base: KnowledgeBase, ask: string): Answer {
  const known = answers.get(base) ?? new Map<string, Answer>();
  answers.set(base, known);
  const answer = known.get(ask) ?? search(indexOf(base), ask, 10);
  known.set(ask, answer);
  return answer;
}

/** Those of the fixtures, by name. */
export function knowledgeBases(): readonly KnowledgeBase[] {
  known ??= readdirSync(DIR)
    .sort()
    .map((file) => {
      const { name, field, articles, questions, unanswerable } = JSON.parse(
        readFileSync(join(DIR, file), 'utf8'),
      ) as Written;
      const documents = articles.map(({ id, title, text }) => ({ url: id, title, kind: 'article', text }));
      return { name, field, documents, questions, unanswerable };
    });
  return known;
}

export interface Quality {
  /** Share of the right answers among the first five, and the middle of one over the place of the first. */
  recall: number;
  mrr: number;
}

export interface Measured extends Quality {
  /** What bigram BM25 without anything on top finds in the same documents. */
  plain: Quality;
  /** Questions without an answer that are told as such, and questions with one that are denied. */
  told: number;
  denied: number;
}

export function measure(base: KnowledgeBase): Measured {
  const { documents, questions, unanswerable } = base;
  const isDenied = (ask: string): boolean => {
    const results = answerOf(base, ask);
    return results.length === 0 || isFarOff(results);
  };
  return {
    ...qualityOf((ask) => answerOf(base, ask).map(({ url }) => url), questions),
    plain: qualityOf(plainBm25(documents), questions),
    told: unanswerable.filter(isDenied).length,
    denied: questions.filter(({ ask }) => isDenied(ask)).length,
  };
}

function qualityOf(find: (ask: string) => string[], questions: readonly Question[]): Quality {
  let recall = 0;
  let mrr = 0;
  for (const { ask, answers } of questions) {
    const found = find(ask);
    const five = found.slice(0, 5);
    recall += answers.filter((answer) => five.includes(answer)).length / Math.min(5, answers.length);
    const first = found.findIndex((url) => answers.includes(url));
    mrr += first < 0 ? 0 : 1 / (first + 1);
  }
  return { recall: recall / questions.length, mrr: mrr / questions.length };
}
