/** An auditor's list of what they want to see: one request a row, in whatever columns. Pure. */
import { UserError } from '../../contract/error.ts';

/** A row of the list. */
export interface RequestRow {
  sheet: string;
  /** In the sheet, from 1. */
  row: number;
  /** What is wanted, as the row says it. */
  name: string;
  /** Of what time; empty: it does not say. */
  period: string;
  /** A number of a document, or a remark. */
  note: string;
  /** A cell is a formula without a result, so that nobody can tell what it says. */
  unread: boolean;
}

/** A sheet as it was read. */
export interface ListSheet {
  name: string;
  rows: readonly { row: number; cells: readonly string[] }[];
}

/** Words of headings, the surest first. */
const NAME = [
  /资料名称|文件名称|材料名称|文档名称|名称/,
  /所需资料|调阅资料|资料内容|资料|文件|文档|材料|内容|要求|事项|项目|清单/,
];
const PERIOD = [/期间|期次|所属期|所属月|统计区间|年月|月份|季度|年度/, /时间|日期|范围|周期/];
const NUMBER = [/文档编号|文件编号|资料编号|编号|文号/];
const NOTE = [/备注|说明|补充/];
const SERIAL = /^(?:序号|序|编号|行号|no\.?|#)$/i;
/** A heading is looked for in so many rows of a sheet. */
const HEAD_ROWS = 20;
/** Longer texts are sentences above the table and no headings. */
const MOST_OF_HEADING = 20;
/** What stands for a formula whose result the file does not have. */
export const UNREAD = '〔公式〕';

/**
 * @param shown name of the file for messages
 * @throws UserError when no sheet has a heading by which the requests are found, or there is none below it
 */
export function requestRows(sheets: readonly ListSheet[], shown: string): RequestRow[] {
  const found = sheets.flatMap((sheet) => {
    const head = headOf(sheet);
    return head === undefined ? [] : rowsBelow(sheet, head);
  });
  if (sheets.every((sheet) => headOf(sheet) === undefined))
    throw new UserError('资料清单中没有找到表头，没有制作', {
      file: shown,
      found: firstCells(sheets),
      expected: '一行表头，其中有“资料名称”一栏，可以另有“期间”“备注”',
      hint: '在第一行写上 序号、资料名称、期间、备注，每行一项要求',
    });
  if (found.length === 0)
    throw new UserError('资料清单的表头下没有任何要求，没有制作', {
      file: shown,
      expected: '表头下每行一项要求，“资料名称”一栏不空',
    });
  return found;
}

interface Head {
  /** Position among the rows of the sheet. */
  at: number;
  name: number;
  period: number | undefined;
  notes: number[];
}

function headOf({ rows }: ListSheet): Head | undefined {
  for (const [at, { cells }] of rows.slice(0, HEAD_ROWS).entries()) {
    const headings = cells.map((cell) => (cell.length <= MOST_OF_HEADING ? cell.replace(/[\s:：*（）()]/g, '') : ''));
    const taken = new Set<number>(headings.flatMap((one, n) => (SERIAL.test(one) ? [n] : [])));
    const find = (patterns: readonly RegExp[]): number | undefined => {
      for (const pattern of patterns) {
        const n = headings.findIndex((one, i) => !taken.has(i) && pattern.test(one));
        if (n === -1) continue;
        taken.add(n);
        return n;
      }
      return undefined;
    };
    // A heading of time or number must not be taken for that of the name: 资料期间, 文件编号.
    const period = find(PERIOD);
    const number = find(NUMBER);
    const name = find(NAME);
    const note = find(NOTE);
    // One word in a row may be a title; a heading has a second one beside it, or the serial number, or stands alone in its row above a list.
    if (name === undefined) continue;
    const isTitle = cells.filter((cell) => cell !== '').length === 1 && !/名称|资料$|清单$/.test(headings[name] ?? '');
    const isOnlyTitle =
      cells.filter((cell) => cell !== '').length === 1 &&
      rows.slice(at + 1, HEAD_ROWS).some(({ cells: next }) => hasHeading(next));
    if (isTitle || isOnlyTitle) continue;
    return { at, name, period, notes: [number, note].filter((one) => one !== undefined) };
  }
  return undefined;
}

/** true for a row with two headings or more: what stood above it was a title. */
const hasHeading = (cells: readonly string[]): boolean =>
  cells.filter(
    (cell) =>
      (cell.length <= MOST_OF_HEADING && [...NAME, ...PERIOD, ...NUMBER, ...NOTE].some((one) => one.test(cell))) ||
      SERIAL.test(cell),
  ).length > 1 && cells.some((cell) => cell.length <= MOST_OF_HEADING && NAME.some((one) => one.test(cell)));

function rowsBelow({ name: sheet, rows }: ListSheet, { at, name, period, notes }: Head): RequestRow[] {
  return rows.slice(at + 1).flatMap(({ row, cells }) => {
    const cell = (n: number | undefined): string => (n === undefined ? '' : (cells[n] ?? '').trim());
    const own = { name: cell(name), period: cell(period), note: notes.map(cell).filter(Boolean).join('　') };
    const unread = Object.values(own).some((one) => one.includes(UNREAD));
    // A row of a serial number alone asks for nothing; one that only names a number of a document does.
    if (own.name === '' && !/[A-Za-z]+-/.test(own.note)) return [];
    return [{ sheet, row, ...own, unread }];
  });
}

const firstCells = (sheets: readonly ListSheet[]): string => {
  const cells = sheets.flatMap(({ rows }) => rows.slice(0, 1).flatMap((one) => one.cells.filter(Boolean)));
  return cells.length === 0 ? '没有内容' : `第一行是 ${cells.slice(0, 6).join('、').slice(0, 80)}`;
};
