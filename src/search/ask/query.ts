/** From what a person typed to weighted terms: question words go, the trade's other words for the same thing come. */

import { normalise } from '../text/normalise.ts';
import { isLatin, type TermSort, tokenise } from '../text/tokenise.ts';
import { type Manner, mannerOf, withoutOpening } from './manner.ts';
import { isEmptyCharacter, type NamedThing, thingsIn } from './subject.ts';
import { type Expansion, expand } from './synonyms.ts';

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
  '啊',
  '我们',
].sort((a, b) => b.length - a.length);

/** One character that only asks, unless it is part of a word that says something: 请假, 了解, 目的. */
const QUESTION_CHARACTERS = [
  '(?<![酒网])吧',
  '了(?!解)',
  '(?<!目)的(?!士)',
  '(?<!自)我',
  '(?<![申邀聘])请(?![假示求帖])',
];

const QUESTION = new RegExp([...QUESTION_WORDS, ...QUESTION_CHARACTERS].join('|'), 'g');

/** The query without question words; the query itself when nothing would be left. */
export function cleanQuery(query: string): string {
  const text = withoutOpening(normalise(query).trim());
  const cleaned = text.replace(QUESTION, ' ').replace(/\s+/g, ' ').trim();
  return cleaned === '' ? text : cleaned;
}

export interface QueryTerm {
  text: string;
  sort: TermSort;
  /** Against a pair of characters that carry a meaning. */
  weight: number;
  /** Whether words that only begin with it count too. */
  prefix: boolean;
}

/** Something that the query says, and the other ways to say it; a document counts by the best of them. */
export interface Concept {
  /** What of the query called for it. */
  matched: string;
  /** Characters of the query that it stands for, as a share of the query. */
  share: number;
  /** Terms of each other way. */
  alternatives: QueryTerm[][];
  /** Each other way as it is written, normalised. */
  words: string[];
}

export interface ParsedQuery extends Manner {
  /** Terms as typed, each once. */
  terms: QueryTerm[];
  concepts: Concept[];
  /** Things that it names. */
  things: NamedThing[];
  /** Characters without the words that only ask. */
  length: number;
}

/**
 * A character counts more than a pair: of what people ask, their own words share characters with the answer (到期, 过期; 掉线, 断线) far
 * more often than pairs. Measured over eight fields, see `npm run bench`.
 */
const SORT_WEIGHT: Record<TermSort, number> = { single: 1.3, pair: 1, latin: 2, part: 1.2 };
const PREFIX_MINIMUM = 3;

/** What a pair counts with one such character, and with two; and what such a character counts alone. */
const HALF_EMPTY = 0.8;
const WHOLLY_EMPTY = 0.4;

/** What a query asks for, in terms of the index. */
export function parseQuery(query: string): ParsedQuery {
  const cleaned = cleanQuery(query);
  const length = Math.max(1, [...cleaned.replace(/\s+/g, '')].length);
  return {
    terms: weighted(cleaned, true),
    // As it was typed, too: 花了多少钱 and 挂了 hold words that only ask.
    concepts: expansionsOf(cleaned, normalise(query)).map(({ matched, words }) => {
      const ways = words.map(normalise).filter((word) => weighted(word, false).length > 0);
      return {
        matched,
        share: Math.min(1, [...matched].length / length),
        alternatives: ways.map((word) => weighted(word, false)),
        words: ways,
      };
    }),
    things: thingsIn(cleaned),
    length,
    ...mannerOf(normalise(query)),
  };
}

/** Other words for what stands in the question, and for what of it only stands there with the words that ask. */
function expansionsOf(cleaned: string, typed: string): Expansion[] {
  const own = expand(cleaned);
  const broken = expand(typed)
    .filter(({ words }) => !own.some((one) => one.words.join() === words.join()))
    .map(({ matched, words }) => ({
      typed: matched,
      matched: cleanQuery(matched).replace(/\s+/g, ''),
      words: [matched, ...words],
    }))
    .filter(({ typed: whole, matched }) => matched !== whole && [...matched].length > 1);
  return [...own, ...broken];
}

/** Every term of the index that a query touches; a browser loads these. */
export const allTerms = ({ terms, concepts }: ParsedQuery): QueryTerm[] => [
  ...terms,
  ...concepts.flatMap(({ alternatives }) => alternatives.flat()),
];

function weighted(text: string, typed: boolean): QueryTerm[] {
  const terms = new Map<string, QueryTerm>();
  for (const { text: term, sort } of tokenise(text)) {
    // One character of a synonym says nothing about the query.
    if (!typed && sort === 'single') continue;
    const weight = SORT_WEIGHT[sort] * meaning(term, sort);
    const known = terms.get(term);
    const prefix = typed && sort === 'latin' && isLatin(term) && term.length >= PREFIX_MINIMUM;
    if (known === undefined) terms.set(term, { text: term, sort, weight, prefix });
    else if (weight > known.weight) known.weight = weight;
  }
  return [...terms.values()];
}

function meaning(term: string, sort: TermSort): number {
  if (sort === 'single') return isEmptyCharacter(term) ? WHOLLY_EMPTY : 1;
  if (sort !== 'pair') return 1;
  const empty = [...term].filter(isEmptyCharacter).length;
  return empty === 0 ? 1 : empty === 1 ? HALF_EMPTY : WHOLLY_EMPTY;
}

/** What to mark in a text: pairs and words of the query, and the other words for them whole. */
export interface Needle {
  /** Normalised. */
  text: string;
  weight: number;
  latin: boolean;
}

/** What another word for it counts against one that was typed, where a passage is chosen to be shown. */
const OTHER_WORD = 0.6;

/** The marks of a query; a pair of characters across two synonyms is none. */
export function needlesOf(query: string): Needle[] {
  const cleaned = cleanQuery(query);
  const needles = new Map<string, Needle>();
  const add = (text: string, weight: number): void => {
    if (!needles.has(text)) needles.set(text, { text, weight, latin: isLatin(text) });
  };
  for (const { text, sort } of tokenise(cleaned)) if (sort !== 'single') add(text, 1);
  for (const { words } of expand(cleaned)) for (const word of words) add(normalise(word), OTHER_WORD);
  return [...needles.values()].filter(({ text }) => text.length > 1);
}
