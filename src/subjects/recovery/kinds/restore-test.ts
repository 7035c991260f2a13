import { z } from 'zod';
import { count, optional } from '../../../contract/scalars.ts';
import {
  address,
  asset,
  choice,
  line,
  maybe,
  permission,
  person,
  prose,
  reference,
  rows,
  time,
} from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';
import { comparedWords, restoreWords } from '../../../states/recovery.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('restore-test'),
  asset: asset('恢复对象', 'mysql-primary'),
  backup: maybe(reference('backup', '备份记录', 'BF-20261124-001')),
  set: line('备份集', 'mysql-20261124-0200'),
  ...permission,
  environment: line('测试环境', '隔离的临时 MariaDB 11.8 实例，与生产网络不通'),
  server: maybe(address('测试服务器', 'scratch-db:3307')),
  method: line('恢复方法', '导入 mysqldump 逻辑备份'),
  startedAt: time('开始时间', '2026-11-24 14:00:00'),
  restoredAt: maybe(time('恢复完成时间', '2026-11-24 14:26:40')),
  finishedAt: time('结束时间', '2026-11-24 14:41:12'),
  result: choice('结论', restoreWords),
  failure: maybe(prose('不通过原因', '表 oa.attendance 行数不一致')),
  steps: rows('步骤', { at: time('时间'), step: line('步骤', '导入备份'), result: line('结果', '成功，26 分 40 秒') }),
  tables: rows('逐表比对', {
    table: line('表', 'oa.leave_request'),
    expectedRows: maybe(count().meta({ label: '备份时行数', unit: '行', example: 18231 })),
    actualRows: maybe(count().meta({ label: '恢复后行数', unit: '行', example: 18231 })),
    expectedChecksum: maybe(line('备份时校验和', '2846371930')),
    actualChecksum: maybe(line('恢复后校验和', '2846371930')),
    result: choice('比对', comparedWords, ['unchecked']),
  }),
  queries: optional(
    rows('业务查询', {
      name: line('查询', '当月请假单数'),
      expected: maybe(line('预期', '412')),
      actual: maybe(line('实际', '412')),
      result: choice('结果', restoreWords),
    }),
  ).meta({ label: '业务查询' }),
  spotChecks: optional(
    rows('抽查', {
      subject: choice('内容', {
        attachments: '附件文件',
        config: '配置',
        redis: 'Redis',
        'operation-log': '操作日志',
        other: '其他',
      }),
      item: line('抽查项', '2026-11 附件 20 个'),
      result: choice('结果', restoreWords),
      note: maybe(line('说明', '校验值逐个一致')),
    }),
  ).meta({ label: '抽查' }),
  rtoTarget: maybe(count().meta({ label: 'RTO 目标', unit: '分钟', example: 120 })),
  rtoActual: maybe(count().meta({ label: 'RTO 实际', unit: '秒', example: 1600 })),
  rpoTarget: maybe(count().meta({ label: 'RPO 目标', unit: '分钟', example: 1440 })),
  rpoActual: maybe(count().meta({ label: 'RPO 实际', unit: '秒', example: 43200 })),
  cleanedAt: maybe(time('测试数据清除时间', '2026-11-24 14:41:00')),
  cleanup: maybe(prose('测试数据清除情况', '删除临时实例与数据目录，复核无残留')),
  operator: person('执行人'),
  reviewer: maybe(person('复核人', '运维项目负责人')),
  problems: maybe(prose('问题', '无')),
});

export type RestoreTestRecord = z.infer<typeof schema>;
const rule = rules<RestoreTestRecord>(schema);

/** 恢复测试记录: a backup restored for real and compared. Clauses 5.3.8, 5.5.2. */
export default defineKind<RestoreTestRecord>({
  id: 'restore-test',
  label: '恢复测试记录',
  prefix: 'HF',
  topics: ['restore-test', 'backup', 'recoverability'],
  schema,
  about: ['asset', 'result'],
  atField: 'startedAt',
  handled: ['permit', 'withoutPermit', 'operator', 'reviewer', 'problems'],
  example: {
    schema: 2,
    kind: 'restore-test',
    id: 'HF-20261124-001',
    source: 'auto',
    at: '2026-11-24T14:00:00+08:00',
    enteredAt: '2026-11-24T14:41:20+08:00',
    asset: 'mysql-primary',
    backup: 'BF-20261124-001',
    set: 'mysql-20261124-0200',
    permit: 'XK-20261120-002',
    environment: '隔离的临时 MariaDB 11.8 实例，与生产网络不通',
    server: 'scratch-db:3307',
    method: '导入 mysqldump 逻辑备份',
    startedAt: '2026-11-24T14:00:00+08:00',
    restoredAt: '2026-11-24T14:26:40+08:00',
    finishedAt: '2026-11-24T14:41:12+08:00',
    result: 'passed',
    steps: [
      { at: '2026-11-24T14:00:00+08:00', step: '建立临时实例', result: '成功' },
      { at: '2026-11-24T14:02:10+08:00', step: '导入备份', result: '成功，24 分 30 秒' },
      { at: '2026-11-24T14:27:00+08:00', step: '逐表比对与业务查询', result: '全部一致' },
    ],
    tables: [
      {
        table: 'oa.leave_request',
        expectedRows: 18231,
        actualRows: 18231,
        expectedChecksum: '2846371930',
        actualChecksum: '2846371930',
        result: 'same',
      },
    ],
    queries: [{ name: '当月请假单数', expected: '412', actual: '412', result: 'passed' }],
    spotChecks: [{ subject: 'attachments', item: '2026-11 附件 20 个', result: 'passed', note: '校验值逐个一致' }],
    rtoTarget: 120,
    rtoActual: 1600,
    rpoTarget: 1440,
    rpoActual: 43200,
    cleanedAt: '2026-11-24T14:41:00+08:00',
    cleanup: '删除临时实例与数据目录，复核无残留',
    operator: '驻点运维工程师',
    reviewer: '运维项目负责人',
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.sameAsAt(record, 'startedAt'),
      ...rule.order(record, 'startedAt', 'restoredAt', 'finishedAt'),
      ...rule.order(record, 'startedAt', 'cleanedAt'),
      ...rule.assets(record.asset, 'asset', contract),
      ...rule.permission(record, contract),
      ...rule.required(record, record.result === 'failed', 'failure', '结论为不通过时'),
      ...rule.required(record, record.result === 'passed', 'restoredAt', '结论为通过时'),
      ...rule.rowsAscending(record.steps, 'steps', 'at'),
      ...rule.rowsWithin(record, record.steps, 'steps', 'at', 'startedAt', 'finishedAt'),
      ...rule.rowsUnique(record.tables, 'tables', (row) => row.table),
      ...rule.differentPeople(record, 'operator', 'reviewer'),
      ...passedInSpiteOf(record),
      ...sameInSpiteOf(record),
    ];
  },
});

/** A test with one difference has not passed. */
function passedInSpiteOf(record: RestoreTestRecord): RecordProblem[] {
  if (record.result !== 'passed') return [];
  const table = record.tables.find((row) => row.result === 'different' || row.result === 'missing');
  if (table !== undefined)
    return [
      {
        field: 'result',
        found: '通过',
        expected: `不通过：逐表比对（tables）中 ${table.table} ${comparedWords[table.result]}`,
      },
    ];
  const query =
    record.queries?.find((row) => row.result === 'failed') ?? record.spotChecks?.find((row) => row.result === 'failed');
  if (query === undefined) return [];
  const name = 'name' in query ? `业务查询（queries）${query.name}` : `抽查（spotChecks）${query.item}`;
  return [{ field: 'result', found: '通过', expected: `不通过：${name} 未通过` }];
}

/** A table is the same only when its figures are. */
function sameInSpiteOf(record: RestoreTestRecord): RecordProblem[] {
  return record.tables.flatMap((row, i) =>
    row.result === 'same' && (row.expectedRows !== row.actualRows || row.expectedChecksum !== row.actualChecksum)
      ? [
          {
            field: `tables[${i}].result`,
            found: '一致',
            expected: '不一致：行数或校验和（expectedRows/actualRows、expectedChecksum/actualChecksum）不同',
          },
        ]
      : [],
  );
}
