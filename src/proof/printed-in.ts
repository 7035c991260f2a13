/** The checkpoint that a document prints (存证校验), taken from the file itself: HTML, PDF or workbook. Pure, for terminal and browser. */
import { unzipSync } from 'fflate';
import { bodyOf, objectsOf, type PdfSource, type PdfTools, pagesIn, readPdf, streamOf } from './pdf/read.ts';
import { findReference } from './pdf/syntax.ts';
import { type PrintedHead, parsePrinted } from './printed-head.ts';

/** What stands before it on every document, and what it is. */
const LINE = /存证校验[^\d]{0,80}(\d{1,15})\s*条\s*((?:[0-9a-f]{4}[\s·]*){8})/;
/** Where a workbook has its texts. */
const TEXTS = /^xl\/(?:sharedStrings|worksheets\/sheet\d+)\.xml$/;
const MOST_TEXT = 16 * 1024 * 1024;

/** @returns undefined for a file that prints none, or cannot be read */
export function printedIn(bytes: Uint8Array, tools: PdfTools): PrintedHead | undefined {
  const [, size = '', groups = ''] = LINE.exec(textOf(bytes, tools)) ?? [];
  return size === '' ? undefined : parsePrinted(`${size} 条 ${groups.replace(/[^0-9a-f]+/g, '·').replace(/·$/, '')}`);
}

function textOf(bytes: Uint8Array, tools: PdfTools): string {
  const begins = (text: string): boolean => [...text].every((one, n) => bytes[n] === one.charCodeAt(0));
  try {
    if (begins('%PDF')) return pdfText(readPdf(bytes, tools));
    if (!begins('PK')) return withoutTags(new TextDecoder().decode(bytes.subarray(0, MOST_TEXT)));
    const held = unzipSync(bytes, {
      filter: ({ name, originalSize }) => TEXTS.test(name) && originalSize <= MOST_TEXT,
    });
    return Object.values(held)
      .map((one) => withoutTags(new TextDecoder().decode(one)))
      .join('\n');
  } catch {
    // Whatever it is, it says nothing.
    return '';
  }
}

const withoutTags = (text: string): string => text.replace(/<[^>]*>/g, '');

/** Text of the first page as it is drawn: signs by the tables with which a font says what they are (ISO 32000-1, 9.10.3). */
function pdfText(source: PdfSource): string {
  const [page] = pagesIn(source);
  if (page === undefined) return '';
  const fonts = new Map<string, ReadonlyMap<number, string>>();
  for (const [, { body }] of objectsOf(source))
    for (const [, name = '', number] of body.matchAll(/\/(F\d+)\s+(\d+)\s+0\s+R/g))
      if (!fonts.has(name)) fonts.set(name, signsOf(source, Number(number)));
  const contents = /\/Contents\s*(?:\[([^\]]*)\]|(\d+\s+0\s+R))/.exec(bodyOf(source, page));
  const parts = (contents?.[1] ?? contents?.[2] ?? '').matchAll(/(\d+)\s+0\s+R/g);
  return [...parts].map(([, number]) => drawnText(unpacked(source, Number(number)), fonts)).join('');
}

function unpacked(source: PdfSource, number: number): string {
  const stored = streamOf(source, number);
  return source.tools.latin1(/\/FlateDecode\b/.test(bodyOf(source, number)) ? source.tools.inflate(stored) : stored);
}

/** Two bytes a sign, as Chromium writes them. */
const SIGN = /[0-9A-Fa-f]{4}/g;

function signsOf(source: PdfSource, font: number): ReadonlyMap<number, string> {
  const table = findReference(bodyOf(source, font), 'ToUnicode');
  const signs = new Map<number, string>();
  if (table === undefined) return signs;
  const text = unpacked(source, table);
  const hex = '<([0-9A-Fa-f]+)>\\s*';
  for (const [, lines = ''] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', to = ''] of lines.matchAll(new RegExp(`${hex}${hex}`, 'g')))
      signs.set(number16(code), sign(to));
  for (const [, lines = ''] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', last = '', to = ''] of lines.matchAll(new RegExp(`${hex}${hex}${hex}`, 'g')))
      for (let code = number16(from); code <= Math.min(number16(last), 0xffff); code += 1)
        signs.set(code, String.fromCharCode(number16(to) + code - number16(from)));
  return signs;
}

const number16 = (text: string): number => Number.parseInt(text, 16);
const sign = (hex: string): string => (hex.match(SIGN) ?? []).map((one) => String.fromCharCode(number16(one))).join('');

/** Operators that choose a font, and those that draw: `/F4 12 Tf`, `<0012> Tj`, `[<0012> -5 <0013>] TJ`. */
const OPERATORS = /\/(F\d+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f\s]+)>|\((?:[^()\\]|\\[\s\S])*\)/g;

function drawnText(operators: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let font: ReadonlyMap<number, string> | undefined;
  let text = '';
  for (const [, name, drawn] of operators.matchAll(OPERATORS)) {
    if (name !== undefined) font = fonts.get(name);
    else for (const code of (drawn ?? '').replace(/\s/g, '').match(SIGN) ?? []) text += font?.get(number16(code)) ?? '';
  }
  return text;
}
