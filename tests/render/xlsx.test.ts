import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sizeCell, spanCell } from '../../src/page/value-cell.ts';
import { withInnerLinks } from '../../src/render/xlsx/stable-zip.ts';
import { sheetValue } from '../../src/render/xlsx/values.ts';
import { renderXlsx } from '../../src/render/xlsx/workbook.ts';
import { everyBlock } from '../fixtures/documents/every-block.ts';
import { FORMULAS, hostileDocument } from '../fixtures/documents/hostile.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { sha256 } from './_documents.ts';

async function open(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  return workbook;
}

/** Excel's serial number of a wall clock. */
const serial = (iso: string): number => Date.parse(`${iso}Z`) / 86_400_000 + 25_569;

const HEADER = 4;

/** Workbooks that are only read: with every block, and with one long table. */
const whole = await renderXlsx(everyBlock());
const wholeBook = await open(whole);
const logBook = await open(await renderXlsx(inspectionLog()));

/** Places to which the links of a sheet lead, in order. @param n of the sheet, from 1 */
function linksIn(bytes: Uint8Array, n: number): string[] {
  const sheet = strFromU8(unzipSync(bytes)[`xl/worksheets/sheet${n}.xml`] as Uint8Array);
  return [...sheet.matchAll(/<hyperlink ref="\w+" location="([^"]*)"\/>/g)].map(([, place = '']) =>
    place.replaceAll('&apos;', "'"),
  );
}

describe('the workbook', () => {
  it('has a cover with the frame, and an index that leads to every sheet', async () => {
    const cover = wholeBook.worksheets[0] as ExcelJS.Worksheet;
    expect(cover.name).toBe('封面');
    const text = JSON.stringify(cover.getSheetValues());
    for (const value of Object.values(everyBlock().frame)) expect(text).toContain(value);
    const places = wholeBook.worksheets.slice(1).map((sheet) => `'${sheet.name}'!A1`);
    expect(linksIn(whole, 1)).toEqual(places);
    expect(places.length).toBeGreaterThan(8);
  });

  it('holds in its sheets nothing for one editor alone', async () => {
    const files = Object.entries(unzipSync(whole));
    const sheets = files
      .filter(([path]) => path.startsWith('xl/worksheets/sheet'))
      .map(([, bytes]) => strFromU8(bytes));
    expect(sheets.length).toBeGreaterThan(8);
    for (const sheet of sheets) {
      expect(sheet).not.toMatch(/x14ac|mc:Ignorable|spans=|outlineLevel/);
      expect(sheet).toMatch(/<row r="1"[^>]*><c r="A1"/);
    }
  });

  it('has no theme, and nothing that speaks of one', async () => {
    const files = unzipSync(whole);
    expect(Object.keys(files).filter((path) => path.includes('theme'))).toEqual([]);
    for (const [path, bytes] of Object.entries(files))
      expect(strFromU8(bytes), path).not.toMatch(/theme1|theme="|<scheme|TitlesOfParts/);
    expect(strFromU8(files['docProps/app.xml'] as Uint8Array)).toContain('<Application>');
  });

  it('leads back from every sheet, and to nothing outside', async () => {
    const files = Object.entries(unzipSync(whole));
    const sheets = files.filter(([path]) => path.startsWith('xl/worksheets/sheet')).length;
    for (let n = 2; n <= sheets; n++) expect(linksIn(whole, n), `sheet ${n}`).toContain("'封面'!A1");
    const relations = files.filter(([path]) => path.includes('_rels')).map(([, data]) => strFromU8(data));
    expect(relations.join('')).not.toMatch(/hyperlink|External/);
    expect(files.map(([path]) => path).filter((path) => path.endsWith('/'))).toEqual([]);
  });

  it('keeps what else a sheet refers to', () => {
    const entries = {
      'xl/worksheets/sheet1.xml': strToU8(
        '<c/><hyperlinks><hyperlink ref="A1" r:id="rId1" location="#x!A1"/></hyperlinks><drawing r:id="rId2"/>',
      ),
      'xl/worksheets/_rels/sheet1.xml.rels': strToU8(
        '<Relationships><Relationship Id="rId1" Target="#x!A1"/><Relationship Id="rId2" Target="d.xml"/></Relationships>',
      ),
    };
    withInnerLinks(entries);
    expect(Object.values(entries).map((data) => strFromU8(data))).toEqual([
      '<c/><hyperlinks><hyperlink ref="A1" location="x!A1"/></hyperlinks><drawing r:id="rId2"/>',
      '<Relationships><Relationship Id="rId2" Target="d.xml"/></Relationships>',
    ]);
  });

  it('has a sheet per table with header, freeze, filter and print set-up', async () => {
    const sheet = logBook.getWorksheet('逐项明细') as ExcelJS.Worksheet;
    expect(sheet.getRow(HEADER).values).toEqual([
      undefined,
      '序号',
      '对象',
      '检查项',
      '方法',
      '标准',
      '实测值',
      '判定',
      '处理措施',
    ]);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: HEADER });
    expect(sheet.autoFilter).toBe(`A${HEADER}:H${HEADER + 131}`);
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${HEADER}:${HEADER}`,
    });
    const header = sheet.getCell(HEADER, 2);
    expect(header.fill).toMatchObject({ fgColor: { argb: 'FF1F4E79' } });
    expect(header.font).toMatchObject({ bold: true, color: { argb: 'FFFFFFFF' } });
  });

  it('holds numbers as numbers that look as printed', async () => {
    const sheet = logBook.getWorksheet('逐项明细') as ExcelJS.Worksheet;
    expect(sheet.getCell(HEADER + 1, 1).value).toBe(1);
    expect(sheet.getCell(HEADER + 1, 6).value).toBe(10);
    expect(sheet.getCell(HEADER + 1, 6).numFmt).toBe('0.0" %"');
    expect(sheet.getCell(HEADER + 45, 6).value).toBe('复制线程停止');
  });

  it('keeps a share as a share, and dates and odd numbers as what they are', () => {
    const column = { key: 'a', label: 'A', type: 'number' } as const;
    expect(sheetValue({ text: '99.5 %', value: 0.995, kind: 'percent' }, column)).toEqual({
      value: 0.995,
      format: '0.0 %',
    });
    expect(sheetValue({ text: '99.50 %', value: 99.5, decimals: 2 }, column)).toEqual({
      value: 99.5,
      format: '0.00" %"',
    });
    expect(sheetValue(315_487, { ...column, unit: '条' })).toEqual({ value: 315_487, format: '#,##0" 条"' });
    expect(sheetValue(12, { ...column, unit: 'min' })).toEqual({ value: 12, format: '0" min"' });
    expect(sheetValue(Number.NaN, column)).toEqual({ value: 'NaN' });
    expect(sheetValue('1.10', column)).toEqual({ value: '1.10' });
    expect(sheetValue('2026-11-24', { ...column, type: 'date' })).toEqual({
      value: new Date('2026-11-24T00:00:00Z'),
      format: 'yyyy-mm-dd',
    });
    expect(sheetValue('2026-11-24T09:00:12+08:00', { ...column, type: 'datetime' })).toEqual({
      value: new Date('2026-11-24T09:00:12Z'),
      format: 'yyyy-mm-dd hh:mm:ss',
    });
    expect(sheetValue('未登记', { ...column, type: 'date' })).toEqual({ value: '未登记' });
    expect(sheetValue('2026-11-24 09:00', { ...column, type: 'text' })).toEqual({
      value: new Date('2026-11-24T09:00:00Z'),
      format: 'yyyy-mm-dd hh:mm',
    });
    expect(sheetValue('2026-11-24 至 2026-11-30', { ...column, type: 'text' })).toEqual({
      value: '2026-11-24 至 2026-11-30',
    });
  });

  it('never puts the unit of a text to a value that has another', () => {
    const column = { key: 'a', label: 'A', type: 'number' } as const;
    const span = { text: '2 小时', value: 120, kind: 'number', decimals: 1 } as const;
    expect(sheetValue({ ...span, unit: '分钟' }, column)).toEqual({ value: 120, format: '0.0" 分钟"' });
    // Nobody tells what 120 is: what is printed counts.
    expect(sheetValue(span, column)).toEqual({ value: 2, format: '0" 小时"' });
    expect(sheetValue({ text: '1 天 12 小时', value: 129_600 }, column)).toEqual({ value: '1 天 12 小时' });
    expect(sheetValue({ text: '36', value: 36 }, column)).toEqual({ value: 36, format: '0' });
    expect(sheetValue(spanCell(7200), column)).toEqual({ value: 120, format: '0.0" 分钟"' });
    expect(sheetValue(spanCell(30), column)).toEqual({ value: 0.5, format: '0.0" 分钟"' });
    expect(sheetValue(sizeCell(3 * 1024 ** 3), column)).toEqual({ value: 3072, format: '0.0" MB"' });
    expect(sheetValue({ text: '1,284 行', value: 1284, decimals: 0 }, column).format).toBe('0" 行"');
  });

  it('leaves room for seconds that only the sheet shows', async () => {
    const time = { text: '2026-11-24 23:59', value: '2026-11-24T23:59:59+08:00', kind: 'datetime' as const };
    const columns = ['起', ...Array.from({ length: 12 }, (_, i) => `列${i}`)].map((label) => ({
      key: label,
      label,
      type: 'text' as const,
    }));
    const rows = [{ cells: Object.fromEntries(columns.map(({ key }, i) => [key, i === 0 ? time : '长'.repeat(30)])) }];
    const sections = [{ id: 'a', title: '甲', blocks: [{ type: 'table' as const, columns, rows, empty: '无' }] }];
    const sheet = (await open(await renderXlsx({ ...inspectionLog(), sections }))).getWorksheet('甲');
    expect(sheet?.getColumn(1).width).toBeGreaterThanOrEqual('2026-11-24 23:59:59'.length);
    expect(sheet?.getColumn(2).width).toBe(14);
  });

  it('says each mark once', async () => {
    const doc = {
      ...inspectionLog(),
      watermark: '演示数据',
      marks: [{ text: '演示数据', tone: 'attention' as const }],
    };
    const workbook = await open(await renderXlsx(doc));
    expect(workbook.getWorksheet('逐项明细')?.getCell(3, 1).value).toBe('演示数据');
  });

  it('holds a time as the wall clock of the contract', async () => {
    const sheet = wholeBook.getWorksheet('数据维护与账号操作台账') as ExcelJS.Worksheet;
    const cell = sheet.getCell(HEADER + 1, 4);
    expect(cell.value).toEqual(new Date('2026-11-01T14:05:00Z'));
    expect(cell.numFmt).toBe('yyyy-mm-dd hh:mm');
    const file = Object.entries(unzipSync(whole)).find(
      ([name, data]) =>
        name.includes('worksheets') &&
        strFromU8(data).includes('SQ-202611') === false &&
        strFromU8(data).includes(`<v>${serial('2026-11-01T14:05:00')}</v>`),
    );
    expect(file).toBeDefined();
  });

  it('colours 判定 by its word, and keeps the mark out of the value', async () => {
    const sheet = logBook.getWorksheet('逐项明细') as ExcelJS.Worksheet;
    expect(sheet.getCell(HEADER + 18, 7).value).toBe('异常');
    expect(sheet.getCell(HEADER + 18, 7).numFmt).toContain('"▲ "@');
    const rules = (sheet as unknown as { conditionalFormattings: { ref: string; rules: { formulae: string[] }[] }[] })
      .conditionalFormattings;
    const formulas = rules.flatMap((group) => group.rules.flatMap((rule) => rule.formulae));
    expect(formulas).toContain(`$G${HEADER + 1}="异常"`);
    expect(formulas).toContain(`$G${HEADER + 1}="无法采集"`);
    expect(rules.map((group) => group.ref)).toContain(`A${HEADER + 1}:H${HEADER + 131}`);
  });

  it('says 草稿 and the marks on every sheet, on screen and on paper', async () => {
    for (const sheet of wholeBook.worksheets) {
      expect(sheet.headerFooter.oddHeader, sheet.name).toContain('草稿');
      expect(JSON.stringify(sheet.getSheetValues()), sheet.name).toContain(
        '草稿　测试样本　自动生成，未经人工确认　补报',
      );
      expect(sheet.headerFooter.oddFooter, sheet.name).toContain('HQSF-YB-202611-r2');
    }
  });

  it('keeps text that looks like a formula text, and takes whatever text there is', async () => {
    const bytes = await renderXlsx(hostileDocument());
    const workbook = await open(bytes);
    const sheet = workbook.worksheets.find((one) => one.getCell(HEADER, 2).value === '公式') as ExcelJS.Worksheet;
    const cells = FORMULAS.map((_, i) => sheet.getCell(HEADER + 1 + i, 2));
    expect(cells.map((cell) => cell.formula)).toEqual(FORMULAS.map(() => undefined));
    expect(cells[0]?.value).toBe(FORMULAS[0]);
    expect(cells.slice(0, 6).map((cell) => cell.numFmt)).toEqual(Array.from({ length: 6 }, () => '@'));
    expect(String(sheet.getCell(HEADER + 1, 1).value)).toHaveLength(32_767);
    for (const name of workbook.worksheets.map((one) => one.name)) {
      expect(name.length).toBeLessThanOrEqual(31);
      expect(name).not.toMatch(/[\\/?*[\]:]/);
    }
    const xml = Object.entries(unzipSync(bytes))
      .map(([, data]) => strFromU8(data))
      .join('');
    expect(xml).not.toMatch(/<f>/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these would spoil the file
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  });

  it.each(["\0'甲'", '𠮷'.repeat(40), `${'甲'.repeat(30)}'乙`, "''", '\u{1F600}'.repeat(31), ' history ', "'History'"])(
    'names its sheets as Excel takes them, whatever a table is called: %j',
    async (title) => {
      const doc = everyBlock();
      const sections = doc.sections.map((section) => ({
        ...section,
        blocks: section.blocks.map((block) => (block.type === 'table' ? { ...block, title } : block)),
      }));
      const names = (await open(await renderXlsx({ ...doc, sections }))).worksheets.map(({ name }) => name);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      for (const name of names) {
        expect(name).toMatch(/^[^'\s](.*[^'\s])?$/u);
        expect(name.length).toBeLessThanOrEqual(31);
        expect(name.toLowerCase()).not.toBe('history');
        expect(name.isWellFormed()).toBe(true);
      }
    },
  );

  it('shows the reason where a table has no row', async () => {
    const sheet = wholeBook.getWorksheet('重大故障') as ExcelJS.Worksheet;
    expect(sheet.getCell(HEADER + 1, 1).value).toBe('本月没有登记重大故障。');
  });

  it('is the same bytes each time, with sorted entries of one fixed time', async () => {
    expect(sha256(await renderXlsx(everyBlock()))).toBe(sha256(whole));
    const names = Object.keys(unzipSync(whole));
    expect(names).toEqual([...names].sort());
    expect(names[0]).toBe('[Content_Types].xml');
    const core = strFromU8(unzipSync(whole)['docProps/core.xml'] as Uint8Array);
    expect(core.match(/2026-11-30T08:58:00(?:\.000)?Z/g)).toHaveLength(2);
  });
});
