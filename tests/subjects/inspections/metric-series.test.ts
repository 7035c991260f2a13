import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/records/reading.ts';
import { lastOfEachDay } from '../../../src/subjects/inspections/judge/day.ts';
import { seriesOf, slowStatements, targetsOf } from '../../../src/subjects/inspections/judge/metric-series.ts';
import inspection, { type InspectionRecord } from '../../../src/subjects/inspections/kinds/inspection.ts';

const read = (target: string, metric: string, value: Reading['value'], instance?: string): Reading => ({
  source: 's',
  target,
  metric,
  value,
  at: '2026-11-24T09:00:00+08:00',
  ...(instance === undefined ? {} : { instance }),
});
const on = (id: string, date: string, readings: Reading[]): InspectionRecord => ({
  ...inspection.example,
  id,
  date,
  readings,
});

describe('daily series', () => {
  it('takes the last inspection of each day, in order of days', () => {
    const days = lastOfEachDay([
      on('XJ-20261125-001', '2026-11-25', []),
      on('XJ-20261124-002', '2026-11-24', []),
      on('XJ-20261124-001', '2026-11-24', []),
    ]);
    expect(days.map((one) => one.id)).toEqual(['XJ-20261124-002', 'XJ-20261125-001']);
  });

  it('takes the fullest instance, and has no point for a day without a number', () => {
    const days = [
      on('XJ-20261124-001', '2026-11-24', [read('a', 'disk.used', 40, '/'), read('a', 'disk.used', 70, '/data')]),
      on('XJ-20261125-001', '2026-11-25', [read('a', 'disk.used', null)]),
      on('XJ-20261126-001', '2026-11-26', [read('a', 'disk.used', 'none')]),
    ];
    expect(seriesOf(days, 'a', 'disk.used')).toEqual([{ date: '2026-11-24', value: 70 }]);
    expect(targetsOf(days, 'disk.used')).toEqual(['a']);
  });
});

describe('slowStatements', () => {
  const days = [
    on('XJ-20261124-001', '2026-11-24', [
      read('db', 'mysql.top-statement', 90, 'SELECT a'),
      read('db', 'mysql.top-statement', 5, 'SELECT b'),
    ]),
    on('XJ-20261125-001', '2026-11-25', [
      read('db', 'mysql.top-statement', 30, 'SELECT a'),
      read('db', 'mysql.top-statement', 60, 'SELECT c'),
    ]),
  ];

  it('keeps the highest reading, since the source counts from its own last reset', () => {
    expect(slowStatements(days, 10).map((one) => [one.statement, one.seconds, one.days])).toEqual([
      ['SELECT a', 90, 2],
      ['SELECT c', 60, 1],
      ['SELECT b', 5, 1],
    ]);
  });

  it('gives no more than asked for', () => {
    expect(slowStatements(days, 1)).toHaveLength(1);
    expect(slowStatements([], 10)).toEqual([]);
  });
});
