/**
 * The running page number at the head of every bound page, such as 合订第 12 页 共 300 页, by which a stamp across the edges and a
 * missing page can be checked. Its font is taken from a page that Chromium printed with just these letters.
 */
import { inflateSync } from 'node:zlib';
import { bodyOf, objectOf, pagesIn, streamOf } from '../../proof/pdf/read.ts';
import { findReference, referencesIn } from '../../proof/pdf/syntax.ts';
import { POINTS_PER_MM } from '../pdf/qr.ts';
import { readPdf } from '../pdf/read.ts';
import { entries } from '../pdf/to-unicode.ts';
import type { PdfWriter } from '../pdf/write.ts';

/** All letters that a number may need. */
const LETTERS = '合订第页共0123456789';
/** What is printed to get the font. */
export const STAMP_PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>页码</title><style>@page { size: A4 }
body { font: 7.5pt "Noto Sans SC", sans-serif }</style></head><body><p>${LETTERS}</p></body></html>`;

const NAME = 'OpsBind';
const SIZE = 7.5;
/** From the upper edge to the line on which the letters stand, and from the right edge to the end of the text. */
const FROM_TOP = 12 * POINTS_PER_MM;
const FROM_RIGHT = 20 * POINTS_PER_MM;
/** Widths of a Chinese sign and of a figure, in parts of the size, and the gap between the two halves. */
const WIDE = 1;
const NARROW = 0.555;
const GAP = 0.5;

export interface Stamper {
  /** Entry of a page's fonts. */
  font: string;
  /** Draws the number of a page. @returns object of the content */
  draw(n: number, size: { width: number; height: number }): number;
}

/**
 * @param printed `STAMP_PAGE` as Chromium printed it
 * @param total pages of the bound file
 * @throws Error when the page is not as Chromium writes it
 */
export function openStamper(writer: PdfWriter, printed: Uint8Array, total: number): Stamper {
  const source = readPdf(printed);
  const [page] = pagesIn(source);
  const font = page === undefined ? undefined : /\/Font <<\/\S+ (\d+) 0 R/.exec(bodyOf(source, page))?.[1];
  if (font === undefined) throw new Error('PDF 结构与预期不符：页码没有字体');
  const base = writer.reserve(source.size);
  const copied = new Set<number>();
  const copy = (number: number): void => {
    if (copied.has(number)) return;
    copied.add(number);
    const { body, stream } = objectOf(source, number);
    const own = body.replace(/(\d+) 0 R\b/g, (_, n: string) => `${base + Number(n)} 0 R`);
    if (stream === null) writer.put(base + number, own);
    else writer.putStream(base + number, own, source.bytes.subarray(stream.from, stream.to));
    for (const next of referencesIn(body)) copy(next);
  };
  copy(Number(font));
  const table = findReference(bodyOf(source, Number(font)), 'ToUnicode');
  if (table === undefined) throw new Error('PDF 结构与预期不符：页码的字体没有字符表');
  const cmap = inflateSync(streamOf(source, table)).toString('latin1');
  const glyphs = new Map(
    entries(cmap).map(([glyph, code]) => [String.fromCodePoint(code), glyph.toString(16).padStart(4, '0')]),
  );
  const coded = (text: string): string => {
    const missing = [...text].find((sign) => !glyphs.has(sign));
    if (missing !== undefined) throw new Error(`PDF 结构与预期不符：页码的字体没有“${missing}”`);
    return [...text].map((sign) => glyphs.get(sign)).join('');
  };
  coded(LETTERS);
  return {
    font: `/${NAME} ${base + Number(font)} 0 R`,
    draw(n, { width, height }) {
      const [own, all] = [`合订第${n}页`, `共${total}页`];
      const x = width - FROM_RIGHT - (widthOf(own) + GAP + widthOf(all)) * SIZE;
      const text = `[<${coded(own)}> -${GAP * 1000} <${coded(all)}>] TJ`;
      const place = `1 0 0 1 ${x.toFixed(2)} ${(height - FROM_TOP).toFixed(2)} Tm`;
      const drawn = `q\n/Artifact <</Type /Pagination /Subtype /Header>> BDC\nBT 0.36 0.4 0.45 rg /${NAME} ${SIZE} Tf ${place} ${text} ET\nEMC\nQ\n`;
      return writer.addStream(Buffer.from(drawn, 'latin1'));
    },
  };
}

const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (/\d/.test(sign) ? NARROW : WIDE), 0);
