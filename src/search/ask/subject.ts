/** What of a question carries its subject: the words that only say how one asks, and the things that it names. Pure. */
import { runs } from '../text/normalise.ts';
import { tokenise } from '../text/tokenise.ts';
import { isWord } from './synonyms.ts';
import { isThing } from './things.ts';

/** Characters that say how one asks, not what for. */
const EMPTY = new Set(
  '还多少怎么几哪什个的了是有在谁能可以不没一要把给被到从用上下里为和与或我你他它这那就都也很太再又吗呢吧啊请',
);

/** Weighs less where documents are ranked. */
export const isEmptyCharacter = (character: string): boolean => EMPTY.has(character);

/** Those and the other words without a subject of their own: pronouns, particles, modal verbs, prepositions, adverbs, and what anybody does. */
const EVERYDAY = new Set([
  ...EMPTY,
  ...'着地得过们您她咱俺此其嘛呀呗啦哦咋啥会想敢该须必应让叫使对向由于往跟及因比按才只更最已经刚将先常老总来去进出回起做弄搞办说讲看',
]);

/** Whether it says nothing, or not alone, of what is asked. @param text a character, or a pair of them, normalised */
export const isEveryday = (text: string): boolean => [...text].some((character) => EVERYDAY.has(character));

/** A thing that a question names, which a document about it must hold. */
export interface NamedThing {
  text: string;
  /** Pairs of its characters, or itself where it is one character or Latin: a document that holds all of them holds it. */
  terms: string[];
}

/** Characters of the longest word that is known. */
const LONGEST = 6;

/**
 * The things that a question names, each once, the longest word first wherever one begins.
 * @param cleaned normalised, without the words that only ask
 */
export function thingsIn(cleaned: string): NamedThing[] {
  const words = new Set(runs(cleaned).flatMap(({ text, han }) => (han ? wordsIn(text) : [text])));
  return [...words].filter(isThing).map((text) => {
    const pairs = tokenise(text).filter(({ sort }) => sort === 'pair' || sort === 'latin');
    return { text, terms: pairs.length === 0 ? [text] : pairs.map((term) => term.text) };
  });
}

/** The words that are known, from left to right; one of a group keeps a thing from being read across its end. */
function wordsIn(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const word = longestAt(text, at);
    found.push(word);
    at += Math.max(1, word.length);
  }
  return found;
}

/** The longest word that is known and begins there; empty when none does. */
function longestAt(text: string, at: number): string {
  for (let length = Math.min(LONGEST, text.length - at); length > 0; length--) {
    const word = text.slice(at, at + length);
    if (isWord(word) || isThing(word)) return word;
  }
  return '';
}
