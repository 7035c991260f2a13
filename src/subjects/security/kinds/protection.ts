import { z } from 'zod';
import { count, date, optional, text } from '../../../contract/scalars.ts';
import { asset, choice, line, maybe, person, rows, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('protection'),
  date: date().meta({ label: '业务日期', example: '2026-11-24' }),
  at: time('采集时间', '2026-11-24 09:05:00'),
  product: line('防护产品', '主机安全（云平台）'),
  virusDbVersion: maybe(text().meta({ label: '病毒库版本', example: '20261123.10' })).describe('Kept to the letter.'),
  virusDbDate: maybe(date().meta({ label: '病毒库日期', example: '2026-11-23' })),
  covered: count().meta({ label: '应防护主机', unit: '台', example: 6 }),
  online: count().meta({ label: '防护在线', unit: '台', example: 6 }),
  kills: count().meta({ label: '查杀', unit: '次', example: 0 }),
  blocked: count().meta({ label: '拦截攻击', unit: '次', example: 37 }),
  weakPasswords: maybe(count().meta({ label: '弱口令', unit: '个', example: 0 })),
  abnormalLogins: maybe(count().meta({ label: '异常登录', unit: '次', example: 1 })),
  events: optional(
    rows('安全事件', {
      at: time('时间', '2026-11-24 03:12:40'),
      asset: maybe(asset()),
      type: choice('类别', {
        virus: '病毒木马',
        intrusion: '入侵攻击',
        'brute-force': '口令爆破',
        'abnormal-login': '异常登录',
        'weak-password': '弱口令',
        tamper: '文件篡改',
        other: '其他',
      }),
      event: line('事件', '非常用地区登录堡垒机'),
      handling: maybe(line('处置', '核实为驻点工程师出差登录')),
    }),
  ).meta({ label: '安全事件' }),
  reviewer: maybe(person('核查人')),
});

export type ProtectionRecord = z.infer<typeof schema>;
const rule = rules<ProtectionRecord>(schema);

/** 安全防护记录: state of virus and attack protection on one day. Clause 5.2.2. */
export default defineKind<ProtectionRecord>({
  id: 'protection',
  label: '安全防护记录',
  prefix: 'FH',
  topics: ['protection', 'recoverability'],
  schema,
  about: ['product'],
  example: {
    schema: 2,
    kind: 'protection',
    id: 'FH-20261124-001',
    source: 'manual',
    at: '2026-11-24T09:05:00+08:00',
    enteredAt: '2026-11-24T09:20:00+08:00',
    date: '2026-11-24',
    product: '主机安全（云平台）',
    virusDbVersion: '20261123.10',
    virusDbDate: '2026-11-23',
    covered: 6,
    online: 6,
    kills: 0,
    blocked: 37,
    weakPasswords: 0,
    abnormalLogins: 1,
    events: [
      {
        at: '2026-11-24T03:12:40+08:00',
        asset: 'app-server-1',
        type: 'abnormal-login',
        event: '非常用地区登录堡垒机',
        handling: '核实为驻点工程师出差登录',
      },
    ],
    reviewer: '驻点运维工程师',
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.order(record, 'virusDbDate', 'date'),
      ...rule.rowAssets(record.events, 'events', 'asset', contract),
      ...rule.rowsWithin(record, record.events, 'events', 'at', null, 'enteredAt'),
      ...moreOnlineThanCovered(record),
    ];
  },
});

function moreOnlineThanCovered(record: ProtectionRecord): RecordProblem[] {
  if (record.online <= record.covered) return [];
  return [{ field: 'online', found: String(record.online), expected: `不多于应防护主机（covered）${record.covered}` }];
}
