/** Page one tells of the manual checks without a result as the compliance statement does: inspected is not looked at. */
import { expect, test } from 'vitest';
import { uncheckedExceptions } from '../../reports/compliance/unchecked.ts';
import deliverable from '../../reports/monthly-maintenance.ts';
import { periodView } from '../../reports/period/period.ts';
import { periodFacts } from '../../reports/periodic/facts.ts';
import inspections from '../../reports/sections/inspections.ts';
import { allSeen, inspectionOf } from './_daily.ts';
import { periodicInput } from './_periodic.ts';

const DAYS = Array.from({ length: 30 }, (_, n) => `2026-11-${String(n + 1).padStart(2, '0')}`);

function told(unseen: readonly string[], days: readonly string[] = DAYS) {
  const records = days.map((day) => inspectionOf(day, { manual: unseen.includes(day) ? [] : allSeen(day) }));
  const { input } = periodicInput({
    ...{ deliverable, records, period: '2026-11', asOf: '2026-11-30T23:00:00+08:00', issued: [] },
  });
  const facts = periodFacts(periodView(input), []);
  const exceptions = uncheckedExceptions(facts.days, input).map(({ text }) => Number(/共 (\d+) 项次/.exec(text)?.[1]));
  return {
    news: inspections.parts.flatMap((part) => part.news(facts)).map(({ text }) => text),
    proofs: inspections.parts.flatMap((part) => part.proofs(facts)),
    rows: exceptions.reduce((sum, count) => sum + count, 0),
  };
}

test('what was inspected and not looked at is news with the number of the statement, and no proof', () => {
  const { news, proofs, rows } = told(['2026-11-03', '2026-11-04']);
  expect(rows).toBeGreaterThan(0);
  expect(news).toHaveLength(1);
  expect(news[0]).toMatch(/^应巡检的 \d+ 日均已巡检，其中 2 日有人工检查没有结果，共 \d+ 项次$/);
  expect(news[0]).toContain(`共 ${rows} 项次`);
  expect(proofs).toEqual([]);
});

test('where a day is missing, too, each is told', () => {
  const { news } = told(['2026-11-03'], DAYS.slice(1));
  expect(news).toHaveLength(2);
  expect(news[0]).toContain('没有巡检');
  expect(news[1]).toMatch(/^已巡检 \d+ 日，其中 1 日有人工检查没有结果/);
});

test('where somebody looked on every day it is a proof', () => {
  const { news, proofs } = told([]);
  expect(news).toEqual([]);
  expect(proofs).toEqual([expect.stringMatching(/^应巡检的 \d+ 日均已巡检$/)]);
});
