/** Reads what the host report script printed. Pure. */
import { aptProblem, LISTS_DAYS, securityUpdates } from './apt.ts';
import { type ClockState, fromChrony, fromNtpq, fromTimedatectl } from './clock-state.ts';
import { SourceError } from './error.ts';
import { isRealFileSystem } from './mounts.ts';

export interface HostReport {
  /** Seconds since 1970 by the host's clock. */
  time: number;
  host: string;
  sections: ReadonlyMap<string, string[]>;
}

/** @throws SourceError when it is no report, of another version, or was cut off */
export function parseHostReport(text: string): HostReport {
  const lines = text.replace(/^\u{feff}/u, '').split(/\r?\n/);
  const version = /^== opsledger-host-report (\S+)$/.exec(lines.find((line) => line.trim() !== '') ?? '')?.[1];
  if (version === undefined) throw new SourceError('文件不是主机巡检报告');
  if (version !== '1') throw new SourceError(`主机巡检报告的版本 ${version} 不受支持`);
  if (!lines.some((line) => line.trim() === '== end')) throw new SourceError('主机巡检报告不完整（没有结尾）');
  const sections = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of lines) {
    const name = /^== section (\S+)/.exec(line)?.[1];
    if (name !== undefined) {
      current = [];
      sections.set(name, current);
    } else if (!line.startsWith('== ') || line.startsWith('== unavailable')) current?.push(line);
  }
  const time = Number(valueOfMark(lines, 'time'));
  if (!Number.isInteger(time) || time <= 0) throw new SourceError('主机巡检报告没有时间');
  return { time, host: valueOfMark(lines, 'host') ?? '', sections };
}

const valueOfMark = (lines: readonly string[], mark: string): string | undefined =>
  lines
    .find((line) => line.startsWith(`== ${mark} `))
    ?.slice(mark.length + 4)
    .trim();

const section = (report: HostReport, name: string): string[] => {
  const lines = report.sections.get(name);
  if (lines === undefined) throw new SourceError(`报告中没有 ${name} 部分`);
  const missing = lines.find((line) => line.startsWith('== unavailable '))?.slice(15);
  if (missing !== undefined)
    throw new SourceError(missing === 'root' ? '须用 root 运行才能查询' : `主机上没有可用的 ${missing}`);
  return lines;
};

/** CPU use in percent between the two samples; idle and I/O wait are not use. */
export function cpuPercent(report: HostReport): number {
  const [first, second] = ['cpu-first', 'cpu-second'].map((name) => {
    const line = section(report, name).find((one) => one.startsWith('cpu '));
    // user nice system idle iowait irq softirq steal; guest time is already in user.
    const ticks = (line ?? '').trim().split(/\s+/).slice(1, 9).map(Number);
    return { all: ticks.reduce((a, b) => a + b, 0), idle: (ticks[3] ?? Number.NaN) + (ticks[4] ?? 0) };
  }) as [{ all: number; idle: number }, { all: number; idle: number }];
  const all = second.all - first.all;
  if (!(all > 0)) throw new SourceError('数值不可信（处理器计数没有前进）');
  return (1 - (second.idle - first.idle) / all) * 100;
}

/** Memory and swap in percent; swap null when there is none. */
export function memoryPercent(report: HostReport): { memory: number; swap: number | null } {
  const kilobytes = (name: string): number | undefined => {
    const line = section(report, 'meminfo').find((one) => one.startsWith(`${name}:`));
    return line === undefined ? undefined : Number(line.replace(/\D/g, ''));
  };
  const [total, available] = [kilobytes('MemTotal'), kilobytes('MemAvailable')];
  if (total === undefined || available === undefined || total === 0)
    throw new SourceError('主机未提供可用内存（MemAvailable）');
  const [swap, free] = [kilobytes('SwapTotal') ?? 0, kilobytes('SwapFree') ?? 0];
  return { memory: ((total - available) / total) * 100, swap: swap > 0 ? ((swap - free) / swap) * 100 : null };
}

export function loadOf(report: HostReport): { one: number; cores: number } {
  const one = Number(section(report, 'loadavg')[0]?.split(' ')[0]);
  const cores = section(report, 'cpu-first').filter((line) => /^cpu\d/.test(line)).length;
  return { one, cores };
}

export const uptimeOf = (report: HostReport): number => Math.floor(Number(section(report, 'uptime')[0]?.split(' ')[0]));

export interface DiskUse {
  point: string;
  used: number;
  inodes: number | null;
}

/** Real mounts, one a device, as `local` shows them. */
export function disksOf(report: HostReport): DiskUse[] {
  const inodes = new Map(rowsOf(report, 'inode', 6).map((row) => [row.at(-1), row]));
  const byDevice = new Map<string, DiskUse>();
  for (const [device = '', type = '', , usedText, freeText, , point = ''] of rowsOf(report, 'disk', 7)) {
    if (!isRealFileSystem(type, device, point)) continue;
    const [used, free] = [Number(usedText), Number(freeText)];
    const seen = byDevice.get(device);
    if (!(used + free > 0) || (seen !== undefined && seen.point.length <= point.length)) continue;
    const [, all, taken] = (inodes.get(point) ?? []).map(Number);
    const share = all !== undefined && taken !== undefined && all > 0 ? (taken / all) * 100 : null;
    byDevice.set(device, { point, used: (used / (used + free)) * 100, inodes: share });
  }
  if (byDevice.size === 0) throw new SourceError('报告中没有磁盘');
  return [...byDevice.values()].toSorted((a, b) => (a.point < b.point ? -1 : 1));
}

/** Rows of `df -P`; the mount point is last and may hold spaces. */
function rowsOf(report: HostReport, name: string, columns: number): string[][] {
  return section(report, name)
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words.length >= columns)
    .map((words) => [...words.slice(0, columns - 1), words.slice(columns - 1).join(' ')]);
}

/** Pending security updates. @throws SourceError when the host cannot tell */
export function securityPatches(report: HostReport): number {
  const lines = section(report, 'patches');
  const value = (name: string) =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1).trim());
  const stamps = value('updated')
    .filter((stamp) => stamp !== '')
    .map(Number);
  const updatedAt = stamps.length === 0 ? null : Math.max(...stamps);
  if (!lines.includes('done')) throw new SourceError('主机未能查出待装更新');
  if (value('manager')[0] === 'apt') {
    const lists = (value('lists')[0] ?? '').split(' ').filter((name) => name !== '');
    const problem = aptProblem({ lists, updatedAt }, report.time);
    if (problem !== null) throw new SourceError(problem);
    return securityUpdates(lines.join('\n')).length;
  }
  if (updatedAt === null) throw new SourceError('没有软件源缓存，请先执行 yum makecache');
  const days = Math.floor((report.time - updatedAt) / 86400);
  if (days > LISTS_DAYS) throw new SourceError(`软件源缓存已 ${days} 天未更新`);
  // One line per advisory and package: `RHSA-… Important/Sec. kernel-…`; a package counts once.
  const packages = lines.map((line) => /^\S+\s+\S*Sec\.?\s+(\S+)/.exec(line)?.[1]).filter((name) => name !== undefined);
  return new Set(packages).size;
}

/** What the host's time daemons say; the first that answers. @throws SourceError when none does */
export function clockOf(report: HostReport): ClockState {
  const text = section(report, 'clock').join('\n');
  // CentOS 7: `NTP synchronized: yes`, later `System clock synchronized: yes`.
  const sentence = /(?:NTP|System clock) synchronized: (yes|no)/i.exec(text)?.[1];
  const told = sentence === undefined ? null : { synced: sentence.toLowerCase() === 'yes', offset: null };
  const state = fromChrony(text) ?? fromTimedatectl(text) ?? told ?? fromNtpq(text);
  if (state === null) throw new SourceError('没有可查询的时间同步服务');
  return state;
}
