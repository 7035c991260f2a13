/**
 * What no archive can mend later: a sign for which the fonts have no glyph, drawn as an empty box, and a font that is not in the file.
 * Text that comes from records is told apart before (`html/missing-characters.ts`); here the printed file itself is looked at.
 */
import { inflateSync } from 'node:zlib';
import type { PdfObject, PdfSource } from '../../proof/pdf/read.ts';
import { streamOf } from '../../proof/pdf/read.ts';
import { findReference } from '../../proof/pdf/syntax.ts';
import { UnprintableError } from '../error.ts';
import { type Coverage, isDrawn } from '../html/missing-characters.ts';
import type { PdfPage } from './pages.ts';

/** Glyph 0 of a composite font, .notdef, among those that one operator shows. */
const NOTDEF = /<(?:[0-9A-F]{4})*?0000(?:[0-9A-F]{4})*>\s*(?:Tj|-?[\d.]|\]|<)/g;
/** What Chromium says a run of glyphs stands for. */
const MEANT = '/ActualText <FEFF';
const END = 'EMC';
/** Most signs that the message names. */
const NAMED = 5;

export interface Checked {
  /** Number or name of the document. */
  name: string;
  /** Everything that it shows, in whatever markup. */
  text: string;
  covers: Coverage;
}

/** @throws UnprintableError when a glyph is missing on a page */
export function refuseMissingGlyphs(source: PdfSource, pages: readonly PdfPage[], checked: Checked): void {
  pages.forEach(({ contents }, n) => {
    for (const number of contents) {
      const drawn = inflateSync(streamOf(source, number)).toString('latin1');
      const at = drawn.search(NOTDEF);
      if (at === -1) continue;
      const signs = [
        ...new Set([...meantSigns(drawn), ...checked.text].filter((sign) => !isDrawn(sign, checked.covers))),
      ];
      const named = signs
        .slice(0, NAMED)
        .map((sign) => `“${sign}”（${codeOf(sign)}）`)
        .join('、');
      throw new UnprintableError(
        `${checked.name} 第 ${n + 1} 页有字库中没有的字符：${named === '' ? '不能识别（U+0000）' : named}`,
        '没有签发。换用字库中有的写法后再签发；出自记录的，更正该记录；其他的是程序自己的文字，请报告',
      );
    }
  });
}

const codeOf = (sign: string): string =>
  `U+${(sign.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;

/** The signs that stand behind glyphs that are missing. */
function meantSigns(drawn: string): string[] {
  return [...drawn.matchAll(NOTDEF)].flatMap(({ index }) => {
    const begin = drawn.lastIndexOf(MEANT, index);
    if (begin === -1 || drawn.slice(begin, index).includes(END)) return [];
    const hex = drawn.slice(begin + MEANT.length, drawn.indexOf('>', begin + MEANT.length));
    return [...Buffer.from(hex, 'hex').swap16().toString('utf16le')];
  });
}

/** @throws UnprintableError when a font's file is not part of the document; Type 3 fonts are made of their glyphs */
export function refuseForeignFonts(
  objects: ReadonlyMap<number, PdfObject>,
  fonts: readonly string[],
  name: string,
): void {
  for (const font of fonts) {
    const kind = /\/Subtype \/(\w+)/.exec(font)?.[1] ?? '';
    if (kind === 'Type0' || kind === 'Type3') continue;
    const descriptor = findReference(font, 'FontDescriptor');
    const described = descriptor === undefined ? '' : (objects.get(descriptor)?.body ?? '');
    if (/\/FontFile[23]? \d+ 0 R/.test(described)) continue;
    const own = /\/BaseFont \/(\S+)/.exec(font)?.[1] ?? kind;
    throw new UnprintableError(
      `${name} 用到的字体 ${own} 没有嵌入文件`,
      '没有签发。运行 opsledger doctor 检查字库；仍然如此请报告',
    );
  }
}
