/** The look of every sheet: colours of the documents, thin borders, A4 one page wide. */
import type { Alignment, Borders, Fill, Font, PageSetup, Worksheet } from 'exceljs';
import type { Tone } from '../../report/block.ts';
import type { ReportDocument } from '../../report/document.ts';
import { textWidth } from '../measure.ts';
import { orientationOf, PADDING } from './column-widths.ts';
import { sheetText } from './values.ts';

const FONT_NAME = '微软雅黑';
export const ACCENT = 'FF1F4E79';
const INK = 'FF1F2933';
export const SECONDARY = 'FF5B6773';
const RULE = 'FFC9D1D9';

export const TONE_COLOUR: Readonly<Record<Tone, string>> = {
  normal: 'FF1A7F4B',
  abnormal: 'FFB42318',
  attention: 'FF9A6700',
  muted: SECONDARY,
};
const TONE_TINT: Readonly<Record<Tone, string | undefined>> = {
  normal: undefined,
  abnormal: 'FFFDF1F0',
  attention: 'FFFDF8E8',
  muted: undefined,
};

export function font(extra: Partial<Font> = {}): Partial<Font> {
  return { name: FONT_NAME, size: 10, color: { argb: INK }, ...extra };
}

export function solid(argb: string): Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb }, bgColor: { argb } };
}

/** Tint of a row that stands out, if its tone has one. */
export function tint(tone: Tone): Fill | undefined {
  const colour = TONE_TINT[tone];
  return colour === undefined ? undefined : solid(colour);
}

const edge = { style: 'thin' as const, color: { argb: RULE } };
export const BORDER: Partial<Borders> = { top: edge, left: edge, bottom: edge, right: edge };
export const TOP_WRAP: Partial<Alignment> = { vertical: 'top', wrapText: true };

/** Width that a text takes in a cell, in Excel's width of one figure: one em is two figures wide. */
export const spanOf = (text: string): number => Math.ceil(textWidth(text.split('\n', 1)[0] as string) * 2) + PADDING;

/** Width that a figure takes, its indent included: what is not wide is as wide as a figure. */
export const spanOfFigure = (shown: string): number => shown.replaceAll(/[^\u0020-\u00ff]/g, '00').length + PADDING;

/** Width that a date takes: all figures and narrow signs, so that a sheet of many dates stays readable on paper. */
export const spanOfDate = (format: string): number => format.length + 1;

const PAGE: Partial<PageSetup> = {
  paperSize: 9,
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  horizontalCentered: true,
  margins: { left: 0.4, right: 0.4, top: 0.75, bottom: 0.7, header: 0.35, footer: 0.35 },
};
/** Excel reads a header of at most 255 characters. */
const LONGEST_HEADER = 80;

const headerText = (text: string): string => sheetText(text).slice(0, LONGEST_HEADER).replaceAll('&', '&&');

/** Print set-up of a sheet whose columns have their widths, with the frame in header and footer; a watermark stands in the middle of the header. */
export function setUpPrinting(sheet: Worksheet, doc: ReportDocument, repeatedRow: number): void {
  const orientation = orientationOf(sheet.columns.map(({ width }) => width as number));
  sheet.pageSetup = { ...PAGE, orientation, printTitlesRow: `${repeatedRow}:${repeatedRow}` };
  const mark = doc.watermark === undefined ? '' : `&C&B&14&KB42318${headerText(doc.watermark)}`;
  sheet.headerFooter.oddHeader = `&L&9${headerText(doc.title)}${mark}&R&9${headerText(doc.frame.informationMark)}`;
  sheet.headerFooter.oddFooter = `&L&9${headerText(doc.number)}&C&9第 &P 页　共 &N 页&R&9数据指纹 ${headerText(doc.fingerprint)}`;
}
