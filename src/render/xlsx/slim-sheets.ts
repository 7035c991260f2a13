/**
 * Sheets without what only an editor of Microsoft's own would read: the distance of the base line in each row, the span of its cells and
 * outline levels of which there are none. Office and WPS write them for themselves when they save (ECMA-376, 18.3.1.73, optional).
 */

const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;
const ROWS = '<sheetData>';
const END = '</sheetData>';

/** Changes the sheets of a workbook in place. @param entries by path */
export function slimSheets(entries: Record<string, Uint8Array>): void {
  for (const path of Object.keys(entries)) {
    if (!SHEET.test(path)) continue;
    const text = Buffer.from(entries[path] as Uint8Array).toString('latin1');
    const [from, to] = [text.indexOf(ROWS), text.indexOf(END)];
    if (from === -1 || to === -1) continue;
    const head = text
      .slice(0, from)
      .replace(/ xmlns:mc="[^"]*" mc:Ignorable="x14ac" xmlns:x14ac="[^"]*"/, '')
      .replace(/ outlineLevelRow="0" outlineLevelCol="0"/, '')
      .replace(/ x14ac:dyDescent="[^"]*"/, '');
    const tail = text.slice(to);
    // Texts of cells stand in another file; in numbers and formulas there is no row.
    const rows = text
      .slice(from, to)
      .replace(/<row [^>]*>/g, (row) => row.replace(/ (?:x14ac:dyDescent|spans)="[^"]*"/g, ''));
    if (`${head}${rows}${tail}`.includes('x14ac:')) continue;
    entries[path] = Buffer.from(`${head}${rows}${tail}`, 'latin1');
  }
}
