/** A reading in the list of its record is read as the documents print it; the exact value stays in the record. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredEntry } from '../../../src/desk/entry-form.ts';
import type { FormField } from '../../../src/forms/typed.ts';
import { fieldsOf } from '../../../src/records/fields.ts';
import type { Reading } from '../../../src/records/reading.ts';
import type { RecordKind } from '../../../src/records/record.ts';
import { readingText } from '../../../src/sections/parts/measured-values.ts';
import { wholeRecord } from '../../../src/sections/parts/whole-record.ts';
import { shownRecord } from '../../../src/server/forms/shown-record.ts';
import { judgeInspection } from '../../../src/subjects/inspections/judge/judge.ts';
import inspection, { type InspectionRecord } from '../../../src/subjects/inspections/kinds/inspection.ts';
import { measuredText } from '../../../src/wording/measured.ts';
import { everyDay } from '../../support/every-day.ts';
import { siteFacts } from '../../support/site-parts.ts';

const facts = siteFacts();
const AT = '2026-11-24T09:00:12+08:00';
const reading = (metric: string, value: number, unit?: string): Reading => ({
  ...{ source: 's', target: 'app-server-1', metric, value, at: AT },
  ...(unit === undefined ? {} : { unit }),
});
const recordWith = (...readings: Reading[]): InspectionRecord => ({
  ...structuredClone(inspection.example),
  ...{ readings, runs: [], manual: [], date: '2026-11-24', finishedAt: AT },
});

/** The cells below a heading of the readings of a record's page. */
function cellsOf(record: InspectionRecord): Record<string, string[]> {
  const list = wholeRecord(facts, inspection as unknown as RecordKind, record).lists.find(({ columns }) =>
    columns.includes('指标'),
  );
  return Object.fromEntries(
    (list?.columns ?? []).map((label, n) => [label, (list?.rows ?? []).map((row) => row[n]?.text ?? '')]),
  );
}

describe('a measured number', () => {
  it('is rounded, with its unit behind it and in no column of its own', () => {
    const cells = cellsOf(
      recordWith(reading('cpu.used', 4.666447639465332, '%'), reading('memory.size', 8_589_934_592, 'B')),
    );
    expect(cells['值']).toEqual(['4.7 %', '8.00 GB']);
    expect(cells).not.toHaveProperty('单位');
  });

  it('leaves words, versions and times as they are, with their unit where they have one', () => {
    const text = { ...reading('nginx.version', 0), value: '1.10' };
    const down = { ...reading('mysql.state', 0, '状态'), value: 'ON' };
    const cells = cellsOf(recordWith(text, down));
    expect(cells['值']).toEqual(['1.10', 'ON']);
    expect(cells['单位']).toContain('状态');
  });

  it('reads as its row of the inspection, where a check judges it', () => {
    const checks = facts.contract.checks.filter(
      ({ metric, aggregate }) => metric !== undefined && aggregate === undefined,
    );
    const assets = facts.contract.assets.filter(({ id }) => id === 'app-server-1');
    const values = fc.oneof(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: 79, max: 81, noNaN: true }),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
    );
    const measured = fc.tuple(fc.constantFrom(...checks), values);
    fc.assert(
      fc.property(measured, ([check, value]) => {
        const one = reading(check.metric ?? '', value, check.unit);
        const [row] = judgeInspection({
          ...everyDay,
          ...{ checks: [check], assets, inspection: recordWith(one), confirm: null, previous: null, asOf: AT },
        });
        if (row === undefined || row.value !== value) return;
        expect(readingText(facts, { ...one })).toBe(row.measured);
      }),
      { numRuns: 300 },
    );
  });

  it('of which no check tells shows few digits, and never nothing of something', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-9, max: 1e9 }), (value) => {
        const text = measuredText(value, 'ms');
        expect(Number(text.replaceAll(',', '').replace(' ms', ''))).toBeGreaterThan(0);
        expect(text.replace(/^0\.0+/, '').replace(/\D/g, '').length).toBeLessThanOrEqual(12);
        expect(Math.abs(Number(text.replaceAll(',', '').replace(' ms', '')) - value)).toBeLessThanOrEqual(value * 0.06);
      }),
    );
  });
});

it('reads alike on the page of the desk', () => {
  const fields = fieldsOf(inspection.schema).filter(({ name }) => name === 'readings') as unknown as FormField[];
  const record = recordWith(reading('own.metric', 4.666447639465332, '%'));
  const entry = { fields, record: record as unknown as StoredEntry['record'] } as unknown as StoredEntry;
  const [list] = shownRecord(entry, new Map(), []).lists;
  const cells = list?.rows.flatMap((row) => row.cells.map(({ label, text }) => [label, text])) ?? [];
  expect(Object.fromEntries(cells)).toMatchObject({ 值: '4.7 %' });
  expect(list?.columns).not.toContain('单位');
  expect(readingText(facts, { ...record.readings[0] })).toBe('4.7 %');
});
