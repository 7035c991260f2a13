/** How much of a scanner's texts a record keeps: enough to work by; the whole is in the original, which is evidence. Pure. */
import { createHash } from 'node:crypto';

/** Longest free text (description, evidence, solution) of a finding, in characters. */
export const LONGEST_TEXT = 600;
/** Longest title, version or vector. */
const LONGEST_LINE = 200;
/** Longest id, address or component: what a finding is followed by. */
const LONGEST_KEY = 300;
/** Characters of free texts in one record; shared out among its findings when they are many. */
const TEXT_BUDGET = 6_000_000;
const FREE_TEXTS = 3;
/** Shorter excerpts say nothing. */
const SHORTEST_TEXT = 60;

/** Characters that each free text of `findings` findings may keep; 0: none of them is kept. */
export function textLimit(findings: number): number {
  const share = Math.floor(TEXT_BUDGET / FREE_TEXTS / Math.max(1, findings));
  return share >= LONGEST_TEXT ? LONGEST_TEXT : share >= SHORTEST_TEXT ? share : 0;
}

/** Control characters other than line break and tab, which neither Excel nor PDF can hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

/** The begin of a text; undefined when nothing is left of it. */
export function boundedText(text: string | undefined, limit: number): string | undefined {
  if (text === undefined || limit === 0) return undefined;
  // Cut before cleaning: a text of megabytes is not gone through for the begin of it.
  const clean = text
    .slice(0, 4 * limit)
    .replace(CONTROL, '')
    .replace(/\r\n?/g, '\n')
    .trim();
  if (clean === '') return undefined;
  return clean.length > limit || text.length > 4 * limit ? owned(`${whole(clean, limit - 1)}…`) : clean;
}

/** The same on one line. */
export const boundedLine = (text: string | undefined): string | undefined =>
  boundedText(text?.slice(0, 4 * LONGEST_LINE).replace(/\s+/g, ' '), LONGEST_LINE);

/** A key to the letter; one that is longer than any real one ends in a hash, so that two never become one. */
export function boundedKey(text: string): string {
  const clean = text.replace(CONTROL, '');
  if (clean.length <= LONGEST_KEY) return clean;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return owned(`${whole(clean, LONGEST_KEY - 13)}#${hash}`);
}

/** Never half a character of two units. */
function whole(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A copy: a part of a string keeps the whole of it in memory. */
const owned = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');
