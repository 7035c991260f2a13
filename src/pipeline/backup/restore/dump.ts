/** Restores a logical backup (mysqldump, mariadb-dump) into the scratch server of the settings. */
import { createReadStream } from 'node:fs';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { EnvironmentError, UserError } from '../../../contract/error.ts';
import { type DumpReader, readDump } from '../../../sources/dump-stream.ts';
import { SourceError } from '../../../sources/error.ts';
import { type MysqlAccess, type Query, withScratchMysql } from '../../../sources/mysql.ts';
import { type ClientOutcome, feedClient, findClient } from '../../../sources/mysql-client.ts';
import { quoted, serverSettings } from '../../../sources/mysql-tables.ts';
import type { RestoreFailure } from '../../../subjects/recovery/judge/restore-compare.ts';
import { scratchAccess, sourceServers } from './access.ts';
import { announceSchema, placeMarker, removeOurs, schemasThere, takeLock } from './marker.ts';
import type { Cleanup, RestoreContext, Work } from './restorer.ts';
import { refuseSourceAddress, refuseSources, refuseUnfit, sameByMarker, sourceSeeing } from './scratch-guard.ts';
import { makeWorkFolder, removeLeftFolders, workRoot } from './work-folder.ts';

/** See `Restorer`. */
export async function restoreDump(context: RestoreContext, work: Work): Promise<Cleanup> {
  const { session, transcript } = context;
  const { access, secrets } = await scratchAccess(session);
  const sources = await sourceServers(session);
  transcript.hide([...secrets, ...sources.flatMap((one) => one.secrets)]);
  await refuseSourceAddress(access, sources);
  // Its own signal: the connection that holds the lock lives until everything is cleaned up, whatever aborts the test.
  const whole = new AbortController();
  const guarded = withScratchMysql(access, whole.signal, async (query) => {
    await query('SET SESSION wait_timeout = 2147483');
    const { version } = await serverSettings(query);
    if (!(await takeLock(query))) throw new UserError('另一个恢复测试正在使用临时服务器', { hint: '等它结束再执行' });
    await refuseSources(query, { sources, asset: context.chosen.of.asset, transcript, signal: context.signal });
    await refuseUnfit(query, version);
    const lock = Number((await query('SELECT CONNECTION_ID() AS id'))[0]?.['id']);
    await removeLeftovers(query, access, lock, context);
    const marker = await placeMarker(query);
    try {
      const seen = await sourceSeeing(marker, sources, context.signal);
      if (seen !== null) throw sameByMarker(seen);
      transcript.step('核对临时服务器', '不是生产数据库，没有别的数据');
      const announced = new Set<string>();
      const failure = await load(context, access, async (name) => {
        announced.add(name);
        await prepareSchema(query, marker, name, context);
      });
      await work({ access, failure, schemas: [...announced] });
    } finally {
      await clean(access, lock, context);
    }
  });
  try {
    await guarded;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    context.signal.throwIfAborted();
    throw new EnvironmentError(`临时服务器无法使用：${error.reason}`, {
      hint: '核对 restore.scratch 的地址、账号与权限',
    });
  } finally {
    whole.abort(new SourceError('恢复测试已结束'));
  }
  return context.cleanup;
}

async function removeLeftovers(
  query: Query,
  access: MysqlAccess,
  lock: number,
  { transcript, session }: RestoreContext,
) {
  const { ours } = await schemasThere(query);
  // Its client first, which might go on filling them.
  const folders = await removeLeftFolders(workRoot(session));
  if (ours.length > 0) await removeOurs(access, lock);
  if (ours.length + folders > 0) transcript.step('清除上次中断留下的测试数据', `${ours.length} 个库`);
}

/** What fails here is told, not thrown: the next run knows our data by its marker. */
async function clean(access: MysqlAccess, lock: number, { transcript, cleanup, clock }: RestoreContext): Promise<void> {
  try {
    const left = await removeOurs(access, lock);
    if (left.length > 0) throw new SourceError(`仍有 ${left.join('、')}`);
    Object.assign(cleanup, { cleanedAt: clock(), text: '删除临时服务器上本次建立的库，复核无残留' });
    transcript.step('清除测试数据', '已清除，复核无残留');
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    Object.assign(cleanup, { cleanedAt: null, text: `未能清除：${error.reason}；下次恢复测试时清除` });
    transcript.step('清除测试数据', cleanup.text);
  }
}

async function load(
  context: RestoreContext,
  access: MysqlAccess,
  onSchema: (name: string) => Promise<void>,
): Promise<RestoreFailure | null> {
  const { chosen, transcript, signal, session } = context;
  const dump = readDump({ onSchema });
  const folder = await makeWorkFolder(workRoot(session));
  const { client: named } = session.workspace.settings.restore.tools;
  try {
    const client = await findClient(named === null ? ['mariadb', 'mysql'] : [named], signal);
    const outcome = await feedClient(
      { ...client, folder: folder.data, access, onStart: folder.noteServer },
      dump.transform(bytesOf(chosen.set.path)),
      signal,
    );
    const failure = failureOf(outcome, dump);
    transcript.step('导入备份', failure === null ? `成功，${dump.tables().length} 张表` : textOf(failure));
    return failure;
  } catch (error) {
    const late = context.deadline.aborted ? { reason: '超过时限，已导入到此表', table: dump.lastTable() } : null;
    if (late === null) signal.throwIfAborted();
    const failure = late ?? unreadable(error, dump);
    if (failure === null) throw error;
    transcript.step('导入备份', textOf(failure));
    return failure;
  } finally {
    if (dump.leftOut().length > 0) transcript.note(`未导入：${dump.leftOut().join('、')}`);
    await folder.remove();
  }
}

const textOf = ({ reason, table }: RestoreFailure): string =>
  table === null ? `失败：${reason}` : `失败于表 ${table}：${reason}`;

/** Character set and collation of a schema are in no dump of one database; where they were captured, they are used. */
async function prepareSchema(query: Query, marker: string, name: string, { chosen }: RestoreContext): Promise<void> {
  await announceSchema(query, marker, name);
  const known = chosen.baseline?.schemas.find((one) => one.name === name);
  if (known === undefined || !/^\w+$/.test(known.characterSet) || !/^\w+$/.test(known.collation)) return;
  await query(
    `CREATE DATABASE IF NOT EXISTS ${quoted(name)} CHARACTER SET ${known.characterSet} COLLATE ${known.collation}`,
  ).catch((error: unknown) => {
    // Another kind of server may not have that collation; the dump itself then makes the schema.
    if (!(error instanceof SourceError)) throw error;
  });
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const unpacked = /\.gz$/i.test(path)
    ? file.pipe(createGunzip())
    : /\.zst$/i.test(path)
      ? file.pipe(createZstdDecompress())
      : file;
  if (unpacked !== file) file.once('error', (error) => unpacked.destroy(error));
  try {
    for await (const chunk of unpacked) yield chunk as Buffer;
  } finally {
    file.destroy();
    unpacked.destroy();
  }
}

const reasons: Readonly<Record<number, string>> = {
  1064: '语句不完整或有误',
  1062: '主键或唯一键重复',
  1146: '表不存在',
  1273: '临时服务器没有备份所用的排序规则',
  1115: '临时服务器没有备份所用的字符集',
  1227: '临时账号权限不足',
  1044: '临时账号权限不足',
  1142: '临时账号权限不足',
  1045: '临时账号或口令有误',
  2006: '临时服务器中断连接',
  2013: '临时服务器中断连接',
};

function failureOf({ code, error }: ClientOutcome, dump: DumpReader): RestoreFailure | null {
  if (error === null) return code === 0 ? null : { reason: `客户端异常结束，退出码 ${code}`, table: dump.lastTable() };
  const { number, line, diskFull } = error;
  const reason = diskFull ? '临时服务器磁盘已满' : (reasons[number] ?? '数据库拒绝语句');
  return {
    reason: number === 0 ? `客户端不能解释的内容（第 ${line} 行）` : `${reason}（错误 ${number}，第 ${line} 行）`,
    table: line === 0 ? dump.lastTable() : dump.tableAt(line),
  };
}

/** A file that breaks off or is damaged in the middle is a finding about the backup. */
function unreadable(error: unknown, dump: DumpReader): RestoreFailure | null {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const table = dump.lastTable();
  if (code === 'Z_BUF_ERROR') return { reason: '压缩包不完整', table };
  if (code.startsWith('Z_') || code.startsWith('ZSTD')) return { reason: '压缩包损坏', table };
  if (['EACCES', 'EIO', 'ENOENT'].includes(code)) return { reason: `备份文件无法读取（${code}）`, table };
  if (error instanceof SourceError && error.fault !== 'no-command') return { reason: error.reason, table };
  return null;
}
