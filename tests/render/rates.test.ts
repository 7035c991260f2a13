/** Every rate of every kind of document has its numerator and denominator beside it in the workbook. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sheetsOf } from '../../src/render/xlsx/tables.ts';
import type { Cell, TableBlock } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { LISTED, MEASURED } from '../support/bare-numbers.ts';
import { bareCounts, bareFigures } from '../support/document-figures.ts';

const FOLDER = join(import.meta.dirname, '../golden/reports');
const documents = readdirSync(FOLDER).map(
  (name): ReportDocument => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as ReportDocument,
);

const numberIn = (cell: Cell | undefined): unknown =>
  typeof cell === 'object' && cell !== null ? cell.value : undefined;

/** Columns of rates whose two neighbours are not what the rate is made of. */
function lonely({ columns, rows, totals = [] }: TableBlock): string[] {
  return columns.flatMap(({ key, label }, at) =>
    [...rows, ...totals].flatMap(({ cells }) => {
      const cell = cells[key];
      const of = typeof cell === 'object' && cell !== null ? cell.of : undefined;
      if (of === undefined) return [];
      const [over, under] = [columns[at + 1], columns[at + 2]];
      const named = over?.label === `${label}分子` && under?.label === `${label}分母`;
      const beside = [numberIn(cells[over?.key ?? '']), numberIn(cells[under?.key ?? ''])];
      return named && beside[0] === of.numerator && beside[1] === of.denominator ? [] : [label];
    }),
  );
}

describe('the sheets of every kind of document', () => {
  it('have numerator and denominator beside each rate', () => {
    const tables = documents.flatMap((doc) => sheetsOf(doc).flatMap(({ parts }) => parts.map(({ table }) => table)));
    expect(tables.flatMap(lonely)).toEqual([]);
    const rates = tables.flatMap(({ columns }) => columns.filter(({ label }) => label.endsWith('分母')));
    expect(rates.length).toBeGreaterThan(20);
  });

  it('have an id behind each rate and each key figure, but for what was measured', () => {
    const bare = documents.flatMap((doc) => bareFigures(doc).map((place) => `${doc.obligation} ${place}`));
    expect(bare.filter((place) => !MEASURED.some(([block]) => block.test(place)))).toEqual([]);
  });

  it('have an id behind each count, but for what is said here', () => {
    const bare = documents.flatMap((doc) => bareCounts(doc).map((place) => `${doc.obligation} ${place}`));
    expect([...new Set(bare)].filter((place) => !LISTED.some(([block]) => block.test(place)))).toEqual([]);
  });

  it('are asked for each: a rate without its parts is told', () => {
    const table: TableBlock = {
      type: 'table',
      title: '表',
      columns: [{ key: 'rate', label: '达成率', type: 'number' }],
      rows: [{ cells: { rate: { text: '50.00 %', value: 50, kind: 'number', of: { numerator: 1, denominator: 2 } } } }],
      empty: '',
    };
    expect(lonely(table)).toEqual(['达成率']);
    expect(bareFigures({ sections: [{ id: 'a', title: '', blocks: [table] }] })).toEqual(['a 表 rate']);
  });
});
