/** How the servers of a restore test are reached: the scratch server, and the sources that it must not be. */
import { accessOf, mysqlOptions } from '../../../collectors/parts/mysql-access.ts';
import { UserError } from '../../../contract/error.ts';
import type { MysqlAccess } from '../../../sources/mysql.ts';
import { SETTINGS_FILE } from '../../../workspace/disk/areas.ts';
import { resolveSecrets } from '../../../workspace/settings/secrets.ts';
import type { SourceSettings } from '../../../workspace/settings/settings.ts';
import { parseWith } from '../../../workspace/text/parse.ts';
import type { Session } from '../../session.ts';

export interface Reached {
  access: MysqlAccess;
  /** What must not be printed. */
  secrets: string[];
}

export interface SourceServer extends Reached {
  /** Name of the source in the settings. */
  name: string;
  asset: string;
}

/** @throws UserError when the settings name no scratch server, or a variable is not set */
export async function scratchAccess(session: Session): Promise<Reached> {
  const { scratch } = session.workspace.settings.restore;
  if (scratch === null) {
    throw new UserError('设置中没有临时服务器，逻辑备份无处恢复', {
      file: SETTINGS_FILE,
      at: 'restore.scratch',
      expected: '一台只用于恢复测试的 MySQL 或 MariaDB',
      hint: '写法见使用手册“备份检查与恢复测试”',
    });
  }
  const { host, port, socket, user, password } = scratch;
  const { password: filled, secrets } = await resolvePassword(password, 'restore.scratch');
  const access = { host, port, user, ...(socket === null ? {} : { socket }), ...filled };
  return { access, secrets };
}

async function resolvePassword(password: string | null, at: string) {
  if (password === null) return { password: {}, secrets: [] };
  const resolved = await resolveSecrets({ password }, process.env);
  if (!resolved.ok) throw missingVariable(resolved.missing, at);
  return { password: { password: String(resolved.options['password']) }, secrets: resolved.values };
}

const missingVariable = (name: string, at: string): UserError =>
  new UserError('缺少变量，不能连接数据库', {
    file: SETTINGS_FILE,
    at,
    found: name,
    expected: '环境变量，或 OPSLEDGER_ENV_FILE 文件中的一行',
  });

/** Every database of the settings, by which account the inspection reads it. Throws as `scratchAccess`. */
export async function sourceServers(session: Session): Promise<SourceServer[]> {
  const { settings } = session.workspace;
  return await Promise.all(settings.sources.filter(({ type }) => type === 'mysql').map(serverOf));
}

async function serverOf({ name, target, options }: SourceSettings): Promise<SourceServer> {
  const at = `数据源 ${name}`;
  const resolved = await resolveSecrets(options, process.env);
  if (!resolved.ok) throw missingVariable(resolved.missing, at);
  const { role: _role, ...access } = resolved.options;
  const parsed = parseWith(mysqlOptions, access, { file: SETTINGS_FILE, at });
  return { name, asset: target, access: await accessOf(parsed), secrets: resolved.values };
}

/** The same server by the account that may count its tables, where the settings name one. Throws as `scratchAccess`. */
export async function baselineServer(session: Session, name: string): Promise<SourceServer> {
  const { sources, restore } = session.workspace.settings;
  const source = sources.find((one) => one.name === name && one.type === 'mysql');
  if (source === undefined) {
    const known = sources.filter((one) => one.type === 'mysql').map((one) => one.name);
    throw new UserError('设置中没有这个数据库', {
      file: SETTINGS_FILE,
      at: 'sources',
      found: name,
      expected: known.join('、') || '（没有 type: mysql 的数据源）',
    });
  }
  const own = restore.baseline.find((one) => one.source === name);
  if (own === undefined) return await serverOf(source);
  // The password of the inspection's account need not be there for another account's sake.
  const { password: _password, ...options } = source.options;
  const server = await serverOf({ ...source, options });
  const { password, secrets } = await resolvePassword(own.password, `restore.baseline（${name}）`);
  return { ...server, access: { ...server.access, user: own.user, ...password }, secrets };
}
