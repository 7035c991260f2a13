/** A rate has what was counted beside it: two more columns, 分子 and 分母, in the workbook alone. */
import type { Cell, Column, RichCell, Row, TableBlock } from '../../report/block.ts';

type Counted = NonNullable<RichCell['of']>;

const countedIn = (cell: Cell | undefined): Counted | undefined =>
  typeof cell === 'object' && cell !== null ? cell.of : undefined;

const keyOf = (column: Column, part: 'numerator' | 'denominator'): string => `${column.key}·${part}`;

/** The table with the two columns behind each column of rates; one without rates as it is. */
export function withCounted(table: TableBlock): TableBlock {
  const all = [...table.rows, ...(table.totals ?? [])];
  const rates = table.columns.filter(({ key }) => all.some((row) => countedIn(row.cells[key]) !== undefined));
  if (rates.length === 0) return table;
  const withCells = (row: Row): Row => ({ ...row, cells: { ...row.cells, ...countedCells(row, rates) } });
  return {
    ...table,
    columns: table.columns.flatMap((column) =>
      rates.includes(column) ? [column, ...countedColumns(column)] : [column],
    ),
    rows: table.rows.map(withCells),
    ...(table.totals === undefined ? {} : { totals: table.totals.map(withCells) }),
  };
}

const countedColumns = (column: Column): Column[] => [
  { key: keyOf(column, 'numerator'), label: `${column.label}分子`, type: 'number' },
  { key: keyOf(column, 'denominator'), label: `${column.label}分母`, type: 'number' },
];

function countedCells({ cells }: Row, rates: readonly Column[]): Record<string, Cell> {
  return Object.fromEntries(
    rates.flatMap((column) => {
      const of = countedIn(cells[column.key]);
      if (of === undefined) return [];
      return (['numerator', 'denominator'] as const).map((part) => [keyOf(column, part), countCell(of, part)]);
    }),
  );
}

const countCell = ({ unit, ...of }: Counted, part: 'numerator' | 'denominator'): Cell => ({
  text: String(of[part]),
  value: of[part],
  kind: 'number',
  decimals: 0,
  ...(unit === undefined ? {} : { unit }),
});
