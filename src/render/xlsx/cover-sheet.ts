/** The first sheet: 封面信息 and an index of the others. */
import type { Workbook, Worksheet } from 'exceljs';
import type { ReportDocument } from '../../report/document.ts';
import { frameItems } from '../front.ts';
import { ACCENT, BORDER, font, SECONDARY, setUpPrinting, solid, TONE_COLOUR, TOP_WRAP } from './style.ts';
import { COVER, headOf, startsOf, warnings } from './table-sheet.ts';
import type { SheetPlan } from './tables.ts';
import { sheetText } from './values.ts';

/** Label and value twice; the index shares the columns, so that none is merged and long sections get their lines. */
const WIDTHS = [12, 38, 12, 44];
const INDEX = ['序号', '工作表', '行数', '章节'];

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

/** Two facts a line, the project's long name alone, so that an index of common length stays on the first page. */
function drawMeta(sheet: Worksheet, doc: ReportDocument, first: number): number {
  const { project, ...others } = frameItems(doc);
  const rest = [...Object.values(others).flatMap((item) => item ?? []), { label: '数据指纹', value: doc.fingerprint }];
  let row = first;
  if (project !== undefined) {
    sheet.mergeCells(row, 2, row, WIDTHS.length);
    drawFact(sheet, row, 1, project);
    row += 1;
  }
  rest.forEach((fact, i) => {
    drawFact(sheet, row + Math.floor(i / 2), i % 2 === 0 ? 1 : 3, fact);
  });
  return row + Math.ceil(rest.length / 2) + 1;
}

function drawFact(
  sheet: Worksheet,
  row: number,
  column: number,
  { label, value }: { label: string; value: string },
): void {
  const name = sheet.getCell(row, column);
  name.value = label;
  name.font = font({ color: { argb: SECONDARY } });
  name.alignment = { ...TOP_WRAP, ...(column === 1 ? {} : { indent: 1 }) };
  const fact = sheet.getCell(row, column + 1);
  fact.value = sheetText(value);
  fact.font = font();
  fact.alignment = TOP_WRAP;
}

function drawIndex(sheet: Worksheet, plans: readonly SheetPlan[], first: number): void {
  const isFigure = (at: number): boolean => at % 2 === 0;
  INDEX.forEach((label, at) => {
    const cell = sheet.getCell(first, at + 1);
    cell.value = label;
    cell.font = font({ bold: true, color: { argb: 'FFFFFFFF' } });
    cell.fill = solid(ACCENT);
    cell.border = BORDER;
    cell.alignment = { horizontal: isFigure(at) ? 'center' : 'left' };
  });
  plans.flatMap(indexed).forEach(({ name, row, rows, section }, n) => {
    const link = { text: name, hyperlink: `#'${name.replaceAll("'", "''")}'!A${row}` };
    [n + 1, link, rows, sheetText(section)].forEach((value, at) => {
      const cell = sheet.getCell(first + 1 + n, at + 1);
      cell.value = value;
      cell.font = at === 1 ? font({ color: { argb: ACCENT }, underline: true }) : font();
      cell.border = BORDER;
      cell.alignment = isFigure(at) ? { ...TOP_WRAP, horizontal: 'center' } : TOP_WRAP;
    });
  });
}

/** One line for each table: of a sheet of several, where in it each begins. */
function indexed(plan: SheetPlan): { name: string; row: number; rows: number; section: string }[] {
  const { name, parts } = plan;
  if (parts.length === 1)
    return parts.map(({ section, table }) => ({ name, row: 1, rows: table.rows.length, section }));
  const starts = startsOf(plan);
  return parts.map((part, i) => ({
    name,
    row: starts[i] as number,
    rows: part.table.rows.length,
    section: headOf(part),
  }));
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
  setUpPrinting(sheet, doc, index);
}
