/**
 * A host through node_exporter, scraped directly: for hosts without a Prometheus server. CPU from two scrapes.
 * Clauses 4.3.1(a)–(c).
 */
import { z } from 'zod';
import { toText } from '../contract/time.ts';
import { pause } from '../sources/deadline.ts';
import { SourceError } from '../sources/error.ts';
import { type Exposition, parseExposition, select } from '../sources/exposition.ts';
import { evidenceOf, requestName, textOf } from '../sources/http.ts';
import { inodesPercent, isRealFileSystem, usedPercent } from '../sources/mounts.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { defineCollector, type RawAnswer } from './_collector.ts';
import { get, type HttpAccess, httpAccess } from './parts/http-access.ts';
import { asAnswer, rereadOf } from './parts/reread.ts';
import { type Probe, takeAll, type Value } from './parts/separate-readings.ts';

const options = z.strictObject(httpAccess);

/** Long enough for the counters of an idle host to move, short enough for any deadline. */
const SAMPLE_MS = 1500;

export default defineCollector<HttpAccess>({
  id: 'node-exporter',
  label: sourceTypeWords['node-exporter'],
  options,
  async collect(access, { target, signal, clock }) {
    const raw: RawAnswer[] = [];
    const first = await scrape(access, signal, raw);
    await pause(SAMPLE_MS, signal);
    const second = await scrape(access, signal, raw);
    const time = one(second, 'node_time_seconds');
    const readings = await takeAll(probes(first, second), raw, target, clock, signal);
    // What the host's own clock said: a host that lives a day ahead must not pass as fresh.
    const dataAt = time === null ? undefined : toText(Temporal.Instant.fromEpochMilliseconds(Math.trunc(time * 1000)));
    return { readings: dataAt === undefined ? readings : readings.map((reading) => ({ ...reading, dataAt })), raw };
  },
  reread(access, answers, target) {
    const [first, second] = answers
      .filter(({ name }) => name === requestName(access))
      .map((answer) => parseExposition(textOf(asAnswer(answer))));
    if (first === undefined || second === undefined) throw new SourceError('没有前后两次应答');
    const values = [cpu(first, second), memory(second), disks(second), load(second), clockValues(second)].flatMap(
      taken,
    );
    const time = one(second, 'node_time_seconds');
    const dataAt =
      time === null ? {} : { dataAt: toText(Temporal.Instant.fromEpochMilliseconds(Math.trunc(time * 1000))) };
    return rereadOf(
      values.map((value) => ({ ...value, ...dataAt })),
      target,
      () => true,
    );
  },
});

/** What a probe gives; one that fails gave a reason instead, which is compared where the answers are first read. */
function taken(take: () => Value[]): Value[] {
  try {
    return take();
  } catch (error) {
    if (error instanceof SourceError) return [];
    throw error;
  }
}

async function scrape(access: HttpAccess, signal: AbortSignal, raw: RawAnswer[]): Promise<Exposition> {
  const answer = await get(access, signal);
  raw.push({ name: requestName(access), body: evidenceOf(answer) });
  const exposition = parseExposition(textOf(answer));
  if (!exposition.samples.some((s) => s.name.startsWith('node_'))) throw new SourceError('应答中没有主机指标');
  return exposition;
}

/** The one sample of a name; null when it is missing. */
const one = (exposition: Exposition, name: string): number | null => select(exposition, name)[0]?.value ?? null;

const need = (exposition: Exposition, name: string): number => {
  const value = one(exposition, name);
  if (value === null) throw new SourceError(`没有指标 ${name}`);
  return value;
};

const probes = (first: Exposition, second: Exposition): Probe[] => [
  { metrics: ['cpu.used'], take: () => resolved(cpu(first, second)) },
  { metrics: ['memory.used'], take: () => resolved(memory(second)) },
  { metrics: ['disk.used', 'disk.inodes'], take: () => resolved(disks(second)) },
  { metrics: ['load.1', 'load.per-core'], take: () => resolved(load(second)) },
  {
    metrics: ['uptime'],
    take: () =>
      resolved(() => [
        {
          metric: 'uptime',
          value: Math.floor(need(second, 'node_time_seconds') - need(second, 'node_boot_time_seconds')),
        },
      ]),
  },
  { metrics: ['patches.security'], take: () => resolved(patches(second)) },
  { metrics: ['clock.synced', 'clock.offset'], take: () => resolved(clockValues(second)) },
];

const resolved = async (take: () => Value[]): Promise<Value[]> => await Promise.resolve().then(take);

/** Cores that both scrapes saw; idle and I/O wait are not use. */
const cpu = (first: Exposition, second: Exposition) => (): Value[] => {
  let busy = 0;
  let all = 0;
  for (const sample of select(second, 'node_cpu_seconds_total')) {
    const before = select(first, sample.name, sample.labels)[0];
    if (before === undefined) continue;
    const delta = sample.value - before.value;
    if (delta < -0.5) throw new SourceError('数值不可信（计数器回退）');
    // Idle and iowait may step back by a tick on Linux; that is noise, not a restart.
    all += Math.max(0, delta);
    if (sample.labels['mode'] !== 'idle' && sample.labels['mode'] !== 'iowait') busy += Math.max(0, delta);
  }
  if (!(all > 0)) throw new SourceError('没有 CPU 计数，或两次之间没有变化');
  return [{ metric: 'cpu.used', value: (busy / all) * 100 }];
};

const memory = (exposition: Exposition) => (): Value[] => {
  const total = need(exposition, 'node_memory_MemTotal_bytes');
  const available = need(exposition, 'node_memory_MemAvailable_bytes');
  const values: Value[] = [{ metric: 'memory.used', value: ((total - available) / total) * 100 }];
  const swap = one(exposition, 'node_memory_SwapTotal_bytes');
  const swapFree = one(exposition, 'node_memory_SwapFree_bytes');
  if (swap !== null && swap > 0 && swapFree !== null)
    values.push({ metric: 'swap.used', value: ((swap - swapFree) / swap) * 100 });
  return values;
};

/** One mount a device, as `local` does it; a device that could not be read is a problem under its own name. */
const disks = (exposition: Exposition) => (): Value[] => {
  const mounts = select(exposition, 'node_filesystem_size_bytes').filter((s) =>
    isRealFileSystem(s.labels['fstype'] ?? '', s.labels['device'] ?? '', s.labels['mountpoint'] ?? ''),
  );
  if (mounts.length === 0) throw new SourceError('没有文件系统指标');
  const byDevice = Map.groupBy(mounts, (s) => s.labels['device'] ?? '');
  const chosen = [...byDevice.values()].map(
    (same) => same.toSorted((a, b) => point(a).length - point(b).length)[0] as (typeof same)[0],
  );
  return chosen.flatMap((s) => disk(exposition, s.labels, s.value));
};

const point = (sample: { labels: Readonly<Record<string, string>> }): string => sample.labels['mountpoint'] ?? '';

function disk(exposition: Exposition, labels: Readonly<Record<string, string>>, blocks: number): Value[] {
  const instance = labels['mountpoint'] ?? '';
  const get = (name: string) =>
    select(exposition, name, { device: labels['device'] ?? '', mountpoint: instance })[0]?.value;
  const [bfree, bavail] = [get('node_filesystem_free_bytes'), get('node_filesystem_avail_bytes')];
  if (get('node_filesystem_device_error') === 1 || bfree === undefined || bavail === undefined) {
    return [{ metric: 'disk.used', instance, value: null, problem: '主机读取该挂载点失败' }];
  }
  const capacity = {
    blocks,
    bfree,
    bavail,
    files: get('node_filesystem_files') ?? 0,
    ffree: get('node_filesystem_files_free') ?? 0,
  };
  const used = usedPercent(capacity);
  const inodes = inodesPercent(capacity);
  return [
    ...(used === null ? [] : [{ metric: 'disk.used', instance, value: used }]),
    ...(inodes === null ? [] : [{ metric: 'disk.inodes', instance, value: inodes }]),
  ];
}

const load = (exposition: Exposition) => (): Value[] => {
  const value = need(exposition, 'node_load1');
  const cores = new Set(select(exposition, 'node_cpu_seconds_total').map((s) => s.labels['cpu'])).size;
  const perCore: Value =
    cores > 0
      ? { metric: 'load.per-core', value: value / cores }
      : { metric: 'load.per-core', value: null, problem: '没有 CPU 数' };
  return [{ metric: 'load.1', value }, perCore];
};

/** From the textfile collector's apt script, where the host has it. */
const patches = (exposition: Exposition) => (): Value[] => {
  const pending = select(exposition, 'apt_upgrades_pending');
  if (pending.length === 0) throw new SourceError('主机未提供待装更新（apt_upgrades_pending）');
  const security = pending.filter((s) => /security/i.test(s.labels['origin'] ?? ''));
  return [{ metric: 'patches.security', value: security.reduce((sum, s) => sum + s.value, 0) }];
};

const clockValues = (exposition: Exposition) => (): Value[] => [
  { metric: 'clock.synced', value: need(exposition, 'node_timex_sync_status') === 1 },
  { metric: 'clock.offset', value: Math.abs(need(exposition, 'node_timex_offset_seconds')) },
];
