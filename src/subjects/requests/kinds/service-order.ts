import { z } from 'zod';
import { optional } from '../../../contract/scalars.ts';
import {
  assets,
  choice,
  line,
  maybe,
  outsideNumber,
  person,
  prose,
  reference,
  time,
} from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

export const satisfactionLevels = {
  '5': '非常满意',
  '4': '满意',
  '3': '一般',
  '2': '不满意',
  '1': '非常不满意',
} as const;

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('service-order'),
  number: outsideNumber('服务单号', 'FW-2026-0088'),
  at: time('要求时间', '2026-11-24 10:05:30'),
  place: line('服务地点', '东楼一层'),
  purpose: prose('事由', '考勤机无法识别'),
  assets: optional(assets('服务对象')).meta({ label: '服务对象' }),
  incident: maybe(reference('incident', '故障记录', 'GZ-20261124-001')),
  repair: maybe(reference('device-repair', '设备维修记录', 'SB-20261124-001')),
  engineer: person('服务人员'),
  departedAt: maybe(time('出发时间', '2026-11-24 10:08:00')),
  arrivedAt: time('到场时间', '2026-11-24 10:31:00'),
  leftAt: maybe(time('离场时间', '2026-11-24 12:05:00')),
  work: prose('服务内容', '更换电源适配器，重新登记指纹 2 枚'),
  result: choice('结果', { done: '已解决', partly: '部分解决', open: '未解决' }, ['open', 'partly']),
  permit: maybe(reference('permit', '许可编号', 'XK-20261120-002')),
  signedBy: maybe(person('用户签字人', '办公室用户')),
  signedAt: maybe(time('签字时间', '2026-11-24 12:03:00')),
  satisfaction: maybe(choice('满意度', satisfactionLevels)),
  opinion: maybe(prose('用户意见', '处理及时')),
});

export type ServiceOrderRecord = z.infer<typeof schema>;
const rule = rules<ServiceOrderRecord>(schema);

/** 服务单: one visit on site with the user's signature. Clauses 5.1.1(2), 5.3.2. */
export default defineKind<ServiceOrderRecord>({
  id: 'service-order',
  label: '服务单',
  prefix: 'FW',
  topics: ['visit', 'arrival'],
  schema,
  about: ['place', 'purpose'],
  example: {
    schema: 2,
    kind: 'service-order',
    id: 'FW-20261124-001',
    source: 'manual',
    at: '2026-11-24T10:05:30+08:00',
    enteredAt: '2026-11-24T13:30:00+08:00',
    number: 'FW-2026-0088',
    place: '东楼一层',
    purpose: '考勤机无法识别',
    assets: ['attendance-3'],
    repair: 'SB-20261124-001',
    engineer: '驻点运维工程师',
    departedAt: '2026-11-24T10:08:00+08:00',
    arrivedAt: '2026-11-24T10:31:00+08:00',
    leftAt: '2026-11-24T12:05:00+08:00',
    work: '更换电源适配器，重新登记指纹 2 枚',
    result: 'done',
    signedBy: '办公室用户',
    signedAt: '2026-11-24T12:03:00+08:00',
    satisfaction: '5',
    opinion: '处理及时',
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.order(record, 'at', 'departedAt', 'arrivedAt', 'leftAt'),
      ...rule.order(record, 'arrivedAt', 'signedAt'),
      ...rule.assets(record.assets ?? [], 'assets', contract),
      ...rule.needs(record, 'signedAt', 'signedBy'),
      ...rule.needs(record, 'satisfaction', 'signedBy'),
      ...rule.differentPeople(record, 'engineer', 'signedBy'),
    ];
  },
});
