import { z } from 'zod';
import { choice, line, maybe, person, phone, prose, reference, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('call'),
  at: time('来电时间', '2026-11-24 22:14:05'),
  caller: person('来电人', '值班室用户'),
  callerPhone: maybe(phone('来电号码')),
  department: maybe(line('部门', '值班室')),
  outcome: choice('接听情况', { answered: '接听', 'called-back': '未接，已回拨', missed: '未接' }),
  answeredAt: maybe(time('接听时间', '2026-11-24 22:14:21')),
  calledBackAt: maybe(time('回拨时间', '2026-11-24 22:18:40')),
  handler: maybe(person('受理人', '夜间值班工程师')),
  subject: prose('来电事项', '考勤机无法识别，请求处理'),
  handling: maybe(prose('处理情况', '指导重启设备后恢复')),
  incident: maybe(reference('incident', '故障记录', 'GZ-20261124-002')),
  consultation: maybe(reference('consultation', '咨询记录', 'ZX-20261124-003')),
});

export type CallRecord = z.infer<typeof schema>;
const rule = rules<CallRecord>(schema);

/** 来电受理: when it rang, when it was answered or called back. Clauses 5.1.1(1), 5.3.1. */
export default defineKind<CallRecord>({
  id: 'call',
  label: '来电受理',
  prefix: 'LD',
  topics: ['phone'],
  schema,
  about: ['caller', 'subject', 'outcome'],
  example: {
    schema: 2,
    kind: 'call',
    id: 'LD-20261124-001',
    source: 'manual',
    at: '2026-11-24T22:14:05+08:00',
    enteredAt: '2026-11-24T22:25:00+08:00',
    caller: '值班室用户',
    callerPhone: '0756-0000000',
    department: '值班室',
    outcome: 'answered',
    answeredAt: '2026-11-24T22:14:21+08:00',
    handler: '夜间值班工程师',
    subject: '考勤机无法识别，请求处理',
    handling: '指导重启设备后恢复',
  },
  check(record) {
    return [
      ...rule.entered(record),
      ...rule.order(record, 'at', 'answeredAt'),
      ...rule.order(record, 'at', 'calledBackAt'),
      ...rule.required(record, record.outcome === 'answered', 'answeredAt', '接听情况为接听时'),
      ...rule.required(record, record.outcome === 'called-back', 'calledBackAt', '接听情况为未接，已回拨时'),
      ...rule.required(record, record.outcome !== 'missed', 'handler', '已接听或已回拨时'),
      ...(record.outcome === 'missed' && (record.answeredAt ?? record.calledBackAt) !== undefined
        ? [{ field: 'outcome', found: '未接', expected: '与接听时间（answeredAt）、回拨时间（calledBackAt）一致' }]
        : []),
    ];
  },
});
