import { z } from 'zod';
import { ABSENT } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { contractOn } from '../../contract/precedence/held-views.ts';
import { boolean, count, date, optional, text } from '../../contract/scalars.ts';
import type { Place } from '../../contract/terms/calendars.ts';
import { outageWords } from '../../contract/terms/classes.ts';
import { type Level, levelShort } from '../../contract/terms/levels.ts';
import { faultTopics } from '../../contract/terms/topics.ts';
import { incidentProblems } from '../incident/checks.ts';
import { type IncidentRecord, incidentSchema } from '../incident/schema.ts';
import { defineKind } from '../record.ts';

export type { IncidentRecord } from '../incident/schema.ts';

/** 故障记录: one fault, every time to the second. */
export default defineKind<IncidentRecord>({
  id: 'incident',
  label: '故障记录',
  prefix: 'GZ',
  topics: [...faultTopics, 'operation', 'interface'],
  schema: incidentSchema,
  atField: 'discoveredAt',
  example: {
    schema: 2,
    kind: 'incident',
    id: 'GZ-20261124-001',
    source: 'manual',
    at: '2026-11-24T10:04:10+08:00',
    enteredAt: '2026-11-24T10:12:30+08:00',
    enteredBy: { name: '驻点运维工程师', channel: 'terminal' },
    attachments: [
      {
        sha256: '9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab',
        name: '故障处理确认单.pdf',
        type: 'application/pdf',
        size: 182_044,
        subject: '采购人签字的故障处理确认单',
        takenAt: '2026-11-24T16:00:00+08:00',
        proof: 'purchaser',
      },
    ],
    title: '请假审批提交报错',
    assets: ['subsystem-hr', 'mysql-primary'],
    foundBy: 'user',
    occurredAt: '2026-11-24T10:01:00+08:00',
    discoveredAt: '2026-11-24T10:04:10+08:00',
    reportedAt: '2026-11-24T10:05:30+08:00',
    respondedAt: '2026-11-24T10:09:12+08:00',
    remoteStartedAt: '2026-11-24T10:15:02+08:00',
    arrivedAt: '2026-11-24T10:31:00+08:00',
    restoredAt: '2026-11-24T11:20:45+08:00',
    confirmedRestoredAt: '2026-11-24T11:32:00+08:00',
    closedAt: '2026-11-24T16:00:00+08:00',
    recordedAt: '2026-11-25T09:30:00+08:00',
    reporter: '人事处用户',
    reporterPhone: '0756-0000000',
    reporterUnit: '人事处',
    handler: '驻点运维工程师',
    confirmer: '采购人项目负责人',
    levels: [
      {
        level: 'P3',
        at: '2026-11-24T10:12:00+08:00',
        reason: '报表生成缓慢，初判为非核心功能异常',
        setBy: '运维项目负责人',
      },
      {
        level: 'P2',
        at: '2026-11-24T10:18:00+08:00',
        reason: '关键业务模块不可用，提交失败率约 60 %',
        setBy: '运维项目负责人',
        confirmedBy: '采购人项目负责人',
        confirmedAt: '2026-11-24T10:20:00+08:00',
      },
    ],
    outage: 'partial',
    diagnosis: 'both',
    residentOnSpot: false,
    impact: '全局人事处及各部门请假申请无法提交',
    affectedUsers: 86,
    affectedBusiness: '未提交成功的申请 23 笔，均已补录',
    symptom: '提交时提示“系统繁忙”，日志出现数据库连接超时',
    causeCategory: 'database',
    directCause: '数据库连接池耗尽',
    rootCause: '统计报表查询未走索引，长时间占用连接',
    whys: [
      { question: '为什么提交报错？', answer: '取不到数据库连接' },
      { question: '为什么取不到连接？', answer: '报表查询长时间占用' },
      { question: '为什么占用这么久？', answer: '查询条件没有索引' },
    ],
    responsibility: 'supplier',
    responsibilityBasis: '应用日志与慢查询日志',
    pauses: [
      {
        from: '2026-11-24T10:40:00+08:00',
        to: '2026-11-24T10:52:00+08:00',
        reason: 'permit',
        detail: '等待数据库参数调整许可',
        evidence: '许可 XK-20261124-001 申请与批复时间',
        confirmedBy: '采购人项目负责人',
        confirmedAt: '2026-11-24T15:00:00+08:00',
      },
    ],
    timeline: [
      { at: '2026-11-24T10:09:12+08:00', actor: '驻点运维工程师', action: '电话响应报障人，核对现象' },
      {
        at: '2026-11-24T10:15:02+08:00',
        actor: '数据库工程师',
        action: '查询数据库连接数与慢查询',
        result: '连接数达到上限 200',
      },
      {
        at: '2026-11-24T11:20:45+08:00',
        actor: '数据库工程师',
        action: '终止占用连接的查询并增加索引',
        result: '业务恢复',
      },
    ],
    permit: 'XK-20261124-001',
    verification: '由人事处用户实际提交 3 笔请假，均成功',
    prevention: '为报表查询增加索引，连接池设占用时限',
    articles: ['mysql/connections-exhausted'],
    flagged: true,
    measures: [
      {
        problem: '报表查询占用连接',
        measure: '报表查询改走只读从库',
        owner: '数据库工程师',
        dueOn: '2026-12-10',
        acceptance: '高峰时段连接数低于 60 %',
        status: 'doing',
      },
    ],
    suggestion: '建议为统计报表配置独立的只读实例',
    purchaserOpinion: '同意处理结果',
  },
  check: incidentProblems,
});
