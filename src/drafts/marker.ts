/** Numbers at the beginning of a line of a contract: 第三条, 一、, （一）, 1., 1.1, （1）, ①, a). Pure. */

/** Kinds of numbers; which stands below which is learned from each paper. */
export type MarkerKind =
  | 'chapter'
  | 'article'
  | 'chinese'
  | 'chinese-bracket'
  | 'number'
  | 'decimal-2'
  | 'decimal-3'
  | 'decimal-4'
  | 'bracket'
  | 'half-bracket'
  | 'circle'
  | 'letter'
  | 'row';

export interface Marker {
  kind: MarkerKind;
  /** As it stands in the paper, marks such as ★ in front of it included: `★（一）`. */
  shown: string;
  /** The numbers in it: `5.1.2` has three, all others one. */
  numbers: number[];
  /** What follows on the line, to the letter but for the blanks in front. */
  rest: string;
}

const DIGITS = '零一二三四五六七八九';
const CN = '[零〇一二三四五六七八九十百]+';
/** Marks of what must be met, in front of the number. */
const MARKS = '[★▲●◆■□*※☆△]*[ \\t\\u3000\\u00a0]*';
const GAP = '[ \\t\\u3000\\u00a0]*';
/** What makes a decimal number at the beginning of a line a quantity or a date. */
const QUANTITY =
  /^[ \t\u3000]*(?:小时|分钟|秒|天|日|月|年|元|万|亿|%|％|米|公里|GB|TB|MB|KB|[Mm]bps|GHz|MHz|台|套|次|分|个|人|版|倍|kg|V\b|A\b|W\b)/;

const patterns: readonly [kind: MarkerKind, pattern: RegExp][] = [
  ['chapter', new RegExp(`^(${MARKS}第${GAP}(${CN}|\\d+)${GAP}[章部篇](?:分)?)`)],
  ['article', new RegExp(`^(${MARKS}第${GAP}(${CN}|\\d+)${GAP}[条节款])`)],
  ['chinese', new RegExp(`^(${MARKS}(${CN})[、．.])`)],
  ['chinese-bracket', new RegExp(`^(${MARKS}[（(]${GAP}(${CN})${GAP}[）)])`)],
  ['bracket', new RegExp(`^(${MARKS}[（(]${GAP}(\\d{1,3})${GAP}[）)])`)],
  ['half-bracket', new RegExp(`^(${MARKS}(\\d{1,3})[）)])`)],
  ['circle', new RegExp(`^(${MARKS}([①-⑳]))`)],
  ['letter', new RegExp(`^(${MARKS}[（(]?([a-zA-Z])[）)])`)],
];

/** `1.` `1、` `1．`, and `1.1` to `1.1.1.1` with or without a point behind. */
const DECIMAL = new RegExp(`^(${MARKS}(\\d{1,3}(?:[.．]\\d{1,3}){0,3})([.．、]?))(?![\\d.．]|[-/:：]\\d)`);

/** The number at the beginning of a line; undefined when there is none. */
export function markerOf(line: string): Marker | undefined {
  const lead = /^[\s\u3000]*/.exec(line)?.[0] ?? '';
  const text = line.slice(lead.length);
  for (const [kind, pattern] of patterns) {
    const [, shown, number] = pattern.exec(text) ?? [];
    if (shown === undefined || number === undefined) continue;
    const value = numberOf(number);
    if (value !== undefined) return { kind, shown, numbers: [value], rest: trimmed(text.slice(shown.length)) };
  }
  return rowOf(text) ?? decimalOf(text);
}

/** A line of a table whose first cell is a number: `1\t考勤机\t3`. */
function rowOf(text: string): Marker | undefined {
  const [, shown, number] = /^(([1-9]\d{0,2})[ \u3000]*)\t/.exec(text) ?? [];
  if (shown === undefined || number === undefined) return undefined;
  return { kind: 'row', shown: shown.trim(), numbers: [Number(number)], rest: trimmed(text.slice(shown.length)) };
}

function decimalOf(text: string): Marker | undefined {
  const [, shown, number, point] = DECIMAL.exec(text) ?? [];
  if (shown === undefined || number === undefined) return undefined;
  const numbers = number.split(/[.．]/).map(Number);
  const rest = text.slice(shown.length);
  // `1.5小时`, `3 台`: how much of something, no number of a clause. A number alone wants its point.
  if (QUANTITY.test(rest) && !(numbers.length === 1 && point !== '')) return undefined;
  if (numbers.length === 1 && point === '') return undefined;
  if ((numbers[0] ?? 0) > 99 || rest.trim() === '') return undefined;
  const kind: MarkerKind =
    numbers.length === 1 ? 'number' : (`decimal-${numbers.length}` as 'decimal-2' | 'decimal-3' | 'decimal-4');
  return { kind, shown, numbers, rest: trimmed(rest) };
}

const trimmed = (text: string): string => text.replace(/^[ \t\u3000\u00a0]+/, '');

/** 一 → 1, 十二 → 12, 二十 → 20, ③ → 3, `7` → 7, `b` → 2. */
export function numberOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  if (/^[a-z]$/i.test(text)) return text.toLowerCase().charCodeAt(0) - 96;
  const circle = text.codePointAt(0) ?? 0;
  if (circle >= 0x2460 && circle <= 0x2473) return circle - 0x245f;
  return chineseNumber(text.replaceAll('〇', '零'));
}

function chineseNumber(text: string): number | undefined {
  let total = 0;
  let digit = 0;
  for (const character of text) {
    if (character === '百' || character === '十') {
      total += (digit || 1) * (character === '百' ? 100 : 10);
      digit = 0;
    } else {
      const value = DIGITS.indexOf(character);
      if (value === -1) return undefined;
      digit = value;
    }
  }
  return total + digit;
}
