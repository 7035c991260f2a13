/** One value against one expectation: is it plausible, does it meet the standard, and how both are printed. Pure. */

import { parseInstant } from '../../../contract/scalars.ts';
import type { Check } from '../../../contract/terms/checklist.ts';
import { at as atClock, secondsBetween, toText } from '../../../contract/time.ts';
import { CLOCK_TOLERANCE_SECONDS, NONE, NOT_APPLICABLE, readingNumber } from '../../../records/reading.ts';
import { roughDuration } from '../../../wording/durations.ts';
import { numberText, shownValue, sizeText } from '../../../wording/figures.ts';
import { LONG_SECONDS, readDecimals } from '../../../wording/measured.ts';

/** Seconds of each unit in which the age of a data time can be limited. */
export const ageUnits: Readonly<Record<string, number>> = { 分钟: 60, 小时: 3600, 天: 86400 };

export type Comparable = number | boolean | string;
export type Judged =
  | {
      verdict: 'met' | 'missed';
      value: Comparable;
      /** Of a data time: seconds that count, and seconds on the clock. */
      age?: { counted: number; whole: number };
    }
  | { verdict: 'implausible'; value: Comparable; reason: string }
  | { verdict: 'not-applicable'; value: Comparable };

/** Seconds that count as silence between two instants; lets a calendar leave out days on which silence is expected. */
export type Elapsed = (from: string, to: string) => number;

/**
 * Judges one raw value.
 * @param at when it was read, ISO instant; ages are counted up to here
 * @param elapsed how to count the age of a data time; plain seconds by default
 */
export function judgeValue(check: Check, raw: Comparable, at: string, elapsed: Elapsed = secondsBetween): Judged {
  if (raw === NOT_APPLICABLE) return { verdict: 'not-applicable', value: raw };
  if (raw === NONE) {
    const wanted = (check.op === 'eq' || check.op === 'one-of') && acceptsText(check, raw);
    return { verdict: wanted ? 'met' : 'missed', value: raw };
  }
  const unitSeconds = ageUnits[check.unit ?? ''];
  if (unitSeconds !== undefined && typeof raw === 'string') {
    const dataAt = asInstant(raw);
    if (dataAt !== undefined) return judgeAge(check, dataAt, at, unitSeconds, elapsed);
  }
  return isNumeric(check) ? judgeNumber(check, raw) : judgeText(check, raw);
}

/** A plain date counts from its first moment in contract time, so that a day-old database is a day old. */
function asInstant(raw: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(raw)) {
    try {
      return toText(atClock(raw, '00:00'));
    } catch {
      return undefined;
    }
  }
  return /^\d{4}-\d{2}-\d{2}[T ]/.test(raw) ? parseInstant(raw) : undefined;
}

function judgeAge(check: Check, dataAt: string, at: string, unitSeconds: number, elapsed: Elapsed): Judged {
  if (secondsBetween(at, dataAt) > CLOCK_TOLERANCE_SECONDS) {
    return { verdict: 'implausible', value: dataAt, reason: '数值不可信（数据时间在未来）' };
  }
  const whole = Math.max(0, secondsBetween(dataAt, at));
  const ageSeconds = Math.max(0, elapsed(dataAt, at));
  const met = meets(check, ageSeconds / unitSeconds);
  return { verdict: met ? 'met' : 'missed', value: ageSeconds / unitSeconds, age: { counted: ageSeconds, whole } };
}

function isNumeric(check: Check): boolean {
  if (['le', 'lt', 'ge', 'gt', 'between'].includes(check.op)) return true;
  return check.unit !== undefined;
}

function judgeNumber(check: Check, raw: Comparable): Judged {
  if (typeof raw === 'string' && check.words?.[raw] !== undefined) {
    return { verdict: acceptsText(check, raw) ? 'met' : 'missed', value: raw };
  }
  const parsed = typeof raw === 'boolean' ? undefined : readingNumber.safeParse(raw);
  if (!parsed?.success) return { verdict: 'implausible', value: raw, reason: '数值不可信（不是数字）' };
  const value = parsed.data;
  const { low, high } = plausibleRange(check);
  if (value < low)
    return { verdict: 'implausible', value, reason: value < 0 ? '数值不可信（负值）' : '数值不可信（过小）' };
  if (value > high) return { verdict: 'implausible', value, reason: `数值不可信（超过 ${high}${unitText(check)}）` };
  return { verdict: meets(check, value) ? 'met' : 'missed', value };
}

function judgeText(check: Check, raw: Comparable): Judged {
  const value = String(raw);
  if (typeof raw === 'number' && !Number.isFinite(raw)) {
    return { verdict: 'implausible', value: raw, reason: '数值不可信（不是数字）' };
  }
  if (value.trim() === '') return { verdict: 'implausible', value: raw, reason: '数值不可信（空值）' };
  return { verdict: acceptsText(check, value) ? 'met' : 'missed', value: raw };
}

function acceptsText(check: Check, value: string): boolean {
  if (check.op === 'present') return value !== NONE;
  if (check.op === 'eq') return value === check.limit;
  if (check.op === 'ne') return value !== check.limit;
  if (check.op === 'one-of') return (check.limit ?? '').split('|').includes(value);
  return false;
}

/** Whether a number meets the expectation; limits are inclusive. A limit that is no number is met by nothing. */
export function meets(check: Check, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (check.op === 'present') return true;
  if (check.op === 'between') {
    const { low, high } = parseRange(check.limit ?? '');
    return value >= low && value <= high;
  }
  if (check.op === 'one-of') return (check.limit ?? '').split('|').some((one) => Number(one) === value);
  const limit = Number(check.limit);
  if (check.limit === undefined || Number.isNaN(limit)) return false;
  if (check.op === 'le') return value <= limit;
  if (check.op === 'lt') return value < limit;
  if (check.op === 'ge') return value >= limit;
  if (check.op === 'gt') return value > limit;
  if (check.op === 'eq') return value === limit;
  return check.op === 'ne' && value !== limit;
}

function plausibleRange(check: Check): { low: number; high: number } {
  if (check.plausible !== undefined) return parseRange(check.plausible);
  return { low: 0, high: check.unit === '%' ? 100 : Number.POSITIVE_INFINITY };
}

/** Reads `low..high`; nothing after the dots means no upper end. Text that is no range contains nothing. */
export function parseRange(text: string): { low: number; high: number } {
  const [low, high] = text.split('..');
  if (low === undefined || low.trim() === '' || high === undefined) return { low: Number.NaN, high: Number.NaN };
  return { low: Number(low), high: high.trim() === '' ? Number.POSITIVE_INFINITY : Number(high) };
}

const unitText = (check: Check): string => (check.unit === undefined ? '' : ` ${check.unit}`);

const signs: Readonly<Partial<Record<Check['op'], string>>> = { le: '≤', lt: '<', ge: '≥', gt: '>', eq: '=', ne: '≠' };

/** The expectation as printed: `≤ 80 %`, `10 – 20 s`, or the checklist's own words. */
export function printStandard(check: Check): string {
  if (check.standard !== undefined) return check.standard;
  if (check.op === 'present') return '有数据';
  if (check.op === 'observed') return '人工查看';
  const unit = check.unit === undefined ? '' : ` ${check.unit}`;
  if (check.op === 'between') {
    const { low, high } = parseRange(check.limit ?? '');
    return `${low} – ${high}${unit}`;
  }
  if (check.op === 'one-of')
    return (
      (check.limit ?? '')
        .split('|')
        .map((one) => word(check, one))
        .join(' / ') + unit
    );
  const limit = word(check, check.limit ?? '');
  const plain = check.unit === undefined && Number.isNaN(Number(check.limit)) && check.op === 'eq';
  return plain ? limit : `${signs[check.op] ?? ''} ${limit}${unit}`;
}

/** A measured value as printed with its unit. */
export function printValue(check: Check, value: Comparable): string {
  if (typeof value === 'number') return printNumber(check, value);
  return word(check, String(value));
}

/**
 * The age of a data time: `3 小时 20 分前`.
 * @param counted seconds of it that are judged; where days off are left out it says so: `4 天前（计工作时间 1 天 23 小时）`
 * @param what the time that counts
 */
export function printAge(ageSeconds: number, counted = ageSeconds, what = '工作时间'): string {
  const age = ageSeconds < 60 ? '刚刚' : `${lengthText(ageSeconds)}前`;
  return counted === ageSeconds ? age : `${age}（计${what} ${lengthText(counted)}）`;
}

const lengthText = (seconds: number): string => roughDuration(seconds >= 3600 ? seconds - (seconds % 60) : seconds);

/** The checklist's word for a code, else the code itself. */
function word(check: Check, value: string): string {
  const own = check.words?.[value];
  if (own !== undefined) return own;
  if (value === NONE) return '无';
  if (value.trim() === '') return '空值';
  return value === 'true' ? '是' : value === 'false' ? '否' : value;
}

function printNumber(check: Check, value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (check.unit === 's' && value >= LONG_SECONDS) return roughDuration(value);
  if (check.unit === 'B') return sizeText(value);
  const { unit } = check;
  const decimals = honestDecimals(check, value);
  return numberText(value, {
    ...(decimals === undefined ? {} : { decimals }),
    ...(unit === undefined ? {} : { unit }),
  });
}

const MOST_DECIMALS = 5;

/** Few for reading, but never so few that the printed number would be judged differently (80.04 is not `80.0`). */
function honestDecimals(check: Check, value: number): number | undefined {
  const { unit } = check;
  if (Number.isInteger(value)) return unit === '%' ? 1 : 0;
  const verdict = meets(check, value);
  for (let decimals = readDecimals(unit); decimals <= MOST_DECIMALS; decimals += 1) {
    const shown = shownValue(value, { decimals, ...(unit === undefined ? {} : { unit }) });
    if (meets(check, shown) === verdict) return decimals;
  }
  return undefined;
}
