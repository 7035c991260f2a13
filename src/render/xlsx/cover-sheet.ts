/** The first sheet: 封面信息 and an index of the others. */
import type { Workbook, Worksheet } from 'exceljs';
import type { ReportDocument } from '../../report/document.ts';
import { frameItems } from '../front.ts';
import { ACCENT, BORDER, font, SECONDARY, setUpPrinting, solid, TONE_COLOUR, TOP_WRAP } from './style.ts';
import { COVER, warnings } from './table-sheet.ts';
import type { SheetPlan } from './tables.ts';
import { sheetText } from './values.ts';

const WIDTHS = [14, 34, 44, 10];

function drawTitle(sheet: Worksheet, doc: ReportDocument): number {
  sheet.mergeCells(1, 1, 1, WIDTHS.length);
  sheet.getCell(1, 1).value = sheetText(doc.title);
  sheet.getCell(1, 1).font = font({ size: 20, bold: true });
  sheet.getCell(1, 1).alignment = { horizontal: 'center', vertical: 'middle' };
  sheet.getRow(1).height = 38;
  sheet.mergeCells(2, 1, 2, WIDTHS.length);
  sheet.getCell(2, 1).value = sheetText(doc.subtitle);
  sheet.getCell(2, 1).font = font({ size: 11, color: { argb: SECONDARY } });
  sheet.getCell(2, 1).alignment = { horizontal: 'center' };
  const note = warnings(doc);
  if (note === '') return 4;
  sheet.mergeCells(3, 1, 3, WIDTHS.length);
  sheet.getCell(3, 1).value = sheetText(note);
  sheet.getCell(3, 1).font = font({ bold: true, color: { argb: TONE_COLOUR.abnormal } });
  sheet.getCell(3, 1).alignment = { horizontal: 'center' };
  return 5;
}

function drawMeta(sheet: Worksheet, doc: ReportDocument, first: number): number {
  const items = Object.values(frameItems(doc)).flatMap((item) => item ?? []);
  [...items, { label: '数据指纹', value: doc.fingerprint }].forEach(({ label, value }, i) => {
    const row = first + i;
    sheet.mergeCells(row, 2, row, WIDTHS.length);
    sheet.getCell(row, 1).value = label;
    sheet.getCell(row, 1).font = font({ color: { argb: SECONDARY } });
    sheet.getCell(row, 2).value = sheetText(value);
    sheet.getCell(row, 2).font = font();
    for (const column of [1, 2]) sheet.getCell(row, column).alignment = TOP_WRAP;
  });
  return first + items.length + 2;
}

function drawIndex(sheet: Worksheet, plans: readonly SheetPlan[], first: number): void {
  ['序号', '工作表', '章节', '行数'].forEach((label, i) => {
    const cell = sheet.getCell(first, i + 1);
    cell.value = label;
    cell.font = font({ bold: true, color: { argb: 'FFFFFFFF' } });
    cell.fill = solid(ACCENT);
    cell.border = BORDER;
    cell.alignment = { horizontal: i === 0 || i === 3 ? 'center' : 'left' };
  });
  plans.forEach((plan, n) => {
    const link = { text: plan.name, hyperlink: `#'${plan.name.replaceAll("'", "''")}'!A1` };
    [n + 1, link, sheetText(plan.section), plan.table.rows.length].forEach((value, i) => {
      const cell = sheet.getCell(first + 1 + n, i + 1);
      cell.value = value;
      cell.font = i === 1 ? font({ color: { argb: ACCENT }, underline: true }) : font();
      cell.border = BORDER;
      cell.alignment = i === 0 || i === 3 ? { ...TOP_WRAP, horizontal: 'center' } : TOP_WRAP;
    });
  });
}

/** Adds the cover. It must be the first sheet added. */
export function addCoverSheet(workbook: Workbook, plans: readonly SheetPlan[], doc: ReportDocument): void {
  const sheet = workbook.addWorksheet(COVER, { views: [{ showGridLines: false }] });
  WIDTHS.forEach((width, i) => {
    sheet.getColumn(i + 1).width = width;
  });
  const meta = drawTitle(sheet, doc);
  const index = drawMeta(sheet, doc, meta);
  drawIndex(sheet, plans, index);
  setUpPrinting(sheet, doc, undefined);
}
