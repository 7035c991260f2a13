/** `backup baseline`: counts every table of a source at backup time, in one snapshot, reading only. Clause 5.3.8. */
import { readFile, stat } from 'node:fs/promises';
import { type Baseline, type BaselineTable, baselineSchema } from '../../../collectors/parts/backup-baseline.ts';
import { EnvironmentError, UserError } from '../../../contract/error.ts';
import { SourceError } from '../../../sources/error.ts';
import { type Query, withMysql } from '../../../sources/mysql.ts';
import { countTable, listTables, serverSettings, singleValue, userSchemas } from '../../../sources/mysql-tables.ts';
import { readOnlyProblem } from '../../../sources/read-only-sql.ts';
import { SETTINGS_FILE } from '../../../workspace/disk/areas.ts';
import { writeDurable } from '../../../workspace/disk/durable.ts';
import type { RestoreQuery } from '../../../workspace/settings/restore.ts';
import { machineNow } from '../../clock.ts';
import type { Session } from '../../session.ts';
import { baselineServer } from './access.ts';

export interface BaselineRequest {
  /** Name of a source of type mysql. */
  source: string;
  /** File to write. */
  output: string;
  /** Schemas that the backup holds; all that people made without it. */
  schemas?: string[];
  /** true: the backup is done; what has changed since the first capture is marked. */
  again: boolean;
  signal: AbortSignal;
  progress?(done: number, total: number, what: string): void;
}

export interface BaselineResult {
  file: string;
  tables: number;
  rows: number;
  /** Tables that were written to while the backup ran; null for the first capture. */
  changed: string[] | null;
}

/** @throws UserError for unusable input, EnvironmentError when the server cannot be read */
export async function captureBaseline(session: Session, request: BaselineRequest): Promise<BaselineResult> {
  const before = request.again ? await earlier(request.output) : null;
  if (!request.again) await refuseExisting(request.output);
  const server = await baselineServer(session, request.source);
  const queries = checkedQueries(session).filter(({ asset }) => asset === server.asset);
  const captured = await withMysql(server.access, request.signal, (query) =>
    capture(query, { ...request, schemas: before?.schemas.map(({ name }) => name) ?? request.schemas }, queries),
  ).catch((error: unknown) => {
    if (!(error instanceof SourceError)) throw error;
    throw new EnvironmentError(`不能采集基线：${error.reason}`, {
      found: `数据源 ${request.source}`,
      hint: '账号须能读取要备份的各库（SELECT）；权限见使用手册“备份检查与恢复测试”',
    });
  });
  const baseline = before === null ? captured : merged(before, captured);
  await writeDurable(request.output, `${JSON.stringify(baseline, null, 2)}\n`);
  return {
    file: request.output,
    tables: baseline.tables.length,
    rows: baseline.tables.reduce((sum, one) => sum + one.rows, 0),
    changed:
      before === null ? null : baseline.tables.filter((one) => one.changed).map((one) => `${one.schema}.${one.table}`),
  };
}

/** Business queries of the settings. @throws UserError when one of them does not only read */
export function checkedQueries(session: Session): RestoreQuery[] {
  const { queries } = session.workspace.settings.restore;
  queries.forEach(({ name, sql }, index) => {
    const problem = readOnlyProblem(sql);
    if (problem === null) return;
    throw new UserError('业务查询只能读取', {
      file: SETTINGS_FILE,
      at: `restore.queries[${index}].sql（${name}）`,
      expected: problem,
    });
  });
  return queries;
}

/** All figures are of one moment: the snapshot that a consistent dump of the same moment would see. */
async function capture(
  query: Query,
  { schemas: wanted, progress }: Pick<BaselineRequest, 'progress'> & { schemas: string[] | undefined },
  queries: readonly RestoreQuery[],
): Promise<Baseline> {
  await query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  await query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  const capturedAt = machineNow();
  const all = await userSchemas(query);
  const lacking = (wanted ?? []).filter((name) => !all.some((one) => one.name === name));
  if (lacking.length > 0) throw new SourceError(`没有库 ${lacking.join('、')}，或账号不能读取`);
  const schemas = wanted === undefined ? all : all.filter(({ name }) => wanted.includes(name));
  const found = await listTables(
    query,
    schemas.map(({ name }) => name),
  );
  if (found.length === 0) throw new SourceError('没有表，或账号不能读取');
  const tables: BaselineTable[] = [];
  for (const [index, one] of found.entries()) {
    progress?.(index, found.length, `${one.schema}.${one.table}`);
    const { schema, table, engine, rows, checksum } = await countTable(query, one);
    tables.push({ schema, table, engine, rows, checksum });
  }
  const values: Baseline['queries'] = [];
  for (const { name, sql } of queries) values.push({ name, value: await singleValue(query, sql) });
  const server = await serverSettings(query);
  await query('COMMIT');
  return { schema: 1, kind: 'backup-baseline', capturedAt, server, schemas, tables, queries: values };
}

/** What is the same before and after the backup was so in it; the rest is marked, with both figures. */
export function merged(before: Baseline, after: Baseline): Baseline {
  const later = new Map(after.tables.map((one) => [`${one.schema}.${one.table}`, one]));
  const values = new Map(after.queries.map((one) => [one.name, one.value]));
  return {
    ...before,
    confirmedAt: after.capturedAt,
    tables: before.tables.map((one) => {
      const now = later.get(`${one.schema}.${one.table}`);
      const same = now !== undefined && now.rows === one.rows && now.checksum === one.checksum;
      return same ? one : { ...one, changed: true, otherRows: now?.rows ?? 0 };
    }),
    queries: before.queries.map((one) => {
      const now = values.get(one.name);
      return now === undefined || now === one.value ? one : { ...one, other: now };
    }),
  };
}

async function refuseExisting(file: string): Promise<void> {
  const there = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (there === null) return;
  throw new UserError('基线文件已存在', {
    file,
    expected: '一份备份集一个新文件，名称为 备份集名称.tables.json',
    hint: '备份完成后再次采集，加 --again',
  });
}

async function earlier(file: string): Promise<Baseline> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new UserError('没有备份开始前采集的基线', { file, hint: '备份开始前先采集一次，不加 --again' });
  });
  const parsed = baselineSchema.safeParse(json(text));
  if (parsed.success && parsed.data.confirmedAt === undefined) return parsed.data;
  throw new UserError(parsed.success ? '这份基线已经在备份后采集过' : '不是基线文件', {
    file,
    expected: '备份开始前用 opsledger backup baseline 写出的文件',
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
