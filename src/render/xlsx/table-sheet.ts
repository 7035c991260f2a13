/**
 * One sheet: title, way back to the cover, conditional colours on 判定. A table alone has a frozen header and filters; several stand below
 * each other, each under its own title and header.
 */

import type { ConditionalFormattingRule, Cell as SheetCell, Style, Workbook, Worksheet } from 'exceljs';
import type { Cell, Column, Row, TableBlock, Tone } from '../../report/block.ts';
import type { ReportDocument } from '../../report/document.ts';
import { type Outcome, outcomes, outcomeWords } from '../../states/outcome.ts';
import { alignment, printCell } from '../cells.ts';
import { fittedWidths, headHeight, type Room } from './column-widths.ts';
import {
  ACCENT,
  BORDER,
  font,
  SECONDARY,
  setUpPrinting,
  solid,
  spanOf,
  spanOfDate,
  spanOfFigure,
  TONE_COLOUR,
  TOP_WRAP,
  tint,
} from './style.ts';
import type { SheetPart, SheetPlan } from './tables.ts';
import { sheetText, sheetValue, shownFigure } from './values.ts';

/** Title, way back, and marks of the document. */
const HEAD_ROWS = 3;
/** Name of the first sheet, to which every other links back. */
export const COVER = '封面';

/** In the order of the rules; what waits for a person stands out where somebody can write into it. */
const OUTCOME_TONES: Readonly<Record<Outcome, Tone>> = {
  normal: outcomes.normal.tone,
  abnormal: outcomes.abnormal.tone,
  unreachable: outcomes.unreachable.tone,
  stale: outcomes.stale.tone,
  'manual-pending': 'attention',
  unconfigured: outcomes.unconfigured.tone,
  'not-applicable': outcomes['not-applicable'].tone,
};

/** Everything that a reader must know about the whole document: marks and watermark, on every sheet. */
export function warnings(doc: ReportDocument): string {
  const told = [...(doc.watermark === undefined ? [] : [doc.watermark]), ...doc.marks.map((mark) => mark.text)];
  return [...new Set(told)].join('　');
}

/** Section and title of the table; a title that only repeats the section's says nothing new. */
export function headOf({ section, table: { title } }: SheetPart): string {
  return title === undefined || section.endsWith(title) ? section : `${section}　${title}`;
}

/** Row at which each table of the sheet begins: its header where it is alone, else its title. */
export function startsOf({ parts }: SheetPlan): number[] {
  const starts = [HEAD_ROWS + 1];
  for (const { table } of parts) {
    const rows = Math.max(1, table.rows.length) + (table.totals?.length ?? 0);
    // Title and header before it, an empty row after it.
    starts.push((starts.at(-1) as number) + 2 + rows + 1);
  }
  return starts.slice(0, -1);
}

function drawHead(sheet: Worksheet, plan: SheetPlan, doc: ReportDocument): void {
  const title = sheet.getCell(1, 1);
  const [first] = plan.parts;
  title.value = sheetText(plan.parts.length === 1 ? headOf(first as SheetPart) : plan.name);
  title.font = font({ size: 14, bold: true });
  sheet.getRow(1).height = 24;
  const back = sheet.getCell(2, 1);
  const note = warnings(doc);
  back.value = { text: sheetText(`← ${COVER}　${doc.number}　${doc.revisionText}`), hyperlink: `#'${COVER}'!A1` };
  back.font = font({ color: { argb: ACCENT } });
  if (note === '') return;
  const warning = sheet.getCell(3, 1);
  warning.value = sheetText(note);
  warning.font = font({ bold: true, color: { argb: TONE_COLOUR.abnormal } });
}

/** Figures keep a little distance from the text to their right. */
function aligned(column: Column): { horizontal: 'left' | 'right' | 'center'; indent?: number } {
  const horizontal = alignment(column);
  return horizontal === 'right' ? { horizontal, indent: 1 } : { horizontal };
}

function drawHeader(sheet: Worksheet, columns: readonly Column[], at: number): void {
  columns.forEach((column, i) => {
    const cell = sheet.getCell(at, i + 1);
    cell.value = sheetText(column.label);
    cell.font = font({ bold: true, color: { argb: 'FFFFFFFF' } });
    cell.fill = solid(ACCENT);
    cell.border = BORDER;
    cell.alignment = { ...aligned(column), vertical: 'middle', wrapText: true };
  });
  sheet.getRow(at).height = headHeight(
    columns.map(({ label }) => spanOf(label)),
    columns.map((_, i) => sheet.getColumn(i + 1).width as number),
  );
}

/** Styles of one workbook by what makes them up: cells that look alike share one, which is then packed once. */
type Styles = Map<string, Partial<Style>>;

interface CellLook {
  tinted: boolean;
  bold: boolean;
  styles: Styles;
}

function drawCell(cell: SheetCell, row: Row, column: Column, { tinted, bold, styles }: CellLook): void {
  const source = row.cells[column.key];
  const { value, format } = sheetValue(source, column);
  cell.value = value;
  const tone = typeof source === 'object' && source !== null ? source.tone : undefined;
  const fill = tinted && row.tone !== undefined ? tint(row.tone) : undefined;
  const placed = aligned(column);
  // The kind of value belongs to it, because a date without a format gets one of its own.
  const key = [cell.type, format, bold, tone, fill === undefined ? '' : row.tone, placed.horizontal].join(' ');
  const style = styles.get(key) ?? {
    ...(format === undefined ? {} : { numFmt: format }),
    font: font({ bold, ...(tone === undefined ? {} : { color: { argb: TONE_COLOUR[tone] } }) }),
    border: BORDER,
    alignment: { ...TOP_WRAP, ...placed },
    ...(fill === undefined ? {} : { fill }),
  };
  styles.set(key, style);
  cell.style = style;
}

/** Colours by the word in the column, so that they follow when somebody corrects it in the workbook. */
function outcomeRules(sheet: Worksheet, table: TableBlock, first: number, last: number): void {
  const index = table.columns.findIndex((column) => column.type === 'outcome');
  if (index === -1 || table.rows.length === 0) return;
  const column = sheet.getColumn(index + 1).letter;
  const end = sheet.getColumn(table.columns.length).letter;
  const rules = (style: (tone: Tone) => Partial<Style>): ConditionalFormattingRule[] =>
    Object.entries(OUTCOME_TONES).map(([outcome, tone], priority) => ({
      type: 'expression',
      priority: priority + 1,
      formulae: [`$${column}${first}="${outcomeWords[outcome as Outcome]}"`],
      style: style(tone),
    }));
  sheet.addConditionalFormatting({
    ref: `${column}${first}:${column}${last}`,
    rules: rules((tone) => ({
      font: { bold: tone !== 'normal' && tone !== 'muted', color: { argb: TONE_COLOUR[tone] } },
    })),
  });
  const tinted = rules((tone) => {
    const fill = tint(tone);
    return fill === undefined ? {} : { fill };
  }).filter((rule) => rule.style?.fill !== undefined);
  sheet.addConditionalFormatting({ ref: `A${first}:${end}${last}`, rules: tinted });
}

/** @returns the last row but those of totals */
function drawBody(sheet: Worksheet, table: TableBlock, header: number): number {
  const tinted = !table.columns.some((column) => column.type === 'outcome');
  const styles: Styles = new Map();
  let at = header;
  for (const row of table.rows) {
    at += 1;
    table.columns.forEach((column, i) => {
      drawCell(sheet.getCell(at, i + 1), row, column, { tinted, bold: false, styles });
    });
  }
  if (table.rows.length === 0) {
    at += 1;
    sheet.getCell(at, 1).value = sheetText(table.empty);
    sheet.getCell(at, 1).font = font({ color: { argb: SECONDARY } });
  }
  const last = at;
  for (const row of table.totals ?? []) {
    at += 1;
    table.columns.forEach((column, i) => {
      drawCell(sheet.getCell(at, i + 1), row, column, { tinted: true, bold: true, styles });
    });
  }
  return last;
}

/** Room that a cell takes. */
function roomOf(cell: Cell | undefined, column: Column): Room {
  const { value, format } = sheetValue(cell, column);
  if (value instanceof Date) return { span: spanOfDate(format ?? ''), wraps: false };
  if (typeof value === 'number') return { span: spanOfFigure(shownFigure(value, format)), wraps: false };
  const { mark, text } = printCell(cell, column);
  return { span: spanOf(mark === undefined ? text : `${mark} ${text}`), wraps: true };
}

/** What stands in each column of the sheet, whichever table it belongs to. */
function roomsOf({ parts }: SheetPlan): Room[][] {
  const columns: Room[][] = [];
  for (const { table } of parts) {
    const rows = [...table.rows, ...(table.totals ?? [])];
    table.columns.forEach((column, i) => {
      columns[i] ??= [];
      columns[i].push({ span: spanOf(column.label), wraps: true });
      for (const row of rows) columns[i].push(roomOf(row.cells[column.key], column));
    });
  }
  return columns;
}

/** The table under its header; its colours follow its words. */
function drawTable(sheet: Worksheet, table: TableBlock, header: number): number {
  drawHeader(sheet, table.columns, header);
  const last = drawBody(sheet, table, header);
  outcomeRules(sheet, table, header + 1, last);
  return last;
}

function drawAlone(sheet: Worksheet, { table }: SheetPart): void {
  const header = HEAD_ROWS + 1;
  const last = drawTable(sheet, table, header);
  if (table.rows.length === 0) return;
  sheet.autoFilter = { from: { row: header, column: 1 }, to: { row: last, column: table.columns.length } };
}

function drawBelowEachOther(sheet: Worksheet, plan: SheetPlan): void {
  const starts = startsOf(plan);
  plan.parts.forEach((part, i) => {
    const start = starts[i] as number;
    const title = sheet.getCell(start, 1);
    title.value = sheetText(headOf(part));
    title.font = font({ size: 11, bold: true });
    drawTable(sheet, part.table, start + 1);
  });
}

/** Adds the sheet of one table, or of several. */
export function addTableSheet(workbook: Workbook, plan: SheetPlan, doc: ReportDocument): void {
  const [first, ...others] = plan.parts;
  const isAlone = others.length === 0;
  const sheet = workbook.addWorksheet(plan.name, {
    views: [{ state: 'frozen', ySplit: isAlone ? HEAD_ROWS + 1 : HEAD_ROWS, xSplit: 0, showGridLines: false }],
  });
  fittedWidths(roomsOf(plan)).forEach((width, i) => {
    sheet.getColumn(i + 1).width = width;
  });
  drawHead(sheet, plan, doc);
  if (isAlone) drawAlone(sheet, first as SheetPart);
  else drawBelowEachOther(sheet, plan);
  // What repeats on each printed page: the header of the one table, else what the sheet is.
  setUpPrinting(sheet, doc, isAlone ? HEAD_ROWS + 1 : 1);
}
