import { z } from 'zod';
import {
  address,
  assets,
  choice,
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

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('remote-session'),
  ...permission,
  operator: person('操作人'),
  assets: assets('对象'),
  way: choice('接入方式', {
    bastion: '堡垒机',
    vpn: 'VPN',
    console: '云平台控制台',
    vendor: '厂商远程协助',
    other: '其他',
  }),
  account: maybe(address('使用账号', 'ops01')),
  from: maybe(address('来源地址', '10.0.9.21')),
  startedAt: time('开始时间', '2026-11-24 10:15:02'),
  endedAt: maybe(time('结束时间', '2026-11-24 11:25:00')),
  purpose: prose('目的', '排查请假审批提交报错'),
  actions: maybe(prose('操作内容', '查询连接数与慢查询，终止占用连接的查询')),
  access: maybe(choice('查看或改动', { read: '只查看', change: '有改动' })).describe(
    'What the session did: looked only, or changed something.',
  ),
  incident: maybe(reference('incident', '故障记录', 'GZ-20261124-001')),
  change: maybe(reference('change', '变更记录', 'BG-20261110-001')),
  companion: maybe(person('⟦采购人⟧陪同或知悉人', '采购人项目负责人')),
  session: maybe(outsideNumber('堡垒机会话编号', '20261124-000412')),
  matched: choice(
    '与会话清单核对',
    {
      matched: '一致',
      different: '不一致',
      absent: '清单中没有',
      unchecked: '未核对',
    },
    ['unchecked'],
  ),
});

export type RemoteSessionRecord = z.infer<typeof schema>;
const rule = rules<RemoteSessionRecord>(schema);

/** 远程维护会话: under which permit, who, when, why. Clauses 5.2.1, 5.2.3, 5.3.3. */
export default defineKind<RemoteSessionRecord>({
  id: 'remote-session',
  label: '远程维护会话',
  prefix: 'YC',
  topics: ['remote', 'permit', 'remote-start'],
  schema,
  about: ['assets', 'purpose', 'operator'],
  atField: 'startedAt',
  example: {
    schema: 2,
    kind: 'remote-session',
    id: 'YC-20261124-001',
    source: 'manual',
    at: '2026-11-24T10:15:02+08:00',
    enteredAt: '2026-11-24T11:40:00+08:00',
    permit: 'XK-20261124-001',
    operator: '数据库工程师',
    assets: ['mysql-primary'],
    way: 'bastion',
    account: 'ops01',
    from: '10.0.9.21',
    startedAt: '2026-11-24T10:15:02+08:00',
    endedAt: '2026-11-24T11:25:00+08:00',
    purpose: '排查请假审批提交报错',
    actions: '查询连接数与慢查询，终止占用连接的查询',
    access: 'change',
    incident: 'GZ-20261124-001',
    companion: '采购人项目负责人',
    session: '20261124-000412',
    matched: 'matched',
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.sameAsAt(record, 'startedAt'),
      ...rule.order(record, 'startedAt', 'endedAt'),
      ...rule.assets(record.assets, 'assets', contract),
      ...rule.permission(record, contract),
      ...rule.required(record, record.matched === 'matched', 'session', '与会话清单核对一致时'),
      ...rule.required(record, record.endedAt !== undefined, 'actions', '会话结束后'),
    ];
  },
});
