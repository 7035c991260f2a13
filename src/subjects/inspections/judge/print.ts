/** Printed text of standards and measured values: a space before the unit, words for codes. Pure. */

import type { Check } from '../../../contract/terms/checklist.ts';
import { NONE } from '../../../records/reading.ts';
import { formatDuration } from '../../../wording/durations.ts';
import { numberText, shownValue, sizeText } from '../../../wording/figures.ts';
import { LONG_SECONDS, readDecimals } from '../../../wording/measured.ts';
import { type Comparable, meets, parseRange } from './value.ts';

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

const lengthText = (seconds: number): string => formatDuration(seconds >= 3600 ? seconds - (seconds % 60) : seconds);

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
  if (check.unit === 's' && value >= LONG_SECONDS) return formatDuration(value);
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
