/** Values of one line as plain YAML files hold them, see `plain-yaml.ts`; undefined for what the parser must read. */

import { isReservedName } from '../../contract/names.ts';

/** Marks with which YAML begins something other than a text, and white space. */
const FIRST = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-\d)/;
const QUOTED = /^(?:"((?:[^"\\]|\\[nt"\\])*)"|'([^']*)')$/;
/** What a backslash and a letter stand for inside of `"…"`; the others are left to the parser. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '"': '"', '\\': '\\' };

/** A text in block style, with or without quotation marks. */
export function plainText(value: string): string | undefined {
  const quoted = QUOTED.exec(value);
  if (quoted !== null) return quoted[2] ?? quoted[1]?.replace(/\\(.)/g, (_, one: string) => ESCAPES[one] ?? '');
  const isPlain =
    FIRST.test(value) && !value.includes(': ') && !value.includes(' #') && !value.endsWith(':') && !/\s$/.test(value);
  return isPlain ? value : undefined;
}

/** In brackets commas and brackets mean something, too: only what cannot mean anything stays. */
const INNER = String.raw`[^\s,[\]{}:#'"]`;
const WORD = String.raw`[^\s\-?:,[\]{}#&*!|>'"%@\x60](?:${INNER}| (?=${INNER}))*`;
const ITEM = `(?:"[^"\\\\]*"|'[^']*'|${WORD})`;
const KEY = `([A-Za-z][A-Za-z0-9-]{0,99}|'[a-z]{1,99}')`;
const PAIR = `${KEY}: (${ITEM}|\\[(?:${ITEM}(?:, ${ITEM})*)?\\])`;
const LIST = new RegExp(String.raw`^\[(?:${ITEM}(?:, ${ITEM})*)?\]$`);
const ITEMS = new RegExp(ITEM, 'g');
const PAIRS = new RegExp(PAIR, 'g');
const MAP = new RegExp(String.raw`^\{ ?${PAIR}(?:, ${PAIR})* ?\}$`);

/** A list or map of texts on one line: `[a, "b"]`, `{ rule: evidence, days: [1, 2] }`. */
export function flowValue(value: string): string[] | Record<string, unknown> | undefined {
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
