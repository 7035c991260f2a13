/**
 * Both sides of an interface counted: how many records, and how new the newest is. 准确性 and 及时性 of clause 5.6.2.
 * A side is a read-only query or a file that the other side leaves.
 */

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ownValue } from '../contract/names.ts';
import { optional, text } from '../contract/scalars.ts';
import { secondsBetween } from '../contract/time.ts';
import { CLOCK_TOLERANCE_SECONDS, NONE, NOT_APPLICABLE } from '../records/reading.ts';
import { inPlace, SourceError } from '../sources/error.ts';
import { withMysql } from '../sources/mysql.ts';
import { readOnlyProblem } from '../sources/read-only-sql.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { type CollectContext, defineCollector, type RawAnswer } from './_collector.ts';
import { accessOf, mysqlAccess } from './parts/mysql-access.ts';
import { toReading, type Value } from './parts/separate-readings.ts';
import { CONTRACT_OFFSET, sqlTime } from './parts/sql-time.ts';
import { pathIn } from './parts/workspace-path.ts';

const querySide = z.strictObject({
  ...mysqlAccess,
  query: text()
    .superRefine((sql, check) => {
      const problem = readOnlyProblem(sql);
      if (problem !== null) check.addIssue({ code: 'custom', message: problem });
    })
    .meta({
      label: '查询语句',
      example: 'SELECT COUNT(*) AS count, MAX(sent_at) AS newest FROM outbox WHERE sent_at >= CURDATE()',
    }),
});
const fileSide = z.strictObject({
  file: text()
    .meta({ label: '文件', example: '/data/exchange/summary.json' })
    .describe('JSON object with `count` and `newest`, or JSON lines.'),
  timeField: optional(text())
    .meta({ label: '时间字段', example: 'sentAt' })
    .describe('Makes it JSON lines: one record a line, newest by this field.'),
});
const side = z.union([querySide, fileSide]);
type Side = z.infer<typeof side>;

const options = z.strictObject({
  sender: side.meta({ label: '发送方' }),
  receiver: side.meta({ label: '接收方' }),
});
type Options = z.infer<typeof options>;

interface Count {
  count: number;
  /** ISO instant; null when there is no record. */
  newest: string | null;
}

export default defineCollector<Options>({
  id: 'interface-reconciliation',
  label: sourceTypeWords['interface-reconciliation'],
  options,
  async collect(given, context) {
    const { target, clock } = context;
    const raw: RawAnswer[] = [];
    const [sent, received] = await Promise.all([
      countSide(given.sender, '发送方', raw, context),
      countSide(given.receiver, '接收方', raw, context),
    ]);
    const at = clock();
    return { readings: compare(sent, received).map((value) => toReading(value, target, at)), raw };
  },
});

async function countSide(given: Side, name: string, raw: RawAnswer[], context: CollectContext): Promise<Count> {
  try {
    const found =
      'file' in given
        ? await fromFile(pathIn(context, given.file), given.timeField)
        : await fromQuery(given, context.signal);
    raw.push({ name, body: JSON.stringify(found) });
    return checked(found, context.clock());
  } catch (error) {
    if (error instanceof SourceError && !context.signal.aborted) throw inPlace(name, error);
    throw error;
  }
}

interface Found {
  count: unknown;
  newest: unknown;
}

async function fromQuery(given: z.infer<typeof querySide>, signal: AbortSignal): Promise<Found> {
  const rows = await withMysql(await accessOf(given, CONTRACT_OFFSET), signal, (query) => query(given.query));
  const row = rows[0];
  if (rows.length !== 1 || row === undefined || !('count' in row))
    throw new SourceError('查询结果应为一行，有 count 和 newest 两列');
  return { count: row['count'], newest: row['newest'] ?? null };
}

async function fromFile(file: string, timeField: string | undefined): Promise<Found> {
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new SourceError('对账文件无法读取', { cause: error });
  });
  try {
    if (timeField === undefined) {
      const { count, newest } = JSON.parse(content) as Record<string, unknown>;
      return { count, newest: newest ?? null };
    }
    const lines = content.split('\n').filter((line) => line.trim() !== '');
    const times = lines.map((line) => timeOf(ownValue(JSON.parse(line) as Record<string, unknown>, timeField)));
    return { count: lines.length, newest: times.toSorted().at(-1) ?? null };
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError('对账文件不是 JSON', { cause: error });
  }
}

/** A side that lives in the future would never be behind. */
function checked({ count, newest }: Found, now: string): Count {
  const number = typeof count === 'string' || typeof count === 'number' ? Number(count) : Number.NaN;
  if (!Number.isInteger(number) || number < 0) throw new SourceError('数值不可信（记录数不是非负整数）');
  const time = newest === null ? null : timeOf(newest);
  if (time !== null && secondsBetween(now, time) > CLOCK_TOLERANCE_SECONDS)
    throw new SourceError('数值不可信（最新时间在未来）');
  return { count: number, newest: time };
}

function timeOf(value: unknown): string {
  const time = typeof value === 'string' || typeof value === 'number' ? sqlTime(value) : undefined;
  if (time === undefined || time === null) throw new SourceError('数值不可信（不是时间）');
  return time;
}

function compare(sent: Count, received: Count): Value[] {
  const difference = Math.abs(sent.count - received.count);
  const missing = sent.count === 0 ? (received.count === 0 ? 0 : 100) : (difference / sent.count) * 100;
  return [
    { metric: 'interface.sent', value: sent.count },
    { metric: 'interface.received', value: received.count },
    { metric: 'interface.missing', value: missing },
    { metric: 'interface.delay', value: delay(sent, received) },
  ];
}

/** How far the receiver is behind; ahead of the sender (its newest is not counted yet) is no delay. */
function delay(sent: Count, received: Count): number | string {
  if (sent.newest === null) return NOT_APPLICABLE;
  if (received.newest === null) return NONE;
  return Math.max(0, secondsBetween(received.newest, sent.newest));
}
