/**
 * A table of a subject, told once: columns that give the value of a row, settled for the medium that asks. On paper a cell keeps the
 * value and the renderer prints it by its column; on the site it is text, with what it leads to, what it is sorted by and its
 * figure. So both say the same rows, in the same order, under the same heads. Pure.
 */
import type { Cell, Column, Medium, RichCell, Row, TableBlock, Tone } from '../report/block.ts';
import { cellText, richCell } from '../report/cell.ts';
import type { Figure } from '../report/figure.ts';
import { flaggedCell, type Look, markedCell } from '../states/look.ts';
import { numberText } from '../wording/figures.ts';

/** Paper, with its workbook, or the site. */
export type Side = 'paper' | 'site';

export interface TableColumn<T> extends Omit<Column, 'key'> {
  /** The one side on which it stands; absent: both. */
  only?: Side;
  /** @param n place of its row, from 0 */
  value(one: T, n: number): Cell;
  /** The number that it prints, as data. */
  figure?(one: T): Figure | undefined;
  /** Where its cell leads on the site. */
  href?(one: T): string | undefined;
  /** A second, smaller line on the site. */
  sub?(one: T): string | undefined;
  /** What it is sorted by on the site, where that is not its value: a rank. */
  sort?(one: T): string | number;
  /** The state that it shows: on the site with its mark, also where paper tints the row alone. */
  look?(one: T): Look | undefined;
  /** Of a level of severity its place among them, the worst 0: on the site in its colour, where paper has a mark. */
  severity?(one: T): number;
}

/** A column that shows a state: on paper what is not as it should be bears its mark. */
export const stateColumn = <T>(label: string, look: (one: T) => Look): TableColumn<T> => ({
  ...{ label, state: true, look },
  value: (one) => flaggedCell(look(one)),
});

export interface TableDefinition<T> extends Pick<TableBlock, 'title' | 'empty' | 'filters' | 'sortable'> {
  /** In the order in which they stand, by key. */
  columns: Readonly<Record<string, TableColumn<T>>>;
  /** Cells that come first in a document's data, where its columns stand in another order: its bytes stay as they are. */
  written?: readonly string[];
  tone?(one: T): Tone | undefined;
  /** Anchor of a row on the site. */
  id?(one: T, n: number): string;
  /** Values of the filters there. */
  filter?(one: T): Record<string, string>;
}

/** The table as one side shows it. @param on media of paper on which it is drawn, where not on all */
export function settledTable<T>(
  { title, empty, columns: all, filters, sortable, ...row }: TableDefinition<T>,
  list: readonly T[],
  side: Side,
  on?: readonly Medium[],
): TableBlock {
  const columns = Object.entries(all).filter(([, { only }]) => only === undefined || only === side);
  const isSite = side === 'site';
  return {
    type: 'table',
    ...(title === undefined ? {} : { title }),
    columns: columns.map(isSite ? siteColumn : paperColumn),
    rows: list.map((one, n) => (isSite ? siteRow(columns, row, one, n) : paperRow(columns, row, one, n))),
    empty,
    ...(isSite && filters !== undefined ? { filters } : {}),
    ...(isSite && sortable !== undefined ? { sortable } : {}),
    ...(on === undefined ? {} : { on }),
  };
}

type Columns<T> = readonly (readonly [key: string, column: TableColumn<T>])[];
type RowOf<T> = Pick<TableDefinition<T>, 'written' | 'tone' | 'id' | 'filter'>;

const PRINTED: readonly string[] = ['unit', 'decimals', 'weight', 'align'];

/** Its properties in the order in which the definition has them: so they stand in the data of documents. */
function paperColumn<T>([key, { label, type = 'text', ...column }]: Columns<T>[number]): Column {
  const printed = Object.entries(column).filter(([name, value]) => PRINTED.includes(name) && value !== undefined);
  return { key, label, type, ...Object.fromEntries(printed) };
}

function siteColumn<T>([key, column]: Columns<T>[number]): Column {
  const { label, type, align, title, state, wide, short } = column;
  return defined<Column>({ key, label, align: type === 'number' ? 'right' : align, ...{ title, state, wide, short } });
}

/** Without what is not there: it would be written down as such. */
const defined = <T extends object>(value: { [Key in keyof T]: T[Key] | undefined }): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

function paperRow<T>(columns: Columns<T>, { tone, written = [] }: RowOf<T>, one: T, n: number): Row {
  const figures = columns.flatMap(([key, { figure }]): [string, Figure][] => {
    const found = figure?.(one);
    return found === undefined ? [] : [[key, found]];
  });
  return {
    ...toned(tone?.(one)),
    cells: Object.fromEntries([
      ...written.map((key): [string, Cell] => [key, null]),
      ...columns.map(([key, { value }]): [string, Cell] => [key, value(one, n)]),
    ]),
    ...(figures.length === 0 ? {} : { figures: Object.fromEntries(figures) }),
  };
}

function siteRow<T>(columns: Columns<T>, { tone, id, filter }: RowOf<T>, one: T, n: number): Row {
  return {
    ...(id === undefined ? {} : { id: id(one, n) }),
    ...toned(tone?.(one)),
    ...(filter === undefined ? {} : { filter: filter(one) }),
    cells: Object.fromEntries(columns.map(([key, column]) => [key, siteCell(column, one, n)])),
  };
}

const toned = (tone: Tone | undefined) => (tone === undefined ? {} : { tone });

function siteCell<T>(column: TableColumn<T>, one: T, n: number): RichCell {
  const value = column.value(one, n);
  const text = typeof value === 'number' ? numberText(value, column) : cellText(value ?? ABSENT);
  const { value: sorted, ...rich } = richCell(value);
  const severity = column.severity?.(one);
  if (severity !== undefined) return { text, sort: severity, severity };
  const sort = column.sort?.(one) ?? (typeof value === 'number' ? value : (rich.sort ?? sorted));
  const look = column.look?.(one);
  return defined<RichCell>({
    ...rich,
    ...(look === undefined ? {} : markedCell(look)),
    text,
    ...{
      sort,
      href: column.href?.(one) ?? rich.href,
      sub: column.sub?.(one) ?? rich.sub,
      figure: column.figure?.(one) ?? rich.figure,
    },
  });
}

/** What stands for a value that does not exist. */
const ABSENT = '—';
