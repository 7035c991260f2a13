import { z } from 'zod';
import { count, optional, sha256, slug, text } from '../../../contract/scalars.ts';
import {
  address,
  asset,
  choice,
  line,
  maybe,
  measuredRows,
  person,
  prose,
  reference,
  time,
} from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';
import { setCheckWords } from '../../../states/backup-set.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('backup'),
  plan: slug().meta({ label: '备份计划', example: 'mysql-nightly' }),
  asset: asset('备份对象', 'mysql-primary'),
  content: choice('备份内容', {
    database: '数据库',
    attachments: '附件文件',
    config: '配置',
    redis: 'Redis',
    'operation-log': '操作日志',
    system: '系统',
  }),
  method: choice('备份方式', {
    mysqldump: 'mysqldump 逻辑备份',
    'mariadb-backup': 'mariadb-backup 物理备份',
    xtrabackup: 'xtrabackup 物理备份',
    'redis-rdb': 'Redis 快照',
    archive: '文件打包',
    snapshot: '云盘快照',
    other: '其他',
  }),
  set: line('备份集', 'mysql-20261124-0200'),
  startedAt: time('开始时间', '2026-11-24 02:00:00'),
  finishedAt: maybe(time('结束时间', '2026-11-24 02:14:31')),
  result: choice('结果', { success: '成功', incomplete: '不完整', failed: '失败' }),
  reason: maybe(prose('未成功原因', '备份盘空间不足')),
  size: maybe(count().meta({ label: '大小', unit: '字节', example: 3821550112 })),
  files: maybe(count().meta({ label: '文件数', unit: '个', example: 4 })),
  sha256: maybe(sha256().meta({ label: '校验值' })),
  location: maybe(address('存放位置', '/backup/mysql/20261124')),
  offsite: maybe(address('异地存放位置', '对象存储（异地）/mysql/20261124')),
  retainUntil: maybe(time('保留至', '2027-05-24 00:00')),
  tables: optional(
    measuredRows('逐表清单', {
      schema: line('库', 'oa'),
      table: line('表', 'leave_request'),
      rows: count().meta({ label: '行数', unit: '行', example: 18231 }),
      checksum: maybe(line('校验和', '2846371930')),
    }),
  ).meta({ label: '逐表清单' }),
  verified: choice('完整性校验', setCheckWords, ['not-checked']),
  verifiedAt: maybe(time('校验时间', '2026-11-24 02:20:00')),
  verifyNote: maybe(prose('校验说明', '逐文件校验值与备份时一致')),
  operator: maybe(person('执行人')),
  permit: maybe(reference('permit', '许可编号', 'XK-20260901-001')),
  tool: optional(text()).meta({ label: '工具版本', example: 'mysqldump 8.0.36' }),
});

export type BackupRecord = z.infer<typeof schema>;
const rule = rules<BackupRecord>(schema);

/** 备份记录: one backup set, with what was captured at backup time for later comparison. Clauses 5.3.8, 5.5.2, 4.3.1(d), 4.3.3(e). */
export default defineKind<BackupRecord>({
  id: 'backup',
  label: '备份记录',
  prefix: 'BF',
  topics: ['backup', 'recoverability'],
  schema,
  about: ['asset', 'content', 'result'],
  atField: 'startedAt',
  recollected: true,
  handled: ['permit', 'operator'],
  example: {
    schema: 2,
    kind: 'backup',
    id: 'BF-20261124-001',
    source: 'auto',
    at: '2026-11-24T02:00:00+08:00',
    enteredAt: '2026-11-24T02:20:05+08:00',
    plan: 'mysql-nightly',
    asset: 'mysql-primary',
    content: 'database',
    method: 'mysqldump',
    set: 'mysql-20261124-0200',
    startedAt: '2026-11-24T02:00:00+08:00',
    finishedAt: '2026-11-24T02:14:31+08:00',
    result: 'success',
    size: 3821550112,
    files: 4,
    sha256: '5c1a6c0a1f9d2a0f4f1e3f0e3a5d9a4a6a1b8a0c7d1e2f3a4b5c6d7e8f901234',
    location: '/backup/mysql/20261124',
    offsite: '对象存储（异地）/mysql/20261124',
    retainUntil: '2027-05-24T00:00:00+08:00',
    tables: [
      { schema: 'oa', table: 'leave_request', rows: 18231, checksum: '2846371930' },
      { schema: 'oa', table: 'attendance', rows: 402118, checksum: '1193350274' },
    ],
    verified: 'passed',
    verifiedAt: '2026-11-24T02:20:00+08:00',
    verifyNote: '逐文件校验值与备份时一致',
    permit: 'XK-20260901-001',
    tool: 'mysqldump 8.0.36',
  },
  check(record, contract) {
    const done = record.result === 'success';
    return [
      ...rule.entered(record),
      ...rule.sameAsAt(record, 'startedAt'),
      ...rule.order(record, 'startedAt', 'finishedAt', 'verifiedAt', 'retainUntil'),
      ...rule.assets(record.asset, 'asset', contract),
      ...rule.required(record, done, 'finishedAt', '备份成功'),
      ...rule.required(record, done, 'size', '备份成功'),
      ...rule.required(record, done, 'location', '备份成功'),
      ...rule.required(record, !done, 'reason', '备份未成功'),
      ...rule.required(record, record.verified !== 'not-checked', 'verifiedAt', '已做完整性校验'),
      ...rule.rowsUnique(record.tables, 'tables', (row) => `${row.schema}.${row.table}`),
    ];
  },
});
