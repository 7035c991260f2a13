/**
 * Terms of a text: Chinese bigrams, words and single characters; Latin words whole and in parts.
 * Bigrams carry the recall: they need no dictionary, so a browser without `Intl.Segmenter` (Chromium 86, older Firefox)
 * finds the same articles; segmented words only sharpen the order.
 */
import { normalise, runs } from './normalise.ts';

/** What sort of evidence a term is; the ranker weighs by it. */
export type TermSort = 'single' | 'bigram' | 'word' | 'latin' | 'part';
export interface Term {
  text: string;
  sort: TermSort;
}

interface Segments {
  segment(text: string): Iterable<{ segment: string; isWordLike?: boolean }>;
}

const segmenter: Segments | undefined =
  typeof Intl !== 'undefined' && 'Segmenter' in Intl ? new Intl.Segmenter('zh', { granularity: 'word' }) : undefined;

/** Every term of `text`, with repetitions, in order of appearance by run. */
export function tokenise(text: string): Term[] {
  const terms: Term[] = [];
  for (const run of runs(normalise(text))) {
    if (run.han) hanTerms(run.text, terms);
    else latinTerms(run.text, terms);
  }
  return terms;
}

function hanTerms(text: string, into: Term[]): void {
  const characters = [...text];
  for (let i = 0; i < characters.length; i++) {
    const one = characters[i] as string;
    into.push({ text: one, sort: 'single' });
    const next = characters[i + 1];
    if (next !== undefined) into.push({ text: one + next, sort: 'bigram' });
  }
  if (segmenter === undefined || characters.length < 2) return;
  for (const { segment } of segmenter.segment(text)) {
    if (segment.length >= 2) into.push({ text: segment, sort: 'word' });
  }
}

const SEPARATORS = /[-_.+#@/:]+/;
/** Letters and digits apart: `mysql8`, `r2`, `20261124`. */
const LETTERS_OR_DIGITS = /\p{N}+|[^\p{N}]+/gu;

function latinTerms(text: string, into: Term[]): void {
  into.push({ text, sort: 'latin' });
  const pieces = text.split(SEPARATORS).filter((piece) => piece !== '');
  for (const piece of pieces) {
    if (piece !== text) into.push({ text: piece, sort: 'part' });
    const smaller = piece.match(LETTERS_OR_DIGITS) ?? [];
    if (smaller.length > 1) for (const part of smaller) if (part.length > 1) into.push({ text: part, sort: 'part' });
  }
}

/** True for a term without Chinese characters; such terms are also found by their beginning. */
export function isLatin(term: string): boolean {
  return !/\p{Script=Han}/u.test(term);
}
