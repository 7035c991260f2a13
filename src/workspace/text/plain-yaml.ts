/**
 * The short way for plain files: maps and lists by indentation, texts of one line, nothing else. Nearly all YAML records of
 * a year and the contract's own data are such, and the parser takes fifty times as long for them. What is not plainly simple
 * goes the long way, so this decides nothing about what is allowed.
 */

import { isReservedName } from '../../contract/names.ts';
import { MAX_KEYS } from './usable-data.ts';

/** A line without its indentation; blank and comment lines are none. */
interface Line {
  indent: number;
  text: string;
}

interface Cursor {
  lines: Line[];
  next: number;
}

/** Not plainly simple: the value of a part that the parser must read. */
const LEFT = undefined;

/** Tabs, returns and what an editor may show as nothing: the parser has its own views on each. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNUSUAL = /[\0-\t\v-\x1f\x7f-\xa0\u2028\u2029\ufeff]/;
const KEY = /^[A-Za-z][A-Za-z0-9-]{0,99}$/;
/** No data of ours is deeper. */
const MAX_DEPTH = 8;

/** @returns the value, all text to the letter; undefined when the file is not of this kind */
export function parsePlain(text: string): Record<string, unknown> | undefined {
  if (!text.endsWith('\n') || UNUSUAL.test(text)) return LEFT;
  const cursor = { lines: linesOf(text), next: 0 };
  const value = cursor.lines.length === 0 ? LEFT : readMap(cursor, 0, 0);
  return cursor.next === cursor.lines.length ? value : LEFT;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const line of text.split('\n')) {
    let indent = 0;
    while (line.charCodeAt(indent) === 0x20) indent += 1;
    if (indent < line.length && line.charCodeAt(indent) !== 0x23)
      lines.push({ indent, text: indent === 0 ? line : line.slice(indent) });
  }
  return lines;
}

/** The map whose keys stand at `indent`. */
function readMap(cursor: Cursor, indent: number, depth: number): Record<string, unknown> | undefined {
  if (depth > MAX_DEPTH) return LEFT;
  const map: Record<string, unknown> = {};
  let size = 0;
  for (let line = cursor.lines[cursor.next]; line?.indent === indent; line = cursor.lines[cursor.next]) {
    const colon = line.text.indexOf(':');
    const key = line.text.slice(0, colon);
    // A doubled or reserved key is an error, which the long way words.
    if (colon === -1 || !KEY.test(key) || Object.hasOwn(map, key) || isReservedName(key)) return LEFT;
    size += 1;
    if (size > MAX_KEYS) return LEFT;
    cursor.next += 1;
    const value =
      colon + 1 === line.text.length ? readBelow(cursor, indent, depth) : readValue(line.text.slice(colon + 1));
    if (value === LEFT) return LEFT;
    map[key] = value;
  }
  return map;
}

/** What stands under a key that has nothing beside it: a deeper map, or a list as deep as the key or deeper. */
function readBelow(cursor: Cursor, indent: number, depth: number): unknown {
  const line = cursor.lines[cursor.next];
  if (line === undefined) return LEFT;
  if (line.text.startsWith('- ')) return line.indent < indent ? LEFT : readList(cursor, line.indent, depth + 1);
  return line.indent <= indent ? LEFT : readMap(cursor, line.indent, depth + 1);
}

function readList(cursor: Cursor, indent: number, depth: number): unknown[] | undefined {
  const list: unknown[] = [];
  for (let line = cursor.lines[cursor.next]; line?.indent === indent; line = cursor.lines[cursor.next]) {
    if (!line.text.startsWith('- ')) break;
    const rest = line.text.slice(2);
    let value: unknown;
    if (/^[A-Za-z][A-Za-z0-9-]*:(?: |$)/.test(rest)) {
      // The first key of a row is a key of a map that is two deeper.
      cursor.lines[cursor.next] = { indent: indent + 2, text: rest };
      value = readMap(cursor, indent + 2, depth + 1);
    } else {
      cursor.next += 1;
      value = readValue(line.text.slice(1));
    }
    if (value === LEFT) return LEFT;
    list.push(value);
  }
  return list;
}

/** What stands behind a colon or hyphen: one space, then the value to the end of the line. */
function readValue(text: string): unknown {
  if (!text.startsWith(' ')) return LEFT;
  const value = text.slice(1);
  return value.startsWith('[') || value.startsWith('{') ? flowValue(value) : plainText(value);
}

/** Marks with which YAML begins something other than a text, and white space. */
const FIRST = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-\d)/;
const QUOTED = /^(?:"((?:[^"\\]|\\[nt"\\])*)"|'([^']*)')$/;
/** What a backslash and a letter stand for inside of `"…"`; the others are left to the parser. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '"': '"', '\\': '\\' };

/** A text in block style, with or without quotation marks. */
function plainText(value: string): string | undefined {
  const quoted = QUOTED.exec(value);
  if (quoted !== null) return quoted[2] ?? quoted[1]?.replace(/\\(.)/g, (_, one: string) => ESCAPES[one] ?? '');
  const isPlain =
    FIRST.test(value) && !value.includes(': ') && !value.includes(' #') && !value.endsWith(':') && !/\s$/.test(value);
  return isPlain ? value : undefined;
}

/** In brackets commas and brackets mean something, too: only what cannot mean anything stays, such as the colon of a time. */
const INNER = String.raw`(?:[^\s,[\]{}:#'"]|:(?=\d))`;
const WORD = String.raw`[^\s\-?:,[\]{}#&*!|>'"%@\x60](?:${INNER}| (?=${INNER}))*`;
const ITEM = `(?:"[^"\\\\]*"|'[^']*'|${WORD})`;
const PAIR_KEY = `([A-Za-z][A-Za-z0-9-]{0,99}|'[a-z]{1,99}')`;
const PAIR = `${PAIR_KEY}: (${ITEM}|\\[(?:${ITEM}(?:, ${ITEM})*)?\\])`;
const LIST = new RegExp(String.raw`^\[(?:${ITEM}(?:, ${ITEM})*)?\]$`);
const ITEMS = new RegExp(ITEM, 'g');
const PAIRS = new RegExp(PAIR, 'g');
const MAP = new RegExp(String.raw`^\{ ?${PAIR}(?:, ${PAIR})* ?\}$`);

/** A list or map of texts on one line: `[a, "b"]`, `{ rule: evidence, days: [1, 2] }`. */
function flowValue(value: string): string[] | Record<string, unknown> | undefined {
  if (LIST.test(value)) return itemsOf(value);
  return MAP.test(value) ? mapOf(value) : undefined;
}

function itemsOf(list: string): string[] | undefined {
  const items = [...list.matchAll(ITEMS)].map(([item]) => item);
  return `[${items.join(', ')}]` === list ? items.map(itemText) : undefined;
}

function mapOf(text: string): Record<string, unknown> | undefined {
  const pairs = [...text.matchAll(PAIRS)].map(([, key = '', value = '']) => [key, value] as const);
  const inside = pairs.map((pair) => pair.join(': ')).join(', ');
  if (text !== `{ ${inside} }` && text !== `{${inside}}`) return undefined;
  const map: Record<string, unknown> = {};
  for (const [quoted, item] of pairs) {
    const key = itemText(quoted);
    const value = item.startsWith('[') ? itemsOf(item) : itemText(item);
    // A doubled or reserved key is an error, which the long way words.
    if (value === undefined || Object.hasOwn(map, key) || isReservedName(key)) return undefined;
    map[key] = value;
  }
  return map;
}

const itemText = (item: string): string => plainText(item) ?? item;
