/**
 * Sheets without what only an editor of Microsoft's own would read: the distance of the base line in each row, the span of its cells and
 * outline levels of which there are none. Office and WPS write them for themselves when they save (ECMA-376, 18.3.1.73, optional).
 */

const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;
const ROWS = '<sheetData>';
const END = '</sheetData>';

const THEME = 'xl/theme/theme1.xml';
const PROPERTIES = 'docProps/app.xml';

/** What speaks of a part, and with what it is replaced: the theme's own colour and type are those that a font has without them. */
const SAYS_THEME: Readonly<Record<string, RegExp>> = {
  '[Content_Types].xml': /<Override PartName="\/xl\/theme\/theme1\.xml"[^>]*\/>/g,
  'xl/_rels/workbook.xml.rels': /<Relationship [^>]*Target="theme\/theme1\.xml"[^>]*\/>/g,
  'xl/styles.xml': /<(?:color theme|scheme val)="[^"]*"\/>/g,
};
/** Names of all sheets once more, which the workbook itself has. */
const TITLES = /<HeadingPairs>[\s\S]*<\/TitlesOfParts>/;

/** Leaves out the theme, of which no cell of ours has anything, and the second list of sheets. @param entries by path */
export function slimParts(entries: Record<string, Uint8Array>): void {
  const change = (path: string, what: RegExp): void => {
    const bytes = entries[path];
    if (bytes !== undefined) entries[path] = Buffer.from(Buffer.from(bytes).toString('utf8').replace(what, ''));
  };
  delete entries[THEME];
  for (const [path, what] of Object.entries(SAYS_THEME)) change(path, what);
  change(PROPERTIES, TITLES);
}

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
