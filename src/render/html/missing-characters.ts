/**
 * Characters that the fonts do not have, such as emoji and rare names' characters: an empty box on paper would lose them
 * without a word, so each is drawn as its code, 〔U+1F600〕, and the document says so under its title.
 */
import type { ReportDocument } from '../../report/document.ts';
import { characterRuns } from '../character-table.ts';
import { fontFiles } from '../chromium/fonts.ts';

/** true for a code point that can be drawn. */
export type Coverage = (code: number) => boolean;

const CODE_POINTS = 0x110000;
/** Never drawn: they steer what stands beside them. */
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zs}\p{Zl}\p{Zp}]$/u;
/** Most codes that the mark names. */
const NAMED = 5;

async function load(): Promise<Coverage> {
  const drawn = new Uint8Array(CODE_POINTS);
  for (const path of fontFiles()) {
    for (const { first, last } of await characterRuns(path)) drawn.fill(1, first, last + 1);
  }
  return (code) => drawn[code] === 1;
}

let loaded: Promise<Coverage> | undefined;

/** Read from the fonts in use, once a process. A character that one of them has is borrowed by the others. */
export function fontCoverage(): Promise<Coverage> {
  loaded ??= load();
  return loaded;
}

/** Whether one sign is drawn, or by its nature is not to be seen. */
export const isDrawn = (sign: string, covers: Coverage): boolean =>
  covers(sign.codePointAt(0) as number) || INVISIBLE.test(sign);

function lacks(text: string, covers: Coverage): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) as number;
    if (code > 0xffff) i += 1;
    if (!covers(code) && !INVISIBLE.test(String.fromCodePoint(code))) return true;
  }
  return false;
}

const clusters = new Intl.Segmenter('zh-CN', { granularity: 'grapheme' });

/** What is one sign to the reader, a family of several emoji for instance, becomes one code. */
function spelled(text: string, covers: Coverage, codes: Set<string>): string {
  const drawn = [...clusters.segment(text)].map(({ segment }) => {
    if (!lacks(segment, covers)) return segment;
    const seen = [...segment].filter((sign) => !INVISIBLE.test(sign));
    const code = seen.map((sign) => `U+${(sign.codePointAt(0) as number).toString(16).toUpperCase()}`).join(' ');
    codes.add(code);
    return `〔${code}〕`;
  });
  return drawn.join('');
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, map)]));
}

function anyText(value: unknown, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => anyText(inner, test));
}

/** The document itself when all of it can be drawn, else a copy with codes and a mark that names them. */
export function withoutMissing(doc: ReportDocument, covers: Coverage): ReportDocument {
  if (!anyText(doc, (text) => lacks(text, covers))) return doc;
  const codes = new Set<string>();
  const copy = mapTexts(doc, (text) => (lacks(text, covers) ? spelled(text, covers, codes) : text)) as ReportDocument;
  const named = [...codes].slice(0, NAMED).join('、');
  const rest = codes.size > NAMED ? ` 等 ${codes.size} 个` : '';
  const text = `字库中没有的字符以〔代码〕表示，原文见记录：${named}${rest}`;
  return { ...copy, marks: [...copy.marks, { text, tone: 'attention' }] };
}
