/** What a document corrects of those before it: the word for it, and counts with their sign. */
import type { Cell } from '../../src/report/block.ts';

export const CORRECTED = '更正以前各期';

/** `+1`, `−1`, `0`. */
export const signedText = (count: number): string => (count > 0 ? `+${count}` : count < 0 ? `−${-count}` : '0');

/** The same in a column of numbers. */
export const signedCell = (count: number): Cell => ({
  text: signedText(count),
  value: count,
  kind: 'number',
  decimals: 0,
});
