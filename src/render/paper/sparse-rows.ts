/** Rows that need no line of a table: counts of nothing, and rows in which most columns have nothing to hold. */
import type { Cell, Column, Row } from '../../report/block.ts';
import { ABSENT, isForm, isLoud, type PaperTable, textOf, withFoot } from './paper-table.ts';

/** Fewest rows of zeros that are worth a line of their own. */
const ZEROS = 3;
/** A row is sparse when it fills less than this share of the columns that describe it, or no more and other ones than most rows. */
const SPARSE = 0.5;
/** Fewest columns at which a row can be called sparse. */
const SPARSE_COLUMNS = 4;

const numberOf = (cell: Cell | undefined): number | undefined => {
  if (typeof cell === 'number') return cell;
  if (cell === null || cell === undefined || typeof cell === 'string') return undefined;
  return typeof cell.value === 'number' ? cell.value : undefined;
};

/** Names in one line what was counted and came to nothing. Only in a table of names and counts. */
export function withoutZeroRows(table: PaperTable): PaperTable {
  const [name, ...counts] = table.columns;
  if (name === undefined || counts.length === 0) return table;
  const isZero = (row: Row): boolean =>
    !isLoud(row) &&
    typeof row.cells[name.key] !== 'number' &&
    counts.every((column) => numberOf(row.cells[column.key]) === 0 && !isLoud(row, column));
  const zero = table.rows.filter(isZero);
  if (zero.length < ZEROS) return table;
  const names = zero.map((row) => textOf(row, name)).join('、');
  return withFoot({ ...table, rows: table.rows.filter((row) => !isZero(row)) }, `以下各项均为 0：${names}。`);
}

/**
 * Writes a row that fills few columns as one line under the table: `数据接口（4 个）：数据延迟 9 分钟，接口数 4/4`. Columns that
 * held nothing else go with it. Numbered rows are entries of a register, and stay.
 */
export function withoutSparseRows(table: PaperTable): PaperTable {
  if (isForm(table)) return table;
  const [name, ...values] = table.columns;
  if (name === undefined || name.type !== 'text' || values.length < SPARSE_COLUMNS - 1) return table;
  const filled = (row: Row): Column[] => values.filter((column) => textOf(row, column) !== ABSENT);
  const pattern = (row: Row): string =>
    filled(row)
      .map(({ key }) => key)
      .join();
  const counts = [...Map.groupBy(table.rows, pattern)].sort(([, a], [, b]) => b.length - a.length);
  const usual = counts[0]?.[0];
  const isSparse = (row: Row): boolean => {
    const own = filled(row);
    const share = own.length / values.length;
    const few = share < SPARSE || (share === SPARSE && pattern(row) !== usual);
    return own.length > 0 && few && !isLoud(row) && !own.some((column) => isLoud(row, column));
  };
  const sparse = table.rows.filter(isSparse);
  if (sparse.length === 0) return table;
  const rows = table.rows.filter((row) => !isSparse(row));
  const held = (column: Column): boolean =>
    [...rows, ...(table.totals ?? [])].some((row) => textOf(row, column) !== ABSENT);
  const moved = (column: Column): boolean => sparse.some((row) => textOf(row, column) !== ABSENT);
  const columns = [name, ...values.filter((column) => held(column) || !moved(column))];
  const told = sparse.map(
    (row) =>
      `${textOf(row, name)}：${filled(row)
        .map((column) => `${column.label} ${textOf(row, column)}`)
        .join('；')}。`,
  );
  return told.reduce(withFoot, { ...table, columns, rows } as PaperTable);
}
