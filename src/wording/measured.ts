/** How a measured value reads where no check says how exactly it is judged: rounded as such values are on paper, with its unit. */
import { formatDuration } from './durations.ts';
import { numberText, sizeText } from './figures.ts';

/** From here on seconds read better as hours and minutes. */
export const LONG_SECONDS = 600;

const PERCENT_DECIMALS = 1;
const OTHER_DECIMALS = 2;
/** At least so many digits are shown: 0.00034 is not 0.00. */
const DIGITS = 2;

/** Decimals that are read of a value, before anything is judged by it. */
export const readDecimals = (unit: string | undefined): number => (unit === '%' ? PERCENT_DECIMALS : OTHER_DECIMALS);

/** `4.7 %`, `3.56 GB`, `12 分 30 秒`, `0.00034 s`; the exact value stays in the record. @param unit as the source gave it */
export function measuredText(value: number, unit?: string): string {
  if (!Number.isFinite(value)) return String(value);
  if (unit === 'B') return sizeText(value);
  if (unit === 's' && value >= LONG_SECONDS) return formatDuration(value);
  return numberText(value, { ...decimalsOf(value, unit), ...(unit === undefined ? {} : { unit }) });
}

function decimalsOf(value: number, unit: string | undefined): { decimals?: number } {
  if (Number.isInteger(value)) return {};
  const size = Math.floor(Math.log10(Math.abs(value)));
  return { decimals: Math.max(readDecimals(unit), DIGITS - 1 - size) };
}
