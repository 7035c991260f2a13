import { z } from 'zod';
import { optional } from '../../../contract/scalars.ts';
import { choice, line, maybe, person, prose, rows, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('security-exercise'),
  title: line('演练名称', '2026 年网络安全攻防演练'),
  notice: line('上级通知', '关于开展 2026 年网络安全攻防演练的通知'),
  noticeFrom: maybe(line('通知单位', '上级主管部门')),
  noticedAt: maybe(time('通知时间', '2026-10-20 09:00')),
  startedAt: time('开始时间', '2026-11-09 09:00'),
  endedAt: maybe(time('结束时间', '2026-11-13 18:00')),
  tasks: prose('任务', '资产梳理、加固、值守监测、应急处置'),
  people: optional(rows('配合人员', { person: person('人员'), duty: line('分工', '值守监测') })).meta({
    label: '配合人员',
  }),
  actions: rows('配合事项', {
    at: time('时间', '2026-11-10 09:30'),
    action: line('事项', '关闭不必要端口 2 个'),
    result: maybe(line('结果', '复扫确认已关闭')),
  }),
  problems: optional(
    rows('发现与处置', {
      at: time('时间', '2026-11-11 14:20'),
      problem: line('发现', '登录页遭口令爆破 1,240 次'),
      handling: line('处置', '封禁来源地址，核查无成功登录'),
      status: choice('状态', { open: '处置中', done: '已处置' }, ['open']),
    }),
  ).meta({ label: '发现与处置' }),
  summary: maybe(prose('总结', '演练期间系统运行正常，未被攻破')),
  closedAt: maybe(time('总结完成时间', '2026-11-16 10:00')),
});

export type SecurityExerciseRecord = z.infer<typeof schema>;
const rule = rules<SecurityExerciseRecord>(schema);

/** 攻防演练记录: what the superior asked for and what was done. Clause 4.2.5. */
export default defineKind<SecurityExerciseRecord>({
  id: 'security-exercise',
  label: '攻防演练记录',
  prefix: 'GF',
  topics: ['exercise'],
  schema,
  about: ['title'],
  atField: 'startedAt',
  example: {
    schema: 2,
    kind: 'security-exercise',
    id: 'GF-20261109-001',
    source: 'manual',
    at: '2026-11-09T09:00:00+08:00',
    enteredAt: '2026-11-09T09:30:00+08:00',
    title: '2026 年网络安全攻防演练',
    notice: '关于开展 2026 年网络安全攻防演练的通知',
    noticeFrom: '上级主管部门',
    noticedAt: '2026-10-20T09:00:00+08:00',
    startedAt: '2026-11-09T09:00:00+08:00',
    endedAt: '2026-11-13T18:00:00+08:00',
    tasks: '资产梳理、加固、值守监测、应急处置',
    people: [{ person: '驻点运维工程师', duty: '值守监测' }],
    actions: [{ at: '2026-11-10T09:30:00+08:00', action: '关闭不必要端口 2 个', result: '复扫确认已关闭' }],
    problems: [
      {
        at: '2026-11-11T14:20:00+08:00',
        problem: '登录页遭口令爆破 1,240 次',
        handling: '封禁来源地址，核查无成功登录',
        status: 'done',
      },
    ],
    summary: '演练期间系统运行正常，未被攻破',
    closedAt: '2026-11-16T10:00:00+08:00',
  },
  check(record) {
    return [
      ...rule.entered(record),
      ...rule.sameAsAt(record, 'startedAt'),
      ...rule.order(record, 'noticedAt', 'startedAt', 'endedAt', 'closedAt'),
      ...rule.rowsWithin(record, record.problems, 'problems', 'at', 'startedAt', 'closedAt'),
      ...rule.rowsWithin(record, record.actions, 'actions', 'at', 'noticedAt', 'closedAt'),
      ...rule.rowsAscending(record.actions, 'actions', 'at'),
      ...rule.required(record, record.closedAt !== undefined, 'endedAt', '总结完成时'),
      ...rule.required(record, record.closedAt !== undefined, 'summary', '总结完成时'),
    ];
  },
});
