import { z } from 'zod';
import { count, date, optional } from '../../../contract/scalars.ts';
import { assets, choice, line, maybe, permission, person, prose, rows, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';
import { tellsOnly } from '../../../records/tells-only.ts';
import { drillWords } from '../../../states/recovery.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('drill'),
  title: line('演练名称', '数据库主从切换与备份恢复演练'),
  assets: assets('演练对象'),
  plan: line('演练方案', 'HQSF-YA-20261110-r1'),
  planApprovedBy: maybe(person('方案审批人', '采购人项目负责人')),
  planApprovedAt: maybe(time('方案审批时间', '2026-11-10 16:00')),
  ...permission,
  scenario: prose('演练场景', '主库所在云主机故障，数据库不可用'),
  place: line('地点', '东楼机房值班室'),
  startedAt: time('开始时间', '2026-11-24 19:00:00'),
  finishedAt: maybe(time('结束时间', '2026-11-24 20:35:00')),
  closedAt: maybe(time('总结完成时间', '2026-11-25 11:00:00')),
  timeline: tellsOnly(
    rows('演练过程', {
      at: time('时间', '2026-11-24 19:03:00'),
      actor: maybe(person('人员')),
      action: line('操作', '确认主库不可用，宣布启动预案'),
      result: maybe(line('结果', '已通知各组')),
    }),
  ),
  roles: rows('人员与签到', {
    role: line('角色', '演练指挥'),
    person: person('人员', '运维项目负责人'),
    unit: line('单位', '供应商'),
    signedInAt: maybe(time('签到时间', '2026-11-24 18:50:00')),
  }),
  rtoTarget: count().meta({ label: 'RTO 目标', unit: '分钟', example: 120 }),
  rtoActual: maybe(count().meta({ label: 'RTO 实际', unit: '秒', example: 3180 })),
  rpoTarget: count().meta({ label: 'RPO 目标', unit: '分钟', example: 1440 }),
  rpoActual: maybe(count().meta({ label: 'RPO 实际', unit: '秒', example: 0 })),
  result: maybe(choice('结论', drillWords)),
  rollback: maybe(prose('回退', '演练结束后切回原主库，数据核对一致')),
  evaluation: maybe(prose('评估', '切换流程清晰，通知环节用时偏长')),
  problems: optional(
    rows('问题与改进', {
      problem: line('问题', '值班电话第二联系人未及时接听'),
      measure: line('改进措施', '更新值班联系表并每月抽测'),
      owner: maybe(person('责任人', '运维项目负责人')),
      dueOn: maybe(date().meta({ label: '期限', example: '2026-12-10' })),
      status: choice('状态', { open: '未完成', done: '已完成' }, ['open']),
    }),
  ).meta({ label: '问题与改进' }),
});

export type DrillRecord = z.infer<typeof schema>;
const rule = rules<DrillRecord>(schema);

/** 恢复演练记录: plan, minute-by-minute log, roles, targets and actuals. Clause 5.3.9. */
export default defineKind<DrillRecord>({
  id: 'drill',
  label: '恢复演练记录',
  prefix: 'YL',
  topics: ['drill', 'recoverability'],
  schema,
  about: ['title'],
  atField: 'startedAt',
  example: {
    schema: 2,
    kind: 'drill',
    id: 'YL-20261124-001',
    source: 'manual',
    at: '2026-11-24T19:00:00+08:00',
    enteredAt: '2026-11-25T11:05:00+08:00',
    title: '数据库主从切换与备份恢复演练',
    assets: ['mysql-primary', 'mysql-replica-1'],
    plan: 'HQSF-YA-20261110-r1',
    planApprovedBy: '采购人项目负责人',
    planApprovedAt: '2026-11-10T16:00:00+08:00',
    permit: 'XK-20261120-002',
    scenario: '主库所在云主机故障，数据库不可用',
    place: '东楼机房值班室',
    startedAt: '2026-11-24T19:00:00+08:00',
    finishedAt: '2026-11-24T20:35:00+08:00',
    closedAt: '2026-11-25T11:00:00+08:00',
    timeline: [
      {
        at: '2026-11-24T19:00:00+08:00',
        actor: '运维项目负责人',
        action: '宣布演练开始，停止主库',
        result: '主库不可用',
      },
      { at: '2026-11-24T19:12:00+08:00', actor: '数据库工程师', action: '提升从库 1 为主库', result: '切换成功' },
      { at: '2026-11-24T19:53:00+08:00', actor: '驻点运维工程师', action: '验证登录、提交、查询', result: '业务恢复' },
    ],
    roles: [
      { role: '演练指挥', person: '运维项目负责人', unit: '供应商', signedInAt: '2026-11-24T18:50:00+08:00' },
      { role: '见证', person: '采购人项目负责人', unit: '采购人', signedInAt: '2026-11-24T18:55:00+08:00' },
    ],
    rtoTarget: 120,
    rtoActual: 3180,
    rpoTarget: 1440,
    rpoActual: 0,
    result: 'achieved',
    rollback: '演练结束后切回原主库，数据核对一致',
    evaluation: '切换流程清晰，通知环节用时偏长',
    problems: [
      {
        problem: '值班电话第二联系人未及时接听',
        measure: '更新值班联系表并每月抽测',
        owner: '运维项目负责人',
        dueOn: '2026-12-10',
        status: 'open',
      },
    ],
  },
  check(record, contract) {
    const closed = record.closedAt !== undefined;
    return [
      ...rule.entered(record),
      ...rule.sameAsAt(record, 'startedAt'),
      ...rule.order(record, 'planApprovedAt', 'startedAt', 'finishedAt', 'closedAt'),
      ...rule.assets(record.assets, 'assets', contract),
      ...rule.permission(record, contract),
      ...rule.needs(record, 'planApprovedBy', 'planApprovedAt'),
      ...rule.rowsAscending(record.timeline, 'timeline', 'at'),
      ...rule.rowsWithin(record, record.timeline, 'timeline', 'at', 'startedAt', 'finishedAt'),
      ...rule.rowsWithin(record, record.roles, 'roles', 'signedInAt', null, 'finishedAt'),
      ...rule.required(record, closed, 'finishedAt', '总结完成时'),
      ...rule.required(record, closed, 'rtoActual', '总结完成时'),
      ...rule.required(record, closed, 'rpoActual', '总结完成时'),
      ...rule.required(record, closed, 'result', '总结完成时'),
      ...rule.required(record, closed, 'evaluation', '总结完成时'),
    ];
  },
});
