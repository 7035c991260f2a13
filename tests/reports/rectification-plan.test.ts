import { describe, expect, test } from 'vitest';
import rectificationPlan from '../../reports/rectification-plan.ts';
import kind, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { allOccurrences, documentOf, recordOf } from './_documents.ts';
import { p2In3h, p4, t } from './_incidents.ts';
import { expectGolden, printed, rowsOf, tableOf } from './_printed.ts';

const plan = (incident: IncidentRecord, asOf: string) =>
  documentOf({ deliverable: rectificationPlan, records: [incident], period: incident.id, asOf });

type Measure = NonNullable<IncidentRecord['measures']>[number];
const measure = (more: Partial<Measure>): Measure => ({
  problem: '报表查询占用连接',
  measure: '报表查询改走只读从库',
  owner: '数据库工程师',
  dueOn: '2026-12-10',
  acceptance: '高峰时段连接数低于 60 %',
  status: 'doing',
  ...more,
});

const example = recordOf(kind, {
  measures: [
    measure({}),
    measure({
      problem: '连接占用没有时限',
      measure: '连接池设占用时限 30 秒',
      dueOn: '2026-11-30',
      status: 'done',
      doneOn: '2026-11-26',
    }),
    measure({ problem: '连接数没有告警', measure: '连接数达 80 % 告警', dueOn: '2026-11-25', status: 'open' }),
  ],
});

test('golden document', () => expectGolden('rectification-plan', plan(example, t('2026-11-27 15:00:00'))));

describe('整改措施', () => {
  const states = (asOf: string, ...measures: Measure[]) =>
    rowsOf(tableOf(plan({ ...example, measures }, asOf), '整改措施')).map((row) => row['state']);

  test('the deadline is inclusive, the day after is 已逾期', () => {
    expect(states(t('2026-12-10 23:59:59'), measure({}))).toEqual(['进行中']);
    expect(states(t('2026-12-11 00:00:00'), measure({}), measure({ status: 'open' }))).toEqual([
      '已逾期 1 天',
      '已逾期 1 天',
    ]);
  });

  test('what is done late says so, however long ago', () => {
    const done = (doneOn: string) => measure({ status: 'done', doneOn });
    expect(states(t('2027-06-01 09:00:00'), done('2026-12-10'), done('2026-12-11'))).toEqual(['已完成', '逾期完成']);
  });
});

test('with nothing written down it says so', () => {
  const bare = { ...example, measures: [], suggestion: undefined, prevention: undefined };
  const text = printed(plan(bare, t('2026-11-27 15:00:00')));
  for (const line of ['未登记需要整改的问题。', '未登记整改措施。', '未登记建议。']) expect(text).toContain(line);
});

test('asked for P1–P3, and for others only when flagged; due 72 hours after 处理完成', () => {
  const due = (incident: IncidentRecord) =>
    allOccurrences({ deliverable: rectificationPlan, records: [incident], asOf: t('2026-12-01 09:00:00') });
  expect(due(p2In3h).map(({ dueAt }) => dueAt)).toEqual([t('2026-11-12 15:00:00')]);
  expect(due(p4)).toEqual([]);
  expect(due({ ...p4, flagged: true })).toHaveLength(1);
});
