import { z } from 'zod';
import { choice, line, maybe, person, prose, reference, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const scores = { '5': '非常满意', '4': '满意', '3': '一般', '2': '不满意', '1': '非常不满意' } as const;

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('satisfaction'),
  at: time('评价时间', '2026-11-24 15:00'),
  respondent: person('评价人', '人事处用户'),
  department: line('部门', '人事处'),
  way: choice('方式', { visit: '回访', form: '问卷', phone: '电话', order: '服务单' }),
  subject: line('评价事项', '请假审批故障处理'),
  score: choice('满意度', scores),
  comment: maybe(prose('意见', '响应及时，希望提前告知处理进度')),
  incident: maybe(reference('incident', '故障记录', 'GZ-20261124-001')),
  order: maybe(reference('service-order', '服务单', 'FW-20261124-001')),
  followUp: maybe(prose('改进情况', '已约定每 30 分钟通报一次进度')),
});

export type SatisfactionRecord = z.infer<typeof schema>;
const rule = rules<SatisfactionRecord>(schema);

/** 满意度评价: what a user thinks of the service. Clause 5.1.1. */
export default defineKind<SatisfactionRecord>({
  id: 'satisfaction',
  label: '满意度评价',
  prefix: 'MY',
  topics: ['visit'],
  schema,
  about: ['respondent', 'subject', 'score'],
  example: {
    schema: 2,
    kind: 'satisfaction',
    id: 'MY-20261124-001',
    source: 'manual',
    at: '2026-11-24T15:00:00+08:00',
    enteredAt: '2026-11-24T15:10:00+08:00',
    respondent: '人事处用户',
    department: '人事处',
    way: 'visit',
    subject: '请假审批故障处理',
    score: '4',
    comment: '响应及时，希望提前告知处理进度',
    incident: 'GZ-20261124-001',
    followUp: '已约定每 30 分钟通报一次进度',
  },
  check(record) {
    const unhappy = record.score === '1' || record.score === '2';
    return [
      ...rule.entered(record),
      ...rule.required(record, unhappy, 'comment', '不满意时'),
      ...rule.required(record, record.way === 'order', 'order', '方式为服务单时'),
    ];
  },
});
