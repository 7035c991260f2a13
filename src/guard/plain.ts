/** Text as the rules read it: full-width letters, spaces of all widths and what nobody sees are made plain. Pure. */

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
const PLAIN_ALREADY = /^[\n -~\u4e00-\u9fff、。，：；！？（）“”‘’《》「」【】]*$/;

/** @param text of any length */
export function plainText(text: string): Plain {
  if (PLAIN_ALREADY.test(text)) {
    return { text, original: (from, to) => ({ from, to }) };
  }
  const starts: number[] = [];
  let plain = '';
  let at = 0;
  for (const char of text) {
    const made = plainChar(char, text[at - 1] ?? '', text[at + char.length] ?? '');
    for (let i = 0; i < made.length; i += 1) starts.push(at);
    plain += made;
    at += char.length;
  }
  starts.push(text.length);
  return {
    text: plain,
    original: (from, to) => {
      const last = starts[to - 1] ?? 0;
      return { from: starts[from] ?? text.length, to: to <= from ? last : last + charLength(text, last) };
    },
  };
}

function plainChar(char: string, before: string, after: string): string {
  if (char <= '~') return char;
  if (UNSEEN.test(char)) return '';
  if (SPACE.test(char)) return ' ';
  if (DASH.test(char)) return '-';
  if (PUNCTUATION.test(char) && !(FULL_WIDTH_WORD.test(before) && FULL_WIDTH_WORD.test(after))) return char;
  const folded = char.normalize('NFKC');
  return folded.length === 1 && folded >= '!' && folded <= '~' ? folded : char;
}

const charLength = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
