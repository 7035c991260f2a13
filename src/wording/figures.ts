/**
 * How a figure reads: rounding, percent, size, count and money, once for paper, site, workbook and terminal. Imports nothing,
 * so that every stage may use it.
 */

/** What stands for a share of nothing. */
export const NO_DATA = '无数据';
/** What stands for a share of time of which nothing was observed. */
export const UNOBSERVED = '未观测';

const PERCENT_SHIFT = 2;

/**
 * The value times 10 to the power of `shift`, rounded half up (away from zero below it) to a whole number. The digits that the
 * number is written with are moved, not multiplied: 1.005 is a half of a cent although its double lies below one, and
 * a quotient of two counts that is a half is written as one.
 */
function units(value: number, shift: number): number {
  const [digits, exponent = '0'] = String(Math.abs(value)).split('e');
  const whole = Math.round(Number(`${digits}e${Number(exponent) + shift}`));
  return value < 0 ? -whole : whole;
}

function fromUnits(whole: number, shift: number): number {
  const [digits, exponent = '0'] = String(whole).split('e');
  return Number(`${digits}e${Number(exponent) - shift}`);
}

/** Rounded half up to so many digits after the point. */
export function rounded(value: number, decimals: number): number {
  return Number.isFinite(value) ? fromUnits(units(value, decimals), decimals) : value;
}

const SURE_DIGITS = 12;

/** Without what floating point adds to a sum or a multiple: `2.8000000000000003`, the step of an axis. No rounding of a measured value. */
export const withoutNoise = (value: number): number =>
  Number.isFinite(value) ? Number(value.toPrecision(SURE_DIGITS)) : value;

/** Rounded half up, with all its digits: `12.30`. */
export function fixedText(value: number, decimals: number): string {
  return rounded(value, decimals).toFixed(decimals);
}

/** What is below the whole stays below it, and what is more than nothing stays more, by one unit of the last digit. */
function percentUnits(value: number, of: 'share' | 'percent', decimals: number): number {
  const full = 10 ** (decimals + PERCENT_SHIFT);
  const found = units(value, of === 'share' ? decimals + PERCENT_SHIFT : decimals);
  if (value > 0 && found === 0) return 1;
  return value < (of === 'share' ? 1 : 100) && found >= full ? full - 1 : found;
}

/** A share in percent as it is printed: 66.67 for 2/3; 99.99 for 0.99999, never 100; 0.01 for 0.00001, never 0. */
export function percentOf(share: number, decimals = 2): number {
  return fromUnits(percentUnits(share, 'share', decimals), decimals);
}

/** The share behind the printed percent, 0.6667 for 2/3: what a workbook holds, so that it cannot show another figure. */
export function shareShown(share: number, decimals = 2): number {
  return fromUnits(percentUnits(share, 'share', decimals), decimals + PERCENT_SHIFT);
}

/** `99.95 %`; 无数据 for a share of nothing. */
export function percentText(share: number | null, decimals = 2, none = NO_DATA): string {
  return share === null ? none : `${percentOf(share, decimals).toFixed(decimals)} %`;
}

/** A percentage that a contract asks for, to the letter: `99.95 %`. Never rounded, it is no figure of ours. */
export const percentAsked = (percent: number): string => `${percent} %`;

/** What was counted of how many: of nothing there is no rate. */
export interface Rate {
  numerator: number;
  denominator: number;
}

/** null for a rate of nothing. */
export const shareOf = ({ numerator, denominator }: Rate): number | null =>
  denominator === 0 ? null : numerator / denominator;

/** Of fewer cases than this a percent alone says too little: one case more would change it by a tenth or more. */
const CASES_ALONE = 10;

/** `1/2` where so few cases were counted that they are shown; empty for many, and for none. */
export const casesText = ({ numerator, denominator }: Rate): string =>
  denominator > 0 && denominator < CASES_ALONE ? `${numerator}/${denominator}` : '';

/** A rate of counted cases: `95.45 %`; of few cases with them, `50.00 %（1/2）`; 无数据 for a rate of nothing. */
export function rateText(rate: Rate, none = NO_DATA): string {
  const cases = casesText(rate);
  const percent = percentText(shareOf(rate), 2, none);
  return cases === '' ? percent : `${percent}（${cases}）`;
}

/** 可用率, 观测覆盖率: `99.95 %`; 未观测 where nothing was seen. */
export const observedText = (share: number | null): string => percentText(share, 2, UNOBSERVED);

/** A change in percent of what was before: `+3.2 %`, `−0.4 %`. */
export function changeText(before: number, after: number): string {
  return `${after >= before ? '+' : '−'}${percentText(Math.abs(after - before) / before, 1)}`;
}

/** Where figures stand below one another and one of them is read by its thousands, all are: from here on. */
export const THOUSAND = 1000;

/** From here on a figure is read by its thousands: one of five digits, and money of four. */
export const groupedFrom = (unit?: string): number => (unit === '元' ? THOUSAND : 10_000);

/** `315,487`; figures of four digits stay as they are, but for money. @param from where to begin instead */
export function grouped(figure: string, unit?: string, from = groupedFrom(unit)): string {
  return Math.abs(Number(figure)) < from ? figure : figure.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',');
}

/** The value as its column shows it: rounded half up, and in a column of % by the rule of percentages. */
export function shownValue(value: number, { decimals, unit }: { decimals?: number; unit?: string }): number {
  if (decimals === undefined || !Number.isFinite(value)) return value;
  return unit === '%' ? fromUnits(percentUnits(value, 'percent', decimals), decimals) : rounded(value, decimals);
}

/** A number with its decimals and its unit after a space: `63.2 %`, `315,487 条`, `9,780.00 元`. */
export function numberText(
  value: number,
  format: { decimals?: number; unit?: string; thousands?: boolean } = {},
): string {
  const { decimals, unit, thousands } = format;
  const shown = shownValue(value, format);
  const figure = grouped(
    decimals === undefined ? String(shown) : shown.toFixed(decimals),
    unit,
    thousands === true ? THOUSAND : undefined,
  );
  return unit === undefined ? figure : `${figure} ${unit}`;
}

/** `18,240 条` */
export const countText = (n: number, counter: string): string => numberText(n, { unit: counter });

const CENTS = 2;

/** Grouped by thousands, with cents: `2,380.00`. */
export function moneyText(yuan: number): string {
  return `${yuan < 0 ? '−' : ''}${grouped(fixedText(Math.abs(yuan), CENTS), '元')}`;
}

/** Binary: 1 KB = 1024 B, and so on. */
const SIZES = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;
const SIZE_DECIMALS = [0, 1, 1, 2, 2, 2] as const;
const KIBI = 1024;
export const MB = KIBI ** 2;
export const GB = KIBI ** 3;

/** `512 B`, `12.0 MB`, `3.56 GB`; what would read 1024 is one of the next unit. */
export function sizeText(bytes: number): string {
  const size = Math.abs(bytes);
  let step = 0;
  while (step < SIZES.length - 1 && rounded(size / KIBI ** step, SIZE_DECIMALS[step] ?? 0) >= KIBI) step += 1;
  const text = numberText(size / KIBI ** step, { decimals: SIZE_DECIMALS[step] ?? 0, unit: SIZES[step] ?? '' });
  return bytes < 0 ? `−${text}` : text;
}

/** A limit as it was set: `20 MB`, in the largest unit of which it is a whole number. */
export function sizeLimitText(bytes: number): string {
  const step = SIZES.findLastIndex((_, n) => bytes % KIBI ** n === 0 && bytes >= KIBI ** n);
  return step === -1 ? sizeText(bytes) : numberText(bytes / KIBI ** step, { unit: SIZES[step] ?? '' });
}
