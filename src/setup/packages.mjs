/** The npm packages: whether they are those of the lock file, and how they are installed. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lastLines, root, run, say } from './machine.mjs';
import { fail } from './node-version.mjs';
import { removeUnread, unlessForbidden } from './unread.mjs';

const modules = join(root, 'node_modules');
const lockFile = join(root, 'package-lock.json');
/** npm's own note of what it installed. */
const note = join(modules, '.package-lock.json');
const stampFile = join(modules, '.opsledger-setup');

/** The scripts that run without the packages which only development needs, as after `npm ci --omit=dev`. */
const FOR_USE = ['start', 'opsledger', 'demo', 'recount'];

/** What `node_modules` was installed from: the lock file's bytes, the kind of machine, and when npm last worked there. */
function fingerprint() {
  return createHash('sha256')
    .update(`${process.platform}-${process.arch}\n${existsSync(note) ? statSync(note).mtimeMs : ''}\n`)
    .update(readFileSync(lockFile))
    .digest('hex');
}

/** @returns {'all' | 'use' | null} what npm's note names: all of the lock file; all but what development needs; neither */
function installed() {
  if (!existsSync(note)) return null;
  const there = JSON.parse(readFileSync(note, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages);
  const wrong = wanted.filter(
    ([path, entry]) =>
      path !== '' && (there[path]?.version ?? (entry.optional ? entry.version : null)) !== entry.version,
  );
  if (wrong.length === 0) return 'all';
  return wrong.every(([path, { dev }]) => dev === true && there[path] === undefined) ? 'use' : null;
}

/** Notes that what is there is what the lock file says, so that the next command need not look. */
function stamp(/** @type {'all' | 'use'} */ extent) {
  removeUnread(modules);
  // Whoever may not write looks again each time.
  unlessForbidden(() => writeFileSync(stampFile, `${fingerprint()} ${extent}`));
}

/** true when `node_modules` has what a script needs. @param {string} script */
export function dependenciesCurrent(script) {
  const enough = FOR_USE.includes(script) ? ['all', 'use'] : ['all'];
  const stamped = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  const now = fingerprint();
  if (enough.some((extent) => stamped === `${now} ${extent}`)) return true;
  const extent = installed();
  if (extent === null || !enough.includes(extent)) return false;
  stamp(extent);
  return true;
}

/** The way out of a failed `npm ci`, from the error codes that npm prints. */
function remedyFor(/** @type {string} */ output) {
  if (/ENOSPC/.test(output)) return '磁盘已满：腾出至少 2 GB 后重试';
  if (/EACCES|EPERM|EROFS/.test(output)) return `没有写入权限：检查 ${root} 的属主后重试`;
  if (/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|network/i.test(output))
    return '连不上 npm 软件源：检查网络，或用 npm config 设置内网镜像（registry）与代理（proxy）后重试';
  if (/EINTEGRITY/.test(output))
    return '下载内容与锁文件校验值不符：执行 npm cache clean --force 后重试，仍不符请停止使用该软件源';
  return '按下面 npm 的输出处理后重试，或在本目录手工执行 npm ci';
}

/** Installs exactly what the lock file names, with the Node that runs npm (ours is about to be replaced). */
export async function installDependencies() {
  say('OpsLedger：正在安装依赖（npm ci，首次约 1 分钟，占用约 0.8 GB）…');
  const started = Date.now();
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== join(modules, '.bin'));
  const env = { ...process.env, PATH: path.join(delimiter) };
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await run('npm', flags, env);
  if (code !== 0) fail(`依赖安装失败（npm ci 退出码 ${code}）`, remedyFor(output), lastLines(output));
  stamp('all');
  say(`OpsLedger：依赖已安装，用时 ${Math.round((Date.now() - started) / 1000)} 秒`);
}
