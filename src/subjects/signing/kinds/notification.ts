import { z } from 'zod';
import { count, optional, slug, text } from '../../../contract/scalars.ts';
import { choice, line, maybe, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('notification'),
  at: time('发送时间', '2026-11-24 08:30:00'),
  channel: choice('方式', { mail: '邮件', webhook: '消息推送' }),
  recipient: text().meta({ label: '收件人', example: 'ops@example.internal', sensitivity: 'contact' }),
  subject: line('主题', '今日待交 3 项，最近一项 17:00 到期'),
  reason: choice('事由', {
    due: '即将到期',
    overdue: '逾期',
    failure: '采集或备份失败',
    incident: '故障',
    renewal: '到期事项',
    digest: '每日汇总',
    test: '测试',
  }),
  obligation: maybe(slug().meta({ label: '交付义务', example: 'inspection-log' })),
  period: optional(text()).meta({ label: '期次', example: '2026-11-24' }),
  result: choice('结果', { sent: '已发送', failed: '发送失败', suppressed: '已合并，未单独发送' }),
  attempts: count().meta({ label: '尝试次数', unit: '次', example: 1 }),
  failure: maybe(prose('失败原因', '邮件服务器拒绝连接')),
});

export type NotificationRecord = z.infer<typeof schema>;
const rule = rules<NotificationRecord>(schema);

/** 提醒记录: what was sent to whom, and whether it went out. Clauses 5.5.4, 5.7. */
export default defineKind<NotificationRecord>({
  id: 'notification',
  label: '提醒记录',
  prefix: 'TZ',
  topics: ['watch', 'report'],
  schema,
  about: ['subject', 'reason', 'result'],
  example: {
    schema: 2,
    kind: 'notification',
    id: 'TZ-20261124-001',
    source: 'auto',
    at: '2026-11-24T08:30:00+08:00',
    enteredAt: '2026-11-24T08:30:01+08:00',
    channel: 'mail',
    recipient: 'ops@example.internal',
    subject: '今日待交 3 项，最近一项 17:00 到期',
    reason: 'due',
    obligation: 'inspection-log',
    period: '2026-11-24',
    result: 'sent',
    attempts: 1,
  },
  check(record, contract) {
    const known = [...contract.obligations, ...contract.registers, ...contract.written];
    const unknown = record.obligation !== undefined && !known.some((one) => one.id === record.obligation);
    return [
      ...rule.entered(record),
      ...(unknown
        ? [
            {
              field: 'obligation',
              found: record.obligation ?? '',
              expected: '合同数据 obligations、registers 或 written 中的编号',
            },
          ]
        : []),
      ...rule.needs(record, 'period', 'obligation'),
      ...rule.required(record, record.result === 'failed', 'failure', '发送失败时'),
    ];
  },
});
