/** Money as documents print it. */
import type { RichCell } from '../../src/report/document.ts';

const CENTS = 2;

/** `2,380.00`, with the number behind it. */
export function moneyCell(yuan: number): RichCell {
  return { text: moneyText(yuan), value: yuan, kind: 'number', decimals: CENTS };
}

/** Grouped by thousands, with cents. */
export function moneyText(yuan: number): string {
  const [whole = '0', cents = '00'] = Math.abs(yuan).toFixed(CENTS).split('.');
  return `${yuan < 0 ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}
