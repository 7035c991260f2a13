import { z } from 'zod';
import { boolean, number, optional } from '../../../contract/scalars.ts';
import { asset, choice, line, maybe, outsideNumber, person, prose, rows, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { HALF_CENT, rules } from '../../../records/rules.ts';
import { tellsOnly } from '../../../records/tells-only.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('device-repair'),
  asset: asset('设备', 'attendance-3'),
  serial: maybe(outsideNumber('序列号', 'ZK-8A-20231107')),
  place: line('位置', '东楼一层'),
  reporter: person('报修人', '办公室用户'),
  reportedAt: time('报修时间', '2026-11-24 10:05:30'),
  respondedAt: maybe(time('响应时间', '2026-11-24 10:08:00')),
  arrivedAt: maybe(time('到场时间', '2026-11-24 10:31:00')),
  engineer: person('维修人员'),
  symptom: prose('故障现象', '屏幕无显示，指示灯不亮'),
  cause: maybe(prose('故障原因', '电源适配器损坏')),
  solution: maybe(prose('解决方案', '更换同型号电源适配器')),
  diagnosedAt: maybe(time('提出原因及方案时间', '2026-11-24 11:00:00')),
  steps: optional(
    tellsOnly(
      rows('维修过程', { at: time('时间', '2026-11-24 11:20:00'), action: line('操作', '更换适配器并通电测试') }),
    ),
  ).meta({
    label: '维修过程',
  }),
  repairedAt: maybe(time('修复时间', '2026-11-24 11:58:00')),
  irreparable: boolean().meta({ label: '无法维修' }),
  irreparableAt: maybe(time('判定无法维修时间', '2026-11-24 15:00:00')),
  damage: maybe(prose('损坏程度', '主板进水，多处元件烧毁')),
  testBasis: maybe(prose('检测依据', '主板供电对地短路，三路电压均为 0 V')),
  replacement: maybe(prose('更换方案', '更换同系列考勤机一台，数据由后台下发')),
  quoteBasis: maybe(prose('报价依据', '三家报价取中')),
  costs: optional(
    rows('费用清单', {
      item: line('项目', '考勤机'),
      quantity: number().meta({ label: '数量', example: 1 }),
      unitPrice: number().meta({ label: '单价', unit: '元', example: 2380 }),
      amount: number().meta({ label: '金额', unit: '元', example: 2380 }),
    }),
  ).meta({ label: '费用清单' }),
  writtenReportAt: maybe(time('书面报告提交时间', '2026-11-25 09:30:00')),
  decision: maybe(choice('⟦采购人⟧决定', { replace: '更换', repair: '送修', scrap: '报废', other: '其他' })),
  decisionNote: maybe(prose('决定说明', '同意更换，费用由采购人承担')),
  decidedBy: maybe(person('决定人', '采购人项目负责人')),
  decidedAt: maybe(time('决定时间', '2026-11-26 10:00:00')),
  closedAt: maybe(time('处理完成时间', '2026-11-24 12:05:00')),
});

export type DeviceRepairRecord = z.infer<typeof schema>;
const rule = rules<DeviceRepairRecord>(schema);

/** 设备维修记录: a device fault, or the written report on one beyond repair. Clause 5.4. */
export default defineKind<DeviceRepairRecord>({
  id: 'device-repair',
  label: '设备维修记录',
  prefix: 'SB',
  topics: ['device', 'device-fault', 'device-report', 'operation', 'device-data'],
  schema,
  about: ['asset', 'place', 'symptom'],
  atField: 'reportedAt',
  example: {
    schema: 2,
    kind: 'device-repair',
    id: 'SB-20261124-001',
    source: 'manual',
    at: '2026-11-24T10:05:30+08:00',
    enteredAt: '2026-11-24T12:20:00+08:00',
    asset: 'attendance-3',
    serial: 'ZK-8A-20231107',
    place: '东楼一层',
    reporter: '办公室用户',
    reportedAt: '2026-11-24T10:05:30+08:00',
    respondedAt: '2026-11-24T10:08:00+08:00',
    arrivedAt: '2026-11-24T10:31:00+08:00',
    engineer: '驻点运维工程师',
    symptom: '屏幕无显示，指示灯不亮',
    cause: '电源适配器损坏',
    solution: '更换同型号电源适配器',
    diagnosedAt: '2026-11-24T11:00:00+08:00',
    steps: [
      { at: '2026-11-24T10:40:00+08:00', action: '万用表测得适配器无输出' },
      { at: '2026-11-24T11:20:00+08:00', action: '更换适配器并通电测试' },
    ],
    repairedAt: '2026-11-24T11:58:00+08:00',
    irreparable: false,
    costs: [{ item: '电源适配器（备件）', quantity: 1, unitPrice: 45, amount: 45 }],
    closedAt: '2026-11-24T12:05:00+08:00',
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.sameAsAt(record, 'reportedAt'),
      ...rule.order(record, 'reportedAt', 'respondedAt', 'arrivedAt', 'closedAt'),
      ...rule.order(record, 'reportedAt', 'diagnosedAt', 'repairedAt', 'closedAt'),
      // A report that came only after the purchaser had decided is a breach of 5.4, which must be recordable.
      ...rule.order(record, 'reportedAt', 'irreparableAt', 'writtenReportAt', 'closedAt'),
      ...rule.order(record, 'irreparableAt', 'decidedAt', 'closedAt'),
      ...rule.assets(record.asset, 'asset', contract),
      ...rule.needs(record, 'diagnosedAt', 'cause', 'solution'),
      ...rule.rowsAscending(record.steps, 'steps', 'at'),
      ...rule.rowsWithin(record, record.steps, 'steps', 'at', 'reportedAt', 'closedAt'),
      ...irreparable(record),
      ...closed(record),
      ...amounts(record),
    ];
  },
});

/** What clause 5.4 asks for before the purchaser decides. */
function irreparable(record: DeviceRepairRecord): RecordProblem[] {
  if (!record.irreparable) {
    return record.irreparableAt === undefined
      ? []
      : [
          {
            field: 'irreparableAt',
            found: record.irreparableAt,
            expected: '仅在无法维修（irreparable）为 true 时填写',
          },
        ];
  }
  const repaired: RecordProblem[] =
    record.repairedAt === undefined
      ? []
      : [{ field: 'repairedAt', found: record.repairedAt, expected: '无法维修（irreparable）为 true 时不填' }];
  const reported = record.writtenReportAt !== undefined;
  return [
    ...repaired,
    ...rule.required(record, true, 'irreparableAt', '无法维修时'),
    ...rule.required(record, reported, 'damage', '提交书面报告时'),
    ...rule.required(record, reported, 'testBasis', '提交书面报告时'),
    ...rule.required(record, reported, 'replacement', '提交书面报告时'),
    ...rule.required(record, reported, 'costs', '提交书面报告时'),
    ...rule.required(record, reported, 'quoteBasis', '提交书面报告时'),
    ...rule.needs(record, 'decision', 'decidedBy', 'decidedAt'),
  ];
}

function closed(record: DeviceRepairRecord): RecordProblem[] {
  const done = record.closedAt !== undefined;
  return [
    ...rule.required(record, done && !record.irreparable, 'repairedAt', '处理完成时'),
    ...rule.required(record, done && record.irreparable, 'decision', '无法维修的处理完成时'),
  ];
}

function amounts(record: DeviceRepairRecord): RecordProblem[] {
  return (record.costs ?? []).flatMap((row, i) =>
    Math.abs(row.quantity * row.unitPrice - row.amount) < HALF_CENT
      ? []
      : [
          {
            field: `costs[${i}].amount`,
            found: String(row.amount),
            expected: `数量（quantity）乘单价（unitPrice）${(row.quantity * row.unitPrice).toFixed(2)}`,
          },
        ],
  );
}
