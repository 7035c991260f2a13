import { z } from 'zod';
import { text } from '../../../contract/scalars.ts';
import { alertSeverities } from '../../../contract/terms/levels.ts';
import { asset, choice, line, maybe, person, prose, reference, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('alert-proposal'),
  asset: maybe(asset()),
  alert: line('告警', '磁盘使用率过高'),
  severity: choice('级别', alertSeverities),
  value: maybe(text().meta({ label: '告警值', example: '91.4 %' })),
  summary: prose('内容', '应用服务器 1 的 /data 使用率 91.4 %，超过 90 %'),
  monitor: line('监控来源', 'Alertmanager'),
  fingerprint: maybe(text().meta({ label: '告警标识', example: '6f4b8a1c0d2e3f45' })),
  firedAt: time('触发时间', '2026-11-24 03:12:00'),
  resolvedAt: maybe(time('恢复时间', '2026-11-24 03:40:00')),
  decision: choice(
    '处置',
    {
      pending: '待处置',
      incident: '转故障',
      handled: '已处理',
      dismissed: '无需处理',
      duplicate: '重复',
    },
    ['pending'],
  ),
  handling: maybe(prose('处置情况', '清理临时文件 42 GB')),
  reason: maybe(prose('理由', '计划内数据导入，已自行恢复')),
  decidedBy: maybe(person('处置人')),
  decidedAt: maybe(time('处置时间', '2026-11-24 03:20:00')),
  incident: maybe(reference('incident', '故障记录', 'GZ-20261124-001')),
});

export type AlertProposalRecord = z.infer<typeof schema>;
const rule = rules<AlertProposalRecord>(schema);

/** 监控告警: what monitoring raised and what a person made of it. Clause 5.5.4. */
export default defineKind<AlertProposalRecord>({
  id: 'alert-proposal',
  label: '监控告警',
  prefix: 'GJ',
  topics: ['operation', 'monitoring', 'watch', 'mechanism', 'interface'],
  schema,
  about: ['asset', 'summary'],
  atField: 'firedAt',
  writer: 'program',
  recollected: true,
  handled: ['decision', 'handling', 'reason', 'decidedBy', 'decidedAt', 'incident'],
  example: {
    schema: 2,
    kind: 'alert-proposal',
    id: 'GJ-20261124-001',
    source: 'auto',
    at: '2026-11-24T03:12:00+08:00',
    enteredAt: '2026-11-24T03:12:05+08:00',
    asset: 'app-server-1',
    alert: '磁盘使用率过高',
    severity: 'warning',
    value: '91.4 %',
    summary: '应用服务器 1 的 /data 使用率 91.4 %，超过 90 %',
    monitor: 'Alertmanager',
    fingerprint: '6f4b8a1c0d2e3f45',
    firedAt: '2026-11-24T03:12:00+08:00',
    resolvedAt: '2026-11-24T03:40:00+08:00',
    decision: 'handled',
    handling: '清理临时文件 42 GB',
    decidedBy: '夜间值班工程师',
    decidedAt: '2026-11-24T03:20:00+08:00',
  },
  check(record, contract) {
    const decided = record.decision !== 'pending';
    return [
      ...rule.entered(record),
      ...rule.sameAsAt(record, 'firedAt'),
      ...rule.order(record, 'firedAt', 'resolvedAt'),
      ...rule.order(record, 'firedAt', 'decidedAt'),
      ...rule.assets(record.asset, 'asset', contract),
      ...rule.required(record, decided, 'decidedBy', '已处置时'),
      ...rule.required(record, decided, 'decidedAt', '已处置时'),
      ...rule.required(record, record.decision === 'incident', 'incident', '转故障时'),
      ...rule.required(record, record.decision === 'handled', 'handling', '已处理时'),
      ...rule.required(record, record.decision === 'dismissed', 'reason', '无需处理时'),
    ];
  },
});
