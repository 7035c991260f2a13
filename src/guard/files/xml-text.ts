/**
 * The words of an office document as lines: of every part of its package that holds some, with what was struck out, comments, heads and
 * feet: whoever opens the file can see them. Cells of a row stay on one line, so that a column of passwords is one. Pure.
 */
import type { ZipEntry } from '../../scanners/read/zip.ts';

/** Parts with words: of Word, PowerPoint, OpenDocument, OFD, and beside the sheets of Excel. */
const PARTS =
  /^(?:word\/(?!styles|theme|settings|fontTable|webSettings|numbering)[^/]*\.xml|(?:ppt|xl)\/(?:slides|notesSlides|comments|drawings|charts|diagrams|threadedComments)\/[^/]*\.xml|xl\/comments[^/]*\.xml|ppt\/comments[^/]*\.xml|content\.xml|styles\.xml|meta\.xml|docProps\/(?:core|custom)\.xml|.*\/Content\.xml|OFD\.xml)$/i;
const RELATIONS = /\.rels$/i;
const PICTURES = /\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|webp)$/i;

const CELL_ENDS = /(?:<\/w:p>|<\/a:p>|<\/text:p>)?\s*<\/(?:w:tc|a:tc|table:table-cell)>|<(?:w:tab|text:tab)\b[^>]*\/>/g;
const LINE_ENDS =
  /<\/(?:w:p|a:p|text:p|text:h|w:tr|a:tr|table:table-row|(?:ofd:)?TextCode|text|t|comment|dc:\w+|cp:\w+|vt:lpwstr|meta:\w+)>|<(?:w:br|w:cr|text:line-break|a:br)\b[^>]*\/>/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const MOST_CODE = 0x10ffff;

/** What of a package is words, and how many pictures it has, of which nobody reads the words. */
export function packageText(entries: readonly ZipEntry[]): { text: string; pictures: number } {
  const words = entries.filter(({ name }) => PARTS.test(name)).map((one) => xmlText(decoded(one)));
  const links = entries.filter(({ name }) => RELATIONS.test(name)).flatMap((one) => targetsIn(decoded(one)));
  const pictures = entries.filter(({ name }) => PICTURES.test(name) && !/thumbnail/i.test(name)).length;
  return { text: [...words, ...links].join('\n'), pictures };
}

const decoded = (entry: ZipEntry): string => new TextDecoder('utf-8').decode(entry.bytes());

/** Addresses that a document leads to; those inside of it are none. */
const targetsIn = (xml: string): string[] =>
  [...xml.matchAll(/<Relationship\b[^>]{0,4000}>/g)]
    .filter(([one]) => /TargetMode="External"/.test(one))
    .map(([one]) => unescaped(/Target="([^"]*)"/.exec(one)?.[1] ?? ''));

/** Words of one part. */
export const xmlText = (xml: string): string =>
  unescaped(
    xml
      // A line of the file is none of the document, and what sets its elements apart no word.
      .replaceAll(/>\s*[\r\n]\s*</g, '><')
      .replaceAll(/[\r\n]+/g, ' ')
      // Its program is nobody's word.
      .replaceAll(/<meta:generator>[^<]*<\/meta:generator>/g, '')
      .replaceAll(CELL_ENDS, '\t')
      .replaceAll(LINE_ENDS, '\n')
      .replaceAll(/<[^>]*>/g, ''),
  );

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= MOST_CODE ? String.fromCodePoint(code) : whole;
  });
