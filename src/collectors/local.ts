/**
 * This machine: CPU, memory, each real mount, load, uptime, pending security updates, clock. Reads only; works as an
 * ordinary user and in containers without systemd. Clauses 4.3.1(a)–(c).
 */
import { readdir, readFile, stat, statfs } from 'node:fs/promises';
import { availableParallelism, uptime } from 'node:os';
import si from 'systeminformation';
import { z } from 'zod';
import { aptProblem, securityUpgrades } from '../sources/apt.ts';
import { type ClockState, fromChrony, fromNtpq, fromTimedatectl } from '../sources/clock-state.ts';
import { runCommand } from '../sources/command.ts';
import { pause } from '../sources/deadline.ts';
import { SourceError } from '../sources/error.ts';
import { type Capacity, inodesPercent, type Mount, realMounts, usedPercent } from '../sources/mounts.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { type CollectContext, defineCollector, type RawAnswer } from './_collector.ts';
import { type Probe, takeAll, type Value } from './parts/separate-readings.ts';

const options = z.strictObject({});

export default defineCollector({
  id: 'local',
  label: sourceTypeWords.local,
  options,
  async collect(_options, context) {
    const raw: RawAnswer[] = [];
    const readings = await takeAll(probes(context), raw, context.target, context.clock, context.signal);
    return { readings, raw };
  },
});

const probes = ({ signal }: CollectContext): Probe[] => [
  { metrics: ['cpu.used'], take: (raw) => cpu(raw, signal) },
  { metrics: ['memory.used', 'swap.used'], take: memory },
  { metrics: ['disk.used', 'disk.inodes'], take: disks },
  { metrics: ['load.1', 'load.per-core'], take: load },
  { metrics: ['uptime'], take: () => Promise.resolve([{ metric: 'uptime', value: Math.floor(uptime()) }]) },
  { metrics: ['patches.security'], take: (raw) => patches(raw, signal) },
  { metrics: ['clock.synced', 'clock.offset'], take: (raw) => clockState(raw, signal) },
];

/** Long enough to even out a moment, short enough for any deadline. */
const CPU_SAMPLE_MS = 1000;

async function cpu(raw: RawAnswer[], signal: AbortSignal): Promise<Value[]> {
  // The first call only sets the base line: what it returns is the mean since start-up.
  await si.currentLoad();
  await pause(CPU_SAMPLE_MS, signal);
  const { currentLoad, currentLoadUser, currentLoadSystem, currentLoadIdle } = await si.currentLoad();
  raw.push({
    name: 'systeminformation currentLoad',
    body: JSON.stringify({ currentLoad, currentLoadUser, currentLoadSystem, currentLoadIdle }),
  });
  return [{ metric: 'cpu.used', value: currentLoad }];
}

async function memory(raw: RawAnswer[]): Promise<Value[]> {
  const { total, available, free, swaptotal, swapused } = await si.mem();
  raw.push({ name: 'systeminformation mem', body: JSON.stringify({ total, available, free, swaptotal, swapused }) });
  if (!(total > 0)) throw new SourceError('读不到内存总量');
  const values: Value[] = [{ metric: 'memory.used', value: ((total - available) / total) * 100 }];
  if (swaptotal > 0) values.push({ metric: 'swap.used', value: (swapused / swaptotal) * 100 });
  return values;
}

async function disks(raw: RawAnswer[]): Promise<Value[]> {
  const mountinfo = await readFile('/proc/self/mountinfo', 'utf8');
  raw.push({ name: '/proc/self/mountinfo', body: mountinfo });
  const mounts = realMounts(mountinfo);
  if (mounts.length === 0) throw new SourceError('没有找到磁盘挂载点');
  const capacities: Record<string, Capacity> = {};
  const values = await Promise.all(mounts.map((mount) => disk(mount, capacities)));
  raw.push({ name: 'statfs', body: JSON.stringify(capacities) });
  return values.flat();
}

async function disk(mount: Mount, capacities: Record<string, Capacity>): Promise<Value[]> {
  try {
    const { blocks, bfree, bavail, files, ffree } = await statfs(mount.point);
    const capacity = { blocks, bfree, bavail, files, ffree };
    capacities[mount.point] = capacity;
    const used = usedPercent(capacity);
    const inodes = inodesPercent(capacity);
    const values: Value[] = [];
    if (used !== null) values.push({ metric: 'disk.used', instance: mount.point, value: used });
    if (inodes !== null) values.push({ metric: 'disk.inodes', instance: mount.point, value: inodes });
    return values;
  } catch (error) {
    const problem = (error as NodeJS.ErrnoException).code === 'EACCES' ? '没有权限' : '读取失败';
    return [{ metric: 'disk.used', instance: mount.point, value: null, problem }];
  }
}

async function load(raw: RawAnswer[]): Promise<Value[]> {
  const text = await readFile('/proc/loadavg', 'utf8');
  raw.push({ name: '/proc/loadavg', body: text });
  const one = Number(text.split(' ')[0]);
  return [
    { metric: 'load.1', value: one },
    { metric: 'load.per-core', value: one / availableParallelism() },
  ];
}

const LISTS = '/var/lib/apt/lists';

async function patches(raw: RawAnswer[], signal: AbortSignal): Promise<Value[]> {
  const lists = (await filesIn(LISTS)).filter((name) => /(InRelease|_Release)$/.test(name));
  const stamps = await Promise.all(
    ['/var/lib/apt/periodic/update-success-stamp', `${LISTS}/partial`, LISTS].map(changedAt),
  );
  const known = stamps.filter((stamp) => stamp !== null);
  const problem = aptProblem({ lists, updatedAt: known.length === 0 ? null : Math.max(...known) }, Date.now() / 1000);
  if (problem !== null) throw new SourceError(problem);
  // Without the package cache files: as root, apt would rebuild them, and this only looks.
  const settings = ['Dir::Cache::pkgcache=', 'Dir::Cache::srcpkgcache='];
  const args = ['list', '--upgradable', ...settings.flatMap((one) => ['-o', one])];
  const { code, stdout, stderr } = await runCommand('apt', args, signal);
  raw.push({ name: `apt ${args.join(' ')}`, body: stdout + stderr });
  const found = code === 0 ? securityUpgrades(stdout) : null;
  if (found === null) throw new SourceError('apt 未能列出待装更新');
  return [{ metric: 'patches.security', value: found.length }];
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw new SourceError('本机不使用 apt，或无权读取软件源索引', { cause: error });
  }
}

/** Seconds since 1970 of the last change; null when it does not exist, which is an answer here. */
async function changedAt(path: string): Promise<number | null> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'EACCES') return null;
    throw error;
  });
  return found === null ? null : found.mtimeMs / 1000;
}

const timeDaemons: { program: string; args: string[]; read: (output: string) => ClockState | null }[] = [
  { program: 'chronyc', args: ['-n', 'tracking'], read: fromChrony },
  { program: 'timedatectl', args: ['show', '-p', 'NTPSynchronized'], read: fromTimedatectl },
  { program: 'ntpq', args: ['-c', 'rv'], read: fromNtpq },
];

async function clockState(raw: RawAnswer[], signal: AbortSignal): Promise<Value[]> {
  for (const { program, args, read } of timeDaemons) {
    const answer = await runCommand(program, args, signal).catch((error: unknown) => {
      if (error instanceof SourceError && !signal.aborted) return null;
      throw error;
    });
    const state = answer === null ? null : read(answer.stdout);
    if (answer === null || state === null || state.synced === null) continue;
    raw.push({ name: `${program} ${args.join(' ')}`, body: answer.stdout });
    const offset: Value =
      state.offset === null
        ? { metric: 'clock.offset', value: null, problem: `${program} 不提供偏差` }
        : { metric: 'clock.offset', value: state.offset };
    return [{ metric: 'clock.synced', value: state.synced }, offset];
  }
  throw new SourceError('没有可查询的时间同步服务');
}
