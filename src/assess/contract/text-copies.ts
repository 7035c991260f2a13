/** How much of a written text stands in another one word for word: a plan that was copied says nothing of this site. Pure. */
import { TO_BE_FILLED } from '../../contract/terms/contract.ts';

/** Characters that are looked at together: long enough that two texts about one trade do not share them by chance. */
const SHINGLE = 8;
/** A shorter text is a letter or a form. */
const SHINGLES_AT_LEAST = 200;
/** A text of which no more than a tenth is its own. */
const SAME_AS_STARTER = 0.9;
/** What both have from a starter does not count: so much of the rest was taken from the other text. */
const SAME_AS_OTHER = 0.6;

/** Head and comments are no text. */
const NO_TEXT = [/^\uFEFF?---\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/, /<!--[\s\S]*?-->/g] as const;
/** A sentence, a cell, a label: what was put into a blank does not change what stands around it. */
const PIECES = new RegExp(`[\\n|。；：]|${TO_BE_FILLED}`);
const MARKS = /[\s#*`>_~[\]-]+/g;

function shinglesOf(source: string): Set<string> {
  const text = NO_TEXT.reduce((rest, none) => rest.replace(none, ''), source);
  const found = new Set<string>();
  for (const piece of text.split(PIECES).map((one) => one.replace(MARKS, '')))
    for (let at = 0; at + SHINGLE <= piece.length; at += 1) found.add(piece.slice(at, at + SHINGLE));
  return found;
}

const shareIn = (own: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  own.size === 0 ? 0 : [...own].filter((one) => other.has(one)).length / own.size;

export interface OtherText {
  /** As it is named in the message. */
  name: string;
  source: string;
}

export interface Copy {
  name: string;
  /** Of the text, what the other has word for word, 0 to 1. */
  share: number;
  /** Headings of its parts that stand there as they are, in order. */
  unchanged: string[];
}

/** A shorter part says too little to be its own or not. */
const SHINGLES_OF_PART = 20;

/** Headings of the parts of which no more than a tenth is not in the other text. */
function unchangedIn(source: string, other: ReadonlySet<string>): string[] {
  const text = NO_TEXT.reduce((rest, none) => rest.replace(none, ''), source);
  return text.split(/^(?=#{1,6} )/m).flatMap((part) => {
    const [, heading] = /^#{1,6} +(.*?)[ #]*$/m.exec(part) ?? [];
    const own = shinglesOf(part.replace(/^#.*$/m, ''));
    const isCopied = own.size >= SHINGLES_OF_PART && shareIn(own, other) >= SAME_AS_STARTER;
    return heading !== undefined && isCopied ? [heading.trim()] : [];
  });
}

/**
 * The text that it was copied from, the one with the greatest share; null: it is its own.
 * @param starters texts that the program gives to begin with
 * @param others written texts of this contract or of other ones
 */
export function copiedFrom(source: string, starters: readonly OtherText[], others: readonly OtherText[]): Copy | null {
  const own = shinglesOf(source);
  if (own.size < SHINGLES_AT_LEAST) return null;
  const given = starters.map(({ name, source: text }) => ({ name, shingles: shinglesOf(text) }));
  const rest = own.difference(given.reduce((all, { shingles }) => all.union(shingles), new Set<string>()));
  const found = [
    ...given
      .map(({ name, shingles }) => ({ name, shingles, share: shareIn(own, shingles) }))
      .filter(({ share }) => share >= SAME_AS_STARTER),
    ...(rest.size < SHINGLES_AT_LEAST ? [] : others)
      .map(({ name, source: text }) => ({ name, shingles: shinglesOf(text), share: 0 }))
      .map((one) => ({ ...one, share: shareIn(rest, one.shingles) }))
      .filter(({ share }) => share >= SAME_AS_OTHER),
  ];
  const [most] = found.toSorted((a, b) => b.share - a.share);
  return most === undefined
    ? null
    : { name: most.name, share: most.share, unchanged: unchangedIn(source, most.shingles) };
}
