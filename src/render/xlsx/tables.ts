/**
 * What of a document goes into a workbook: all that the paper says, one sheet per table, as far as they are few; the smaller ones then share. Timelines, checklists, facts,
 * evidence and the figures behind charts are tables too; running text, lists, key figures, what a chart says in words and the
 * fields to sign share one sheet 正文.
 */

import type {
  Block,
  ChartBlock,
  Column,
  ListBlock,
  Row,
  Section,
  SignatureBlock,
  TableBlock,
} from '../../report/block.ts';
import { factText } from '../../report/cell.ts';
import type { ReportDocument } from '../../report/document.ts';
import { sectionNumbers } from '../numbering.ts';
import { withCounted } from './counted-columns.ts';
import { fewSheets } from './few-sheets.ts';
import { decimalsOf } from './values.ts';

export interface SheetPlan {
  /** Unique, at most 31 characters, without the signs that Excel forbids. */
  name: string;
  /** The tables, below each other; mostly one. */
  parts: readonly SheetPart[];
}

export interface SheetPart {
  /** Number and title of the section. */
  section: string;
  table: TableBlock;
}

const LONGEST_NAME = 31;
const STATES = { done: '已完成', open: '未完成', 'not-applicable': '不适用' } as const;

const text = (key: string, label: string, weight?: number): Column => ({
  key,
  label,
  type: 'text',
  ...(weight === undefined ? {} : { weight }),
});

const count = (key: string, label: string): Column => ({ key, label, type: 'number' });

const ordinal: Column = { key: 'ordinal', label: '序号', type: 'number' };

function numbered(title: string, columns: Column[], rows: Row[], empty: string): TableBlock {
  return {
    type: 'table',
    title,
    columns: [ordinal, ...columns],
    rows: rows.map((row, i) => ({ ...row, cells: { ordinal: i + 1, ...row.cells } })),
    empty,
  };
}

function withTone(cells: Row['cells'], tone: Row['tone']): Row {
  return tone === undefined ? { cells } : { cells, tone };
}

/** What the figures behind a chart are listed by, told by how its axis is written. */
function axisLabel(x: readonly string[]): string {
  if (x.length > 0 && x.every((label) => /^(?:\d{2}|\d{4})-\d{2}-\d{2}$|^\d{2}-\d{2}$/.test(label))) return '日期';
  if (x.length > 0 && x.every((label) => /^\d{4}-\d{2}$/.test(label))) return '月份';
  return '类别';
}

function chartTable(block: ChartBlock): TableBlock {
  return {
    type: 'table',
    title: block.title,
    columns: [
      text('x', axisLabel(block.x)),
      ...block.series.map(
        (series, i): Column => ({
          key: `s${i}`,
          label: series.name,
          type: 'number',
          decimals: Math.max(0, ...series.values.map((value) => (value === null ? 0 : decimalsOf(value)))),
          ...(block.unit === undefined ? {} : { unit: block.unit }),
        }),
      ),
    ],
    rows: block.x.map((x, n) => ({
      cells: { x, ...Object.fromEntries(block.series.map((series, i) => [`s${i}`, series.values[n] ?? null])) },
    })),
    empty: '无数据。',
  };
}

/** The block as a table of its own, if it is one. */
function asTable(block: Block): TableBlock | undefined {
  switch (block.type) {
    case 'table':
      return block;
    case 'chart':
      return chartTable(block);
    case 'evidence':
      return numbered(
        '附件与证据清单',
        [
          text('title', '标题'),
          text('kind', '类型'),
          text('time', '时间'),
          text('record', '记录编号'),
          text('hash', '校验值'),
        ],
        block.items.map(({ counted: _, ...item }) => ({ cells: item })),
        block.empty,
      );
    case 'timeline':
      return numbered(
        '时间线',
        [text('time', '时间'), text('text', '内容'), text('who', '人员')],
        block.items.map((item) => withTone({ time: item.time, text: item.text, who: item.who ?? '' }, item.tone)),
        block.empty ?? '无记录。',
      );
    case 'checklist':
      return numbered(
        '核对清单',
        [text('text', '事项'), text('state', '状态'), text('note', '说明')],
        block.items.map((item) => ({ cells: { text: item.text, state: STATES[item.state], note: item.note ?? '' } })),
        '无事项。',
      );
    case 'facts':
      return {
        type: 'table',
        columns: [text('label', '项目'), text('value', '内容')],
        rows: block.items.map((item) => withTone({ label: item.label, value: factText(item) }, item.tone)),
        empty: '无。',
      };
    default:
      return undefined;
  }
}

/** Rows of the sheet 正文 for one block of running text. */
function textRows(block: Block, section: string): Row[] {
  switch (block.type) {
    case 'key-figures':
      return block.items.map((item) => {
        const printed = item.unit === undefined ? item.value : `${item.value} ${item.unit}`;
        const value =
          item.number === undefined ? printed : { text: printed, value: item.number, kind: 'number' as const };
        const { numerator, denominator } = item.figure ?? {};
        const counted = denominator === undefined ? {} : { numerator: numerator ?? null, denominator };
        return withTone({ section, label: item.label, value, ...counted, note: item.note ?? '' }, item.tone);
      });
    case 'note':
      return [
        withTone(
          { section, label: '正文', value: block.text, note: '' },
          block.emphasis === true ? block.tone : undefined,
        ),
      ];
    case 'list':
      return listRows(block, section);
    case 'chart':
      return [{ cells: { section, label: '图', value: block.title, note: chartNote(block) } }];
    case 'signature':
      return signatureRows(block, section);
    case 'image':
      return [{ cells: { section, label: '图片', value: block.caption, note: `SHA-256 ${block.sha256}` } }];
    default:
      return [];
  }
}

/** An empty list says why, as the paper does: 未登记 is not the same as nothing at all. */
function listRows({ items, empty }: ListBlock, section: string): Row[] {
  if (items.length === 0) {
    return empty === undefined ? [] : [withTone({ section, label: '正文', value: empty, note: '' }, 'muted')];
  }
  return items.map((item) =>
    withTone({ section, label: '条目', value: item.text, note: inOneCell(item.sub ?? []) }, item.tone),
  );
}

/** Texts that stand below each other on paper; each stays to the letter, and a whole sentence takes no second mark. */
const inOneCell = (texts: readonly string[]): string =>
  texts.reduce((all, one) => (all === '' || /[。；]$/.test(all) ? `${all}${one}` : `${all}；${one}`), '');

/** What is to be seen, and the lines drawn across: the figures themselves are a sheet of their own. */
function chartNote({ summary, thresholds = [], unit }: ChartBlock): string {
  const lines = thresholds.map(({ label, value }) => `${label} ${value}${unit === undefined ? '' : ` ${unit}`}`);
  return inOneCell([summary, ...lines]);
}

function signatureRows({ parties, note }: SignatureBlock, section: string): Row[] {
  const lines = parties.flatMap(({ title, lines: own }) =>
    own.map(({ label, value }) => ({
      cells: { section, label: title === '' ? label : `${title} ${label}`, value: value ?? '', note: '' },
    })),
  );
  return note === undefined ? lines : [...lines, { cells: { section, label: '说明', value: note, note: '' } }];
}

function textSheet(doc: ReportDocument, titles: readonly string[]): TableBlock | undefined {
  const rows = doc.sections.flatMap((section, i) => {
    const title = titles[i] as string;
    // A heading alone, such as of the sections below it, would otherwise be on no sheet.
    if (section.blocks.length === 0)
      return [{ cells: { section: title, label: '标题', value: section.title, note: '' } }];
    return section.blocks.flatMap((block) => textRows(block, title));
  });
  if (rows.length === 0) return undefined;
  const counted = rows.some((row) => row.cells['denominator'] !== undefined);
  const columns = [
    text('section', '章节'),
    text('label', '项目'),
    text('value', '内容'),
    ...(counted ? [count('numerator', '分子'), count('denominator', '分母')] : []),
    text('note', '说明'),
  ];
  return { type: 'table', title: '正文', columns, rows, empty: '无。' };
}

/** The begin of a text, in so many UTF-16 units at most, without half a character at its end. */
function cutTo(text: string, units: number): string {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > units) break;
    kept += character;
  }
  return kept;
}

/** What a name may neither begin nor end with. */
const ENDS = /^[\s']+|[\s']+$/g;

/** Gives each sheet a name that Excel takes: forbidden signs out, cut to length, made unique whatever the case. */
function nameGiver(): (wish: string) => string {
  const taken = new Set<string>(['history', '封面']);
  return (wish) => {
    const clean = wish.replace(/[\\/?*[\]:\p{Cc}]/gu, ' ').replace(ENDS, '') || '表';
    for (let n = 1; ; n++) {
      const suffix = n === 1 ? '' : ` (${n})`;
      // A cut may leave at the end what only stands within.
      const name = cutTo(clean, LONGEST_NAME - suffix.length).replace(ENDS, '') + suffix;
      const key = name.toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return name;
    }
  };
}

function sectionTables(section: Section): { table: TableBlock; isChart: boolean }[] {
  return section.blocks.flatMap((block) => {
    const table = asTable(block);
    return table === undefined ? [] : [{ table: withCounted(table), isChart: block.type === 'chart' }];
  });
}

/** The sheets after the cover, in the document's order. */
export function sheetsOf(doc: ReportDocument): SheetPlan[] {
  const numbers = sectionNumbers(doc.sections);
  const titles = doc.sections.map((section, i) => `${numbers[i]}${section.title}`);
  const nameOf = nameGiver();
  const prose = textSheet(doc, titles);
  const first = prose === undefined ? [] : [{ wish: '正文', parts: [{ section: '全部章节', table: prose }] }];
  const tables = doc.sections.flatMap((section, i) =>
    sectionTables(section).map(({ table, isChart }, _, all) => ({
      wish: table.title === undefined || all.length === 1 ? section.title : table.title,
      section: titles[i] as string,
      table,
      isChart,
    })),
  );
  // The cover comes before them all.
  const sheets = [...first, ...fewSheets(tables, first.length + 1)];
  return sheets.map(({ wish, parts }) => ({
    name: nameOf(wish),
    parts: parts.map(({ section, table }) => ({ section, table })),
  }));
}
