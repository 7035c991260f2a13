/** The table of a score sheet that tells what was said against deductions, and what became of it. */
import { expect, it } from 'vitest';
import { objectionTable } from '../../reports/score/tables.ts';
import { unsettledBy } from '../../reports/score/words.ts';
import type { SchemeScore } from '../../src/assess/contract/score.ts';
import { judgeObjection } from '../../src/subjects/scores/judge/objections.ts';
import objection, { type ObjectionRecord } from '../../src/subjects/scores/kinds/objection.ts';

const example = objection.schema.parse(objection.example);
const around = { isWorkingDay: () => true, servicePeriod: { from: '2026-01-01', to: '2027-12-31' } };
const terms = { clauses: ['7.1'], within: { days: 1, time: '18:00' }, answer: { days: 1, time: '12:00' } };
const scheme = { id: 'half-year-score', measure: 'points', rules: [{ id: 'late-restoration', label: '紧急故障超时' }] };

function scoreWith(more: Partial<ObjectionRecord>): SchemeScore {
  const one = judgeObjection({ ...example, ...more }, terms, around, '2026-12-20T00:00:00+08:00');
  const result = { deducted: 0, rules: [], uncapped: 0, shared: [] };
  return { scheme, objections: [one], result, open: [], recorded: 9 } as unknown as SchemeScore;
}
const cells = (more: Partial<ObjectionRecord>) => JSON.stringify(objectionTable(scoreWith(more)).rows[0]?.cells);

it('tells what it is about, whether it came in time, and the answer with its own time', () => {
  const told = cells({});
  expect(told).toContain('紧急故障超时 GZ-20261124-001');
  expect(told).toContain('2026-12-10 10:00，超过期限 2026-12-09 18:00');
  expect(told).toContain('超过期限 2026-12-11 12:00，减为 1 分');
  // The example is the supplier's own word.
  expect(told).toContain('答复待确认');
  expect(cells({ notifiedAt: undefined })).toContain('没有登记何时收到通知');
  expect(cells({ notifiedAt: '2026-12-09T09:00:00+08:00' })).toContain('2026-12-10 10:00，期限内');
});

it('leaves the score preliminary until somebody answered', () => {
  const vouched = { enteredBy: { channel: 'purchaser' as const, account: 'wang' } };
  const none = { answer: undefined, answeredAt: undefined, answeredBy: undefined, amount: undefined };
  expect(cells(none)).toContain('逾期未答复');
  expect(unsettledBy(scoreWith(none), true)).toEqual(['异议 1 项待答复或待确认']);
  expect(unsettledBy(scoreWith(vouched), true)).toEqual([]);
});
