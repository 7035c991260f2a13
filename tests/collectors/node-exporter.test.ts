import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import nodeExporter from '../../src/collectors/node-exporter.ts';
import textExposition from '../../src/collectors/text-exposition.ts';
import { measured, readingOf, runCollector } from '../support/collect.ts';
import { answer, type RunningServer, startAnswering } from '../support/fault-server.ts';
import { keepServers } from '../support/kept-servers.ts';
import { meetsFaults } from './_faults.ts';

const keep = keepServers(afterAll);
const url = (server: RunningServer) => `http://127.0.0.1:${server.port}/metrics`;

/** A host of two cores; `n` counts the scrapes, so that counters move. */
const page = (n: number, over: Record<string, string> = {}) => {
  const now = Date.now() / 1000;
  const lines: Record<string, string> = {
    'node_cpu_seconds_total{cpu="0",mode="idle"}': String(1000 + n * 6),
    'node_cpu_seconds_total{cpu="0",mode="iowait"}': String(10 + n),
    'node_cpu_seconds_total{cpu="0",mode="user"}': String(100 + n * 2),
    'node_cpu_seconds_total{cpu="0",mode="system"}': String(50 + n),
    'node_cpu_seconds_total{cpu="1",mode="idle"}': String(1000 + n * 10),
    node_load1: '3',
    node_memory_MemTotal_bytes: '8e9',
    node_memory_MemAvailable_bytes: '2e9',
    node_time_seconds: String(now),
    node_boot_time_seconds: String(now - 86_400),
    node_timex_sync_status: '1',
    node_timex_offset_seconds: '-0.002',
    'node_filesystem_size_bytes{device="/dev/vda1",fstype="ext4",mountpoint="/"}': '1000',
    'node_filesystem_free_bytes{device="/dev/vda1",fstype="ext4",mountpoint="/"}': '400',
    'node_filesystem_avail_bytes{device="/dev/vda1",fstype="ext4",mountpoint="/"}': '350',
    'node_filesystem_files{device="/dev/vda1",fstype="ext4",mountpoint="/"}': '100',
    'node_filesystem_files_free{device="/dev/vda1",fstype="ext4",mountpoint="/"}': '25',
    'node_filesystem_size_bytes{device="/dev/vda1",fstype="ext4",mountpoint="/var/lib/x"}': '1000',
    'node_filesystem_size_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"}': '10',
    'apt_upgrades_pending{origin="Debian-Security:13/stable-security",arch="amd64"}': '3',
    'apt_upgrades_pending{origin="Debian:13/stable",arch="amd64"}': '9',
    ...over,
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name} ${value}\n`)
    .join('');
};
const host = (over: (n: number) => Record<string, string> = () => ({})) => {
  let n = 0;
  return keep(startAnswering(() => answer(page(n, over(n++)))));
};

// Each waits a second and a half between two scrapes.
describe.concurrent('a host', () => {
  test('every metric, from two scrapes', async () => {
    const outcome = await runCollector(nodeExporter, { url: url(await host()) });
    expect(measured(outcome, 'cpu.used')).toBeCloseTo((3 / 20) * 100, 6);
    expect(measured(outcome, 'memory.used')).toBeCloseTo(75, 6);
    expect(measured(outcome, 'disk.used', '/')).toBeCloseTo(63.158, 3);
    expect(measured(outcome, 'disk.inodes', '/')).toBe(75);
    expect(measured(outcome, 'load.per-core')).toBe(1.5);
    expect(measured(outcome, 'uptime')).toBe(86_400);
    expect(measured(outcome, 'patches.security')).toBe(3);
    expect(measured(outcome, 'clock.synced')).toBe(true);
    expect(measured(outcome, 'clock.offset')).toBe(0.002);
    expect(outcome.collected?.readings.filter((r) => r.metric === 'disk.used').map((r) => r.instance)).toEqual(['/']);
  });

  test('a counter that went back and a NaN cost only themselves', async () => {
    const server = await host((n) => ({
      'node_cpu_seconds_total{cpu="0",mode="user"}': String(100 - n * 50),
      node_memory_MemAvailable_bytes: 'NaN',
    }));
    const outcome = await runCollector(nodeExporter, { url: url(server) });
    expect(readingOf(outcome, 'cpu.used')).toMatchObject({ value: null, problem: '数值不可信（计数器回退）' });
    expect(readingOf(outcome, 'memory.used')).toMatchObject({ value: null, problem: '数值不可信（NaN）' });
    expect(measured(outcome, 'load.1')).toBe(3);
  });

  test('a host whose clock is a day ahead carries that time', async () => {
    const ahead = Date.now() / 1000 + 86_400;
    const server = await host(() => ({ node_time_seconds: String(ahead) }));
    const { dataAt } = readingOf(await runCollector(nodeExporter, { url: url(server) }), 'load.1');
    expect(Date.parse(dataAt ?? '') / 1000).toBeCloseTo(ahead, -1);
  });

  test('a mount point that the host cannot read', async () => {
    const server = await host(() => ({
      'node_filesystem_device_error{device="/dev/vda1",fstype="ext4",mountpoint="/"}': '1',
    }));
    const outcome = await runCollector(nodeExporter, { url: url(server) });
    expect(readingOf(outcome, 'disk.used', '/').problem).toBe('主机读取该挂载点失败');
  });

  test('what a host does not tell has a reason', async () => {
    const text = readFileSync('tests/fixtures/exposition/node.txt', 'utf8');
    const server = await keep(startAnswering(() => answer(text)));
    const outcome = await runCollector(nodeExporter, { url: url(server) });
    expect(readingOf(outcome, 'disk.used')).toMatchObject({ value: null, problem: '没有文件系统指标' });
    expect(readingOf(outcome, 'memory.used')).toMatchObject({
      value: null,
      problem: '没有指标 node_memory_MemAvailable_bytes',
    });
    expect(readingOf(outcome, 'cpu.used').value).toBeNull();
  });
});

describe.each([
  ['node-exporter', nodeExporter, {}],
  ['text-exposition', textExposition, { series: [{ metric: 'load.1', name: 'node_load1' }] }],
] as const)('%s against faults', (_, collector, more) => {
  meetsFaults(collector as never, {
    options: (server) => ({ url: url(server), ...more }),
    said: { html: '应答是网页，不是指标', unauthorized: '账号或口令有误（HTTP 401）' },
  });
});

test('text-exposition series become metrics; instances, scale, timestamps and what is missing', async () => {
  const text = 'ratio{db="a"} 0.5 1700000000000\nratio{db="b"} 0.75\nplain 7\n';
  const server = await keep(startAnswering(() => answer(text)));
  const outcome = await runCollector(textExposition, {
    url: url(server),
    bearer: 's3cret',
    series: [
      { metric: 'disk.used', name: 'ratio', instanceLabel: 'db', scale: '100' },
      { metric: 'load.1', name: 'plain' },
      { metric: 'uptime', name: 'absent' },
      { metric: 'cpu.used', name: 'ratio' },
    ],
  });
  expect(readingOf(outcome, 'disk.used', 'a')).toMatchObject({
    value: 50,
    unit: '%',
    dataAt: '2023-11-15T06:13:20+08:00',
  });
  expect(measured(outcome, 'disk.used', 'b')).toBe(75);
  expect(measured(outcome, 'load.1')).toBe(7);
  expect(readingOf(outcome, 'uptime').problem).toBe('没有序列 absent');
  expect(readingOf(outcome, 'cpu.used').problem).toBe('序列 ratio 有 2 个值，请用标签限定');
  expect(server.received()).toContain('authorization: Bearer s3cret');
  expect(JSON.stringify(outcome)).not.toContain('s3cret');
});
