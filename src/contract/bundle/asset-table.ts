/** A table of assets below `contract/assets/`: which column is which, and what each row says. Pure; the text is split before. */
import { excerpt } from '../error.ts';
import { nearest } from '../nearest.ts';
import type { BundleProblem } from './bundle-parts.ts';

/** A table as its file has it. */
export interface TableText {
  /** Path in the workspace. */
  file: string;
  /** The first is the header. @see `readCsv` */
  rows: readonly { line: number; cells: readonly string[] }[];
}

/** What a row says of its asset; an empty cell says nothing. */
export interface AssetRow {
  /** Line of the file, from 1. */
  line: number;
  id?: string;
  name?: string;
  place?: string;
  serial?: string;
  role?: string;
  addresses?: string[];
}

/** Names under which a column is known; the first is the one that messages give. */
const columnNames = {
  id: ['id', '编号', '资产编号'],
  name: ['name', '名称', '资产名称'],
  place: ['place', '位置', '地点', '安装位置'],
  serial: ['serial', '序列号', 'sn'],
  address: ['address', 'addresses', '地址', 'ip', 'ip地址'],
  role: ['role', '用途'],
} as const;
type Column = keyof typeof columnNames;

const columnLabels: Readonly<Record<Column, string>> = {
  id: '资产编号',
  name: '名称',
  place: '位置',
  serial: '序列号',
  address: '地址',
  role: '用途',
};

export interface AssetTable {
  columns: ReadonlySet<Column>;
  rows: AssetRow[];
  problems: BundleProblem[];
}

/** @returns rows that say something; with a problem of the header, none */
export function readAssetTable({ file, rows }: TableText): AssetTable {
  const [header, ...body] = rows;
  const columns = (header?.cells ?? []).map(columnOf);
  const filled = body.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const misnamed = headerProblems(file, header?.cells ?? [], columns);
  const problems = misnamed.length > 0 ? misnamed : extraCells(file, columns, filled);
  const known = new Set(columns.filter((one) => one !== undefined));
  if (problems.length > 0) return { columns: known, rows: [], problems };
  return { columns: known, rows: filled.map(({ line, cells }) => rowOf(line, cells, columns)), problems };
}

function columnOf(cell: string): Column | undefined {
  const wanted = cell
    .replace(/^\u{feff}/u, '')
    .trim()
    .toLowerCase();
  const found = Object.entries(columnNames).find(([, names]) => (names as readonly string[]).includes(wanted));
  return found?.[0] as Column | undefined;
}

function headerProblems(
  file: string,
  cells: readonly string[],
  columns: readonly (Column | undefined)[],
): BundleProblem[] {
  const at = '第 1 行（表头）';
  const known = (Object.keys(columnLabels) as Column[]).map((one) => `${one}（${columnLabels[one]}）`).join('、');
  if (cells.every((cell) => cell.trim() === ''))
    return [{ file, at, found: '（空）', expected: `表头，可用的列：${known}` }];
  return cells.flatMap((cell, n): BundleProblem[] => {
    const column = columns[n];
    if (column === undefined) {
      // Excel leaves commas behind what was cleared; a cell below would still be told.
      if (cell.trim() === '') return [];
      const [meant] = nearest(
        cell.trim(),
        Object.keys(columnLabels) as Column[],
        (one) => `${one}${columnLabels[one]}`,
        1,
      );
      const hint = meant === undefined ? '' : `您是不是要 ${meant}（${columnLabels[meant]}）？`;
      return [{ file, at: `${at}第 ${n + 1} 列`, found: excerpt(cell), expected: `${hint}可用的列：${known}` }];
    }
    const first = columns.indexOf(column);
    return first === n
      ? []
      : [{ file, at: `${at}第 ${n + 1} 列`, found: excerpt(cell), expected: `不与第 ${first + 1} 列重复` }];
  });
}

function extraCells(file: string, columns: readonly (Column | undefined)[], rows: TableText['rows']): BundleProblem[] {
  return rows.flatMap(({ line, cells }) => {
    const extra = cells.findIndex((cell, n) => columns[n] === undefined && cell.trim() !== '');
    return extra === -1
      ? []
      : [
          {
            file,
            at: `第 ${line} 行第 ${extra + 1} 列`,
            found: excerpt(cells[extra]),
            expected: '表头有名称的列；单元格中有逗号的用引号括起',
          },
        ];
  });
}

function rowOf(line: number, cells: readonly string[], columns: readonly (Column | undefined)[]): AssetRow {
  const row: AssetRow = { line };
  for (const [n, column] of columns.entries()) {
    const said = (cells[n] ?? '').replace(/\s+/g, ' ').trim();
    if (column === undefined || said === '') continue;
    if (column === 'address') row.addresses = said.split(/[\s、;；,，]+/).filter((one) => one !== '');
    else row[column] = said;
  }
  return row;
}
