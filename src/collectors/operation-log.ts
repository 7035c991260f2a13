/**
 * Operation logs of the systems, by a read-only query or from a JSON-lines file: classified, counted, searched for
 * anomalies. The new rows are evidence of their own, kept compressed and hashed for good, and what they come to is a
 * record (`operation-log`). Where reading stopped is a reading too (`oplog.cursor`), so that it lives and dies with the record it belongs to.
 * Clause 5.5.3.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ownValue } from '../contract/names.ts';
import { count, optional, text } from '../contract/scalars.ts';
import { compareInstants, dateOf, secondsBetween, toInstant, toText } from '../contract/time.ts';
import type { Reading } from '../records/reading.ts';
import { SourceError } from '../sources/error.ts';
import { advance, readCursor } from '../sources/log-cursor.ts';
import { type FileCursor, readNewLines } from '../sources/log-file.ts';
import { type Query, type Row, withMysql } from '../sources/mysql.ts';
import { readOnlyProblem } from '../sources/read-only-sql.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { type CollectContext, defineCollector, type RawAnswer } from './_collector.ts';
import { accessOf, mysqlAccess } from './parts/mysql-access.ts';
import {
  anomalyWords,
  categoryWords,
  OPERATION_LOG_RULES,
  type Operation,
  type Rules,
  rulesSchema,
  type Summary,
  summarise,
} from './parts/operation-log.ts';
import { toReading, type Value } from './parts/separate-readings.ts';
import { CONTRACT_OFFSET, sqlTime } from './parts/sql-time.ts';
import { pathIn } from './parts/workspace-path.ts';

const shared = {
  rules: optional(rulesSchema)
    .meta({ label: '分类与异常规则' })
    .describe('Default: operation-log-rules.json of the workspace.'),
  maxRows: count().default(100_000).meta({ label: '每次最多', unit: '条' }),
};
const fromSql = z.strictObject({
  ...mysqlAccess,
  query: text()
    .superRefine((sql, check) => {
      const problem = readOnlyProblem(sql);
      if (problem !== null) check.addIssue({ code: 'custom', message: problem });
    })
    .meta({
      label: '查询语句',
      example: 'SELECT id, created_at AS at, user_name AS user, operation AS action, result FROM sys_log',
    })
    .describe(
      'Columns id (growing), at, user, action, and optionally result and affected. No WHERE on time: where to go on is added.',
    ),
  ...shared,
});
const fromFile = z.strictObject({
  file: text()
    .meta({ label: '日志文件', example: '/var/log/oa/operation.log' })
    .describe('One JSON object a line; rotated by renaming.'),
  fields: optional(z.partialRecord(z.enum(['at', 'user', 'action', 'result', 'affected']), text()))
    .meta({ label: '字段对照', example: 'at: time' })
    .describe('Our name → name in the file, where they differ.'),
  ...shared,
});
const options = z.union([fromSql, fromFile]);
type Options = z.infer<typeof options>;

interface NewRows {
  rows: Record<string, unknown>[];
  cursor: string;
  /** `continuous`, `first`, or the short Chinese reason why rows may be missing. */
  continuity: string;
}

export default defineCollector<Options>({
  id: 'operation-log',
  label: sourceTypeWords['operation-log'],
  options,
  remembers: true,
  async collect(given, context) {
    const rules = given.rules ?? (await rulesOf(context));
    const at = context.clock();
    const found = 'file' in given ? await newLines(given, context) : await newRows(given, context);
    const fields = 'file' in given ? (given.fields ?? {}) : {};
    const operations = found.rows.map((row) => notLaterThan(toOperation(row, fields), at));
    const bad = operations.filter((one) => one === null).length;
    if (bad > 0 && bad === operations.length) throw new SourceError('日志没有可用的时间、用户和操作');
    const usable = operations.filter((one) => one !== null);
    const summary = summarise(usable, rules);
    const values = [
      ...valuesOf(summary, bad, found.continuity),
      { metric: 'oplog.cursor', value: found.cursor },
      { metric: 'oplog.continuity', value: found.continuity },
    ];
    return {
      readings: values.map((value) => toReading(value, context.target, at)),
      raw: [
        { name: '操作日志汇总', body: JSON.stringify(summary) },
        ...(found.rows.length === 0 ? [] : [exported(found.rows)]),
      ],
      records: [
        {
          kind: 'operation-log',
          fields: recordFields(summary, { from: beginOf(usable, at, context.previous), to: at }, context.target),
          ...(found.rows.length > 0 && { original: EXPORT }),
        },
      ],
    };
  },
});

const EXPORT = '操作日志';

/** The new rows as they came, one JSON object a line: what is kept for the retention of six months and longer. */
const exported = (rows: readonly Record<string, unknown>[]): RawAnswer => ({
  name: EXPORT,
  body: rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  separate: true,
});

/** Clocks of two machines may differ by this much; a row from further in the future has no usable time. */
const CLOCK_TOLERANCE_SECONDS = 600;

function notLaterThan(one: Operation | null, now: string): Operation | null {
  const ahead = one === null ? 0 : secondsBetween(now, one.at);
  if (one === null || ahead <= 0) return one;
  return ahead <= CLOCK_TOLERANCE_SECONDS ? { ...one, at: now } : null;
}

/** Where the reported stretch begins: at the run before; earlier when rows arrived late, or on a first run. */
function beginOf(operations: readonly Operation[], now: string, previous: readonly Reading[]): string {
  const before = previous.findLast((reading) => reading.metric === 'oplog.cursor')?.at;
  const times = [...operations.map((one) => one.at), before ?? now];
  return times.reduce((first, one) => (compareInstants(one, first) < 0 ? one : first), now);
}

function recordFields(summary: Summary, stretch: { from: string; to: string }, asset: string) {
  const { total, categories, hours, users, anomalies } = summary;
  return {
    at: stretch.to,
    asset,
    ...stretch,
    total,
    categories,
    hours,
    users,
    anomalies: anomalies.map((one) => ({ ...one, judged: 'pending' as const })),
  };
}

/** The workspace's own rules, which people edit; those of the starter where it has none. */
async function rulesOf(context: CollectContext): Promise<Rules> {
  const own = await readText(pathIn(context, OPERATION_LOG_RULES));
  const text = own ?? (await readText(join(import.meta.dirname, '../../data/starters/bureau', OPERATION_LOG_RULES)));
  try {
    return rulesSchema.parse(JSON.parse(text ?? ''));
  } catch (error) {
    throw new SourceError(`${OPERATION_LOG_RULES} 有误`, { cause: error });
  }
}

/** null when there is no such file. */
async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new SourceError(`${OPERATION_LOG_RULES} 无法读取`, { cause: error });
  }
}

const previousCursor = (previous: readonly Reading[]): Reading['value'] =>
  previous.findLast((r) => r.metric === 'oplog.cursor')?.value ?? null;

/** What a first run looks back. */
const FIRST_HOURS = 24;

async function newRows(given: z.infer<typeof fromSql>, { signal, previous, clock }: CollectContext): Promise<NewRows> {
  const now = clock();
  const cursor = readCursor(previousCursor(previous));
  return await withMysql(await accessOf(given, CONTRACT_OFFSET), signal, async (query) => {
    const log = `(${given.query.trim().replace(/;$/, '')}) AS log`;
    if (cursor === null) {
      const since = toText(toInstant(now).subtract({ hours: FIRST_HOURS }))
        .slice(0, 19)
        .replace('T', ' ');
      const rows = await query(`SELECT * FROM ${log} WHERE log.at >= ? ORDER BY log.id LIMIT ${given.maxRows}`, [
        since,
      ]);
      // Nothing in the window: reading goes on behind what is there, not at the beginning of time.
      const last =
        rows.length > 0
          ? idsOf(rows)
          : [Number((await query(`SELECT COALESCE(MAX(log.id), 0) AS id FROM ${log}`))[0]?.['id'])];
      const first = Math.min(...last);
      return {
        rows: [...rows],
        cursor: JSON.stringify(advance({ after: first - 1, gaps: [] }, last, dateOf(now))),
        continuity: 'first',
      };
    }
    const gaps = cursor.gaps.length === 0 ? '' : ` OR log.id IN (${cursor.gaps.map(([id]) => Number(id)).join(', ')})`;
    const rows = await query(`SELECT * FROM ${log} WHERE log.id > ?${gaps} ORDER BY log.id LIMIT ${given.maxRows}`, [
      cursor.after,
    ]);
    if (rows.length === 0) await refuseWentBack(query, log, cursor.after);
    return {
      rows: [...rows],
      cursor: JSON.stringify(advance(cursor, idsOf(rows), dateOf(now))),
      continuity: 'continuous',
    };
  });
}

/** Ids only grow. Where they went back, the log was cut or made anew, and what comes would be passed over for good. */
async function refuseWentBack(query: Query, log: string, after: number): Promise<void> {
  const [row] = await query(`SELECT COALESCE(MAX(log.id), 0) AS id FROM ${log}`);
  const newest = Number(row?.['id']);
  // An empty table is one that was cleaned up: what comes next has higher ids.
  if (newest === 0 || newest >= after) return;
  throw new SourceError(
    `数值不可信（日志编号回退：上次读到 ${after}，现在最大 ${newest}），核实后改数据源名称重新起算`,
  );
}

function idsOf(rows: readonly Row[]): number[] {
  const ids = rows.map((row) => Number(row['id']));
  if (ids.some((id) => !Number.isSafeInteger(id))) throw new SourceError('查询结果的 id 列应为递增整数');
  return ids;
}

/** A line is seldom longer; together with `maxRows` this bounds what one run takes into memory. */
const BYTES_A_ROW = 600;

async function newLines(given: z.infer<typeof fromFile>, context: CollectContext): Promise<NewRows> {
  const before = previousCursor(context.previous);
  const cursor = typeof before === 'string' ? (JSON.parse(before) as FileCursor) : null;
  const {
    lines,
    cursor: next,
    continuous,
  } = await readNewLines(pathIn(context, given.file), cursor, given.maxRows * BYTES_A_ROW);
  const continuity = cursor === null ? 'first' : continuous ? 'continuous' : '日志文件已被替换，其间的日志可能缺失';
  return { rows: lines.map(parseLine), cursor: JSON.stringify(next), continuity };
}

/** A line that is no JSON object is kept as it is, and counted as one that cannot be used. */
function parseLine(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { line };
  } catch {
    return { line };
  }
}

function toOperation(row: Record<string, unknown>, fields: Partial<Record<string, string>>): Operation | null {
  const field = (name: string) => ownValue(row, fields[name] ?? name);
  const time = field('at');
  const at = typeof time === 'string' || typeof time === 'number' ? sqlTime(time) : undefined;
  const action = field('action');
  if (at === undefined || at === null || typeof action !== 'string' || action === '') return null;
  const affected = Number(field('affected') ?? 1);
  return {
    at,
    user: String(field('user') ?? '') || '（未知）',
    action,
    result: String(field('result') ?? ''),
    affected: Number.isSafeInteger(affected) && affected >= 0 ? affected : 1,
  };
}

/** Every category and kind of anomaly has a reading, so that zero is told from not looked at. */
function valuesOf(summary: Summary, bad: number, continuity: string): Value[] {
  const inClass = new Map<string, number>(summary.categories.map((one) => [one.category, one.count]));
  const ofType = Map.groupBy(summary.anomalies, (one): string => one.type);
  return [
    { metric: 'oplog.total', value: summary.total },
    { metric: 'oplog.unreadable', value: bad },
    ...Object.entries(categoryWords).map(
      ([code, word]): Value => ({ metric: 'oplog.class', instance: word, value: inClass.get(code) ?? 0 }),
    ),
    // Rows that may be missing are an anomaly of the log itself.
    {
      metric: 'oplog.anomalies',
      instance: '日志不连续',
      value: continuity === 'first' || continuity === 'continuous' ? 0 : 1,
    },
    ...Object.entries(anomalyWords).map(
      ([code, word]): Value => ({ metric: 'oplog.anomalies', instance: word, value: ofType.get(code)?.length ?? 0 }),
    ),
  ];
}
