/** Measured values as printed: by the wording of every other figure, and never so that they would be judged differently. */
import { expect, test } from 'vitest';
import type { Check } from '../../../src/contract/terms/checklist.ts';
import { sheetValue } from '../../../src/render/xlsx/values.ts';
import { measuredCell } from '../../../src/subjects/inspections/check-tables.ts';
import type { CheckResult } from '../../../src/subjects/inspections/judge/result.ts';
import { printValue } from '../../../src/subjects/inspections/judge/value.ts';

const check = (op: string, limit: string, unit?: string): Check =>
  ({ op, limit, ...(unit === undefined ? {} : { unit }) }) as Check;

test('a percentage has one decimal, or as many as the judgement needs, and keeps off the ends', () => {
  const disk = check('le', '80', '%');
  expect([63.25, 80, 80.04, 99.97, 0.01].map((value) => printValue(disk, value))).toEqual([
    '63.3 %',
    '80.0 %',
    '80.04 %',
    '99.9 %',
    '0.1 %',
  ]);
});

test('a size is worded as on every other page', () => {
  const size = check('le', '1', 'B');
  expect([0, 3.5 * 1024 ** 3, 1023.96 * 1024 ** 2].map((value) => printValue(size, value))).toEqual([
    '0 B',
    '3.50 GB',
    '1.00 GB',
  ]);
});

test('a count of five digits is read by its thousands, and stays a number in the workbook', () => {
  const measured = printValue(check('le', '100000', '个'), 12_345);
  expect(measured).toBe('12,345 个');
  const cell = measuredCell({ measured, value: 12_345 } as CheckResult);
  expect(sheetValue(cell, { key: 'a', label: '实测值', type: 'text' })).toEqual({
    value: 12_345,
    format: '#,##0" 个"',
  });
});
