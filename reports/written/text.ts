/** The body of a written document as sections: its headings are ours, its paragraphs, lists and tables are blocks. */
import { TO_BE_FILLED } from '../../src/contract/terms/contract.ts';
import type { Block, Cell, Section, TableBlock } from '../../src/report/block.ts';
import type { TextBlock, WrittenText } from '../../src/report/written-text.ts';

/** Numbers that people put before their headings; a printed document numbers its sections itself. */
const NUMBERING =
  /^(?:第[一二三四五六七八九十百\d]+[章节条]\s*|[一二三四五六七八九十百]+[、.．]\s*|（[一二三四五六七八九十百\d]+）\s*|\d+(?:\.\d+)*[、.．]?\s+|\d+[、．]\s*)/;

const DEEPEST = 3;

/** Title of what stands before the first heading. */
const LEAD = '说明';

/** Sections in the order of the text; the file's own first heading is left out when it only repeats the title. */
export function textSections({ title, blocks }: WrittenText): Section[] {
  const body = blocks[0]?.type === 'heading' && blocks[0].text === title ? blocks.slice(1) : blocks;
  const depths = body.flatMap((block) => (block.type === 'heading' ? [block.depth] : []));
  const top = Math.min(...depths);
  const sections: Section[] = [];
  for (const block of body) {
    if (block.type === 'heading') {
      const level = Math.min(block.depth - top + 1, DEEPEST) as 1 | 2 | 3;
      sections.push(section(sections.length, block.text.replace(NUMBERING, ''), level));
      continue;
    }
    if (sections.length === 0) sections.push(section(0, LEAD, 1));
    const open = sections.at(-1) as Section;
    open.blocks.push(toBlock(block, open));
  }
  return sections.length > 0 ? sections : [notWritten()];
}

const section = (index: number, title: string, level: 1 | 2 | 3): Section => ({
  id: `text-${index + 1}`,
  title: title === '' ? LEAD : title,
  ...(level === 1 ? {} : { level }),
  blocks: [],
});

const notWritten = (): Section => ({
  id: 'text-1',
  title: '正文',
  blocks: [{ type: 'note', text: '正文尚未编写。', tone: 'abnormal' }],
});

function toBlock(block: Exclude<TextBlock, { type: 'heading' }>, { title, blocks }: Section): Block {
  if (block.type === 'paragraph') return { type: 'note', text: block.text };
  if (block.type === 'table') return tableBlock(block, tableTitle(title, blocks));
  if (block.items.every((item) => item.done !== undefined)) {
    const state = (done: boolean | undefined) => (done === true ? ('done' as const) : ('open' as const));
    return {
      type: 'checklist',
      items: block.items.map((item) => ({
        text: item.text,
        state: state(item.done),
        ...(item.sub.length === 0 ? {} : { note: item.sub.join('；') }),
      })),
    };
  }
  return {
    type: 'list',
    ordered: block.ordered,
    items: block.items.map(({ text, sub }) => ({ text, ...(sub.length === 0 ? {} : { sub }) })),
  };
}

/** Sheets of a workbook are named by the tables: the second one of a section says so. */
function tableTitle(title: string, before: readonly Block[]): string {
  const tables = before.filter((block) => block.type === 'table').length;
  return tables === 0 ? title : `${title}（表 ${tables + 1}）`;
}

function tableBlock({ header, rows, align }: Extract<TextBlock, { type: 'table' }>, title: string): TableBlock {
  const keys = header.map((_, index) => `column-${index + 1}`);
  return {
    type: 'table',
    title,
    columns: keys.map((key, index) => {
      const side = align[index];
      return {
        key,
        label: header[index] ?? '',
        type: 'text',
        ...(side === null || side === undefined ? {} : { align: side }),
      };
    }),
    rows: rows.map((row) => ({ cells: Object.fromEntries(keys.map((key, index) => [key, textCell(row[index])])) })),
    empty: '表中没有内容。',
  };
}

const textCell = (text = ''): Cell => (text === TO_BE_FILLED ? { text, tone: 'attention' } : text);

/**
 * What is not filled in, place by place: a line of a table by its first cell and the heads of its columns, of other text the words
 * around it; in the order of the text, with the heading above it.
 */
export function openItems({ blocks }: WrittenText): { text: string }[] {
  let heading = LEAD;
  return blocks.flatMap((block): { text: string }[] => {
    if (block.type === 'heading') {
      heading = block.text.replace(NUMBERING, '');
      return [];
    }
    const within = (what: string) => ({ text: `${heading}：${what}` });
    if (block.type === 'table') return block.rows.flatMap((row, n) => openCells(block.header, row, n).map(within));
    const lines = block.type === 'list' ? block.items.flatMap((item) => [item.text, ...item.sub]) : [block.text];
    return lines.filter((line) => line.includes(TO_BE_FILLED)).map((line) => within(shortened(line)));
  });
}

function openCells(header: readonly string[], row: readonly string[], n: number): string[] {
  const open = row.flatMap((cell, column) => (cell.includes(TO_BE_FILLED) ? [header[column] ?? ''] : []));
  const first = row.find((cell) => cell !== '' && !/^\d+$/.test(cell) && !cell.includes(TO_BE_FILLED));
  return open.length === 0 ? [] : [`${first ?? `第 ${n + 1} 行`}（${open.join('、')}）`];
}

const LONGEST = 60;
/** As gaps: the word itself would be counted as another blank of the document. */
function shortened(line: string): string {
  const shown = line.replaceAll(TO_BE_FILLED, '＿＿');
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}

/** How often the text still says 待填写. */
export function openPlaces({ blocks }: WrittenText): number {
  const texts = blocks.flatMap((block): string[] => {
    if (block.type === 'list') return block.items.flatMap((item) => [item.text, ...item.sub]);
    if (block.type === 'table') return [block.header, ...block.rows].flat();
    return [block.text];
  });
  return texts.reduce((sum, text) => sum + text.split(TO_BE_FILLED).length - 1, 0);
}
