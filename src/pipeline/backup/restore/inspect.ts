/** Counts what was restored and asks the business queries. Reads only. */

import type { Baseline } from '../../../collectors/parts/backup-baseline.ts';
import { SourceError } from '../../../sources/error.ts';
import { type Query, withMysql } from '../../../sources/mysql.ts';
import {
  countTable,
  familyOf,
  listTables,
  type ServerSettings,
  serverSettings,
  singleValue,
  type TableOfServer,
} from '../../../sources/mysql-tables.ts';
import {
  type ActualTable,
  compareQuery,
  compareTables,
  type ExpectedValue,
  type QueryRow,
  type RestoreFailure,
  type TestFindings,
} from '../../../subjects/recovery/judge/restore-compare.ts';
import { checkedQueries } from './baseline.ts';
import type { ChosenSet } from './choose.ts';
import type { RestoreContext, Restored } from './restorer.ts';

export interface Inspected extends Pick<TestFindings, 'tables' | 'queries' | 'hasBaseline' | 'changed'> {
  /** null when no server could be asked. */
  server: ServerSettings | null;
  /** Remarks for the record, Chinese sentences without a full stop. */
  remarks: string[];
}

/** What was counted at backup time: in the file beside the set, or failing that in its backup record. */
export function expectedOf({ baseline, record }: ChosenSet): Baseline['tables'] | null {
  if (baseline !== null) return baseline.tables;
  const recorded = record?.tables;
  if (recorded === undefined || recorded.length === 0) return null;
  return recorded.map((one) => ({ ...one, engine: null, checksum: one.checksum ?? null }));
}

/** Looks at what is there, however far the restore came. */
export async function inspect(context: RestoreContext, restored: Restored): Promise<Inspected> {
  const { chosen, signal } = context;
  const expected = expectedOf(chosen);
  const changed = new Set((expected ?? []).filter((one) => one.changed).map((one) => `${one.schema}.${one.table}`));
  const known = { hasBaseline: expected !== null, changed };
  if (restored.access === null) {
    const tables = (expected ?? []).map(({ schema, table, rows, checksum }) => ({
      table: `${schema}.${table}`,
      expectedRows: rows,
      ...(checksum === null ? {} : { expectedChecksum: checksum }),
      result: 'unchecked' as const,
    }));
    return { ...known, tables, queries: [], server: null, remarks: [] };
  }
  return await withMysql(restored.access, signal, async (query) => {
    const server = await serverSettings(query);
    noteServer(context, server);
    const actual = await countAll(context, query, await listTables(query, restored.schemas));
    const version = chosen.baseline?.server.version;
    const tables = compareTables(
      expected,
      actual,
      version === undefined || familyOf(version) === familyOf(server.version),
    );
    context.transcript.step('逐表比对行数与校验和', comparisonText(tables, expected !== null));
    for (const row of tables) context.transcript.note(JSON.stringify(row));
    return {
      ...known,
      tables,
      queries: await ask(context, query),
      server,
      remarks: differences(chosen.baseline, server),
    };
  });
}

function noteServer({ transcript, chosen }: RestoreContext, server: ServerSettings): void {
  transcript.note(`临时数据库：${JSON.stringify(server)}`);
  if (chosen.baseline !== null) transcript.note(`备份时的数据库：${JSON.stringify(chosen.baseline.server)}`);
}

async function countAll(
  { transcript, signal }: RestoreContext,
  query: Query,
  tables: readonly TableOfServer[],
): Promise<ActualTable[]> {
  const counted: ActualTable[] = [];
  for (const one of tables) {
    signal.throwIfAborted();
    try {
      const { rows, checksum } = await countTable(query, one);
      counted.push({ schema: one.schema, table: one.table, rows, checksum });
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      signal.throwIfAborted();
      transcript.note(`表 ${one.schema}.${one.table} 无法读取：${error.reason}`);
      counted.push({ schema: one.schema, table: one.table, rows: null, checksum: null });
    }
  }
  return counted;
}

const words = { same: '一致', different: '不一致', missing: '缺表', extra: '多表', unchecked: '未比对' } as const;

function comparisonText(tables: Inspected['tables'], hasBaseline: boolean): string {
  const parts = (Object.keys(words) as (keyof typeof words)[]).flatMap((result) => {
    const n = tables.filter((row) => row.result === result).length;
    return n === 0 ? [] : [`${words[result]} ${n} 张`];
  });
  return `${hasBaseline ? '' : '未采集基线；'}${parts.join('，') || '没有表'}`;
}

async function ask(context: RestoreContext, query: Query): Promise<QueryRow[]> {
  const { session, chosen, transcript, signal } = context;
  const rows: QueryRow[] = [];
  for (const one of checkedQueries(session).filter(({ asset }) => asset === chosen.of.asset)) {
    const actual = await singleValue(query, one.sql).catch((error: unknown) => {
      if (!(error instanceof SourceError) || signal.aborted) throw error;
      transcript.note(`业务查询 ${one.name}：${error.reason}`);
      return null;
    });
    rows.push(compareQuery(one.name, expectedValue(one, chosen.baseline), actual));
  }
  if (rows.length === 0) return [];
  const passed = rows.filter((row) => row.result === 'passed').length;
  transcript.step('业务查询', `${rows.length} 项，通过 ${passed} 项`);
  return rows;
}

function expectedValue(
  { name, expected }: { name: string; expected?: string | undefined },
  baseline: Baseline | null,
): ExpectedValue | null {
  if (expected !== undefined) return { value: expected };
  const captured = baseline?.queries.find((one) => one.name === name);
  return captured === undefined ? null : { value: captured.value, other: captured.other };
}

/** What may make the same data behave otherwise. */
function differences(baseline: Baseline | null, server: ServerSettings): string[] {
  if (baseline === null) return [];
  const labels = {
    version: '版本',
    characterSet: '字符集',
    sqlMode: 'sql_mode',
    lowerCaseTableNames: '表名大小写',
  } as const;
  const differ = (Object.keys(labels) as (keyof typeof labels)[]).filter((key) => baseline.server[key] !== server[key]);
  return differ.length === 0
    ? []
    : [
        `临时服务器与备份时的数据库不同：${differ.map((key) => `${labels[key]} ${server[key] || '（空）'}，备份时 ${baseline.server[key] || '（空）'}`).join('；')}`,
      ];
}

/** What reading the set told before anything was restored. */
export function incompleteOf({ integrity, changed }: ChosenSet, failure: RestoreFailure | null): RestoreFailure | null {
  const reasons = [
    ...(integrity === 'complete' ? [] : [integrity]),
    ...(changed.length === 0 ? [] : [`校验值与备份时不一致（${changed.slice(0, 3).join('、')}）`]),
  ];
  return reasons.length === 0 ? null : { reason: reasons.join('，'), table: failure?.table ?? null };
}
