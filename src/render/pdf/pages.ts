/** The pages of a PDF of ours as they are drawn on: size, content, fonts. */
import { bodyOf, type PdfObject, type PdfSource, pagesIn, refuse } from '../../proof/pdf/read.ts';
import { referencesIn } from '../../proof/pdf/syntax.ts';

export interface PdfPage {
  number: number;
  body: string;
  /** Objects of its content streams, in order. */
  contents: number[];
  /** Width and height in points. */
  width: number;
  height: number;
}

/** All pages in order. @throws Error when the file is not as Chromium writes it */
export const pagesOf = (source: PdfSource): PdfPage[] =>
  pagesIn(source).map((number) => {
    const body = bodyOf(source, number);
    const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(body);
    if (box === null) return refuse(`第 ${number} 号页面缺少 /MediaBox`);
    const contents = /\/Contents (?:\[([^\]]*)\]|(\d+ 0 R))/.exec(body);
    if (contents === null) return refuse(`第 ${number} 号页面缺少 /Contents`);
    const streams = referencesIn(contents[1] ?? (contents[2] as string));
    return { number, body, contents: streams, width: Number(box[1]), height: Number(box[2]) };
  });

/** The dictionaries of all fonts, those that pages name and those that make them up. */
export const fontsIn = (objects: ReadonlyMap<number, PdfObject>): string[] =>
  [...objects.values()].flatMap(({ body }) => (/\/Type \/Font\b(?!Desc)/.test(body) ? [body] : []));
