/** Exact sums of money: fractions of a fen in whole numbers, rounded once. Pure. */
import { DEFAULT_ROUNDING, type Rounding } from '../../../contract/terms/fees.ts';

export interface Fraction {
  over: bigint;
  under: bigint;
}

/** The number as its digits say it: `0.1` is a tenth. Of plain decimals alone. */
export function exact(value: number): Fraction {
  const [whole = '0', digits = ''] = value.toFixed(10).replace(/0+$/, '').split('.');
  return { over: BigInt(whole + digits), under: 10n ** BigInt(digits.length) };
}

export const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });

export const plus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});

export const NONE: Fraction = { over: 0n, under: 1n };
export const PERCENT: Fraction = { over: 1n, under: 100n };

const FEN: Readonly<Record<Rounding['to'], bigint>> = { fen: 1n, jiao: 10n, yuan: 100n };

/** Whole fen of an amount of 元 that is not below nothing. */
export function fenOf({ over, under }: Fraction, { to, how }: Rounding = DEFAULT_ROUNDING): number {
  const [num, den] = [over * 100n, under * FEN[to]];
  const rest = num % den;
  const up = how === 'up' ? rest > 0n : how === 'half-up' && rest * 2n >= den;
  return Number((num / den + (up ? 1n : 0n)) * FEN[to]);
}
