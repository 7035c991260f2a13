/**
 * The step that npm runs before every script (`node src/setup.mjs <script>`): makes a fresh clone ready to run.
 *
 * Plain JavaScript on purpose: on the first run the only Node is the machine's own (20 or newer), which cannot read
 * TypeScript. It installs the npm packages, the pinned Node 26 among them, when `node_modules` is not what the lock file
 * says, and for `test` the Debian packages of `debian.json`. With nothing to do it reads two files and ends.
 * All messages go to stderr: stdout belongs to the script that follows. Exit code 3: the environment failed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ package: string, probe: string, use: string, service?: string }} DebianPackage */

const self = fileURLToPath(import.meta.url);
const root = dirname(dirname(self));
const modules = join(root, 'node_modules');
const lockFile = join(root, 'package-lock.json');
const stampFile = join(modules, '.opsledger-setup');
const pinnedNode = join(modules, '.bin', 'node');

const OLDEST_NODE = 20;
const RUNTIME_NODE = 26;
const ENVIRONMENT_FAILED = 3;
/** flock's answer when another command holds the lock; no exit code of npm or of this step. */
const HELD = 75;
const LOCK_WAIT_SECONDS = 1800;

/** Kept out of maintainer scripts' reach: with this file, installing a service never starts it. */
const policyFile = '/usr/sbin/policy-rc.d';
const policyMark = '# opsledger setup: removed when the installation ends';

const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);

/** Ends the step with a message of what failed and what to do. @returns {never} */
function fail(/** @type {string} */ what, /** @type {string} */ remedy, detail = '') {
  say(`OpsLedger：${what}\n  处理：${remedy}${detail === '' ? '' : `\n${detail}`}`);
  process.exit(ENVIRONMENT_FAILED);
}

/** What `node_modules` was installed from: the lock file's bytes and the kind of machine. */
function fingerprint() {
  return createHash('sha256')
    .update(`${process.platform}-${process.arch}\n`)
    .update(readFileSync(lockFile))
    .digest('hex');
}

/** true when npm's own note of what it installed names every package of the lock file, as after `npm install`. */
function installedByHand() {
  const note = join(modules, '.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages);
  return wanted.every(
    ([path, entry]) =>
      path === '' || (installed[path]?.version ?? (entry.optional ? entry.version : null)) === entry.version,
  );
}

function dependenciesCurrent() {
  const now = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === now) return true;
  if (!installedByHand()) return false;
  writeFileSync(stampFile, now);
  return true;
}

/** Finds a program as a shell would, and in the folders of system programs, which an ordinary user's PATH leaves out. */
function onPath(/** @type {string} */ command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @returns {DebianPackage[]} the packages that the tests need and this machine lacks */
function missingPackages() {
  /** @type {DebianPackage[]} */
  const wanted = JSON.parse(readFileSync(join(root, 'src', 'debian.json'), 'utf8'));
  return wanted.filter(({ probe }) => (probe.startsWith('/') ? !existsSync(probe) : !onPath(probe)));
}

const canInstallPackages = () => process.getuid?.() === 0 && onPath('apt-get') && !process.env.OPSLEDGER_NO_APT;

/**
 * Runs a program with its output on stderr, telling every 15 s that it is still at work.
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ code: number, output: string }>} exit code (127: could not be started) and all that it printed
 */
function run(command, args, env) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const ticker = setInterval(() => say(`  … 已用 ${Math.round((Date.now() - started) / 1000)} 秒`), 15_000);
    const end = (/** @type {number} */ code) => {
      clearInterval(ticker);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

const lastLines = (/** @type {string} */ text) =>
  text
    .trim()
    .split('\n')
    .slice(-8)
    .map((line) => `    ${line}`)
    .join('\n');

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
async function installDependencies() {
  say('OpsLedger：正在安装依赖（npm ci，首次约 1 分钟，占用约 1.1 GB）…');
  const started = Date.now();
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== join(modules, '.bin'));
  const env = { ...process.env, PATH: path.join(delimiter) };
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await run('npm', flags, env);
  if (code !== 0) fail(`依赖安装失败（npm ci 退出码 ${code}）`, remedyFor(output), lastLines(output));
  writeFileSync(stampFile, fingerprint());
  say(`OpsLedger：依赖已安装，用时 ${Math.round((Date.now() - started) / 1000)} 秒`);
}

function removePolicy() {
  if (existsSync(policyFile) && readFileSync(policyFile, 'utf8').includes(policyMark)) rmSync(policyFile);
}

/** Installs Debian packages without starting, now or at the next boot, the services that come with them. */
async function installPackages(/** @type {DebianPackage[]} */ packages) {
  const names = packages.map((entry) => entry.package);
  say(`OpsLedger：正在安装测试所需的系统软件：${names.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  removePolicy();
  process.once('exit', removePolicy);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(ENVIRONMENT_FAILED));
  if (!existsSync(policyFile)) writeFileSync(policyFile, `#!/bin/sh\n${policyMark}\nexit 101\n`, { mode: 0o755 });
  const apt = (/** @type {string[]} */ ...args) =>
    run('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args], env);
  await apt('update');
  const { code, output } = await apt('install', '--no-install-recommends', ...names);
  removePolicy();
  if (code !== 0) return reportPackages(missingPackages(), lastLines(output));
  const services = packages.flatMap((entry) => entry.service ?? []);
  if (services.length > 0 && onPath('systemctl')) await run('systemctl', ['disable', ...services], env);
  say('OpsLedger：系统软件已安装（随附的服务未启动，也不会开机自启）');
}

/** Tells what is missing and how to get it; the tests that need it then fail by name, the others still run. */
function reportPackages(/** @type {DebianPackage[]} */ packages, detail = '') {
  const lines = packages.map((entry) => `    ${entry.package}：${entry.use}`);
  const command = `apt-get update && apt-get install --no-install-recommends ${packages.map((p) => p.package).join(' ')}`;
  say(
    `OpsLedger：缺少测试所需的系统软件，用到它们的测试会失败：\n${lines.join('\n')}\n  处理：以 root 执行 ${command}`,
  );
  if (detail !== '') say(detail);
}

/** Runs this step again under an exclusive lock of the kernel, which ends with its holder, however that ends. */
function rerunLocked(/** @type {string} */ script) {
  // Private, since the browser is unpacked beside the lock and refuses a folder that others may write to.
  mkdirSync(join(root, '.cache'), { recursive: true, mode: 0o700 });
  const again = [join(root, '.cache', 'setup.lock'), process.execPath, self, script, '--locked'];
  const flock = (/** @type {string[]} */ ...args) =>
    spawnSync('flock', ['--conflict-exit-code', String(HELD), ...args, ...again], { stdio: ['ignore', 2, 2] }).status;
  let status = flock('--nonblock');
  if (status === HELD) {
    say('OpsLedger：另一个命令正在安装，等它完成…');
    status = flock('--timeout', String(LOCK_WAIT_SECONDS));
  }
  if (status === HELD) fail('等待另一个安装超时', '确认没有卡住的 npm ci 后重试');
  if (status !== 0) process.exit(status ?? ENVIRONMENT_FAILED);
}

/** Node 26 must be there for the script that follows: beside npm's other programs, or as the machine's own. */
function checkRuntime() {
  if (Number.parseInt(process.versions.node, 10) >= RUNTIME_NODE) return;
  const { status, stdout } = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  if (status === 0 && Number.parseInt(stdout.slice(1), 10) >= RUNTIME_NODE) return;
  fail(
    `随附的 Node ${RUNTIME_NODE} 在本机（${process.platform} ${process.arch}）不能运行`,
    `请在 64 位 Linux（glibc，x64 或 arm64）上使用，或自行安装 Node ${RUNTIME_NODE} 以上版本`,
  );
}

async function main() {
  const [script = '', mode] = process.argv.slice(2);
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE)
    fail(
      `本机 Node 是 ${process.version}，过旧`,
      `安装 Node ${OLDEST_NODE} 以上版本（Debian 13：apt-get install nodejs npm）`,
    );
  const packages = script === 'test' ? missingPackages() : [];
  const current = dependenciesCurrent();
  const installable = packages.length > 0 && canInstallPackages();
  if (mode === '--locked') {
    if (!current) await installDependencies();
    if (installable) await installPackages(packages);
    return;
  }
  if (!current || installable) {
    if (!onPath('flock')) fail('找不到 flock 命令', '安装 util-linux（Debian：apt-get install util-linux）');
    rerunLocked(script);
  }
  if (packages.length > 0 && !installable) reportPackages(packages);
  checkRuntime();
}

await main();
