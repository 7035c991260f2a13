/**
 * The thread that parses one workbook and ends. A hostile one may exhaust memory or never finish: its heap is bounded
 * by who starts it, and nothing but texts comes back.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type CellObject, read, SSF, set_cptable, type WorkSheet } from '@e965/xlsx';
import { isXls } from './heads.ts';
import type { Sheet, SheetAnswer, SheetRequest } from './sheet.ts';

/** A cell as a person sees it: `0080` and `1.10` where the number is formatted so, dates as ISO. */
function textOf(cell: CellObject | undefined): string {
  if (cell === undefined || cell.v === undefined || cell.v === null) return '';
  if (cell.t === 's') return String(cell.v).trim();
  if (cell.t !== 'n') return (cell.w ?? String(cell.v)).trim();
  const format = String(cell.z ?? 'General');
  if (SSF.is_date(format)) {
    const hasTime = !Number.isInteger(cell.v);
    return SSF.format(hasTime ? 'yyyy-mm-dd hh:mm:ss' : 'yyyy-mm-dd', cell.v);
  }
  // General shortens long numbers to an exponent; the number itself does not.
  return format === 'General' || format === '@' ? String(cell.v) : (cell.w ?? String(cell.v)).trim();
}

/** Of a cell without a value, which is looked for with `asSeen` alone. */
const stubText = (cell: CellObject, asSeen: SheetRequest['asSeen']): string =>
  cell.f === undefined ? '' : (asSeen?.unread ?? '');

/** The value of a merged cell stands in its first row alone; whoever reads the row below it means it, too. */
function spreadMerged(sheet: WorkSheet, data: (CellObject | undefined)[][]): void {
  for (const { s: first, e: last } of sheet['!merges'] ?? []) {
    const cell = data[first.r]?.[first.c];
    const end = Math.min(last.r, data.length - 1);
    for (let row = first.r + 1; cell !== undefined && row <= end; row += 1) {
      const line = data[row] ?? [];
      line[first.c] = cell;
      data[row] = line;
    }
  }
}

function sheetOf(name: string, sheet: WorkSheet, { maxRows, maxColumns, asSeen }: SheetRequest): Sheet {
  const data = (sheet['!data'] ?? []) as (CellObject | undefined)[][];
  if (asSeen !== undefined) spreadMerged(sheet, data);
  if (data.length > maxRows) throw new RangeError(`工作表“${name}”超过 ${maxRows} 行`);
  const rows: Sheet['rows'] = [];
  data.forEach((line, i) => {
    if (line.length > maxColumns) throw new RangeError(`工作表“${name}”第 ${i + 1} 行超过 ${maxColumns} 列`);
    const cells = Array.from(line, (cell) => (cell?.t === 'z' ? stubText(cell, asSeen) : textOf(cell)));
    if (cells.some((cell) => cell !== '')) rows.push({ row: i + 1, cells });
  });
  return { name, rows };
}

const countOf = (sheet: WorkSheet): number =>
  ((sheet['!data'] ?? []) as unknown[][]).reduce((total, line) => total + line.length, 0);

async function answer(request: SheetRequest): Promise<SheetAnswer> {
  try {
    // Tables of old encodings are large, and only .xls may need them.
    if (isXls(request.bytes)) set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
    // Not with sheetRows: rows beyond it would be lost without a word.
    const book = read(request.bytes, {
      ...{ type: 'array', dense: true, cellNF: true, cellHTML: false },
      // Else a formula without a result is no cell at all.
      sheetStubs: request.asSeen !== undefined,
    });
    const cells = Object.values(book.Sheets).reduce((total, sheet) => total + countOf(sheet), 0);
    if (cells > request.maxCells) throw new RangeError(`超过 ${request.maxCells} 个单元格`);
    return { sheets: book.SheetNames.map((name) => sheetOf(name, book.Sheets[name] ?? {}, request)) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(await answer(workerData as SheetRequest));
