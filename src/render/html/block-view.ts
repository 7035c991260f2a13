/** Views of the blocks: one object per block, named after the partial in `templates/blocks/` that draws it. */

import type { Block, ListBlock } from '../../report/block.ts';
import { factText } from '../../report/cell.ts';
import type { BlockView, ViewContext } from './block.ts';
import { evidenceAnchor } from './links.ts';
import { tableView } from './table-view.ts';

/** Share of the page's width of a chart beside another. */
const HALF = 0.4825;

/** Characters of a list set as running text; longer lists are set as closely as a table. */
const LOOSE_TEXT = 100;

const isLong = ({ items }: ListBlock): boolean =>
  items.reduce((sum, { text, sub = [] }) => sum + text.length + sub.join('').length, 0) > LOOSE_TEXT;

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
export function blockView(block: Block, key: string, heading: string, context: ViewContext): BlockView {
  const { drawings } = context;
  switch (block.type) {
    case 'table':
      return { ...tableView(block, key, context), title: block.title === heading ? undefined : block.title };
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
      return {
        partial: 'chart',
        key,
        title: block.title,
        summary: block.summary,
        svg: drawings.chart(block, key),
        ...(drawings.isHalf?.(block) === true ? { narrow: HALF } : {}),
      };
    case 'image':
      return { partial: 'image', source: drawings.image(block), alt: block.alt, caption: block.caption };
    case 'facts':
      return {
        partial: 'facts',
        columns: block.columns ?? 2,
        items: block.items.map((item) => ({ ...item, value: factText(item) })),
      };
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
      return {
        partial: 'list',
        ordered: block.ordered === true,
        dense: context.paper && isLong(block),
        items: block.items.map(listItem),
        empty: block.empty,
      };
    case 'timeline':
      return { partial: 'timeline', items: block.items, empty: block.empty };
    default:
      throw new Error(`a block of the site alone in a document: ${block.type}`);
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
