/** Amounts that registers counted and add up, as they are kept. Pure. */
import type { Correction } from '../../src/contract/calendar/balance.ts';

/** An amount as it was counted: the id of its sum (empty for the only one), and the number. */
export function amountIn(value: string): { sum: string; amount: number } {
  const space = value.lastIndexOf(' ');
  return { sum: value.slice(0, Math.max(0, space)), amount: Number(value.slice(space + 1)) };
}

/** What the corrections add to one sum of a field; negative when less. */
export const correctedSum = (corrections: readonly Correction[], sum: string, path: string): number =>
  corrections
    .filter(({ key, value }) => key.endsWith(` ${path}`) && amountIn(value).sum === sum)
    .reduce((total, { value, count }) => total + amountIn(value).amount * count, 0);
