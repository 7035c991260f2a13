/** The tables of a PDF that say which character a glyph stands for; what copying and searching go by. */
import { inflateSync } from 'node:zlib';
import { type PdfSource, streamOf } from '../../proof/pdf/read.ts';
import { findReference } from '../../proof/pdf/syntax.ts';
import type { PdfRewrite } from './rewrite.ts';
import type { SharedGlyphs } from './shared-glyphs.ts';

/** Entries of one block, by the CMap specification. */
const BLOCK = 100;

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

function decode(utf16: string): number {
  return Buffer.from(utf16, 'hex').swap16().toString('utf16le').codePointAt(0) as number;
}

function encode(code: number): string {
  return Buffer.from(String.fromCodePoint(code), 'utf16le').swap16().toString('hex').toUpperCase();
}

/** All entries of a CMap: glyph → code point. */
export function entries(cmap: string): [number, number][] {
  const found: [number, number][] = [];
  for (const block of cmap.matchAll(/beginbfchar\s([\s\S]*?)endbfchar/g)) {
    for (const pair of (block[1] as string).matchAll(/<(\w+)> <(\w+)>/g)) {
      found.push([Number.parseInt(pair[1] as string, 16), decode(pair[2] as string)]);
    }
  }
  for (const block of cmap.matchAll(/beginbfrange\s([\s\S]*?)endbfrange/g)) {
    for (const range of (block[1] as string).matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const first = Number.parseInt(range[1] as string, 16);
      const base = decode(range[3] as string);
      for (let glyph = first; glyph <= Number.parseInt(range[2] as string, 16); glyph++)
        found.push([glyph, base + glyph - first]);
    }
  }
  return found.sort(([a], [b]) => a - b);
}

function write(cmap: string, pairs: readonly [number, number][]): string {
  const head = cmap.slice(0, cmap.indexOf('endcodespacerange') + 'endcodespacerange'.length);
  const tail = cmap.slice(cmap.lastIndexOf('endcmap'));
  const blocks: string[] = [];
  for (let i = 0; i < pairs.length; i += BLOCK) {
    const lines = pairs.slice(i, i + BLOCK).map(([glyph, code]) => `<${hex(glyph)}> <${encode(code)}>`);
    blocks.push(`${lines.length} beginbfchar\n${lines.join('\n')}\nendbfchar`);
  }
  return `${head}\n${blocks.join('\n')}\n${tail}`;
}

/**
 * The character that the text meant: of those that share the glyph, the first that occurs in it.
 * @param text everything that the document shows
 */
export function meantCharacter(code: number, text: string, shared: SharedGlyphs): number {
  return shared.get(code)?.find((one) => text.includes(String.fromCodePoint(one))) ?? code;
}

/** Rewrites a CMap with the characters that the text meant. */
export function correctCmap(cmap: string, text: string, shared: SharedGlyphs): string {
  return write(
    cmap,
    entries(cmap).map(([glyph, code]) => [glyph, meantCharacter(code, text, shared)]),
  );
}

/** Corrects the table of each font. @param fonts their dictionaries */
export function correctFonts(
  source: PdfSource,
  fonts: readonly string[],
  rewrite: PdfRewrite,
  text: string,
  shared: SharedGlyphs,
): void {
  for (const font of fonts) {
    const table = findReference(font, 'ToUnicode');
    if (table === undefined) continue;
    const cmap = inflateSync(streamOf(source, table)).toString('latin1');
    rewrite.replaceStream(table, Buffer.from(correctCmap(cmap, text, shared), 'latin1'));
  }
}
