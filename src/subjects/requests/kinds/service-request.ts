import { z } from 'zod';
import { count, sha256 } from '../../../contract/scalars.ts';
import {
  asset,
  choice,
  line,
  maybe,
  outsideNumber,
  permission,
  person,
  prose,
  reference,
  time,
} from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';
import { requestResultWords } from '../../../states/request.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('service-request'),
  category: choice('类别', { account: '账号操作', data: '数据后台处理', interface: '接口维护' }),
  action: choice('操作', {
    'account-reset': '账号重置',
    'account-enable': '紧急启用',
    'account-disable': '紧急停用',
    'account-create': '创建账号',
    'account-delete': '删除账号',
    'permission-change': '调整权限',
    'data-correct': '数据修正',
    'data-import': '数据导入',
    'data-export': '数据导出',
    'data-delete': '数据删除',
    'interface-config': '接口配置',
    'interface-reconcile': '接口对账补数',
  }),
  asset: asset('系统', 'subsystem-hr'),
  subject: line('处理内容', '修正 2026-11-20 加班记录 3 条的审批状态'),
  applicant: person('申请人', '人事处用户'),
  department: line('申请部门', '人事处'),
  form: outsideNumber('申请单号', 'SQ-2026-0117'),
  at: time('申请时间', '2026-11-24 14:05'),
  ...permission,
  backup: maybe(reference('backup', '处理前备份', 'BF-20261124-002')),
  backupNote: maybe(prose('处理前备份说明', '导出受影响的 3 行到 before.csv')),
  scriptSha256: maybe(sha256().meta({ label: '脚本校验值' })),
  affectedRows: maybe(count().meta({ label: '影响行数', unit: '行', example: 3 })),
  executor: maybe(person('执行人')),
  startedAt: maybe(time('执行开始', '2026-11-24 14:40')),
  finishedAt: maybe(time('执行结束', '2026-11-24 14:52')),
  reviewer: maybe(person('复核人', '数据库工程师')),
  reviewedAt: maybe(time('复核时间', '2026-11-24 15:00')),
  result: choice('结果', requestResultWords, ['open']),
  resultNote: maybe(prose('结果说明', '3 条记录状态已更正，用户核对无误')),
  rollback: maybe(prose('回退方式', '按 before.csv 恢复原值')),
});

export type ServiceRequestRecord = z.infer<typeof schema>;
const rule = rules<ServiceRequestRecord>(schema);

/** Operations that change or remove business data, or take them out of the system. */
const touchesData = (record: ServiceRequestRecord): boolean =>
  record.category === 'data' && record.startedAt !== undefined;

/** 服务请求: an account, data or interface operation asked for by the purchaser. Clauses 4.2.1, 4.2.3, 4.2.4, 5.2.3. */
export default defineKind<ServiceRequestRecord>({
  id: 'service-request',
  label: '服务请求',
  prefix: 'SQ',
  topics: ['account', 'data-processing', 'interface', 'upkeep', 'permit'],
  schema,
  about: ['asset', 'subject', 'result'],
  example: {
    schema: 2,
    kind: 'service-request',
    id: 'SQ-20261124-001',
    source: 'manual',
    at: '2026-11-24T14:05:00+08:00',
    enteredAt: '2026-11-24T15:05:00+08:00',
    category: 'data',
    action: 'data-correct',
    asset: 'subsystem-hr',
    subject: '修正 2026-11-20 加班记录 3 条的审批状态',
    applicant: '人事处用户',
    department: '人事处',
    form: 'SQ-2026-0117',
    permit: 'XK-20261124-002',
    backup: 'BF-20261124-002',
    backupNote: '导出受影响的 3 行到 before.csv',
    scriptSha256: '0d1a6c0a1f9d2a0f4f1e3f0e3a5d9a4a6a1b8a0c7d1e2f3a4b5c6d7e8f909abc',
    affectedRows: 3,
    executor: '驻点运维工程师',
    startedAt: '2026-11-24T14:40:00+08:00',
    finishedAt: '2026-11-24T14:52:00+08:00',
    reviewer: '数据库工程师',
    reviewedAt: '2026-11-24T15:00:00+08:00',
    result: 'done',
    resultNote: '3 条记录状态已更正，用户核对无误',
    rollback: '按 before.csv 恢复原值',
  },
  check(record, contract) {
    const data = touchesData(record);
    const unsaved =
      data && record.backup === undefined && record.backupNote === undefined && record.action !== 'data-export';
    return [
      ...rule.entered(record),
      ...rule.order(record, 'at', 'startedAt', 'finishedAt', 'reviewedAt'),
      ...rule.assets(record.asset, 'asset', contract),
      ...rule.permission(record, contract, record.startedAt !== undefined),
      ...rule.required(record, record.result === 'done', 'finishedAt', '结果为已完成时'),
      ...rule.required(record, record.result === 'refused', 'resultNote', '不予办理时'),
      ...rule.required(record, unsaved, 'backup', `数据处理前须备份（或填写${rule.named('backupNote')}），`),
      ...rule.required(record, data, 'rollback', '数据处理'),
      ...rule.required(record, data && record.result === 'done', 'affectedRows', '数据处理完成时'),
      ...rule.required(record, data && record.result === 'done', 'reviewer', '数据处理完成时'),
      ...rule.needs(record, 'startedAt', 'executor'),
      ...rule.needs(record, 'reviewedAt', 'reviewer'),
      ...rule.differentPeople(record, 'executor', 'reviewer'),
    ];
  },
});
