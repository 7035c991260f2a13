/** Workbooks as auditors write them. */
import exceljs from 'exceljs';

export type CellValue = string | number | Date | { formula: string; result?: string } | null;

/** @param merge ranges such as `A2:A4` */
export async function workbook(
  sheets: Readonly<Record<string, readonly (readonly CellValue[])[]>>,
  merge: readonly string[] = [],
): Promise<Uint8Array> {
  const book = new exceljs.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = book.addWorksheet(name);
    for (const row of rows) sheet.addRow([...row]);
    for (const range of merge) sheet.mergeCells(range);
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}
