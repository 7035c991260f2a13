/** Numbers at the beginning of a line of a contract: 第三条, 专用条款一, 一、, 甲、, （一）, 1., 1.1, （1）, ①, A., a). Pure. */

/** Kinds of numbers; which stands below which is learned from each paper. */
export type MarkerKind =
  | 'part'
  | 'chapter'
  | 'section'
  | 'article'
  | 'chinese'
  | 'stem'
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
  /** The numbers in it: `5.1.2` has three, 第十条之一 two, all others one. */
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
  /^[ \t\u3000]*(?:小时|分钟|秒|天(?!气)|日(?![常志])|月(?![度报可末底结均])|年(?![度检])|元|万|亿|%|％|米|公里|GB|TB|MB|KB|[Mm]bps|GHz|MHz|台(?![风账])|套|次(?![要序])|分(?![级类布项期工析])|个(?!人)|人(?![员事工])|版(?!本)|倍|kg|V\b|A\b|W\b)/;

const patterns: readonly [kind: MarkerKind, pattern: RegExp][] = [
  ['part', new RegExp(`^(${MARKS}第${GAP}(${CN}|\\d+)${GAP}(?:部分|部|篇))`)],
  ['chapter', new RegExp(`^(${MARKS}第${GAP}(${CN}|\\d+)${GAP}章)`)],
  ['section', new RegExp(`^(${MARKS}第${GAP}(${CN}|\\d+)${GAP}节)`)],
  [
    'article',
    new RegExp(
      `^(${MARKS}第${GAP}(${CN}|\\d+)${GAP}[条款](?:之(${CN}|\\d+))?)(?!第|[（(]?[一二三四五六七八九十]+[项款目])`,
    ),
  ],
  ['article', new RegExp(`^(${MARKS}(?:[专通]用|特别|补充|协议)?条款${GAP}(${CN}|\\d+))(?=[\\s\\u3000：:、.．（(]|$)`)],
  ['chinese', new RegExp(`^(${MARKS}(${CN})[、．.])`)],
  ['stem', new RegExp(`^(${MARKS}([甲乙丙丁戊己庚辛壬癸])[、．.])`)],
  ['chinese-bracket', new RegExp(`^(${MARKS}(?:[（(]${GAP}(${CN})${GAP}[）)]))`)],
  ['chinese-bracket', new RegExp(`^(${MARKS}([㈠-㈩]))`)],
  ['bracket', new RegExp(`^(${MARKS}[（(]${GAP}(\\d{1,3})${GAP}[）)])`)],
  ['bracket', new RegExp(`^(${MARKS}([⑴-⒇]))`)],
  ['half-bracket', new RegExp(`^(${MARKS}(\\d{1,3})[）)])`)],
  ['circle', new RegExp(`^(${MARKS}([①-⑳]))`)],
  ['letter', new RegExp(`^(${MARKS}[（(]?([a-zA-Z])[）)])`)],
  ['letter', new RegExp(`^(${MARKS}([A-Za-z])[.．、])(?![A-Za-z0-9])`)],
];

/** Full-width digits and points between digits read as plain ones; one character stays one. */
const plainDigits = (text: string): string =>
  text.replace(/[\uff10-\uff19]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));

/** `1.` `1、` `1．`, and `1.1` to `1.1.1.1` with or without a point behind. */
const DECIMAL = new RegExp(`^(${MARKS}(\\d{1,3}(?:[.．]\\d{1,3}){0,3})([.．、]?))(?![\\d.．]|[-/:：]\\d)`);

/** The number at the beginning of a line; undefined when there is none. */
export function markerOf(line: string): Marker | undefined {
  const lead = /^[\s\u3000]*/.exec(line)?.[0] ?? '';
  const text = line.slice(lead.length);
  const plain = plainDigits(text);
  for (const [kind, pattern] of patterns) {
    const [, { length } = '', ...numbers] = pattern.exec(plain) ?? [];
    const values = numbers.flatMap((one) => (one === undefined ? [] : [numberOf(one)]));
    if (length === 0 || values.length === 0 || values.includes(undefined)) continue;
    const rest = trimmed(text.slice(length));
    // 第九条的规定…: an article that is spoken of, no number of this line.
    if (kind === 'article' && /^[、和及至的中所规约]|^与/.test(text.slice(length))) return undefined;
    return { kind, shown: text.slice(0, length), numbers: values as number[], rest };
  }
  return rowOf(text, plain) ?? decimalOf(text, plain);
}

/** A line of a table whose first cell is a number: `1\t考勤机\t3`. */
function rowOf(text: string, plain: string): Marker | undefined {
  const [, shown, number] = /^(([1-9]\d{0,2})[ \u3000]*)\t/.exec(plain) ?? [];
  if (shown === undefined || number === undefined) return undefined;
  return {
    kind: 'row',
    shown: text.slice(0, shown.length).trim(),
    numbers: [Number(number)],
    rest: trimmed(text.slice(shown.length)),
  };
}

function decimalOf(text: string, plain: string): Marker | undefined {
  const [, shown, number, point] = DECIMAL.exec(plain) ?? [];
  if (shown === undefined || number === undefined) return undefined;
  const numbers = number.split(/[.．]/).map(Number);
  const rest = text.slice(shown.length);
  // `1.5小时`, `3 台`: how much of something, no number of a clause. A number alone wants its point, and of three parts nothing is measured.
  if (QUANTITY.test(rest) && numbers.length === 2) return undefined;
  if (numbers.length === 1 && point === '') return undefined;
  if ((numbers[0] ?? 0) > 99 || rest.trim() === '') return undefined;
  const kind: MarkerKind =
    numbers.length === 1 ? 'number' : (`decimal-${numbers.length}` as 'decimal-2' | 'decimal-3' | 'decimal-4');
  return { kind, shown: text.slice(0, shown.length), numbers, rest: trimmed(rest) };
}

const trimmed = (text: string): string => text.replace(/^[ \t\u3000\u00a0]+/, '');

/** 一 → 1, 十二 → 12, 二十 → 20, ③ → 3, `7` → 7, `b` → 2. */
export function numberOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  if (/^[a-z]$/i.test(text)) return text.toLowerCase().charCodeAt(0) - 96;
  const circle = text.codePointAt(0) ?? 0;
  if (circle >= 0x2460 && circle <= 0x2473) return circle - 0x245f;
  if (circle >= 0x2474 && circle <= 0x2487) return circle - 0x2473;
  if (circle >= 0x3220 && circle <= 0x3229) return circle - 0x321f;
  const stem = '甲乙丙丁戊己庚辛壬癸'.indexOf(text);
  if (stem !== -1) return stem + 1;
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
