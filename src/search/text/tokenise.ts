/**
 * Terms of a text: Chinese characters and pairs of them, Latin words whole and in parts. No dictionary is asked: one that the reader's
 * browser has not would find other pages than the terminal does, and measured over eight fields, words added nothing to the pairs.
 */
import { normalise, runs } from './normalise.ts';

/** What sort of evidence a term is; the ranker weighs by it. */
export type TermSort = 'single' | 'pair' | 'latin' | 'part';
export interface Term {
  text: string;
  sort: TermSort;
}

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
    if (next !== undefined) into.push({ text: one + next, sort: 'pair' });
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
