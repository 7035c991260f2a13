/** Columns that can be read on paper: no figure cut off, no head cut off, type of 8 pt where what cannot wrap leaves room for it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { fittedWidths, headHeight, orientationOf } from '../../src/render/xlsx/column-widths.ts';
import { shownFigure } from '../../src/render/xlsx/values.ts';
import { renderXlsx } from '../../src/render/xlsx/workbook.ts';
import type { ReportDocument } from '../../src/report/document.ts';

const golden = join(import.meta.dirname, '..', 'golden', 'reports');
const documents = readdirSync(golden)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(golden, name), 'utf8')) as ReportDocument);

const wrapping = (...spans: number[]) => spans.map((span) => ({ span, wraps: true }));
const fixed = (...spans: number[]) => spans.map((span) => ({ span, wraps: false }));
const sum = (widths: readonly number[]): number => widths.reduce((all, width) => all + width, 0);

/** Type of 10 pt as it prints: a figure of a column is 7 px, each column has 5 px besides, a page 0.4 in of margin at either side. */
function printedPoints(sheet: ExcelJS.Worksheet): number {
  const { orientation, margins } = sheet.pageSetup;
  const inches = (orientation === 'landscape' ? 297 : 210) / 25.4 - (margins?.left ?? 0) - (margins?.right ?? 0);
  const pixels = sheet.columns.reduce((all, { width = 9 }) => all + width * 7 + 5, 0);
  return 10 * Math.min(1, (inches * 96) / pixels);
}

describe('columns of a sheet', () => {
  it('have all their texts on one line where the page has room, and no more', () => {
    expect(fittedWidths([wrapping(12, 20), fixed(9)])).toEqual([20, 9]);
    expect(fittedWidths([wrapping(7), fixed(4), wrapping(60)])).toEqual([7, 6, 60]);
  });

  it('give what is left to the text that needs it most, never taking from figures', () => {
    const widths = fittedWidths([wrapping(...Array(30).fill(300)), wrapping(20), fixed(21), fixed(21)]);
    expect(widths.slice(2)).toEqual([21, 21]);
    expect(widths[0]).toBeGreaterThan(75);
    expect(sum(widths)).toBeLessThanOrEqual(184);
    expect(fittedWidths(Array.from({ length: 20 }, () => fixed(18)))).toEqual(Array(20).fill(18));
  });

  it('are widened past what saves nothing by itself', () => {
    // From 10 to 34 each text of 34 needs 5, 4, 3, 2 lines, and as many at several widths between.
    expect(fittedWidths([wrapping(34, 34, 34), fixed(18)])).toEqual([34, 18]);
  });

  it('stand upright where they are narrow, and have heads as high as their lines', () => {
    expect([orientationOf([60, 60]), orientationOf([60, 68])]).toEqual(['portrait', 'landscape']);
    expect([headHeight([9], [20]), headHeight([9, 40], [20, 23])]).toEqual([21, 35]);
  });

  it('are as wide as a figure shows, not as the paper prints it', () => {
    expect(shownFigure(84, '0.0" 分钟"')).toBe('84.0 分钟');
    expect(shownFigure(2_678_400, '"▲ "#,##0" 秒"')).toBe('▲ 2,678,400 秒');
    expect(shownFigure(0.0514, '0.0 %')).toBe('5.1 %');
    expect(shownFigure(99.5, '0.00" %"')).toBe('99.50 %');
    expect(shownFigure(12.25)).toBe('12.25');
  });
});

describe('the printed sheets of every kind of document', () => {
  it('have type of 8 pt, and no figure that its column has no room for', async () => {
    const small: string[] = [];
    const cut: string[] = [];
    for (const doc of documents) {
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load((await renderXlsx(doc)) as unknown as ExcelJS.Buffer);
      for (const sheet of workbook.worksheets) {
        const points = printedPoints(sheet);
        if (points < 7.9) small.push(`${doc.obligation} ${sheet.name}: ${points.toFixed(1)} pt`);
        sheet.eachRow((row) =>
          row.eachCell((cell) => {
            const shown = typeof cell.value === 'number' ? shownFigure(cell.value, cell.numFmt).length : 0;
            const room = sheet.getColumn(Number(cell.col)).width ?? 9;
            if (shown > room) cut.push(`${doc.obligation} ${sheet.name} ${cell.address}`);
          }),
        );
      }
    }
    expect(cut).toEqual([]);
    expect(small).toEqual([]);
  });
});
