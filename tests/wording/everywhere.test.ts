/** One figure reads alike on paper, in a workbook and on the site. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentCell, rateCell, rateFigure } from '../../reports/cells/figures.ts';
import { sizeCell } from '../../src/page/value-cell.ts';
import { printCell } from '../../src/render/cells.ts';
import { withCounted } from '../../src/render/xlsx/counted-columns.ts';
import { sheetValue } from '../../src/render/xlsx/values.ts';
import type { Cell, Column, TableBlock } from '../../src/report/block.ts';
import { chart } from '../../src/sections/parts/chart.ts';
import { percentOf, percentText, rateText, sizeText } from '../../src/wording/figures.ts';

const column: Column = { key: 'a', label: 'A', type: 'number' };
const share = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 1, 2 / 3, 0.99996, 0.999999, 0.00001, 0.12345),
);
const decimals = fc.constantFrom(1, 2);

/** What Excel shows of a number in a format of ours: `0.00" %"`, or `0.0 %`, which takes the value for a share. */
function excel(cell: Cell, of: Column): string {
  const { value, format = '' } = sheetValue(cell, of);
  const digits = /\.(0+)/.exec(format)?.[1]?.length ?? 0;
  const figure = format.endsWith('0 %') ? Number(value) * 100 : Number(value);
  return `${figure.toFixed(digits)} %`;
}

describe('a share', () => {
  test('of a periodic report shows in the workbook what is on paper', () => {
    fc.assert(
      fc.property(share, decimals, (one, digits) => {
        const cell = percentCell(one, digits);
        expect(printCell(cell, column).text).toBe(percentText(one, digits));
        expect(excel(cell, column)).toBe(percentText(one, digits));
      }),
    );
  });

  test('of a register shows in the workbook what is on paper, and is kept as it is in the document', () => {
    fc.assert(
      fc.property(share, decimals, (one, digits) => {
        const cell = { text: percentText(one, digits), value: one, kind: 'percent' as const, decimals: digits };
        expect(excel(cell, column)).toBe(percentText(one, digits));
      }),
    );
    expect(sheetValue({ text: '99.9 %', value: 0.9996, kind: 'percent', decimals: 1 }, column).value).toBe(0.999);
  });

  test('measured, in a column of percentages, keeps off the ends on paper and in the workbook', () => {
    const measured: Column = { ...column, unit: '%', decimals: 1 };
    fc.assert(
      fc.property(share, (one) => {
        expect(excel(one * 100, measured)).toBe(printCell(one * 100, measured).text);
      }),
    );
    expect([printCell(99.97, measured).text, excel(99.97, measured)]).toEqual(['99.9 %', '99.9 %']);
  });

  test('is a key figure and a point of a chart alike', () => {
    const { value, number } = rateFigure('可用率', { numerator: 666_666, denominator: 1_000_000 });
    const drawn = chart('a', {
      chart: 'line',
      title: '可用率',
      x: ['1', '2', '3'],
      series: [{ name: '可用率', values: [percentOf(0.666_666), null, percentOf(0.5)] }],
      unit: '%',
      decimals: 2,
      summary: '可用率。',
    });
    expect([`${value} %`, number]).toEqual(['66.67 %', 66.67]);
    expect(drawn.series[0]?.texts).toEqual(['66.67 %', '未观测', '50.00 %']);
  });
});

describe('a rate', () => {
  const few = { numerator: 1, denominator: 2 };

  test('of few cases shows them, of many it is a percent alone, of none it has no value', () => {
    expect(rateText(few)).toBe('50.00 %（1/2）');
    expect(rateText({ numerator: 0, denominator: 9 })).toBe('0.00 %（0/9）');
    expect(rateText({ numerator: 21, denominator: 22 })).toBe('95.45 %');
    expect(rateText({ numerator: 0, denominator: 0 })).toBe('无数据');
    expect(rateFigure('恢复达成率', few)).toMatchObject({ value: '50.00', number: 50, unit: '%', note: '1/2' });
  });

  test('has its numerator and denominator beside it in the workbook, and its percent as a number', () => {
    const table: TableBlock = {
      type: 'table',
      columns: [
        { key: 'name', label: '时限项', type: 'text' },
        { key: 'rate', label: '达成率', type: 'number' },
      ],
      rows: [{ cells: { name: '响应', rate: rateCell(few) } }],
      empty: '',
    };
    const { columns, rows } = withCounted(table);
    expect(columns.map(({ label }) => label)).toEqual(['时限项', '达成率', '达成率分子', '达成率分母']);
    const values = columns.map((one) => sheetValue(rows[0]?.cells[one.key], one).value);
    expect(values).toEqual(['响应', 50, 1, 2]);
    expect(withCounted({ ...table, rows: [] }).columns).toBe(table.columns);
  });
});

test('a printed figure keeps its digits in the workbook when its value has another unit', () => {
  const cell = { text: '3.50 GB', value: 3.5 * 1024 ** 3, kind: 'number' as const, decimals: 2 };
  expect(sheetValue(cell, column)).toEqual({ value: 3.5, format: '0.00" GB"' });
});

test('sizes in a workbook are MB, and none of them is shown as nothing', () => {
  const small = sizeCell(12 * 1024);
  expect(printCell(small, column).text).toBe(sizeText(12 * 1024));
  expect(sheetValue(small, column)).toEqual({ value: 0.012, format: '0.000" MB"' });
});
