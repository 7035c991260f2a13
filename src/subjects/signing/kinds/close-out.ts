import { z } from 'zod';
import { line, maybe, person, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('close-out'),
  at: time('结项时间', '2026-11-24 17:30'),
  document: line('结项文件', '运维服务项目结项确认单'),
  handledBy: person('⟦供应商⟧签字人', '供应商项目负责人'),
  confirmedBy: person('⟦采购人⟧签字人', '采购人项目负责人'),
  remains: maybe(prose('结项时的约定', '未修复的 2 项漏洞由采购人自行处理；质保金按合同支付')),
});

export type CloseOutRecord = z.infer<typeof schema>;
const rule = rules<CloseOutRecord>(schema);

/** 结项记录: both sides end the project; from then on no clock runs, and what was open stays as it was. */
export default defineKind<CloseOutRecord>({
  id: 'close-out',
  label: '结项记录',
  prefix: 'JX',
  topics: ['report'],
  schema,
  about: ['document', 'confirmedBy'],
  example: {
    schema: 2,
    kind: 'close-out',
    id: 'JX-20261124-001',
    source: 'manual',
    at: '2026-11-24T17:30:00+08:00',
    enteredAt: '2026-11-24T17:40:00+08:00',
    document: '运维服务项目结项确认单',
    handledBy: '供应商项目负责人',
    confirmedBy: '采购人项目负责人',
    remains: '未修复的 2 项漏洞由采购人自行处理',
  },
  check: (record) => rule.entered(record),
});
