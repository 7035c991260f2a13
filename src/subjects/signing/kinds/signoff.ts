import { z } from 'zod';
import { count, longText, optional, recordId, sha256, slug, text } from '../../../contract/scalars.ts';
import { manualResultSchema } from '../../../records/reading.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rowEnvelope } from '../../../records/row.ts';
import { rules } from '../../../records/rules.ts';

export const signoffActions = {
  confirm: '确认',
  deliver: '送达',
  receive: '签收',
  return: '退回',
  void: '作废',
} as const;

/** 处理措施 for one row of an inspection that is not normal. */
export const measureSchema = z.strictObject({
  ...rowEnvelope,
  check: slug().meta({ label: '检查项' }),
  target: slug().meta({ label: '对象' }),
  instance: optional(text()).meta({ label: '实例' }),
  action: text().meta({ label: '处理措施', example: '清理临时文件 42 GB，复测 71.0 %' }),
  permit: optional(recordId()).meta({ label: '许可编号', references: 'permit' }),
});
export type Measure = z.infer<typeof measureSchema>;

/** What the purchaser marked on a page of a document that they sent back. */
export const markSchema = z.strictObject({
  ...rowEnvelope,
  page: optional(count().pipe(z.number().min(1, '应为页码'))).meta({ label: '页码', example: 3 }),
  text: text().meta({ label: '意见', example: '表 2 与上月期末数不符' }),
});
export type Mark = z.infer<typeof markSchema>;

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('signoff'),
  action: z.enum(['confirm', 'deliver', 'receive', 'return', 'void']).meta({ label: '事项', choices: signoffActions }),
  obligation: slug().meta({ label: '交付义务', example: 'inspection-log' }),
  period: text().meta({ label: '期次', example: '2026-11-24' }),
  revision: count()
    .meta({ label: '版次', example: 1 })
    .describe('The revision acted on; for confirm, the one to be issued.'),
  person: text().meta({ label: '经办人', sensitivity: 'personal' }),
  via: optional(text()).meta({ label: '方式', example: '现场递交' }),
  reason: optional(longText()).meta({ label: '原因或意见' }),
  agreedBy: optional(text())
    .meta({ label: '同意作废的⟦采购人⟧人员', sensitivity: 'personal', example: '信息科经办人' })
    .describe('Of what makes a received document void: who agreed for the purchaser.'),
  summary: optional(longText())
    .meta({ label: '综述', example: '本月主库宕机一次，三项整改措施已定，下月起每周演练主从切换' })
    .describe('Of a confirmation: printed on the first page of a report that has one, with who confirmed it and when.'),
  reviewer: optional(text()).meta({ label: '复核人', sensitivity: 'personal' }),
  measures: optional(z.array(measureSchema)).meta({ label: '处理措施' }),
  manual: optional(z.array(manualResultSchema)).meta({ label: '人工检查结果' }),
  fingerprint: optional(sha256())
    .meta({ label: '所见数据指纹' })
    .describe('Fingerprint of the document that the person was shown.'),
  pagesSeen: optional(z.array(count().pipe(z.number().min(1, '应为页码')), '应为清单'))
    .meta({ label: '打开的文件的页' })
    .describe('All pages of the file that was opened: nobody knows which of them were read.'),
  list: optional(sha256())
    .meta({ label: '签收清单指纹' })
    .describe('Fingerprint of the list by which several documents were signed for at once.'),
  marks: optional(z.array(markSchema)).meta({ label: '页面批注' }),
});

export type SignoffRecord = z.infer<typeof schema>;
const rule = rules<SignoffRecord>(schema);

/** 签收记录: the facts after composing (confirm, deliver, receive, return, void), for which a supplier is paid. Clause 5.7. */
export default defineKind<SignoffRecord>({
  id: 'signoff',
  label: '签收记录',
  prefix: 'QS',
  topics: ['report'],
  schema,
  about: ['action', 'obligation', 'period'],
  example: {
    schema: 2,
    kind: 'signoff',
    id: 'QS-20261124-001',
    source: 'manual',
    at: '2026-11-24T09:27:00+08:00',
    enteredAt: '2026-11-24T09:27:00+08:00',
    action: 'confirm',
    obligation: 'inspection-log',
    period: '2026-11-24',
    revision: 1,
    person: '驻点运维工程师',
    measures: [
      { check: 'host-disk', target: 'app-server-3', instance: '/data', action: '清理临时文件 42 GB，复测 71.0 %' },
    ],
  },
  check(record) {
    const { action } = record;
    return [
      ...rule.entered(record),
      ...rule.required(record, action === 'return', 'reason', '退回'),
      ...rule.required(record, action === 'void', 'reason', '作废'),
    ];
  },
});
