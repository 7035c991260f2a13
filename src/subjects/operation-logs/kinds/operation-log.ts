import { z } from 'zod';
import { count, optional, sha256 } from '../../../contract/scalars.ts';
import {
  address,
  asset,
  choice,
  line,
  maybe,
  measuredRows,
  person,
  rows,
  time,
} from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';
import { logAnomalyWords } from '../../../states/log-anomaly.ts';

const LAST_HOUR = 23;

export const operationCategories = {
  login: '登录登出',
  query: '查询',
  submit: '提交审批',
  modify: '修改',
  delete: '删除',
  export: '导出',
  permission: '权限变更',
  configuration: '配置变更',
  other: '其他',
} as const;

export const anomalyTypes = {
  'off-hours': '非工作时间操作',
  'bulk-delete': '批量删除',
  'bulk-export': '批量导出',
  'failed-login': '登录失败',
  privilege: '越权尝试',
  other: '其他',
} as const;

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('operation-log'),
  asset: asset('系统', 'subsystem-administration'),
  from: time('日志起', '2026-11-24 00:00'),
  to: time('日志止', '2026-11-24 23:59:59'),
  total: count().meta({ label: '日志条数', unit: '条', example: 18240 }),
  original: maybe(sha256().meta({ label: '原始日志校验值' })),
  categories: measuredRows('分类统计', {
    category: choice('类别', operationCategories),
    count: count().meta({ label: '条数', unit: '条', example: 5210 }),
  }),
  hours: optional(
    measuredRows('时段分布', {
      hour: count().pipe(z.number().max(LAST_HOUR, '应为 0–23')).meta({ label: '小时', example: 9 }),
      count: count().meta({ label: '条数', unit: '条', example: 2413 }),
    }),
  ).meta({ label: '时段分布' }),
  users: optional(
    measuredRows('用户分布', {
      user: person('用户', '人事处用户'),
      count: count().meta({ label: '条数', unit: '条', example: 812 }),
    }),
  ).meta({ label: '用户分布' }),
  anomalies: rows('异常', {
    at: time('时间', '2026-11-24 23:41:00'),
    user: person('用户', '人事处用户'),
    type: choice('类型', anomalyTypes),
    detail: line('情况', '23:41 导出人员档案 320 条'),
    count: count().meta({ label: '次数', unit: '次', example: 1 }),
    judged: choice('核查结果', logAnomalyWords, ['pending']),
    handling: maybe(line('处置', '已与用户核实，为年终统计')),
  }),
  backedUpAt: maybe(time('日志备份时间', '2026-11-25 01:30:00')),
  backupLocation: maybe(address('备份位置', '/backup/oplog/202611')),
  earliest: maybe(time('留存最早日志', '2026-03-01 00:00')).describe('Retention is at least six months.'),
});

export type OperationLogRecord = z.infer<typeof schema>;
const rule = rules<OperationLogRecord>(schema);

/** 操作日志记录: counts and anomalies of the system's own operation log. Clause 5.5.3. */
export default defineKind<OperationLogRecord>({
  id: 'operation-log',
  label: '操作日志记录',
  prefix: 'RZ',
  topics: ['operation-log', 'log-retention'],
  schema,
  about: ['asset', 'total'],
  atField: 'to',
  handled: ['anomalies.judged', 'anomalies.handling'],
  example: {
    schema: 2,
    kind: 'operation-log',
    id: 'RZ-20261124-001',
    source: 'import',
    at: '2026-11-24T23:59:59+08:00',
    enteredAt: '2026-11-25T01:40:00+08:00',
    asset: 'subsystem-administration',
    from: '2026-11-24T00:00:00+08:00',
    to: '2026-11-24T23:59:59+08:00',
    total: 18240,
    categories: [
      { category: 'login', count: 5210 },
      { category: 'query', count: 12030 },
      { category: 'submit', count: 996 },
      { category: 'export', count: 4 },
    ],
    hours: [
      { hour: 9, count: 2413 },
      { hour: 23, count: 12 },
    ],
    users: [{ user: '人事处用户', count: 812 }],
    anomalies: [
      {
        at: '2026-11-24T23:41:00+08:00',
        user: '人事处用户',
        type: 'bulk-export',
        detail: '23:41 导出人员档案 320 条',
        count: 1,
        judged: 'normal',
        handling: '已与用户核实，为年终统计',
      },
    ],
    backedUpAt: '2026-11-25T01:30:00+08:00',
    backupLocation: '/backup/oplog/202611',
    earliest: '2026-03-01T00:00:00+08:00',
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.sameAsAt(record, 'to'),
      ...rule.order(record, 'earliest', 'from', 'to', 'backedUpAt'),
      ...rule.assets(record.asset, 'asset', contract),
      ...rule.rowsUnique(record.categories, 'categories', (row) => row.category),
      ...rule.rowsUnique(record.hours, 'hours', (row) => String(row.hour)),
      ...rule.rowsWithin(record, record.anomalies, 'anomalies', 'at', 'from', 'to'),
      ...sumsUp(record),
    ];
  },
});

/** Every entry is in exactly one category. */
function sumsUp(record: OperationLogRecord): RecordProblem[] {
  const sum = record.categories.reduce((total, row) => total + row.count, 0);
  if (sum === record.total) return [];
  return [{ field: 'total', found: String(record.total), expected: `等于分类统计（categories）之和 ${sum}` }];
}
