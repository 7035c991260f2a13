/**
 * The document as it is printed: each value once, in as few lines as it takes. Nothing is judged and no figure is made here; what
 * paper groups or leaves out stands in the page and the workbook, and what was not measured is named. Pure.
 */
import type { Block, Cell, ChartBlock, Column, ImageBlock, NoteBlock, Row, TableBlock } from '../../report/block.ts';
import type { ReportDocument } from '../../report/document.ts';
import { rounded } from '../../wording/figures.ts';
import { withoutAlikeColumns, withoutEmptyColumns, withoutZeroColumns } from './columns.ts';
import { denseGroups } from './dense-groups.ts';
import { isLoud, isNothing, type PaperTable, printedPart, textOf, withFoot } from './paper-table.ts';
import { shortEvidence } from './short-evidence.ts';
import { withoutSparseRows, withoutZeroRows } from './sparse-rows.ts';

const STEPS: readonly ((table: PaperTable) => PaperTable)[] = [
  printedPart,
  withoutZeroRows,
  withoutEmptyColumns,
  withoutZeroColumns,
  timesOfTheDay,
  withoutAlikeColumns,
  denseGroups,
  withoutSparseRows,
  withoutEmptyColumns,
];

const fitted = (block: Block, { fingerprint }: ReportDocument): Block => {
  if (block.type === 'evidence') return shortEvidence(block, fingerprint);
  return block.type === 'table' ? asLine(STEPS.reduce((table, step) => step(table), block as PaperTable)) : block;
};

/** @param doc as drawn on paper */
export function forPaper(doc: ReportDocument): ReportDocument {
  const sections = doc.sections.map((section) => ({
    ...section,
    blocks: withoutRepeatedCharts(fewPictures(section.blocks)).map((block) => fitted(block, doc)),
  }));
  return { ...doc, sections };
}

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
function withoutRepeatedCharts(blocks: readonly Block[]): Block[] {
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

/** Most pictures of a section that are printed. */
const PRINTED = 8;

/** Most names that are said of those which are not printed. */
const NAMED = 12;

/** What ends a caption: when it was taken, and of which record. */
const REMARK = /（[^（）]*）$/;

/**
 * Says of a section with too many pictures to be looked at on paper how many there are, and names them, those of one name counted;
 * of very many names none: nobody reads them.
 */
function fewPictures(blocks: readonly Block[]): Block[] {
  const pictures = blocks.filter((block): block is ImageBlock => block.type === 'image');
  if (pictures.length <= PRINTED) return [...blocks];
  const names = [...Map.groupBy(pictures, ({ caption }) => caption.replace(REMARK, ''))];
  const list = names.map(([name, own]) => (own.length === 1 ? own[0]?.caption : `${name} ${own.length} 张`));
  const named = names.length <= NAMED ? `：${list.join('；')}` : '';
  const told: Block = {
    type: 'note',
    text: `共 ${pictures.length} 张，逐张的${named === '' ? '名称、' : ''}时间和记录见本文档的网页${named}。`,
    tone: 'muted',
  };
  const at = blocks.indexOf(pictures[0] as Block);
  const rest = blocks.filter((block) => block.type !== 'image');
  return [...rest.slice(0, at), told, ...rest.slice(at)];
}

/** Most names with a count each that a line tells. */
const ROWS_AT_MOST = 3;

/** A few names with one count each are a line; everything else stays a table, of one row too, so that each value stands below its name. */
function asLine(table: PaperTable): Block {
  const all = [...table.rows, ...(table.totals ?? [])];
  if (all.length === 0) {
    return table.foot === undefined ? table : line(table, '');
  }
  if (all.some((row) => isLoud(row) || table.columns.some((column) => isLoud(row, column)))) return table;
  return isCount(table) ? line(table, `${all.map((row) => countText(table, row)).join('；')}。`) : table;
}

const line = (table: PaperTable, text: string): NoteBlock => ({
  type: 'note',
  text: `${table.title === undefined ? '' : `${table.title}：`}${text}${(table.foot ?? []).join('')}`,
  tone: 'muted',
});

const isCount = ({ columns: [name, count, ...more], rows }: PaperTable): boolean =>
  name?.type === 'text' &&
  count?.type === 'number' &&
  more.length === 0 &&
  rows.length > 0 &&
  rows.length <= ROWS_AT_MOST;

/** `外部接口 1 起`: what is counted, the caption says. */
const countText = ({ columns: [name, count] }: PaperTable, row: Row): string =>
  [name, count].map((column) => (column === undefined ? '' : textOf(row, column))).join(' ');

/** Moments of a row that has a day of its own: those of that day need not say it again. Page and workbook say all of it. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}(?::\d{2})?)$/;
/** Share of a column's moments that are of their row's day: where fewer are, the day tells. */
const MOSTLY = 0.9;
/** Fewest columns of moments for which a line under the table is worth it. */
const FEWEST = 2;

/** The time of a text that is a moment of that day; undefined of any other. */
function timeOn(day: string, text: string): string | undefined {
  const [, date, time] = MOMENT.exec(text) ?? [];
  return date === day ? time : undefined;
}

/** Leaves the day out of moments that are of the day of their row, and says so under the table. */
export function timesOfTheDay(table: PaperTable): PaperTable {
  const { rows } = table;
  const day = table.columns.find((column) => rows.length > 0 && rows.every((row) => DAY.test(textOf(row, column))));
  if (day === undefined) return table;
  const columns = table.columns.filter((column) => {
    const texts = rows.flatMap((row) => (isNothing(textOf(row, column)) ? [] : [[row, textOf(row, column)] as const]));
    const own = texts.filter(([row, text]) => timeOn(textOf(row, day), text) !== undefined);
    return texts.every(([, text]) => MOMENT.test(text)) && own.length > 0 && own.length >= texts.length * MOSTLY;
  });
  if (columns.length < FEWEST) return table;
  const names = columns.map(({ label }) => label).join('、');
  return withFoot(
    { ...table, rows: rows.map((row) => shortened(row, textOf(row, day), columns)) },
    `${names}只写时分的，在${day.label}当日。`,
  );
}

function shortened(row: Row, day: string, columns: readonly Column[]): Row {
  const cells = { ...row.cells };
  for (const column of columns) {
    const time = timeOn(day, textOf(row, column));
    const cell: Cell | undefined = cells[column.key];
    if (time !== undefined)
      cells[column.key] = typeof cell === 'object' && cell !== null ? { ...cell, text: time } : time;
  }
  return { ...row, cells };
}
