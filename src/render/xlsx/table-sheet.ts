/** One sheet holding one table: title, way back to the cover, frozen header, filters, conditional colours on 判定. */

import type { ConditionalFormattingRule, Cell as SheetCell, Style, Workbook, Worksheet } from 'exceljs';
import type { Cell, Column, Row, TableBlock, Tone } from '../../report/block.ts';
import type { ReportDocument } from '../../report/document.ts';
import { type Outcome, outcomes, outcomeWords } from '../../states/outcome.ts';
import { alignment, isOneLine, printCell } from '../cells.ts';
import {
  ACCENT,
  BORDER,
  columnWidth,
  fittedWidths,
  font,
  SECONDARY,
  setUpPrinting,
  solid,
  spanOf,
  spanOfDate,
  TONE_COLOUR,
  TOP_WRAP,
  tint,
} from './style.ts';
import type { SheetPlan } from './tables.ts';
import { sheetText, sheetValue } from './values.ts';

/** Above the header: title, way back, and marks of the document. */
const HEADER_ROW = 4;
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
function headOf({ section, table: { title } }: SheetPlan): string {
  return title === undefined || section.endsWith(title) ? section : `${section}　${title}`;
}

function drawHead(sheet: Worksheet, plan: SheetPlan, doc: ReportDocument): void {
  const title = sheet.getCell(1, 1);
  title.value = sheetText(headOf(plan));
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

function drawHeader(sheet: Worksheet, columns: readonly Column[]): void {
  columns.forEach((column, i) => {
    const cell = sheet.getCell(HEADER_ROW, i + 1);
    cell.value = sheetText(column.label);
    cell.font = font({ bold: true, color: { argb: 'FFFFFFFF' } });
    cell.fill = solid(ACCENT);
    cell.border = BORDER;
    cell.alignment = { ...aligned(column), vertical: 'middle', wrapText: true };
  });
  sheet.getRow(HEADER_ROW).height = 21;
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
function outcomeRules(sheet: Worksheet, table: TableBlock, last: number): void {
  const index = table.columns.findIndex((column) => column.type === 'outcome');
  if (index === -1 || table.rows.length === 0) return;
  const column = sheet.getColumn(index + 1).letter;
  const first = HEADER_ROW + 1;
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

function drawBody(sheet: Worksheet, table: TableBlock): number {
  const tinted = !table.columns.some((column) => column.type === 'outcome');
  const styles: Styles = new Map();
  let at = HEADER_ROW;
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

/** Room that a cell takes, and whether it may stand on several lines: a date or figure without room shows ###. */
function room(cell: Cell | undefined, column: Column): { span: number; wraps: boolean } {
  const { value, format } = sheetValue(cell, column);
  if (value instanceof Date) return { span: spanOfDate(format ?? ''), wraps: false };
  const printed = printCell(cell, column);
  const span = spanOf(printed.mark === undefined ? printed.text : `${printed.mark} ${printed.text}`);
  // A figure has its indent besides.
  return typeof value === 'number' ? { span: span + 1, wraps: false } : { span, wraps: true };
}

function widthsOf(table: TableBlock): number[] {
  const rows = [...table.rows, ...(table.totals ?? [])];
  const columns = table.columns.map((column) => ({
    column,
    cells: rows.map((row) => room(row.cells[column.key], column)),
  }));
  return fittedWidths(
    columns.map(({ column, cells }) => columnWidth([spanOf(column.label), ...cells.map(({ span }) => span)])),
    columns.map(({ column, cells }) => !isOneLine(column) && cells.every(({ wraps }) => wraps)),
  );
}

/** Adds the sheet of one table. */
export function addTableSheet(workbook: Workbook, plan: SheetPlan, doc: ReportDocument): void {
  const { table } = plan;
  const sheet = workbook.addWorksheet(plan.name, {
    views: [{ state: 'frozen', ySplit: HEADER_ROW, xSplit: 0, showGridLines: false }],
  });
  widthsOf(table).forEach((width, i) => {
    sheet.getColumn(i + 1).width = width;
  });
  drawHead(sheet, plan, doc);
  drawHeader(sheet, table.columns);
  const last = drawBody(sheet, table);
  if (table.rows.length > 0) {
    sheet.autoFilter = { from: { row: HEADER_ROW, column: 1 }, to: { row: last, column: table.columns.length } };
  }
  outcomeRules(sheet, table, last);
  setUpPrinting(sheet, doc, HEADER_ROW);
}
