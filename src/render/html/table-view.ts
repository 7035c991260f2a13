/** The view of a table: its cells as printed, its size, and on paper how it is set where it is narrow, or too wide. */
import type { Column, Row } from '../../report/block.ts';
import { alignment, isOneLine, type PrintedCell, printCell } from '../cells.ts';
import { textWidth } from '../measure.ts';
import { isNothing, type PaperTable, textOf } from '../paper/paper-table.ts';
import type { BlockView, ViewContext } from './block.ts';
import { columnsBeside } from './stacked.ts';
import { layoutTable } from './table-layout.ts';

/** Rows up to which a table that is too wide has its last columns below each row instead of a turned page. */
const STACKED_ROWS = 60;
/** A table of so few rows is not divided between pages: of one row, its head alone would stay behind. */
const FEW_ROWS = 2;
/** Rows of each column of the page up to which a table in columns is not divided between pages. */
const KEPT_ROWS = 12;
/** A table of more rows than this stands alone; beside another it would be hard to read. */
const BESIDE_ROWS = 12;
/** Widest share of the page at which another may stand beside it. */
const BESIDE_SHARE = 0.7;

/** @param key position of the block, for ids */
export function tableView(block: PaperTable, key: string, context: ViewContext): BlockView {
  const drawn = block.rows.slice(0, block.printedRows);
  const totals = block.totals ?? [];
  const print = (row: Row): PrintedCell[] => block.columns.map((column) => printCell(row.cells[column.key], column));
  const all = [...drawn, ...totals].map(print);
  const { paper } = context;
  const rare = paper ? rareColumns(block.columns, drawn) : [];
  const usual = block.columns.flatMap((column, i) => (rare.includes(column) ? [] : [i]));
  const upright =
    paper && drawn.length <= STACKED_ROWS
      ? columnsBeside(
          usual.map((i) => block.columns[i] as Column),
          all.map((cells) => usual.map((i) => cells[i] as PrintedCell)),
        )
      : null;
  const main = upright === null ? usual : upright.map((i) => usual[i] as number);
  const columns = main.map((i) => block.columns[i] as Column);
  const rest = block.columns.filter((column, i) => !main.includes(i) && !rare.includes(column));
  const layout = layoutTable(
    columns,
    all.map((cells) => main.map((i) => cells[i] as PrintedCell)),
    paper,
  );
  const drawRow = rowDrawer(columns, context);
  const told = (row: Row, columns: readonly Column[]): Column[] =>
    columns.filter((column) => !isNothing(textOf(row, column)));
  return {
    partial: 'table',
    key,
    size: layout.size,
    landscape: layout.size.startsWith('landscape'),
    parts: layout.columns === 1 ? undefined : layout.columns,
    kept: paper && (layout.columns === 1 ? drawn.length <= FEW_ROWS : drawn.length <= KEPT_ROWS * layout.columns),
    ...(paper && layout.columns === 1 && drawn.length <= BESIDE_ROWS && layout.share <= BESIDE_SHARE && drawn.length > 0
      ? { narrow: layout.share }
      : {}),
    columns: columns.map((column, i) => ({
      label: column.label,
      classes: cellClasses(column),
      width: layout.widths[i],
      ordinal: i + 1,
    })),
    rows: drawn.map((row) => drawRow(row, [...rest, ...told(row, rare)])),
    totals: totals.map((row) => drawRow(row, told(row, [...rest, ...rare]))),
    empty: drawn.length === 0 ? block.empty : undefined,
    // On paper a table without rows is one line: there is nothing that its head could head.
    line: paper && drawn.length === 0 && totals.length === 0,
    foot: [...(block.foot ?? []), ...rareText(rare)],
    span: columns.length,
  };
}

/** Fewest rows, and the share of them that has something in a column, at which the column stands only below those. */
const RARE_ROWS = 8;
const RARE = 0.34;

/** Columns in which few rows have anything: below these rows instead of a gap in all others. */
const rareColumns = (columns: readonly Column[], rows: readonly Row[]): Column[] =>
  rows.length < RARE_ROWS
    ? []
    : columns.slice(1).filter((column) => {
        const filled = rows.filter((row) => !isNothing(textOf(row, column))).length;
        return filled > 0 && filled <= rows.length * RARE;
      });

const rareText = (rare: readonly Column[]): string[] =>
  rare.length === 0 ? [] : [`${rare.map(({ label }) => label).join('、')}只有部分行有，写在该行下方。`];

// To the left is where cells stand without a class.
const cellClasses = (column: Column): string =>
  [
    alignment(column) === 'left' ? '' : alignment(column),
    isOneLine(column) ? 'one-line' : '',
    column.type === 'outcome' ? 'outcome' : '',
  ]
    .filter(Boolean)
    .join(' ');

/** Longest text below a row, in em, that is not divided: a time, a name, a number. */
const WHOLE_BELOW = 10;

/** A row with its cells, and what stands below it in a line of its own. */
function rowDrawer(columns: readonly Column[], { link }: ViewContext) {
  return (row: Row, rest: readonly Column[]) => ({
    tone: row.tone,
    cells: columns.map((column) => {
      const cell = printCell(row.cells[column.key], column);
      const classes = [cellClasses(column), cell.tone].filter(Boolean).join(' ');
      return { text: cell.text, mark: cell.mark, classes, href: link(cell.link) };
    }),
    ...(rest.length === 0
      ? {}
      : {
          span: columns.length,
          below: rest.map((column) => {
            const { text, mark, tone } = printCell(row.cells[column.key], column);
            return { label: column.label, text, mark, tone, whole: textWidth(text) <= WHOLE_BELOW };
          }),
        }),
  });
}
