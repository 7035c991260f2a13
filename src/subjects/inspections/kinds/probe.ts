import { z } from 'zod';
import { count, date, number, optional, sha256, text } from '../../../contract/scalars.ts';
import { address, asset, choice, line, measuredRows, time } from '../../../records/entry-fields.ts';
import { PROBE_TEXT, probeSlots, slotsPerDay } from '../../../records/probe-samples.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const HOURS = 24;
const hourly = /^(\d+|-)(,(\d+|-)){23}$/;

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('probe'),
  date: date().meta({ label: '业务日期', example: '2026-11-24' }),
  interval: count()
    .pipe(z.number().min(1, '应为 1–3600').max(3600, '应为 1–3600'))
    .meta({ label: '采样间隔', unit: '秒', example: 60 }),
  tool: line('探测工具版本', 'opsledger 0.1.0'),
  series: measuredRows('探测对象', {
    target: asset(),
    probe: choice('探测方式', {
      http: '网页访问',
      tcp: '端口连接',
      icmp: '网络连通',
      sql: '数据库查询',
      local: '本机自测',
      prometheus: '监控系统',
      file: '监控数据导入',
    }),
    address: optional(address('探测地址', 'https://oa.example.internal/login')).meta({
      label: '探测地址',
      sensitivity: 'internal',
    }),
    states: z
      .string('应为文字')
      .regex(PROBE_TEXT, '应为游程文字，例如 u540 d3 u897')
      .meta({ label: '逐次结果', example: 'u540 d3 u897' })
      .describe('Runs of u (reachable), d (not reachable), n (not observed) from 00:00 on, one per interval.'),
    latency: optional(text().regex(hourly, `应为 ${HOURS} 个小时值，例如 12,13,-,…`))
      .meta({ label: '逐小时响应中位数', unit: '毫秒' })
      .describe('24 values from 00:00 on; - where nothing was measured.'),
    original: optional(sha256())
      .meta({ label: '监控原始应答校验值' })
      .describe('Of the answer of a monitoring system, in the evidence store.'),
  }),
  failures: measuredRows('失败情况', {
    target: asset(),
    from: time('起'),
    to: time('止'),
    reason: line('原因', '连接超时（5 s）'),
    failed: number().meta({ label: '失败次数', unit: '次', example: 3 }),
  }),
});

export type ProbeRecord = z.infer<typeof schema>;
const rule = rules<ProbeRecord>(schema);

/** 可用性探测记录: one day of samples of every target in compact form. Clauses 5.5.4, 5.5.1, 3.1. */
export default defineKind<ProbeRecord>({
  id: 'probe',
  label: '可用性探测记录',
  prefix: 'TC',
  topics: ['watch', 'mechanism', 'stability', 'operation', 'monitoring', 'interface'],
  schema,
  about: [],
  writer: 'program',
  example: {
    schema: 2,
    kind: 'probe',
    id: 'TC-20261124-001',
    source: 'auto',
    at: '2026-11-24T23:59:00+08:00',
    enteredAt: '2026-11-25T00:01:10+08:00',
    date: '2026-11-24',
    interval: 60,
    tool: 'opsledger 0.1.0',
    series: [
      {
        target: 'subsystem-administration',
        probe: 'http',
        address: 'https://oa.example.internal/login',
        states: 'u540 d3 u897',
        latency: '41,40,39,38,38,39,42,55,88,112,97,90,71,76,101,99,93,84,60,52,47,45,43,42',
      },
      { target: 'mysql-primary', probe: 'tcp', states: 'u1380 n60' },
    ],
    failures: [
      {
        target: 'subsystem-administration',
        from: '2026-11-24T09:00:00+08:00',
        to: '2026-11-24T09:03:00+08:00',
        reason: '连接超时（5 s）',
        failed: 3,
      },
    ],
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.rowOrder(record.failures, 'failures', 'from', 'to'),
      ...rule.rowsUnique(record.series, 'series', (row) => `${row.target} ${row.probe} ${row.address ?? ''}`),
      ...rule.rowAssets(record.series, 'series', 'target', contract),
      ...rule.rowAssets(record.failures, 'failures', 'target', contract),
      ...tooManySlots(record),
    ];
  },
});

/** A day has only so many slots; more would be samples that nobody took. */
function tooManySlots(record: ProbeRecord): RecordProblem[] {
  const most = Math.ceil(slotsPerDay(record.interval));
  return record.series.flatMap((row, i) => {
    const slots = probeSlots(row.states);
    if (slots <= most) return [];
    return [
      {
        field: `series[${i}].states`,
        found: `${slots} 次`,
        expected: `采样间隔（interval）${record.interval} 秒，一天至多 ${most} 次`,
      },
    ];
  });
}
