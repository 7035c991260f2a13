/** The Debian packages of `debian.json`, which only tests need: installed by root, named to everybody else. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, onPath, root, run, say } from './machine.mjs';

/** @typedef {{ package: string, probe: string, use: string, service?: string }} DebianPackage */

/** Kept out of maintainer scripts' reach: with this file, installing a service never starts it. */
const policyFile = '/usr/sbin/policy-rc.d';
const policyMark = '# opsledger setup: removed when the installation ends';

/** @returns {DebianPackage[]} the packages that the tests need and this machine lacks */
export function missingPackages() {
  /** @type {DebianPackage[]} */
  const wanted = JSON.parse(readFileSync(join(root, 'src', 'debian.json'), 'utf8'));
  return wanted.filter(({ probe }) => (probe.startsWith('/') ? !existsSync(probe) : !onPath(probe)));
}

export const canInstallPackages = () => process.getuid?.() === 0 && onPath('apt-get') && !process.env.OPSLEDGER_NO_APT;

function removePolicy() {
  if (existsSync(policyFile) && readFileSync(policyFile, 'utf8').includes(policyMark)) rmSync(policyFile);
}

/**
 * Installs Debian packages without starting, now or at the next boot, the services that come with them.
 * @param {DebianPackage[]} packages @param {number} interrupted exit code of the step that was ended meanwhile
 */
export async function installPackages(packages, interrupted) {
  const names = packages.map((entry) => entry.package);
  say(`OpsLedger：正在安装测试所需的系统软件：${names.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  removePolicy();
  process.once('exit', removePolicy);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(interrupted));
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
export function reportPackages(/** @type {DebianPackage[]} */ packages, detail = '') {
  const lines = packages.map((entry) => `    ${entry.package}：${entry.use}`);
  const command = `apt-get update && apt-get install --no-install-recommends ${packages.map((p) => p.package).join(' ')}`;
  say(
    `OpsLedger：缺少测试所需的系统软件，用到它们的测试会失败：\n${lines.join('\n')}\n  处理：以 root 执行 ${command}`,
  );
  if (detail !== '') say(detail);
}
