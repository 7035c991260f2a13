/**
 * The generic table of findings (.xlsx, .xls or .csv), into which the list of any scanner can be pasted. The header row
 * is found by the names of its columns, Chinese or English (`read/finding-columns.ts`); every row of every sheet that has
 * such a header is read, or the file is refused with sheet, row and column.
 */
import { UserError } from '../contract/error.ts';
import type { ScanFile, Scanner, ScanReport } from './_scanner.ts';
import { csvBegin, readCsv } from './read/csv.ts';
import { findHeader, type TableHeader } from './read/finding-columns.ts';
import { FindingTable } from './read/finding-rows.ts';
import { isPackage, isRsasBook, isXls } from './read/heads.ts';
import { MAX_WORKBOOK_BYTES, readWorkbook } from './read/workbook-thread.ts';
import { wholeFile } from './read/zip.ts';

/** Rows above the header that may hold a title and remarks. */
const HEADER_ROWS = 20;
const DELIMITERS = [',', ';', '\t'];

async function read(file: ScanFile): Promise<ScanReport> {
  const table = new FindingTable(file.name);
  if (isWorkbook(file)) await takeWorkbook(table, file);
  else await takeCsv(table, file);
  return table.build();
}

async function takeWorkbook(table: FindingTable, file: ScanFile): Promise<void> {
  const sheets = await readWorkbook(await wholeFile(file, MAX_WORKBOOK_BYTES), file.name);
  const read = sheets.flatMap(({ name, rows }) => {
    const at = rows.slice(0, HEADER_ROWS).findIndex(({ cells }) => findHeader(cells) !== undefined);
    const header = findHeader(rows[at]?.cells ?? []);
    if (header === undefined) {
      if (rows.length > 0) table.note(`工作表“${name}”没有漏洞清单的表头，未读取`);
      return [];
    }
    return [{ name, header, rows: rows.slice(at + 1) }];
  });
  if (read.length === 0) throw noHeader(file, `${sheets.length} 个工作表的前 ${HEADER_ROWS} 行`);
  for (const { name, header, rows } of read) {
    table.begin(header);
    for (const { row, cells } of rows) table.take(cells, `工作表“${name}”第 ${row} 行`);
  }
}

async function takeCsv(table: FindingTable, file: ScanFile): Promise<void> {
  const { delimiter } = csvHeader(file.head) ?? { delimiter: ',' };
  let row = 0;
  let header: TableHeader | undefined;
  for await (const { cells } of readCsv(file.text(), file.name, delimiter)) {
    row += 1;
    if (header !== undefined) table.take(cells, `第 ${row} 行`, true);
    else if (row > HEADER_ROWS) break;
    else {
      header = findHeader(cells);
      if (header !== undefined) table.begin(header);
    }
  }
  if (header === undefined) throw noHeader(file, `前 ${HEADER_ROWS} 行`);
}

function noHeader(file: ScanFile, found: string): UserError {
  return new UserError('没有找到漏洞清单的表头，没有导入任何内容', {
    file: file.name,
    found: `${found}中没有可识别的表头`,
    expected: '一行列名，至少有“漏洞编号”（或 CVE 编号）、“资产/地址”，以及等级、名称、端口等列中的一列',
    hint: '按手册“漏洞清单的列”改列名后重试',
  });
}

/** The header of a CSV text by its begin, and the character between its cells. */
function csvHeader(head: string): { delimiter: string } | undefined {
  for (const delimiter of DELIMITERS) {
    // A header that ends with the text is a table without rows.
    const rows = csvBegin(head.endsWith('\n') ? head : `${head}\n`, delimiter).slice(0, HEADER_ROWS);
    if (rows.some((cells) => findHeader(cells) !== undefined)) return { delimiter };
  }
  return undefined;
}

const isWorkbook = ({ headBytes }: Pick<ScanFile, 'headBytes'>): boolean => isPackage(headBytes) || isXls(headBytes);

/** Left to RSAS and to OpenVAS. */
const isOther = ({ head, headBytes }: Pick<ScanFile, 'head' | 'headBytes'>): boolean =>
  isRsasBook(headBytes) || /\bNVT OID\b/.test(head.slice(0, 4096));

const scanner: Scanner = {
  id: 'finding-table',
  label: '漏洞清单表格（.xlsx、.csv）',
  recognise(file) {
    if (isOther(file)) return false;
    return isWorkbook(file) || (!/^\s*[<{[]/.test(file.head) && csvHeader(file.head) !== undefined);
  },
  read,
};
export default scanner;
