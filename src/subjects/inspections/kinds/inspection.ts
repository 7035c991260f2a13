import { z } from 'zod';
import { ABSENT } from '../../../contract/error.ts';
import { date, instant, optional, text } from '../../../contract/scalars.ts';
import type { Check } from '../../../contract/terms/checklist.ts';
import { dateOf } from '../../../contract/time.ts';
import { line } from '../../../records/entry-fields.ts';
import { manualResultSchema, readingSchema, sourceRunSchema } from '../../../records/reading.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('inspection'),
  date: date().meta({ label: '业务日期' }).describe('The contract day that this inspection is for.'),
  startedAt: instant().meta({ label: '采集开始' }),
  finishedAt: instant().meta({ label: '采集结束' }),
  trigger: z.enum(['schedule', 'command', 'file', 'hand']).meta({
    label: '触发',
    choices: { schedule: '定时', command: '人工发起', file: '主机报告导入', hand: '人工录入' },
  }),
  why: optional(line('再次采集的原因', '磁盘清理后复核')).describe(
    'Said by who collects what was collected that day already.',
  ),
  tool: text().meta({ label: '工具版本', example: 'opsledger 0.1.0' }),
  runs: z.array(sourceRunSchema).meta({ label: '数据源情况' }),
  readings: z.array(readingSchema).meta({ label: '采集值' }),
  manual: z.array(manualResultSchema).meta({ label: '人工检查' }),
});

export type InspectionRecord = z.infer<typeof schema>;

/** 巡检记录: what one collect run read, plus manual checks. Clauses 5.3.5, 4.3, 4.4. */
export default defineKind<InspectionRecord>({
  id: 'inspection',
  label: '巡检记录',
  prefix: 'XJ',
  topics: ['inspection', 'operation', 'monitoring', 'device', 'device-data', 'backup', 'interface', 'protection'],
  schema,
  about: ['trigger'],
  writer: 'manual-part',
  example: {
    schema: 2,
    kind: 'inspection',
    id: 'XJ-20261124-001',
    source: 'auto',
    at: '2026-11-24T09:00:12+08:00',
    enteredAt: '2026-11-24T09:00:41+08:00',
    date: '2026-11-24',
    startedAt: '2026-11-24T09:00:12+08:00',
    finishedAt: '2026-11-24T09:00:41+08:00',
    trigger: 'schedule',
    tool: 'opsledger 0.1.0',
    runs: [
      {
        source: 'local',
        type: 'local',
        target: 'ops-host',
        startedAt: '2026-11-24T09:00:12+08:00',
        finishedAt: '2026-11-24T09:00:14+08:00',
        ok: true,
        reason: null,
      },
    ],
    readings: [
      {
        source: 'local',
        target: 'ops-host',
        metric: 'disk.used',
        instance: '/',
        value: 63.2,
        unit: '%',
        at: '2026-11-24T09:00:13+08:00',
      },
    ],
    manual: [],
  },
  check(record, { checks }) {
    const problems: RecordProblem[] = record.source === 'auto' ? [] : byHand(record, checks);
    if (Temporal.Instant.compare(record.startedAt, record.finishedAt) > 0) {
      problems.push({ field: 'finishedAt', found: record.finishedAt, expected: `不早于采集开始 ${record.startedAt}` });
    }
    return problems;
  },
});

const idsByHand = (checks: readonly Check[]): string =>
  checks
    .filter(({ manual }) => manual)
    .map(({ id }) => id)
    .join('、');

/** A person writes down what they looked at, on its own day; on a later one from a sheet of paper, which must be seen. */
function byHand(record: InspectionRecord, checks: readonly Check[]): RecordProblem[] {
  const problems: RecordProblem[] = (['readings', 'runs'] as const)
    .filter((field) => record[field].length > 0)
    .map((field) => ({
      field,
      found: `人工写入 ${record[field].length} 项`,
      expected: '由采集写入；人工只登记人工检查（manual）',
    }));
  if (record.manual.length === 0) problems.push({ field: 'manual', found: '没有', expected: '至少一项人工检查' });
  for (const [n, row] of record.manual.entries()) {
    if (dateOf(row.at) !== record.date)
      problems.push({ field: `manual[${n}].at`, found: row.at, expected: `业务日期 ${record.date} 当天的检查时间` });
    const check = checks.find(({ id }) => id === row.check);
    const expected =
      check === undefined
        ? '检查清单中的检查项编号'
        : `人工检查项（${idsByHand(checks)}）；自动采集的检查项只由采集写入`;
    if (check?.manual !== true) problems.push({ field: `manual[${n}].check`, found: row.check, expected });
  }
  const fromPaper = record.manual.some((row) => dateOf(row.enteredAt ?? record.enteredAt) > record.date);
  const sheet = (record.attachments ?? []).some((one) => one.proof === 'paper-sheet');
  if (fromPaper && !sheet) {
    const expected = '纸质巡检表的扫描件（--sheet 文件）：事后录入的人工检查按纸质补录';
    problems.push({ field: 'attachments', found: ABSENT, expected });
  }
  return problems;
}
