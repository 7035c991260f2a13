/** Values in PDF syntax (ISO 32000-1, 7.3), whoever wrote them: what signing programs append follows no habit of ours. Pure. */

/** Of what is appended nothing is this deep, and a parser that nests without end would stop the page. */
const DEEPEST = 60;

export interface Reference {
  ref: number;
}
/** Names begin with `/`, strings with `(`, whatever way they were written. */
export type PdfValue = null | boolean | number | string | Reference | PdfValue[] | Map<string, PdfValue>;

export const isReference = (value: PdfValue | undefined): value is Reference =>
  typeof value === 'object' && value !== null && 'ref' in value;

/** The first value of a text. @throws Error when it is none */
export function parseValue(text: string): PdfValue {
  return parser(text).value(0);
}

/** The first value, which must be a dictionary. @throws Error when it is none */
export function parseDictionary(text: string): Map<string, PdfValue> {
  const value = parseValue(text);
  if (!(value instanceof Map)) throw new Error('PDF 结构与预期不符：不是字典');
  return value;
}

/** The same text for the same value, in whatever way it was written: keys sorted, one blank. */
export function canonical(value: PdfValue | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map(canonical).join(' ')}]`;
  if (value instanceof Map) {
    const keys = [...value.keys()].sort();
    return `<<${keys.map((key) => `${key} ${canonical(value.get(key))}`).join(' ')}>>`;
  }
  if (isReference(value)) return `${value.ref} R`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** White space and comments. */
const SPACE = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
const REFERENCE = /(\d+)[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)/y;
const NAME = /\/[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const HEX = /<([0-9A-Fa-f\0\t\n\f\r ]*)>/y;
const WORD = /true|false|null/y;

function parser(text: string) {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  const skip = (): void => void take(SPACE);

  function value(depth: number): PdfValue {
    if (depth > DEEPEST) throw new Error('PDF 结构与预期不符：嵌套过深');
    skip();
    if (text.startsWith('<<', at)) return dictionary(depth);
    if (text[at] === '[') return list(depth);
    if (text[at] === '(') return literal();
    const hex = take(HEX);
    if (hex !== null) return `(${fromHex(hex[1] as string)}`;
    const name = take(NAME);
    if (name !== null) return plainName(name[0]);
    const reference = take(REFERENCE);
    if (reference !== null) return { ref: Number(reference[1]) };
    const number = take(NUMBER);
    if (number !== null) return Number(number[0]);
    const word = take(WORD);
    if (word === null) throw new Error(`PDF 结构与预期不符：不能识别“${text.slice(at, at + 12)}”`);
    return word[0] === 'null' ? null : word[0] === 'true';
  }

  function dictionary(depth: number): Map<string, PdfValue> {
    at += 2;
    const entries = new Map<string, PdfValue>();
    for (skip(); !text.startsWith('>>', at); skip()) {
      const name = take(NAME);
      if (name === null) throw new Error('PDF 结构与预期不符：字典不完整');
      const key = plainName(name[0]);
      // Programs differ in which of two they take.
      if (entries.has(key)) throw new Error(`PDF 结构与预期不符：字典中 ${key} 重复`);
      entries.set(key, value(depth + 1));
    }
    at += 2;
    return entries;
  }

  function list(depth: number): PdfValue[] {
    at += 1;
    const values: PdfValue[] = [];
    for (skip(); text[at] !== ']'; skip()) values.push(value(depth + 1));
    at += 1;
    return values;
  }

  function literal(): string {
    let bytes = '';
    let open = 1;
    for (at += 1; open > 0; at += 1) {
      const sign = text[at];
      if (sign === undefined) throw new Error('PDF 结构与预期不符：字符串不完整');
      if (sign === '\\') {
        const [length, meant] = escaped(text.slice(at + 1, at + 4));
        bytes += meant;
        at += length;
        continue;
      }
      if (sign === '(') open += 1;
      if (sign === ')') open -= 1;
      if (open > 0) bytes += sign;
    }
    return `(${bytes}`;
  }

  return { value };
}

/** `/A#20B` → `/A B` */
const plainName = (name: string): string =>
  name.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const fromHex = (hex: string): string =>
  (hex.replace(/[^0-9A-Fa-f]/g, '').match(/..?/g) ?? [])
    .map((pair) => String.fromCharCode(Number.parseInt(pair.padEnd(2, '0'), 16)))
    .join('');

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '', '\r': '' };

/** What follows a backslash: how many signs of it, and what they mean. */
function escaped(after: string): [number, string] {
  const octal = /^[0-7]{1,3}/.exec(after)?.[0];
  if (octal !== undefined) return [octal.length, String.fromCharCode(Number.parseInt(octal, 8) & 0xff)];
  if (after.startsWith('\r\n')) return [2, ''];
  const [sign = ''] = after;
  return [sign.length, CONTROLS[sign] ?? sign];
}
