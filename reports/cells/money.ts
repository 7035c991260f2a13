/** Money as documents print it. */

import type { RichCell } from '../../src/report/block.ts';
import { moneyText } from '../../src/wording/figures.ts';

/** `2,380.00`, with the number behind it. */
export function moneyCell(yuan: number): RichCell {
  return { text: moneyText(yuan), value: yuan, kind: 'number', decimals: 2 };
}
