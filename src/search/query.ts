/** From what a person typed to weighted terms: question words go, the trade's other words for the same thing come. */
import { normalise } from './normalise.ts';
import { expand } from './synonyms.ts';
import { type TermSort, isLatin, tokenise } from './tokenise.ts';

/** Longest first, so that 怎么办 goes whole before 怎么 does. */
const QUESTION_WORDS = [
  '是怎么回事', '怎么回事', '怎么解决', '怎么处理', '如何处理', '如何解决', '为什么会', '是什么意思', '什么意思', '有什么用',
  '怎么办呢', '有没有办法', '怎么样', '怎么办', '怎么用', '怎么弄', '怎么做', '怎么查', '咋办', '咋弄', '咋回事', '是什么', '有哪些', '哪一个',
  '为什么', '请问一下', '能不能', '可不可以', '是不是', '有没有', '可以吗', '什么时候', '什么', '怎么', '怎样', '如何', '为何', '为啥', '哪些', '哪个',
  '哪里', '哪儿', '请问', '请教', '谁来', '多少', '想要', '我想', '我要', '需要', '一下', '的话', '的时候', '帮我', '麻烦', '咋', '吗', '呢', '吧', '啊', '了', '的', '我', '请',
].sort((a, b) => b.length - a.length);

const QUESTION = new RegExp(QUESTION_WORDS.join('|'), 'g');

/** The query without question words; the query itself when nothing would be left. */
export function cleanQuery(query: string): string {
  const text = normalise(query).trim();
  const cleaned = text.replace(QUESTION, ' ').replace(/\s+/g, ' ').trim();
  return cleaned === '' ? text : cleaned;
}

export interface QueryTerm {
  text: string;
  weight: number;
  /** Whether words that only begin with it count too. */
  prefix: boolean;
}

const SORT_WEIGHT: Record<TermSort, number> = { single: 0.12, bigram: 1, word: 1, latin: 1.6, part: 0.8 };
/** What a synonym counts against the word that was typed. */
const SYNONYM_WEIGHT = 0.45;
const PREFIX_MINIMUM = 3;

/** Weighted terms of a query, each once. */
export function queryTerms(query: string): QueryTerm[] {
  const cleaned = cleanQuery(query);
  const weights = new Map<string, QueryTerm>();
  const add = (text: string, factor: number, synonym: boolean): void => {
    for (const { text: term, sort } of tokenise(text)) {
      if (synonym && sort === 'single') continue;
      const weight = SORT_WEIGHT[sort] * factor;
      const known = weights.get(term);
      const prefix = !synonym && sort === 'latin' && isLatin(term) && term.length >= PREFIX_MINIMUM;
      if (known === undefined) weights.set(term, { text: term, weight, prefix });
      else if (weight > known.weight) known.weight = weight;
    }
  };
  add(cleaned, 1, false);
  for (const other of expand(cleaned)) add(other, SYNONYM_WEIGHT, true);
  return [...weights.values()];
}
