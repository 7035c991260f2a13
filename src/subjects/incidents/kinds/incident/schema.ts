/** The fields of an incident. */
import { z } from 'zod';
import { boolean, count, date, enteredAs, optional, text } from '../../../../contract/scalars.ts';
import {
  assets,
  choice,
  line,
  maybe,
  person,
  phone,
  prose,
  reference,
  rows,
  time,
} from '../../../../records/entry-fields.ts';
import { envelope } from '../../../../records/record.ts';
import { tellsOnly } from '../../../../records/tells-only.ts';
import {
  causeChoices,
  diagnosisChoices,
  foundByChoices,
  outageChoices,
  pauseReasons,
  responsibilityChoices,
} from './choices.ts';

/** Id of a thing of the contract; its name passes, so that the message about it can tell the id that is meant. */
const term = (what: string) =>
  z.string().regex(/^[A-Za-z0-9\p{Script=Han}（）()、_-]+$/u, `应为合同写明的${what}，例如 urgent`);

export const incidentSchema = z.strictObject({
  ...envelope,
  kind: z.literal('incident'),
  title: line('故障名称', '请假审批提交报错'),
  assets: assets('影响系统'),
  foundBy: choice('发现方式', foundByChoices),
  occurredAt: maybe(time('发生时间', '2026-11-24 10:01:00')),
  discoveredAt: time('发现时间', '2026-11-24 10:04:10'),
  reportedAt: maybe(time('申报时间', '2026-11-24 10:05:30')),
  respondedAt: maybe(time('响应时间', '2026-11-24 10:09:12')),
  remoteStartedAt: maybe(time('远程启动时间', '2026-11-24 10:15:02')),
  arrivedAt: maybe(time('到场时间', '2026-11-24 10:31:00')),
  gateAt: maybe(time('门岗登记到达时间', '2026-11-24 10:26:00')).describe(
    'When the guard at the gate wrote them down: where a contract, or a 口径 of it, takes that for the arrival.',
  ),
  arrivalSignedAt: maybe(time('⟦采购人⟧签认到场时间', '2026-11-24 10:33:00')).describe(
    'When the purchaser signed that they had come; it counts by the purchaser’s own hand alone.',
  ),
  onDuty: optional(boolean())
    .meta({ label: '值守地点当时有值班人员在岗' })
    .describe('true: somebody was on duty at the post when the clocks started, wherever the fault was.'),
  restoredAt: maybe(time('恢复时间', '2026-11-24 11:20:45')),
  confirmedRestoredAt: maybe(time('⟦采购人⟧确认恢复时间', '2026-11-24 11:32:00')),
  closedAt: maybe(time('处理完成（关闭）时间', '2026-11-24 16:00:00')),
  recordedAt: maybe(time('分析处理记录完成时间', '2026-11-25 09:30:00')),
  reporter: maybe(person('报障人', '人事处用户')),
  reporterPhone: maybe(phone('报障电话')),
  reporterUnit: maybe(line('报障部门', '人事处')),
  handler: person('受理人'),
  confirmer: maybe(person('⟦采购人⟧确认人', '采购人项目负责人')),
  levels: rows('定级记录', {
    level: term('故障级别').meta({ label: '级别', example: 'P2', choicesFrom: 'levels' }),
    at: time('时间', '2026-11-24 10:12:00'),
    reason: line('原因', '关键业务模块不可用，提交失败率约 60 %'),
    setBy: person('定级人', '运维项目负责人'),
    confirmedBy: maybe(person('⟦采购人⟧定级确认人', '采购人项目负责人')),
    confirmedAt: maybe(time('⟦采购人⟧定级确认时间', '2026-11-24 10:20:00')),
  }),
  placeId: maybe(term('地点').meta({ label: '地点', example: 'east-campus', choicesFrom: 'places' })).describe(
    'Where one had to go, when it is not the place of the assets.',
  ),
  customers: optional(z.array(term('客户类别'), '应为清单').min(1, '至少一项'))
    .meta({ label: '受影响的客户类别', example: 'vip', choicesFrom: 'customers' })
    .describe('Which of the kinds of customers that the contract names were affected: limits may depend on it.'),
  outage: choice('中断范围', outageChoices, ['pending']),
  diagnosis: choice('诊断方式', diagnosisChoices, ['pending']),
  residentOnSpot: boolean()
    .meta({ label: '⟦现场⟧工程师当时在现场' })
    .describe('true: with the resident engineer on the spot, arrival is the response.'),
  agreedOn: maybe(date().meta({ label: '约定完成日期', example: '2026-12-05' })).describe(
    'Of a level whose restoration is agreed case by case: the date both sides agreed on.',
  ),
  agreement: maybe(prose('约定依据', '2026-11-24 需求确认单')),
  impact: maybe(prose('影响', '全局人事处及各部门请假申请无法提交')),
  affectedUsers: maybe(count().meta({ label: '受影响用户数', unit: '人', example: 86 })),
  affectedBusiness: maybe(line('受影响业务量', '未提交成功的申请 23 笔，均已补录')),
  symptom: prose('现象', '提交时提示“系统繁忙”，日志出现数据库连接超时'),
  causeCategory: maybe(choice('原因类别', causeChoices, ['unknown'])),
  directCause: maybe(prose('直接原因', '数据库连接池耗尽')),
  rootCause: maybe(prose('根本原因', '统计报表查询未走索引，长时间占用连接')),
  repeatOf: maybe(reference('incident', '重复的前一起故障', 'GZ-20261106-001')).describe(
    'The earlier fault of the same thing and cause that came again: what a contract calls 重复故障 by its days.',
  ),
  notRepeat: maybe(prose('不是重复故障的理由', '两次更换的是不同的模块')).describe(
    'Of one thing and cause within those days, and yet another fault: why. Without it that is told as undecided.',
  ),
  whys: optional(
    tellsOnly(rows('五问', { question: line('问', '为什么提交报错？'), answer: line('答', '取不到数据库连接') })),
  ).meta({ label: '五问' }),
  responsibility: choice('责任归属', responsibilityChoices, ['pending']),
  responsibilityBasis: maybe(prose('责任依据', '应用日志与慢查询日志')),
  pauses: optional(
    rows('暂停计时', {
      from: time('起', '2026-11-24 10:25:00'),
      to: maybe(time('止', '2026-11-24 10:40:00')),
      reason: choice('原因', pauseReasons),
      detail: maybe(line('说明', '等待数据库参数调整许可')),
      evidence: maybe(line('证据', '许可 XK-20261124-001 申请与批复时间')),
      confirmedBy: maybe(person('⟦采购人⟧确认人', '采购人项目负责人')),
      confirmedAt: maybe(time('⟦采购人⟧确认时间', '2026-11-24 15:00:00')),
    }),
  ).meta({ label: '暂停计时' }),
  notices: optional(
    rows('进展通报', {
      at: time('时间', '2026-11-24 10:35:00'),
      to: person('通报对象', '信息中心值班人员'),
      by: maybe(line('方式', '电话')),
      text: maybe(line('内容', '已定位为数据库连接数耗尽，正在处理')),
    }),
  )
    .meta({ label: '进展通报' })
    .describe(
      'Reports of progress to the purchaser while it lasted, where a contract asks for one every so many minutes.',
    ),
  timeline: tellsOnly(
    rows('处理过程', {
      at: time('时间', '2026-11-24 10:15:02'),
      actor: maybe(person('人员')),
      action: line('操作', '查询数据库连接数与慢查询'),
      result: maybe(line('结果', '连接数达到上限 200')),
    }),
  ),
  permit: maybe(reference('permit', '许可编号', 'XK-20261120-002')),
  verification: maybe(prose('验证', '由人事处用户实际提交 3 笔请假，均成功')),
  prevention: maybe(prose('预防措施', '为报表查询增加索引，连接池设占用时限')),
  articles: optional(z.array(enteredAs(text(), 'article'), '应为清单')).meta({
    label: '知识条目',
    example: 'mysql/connections-exhausted',
  }),
  flagged: tellsOnly(boolean().meta({ label: '人工列入整改' })),
  measures: optional(
    rows('整改措施', {
      problem: line('问题', '报表查询占用连接'),
      measure: line('措施', '报表查询改走只读从库'),
      owner: person('责任人', '数据库工程师'),
      dueOn: date().meta({ label: '期限', example: '2026-12-10' }),
      acceptance: line('验收标准', '高峰时段连接数低于 60 %'),
      status: choice('状态', { open: '未开始', doing: '进行中', done: '已完成' }, ['open', 'doing']),
      doneOn: maybe(date().meta({ label: '完成日期', example: '2026-12-08' })),
    }),
  ).meta({ label: '整改措施' }),
  suggestion: maybe(prose('建议', '建议为统计报表配置独立的只读实例')),
  purchaserOpinion: maybe(prose('⟦采购人⟧意见', '同意处理结果')),
});

export type IncidentRecord = z.infer<typeof incidentSchema>;
