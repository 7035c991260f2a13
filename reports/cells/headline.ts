/** Headline figures as data: the same numbers that the words print, with an id by which anybody can count them again. */
import { shareFigure as rate } from '../../src/page/rates.ts';
import type { Cell, KeyFigure, Row, TableBlock } from '../../src/report/block.ts';
import { type Figure, type FigureInterval, figureOf as figure, rateOf } from '../../src/report/figure.ts';
import { percentOf, type Rate } from '../../src/wording/figures.ts';
import type { ComposeInput } from '../_deliverable.ts';

/** Until when a document counts; of a `PeriodView`. */
interface Counted {
  input: Pick<ComposeInput, 'contract'>;
  start: string;
  end: string;
}

/** Facts that happened from the begin of the statistics up to their end. */
export const interval = ({ start, end }: Pick<Counted, 'start' | 'end'>): FigureInterval => ({
  from: start,
  to: end,
});

/** Whole days, both included. */
export const dayInterval = (from: string, to: string): FigureInterval => ({ from, to });

/** What stands at the end of the statistics, whenever it began: open findings, the yearly quota. */
export const toDate = ({ input, end }: Pick<Counted, 'input' | 'end'>): FigureInterval => ({
  from: input.contract.contract.servicePeriod.from,
  to: end,
});

export { shareFigure as rate } from '../../src/page/rates.ts';
export { figureOf as figure } from '../../src/report/figure.ts';

/** A key figure that is a headline figure. @param of what a rate was counted from */
export function headline(item: KeyFigure, id: string, within: FigureInterval, of?: Rate): KeyFigure {
  return {
    ...item,
    figure: of === undefined ? figure(id, item.number ?? null, within, item.unit) : rate(id, of, within),
  };
}

/** Counts of a row by column, under one name: `deliveries` and `late` give `deliveries.late`. */
export function counts(
  name: string,
  values: Readonly<Record<string, number>>,
  within: FigureInterval,
): Record<string, Figure> {
  return Object.fromEntries(
    Object.entries(values).map(([column, value]) => [column, figure(`${name}.${kebab(column)}`, value, within)]),
  );
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * The rates among the cells of a row as figures: what a cell was counted from is what the figure says.
 * @param ids of the figures, by column; a cell that is no rate, for want of data, has none
 */
export function rates(
  cells: Row['cells'],
  ids: Readonly<Record<string, string>>,
  within: FigureInterval,
): Record<string, Figure> {
  return Object.fromEntries(
    Object.entries(ids).flatMap(([column, id]) => {
      const cell = cells[column];
      if (typeof cell !== 'object' || cell === null || cell.of === undefined) return [];
      const { numerator, denominator } = cell.of;
      const percent = cell.kind === 'percent' ? percentOf(Number(cell.value), cell.decimals) : Number(cell.value);
      return [[column, rateOf(id, { numerator, denominator }, percent, within)]];
    }),
  );
}

/** The number that a cell counts; null of one that is none: a text, a share, a length of time. */
function countIn(cell: Cell | undefined): number | null {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'object' || cell === null || cell.kind !== 'number' || cell.of !== undefined) return null;
  return Number(cell.value);
}

/**
 * A table of counts, each of them a figure that is named by its row and its column: `backups.mysql.nightly.failed`.
 * @param ids of the rows, in their order; one without an id, such as a correction, is left as it is
 */
export function namedCounts(block: TableBlock, within: FigureInterval, ids: readonly string[]): TableBlock {
  const columns = block.columns.filter(({ type }) => type === 'number').map(({ key }) => key);
  const rows = block.rows.map((row, n): Row => {
    const id = ids[n];
    if (id === undefined) return row;
    const own = columns.flatMap((column): [string, Figure][] => {
      const value = countIn(row.cells[column]);
      return value === null ? [] : [[column, figure(`${id}.${kebab(column)}`, value, within)]];
    });
    return { ...row, figures: { ...Object.fromEntries(own), ...row.figures } };
  });
  return { ...block, rows };
}
