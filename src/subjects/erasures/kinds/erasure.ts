import { z } from 'zod';
import { choice, line, maybe, person, prose, rows, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

/** What of a file is destroyed. */
const target = {
  path: line('文件', 'evidence/58/5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03'),
  scope: choice('范围', { all: '全部内容', past: '现有版本以前的各版', key: '密封的密钥' }),
};

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('erasure'),
  at: time('决定时间', '2026-11-24 16:00:00'),
  reason: prose('清除原因', '误附身份证照片'),
  approvedBy: person('批准人', '采购人项目负责人'),
  by: person('执行人'),
  document: maybe(line('批准文件', '2026-11-24 工作联系单')),
  targets: rows('清除的文件', target),
  documents: maybe(line('依据其编制、仍保留的文档', 'YW-XJ-20261124-r1')),
});

export type ErasureRecord = z.infer<typeof schema>;
const rule = rules<ErasureRecord>(schema);

/**
 * 清除记录: what was destroyed everywhere because it should never have been kept, why, and who approved it. Of the content itself it
 * says nothing.
 */
export default defineKind<ErasureRecord>({
  id: 'erasure',
  label: '清除记录',
  prefix: 'QC',
  topics: [],
  schema,
  about: ['reason'],
  writer: 'program',
  example: {
    schema: 2,
    kind: 'erasure',
    id: 'QC-20261124-001',
    source: 'manual',
    at: '2026-11-24T16:00:00+08:00',
    enteredAt: '2026-11-24T16:00:00+08:00',
    reason: '误附身份证照片',
    approvedBy: '采购人项目负责人',
    by: '驻点运维工程师',
    document: '2026-11-24 工作联系单',
    targets: [
      {
        id: 'r1',
        path: 'evidence/58/5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
        scope: 'all',
      },
    ],
    documents: 'YW-XJ-20261124-r1',
  },
  check: (record) => rule.entered(record),
});
