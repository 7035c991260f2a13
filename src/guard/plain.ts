/** Text as the rules read it: full-width letters, spaces of all widths and what nobody sees are made plain. Pure. */
import { matchesIn } from './match.ts';

export interface Plain {
  text: string;
  /** Where the stretch stands in the text that was given. */
  original(from: number, to: number): { from: number; to: number };
}

const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|\ufe0e|\ufe0f/;
const SPACE = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/;
const DASH = /[\u2010-\u2015\u2212\uff0d]/;
/** Punctuation that ends a value in a Chinese sentence; part of a value only inside a run of full-width letters. */
const PUNCTUATION = /[！（），：；？]/;
const FULL_WIDTH_WORD = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/;
/** Signs that look like a colon, and no folding makes one of them. */
const COLON = /[\u2236\ua789\u02d0\ufe30]/;
/** What is not plain already. */
const OTHER = /[^\n -~\u4e00-\u9fff、。《》“”‘’「」【】]/gu;

/** @param text of any length */
export function plainText(text: string): Plain {
  // From each of these places on, both texts run side by side.
  const plainAt = [0];
  const givenAt = [0];
  let plain = '';
  let done = 0;
  for (const { 0: char, index } of matchesIn(text, OTHER)) {
    const end = index + char.length;
    const made = plainChar(char, text[index - 1] ?? '', text[end] ?? '');
    if (made === char) continue;
    plain += text.slice(done, index);
    plainAt.push(plain.length, plain.length + made.length);
    givenAt.push(index, end);
    plain += made;
    done = end;
  }
  plain += text.slice(done);
  const given = (at: number): number => {
    const i = plainAt.findLastIndex((from) => from <= at);
    return (givenAt[i] ?? 0) + at - (plainAt[i] ?? 0);
  };
  return {
    text: plain,
    original: (from, to) => ({ from: given(from), to: given(to - 1) + charLength(text, given(to - 1)) }),
  };
}

function plainChar(char: string, before: string, after: string): string {
  if (char <= '~') return char;
  if (UNSEEN.test(char)) return '';
  if (SPACE.test(char)) return ' ';
  if (DASH.test(char)) return '-';
  if (COLON.test(char)) return ':';
  if (PUNCTUATION.test(char) && !(FULL_WIDTH_WORD.test(before) && FULL_WIDTH_WORD.test(after))) return char;
  const folded = char.normalize('NFKC');
  return folded.length === 1 && folded >= '!' && folded <= '~' ? folded : char;
}

const charLength = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
