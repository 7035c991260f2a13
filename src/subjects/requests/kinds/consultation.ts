import { z } from 'zod';
import { enteredAs, text } from '../../../contract/scalars.ts';
import { asset, choice, line, maybe, person, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('consultation'),
  at: time('咨询时间', '2026-11-24 11:02'),
  channel: choice('方式', { phone: '电话', onsite: '现场', message: '即时消息', mail: '邮件', form: '工单' }),
  asker: person('咨询人', '办公室用户'),
  department: line('部门', '办公室'),
  asset: maybe(asset('系统', 'subsystem-hr')),
  topic: choice('类别', {
    usage: '系统使用',
    account: '账号权限',
    feedback: '问题反馈',
    requirement: '需求收集',
    data: '数据维护',
    technical: '技术咨询',
  }),
  question: prose('问题', '加班申请提交后能否修改时长？'),
  answer: maybe(prose('答复', '审批前可撤回修改；审批后由部门管理员退回')),
  answeredBy: maybe(person('答复人')),
  answeredAt: maybe(time('答复时间', '2026-11-24 11:08')),
  status: choice('状态', { open: '未解决', solved: '已解决', transferred: '转故障或需求' }, ['open']),
  article: maybe(enteredAs(text(), 'article').meta({ label: '知识条目', example: 'usage/overtime-edit' })),
  articleChange: maybe(choice('知识条目变化', { new: '新增', revised: '修订', existing: '引用已有' })),
});

export type ConsultationRecord = z.infer<typeof schema>;
const rule = rules<ConsultationRecord>(schema);

/** 咨询记录: a question, its answer and what became of it in the knowledge base. Clauses 5.3.10, 4.2.2. */
export default defineKind<ConsultationRecord>({
  id: 'consultation',
  label: '咨询记录',
  prefix: 'ZX',
  topics: ['knowledge', 'support', 'upkeep'],
  schema,
  about: ['asset', 'question', 'status'],
  example: {
    schema: 2,
    kind: 'consultation',
    id: 'ZX-20261124-001',
    source: 'manual',
    at: '2026-11-24T11:02:00+08:00',
    enteredAt: '2026-11-24T11:10:00+08:00',
    channel: 'phone',
    asker: '办公室用户',
    department: '办公室',
    asset: 'subsystem-hr',
    topic: 'usage',
    question: '加班申请提交后能否修改时长？',
    answer: '审批前可撤回修改；审批后由部门管理员退回',
    answeredBy: '驻点运维工程师',
    answeredAt: '2026-11-24T11:08:00+08:00',
    status: 'solved',
    article: 'usage/overtime-edit',
    articleChange: 'new',
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.order(record, 'at', 'answeredAt'),
      ...rule.assets(record.asset, 'asset', contract),
      ...rule.required(record, record.status === 'solved', 'answer', '状态为已解决时'),
      ...rule.needs(record, 'answer', 'answeredBy', 'answeredAt'),
      ...rule.needs(record, 'articleChange', 'article'),
    ];
  },
});
