/** One raw value from a live source; not judged. */

import { z } from 'zod';
import { assetSlug, boolean, instant, nullable, number, optional, sha256, slug, text } from '../contract/scalars.ts';
import { seenWords } from '../states/outcome.ts';
import { rowEnvelope } from './row.ts';

/** Text value of a metric whose source looked and found none: no backup, no data ever from this device. Never normal. */
export const NONE = 'none';
/** Text value of a metric that by the settings does not exist on the target, such as replication of a primary. */
export const NOT_APPLICABLE = 'not-applicable';

/** Clocks of two machines may differ by this much before a time counts as lying in the future. */
export const CLOCK_TOLERANCE_SECONDS = 300;

export const readingSchema = z.strictObject({
  source: text().meta({ label: '数据源', example: 'local' }).describe('Name of the source in the settings.'),
  target: slug().meta({ label: '对象', example: 'ops-host' }).describe('Asset id.'),
  metric: text().meta({ label: '指标', example: 'disk.used' }),
  instance: optional(text())
    .meta({ label: '实例', example: '/data' })
    .describe('Mount point, channel, device … where there are several.'),
  value: z
    .preprocess((v) => (v === undefined ? null : v), z.nullable(z.union([z.number(), z.boolean(), z.string()])))
    .meta({ label: '值' })
    .describe('null exactly when `problem` is set.'),
  unit: optional(text()).meta({ label: '单位', example: '%' }),
  at: instant().meta({ label: '采集时间' }),
  dataAt: optional(instant())
    .meta({ label: '数据时间' })
    .describe('When the value itself was true, if the source says so; decides 数据过期.'),
  evidence: optional(sha256())
    .meta({ label: '原始应答' })
    .describe('SHA-256 of the evidence bundle of this collect run.'),
  problem: optional(text()).meta({ label: '无法采集的原因', example: '连接超时（5 s）' }),
});
export type Reading = z.infer<typeof readingSchema>;

/** How one source fared in a collect run. */
export const sourceRunSchema = z.strictObject({
  source: text().meta({ label: '数据源' }),
  type: text().meta({ label: '类型', example: 'http' }),
  target: slug().meta({ label: '对象' }),
  startedAt: instant().meta({ label: '开始' }),
  finishedAt: instant().meta({ label: '结束' }),
  ok: boolean().meta({ label: '成功' }),
  reason: nullable(text()).meta({ label: '失败原因' }),
  address: optional(text())
    .meta({ label: '读取地址', example: '10.0.0.31:3306', sensitivity: 'internal' })
    .describe('Host and port that were asked; absent where none is, as of a file.'),
  self: optional(z.preprocess((v) => (v === 'true' ? true : v), z.literal(true)))
    .meta({ label: '本机地址' })
    .describe('The address is the one of the machine that asked, or of its loopback.'),
  signed: optional(z.preprocess((v) => (v === 'true' ? true : v), z.literal(true)))
    .meta({ label: '主机签名' })
    .describe('The file that was brought in bears the HMAC of the key that is set up on the host.'),
});
export type SourceRun = z.infer<typeof sourceRunSchema>;

/** A value that a person looked up or saw during the inspection. */
export const manualResultSchema = z.strictObject({
  ...rowEnvelope,
  check: slug().meta({ label: '检查项', example: 'subsystem-login', choicesFrom: 'checks' }),
  target: assetSlug().meta({ label: '对象', example: 'subsystem-hr' }),
  result: z.enum(['normal', 'abnormal', 'not-applicable']).meta({
    label: '结果',
    choices: seenWords,
  }),
  value: optional(text()).meta({ label: '实测', example: '可登录' }),
  by: text().meta({ label: '检查人', sensitivity: 'personal' }),
  at: instant().meta({ label: '检查时间' }),
  enteredAt: optional(instant())
    .meta({ label: '录入时间' })
    .describe('Given by the program; on a later day than `at` the row was copied from a sheet of paper.'),
});
export type ManualResult = z.infer<typeof manualResultSchema>;

/** Numbers given as YAML text stay text in a reading; this reads them for judging. */
export const readingNumber = number();

/** What a row of readings measured: a number, or one that is kept as text beside its unit. */
export interface Measured {
  target: string;
  metric: string;
  value: number;
  unit: string | undefined;
}

/** The number that a row of a record's list measured; null of any other row, and of a value that is a word, a version or a time. */
export function measuredIn(row: Readonly<Record<string, unknown>>): Measured | null {
  const { target, metric, value, unit } = row;
  if (typeof metric !== 'string' || typeof target !== 'string') return null;
  const of = { target, metric, unit: typeof unit === 'string' ? unit : undefined };
  if (typeof value === 'number') return { ...of, value };
  const isNumber = typeof value === 'string' && of.unit !== undefined && /^-?\d+(\.\d+)?$/.test(value);
  return isNumber ? { ...of, value: Number(value) } : null;
}
