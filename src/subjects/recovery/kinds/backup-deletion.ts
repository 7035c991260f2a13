import { z } from 'zod';
import { slug } from '../../../contract/scalars.ts';
import { asset, line, maybe, person, prose, reference, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('backup-deletion'),
  at: time('删除时间', '2026-12-30 10:20'),
  plan: slug().meta({ label: '备份计划', example: 'mysql-nightly' }),
  asset: asset('备份对象', 'mysql-primary'),
  set: line('备份集', 'mysql-20261124-0200'),
  madeAt: time('备份时间', '2026-11-24 02:00:00'),
  backup: maybe(reference('backup', '备份记录', 'BF-20261124-001')),
  operator: person('删除人'),
  reason: prose('原因', '保留期满，腾出备份盘空间'),
  permit: maybe(reference('permit', '许可编号', 'XK-20260901-001')),
});

export type BackupDeletionRecord = z.infer<typeof schema>;
const rule = rules<BackupDeletionRecord>(schema);

/** 备份删除: a backup set that somebody deleted; whether before its time, the contract's data say. Clause 5.3.8. */
export default defineKind<BackupDeletionRecord>({
  id: 'backup-deletion',
  label: '备份删除记录',
  prefix: 'SC',
  topics: ['backup'],
  schema,
  about: ['asset', 'set'],
  example: {
    schema: 2,
    kind: 'backup-deletion',
    id: 'SC-20261230-001',
    source: 'manual',
    at: '2026-12-30T10:20:00+08:00',
    enteredAt: '2026-12-30T10:30:00+08:00',
    plan: 'mysql-nightly',
    asset: 'mysql-primary',
    set: 'mysql-20261124-0200',
    madeAt: '2026-11-24T02:00:00+08:00',
    backup: 'BF-20261124-001',
    operator: '驻点运维工程师',
    reason: '保留期满，腾出备份盘空间',
    permit: 'XK-20260901-001',
  },
  check: (record, contract) => [
    ...rule.entered(record),
    ...rule.assets(record.asset, 'asset', contract),
    ...rule.order(record, 'madeAt', 'at'),
  ],
});
