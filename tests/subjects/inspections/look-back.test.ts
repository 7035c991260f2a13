/** Of each source its last good answer, across several inspections. */
import { describe, expect, test } from 'vitest';
import { judgedBefore, lastSuccessfulRuns, lookBackFrom } from '../../../src/subjects/inspections/judge/day.ts';
import inspection, { type InspectionRecord } from '../../../src/subjects/inspections/kinds/inspection.ts';

const run = (source: string, ok: boolean, target = 'app-server-1') => ({
  ...(inspection.example.runs[0] as InspectionRecord['runs'][number]),
  source,
  target,
  ok,
  reason: ok ? null : '连接被拒绝',
});
const reading = (source: string, value: number) => ({
  ...(inspection.example.readings[0] as InspectionRecord['readings'][number]),
  source,
  value,
});
const day = (
  date: string,
  runs: InspectionRecord['runs'],
  readings: InspectionRecord['readings'],
): InspectionRecord => ({
  ...inspection.example,
  date,
  finishedAt: `${date}T09:01:00+08:00`,
  runs,
  readings,
});

const days = [
  day('2026-11-20', [run('a', true), run('b', true)], [reading('a', 1), reading('b', 2)]),
  day('2026-11-22', [run('a', true), run('b', false)], [reading('a', 3)]),
  day('2026-11-23', [run('a', false), run('b', false)], []),
];

describe('last successful runs', () => {
  test('are found source by source, however many failures stand between', () => {
    const found = lastSuccessfulRuns(days);
    expect(found?.readings.map((one) => [one.source, one.value])).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
    expect(found?.finishedAt).toBe('2026-11-22T09:01:00+08:00');
  });

  test('a source of many assets has succeeded only when every one of its runs did', () => {
    const half = day('2026-11-23', [run('a', true), run('a', false, 'app-server-2')], [reading('a', 9)]);
    expect(lastSuccessfulRuns([...days, half])?.readings.find((one) => one.source === 'a')?.value).toBe(3);
  });

  test('there are none where nothing ever succeeded', () => {
    expect(lastSuccessfulRuns([])).toBeNull();
    expect(lastSuccessfulRuns(days.slice(2))).toBeNull();
  });
});

test('a day is judged against the seven days before it, never against itself or older ones', () => {
  expect(lookBackFrom('2026-11-24')).toBe('2026-11-17');
  expect(judgedBefore(days, '2026-11-22')?.readings.map((one) => one.value)).toEqual([1, 2]);
  expect(judgedBefore(days, '2026-11-28')?.readings.map((one) => one.value)).toEqual([3]);
  expect(judgedBefore(days, '2026-11-20')).toBeNull();
  expect(judgedBefore(days, '2026-12-24')).toBeNull();
});
