import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import hostReport from '../../src/collectors/host-report.ts';
import { tempFolder } from '../support/at-end.ts';
import { measured, readingOf, runCollector } from '../support/collect.ts';

const SCRIPT = 'src/collectors/parts/host-report.sh';
const folder = await tempFolder('report');
const KEY = 'a key of this host, 2026';
const collect = (content: string | Buffer, secretKey?: string) => {
  writeFileSync(join(folder, 'report.txt'), content);
  return runCollector(hostReport, {
    file: join(folder, 'report.txt'),
    ...(secretKey === undefined ? {} : { secretKey }),
  });
};

/** Written by hand as CentOS 7 gives it: old kernel names, yum, `timedatectl` without `show`. */
const centos = (over: Record<string, string> = {}) => {
  const parts: Record<string, string> = {
    system: 'Linux 3.10.0-1160.el7.x86_64 x86_64',
    'cpu-first': 'cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 50 0 25 400 25 0 0 0\ncpu1 50 0 25 400 25 0 0 0',
    'cpu-second': 'cpu  130 0 60 950 60 0 0 0 0 0\ncpu0 65 0 30 475 30 0 0 0\ncpu1 65 0 30 475 30 0 0 0',
    meminfo:
      'MemTotal:        8000000 kB\nMemFree: 100 kB\nMemAvailable:    2000000 kB\nSwapTotal: 1000 kB\nSwapFree: 900 kB',
    loadavg: '3.00 1.00 0.50 1/200 999',
    uptime: '86400.52 100.00',
    disk: 'Filesystem Type 1024-blocks Used Available Capacity Mounted on\n/dev/vda1 xfs 1000 600 400 60% /\n/dev/vda1 xfs 1000 600 400 60% /var/lib/bind mount\ntmpfs tmpfs 10 1 9 10% /run\n/dev/vdb1 ext4 1000 864 136 87% /data disk',
    inode: 'Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/vda1 1000 250 750 25% /\n/dev/vdb1 0 0 0 - /data disk',
    patches:
      'manager yum\nupdated 1763900000\nCESA-2026:1 Important/Sec. openssl-libs-1.0.2k-26.el7_9.x86_64\nCESA-2026:2 Moderate/Sec. openssl-libs-1.0.2k-26.el7_9.x86_64\nCESA-2026:3 Critical/Sec. kernel-3.10.0-1160.119.el7.x86_64\nCEBA-2026:4 bugfix bash-4.2\ndone',
    clock: 'daemon timedatectl\n      NTP enabled: yes\n NTP synchronized: yes',
    ...over,
  };
  const sections = Object.entries(parts).map(([name, body]) => `== section ${name}\n${body}\n`);
  return `== opsledger-host-report 1\n== time 1763946000\n== host oa-app-3\n${sections.join('')}== end\n`;
};

describe('host-report', () => {
  test('a host like CentOS 7', async () => {
    const outcome = await collect(centos());
    expect(measured(outcome, 'cpu.used')).toBeCloseTo(20, 6);
    expect(measured(outcome, 'memory.used')).toBe(75);
    expect(measured(outcome, 'swap.used')).toBeCloseTo(10, 6);
    expect(measured(outcome, 'load.per-core')).toBe(1.5);
    expect(measured(outcome, 'uptime')).toBe(86_400);
    expect(
      outcome.collected?.readings
        .filter((r) => r.metric === 'disk.used')
        .map((r) => [r.instance, Math.round(Number(r.value) * 10) / 10]),
    ).toEqual([
      ['/', 60],
      ['/data disk', 86.4],
    ]);
    expect(outcome.collected?.readings.filter((r) => r.metric === 'disk.inodes')).toHaveLength(1);
    expect(measured(outcome, 'patches.security')).toBe(2);
    expect(measured(outcome, 'clock.synced')).toBe(true);
    expect(new Set(outcome.collected?.readings.map((r) => r.dataAt))).toEqual(new Set(['2025-11-24T09:00:00+08:00']));
    expect(outcome.collected?.raw[0]).toMatchObject({ name: '主机巡检报告 oa-app-3' });
  });

  test('Windows line ends and a byte order mark do no harm', async () => {
    expect(measured(await collect(`\u{feff}${centos().replaceAll('\n', '\r\n')}`), 'memory.used')).toBe(75);
  });

  test.each([
    ['patches', '== unavailable root', 'patches.security', '须用 root 运行才能查询'],
    ['patches', 'manager yum\nupdated 1763000000\ndone', 'patches.security', '软件源缓存已 10 天未更新'],
    ['patches', 'manager yum\nupdated 1763900000', 'patches.security', '主机未能查出待装更新'],
    ['patches', 'manager apt\nlists  \ndone', 'patches.security', '没有软件源索引，请先执行 apt-get update'],
    ['clock', '', 'clock.synced', '没有可查询的时间同步服务'],
    ['meminfo', 'MemTotal: 100 kB', 'memory.used', '主机未提供可用内存（MemAvailable）'],
    ['cpu-second', 'cpu  1 0 0 1 0 0 0 0', 'cpu.used', '数值不可信（处理器计数没有前进）'],
    ['disk', '== unavailable df', 'disk.used', '主机上没有可用的 df'],
  ])('%s %j costs only %s', async (part, body, metric, problem) => {
    const outcome = await collect(centos({ [part]: body }));
    expect(readingOf(outcome, metric)).toMatchObject({ value: null, problem });
    expect(measured(outcome, 'uptime')).toBe(86_400);
  });

  test.each([
    ['hello', '文件不是主机巡检报告'],
    ['', '文件不是主机巡检报告'],
    [centos().replace('report 1', 'report 9'), '主机巡检报告的版本 9 不受支持'],
    [centos().replace('== end\n', ''), '主机巡检报告不完整（没有结尾）'],
    [centos().replace('== time 1763946000', '== time x'), '主机巡检报告没有时间'],
    [Buffer.from([0xd6, 0xf7, 0xbb, 0xfa]), '报告文件不是 UTF-8 文字'],
    [Buffer.alloc(5 * 1024 * 1024, 'x'), '报告文件过大'],
  ])('refused: %#', async (content, reason) => expect((await collect(content)).reason).toBe(reason));

  test('a file that is not there', async () => {
    expect((await runCollector(hostReport, { file: join(folder, 'absent') })).reason).toBe('报告文件无法读取');
  });
});

describe('the script', () => {
  test('run on this machine, it says what this machine is, and leaves nothing behind', async () => {
    const home = mkdtempSync(join(tmpdir(), 'opsledger-home-'));
    writeFileSync(join(folder, 'key'), `${KEY}\n`);
    try {
      const output = execFileSync('sh', [join(process.cwd(), SCRIPT)], {
        cwd: home,
        env: { PATH: process.env['PATH'], HOME: home, TMPDIR: home, OPSLEDGER_HOST_KEY: join(folder, 'key') },
      });
      expect(readdirSync(home)).toEqual([]);
      const outcome = await collect(output, KEY);
      expect(outcome.collected?.signed).toBe(true);
      expect((await collect(output)).collected?.signed).toBeUndefined();
      expect((await collect(output.toString().replace('section uptime', 'section  uptime'), KEY)).reason).toContain(
        '主机签名不符',
      );
      const root = statfsSync('/');
      const used = root.blocks - root.bfree;
      expect(measured(outcome, 'disk.used', '/')).toBeCloseTo((used / (used + root.bavail)) * 100, 0);
      expect(Number(measured(outcome, 'cpu.used'))).toBeGreaterThanOrEqual(0);
      expect(Number(measured(outcome, 'memory.used'))).toBeGreaterThan(0);
      for (const metric of ['patches.security', 'clock.synced', 'load.per-core']) readingOf(outcome, metric);
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  test('signs with a key of any length, and shows it to no program as an argument', async () => {
    const tools = mkdtempSync(join(tmpdir(), 'opsledger-tools-'));
    try {
      for (const tool of ['sha256sum', 'openssl', 'od', 'cut', 'sed', 'tr', 'cat']) {
        const own = execFileSync('sh', ['-c', `command -v ${tool}`])
          .toString()
          .trim();
        writeFileSync(join(tools, tool), `#!/bin/sh\necho "${tool} $*" >> "${tools}/log"\nexec ${own} "$@"\n`, {
          mode: 0o755,
        });
      }
      // What the key has nothing to do with, and takes seconds.
      for (const slow of ['apt-get', 'dnf', 'yum'])
        writeFileSync(join(tools, slow), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
      for (const key of ['k-7f3a', 'k-7f3a'.repeat(20)]) {
        writeFileSync(join(folder, 'key'), `${key}\n`);
        const env = { PATH: `${tools}:${process.env['PATH']}`, OPSLEDGER_HOST_KEY: join(folder, 'key') };
        const output = execFileSync('sh', [join(process.cwd(), SCRIPT)], { env });
        expect((await collect(output, key)).collected?.signed).toBe(true);
      }
      const called = readFileSync(join(tools, 'log'), 'utf8');
      expect(called).toContain('sha256sum');
      expect(called).not.toContain('k-7f3a');
    } finally {
      rmSync(tools, { recursive: true });
    }
  });

  test('is POSIX, and redirects to nothing but /dev/null', () => {
    execFileSync('dash', ['-n', SCRIPT]);
    const code = readFileSync(SCRIPT, 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .join('\n');
    const redirections = [...code.matchAll(/\d?>+&?\s*([^\s;|)&]+)/g)].map((m) => m[1]);
    expect(new Set(redirections)).toEqual(new Set(['/dev/null', '1']));
    expect(code).not.toMatch(/\b(rm|mv|cp|tee|touch|mkdir|curl|wget|install|chmod|kill|sed -i)\b/);
    expect(code).not.toMatch(/\[\[|\bfunction\b|\blocal\b|<\(|\becho -[en]/);
  });
});
