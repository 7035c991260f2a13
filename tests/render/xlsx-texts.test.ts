/** Everything that the paper says stands in the workbook too: block by block, for composed documents of every sort. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { printCell } from '../../src/render/cells.ts';
import { sheetsOf } from '../../src/render/xlsx/tables.ts';
import { renderXlsx } from '../../src/render/xlsx/workbook.ts';
import type { Block, TableBlock } from '../../src/report/block.ts';
import { factText } from '../../src/report/cell.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { drawnOn } from '../../src/report/medium.ts';
import { everyBlock } from '../fixtures/documents/every-block.ts';

const golden = join(import.meta.dirname, '..', 'golden', 'reports');
const files = readdirSync(golden).filter((name) => name.endsWith('.json'));

/** All texts of all cells, and of the figures what they show without their format. */
async function workbookText(doc: ReportDocument): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await renderXlsx(doc)) as unknown as ExcelJS.Buffer);
  const texts: string[] = [];
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row) => row.eachCell((cell) => texts.push(cell.value instanceof Date ? dateText(cell) : cell.text)));
  }
  return texts.join('\n');
}

/** A date as its format shows it. */
function dateText({ value, numFmt }: ExcelJS.Cell): string {
  const iso = (value as Date).toISOString().replace('T', ' ');
  return iso.slice(0, (numFmt ?? '').length);
}

/** What the paper prints of a table: its cells, but those that a workbook holds as a number or a time. */
function tableTexts(table: TableBlock): string[] {
  const cells = [...table.rows, ...(table.totals ?? [])].flatMap((row) =>
    table.columns.flatMap((column) => {
      const cell = row.cells[column.key];
      if (cell === null || cell === undefined || typeof cell === 'number') return [];
      if (typeof cell === 'object' && cell.value !== undefined) return [];
      if (column.type === 'date' || column.type === 'datetime') return [];
      return [printCell(cell, column).text];
    }),
  );
  const empty = table.rows.length === 0 ? [table.empty] : [];
  return [
    ...(table.title === undefined ? [] : [table.title]),
    ...table.columns.map((c) => c.label),
    ...cells,
    ...empty,
  ];
}

/** Every text that the paper prints of a block. */
function blockTexts(block: Block): string[] {
  switch (block.type) {
    case 'key-figures':
      return block.items.flatMap((i) => [i.label, ...(i.number === undefined ? [i.value] : []), i.note ?? '']);
    case 'note':
      return [block.text];
    case 'table':
      return tableTexts(block);
    case 'list':
      return block.items.length === 0 ? [block.empty ?? ''] : block.items.flatMap((i) => [i.text, ...(i.sub ?? [])]);
    case 'facts':
      return block.items.flatMap((i) => [i.label, factText(i)]);
    case 'chart':
      return [block.title, block.summary, ...block.x, ...block.series.map((s) => s.name), ...thresholds(block)];
    case 'image':
      return [block.caption];
    case 'timeline':
      return block.items.length === 0 ? [block.empty ?? ''] : block.items.flatMap((i) => [i.text, i.time, i.who ?? '']);
    case 'checklist':
      return block.items.flatMap((i) => [i.text, i.note ?? '']);
    case 'signature':
      return [
        block.note ?? '',
        ...block.parties.flatMap((p) => [p.title, ...p.lines.flatMap((l) => [l.label, l.value ?? ''])]),
      ];
    case 'evidence':
      return block.items.length === 0
        ? [block.empty]
        : block.items.flatMap((i) => [i.title, i.kind, i.time, i.record, i.hash]);
    default:
      throw new Error(`no block of a document: ${block.type}`);
  }
}

const thresholds = ({ thresholds: lines = [] }: Extract<Block, { type: 'chart' }>): string[] =>
  lines.map((l) => l.label);

async function missing(doc: ReportDocument): Promise<string[]> {
  const text = await workbookText(doc);
  // What stands on paper alone says in words what the workbook has as the figures of a chart.
  const { sections } = drawnOn(doc, 'workbook');
  const said = sections.flatMap((section) => [section.title, ...section.blocks.flatMap(blockTexts)]);
  return [...new Set(said)].filter((one) => !text.includes(one));
}

describe('the workbook says what the paper says', () => {
  it('of a document with every kind of block', async () => expect(await missing(everyBlock())).toEqual([]));

  it.each(files)('of %s', async (name) => {
    const doc = JSON.parse(readFileSync(join(golden, name), 'utf8')) as ReportDocument;
    expect(doc.sections.length).toBeGreaterThan(0);
    expect(await missing(doc)).toEqual([]);
  });

  it('under names of tables and sections, and without two marks at the end of a sentence', () => {
    for (const name of files) {
      const sheets = sheetsOf(JSON.parse(readFileSync(join(golden, name), 'utf8')) as ReportDocument);
      expect(
        sheets.flatMap((one) => one.name).filter((one) => one.startsWith('基本情况')),
        name,
      ).toEqual([]);
      const text = JSON.stringify(sheets);
      const at = text.indexOf('。；');
      expect(at < 0 ? '' : text.slice(at - 20, at + 2), name).toBe('');
    }
  });

  it('also what nobody wrote down, the fields to sign and a heading without text', async () => {
    const doc = JSON.parse(readFileSync(join(golden, 'daily-maintenance-little.json'), 'utf8')) as ReportDocument;
    const text = await workbookText({
      ...doc,
      sections: [...doc.sections, { id: 'h', title: '只有标题', blocks: [] }],
    });
    for (const said of ['未登记遗留问题。', '未登记次日计划。', '巡检人', '复核人', '统一签收盖章', '只有标题']) {
      expect(text).toContain(said);
    }
  });
});

describe('a workbook of many tables', () => {
  it.each(files)('of %s has no more sheets than a person opens', async (name) => {
    const doc = drawnOn(JSON.parse(readFileSync(join(golden, name), 'utf8')) as ReportDocument, 'workbook');
    expect(sheetsOf(doc).length + 1).toBeLessThanOrEqual(15);
  });

  const table = (title: string, rows: number, columns = 2): TableBlock => ({
    type: 'table',
    title,
    columns: Array.from({ length: columns }, (_, i) =>
      i === 1
        ? { key: 'n', label: '条数', type: 'number', unit: '条' }
        : { key: `a${i}`, label: `名称 ${i}`, type: 'text' },
    ),
    rows: Array.from({ length: rows }, (_, i) => ({ cells: { a0: `${title} ${i}`, n: i } })),
    empty: '没有。',
  });
  const documentOf = (blocks: Block[]): ReportDocument => ({
    ...everyBlock(),
    sections: [{ id: 's', title: '受测', blocks }],
  });

  it('has the largest as sheets of their own, and the others whole below each other with those of their width', () => {
    const blocks = Array.from({ length: 20 }, (_, i) => table(`表 ${i}`, i, [2, 6, 8, 12][i % 4]));
    const plans = sheetsOf(documentOf(blocks));
    const names = ['其他表（4 列以内）', '其他表（5 至 6 列）', '其他表（7 至 8 列）', '其他表（9 列以上）'];
    expect(plans.map(({ name }) => name)).toEqual([...Array.from({ length: 9 }, (_, i) => `表 ${i + 11}`), ...names]);
    expect(plans.slice(9).map(({ parts }) => parts.map((part) => part.table))).toEqual([
      [blocks[0], blocks[4], blocks[8]],
      [blocks[1], blocks[5], blocks[9]],
      [blocks[2], blocks[6], blocks[10]],
      [blocks[3], blocks[7]],
    ]);
  });

  it('has the figures behind charts on a sheet of their own, so that who prints can leave them', () => {
    const chart = (title: string): Block => {
      const found = everyBlock()
        .sections.flatMap(({ blocks }) => blocks)
        .find(({ type }) => type === 'chart');
      return { ...(found as Extract<Block, { type: 'chart' }>), title };
    };
    const plans = sheetsOf(
      documentOf([...Array.from({ length: 14 }, (_, i) => table(`表 ${i}`, i)), chart('甲'), chart('乙')]),
    );
    const last = plans.at(-1);
    expect([last?.name, last?.parts.map((part) => part.table.title)]).toEqual(['图的数据', ['甲', '乙']]);
  });

  it('draws each under its own title and head, with real figures, and the cover leads to each', async () => {
    const blocks = Array.from({ length: 20 }, (_, i) => table(`表 ${i}`, i));
    const workbook = new ExcelJS.Workbook();
    const bytes = await renderXlsx(documentOf(blocks));
    await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
    const sheet = workbook.getWorksheet('其他表（4 列以内）') as ExcelJS.Worksheet;
    const cover = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] as Uint8Array);
    const links = [...cover.matchAll(/<hyperlink ref="\w+" location="([^"]*)"/g)].map(([, place = '']) => place);
    expect(links).toHaveLength(20);
    const rows = links.filter((link) => link.includes('其他表')).map((link) => Number(/!A(\d+)$/.exec(link)?.[1]));
    expect(rows.map((row) => sheet.getCell(row, 1).value)).toEqual(
      Array.from({ length: 11 }, (_, i) => `一、受测　表 ${i}`),
    );
    for (const [i, row] of rows.entries()) {
      expect([1, 2].map((column) => sheet.getCell(row + 1, column).value)).toEqual(['名称 0', '条数']);
      const first = sheet.getCell(row + 2, 2);
      if (i === 0) expect(sheet.getCell(row + 2, 1).value).toBe('没有。');
      else expect([first.value, first.numFmt]).toEqual([0, '0" 条"']);
    }
    expect(sheet.autoFilter ?? null).toBeNull();
  });
});
