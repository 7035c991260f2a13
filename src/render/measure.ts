/**
 * Estimated text widths, in em of the printed type. Layout needs them before any browser or spreadsheet exists, so they
 * are counted from the characters: full-width characters are one em, all others a little over half of one.
 */

/** Average advance of a Latin letter or figure in Noto Sans SC. */
const HALF = 0.56;

/** First code point from which characters are drawn full-width (CJK radicals); what lies before it is narrow. */
const FULL_WIDTH_FROM = 0x2e80;

/** Symbols below the CJK block that the fonts draw one em wide: ▲ ◇ △ ○ ≤ ① and the like. */
function isWideSymbol(code: number): boolean {
  return (code >= 0x2460 && code <= 0x27bf) || code === 0x2264 || code === 0x2265 || code === 0x2026 || code === 0x2014;
}

function isFullWidth(code: number): boolean {
  return code >= FULL_WIDTH_FROM ? !(code >= 0xff61 && code <= 0xffdc) : isWideSymbol(code);
}

/** Width of one line of text in em. */
export function textWidth(text: string): number {
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xdc00 && code <= 0xdfff) continue; // the second half of a pair that was already counted
    width += isFullWidth(code) ? 1 : HALF;
  }
  return width;
}

/** A hyphenated piece up to this wide, such as a record's number, is kept whole; a longer one breaks at its hyphens. */
const HYPHENATED_KEPT = 9;

/** The same of the number of a document, `HQSF-XJ-20261124-r1`, by which it is looked for. */
const NUMBER_KEPT = 13;
const DOCUMENT_NUMBER = /^[0-9A-Za-z]+-.+-r\d+$/;

function wordWidth(word: string, numberKept: number): number {
  const whole = word.length * HALF;
  if (whole <= (DOCUMENT_NUMBER.test(word) ? numberKept : HYPHENATED_KEPT)) return whole;
  return Math.max(...word.split(/(?<=-)/).map((part) => part.length * HALF));
}

/** Before the last part of a number like `YC-20260320-001`; dates are not divided. */
const LAST_HYPHEN = /(?<=\d{6,})-(?=[0-9A-Za-z]+(?![-0-9A-Za-z]))/g;

/** Width in em of the longest piece when a number may be divided before its last part. */
export function longestPart(text: string): number {
  return longestPiece(text.replace(LAST_HYPHEN, '- '), HYPHENATED_KEPT);
}

/** Width in em of the longest piece that a line break should not divide: Latin words and numbers; CJK breaks anywhere. */
export const longestWord = (text: string): number => longestPiece(text, NUMBER_KEPT);

function longestPiece(text: string, numberKept: number): number {
  let longest = 0;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? 0x20 : text.charCodeAt(i);
    const full = isFullWidth(code);
    if (!full && code !== 0x20) continue;
    if (i > start) longest = Math.max(longest, wordWidth(text.slice(start, i), numberKept));
    if (full) longest = Math.max(longest, 1);
    start = i + 1;
  }
  return longest;
}
