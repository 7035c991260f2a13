/**
 * Reads comma-separated text as Excel and cloud consoles write it: quotes, doubled quotes, line breaks in cells, CRLF,
 * a byte order mark. Pure.
 * @returns one object a row, keyed by the header; cells stay text to the letter
 */
export function parseCsv(text: string): Record<string, string>[] {
  const [header = [], ...rows] = cells(text.replace(/^\u{feff}/u, ''));
  return rows
    .filter((row) => row.some((cell) => cell !== ''))
    .map((row) => Object.fromEntries(header.map((name, column) => [name.trim(), row[column] ?? ''])));
}

function cells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // Either a quoted cell or a plain one, then what ends it.
  const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/gy;
  for (let found = CELL.exec(text); found !== null; found = CELL.exec(text)) {
    const [whole, quoted, plain, end] = found;
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
    if (end === '' || (whole === '' && CELL.lastIndex >= text.length)) break;
  }
  return rows;
}
