import { z } from 'zod';
import { assetSlug, date, longText, optional, recordId, text } from '../../../contract/scalars.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

/** What a note is about; daily-maintenance prints each in its section. */
export const noteTopics = {
  operation: '维护操作',
  followup: '异常处置进展',
  open: '遗留问题',
  plan: '次日计划',
  suggestion: '问题与建议',
  missed: '未采集原因',
  other: '其他',
} as const;

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('note'),
  date: date().meta({ label: '业务日期', example: '2026-11-24' }),
  topic: z
    .enum(['operation', 'followup', 'open', 'plan', 'suggestion', 'missed', 'other'])
    .meta({ label: '类别', choices: noteTopics }),
  asset: optional(assetSlug()).meta({ label: '对象', example: 'app-server-1' }),
  person: optional(text()).meta({ label: '人员', sensitivity: 'personal', author: true }),
  permit: optional(recordId()).meta({ label: '许可编号', example: 'XK-20261120-002', references: 'permit' }),
  result: optional(text()).meta({ label: '结果', example: '已完成' }),
  text: longText().min(1, '不能为空').meta({ label: '内容', example: '清理应用服务器 1 临时文件' }),
});

export type NoteRecord = z.infer<typeof schema>;
const rule = rules<NoteRecord>(schema);

/** 工作记事: what an engineer writes down during the day. Clause 5.7(1). */
export default defineKind<NoteRecord>({
  id: 'note',
  label: '工作记事',
  prefix: 'JS',
  topics: ['daily-work', 'operation'],
  schema,
  about: ['topic', 'text'],
  dayField: 'date',
  example: {
    schema: 2,
    kind: 'note',
    id: 'JS-20261124-001',
    source: 'manual',
    at: '2026-11-24T10:30:00+08:00',
    enteredAt: '2026-11-24T10:41:00+08:00',
    date: '2026-11-24',
    topic: 'operation',
    asset: 'app-server-1',
    result: '已完成',
    text: '清理应用服务器 1 临时文件，释放空间 42 GB。',
  },
  check(record, contract) {
    return [...rule.entered(record), ...rule.assets(record.asset, 'asset', contract)];
  },
});
