import { expect, test } from 'vitest';
import securityExercise from '../../reports/security-exercise.ts';
import kind, { type SecurityExerciseRecord } from '../../src/subjects/security/kinds/security-exercise.ts';
import { allOccurrences, documentOf, recordOf } from './_documents.ts';
import { t } from './_incidents.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const report = (record: SecurityExerciseRecord, asOf: string) =>
  documentOf({ deliverable: securityExercise, records: [record], period: record.id, asOf });

const busy = recordOf(kind, {
  people: [
    { person: '驻点运维工程师', duty: '值守监测' },
    { person: '安全工程师', duty: '加固与应急处置' },
  ],
  actions: [
    { at: t('2026-11-06 10:00:00'), action: '梳理对外暴露面 14 项', result: '关闭 2 项' },
    { at: t('2026-11-09 09:30:00'), action: '启动值守，每 2 小时报告一次' },
    { at: t('2026-11-10 09:30:00'), action: '关闭不必要端口 2 个', result: '复扫确认已关闭' },
    { at: t('2026-11-12 16:00:00'), action: '核查登录日志', result: '未见异常登录' },
  ],
  problems: [
    {
      at: t('2026-11-11 14:20:00'),
      problem: '登录页遭口令爆破 1,240 次',
      handling: '封禁来源地址，核查无成功登录',
      status: 'done',
    },
    { at: t('2026-11-12 11:05:00'), problem: '短信接口返回版本信息', handling: '已通知开发屏蔽', status: 'open' },
  ],
});

test('golden document', () => expectGolden('security-exercise', report(busy, t('2026-11-16 11:00:00'))));

test('due 72 hours after it ended, not known before', () => {
  const due = (record: SecurityExerciseRecord, asOf: string) =>
    allOccurrences({ deliverable: securityExercise, records: [record], asOf }).map(({ dueAt }) => dueAt);
  expect(due(busy, t('2026-11-14 09:00:00'))).toEqual([t('2026-11-16 18:00:00')]);
  const running = recordOf(kind, { endedAt: undefined, closedAt: undefined });
  expect(due(running, t('2026-11-12 09:00:00'))).toEqual([null]);
});

test('one that is still running, with little written down, says so', () => {
  const bare = recordOf(kind, {
    noticeFrom: undefined,
    noticedAt: undefined,
    endedAt: undefined,
    people: undefined,
    actions: [],
    problems: undefined,
    summary: undefined,
    closedAt: undefined,
  });
  const document = report(bare, t('2026-11-11 08:00:00'));
  const text = printed(document);
  for (const line of ['未登记配合人员。', '未登记配合事项。', '未登记发现与处置。', '未登记总结。', '尚未结束']) {
    expect(text).toContain(line);
  }
  expect(text).not.toMatch(/^无$/m);
  const figures = sectionOf(document, 'overview').blocks[0];
  expect(figures?.type === 'key-figures' ? figures.items[0] : undefined).toMatchObject({
    label: '演练天数',
    number: 3,
  });
  expect(rowsOf(tableOf(document, '配合事项'))).toEqual([]);
});
