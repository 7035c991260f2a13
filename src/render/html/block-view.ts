/** Views of the blocks: one object per block, named after the partial in `templates/blocks/` that draws it. */
import type { Block, BlockType, ChartBlock, ImageBlock, ListBlock, Row, TableBlock } from '../../report/document.ts';
import { alignment, isOneLine, type PrintedCell, printCell } from '../cells.ts';
import { evidenceAnchor } from './links.ts';
import { layoutTable } from './table-layout.ts';

/** Fields differ per partial; `landscape` asks for the whole section to be turned. */
export interface BlockView {
  partial: BlockType;
  landscape?: boolean;
  [field: string]: unknown;
}

/** What a renderer must make before the view: pictures as data URIs and charts as markup of our own. */
export interface Drawings {
  image(block: ImageBlock): string;
  /** @param key `s<section>b<block>`: the block's position, from which ids in the markup are made */
  chart(block: ChartBlock, key: string): { toHTML(): string };
}

/** Where a cell's link leads, if anywhere. */
export type Linker = (target: string | undefined) => string | undefined;

/** Most key figures that fit in one framed row. */
const FIGURES_PER_ROW = 8;

const STATES = {
  done: { mark: '√', text: '已完成' },
  open: { mark: '□', text: '未完成' },
  'not-applicable': { mark: '–', text: '不适用' },
} as const;

/** A percent sign never begins a line. */
const unbroken = (text: string): string => text.replace(/(\d) %/g, '$1\u00a0%');

const paragraphs = (text: string): string[] =>
  unbroken(text)
    .split(/\n+/)
    .filter((line) => line.trim() !== '');

const listItem = ({ text, sub, ...item }: ListBlock['items'][number]) => ({
  ...item,
  text: unbroken(text),
  ...(sub === undefined ? {} : { sub: sub.map(unbroken) }),
});

/**
 * The view of one block.
 * @param key position of the block, for ids
 * @param heading title of its section, which a table's caption need not repeat
 */
export function blockView(block: Block, key: string, heading: string, drawings: Drawings, link: Linker): BlockView {
  switch (block.type) {
    case 'table':
      return { ...tableView(block, key, link), title: block.title === heading ? undefined : block.title };
    case 'note':
      return {
        partial: 'note',
        paragraphs: paragraphs(block.text),
        tone: block.tone,
        emphasis: block.emphasis === true,
      };
    case 'key-figures':
      return { partial: 'key-figures', rows: figureRows(block.items) };
    case 'chart':
      return { partial: 'chart', key, title: block.title, summary: block.summary, svg: drawings.chart(block, key) };
    case 'image':
      return { partial: 'image', source: drawings.image(block), alt: block.alt, caption: block.caption };
    case 'facts':
      return { partial: 'facts', columns: block.columns ?? 2, items: block.items };
    case 'checklist':
      return {
        partial: 'checklist',
        items: block.items.map((item) => ({ ...item, ...STATES[item.state], label: item.text })),
      };
    case 'signature':
      return {
        partial: 'signature',
        parties: block.parties.map(partyView),
        count: block.parties.length,
        full: isFull(block.parties),
        note: block.note,
      };
    case 'evidence':
      return {
        partial: 'evidence',
        items: block.items.map((item, i) => ({ ...item, ordinal: i + 1, anchor: evidenceAnchor(item.record) })),
        empty: block.empty,
      };
    case 'list':
      return { partial: 'list', ordered: block.ordered === true, items: block.items.map(listItem), empty: block.empty };
    case 'timeline':
      return { partial: 'timeline', items: block.items, empty: block.empty };
  }
}

/** Key figures in rows of equal length: 9 become 5 + 4, not 8 + 1. */
function figureRows<T>(items: readonly T[]): T[][] {
  const rows = Math.ceil(items.length / FIGURES_PER_ROW);
  const perRow = Math.ceil(items.length / Math.max(rows, 1));
  return Array.from({ length: rows }, (_, r) => items.slice(r * perRow, (r + 1) * perRow));
}

function isFull(parties: readonly { lines: readonly unknown[] }[]): boolean {
  return parties.some((party) => party.lines.length > 2);
}

function partyView(party: { title: string; lines: { label: string; value?: string }[] }): unknown {
  return { title: party.title, lines: party.lines.map((line) => ({ label: line.label, value: line.value ?? '' })) };
}

function tableView(block: TableBlock, key: string, link: Linker): BlockView {
  const print = (row: Row): PrintedCell[] => block.columns.map((column) => printCell(row.cells[column.key], column));
  const drawn = block.rows.slice(0, block.printedRows);
  const rows = drawn.map(print);
  const totals = (block.totals ?? []).map(print);
  const layout = layoutTable(block.columns, [...rows, ...totals]);
  // To the left is where cells stand without a class.
  const classes = block.columns.map((column) =>
    [
      alignment(column) === 'left' ? '' : alignment(column),
      isOneLine(column) ? 'one-line' : '',
      column.type === 'outcome' ? 'outcome' : '',
    ]
      .filter(Boolean)
      .join(' '),
  );
  const drawRow = (row: Row, cells: PrintedCell[]) => ({
    tone: row.tone,
    cells: cells.map((cell, i) => ({
      text: cell.text,
      mark: cell.mark,
      classes: [classes[i], cell.tone].filter(Boolean).join(' '),
      href: link(cell.link),
    })),
  });
  return {
    partial: 'table',
    key,
    size: layout.size,
    landscape: layout.size.startsWith('landscape'),
    columns: block.columns.map((column, i) => ({
      label: column.label,
      classes: classes[i],
      width: layout.widths[i],
      ordinal: i + 1,
    })),
    rows: drawn.map((row, i) => drawRow(row, rows[i] as PrintedCell[])),
    totals: (block.totals ?? []).map((row, i) => drawRow(row, totals[i] as PrintedCell[])),
    empty: rows.length === 0 ? block.empty : undefined,
    span: block.columns.length,
  };
}
