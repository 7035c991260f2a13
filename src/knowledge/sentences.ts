/** What a search shows of a page: its texts one after the other, each ended once. Pure. */

/** @param parts of which some end with a full stop and some do not; empty ones are left out */
export const sentences = (parts: readonly string[]): string =>
  parts
    .map((part) => part.replace(/。+$/, ''))
    .filter((part) => part !== '')
    .join('。');
