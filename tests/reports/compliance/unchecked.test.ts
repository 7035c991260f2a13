/** Manual checks that nobody did are exceptions of 5.3.5, on days off as well. */
import { expect, test } from 'vitest';
import { uncheckedExceptions } from '../../../reports/compliance/unchecked.ts';
import { inspectedDays } from '../../../src/subjects/inspections/judge/days.ts';
import { inspectionContext } from '../../../src/subjects/inspections/judge/judge.ts';
import { allSeen, confirmation, inspectionOf } from '../_daily.ts';
import { bundle } from '../_documents.ts';

const isWorkingDay = (date: string): boolean => !['2026-11-21', '2026-11-22'].includes(date);
const judged = (manual: boolean) =>
  inspectedDays({
    context: inspectionContext({ contract: bundle, isWorkingDay }),
    inspections: ['2026-11-20', '2026-11-22'].map((day) =>
      inspectionOf(day, manual ? { manual: allSeen(day) } : { manual: [] }),
    ),
    logs: ['inspection-log'],
    signoffs: [confirmation({ period: '2026-11-22', measures: [], manual: [] })],
    asOf: '2026-11-23T10:00:00+08:00',
  });

test('they are told with their days, those off and those confirmed all the same', () => {
  const found = uncheckedExceptions(judged(false), { isWorkingDay });
  expect(found.map(({ clauses }) => clauses)).toContainEqual(['5.3.5']);
  expect(found.find(({ clauses }) => clauses[0] === '5.3.5')?.text).toMatch(
    /巡检 2 日中有 2 日的人工检查没有结果（.+），共 \d+ 项次；其中非工作日 1 日；日志已确认而没有结果的 1 日/,
  );
});

test('no two read alike: of the same days each names what was to be looked at', () => {
  const found = uncheckedExceptions(judged(false), { isWorkingDay });
  expect(found.length).toBeGreaterThan(1);
  const told = found.map(({ text }) => /（(.+?)）/.exec(text)?.[1]);
  expect(new Set(told).size).toBe(found.length);
});

test('none where somebody looked', () => expect(uncheckedExceptions(judged(true), { isWorkingDay })).toEqual([]));
