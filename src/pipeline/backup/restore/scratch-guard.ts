/** A restore goes only into a server that is nobody else's: never a source by whatever name, never foreign data. */
import { UserError } from '../../../contract/error.ts';
import { SourceError } from '../../../sources/error.ts';
import { type MysqlAccess, type Query, withMysql } from '../../../sources/mysql.ts';
import { isSameAddress, isSameServer, readIdentity, type ServerIdentity } from '../../../sources/mysql-identity.ts';
import { statusStatements } from '../../../sources/mysql-replication.ts';
import { SETTINGS_FILE } from '../../../workspace/disk/areas.ts';
import type { SourceServer } from './access.ts';
import { schemasThere } from './marker.ts';
import type { Transcript } from './transcript.ts';

const refused = (summary: string, found: string, hint?: string): UserError =>
  new UserError(summary, {
    file: SETTINGS_FILE,
    at: 'restore.scratch（临时服务器）',
    found,
    expected: '一台只用于恢复测试的 MySQL 或 MariaDB，没有别的数据',
    ...(hint === undefined ? {} : { hint }),
  });

/**
 * Before the scratch server is even reached: whether its address is that of a source.
 * @throws UserError when it is
 */
export async function refuseSourceAddress(access: MysqlAccess, sources: readonly SourceServer[]): Promise<void> {
  for (const source of sources) {
    if (!(await isSameAddress(access, source.access))) continue;
    throw refused('恢复的目标就是生产数据库，拒绝执行', `与数据源 ${source.name} 是同一地址`);
  }
}

/**
 * Asks every source who it is. The one that the set came from must answer: what cannot be compared is not proven to be
 * another server. @throws UserError when the scratch server is one of them, or that one cannot be asked
 */
export async function refuseSources(
  query: Query,
  {
    sources,
    asset,
    transcript,
    signal,
  }: { sources: readonly SourceServer[]; asset: string; transcript: Transcript; signal: AbortSignal },
): Promise<void> {
  const scratch = await readIdentity(query);
  if (!sources.some((source) => source.asset === asset)) {
    throw refused(
      '不能核对恢复的目标是不是生产数据库',
      `设置中没有 ${asset} 的数据库数据源`,
      `在 sources 中为 ${asset} 配置 type: mysql 的数据源；任何账号都能读取服务器标识`,
    );
  }
  for (const source of sources) {
    const identity = await identityOf(source, signal);
    if (typeof identity === 'string') {
      if (source.asset === asset) {
        throw refused(
          '不能核对恢复的目标是不是生产数据库',
          `数据源 ${source.name}：${identity}`,
          '恢复该数据库的连接后再测试',
        );
      }
      transcript.note(`数据源 ${source.name} 无法连接（${identity}），已按地址核对`);
    } else if (isSameServer(scratch, identity)) {
      throw refused(
        '恢复的目标就是生产数据库，拒绝执行',
        `与数据源 ${source.name} 是同一台服务器（端口 ${identity.port}）`,
      );
    } else transcript.note(`已核对：不是数据源 ${source.name}`);
  }
}

async function identityOf(source: SourceServer, signal: AbortSignal): Promise<ServerIdentity | string> {
  try {
    return await withMysql(source.access, signal, readIdentity);
  } catch (error) {
    if (error instanceof SourceError && !signal.aborted) return error.reason;
    throw error;
  }
}

/** Engines whose tables lie in another server: restoring such a table writes there. */
const REMOTE_ENGINES = ['FEDERATED', 'SPIDER', 'CONNECT'];
const NAMED = 5;

/** @throws UserError when the server holds foreign data, replicates, or could reach out of itself */
export async function refuseUnfit(query: Query, version: string): Promise<void> {
  const { foreign } = await schemasThere(query);
  if (foreign.length > 0) {
    const more = foreign.length > NAMED ? ` 等 ${foreign.length} 个` : '';
    throw refused(
      '临时服务器上有别的数据，拒绝执行',
      `库 ${foreign.slice(0, NAMED).join('、')}${more}`,
      '换一台空的服务器；本程序不删除不是自己建立的库',
    );
  }
  if (await isReplica(query, version)) throw refused('临时服务器配置了主从复制，拒绝执行', '它是从库');
  const [dumps] = await query(
    "SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE COMMAND LIKE 'Binlog Dump%'",
  );
  if (Number(dumps?.['n']) > 0) throw refused('临时服务器配置了主从复制，拒绝执行', '有从库正在复制它');
  const engines = (await query('SHOW ENGINES')).filter(
    (row) => row['Support'] === 'YES' || row['Support'] === 'DEFAULT',
  );
  const remote = engines
    .map((row) => String(row['Engine']).toUpperCase())
    .filter((name) => REMOTE_ENGINES.includes(name));
  if (remote.length > 0)
    throw refused('临时服务器启用了能写到别处的存储引擎，拒绝执行', remote.join('、'), '卸载这些引擎');
  const [events] = await query('SELECT @@global.event_scheduler AS state');
  if (/^(on|1)$/i.test(String(events?.['state']))) {
    throw refused('临时服务器的事件调度是打开的，恢复出的定时任务会运行', 'event_scheduler = ON', '设为 OFF');
  }
}

async function isReplica(query: Query, version: string): Promise<boolean> {
  for (const statement of statusStatements(version)) {
    try {
      return (await query(statement)).length > 0;
    } catch (error) {
      // An older server does not know the new words.
      if (!(error instanceof SourceError) || error.fault !== 'not-understood') throw error;
    }
  }
  return false;
}

/**
 * The last doubt: a schema with a random name was made on the scratch server, and on no source may it be seen.
 * @returns name of the source on which it is seen; null when it is on none
 */
export async function sourceSeeing(
  marker: string,
  sources: readonly SourceServer[],
  signal: AbortSignal,
): Promise<string | null> {
  for (const source of sources) {
    try {
      const rows = await withMysql(source.access, signal, (query) =>
        query('SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?', [marker]),
      );
      if (rows.length > 0) return source.name;
    } catch (error) {
      // One that cannot be reached was dealt with when it was asked who it is.
      if (!(error instanceof SourceError) || signal.aborted) throw error;
    }
  }
  return null;
}

/** The refusal that follows. */
export const sameByMarker = (source: string): UserError =>
  refused('恢复的目标就是生产数据库，或向它复制，拒绝执行', `写在目标上的标记出现在数据源 ${source} 上`);
