/**
 * Personal data and passwords in text, found by their form and, where they have one, their checksum, so that document
 * numbers, hashes and times do not raise an alarm. Pure.
 */
import type { LeakRule } from './leak.ts';

export interface Found {
  rule: LeakRule;
  value: string;
  /** Offset in the text. */
  at: number;
}

interface Pattern {
  rule: LeakRule;
  pattern: RegExp;
  /** Group that holds the value; the whole match without it. */
  group?: number;
  holds?(value: string): boolean;
}

/** Not inside a longer number, word or hash. */
const NOT_BEFORE = '(?<![0-9A-Za-z_.-])';
const NOT_AFTER = '(?![0-9A-Za-z_-])';

const patterns: readonly Pattern[] = [
  {
    rule: 'identity-number',
    pattern: new RegExp(`${NOT_BEFORE}[1-9]\\d{16}[0-9Xx]${NOT_AFTER}`, 'g'),
    holds: isIdentityNumber,
  },
  {
    rule: 'mobile',
    pattern: new RegExp(`${NOT_BEFORE}(?:\\+?86[- ]?)?1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}${NOT_AFTER}`, 'g'),
  },
  {
    rule: 'bank-card',
    pattern: new RegExp(`${NOT_BEFORE}(?:62|4\\d|5[1-5])(?:[ -]?\\d){12,17}${NOT_AFTER}`, 'g'),
    holds: isBankCard,
  },
  {
    rule: 'connection-string',
    pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"<>]+:([^\s@'"<>]+)@[^\s'"<>]+/gi,
    group: 1,
    holds: isRealPassword,
  },
  {
    rule: 'password',
    pattern:
      /(?:\b(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?token)\b|口令|密码)\s*(?:[=:：]|为|是)\s*["'“]?([^\s"'”，。；、<>（）()\p{Script=Han}]{6,})/giu,
    group: 1,
    holds: isRealPassword,
  },
];

/** Everything in `text` that a rule holds for, in order of place. */
export function findPersonalData(text: string): Found[] {
  return patterns
    .flatMap((p) => matches(p, text))
    .sort((a, b) => a.at - b.at)
    .filter((one, i, all) => i === 0 || one.at >= (all[i - 1]?.at ?? 0) + (all[i - 1]?.value.length ?? 0));
}

function matches({ rule, pattern, group, holds }: Pattern, text: string): Found[] {
  return [...text.matchAll(pattern)].flatMap((m) => {
    const value = m[group ?? 0] ?? '';
    if (holds !== undefined && !holds(value)) return [];
    return [{ rule, value, at: m.index + m[0].lastIndexOf(value) }];
  });
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';

/** GB 11643: a real date inside and the right check character. */
export function isIdentityNumber(value: string): boolean {
  const month = Number(value.slice(10, 12));
  const day = Number(value.slice(12, 14));
  const year = Number(value.slice(6, 10));
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(value[i]), 0);
  return CHECK[sum % 11] === value[17]?.toUpperCase();
}

/** ISO/IEC 7812: the Luhn checksum; sixteen or nineteen digits, as cards issued here have. */
export function isBankCard(value: string): boolean {
  const digits = value.replace(/[ -]/g, '');
  if (digits.length !== 16 && digits.length !== 19) return false;
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const n = Number(digit) * (i % 2 === 1 ? 2 : 1);
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return sum % 10 === 0;
}

/** Instructions name passwords without giving one: `${NAME}`, `<口令>`, `******`, words in Chinese. */
function isRealPassword(value: string): boolean {
  if (/^[$<{%]|^[*＊•●]+$|^[xX]+$|^\.{3}/.test(value)) return false;
  if (/\p{Script=Han}/u.test(value)) return false;
  return /[0-9]/.test(value) || /[^0-9A-Za-z]/.test(value);
}
