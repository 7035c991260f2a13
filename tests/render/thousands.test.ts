/** Figures that stand below one another are all divided by thousands, or none of them is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printCell } from '../../src/render/cells.ts';
import { alikeThousands } from '../../src/render/thousands.ts';
import { sheetValue } from '../../src/render/xlsx/values.ts';
import type { Column, Row, TableBlock } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { numberText } from '../../src/wording/figures.ts';

const column: Column = { key: 'n', label: '累计耗时', type: 'number', unit: 's', decimals: 1 };
const rowsOf = (cells: readonly Row['cells'][string][]): Row[] => cells.map((n) => ({ cells: { n } }));
function drawn(rows: Row[], totals?: Row[], more: Partial<Column> = {}): TableBlock {
  const table = { type: 'table', columns: [{ ...column, ...more }], rows, empty: '', ...(totals && { totals }) };
  const doc = { sections: [{ id: 'a', title: '甲', blocks: [table] }] } as unknown as ReportDocument;
  return alikeThousands(doc).sections[0]?.blocks[0] as TableBlock;
}
const printed = ({ columns: [own], rows, totals = [] }: TableBlock): string[] =>
  [...rows, ...totals].map((row) => printCell(row.cells['n'], own as Column).text);

describe('figures of one column', () => {
  it('are divided where one of them is, in the total too, and left where none is', () => {
    expect(printed(drawn(rowsOf([17_766.3, 7227, 624.7])))).toEqual(['17,766.3 s', '7,227.0 s', '624.7 s']);
    expect(printed(drawn(rowsOf([7227, 6624.7])))).toEqual(['7227.0 s', '6624.7 s']);
    expect(printed(drawn(rowsOf([7227]), rowsOf([17_766.3])))).toEqual(['7,227.0 s', '17,766.3 s']);
    const rich = { text: '2026 条', value: 2026, kind: 'number' as const };
    expect(printed(drawn(rowsOf([17_766.3, rich])))[1]).toBe('2,026 条');
  });

  it('are no texts: what is no column of figures stays as it is', () => {
    const rows = rowsOf(['2026 年', '12,000 条']);
    expect(printed(drawn(rows, undefined, { type: 'text' }))).toEqual(['2026 年', '12,000 条']);
  });

  it('have one form, whatever they are, and the workbook has the same', () => {
    const number = fc.double({ min: 0, max: 100_000, noNaN: true }).map((n) => Math.round(n * 10) / 10);
    const cell = fc.oneof(
      number,
      number.map((value) => ({
        text: numberText(value, column),
        value,
        kind: 'number' as const,
        decimals: 1,
        unit: 's',
      })),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (cells) => {
        const table = drawn(rowsOf(cells));
        const texts = printed(table);
        const divided = texts.map((text) => text.includes(','));
        const long = texts.map((text) => Number.parseFloat(text.replaceAll(',', '')) >= 1000);
        expect(divided).toEqual(texts.some((text) => text.includes(',')) ? long : texts.map(() => false));
        const formats = table.rows.map((row) => sheetValue(row.cells['n'], table.columns[0] as Column).format);
        expect(formats.map((format) => format?.includes('#,##0'))).toEqual(divided);
      }),
    );
  });
});
