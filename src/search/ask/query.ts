/** From what a person typed to weighted terms: question words go, the trade's other words for the same thing come. */

import { normalise } from '../text/normalise.ts';
import { isLatin, type TermSort, tokenise } from '../text/tokenise.ts';
import { intentsOf } from './intents.ts';
import { expand } from './synonyms.ts';

/** Longest first, so that 怎么办 goes whole before 怎么 does. */
const QUESTION_WORDS = [
  '是怎么回事',
  '有问题',
  '出问题',
  '出了问题',
  '怎么看',
  '怎么设置',
  '怎么回事',
  '怎么解决',
  '怎么处理',
  '如何处理',
  '如何解决',
  '为什么会',
  '是什么意思',
  '什么意思',
  '有什么用',
  '怎么办呢',
  '有没有办法',
  '怎么样',
  '怎么办',
  '怎么用',
  '怎么弄',
  '怎么做',
  '怎么查',
  '咋办',
  '咋弄',
  '咋回事',
  '是什么',
  '有哪些',
  '哪一个',
  '为什么',
  '请问一下',
  '能不能',
  '可不可以',
  '是不是',
  '有没有',
  '可以吗',
  '什么时候',
  '什么',
  '怎么',
  '怎样',
  '如何',
  '为何',
  '为啥',
  '哪些',
  '哪个',
  '哪里',
  '哪儿',
  '请问',
  '请教',
  '谁来',
  '多少',
  '想要',
  '我想',
  '我要',
  '需要',
  '一下',
  '的话',
  '的时候',
  '帮我',
  '麻烦',
  '咋',
  '吗',
  '呢',
  '吧',
  '啊',
  '了',
  '的',
  '我',
  '请',
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

export interface Alternative {
  /** The synonym, normalised: an article with this very title is what was meant. */
  name: string;
  /** What it counts against the word that was typed. */
  weight: number;
  terms: QueryTerm[];
}

/** Something that the query says, and the other ways to say it; a document counts by the best of them. */
export interface Concept {
  /** Characters of the query that it stands for, as a share of the query. */
  share: number;
  /** How surely it is meant, 0 to 1. */
  strength: number;
  /** Whether its alternatives are names of what is meant, not only other words. */
  names: boolean;
  alternatives: Alternative[];
}

export interface ParsedQuery {
  /** Terms as typed, each once. */
  terms: QueryTerm[];
  concepts: Concept[];
}

const SORT_WEIGHT: Record<TermSort, number> = { single: 0.12, bigram: 1, word: 1, latin: 1.6, part: 0.8 };
/** What a synonym counts against the word that was typed. */
const SYNONYM_WEIGHT = 0.6;
/** What the words of a task count. */
const INTENT_WEIGHT = 0.9;
/** What each further word of a task counts against the one before: the likeliest stands first. */
const LATER_WORD = 0.93;
const PREFIX_MINIMUM = 3;

/**
 * What a query asks for, in terms of the index.
 * @param whole the question with its period, which may say what is meant (昨天的负载)
 */
export function parseQuery(query: string, whole = query): ParsedQuery {
  const cleaned = cleanQuery(query);
  const length = cleaned.replace(/\s+/g, '').length;
  return {
    terms: weighted(cleaned, 1, true),
    concepts: [
      ...expand(cleaned).map(({ matched, words }) => ({
        share: Math.min(1, matched.length / Math.max(1, length)),
        strength: 1,
        names: false,
        alternatives: words.map((word) => alternative(word, SYNONYM_WEIGHT)),
      })),
      ...intentsOf(normalise(whole)).map(({ words, strength, share }) => ({
        share,
        strength,
        names: true,
        alternatives: words.map((word, i) => alternative(word, INTENT_WEIGHT * LATER_WORD ** i)),
      })),
    ],
  };
}

const alternative = (word: string, weight: number): Alternative => ({
  name: normalise(word),
  weight,
  terms: weighted(word, weight, false),
});

/** Every term of the index that a query touches; a browser loads these. */
export function allTerms({ terms, concepts }: ParsedQuery): QueryTerm[] {
  return [
    ...terms,
    ...concepts.flatMap(({ alternatives }) => alternatives.flatMap((alternative) => alternative.terms)),
  ];
}

function weighted(text: string, factor: number, typed: boolean): QueryTerm[] {
  const terms = new Map<string, QueryTerm>();
  for (const { text: term, sort } of tokenise(text)) {
    // One character of a synonym says nothing about the query.
    if (!typed && sort === 'single') continue;
    const weight = SORT_WEIGHT[sort] * factor;
    const known = terms.get(term);
    const prefix = typed && sort === 'latin' && isLatin(term) && term.length >= PREFIX_MINIMUM;
    if (known === undefined) terms.set(term, { text: term, weight, prefix });
    else if (weight > known.weight) known.weight = weight;
  }
  return [...terms.values()];
}

/** What to mark in a text: pairs and words of the query, and the other words for them whole. */
export interface Needle {
  /** Normalised. */
  text: string;
  weight: number;
  latin: boolean;
}

/** The marks of a query; a pair of characters across two synonyms is none. */
export function needlesOf(query: string): Needle[] {
  const cleaned = cleanQuery(query);
  const needles = new Map<string, Needle>();
  const add = (text: string, weight: number): void => {
    if (!needles.has(text)) needles.set(text, { text, weight, latin: isLatin(text) });
  };
  for (const { text, sort } of tokenise(cleaned)) if (sort !== 'single') add(text, SORT_WEIGHT[sort]);
  for (const { words } of expand(cleaned)) for (const word of words) add(normalise(word), SYNONYM_WEIGHT);
  for (const { words, strength } of intentsOf(normalise(query))) {
    for (const word of words) add(normalise(word), SYNONYM_WEIGHT * strength);
  }
  return [...needles.values()].filter(({ text }) => text.length > 1);
}
