import { z } from 'zod';
import { slug } from '../../../contract/scalars.ts';
import { asset, line, maybe, person, prose, rows, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('backup-list'),
  at: time('查看时间', '2026-12-24 09:10'),
  plan: slug().meta({ label: '备份计划', example: 'mysql-nightly' }),
  asset: asset('备份对象', 'mysql-primary'),
  sets: rows('在盘的备份集', { set: line('备份集', 'mysql-20261124-0200') }),
  viewer: person('查看人'),
  note: maybe(prose('说明', '目录 /backup/mysql 的全部备份集')),
});

export type BackupListRecord = z.infer<typeof schema>;
const rule = rules<BackupListRecord>(schema);

/** 备份集清单: all sets of one plan and object that were there at a moment: what it does not name was gone. Clause 5.3.8. */
export default defineKind<BackupListRecord>({
  id: 'backup-list',
  label: '备份集清单',
  prefix: 'QD',
  topics: ['backup'],
  schema,
  about: ['asset', 'plan'],
  example: {
    schema: 2,
    kind: 'backup-list',
    id: 'QD-20261224-001',
    source: 'manual',
    at: '2026-12-24T09:10:00+08:00',
    enteredAt: '2026-12-24T09:15:00+08:00',
    plan: 'mysql-nightly',
    asset: 'mysql-primary',
    sets: [{ set: 'mysql-20261124-0200' }, { set: 'mysql-20261125-0200' }],
    viewer: '驻点运维工程师',
    note: '目录 /backup/mysql 的全部备份集',
  },
  check: (record, contract) => [
    ...rule.entered(record),
    ...rule.assets(record.asset, 'asset', contract),
    ...rule.rowsUnique(record.sets, 'sets', ({ set }) => set),
  ],
});
