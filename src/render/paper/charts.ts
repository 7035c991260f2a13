/** Charts on paper: one that draws the figures of the table below it, and nothing over time, is left to the page. */
import type { Block, Cell, ChartBlock, TableBlock } from '../../report/document.ts';
import { rounded } from '../../wording/figures.ts';

/** Most bars that a table says as well. */
const BARS = 12;
/** Most height in millimetres; bars that lie have one each and need what they ask for. */
const HEIGHT = 32;

const heightOf = ({ chart, height = HEIGHT }: ChartBlock): number =>
  chart === 'horizontal-bar' ? height : Math.min(height, HEIGHT);

const numberOf = (cell: Cell | undefined): number | undefined => {
  if (typeof cell === 'number') return cell;
  return typeof cell === 'object' && cell !== null && typeof cell.value === 'number' ? cell.value : undefined;
};

/** A figure as a chart may draw it: as it is, or rounded. */
const drawnAs = (value: number | undefined): string[] =>
  value === undefined ? [] : [String(value), ...[0, 1, 2].map((digits) => String(rounded(value, digits)))];

const holds = ({ rows, columns }: TableBlock, values: readonly (number | null)[]): boolean => {
  const own = new Set(rows.flatMap((row) => columns.flatMap(({ key }) => drawnAs(numberOf(row.cells[key])))));
  return values.every((value) => value === null || value === 0 || own.has(String(value)));
};

/** Each value once: the table stays, since it has the words to the figures. */
export function withoutRepeatedCharts(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block, at): Block[] => {
    if (block.type !== 'chart') return [block];
    const table = blocks.slice(at + 1).find((one): one is TableBlock => one.type === 'table');
    return table !== undefined && isRepeated(block, table) ? [] : [{ ...block, height: heightOf(block) }];
  });
}

const isRepeated = ({ chart, x, series }: ChartBlock, table: TableBlock): boolean =>
  chart !== 'line' &&
  x.length <= BARS &&
  holds(
    table,
    series.flatMap(({ values }) => values),
  );
