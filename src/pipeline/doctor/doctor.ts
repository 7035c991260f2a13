/** `doctor`: what is missing on this machine, what works only in part, and how to get it. Changes nothing. */

import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CONTRACT_ZONE } from '../../contract/time.ts';
import { isOlder, RUNTIME_NODE } from '../../setup/node-version.mjs';
import { PERMIT_REMEDY } from '../../subjects/permits/judge/standing.ts';
import { sizeLimitText, sizeText } from '../../wording/figures.ts';
import { chownCommand } from '../../workspace/change/opening-notes.ts';
import { toolRoot } from '../program.ts';
import { type Machine, thisMachine } from './machine.ts';
import { sealedKeys } from './sealed.ts';

/** One thing looked at. `limited`: the tool works, with the restriction that `detail` names; `wrong`: it is there and unusable. */
export interface DoctorCheck {
  id: string;
  label: string;
  state: 'ok' | 'missing' | 'limited' | 'wrong';
  /** What was found, in Chinese. */
  detail: string;
  /** What to do; null when nothing needs to be done. */
  remedy: string | null;
}

export interface DoctorReport {
  checks: DoctorCheck[];
}

type Finding = Omit<DoctorCheck, 'id' | 'label'>;

const ok = (detail: string): Finding => ({ state: 'ok', detail, remedy: null });
const limited = (detail: string, remedy: string): Finding => ({ state: 'limited', detail, remedy });
const missing = (detail: string, remedy: string): Finding => ({ state: 'missing', detail, remedy });

const wrong = (detail: string, remedy: string): Finding => ({ state: 'wrong', detail, remedy });

const OLDEST_GIT = [2, 31] as const;
const GIB = 1024 ** 3;
const FREE_WANTED = 5 * GIB;
const FREE_NEEDED = 1 * GIB;

/** Magic numbers of file systems on which a lock of another machine may not be seen (statfs(2), linux/magic.h). */
const networkFileSystems = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x01021997, '9p'],
  [0x00c36400, 'CephFS'],
  [0x5346414f, 'AFS'],
  [0x65735546, 'FUSE'],
]);

function checkNode(machine: Machine): Finding {
  if (!isOlder(machine.nodeVersion, RUNTIME_NODE)) return ok(`Node ${machine.nodeVersion}`);
  return missing(
    `Node ${machine.nodeVersion}，需要 ${RUNTIME_NODE} 以上`,
    '用 npm start 或 npx opsledger 启动，会使用随附的 Node',
  );
}

async function checkGit(machine: Machine): Promise<Finding> {
  const remedy = '安装新版 git：以 root 执行 apt-get install git';
  const answer = await machine.run('git', ['--version']);
  if (answer === null || answer.code !== 0) return missing('没有找到 git', remedy);
  const [, major, minor] = /(\d+)\.(\d+)/.exec(answer.output) ?? [];
  const newer = Number(major) - OLDEST_GIT[0] || Number(minor) - OLDEST_GIT[1];
  if (newer >= 0) return ok(answer.output);
  return missing(`${answer.output}，需要 ${OLDEST_GIT.join('.')} 以上`, remedy);
}

async function checkBrowser(machine: Machine): Promise<Finding> {
  const { version, network, sandbox } = await machine.startBrowser();
  const detail = `${version}（随附），能够运行`;
  if (network === 'proxy')
    return limited(
      `${detail}；系统不允许建立独立网络空间，改用拦截方式禁止联网，浏览器沙箱不可用`,
      '以 root 执行 sysctl kernel.unprivileged_userns_clone=1（Ubuntu：sysctl kernel.apparmor_restrict_unprivileged_userns=0）',
    );
  if (!sandbox) return limited(`${detail}；以 root 运行，浏览器沙箱不可用`, '建立专用的普通用户运行本工具');
  return ok(`${detail}；在没有网络的独立空间和沙箱中`);
}

async function checkFonts(machine: Machine): Promise<Finding> {
  const lost = await machine.missingFonts();
  if (lost.length === 0) return ok('思源黑体、思源宋体（随附，不依赖系统字体）');
  return missing(`缺少字体文件：${lost.map((file) => basename(file)).join('、')}`, '在本工具目录执行 npm ci');
}

async function checkClock(root: string, machine: Machine): Promise<Finding> {
  const held =
    (await machine.access(join(root, 'opsledger.yaml'))) === 'absent' ? null : await machine.heldClock?.(root);
  if (held != null) return wrong(held.text, held.remedy);
  if (!machine.knowsZone(CONTRACT_ZONE))
    return missing(`运行环境不认识合同时区 ${CONTRACT_ZONE}`, '使用随附的 Node（npm start），其中含全部时区数据');
  const answer = await machine.run('timedatectl', ['show', '--property=NTPSynchronized', '--value']);
  if (answer?.code === 0 && answer.output === 'yes') return ok(`合同时区 ${CONTRACT_ZONE}，时钟已与时间服务器同步`);
  const detail = answer?.output === 'no' ? '时钟未与时间服务器同步' : '无法得知时钟是否与时间服务器同步';
  return limited(
    `合同时区 ${CONTRACT_ZONE}；${detail}`,
    '配置局域网的时间服务器（systemd-timesyncd 或 chrony），采集时间以本机时钟为准',
  );
}

/** The nearest folder that exists: a workspace that is still to be made lies on the disk of its parent. */
async function existing(path: string, machine: Machine): Promise<string> {
  return (await machine.access(path)) === 'absent' ? existing(dirname(path), machine) : path;
}

async function checkDisk(root: string, machine: Machine): Promise<Finding> {
  const { free } = await machine.disk(await existing(root, machine));
  const detail = `可用 ${sizeText(free)}`;
  if (free >= FREE_WANTED) return ok(detail);
  const remedy = `清理磁盘，建议保留 ${sizeLimitText(FREE_WANTED)} 以上`;
  return free >= FREE_NEEDED ? limited(`${detail}，偏少`, remedy) : missing(`${detail}，不足以签发文档`, remedy);
}

async function checkLocalDisk(root: string, machine: Machine): Promise<Finding> {
  const { type } = await machine.disk(await existing(root, machine));
  const name = networkFileSystems.get(type >>> 0);
  if (name === undefined) return ok('本地磁盘');
  const remedy = '把工作区放到本地磁盘；异地副本用备份';
  return name === 'FUSE'
    ? limited('FUSE 文件系统，不能确定写入锁可靠', remedy)
    : missing(`网络文件系统（${name}），写入锁不可靠`, remedy);
}

async function checkWorkspace(root: string, machine: Machine): Promise<Finding> {
  const make = `执行 npm run -s opsledger -- init ${root}`;
  const state = await machine.access(root);
  if (state === 'absent') return limited(`尚未建立：${root}`, make);
  const parts = [join(root, 'opsledger.yaml'), join(root, '.git')];
  const states = await Promise.all(parts.map((part) => machine.access(part)));
  if (states.includes('absent')) return missing(`不是工作区：${root} 中没有 opsledger.yaml 或版本库`, make);
  if (state === 'read-only' || states.includes('read-only'))
    return missing(`没有写入权限：${root}`, '检查该文件夹的所有者与权限');
  const foreign = await machine.foreignFiles(root);
  if (foreign !== null)
    return wrong(
      `有 ${foreign.count} 个文件不属于工作区文件夹的用户（如 ${foreign.first}），多半是用 root 执行过命令`,
      `以 root 执行 ${chownCommand(root)}，以后用该用户执行命令`,
    );
  const problem = await machine.workspaceProblem(root);
  if (problem !== null) return wrong(problem, '改正上述内容后重新执行 doctor；verify 不需要设置，仍可执行');
  return ok(root);
}

/** Variables are read where this runs: under another user or without its file, the schedule may have them all the same. */
async function checkSecrets(root: string, machine: Machine): Promise<Finding> {
  const known = (await machine.access(join(root, 'opsledger.yaml'))) !== 'absent';
  if (!known || (await machine.workspaceProblem(root)) !== null) return ok('设置可用后再查');
  const problems = await machine.secretProblems(root);
  if (problems.length === 0) return ok('齐全');
  return limited(
    problems.join('；'),
    '写进环境变量或 OPSLEDGER_ENV_FILE 指定的文件；缺少口令的数据源会判为无法采集，其余照常',
  );
}

async function checkPermit(root: string, machine: Machine): Promise<Finding> {
  const known = (await machine.access(join(root, 'opsledger.yaml'))) !== 'absent';
  if (!known || (await machine.workspaceProblem(root)) !== null) return ok('设置可用后再查');
  const problem = await machine.permitProblem(root);
  return problem === null ? ok('有有效的许可') : limited(problem, PERMIT_REMEDY);
}

async function checkScheduler(root: string, machine: Machine): Promise<Finding> {
  if ((await machine.access(join(root, 'opsledger.yaml'))) === 'absent') return ok('建立工作区后再查');
  const { state, text, remedy, notes } = await machine.scheduler(root);
  const detail = [text, ...notes].join('；');
  if (remedy === null) return notes.length === 0 ? ok(detail) : limited(detail, '查看上述原因；恢复后自动消失');
  return state === 'never' || state === 'stopped' ? limited(detail, remedy) : wrong(detail, remedy);
}

async function checkDesk(root: string, machine: Machine): Promise<Finding> {
  const known = (await machine.access(join(root, 'opsledger.yaml'))) !== 'absent';
  if (!known || (await machine.workspaceProblem(root)) !== null) return ok('设置可用后再查');
  const findings = await machine.deskFindings(root);
  if (findings.length === 0) return ok('可以登录');
  const detail = findings.map((one) => one.detail).join('；');
  const remedy = findings.map((one) => one.remedy).join('；');
  return findings.some(({ state }) => state === 'wrong') ? wrong(detail, remedy) : limited(detail, remedy);
}

/** Nothing where the settings name nobody to be reminded. */
async function checkReminders(root: string, machine: Machine): Promise<Finding | null> {
  const known = (await machine.access(join(root, 'opsledger.yaml'))) !== 'absent';
  if (!known || (await machine.workspaceProblem(root)) !== null) return null;
  const findings = await machine.reminderFindings(root);
  if (findings === null) return null;
  if (findings.length === 0) return ok('每个角色都有地址，没有发不出的');
  const remedies = [...new Set(findings.map((one) => one.remedy))];
  return limited(findings.map((one) => one.detail).join('；'), remedies.join('；'));
}

/** Nothing where nothing is sealed. */
async function checkSealed(root: string): Promise<Finding | null> {
  const keys = await sealedKeys(root);
  if (keys === null) return null;
  const { folder, count, lost } = keys;
  if (lost.length === 0) return ok(`${count} 份，密钥在 ${folder}：单独备份这个文件夹，丢失即不能打开`);
  return wrong(`${lost.length} 份没有可用的密钥：${lost.join('、')}`, `从备份恢复 ${folder}`);
}

interface DebianPackage {
  package: string;
  probe: string;
}

async function checkTestTools(machine: Machine): Promise<Finding> {
  const list = await readFile(join(toolRoot, 'src', 'debian.json'), 'utf8');
  const wanted = JSON.parse(list) as DebianPackage[];
  const present = await Promise.all(
    wanted.map(async ({ probe }) =>
      probe.startsWith('/') ? (await machine.access(probe)) !== 'absent' : machine.hasCommand(probe),
    ),
  );
  const lost = wanted.filter((_, index) => !present[index]).map((entry) => entry.package);
  if (lost.length === 0) return ok('齐全');
  return limited(
    `缺少 ${lost.join('、')}（只有本工具自身的测试用到）`,
    `以 root 执行 apt-get install ${lost.join(' ')}`,
  );
}

/**
 * Looks at everything that the tool leans on.
 * @param options.root the workspace, which need not exist
 * @returns every check, in a fixed order; a check that itself failed is `missing` with the reason, the others still run
 */
export async function doctor(options: { root?: string; machine?: Machine } = {}): Promise<DoctorReport> {
  const { machine = thisMachine } = options;
  const root = resolve(options.root ?? 'workspace');
  const looks: [id: string, label: string, look: () => Finding | Promise<Finding | null>][] = [
    ['node', '运行环境', () => checkNode(machine)],
    ['git', '版本管理', () => checkGit(machine)],
    ['browser', '浏览器', () => checkBrowser(machine)],
    ['fonts', '字体', () => checkFonts(machine)],
    ['clock', '时钟与时区', () => checkClock(root, machine)],
    ['disk', '磁盘空间', () => checkDisk(root, machine)],
    ['local-disk', '磁盘类型', () => checkLocalDisk(root, machine)],
    ['workspace', '工作区', () => checkWorkspace(root, machine)],
    ['secrets', '口令变量', () => checkSecrets(root, machine)],
    ['permit', '例行采集许可', () => checkPermit(root, machine)],
    ['scheduler', '调度', () => checkScheduler(root, machine)],
    ['desk', '登记台', () => checkDesk(root, machine)],
    ['reminders', '提醒', () => checkReminders(root, machine)],
    ['sealed', '密封附件', () => checkSealed(root)],
    ['test-tools', '测试工具', () => checkTestTools(machine)],
  ];
  const checks: DoctorCheck[] = [];
  for (const [id, label, look] of looks) {
    const found = await attempt(look);
    if (found !== null) checks.push({ id, label, ...found });
  }
  return { checks };
}

async function attempt(look: () => Finding | Promise<Finding | null>): Promise<Finding | null> {
  try {
    return await look();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return missing(`检查未能完成：${reason}`, '按上述原因处理后重新执行 doctor');
  }
}
