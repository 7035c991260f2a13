/** Exact sums of money: fractions of a fen in whole numbers, rounded once. Pure. */
import { DEFAULT_ROUNDING, type Rounding } from '../../../contract/terms/fees.ts';

export interface Fraction {
  over: bigint;
  under: bigint;
}

/** The number as its digits say it: `0.1` is a tenth. Of plain decimals alone. */
export function exact(value: number): Fraction {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', digits = ''] = mantissa.split('.');
  const shift = digits.length - Number(exponent);
  const over = BigInt(whole + digits);
  return shift < 0 ? { over: over * 10n ** BigInt(-shift), under: 1n } : { over, under: 10n ** BigInt(shift) };
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
