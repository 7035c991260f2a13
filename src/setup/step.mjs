/**
 * Installs the npm packages, the pinned Node 26 among them, when `node_modules` is not what the lock file says, and for
 * `test` the Debian packages of `debian.json`. With nothing to do it reads two files and ends.
 * All messages go to stderr: stdout belongs to the script that follows. Exit code 3: the environment failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { canInstallPackages, installPackages, missingPackages, reportPackages } from './debian.mjs';
import { onPath, root, say } from './machine.mjs';
import { fail, isOlder, RUNTIME_NODE } from './node-version.mjs';
import { dependenciesCurrent, installDependencies } from './packages.mjs';
import { removeUnread } from './unread.mjs';

const modules = join(root, 'node_modules');
const ENVIRONMENT_FAILED = 3;
/** flock's answer when another command holds the lock; no exit code of npm or of this step. */
const HELD = 75;
const LOCK_WAIT_SECONDS = 1800;

/** Runs this step again under an exclusive lock of the kernel, which ends with its holder, however that ends. */
function rerunLocked(/** @type {string} */ script) {
  // Private, since the browser is unpacked beside the lock and refuses a folder that others may write to.
  mkdirSync(join(root, '.cache'), { recursive: true, mode: 0o700 });
  const again = [
    join(root, '.cache', 'setup.lock'),
    process.execPath,
    join(root, 'src', 'setup.mjs'),
    script,
    '--locked',
  ];
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
  if (!isOlder(process.versions.node, RUNTIME_NODE)) return;
  const { status, stdout } = spawnSync(join(modules, '.bin', 'node'), ['--version'], { encoding: 'utf8' });
  if (status === 0 && !isOlder(stdout.slice(1), RUNTIME_NODE)) return;
  fail(
    `随附的 Node ${RUNTIME_NODE} 在本机（${process.platform} ${process.arch}）不能运行`,
    `请在 64 位 Linux（glibc，x64 或 arm64）上使用，或自行安装 Node ${RUNTIME_NODE} 以上版本`,
  );
}

/** @param {string[]} args name of the script of npm, and whether the lock is held */
export async function setUp([script = '', mode]) {
  if (script === 'postinstall') return removeUnread(modules);
  const packages = script === 'test' ? missingPackages() : [];
  const current = dependenciesCurrent(script);
  const installable = packages.length > 0 && canInstallPackages();
  if (mode === '--locked') {
    if (!current) await installDependencies();
    if (installable) await installPackages(packages, ENVIRONMENT_FAILED);
    return;
  }
  if (!current || installable) {
    if (!onPath('flock')) fail('找不到 flock 命令', '安装 util-linux（Debian：apt-get install util-linux）');
    rerunLocked(script);
  }
  if (packages.length > 0 && !installable) reportPackages(packages);
  checkRuntime();
}
