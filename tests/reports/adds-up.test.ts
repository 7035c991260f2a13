/** Tables that print a whole beside its parts: in every row of every golden document the parts add up to it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingLevelIds } from '../../src/contract/terms/finding-levels.ts';
import { printedIn } from '../../src/recount/compare/compare.ts';
import type { Cell, TableBlock } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { type Outcome, outcomeWords } from '../../src/states/outcome.ts';
import { conclusionText } from '../../src/subjects/inspections/conclusion.ts';
import type { CheckResult } from '../../src/subjects/inspections/judge/result.ts';
import { textOf } from './_printed.ts';

/** The parts of a whole by the key of a column that only such a table has; `uncompared`, `verified` and the like are parts of parts. */
const wholes: readonly { has: string; whole: string; parts: readonly string[] }[] = [
  {
    has: 'stale',
    whole: 'total',
    parts: ['normal', 'abnormal', 'unreachable', 'stale', 'unconfigured', 'notApplicable', 'pending'],
  },
  { has: 'critical', whole: 'total', parts: findingLevelIds },
  { has: 'critical', whole: 'now', parts: findingLevelIds },
  { has: 's5', whole: 'total', parts: ['s5', 's4', 's3', 's2', 's1'] },
  { has: 'solved', whole: 'total', parts: ['solved', 'transferred', 'open'] },
  { has: 'dismissed', whole: 'total', parts: ['incident', 'handled', 'dismissed', 'duplicate', 'pending'] },
  { has: 'uncompared', whole: 'total', parts: ['covered', 'breach', 'doubt'] },
  { has: 'verified', whole: 'total', parts: ['success', 'failed'] },
  { has: 'waived', whole: 'owed', parts: ['issued', 'late', 'overdue', 'missing', 'open'] },
  { has: 'unregistered', whole: 'days', parts: ['present', 'late', 'early', 'leave', 'absent', 'unregistered'] },
];

const folder = join(import.meta.dirname, '../golden/reports');
const documents = readdirSync(folder).map((name) => ({
  name,
  document: JSON.parse(readFileSync(join(folder, name), 'utf8')) as ReportDocument,
}));

const numberOf = (cell: Cell | undefined): number => Number.parseFloat(textOf(cell).replaceAll(',', '')) || 0;

describe('a whole beside its parts', () => {
  const tables = documents.flatMap(({ name, document }) =>
    document.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'table' ? [{ name, block: block as TableBlock }] : [])),
    ),
  );

  it.each(wholes)('$whole of a table with $has is the sum of $parts', ({ has, whole, parts }) => {
    const own = tables.filter(({ block }) =>
      [has, whole].every((key) => block.columns.some((one) => one.key === key && one.type === 'number')),
    );
    const rows = own.flatMap(({ name, block }) =>
      block.rows.map(({ cells }) => ({ at: `${name} ${block.title}`, cells })),
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { at, cells } of rows) {
      const sum = parts.reduce((total, key) => total + numberOf(cells[key]), 0);
      expect(sum, `${at} ${JSON.stringify(cells)}`).toBe(numberOf(cells[whole]));
    }
  });

  it('a 合计 stands beside no parts that this test does not know', () => {
    const unknown = tables.filter(({ block: { columns } }) => {
      const numbers = columns.filter(({ type }) => type === 'number');
      return (
        numbers.some(({ label }) => /合计|检查项$/.test(label)) &&
        numbers.length > 2 &&
        !wholes.some(({ has, whole }) => [has, whole].every((key) => numbers.some((one) => one.key === key)))
      );
    });
    expect(unknown.map(({ name, block }) => `${name} ${block.title}`)).toEqual([]);
  });
});

it('a figure of a document is one number, on the screen, on paper and in the workbook', () => {
  for (const { name, document } of documents) {
    const numbers = new Map<string, Set<string>>();
    for (const { figure } of printedIn(document)) {
      const { id, interval, value, numerator, denominator } = figure;
      const key = JSON.stringify([id, interval]);
      numbers.set(key, (numbers.get(key) ?? new Set()).add(JSON.stringify([value, numerator, denominator])));
    }
    const several = [...numbers].filter(([, own]) => own.size > 1).map(([key, own]) => `${key} ${[...own].join(' ')}`);
    expect(several, name).toEqual([]);
  }
});

it('the conclusion of an inspection names every check that it counts', () => {
  const outcomes = Object.keys(outcomeWords) as Outcome[];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 30 }), (list) => {
      const results = list.map((outcome) => ({ outcome, assetName: '甲', label: '乙' }) as CheckResult);
      const text = conclusionText(results, [], undefined);
      const of = (outcome: Outcome) => list.filter((one) => one === outcome).length;
      const observed = of('normal') + of('abnormal');
      const named = [
        ...(observed === 0 ? [] : [/正常 (\d+) 项/, /；异常 (\d+) 项/]),
        ...[/无法采集 (\d+) 项/, /数据过期 (\d+) 项/],
        ...[/(\d+) 项未配置/, /(\d+) 项人工检查/, /(\d+) 项不适用/],
      ];
      const sum = named.reduce((total, one) => total + Number(one.exec(text)?.[1] ?? 0), 0);
      expect(sum, text).toBe(list.length);
    }),
  );
});
