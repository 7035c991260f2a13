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

/** Width in em of the longest piece that no line break may divide: Latin words and numbers; CJK and hyphens break. */
export function longestWord(text: string): number {
  let longest = 0;
  let current = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isFullWidth(code)) {
      longest = Math.max(longest, current, 1);
      current = 0;
    } else if (code === 0x20) {
      longest = Math.max(longest, current);
      current = 0;
    } else {
      current += HALF;
      if (code !== 0x2d) continue;
      longest = Math.max(longest, current);
      current = 0;
    }
  }
  return Math.max(longest, current);
}
