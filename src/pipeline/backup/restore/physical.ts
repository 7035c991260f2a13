/** Restores a physical backup (mariadb-backup, xtrabackup): a private copy, prepared, with a server of its own on it. */

import { EnvironmentError, UserError } from '../../../contract/error.ts';
import { SourceError } from '../../../sources/error.ts';
import { withMysql } from '../../../sources/mysql.ts';
import { type OwnServer, startOwnServer } from '../../../sources/mysql-own-server.ts';
import { userSchemas } from '../../../sources/mysql-tables.ts';
import {
  copySet,
  type PhysicalSet,
  prepareCopy,
  readPhysicalSet,
  TableFailure,
} from '../../../sources/physical-copy.ts';
import type { RestoreFailure } from '../../../subjects/recovery/judge/restore-compare.ts';
import type { Cleanup, RestoreContext, Work } from './restorer.ts';
import { makeWorkFolder, removeLeftFolders, type WorkFolder, workRoot } from './work-folder.ts';

const programs = {
  MariaDB: { prepare: 'mariadb-backup', server: 'mariadbd' },
  MySQL: { prepare: 'xtrabackup', server: 'mysqld' },
} as const;

/** See `Restorer`. The source is never reached: the server is started here, on a copy that only it sees. */
export async function restorePhysical(context: RestoreContext, work: Work): Promise<Cleanup> {
  const { chosen, transcript, session } = context;
  const set = await readPhysicalSet(chosen.set.path);
  refuseUnfit(set, chosen.set.name);
  const root = workRoot(session);
  const left = await removeLeftFolders(root);
  if (left > 0) transcript.step('清除上次中断留下的测试数据', `${left} 份副本`);
  const folder = await makeWorkFolder(root);
  const running: { server?: OwnServer } = {};
  try {
    const failure = await bringUp(context, set, folder, running);
    const access = running.server?.access ?? null;
    await work({ access, failure, schemas: access === null ? [] : await schemasOf(context, access) });
  } finally {
    await clean(context, folder, running.server);
  }
  return context.cleanup;
}

function refuseUnfit(set: PhysicalSet, name: string): void {
  if (set.incremental) {
    throw new UserError('增量备份不能单独恢复', { found: name, expected: '全量物理备份', hint: '写明一份全量备份集' });
  }
  const [first] = set.leadingOut;
  if (first === undefined) return;
  throw new UserError('备份集含有指向别处的文件，在副本上启动会打开别处的数据，拒绝执行', {
    found: `${first}${set.leadingOut.length > 1 ? ` 等 ${set.leadingOut.length} 个` : ''}`,
    expected: '没有符号链接和外部表空间（.isl）的备份集',
  });
}

const schemasOf = async ({ signal }: RestoreContext, access: OwnServer['access']): Promise<string[]> =>
  (await withMysql(access, signal, userSchemas)).map(({ name }) => name);

/** Copy, prepare, start. @returns why it did not come to its end; null when the server answers */
async function bringUp(
  { chosen, transcript, signal, session }: RestoreContext,
  set: PhysicalSet,
  folder: WorkFolder,
  running: { server?: OwnServer },
): Promise<RestoreFailure | null> {
  const { tools } = session.workspace.settings.restore;
  const known = programs[set.family];
  try {
    await copySet(chosen.set.path, folder.data, signal);
    transcript.step('复制备份集到隔离目录', '成功');
    const said = await prepareCopy(tools.prepare ?? known.prepare, folder.data, signal);
    transcript.step('准备（prepare）副本', '成功');
    transcript.note(said.join('\n'));
    const names = chosen.baseline?.server.lowerCaseTableNames;
    running.server = await startOwnServer(
      {
        program: tools.server ?? known.server,
        dataFolder: folder.data,
        runFolder: folder.run,
        options: [
          ...set.options,
          ...(names !== undefined && /^[012]$/.test(names) ? [`--lower-case-table-names=${names}`] : []),
        ],
        onStart: folder.noteServer,
      },
      signal,
    );
    transcript.step('在副本上启动临时数据库', '成功，不接网络，只有本程序可以连接');
    return null;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SourceError && error.fault === 'no-command') {
      throw new EnvironmentError(error.reason, { hint: '安装该程序，或在设置 restore.tools 中写明路径' });
    }
    if (!(error instanceof TableFailure)) throw error;
    const { reason, table } = error;
    transcript.step('恢复', table === null ? `失败：${reason}` : `失败于表 ${table}：${reason}`);
    if (error.cause instanceof Error) transcript.note(error.cause.message);
    return { reason, table };
  }
}

async function clean(
  { transcript, cleanup, clock }: RestoreContext,
  folder: WorkFolder,
  server: OwnServer | undefined,
) {
  await server?.stop();
  try {
    await folder.remove();
    Object.assign(cleanup, { cleanedAt: clock(), text: '停止临时数据库，删除数据副本，复核无残留' });
    transcript.step('清除测试数据', '已停止临时数据库并删除副本');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    Object.assign(cleanup, { cleanedAt: null, text: `未能删除副本（${code}）；下次恢复测试时清除` });
    transcript.step('清除测试数据', cleanup.text);
  }
}
