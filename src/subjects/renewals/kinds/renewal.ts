import { z } from 'zod';
import { count, date, number } from '../../../contract/scalars.ts';
import { asset, choice, line, maybe, person, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('renewal'),
  item: line('到期事项', '公务车 GPS 4G 卡（13 张）'),
  type: choice('类别', {
    'mini-program': '小程序认证年检',
    sim: '4G 卡',
    certificate: '证书',
    domain: '域名',
    sms: '短信包',
    licence: '软件许可',
    cloud: '云资源',
    other: '其他',
  }),
  asset: maybe(asset('对象', 'subsystem-monitoring-map')),
  at: time('登记时间', '2026-09-01 10:00'),
  expiresOn: date().meta({ label: '到期日', example: '2026-12-20' }),
  noticeDays: count().meta({ label: '提前提醒', unit: '天', example: 30 }),
  owner: person('负责人'),
  payer: choice('付费方', { purchaser: '⟦采购人⟧', supplier: '⟦供应商⟧', agreed: '待双方约定' }, ['agreed']),
  cost: maybe(number().pipe(z.number().min(0, '不能为负数')).meta({ label: '费用', unit: '元', example: 1560 })),
  status: choice('状态', { open: '未办理', doing: '办理中', renewed: '已续期', stopped: '不再续期' }, [
    'open',
    'doing',
  ]),
  renewedOn: maybe(date().meta({ label: '办理日期', example: '2026-12-05' })),
  renewedTo: maybe(date().meta({ label: '续至', example: '2027-12-20' })),
  note: maybe(prose('说明', '一年数据流量，到期不续将停止定位上报')),
});

export type RenewalRecord = z.infer<typeof schema>;
const rule = rules<RenewalRecord>(schema);

/** 到期事项: what runs out when, and who pays. Clauses 4.1.7, 4.1.10(2). */
export default defineKind<RenewalRecord>({
  id: 'renewal',
  label: '到期事项',
  prefix: 'DQ',
  topics: ['renewal', 'operation'],
  schema,
  about: ['item', 'expiresOn'],
  example: {
    schema: 2,
    kind: 'renewal',
    id: 'DQ-20260901-001',
    source: 'manual',
    at: '2026-09-01T10:00:00+08:00',
    enteredAt: '2026-09-01T10:05:00+08:00',
    item: '公务车 GPS 4G 卡（13 张）',
    type: 'sim',
    asset: 'subsystem-monitoring-map',
    expiresOn: '2026-12-20',
    noticeDays: 30,
    owner: '驻点运维工程师',
    payer: 'purchaser',
    cost: 1560,
    status: 'open',
    note: '一年数据流量，到期不续将停止定位上报',
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.assets(record.asset, 'asset', contract),
      ...rule.order(record, 'expiresOn', 'renewedTo'),
      ...rule.order(record, 'renewedOn', 'renewedTo'),
      ...rule.required(record, record.status === 'renewed', 'renewedOn', '状态为已续期时'),
      ...rule.required(record, record.status === 'renewed', 'renewedTo', '状态为已续期时'),
      ...rule.required(record, record.status === 'stopped', 'note', '状态为不再续期时'),
    ];
  },
});
