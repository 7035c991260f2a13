/** Numbers with their units, as a clause says them and as the data hold them, in one form, so that they can be compared. Pure. */

/** `minutes 600`, `percent 99.9`, `every month`, `clock 08:00`: kind and value. */
export type Quantity = string;

const DIGITS: Readonly<Record<string, number>> = {
  ...{ 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
};
const NUMBER = '(?:\\d+(?:\\.\\d+)?|[零〇一二两三四五六七八九十百]+)';

/** `十五` → 15, `2.5` → 2.5, `一百二十` → 120. */
function numberOf(text: string): number {
  if (/^[\d.]+$/.test(text)) return Number(text);
  let sum = 0;
  let digit: number | null = null;
  for (const one of text) {
    const size = one === '百' ? 100 : one === '十' ? 10 : 0;
    if (size === 0) digit = (digit ?? 0) * (digit === null ? 1 : 10) + (DIGITS[one] ?? 0);
    else {
      sum += (digit ?? 1) * size;
      digit = null;
    }
  }
  return sum + (digit ?? 0);
}

export const quantity = (kind: string, value: string | number): Quantity => `${kind} ${value}`;

const MINUTES = { hour: 60, day: 1440, week: 10_080 };

/** What a unit after a number may mean: 分 is a length of time or a mark. */
const units: Readonly<Record<string, (n: number) => Quantity[]>> = {
  分钟: (n) => [quantity('minutes', n)],
  分: (n) => [quantity('points', n), quantity('minutes', n)],
  小时: (n) => [quantity('minutes', n * MINUTES.hour)],
  工作日: (n) => [quantity('working-days', n)],
  日: (n) => [quantity('minutes', n * MINUTES.day)],
  天: (n) => [quantity('minutes', n * MINUTES.day)],
  周: (n) => [quantity('minutes', n * MINUTES.week)],
  月: (n) => [quantity('months', n)],
  年: (n) => [quantity('months', n * 12)],
  '%': (n) => [quantity('percent', n)],
  次: (n) => [quantity('times', n)],
  起: (n) => [quantity('times', n)],
  名: (n) => [quantity('people', n)],
  人: (n) => [quantity('people', n)],
  元: (n) => [quantity('money', n)],
  万元: (n) => [quantity('money', n * 10_000)],
};

const steps: Readonly<Record<string, string>> = {
  ...{ 日: 'day', 天: 'day', 周: 'week', 星期: 'week', 月: 'month', 季: 'quarter', 季度: 'quarter' },
  ...{ 半月: 'half-month', 半年: 'half-year', 年: 'year', 学期: 'term' },
};

const DATE = /\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?/g;
const PATTERN = /(\d+)\s*[×xX*]\s*(\d+)\s*(?:小时)?/g;
const CLOCK = /([01]?\d|2[0-4])[:：]([0-5]\d)/g;
const EVERY = new RegExp(`[每逐按](${NUMBER})?个?(半月|半年|星期|季度|学期|日|天|周|月|季|年)`, 'g');
const HALF = /半个?(小时|日|天|年)/g;
/** Of what is not full only nothing counts (每满一小时), or it counts as full (不足一小时按一小时计). */
const WHOLE = /每满/g;
const BEGUN = /不足[^，。；、]{1,8}的?[，,]?(?:也|均)?按[^，。；、]{1,8}(?:计|算)/g;
const PERCENT = new RegExp(`百分之(${NUMBER})|(${NUMBER})\\s*[%％]`, 'g');
const AMOUNT = new RegExp(`(${NUMBER})\\s*个?(分钟|小时|工作日|万元|日|天|周|月|年|次|起|名|人|元|分)`, 'g');

/**
 * The quantities of a text, each with all that it may mean: `30分` is a length of time or a mark.
 * Days of the calendar (2026年11月24日) are none.
 */
export function quantitiesIn(text: string): Quantity[][] {
  const found: Quantity[][] = [];
  let rest = text.replace(DATE, ' ');
  const take = (pattern: RegExp, read: (match: string[]) => Quantity[]): void => {
    rest = rest.replace(pattern, (...match) => {
      found.push(read(match.slice(0, 3).map((one) => (typeof one === 'string' ? one : ''))));
      return ' ';
    });
  };
  for (const _ of rest.matchAll(WHOLE)) found.push([ROUNDED.down]);
  take(BEGUN, () => [ROUNDED.up]);
  take(PATTERN, ([, a = '', b = '']) => [quantity('hours', `${a}x${b}`)]);
  take(CLOCK, ([, hour = '', minute = '']) => [quantity('clock', `${hour.padStart(2, '0')}:${minute}`)]);
  take(EVERY, ([, n = '', unit = '']) => [everyOf(n === '' ? 1 : numberOf(n), steps[unit] ?? unit)]);
  take(HALF, ([, unit = '']) => (units[unit] ?? units['日'])?.(0.5) ?? []);
  take(PERCENT, ([, words = '', digits = '']) => [quantity('percent', numberOf(words || digits))]);
  take(AMOUNT, ([, n = '', unit = '']) => units[unit]?.(numberOf(n)) ?? []);
  // Once every so long is how often, said in two words.
  const isPeriodic = found.some(([first]) => first?.startsWith('every '));
  return found.filter(([first]) => !(isPeriodic && first === quantity('times', 1)));
}

const ROUNDED = { down: quantity('rounded', 'down'), up: quantity('rounded', 'up') };

/** Counts that say how what is not full counts. */
const roundedBy: Readonly<Record<string, Quantity>> = {
  ...{ 'whole-step': ROUNDED.down, step: ROUNDED.up, 'day-begun': ROUNDED.up },
};

/** Steps of several that have a name of their own. */
const named: Readonly<Record<string, string>> = {
  ...{ '2 month': 'two-months', '3 month': 'quarter', '4 month': 'four-months', '6 month': 'half-year' },
  ...{ '12 month': 'year', '7 day': 'week' },
};

/** `every quarter`, `every 5 day`. @param n how many of the unit */
export function everyOf(n: number, unit: string): Quantity {
  const several = `${n} ${unit}`;
  return quantity('every', n === 1 ? unit : (named[several] ?? several));
}

/** Keys of the data that hold a number or a step, whatever row they stand in, with what they are. */
const keys: Readonly<Record<string, (value: unknown, row: Readonly<Record<string, unknown>>) => Quantity[]>> = {
  ...Object.fromEntries(
    ['minutes', 'workingMinutes', 'stepMinutes', 'graceMinutes', 'fromMinutes', 'overMinutes'].map((key) => [
      key,
      (value: unknown) => numeric(value, 'minutes', 1),
    ]),
  ),
  hours: (value) => numeric(value, 'minutes', MINUTES.hour),
  everyHours: (value) => numeric(value, 'minutes', MINUTES.hour),
  days: (value) => numeric(value, 'minutes', MINUTES.day),
  withinDays: (value) => numeric(value, 'minutes', MINUTES.day),
  keepDays: (value) => numeric(value, 'minutes', MINUTES.day),
  warnDays: (value) => numeric(value, 'minutes', MINUTES.day),
  dayOfMonth: (value) => numeric(value, 'minutes', MINUTES.day),
  workingDays: (value) => numeric(value, 'working-days', 1),
  leadWorkingDays: (value) => numeric(value, 'working-days', 1),
  months: (value) => numeric(value, 'months', 1),
  percent: (value) => numeric(value, 'percent', 1),
  times: (value) => numeric(value, 'times', 1),
  headcount: (value) => numeric(value, 'people', 1),
  limit: (value) => numeric(value, 'times', 1),
  n: (value) => numeric(value, 'times', 1),
  per: (value) => stepOf(value),
  unit: (value, { n }) => (typeof value === 'string' ? [everyOf(typeof n === 'number' ? n : 1, value)] : []),
  from: (value) => clockOf(value),
  to: (value) => clockOf(value),
  time: (value) => clockOf(value),
  hoursText: (value) => (typeof value === 'string' ? quantitiesIn(value).flat() : []),
};

const numeric = (value: unknown, kind: string, factor: number): Quantity[] =>
  typeof value === 'number' ? [quantity(kind, value * factor)] : [];
const clockOf = (value: unknown): Quantity[] =>
  typeof value === 'string' && /^\d\d:\d\d$/.test(value) ? [quantity('clock', value)] : [];
const stepOf = (value: unknown): Quantity[] =>
  typeof value === 'string'
    ? [
        quantity('every', value.replace(/^(service|calendar)-(?=.)/, '')),
        ...(roundedBy[value] === undefined ? [] : [roundedBy[value]]),
      ]
    : [];

/** The quantities of a row of the data, whatever it holds. @param without keys below which other rows stand */
export function quantitiesOf(row: unknown, without: readonly string[] = []): Quantity[] {
  if (Array.isArray(row)) return row.flatMap((one) => quantitiesOf(one, without));
  if (typeof row !== 'object' || row === null) return [];
  const own = row as Readonly<Record<string, unknown>>;
  return Object.entries(own).flatMap(([key, value]) =>
    without.includes(key) ? [] : [...(keys[key]?.(value, own) ?? []), ...quantitiesOf(value, without)],
  );
}
