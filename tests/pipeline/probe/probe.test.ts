/** Availability samples: spooled each minute, entered once a day, never made up. */

import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { probeRecords } from '../../../src/pipeline/probe/probe-record.ts';
import { enterProbes, takeSample } from '../../../src/pipeline/probe/probe-round.ts';
import { appendSample, readSamples, type Sample, spooledDates } from '../../../src/pipeline/probe/spool.ts';
import { loadKind } from '../../../src/pipeline/units.ts';
import { probeSlots } from '../../../src/records/probe-samples.ts';
import { availabilityOf } from '../../../src/subjects/availability/judge/availability.ts';
import maintenanceWindow from '../../../src/subjects/availability/kinds/maintenance-window.ts';
import type { ProbeRecord } from '../../../src/subjects/inspections/kinds/probe.ts';
import { openWorkspace, type Workspace } from '../../../src/workspace/workspace.ts';
import { draftOf } from '../../support/draft-of.ts';
import { answer, startAnswering, startFault } from '../../support/fault-server.ts';
import { signedScan } from '../../support/signed.ts';
import { git, makeWorkspace } from '../_workspace.ts';

const DAY = '2026-11-24';
const NEXT = '2026-11-25T00:00:10+08:00';
const at = (time: string) => `${DAY}T${time}+08:00`;
/** A variable as settings name it. */
const UNSET = ['$', '{NOT_SET_ANYWHERE}'].join('');
const sample = (slot: number, state: 'up' | 'down' | 'unobserved', more: object = {}): Sample => ({
  slot,
  interval: 60,
  series: [{ target: 'app-server-1', probe: 'tcp', address: 'h:80', state, ...more }],
});

let root: string;
const reopen = (): Promise<Workspace> => openWorkspace(root, { kinds: loadKind });
async function withProbe(targets: object[], everySeconds = 60): Promise<Workspace> {
  const file = join(root, 'opsledger.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, `${text}\nprobe: ${JSON.stringify({ everySeconds, targets })}\n`);
  return await reopen();
}
const probeFiles = async (workspace: Workspace) => (await workspace.records.list<ProbeRecord>('probe')).records;

beforeEach(async () => {
  root = await makeWorkspace();
});

describe('a sample', () => {
  it('is not taken without the setting, nor outside the service period', async () => {
    expect(await takeSample(await reopen(), at('09:00:00'))).toBe(false);
    const workspace = await withProbe([{ target: 'ops-host', type: 'local' }]);
    expect(await takeSample(workspace, '2026-11-22T09:00:00+08:00')).toBe(false);
    expect(await spooledDates(root)).toEqual([]);
  });

  it('tells up, down with the reason, and not observed where only our settings are wrong', async () => {
    const good = await startAnswering(() => answer('ok'));
    const bad = await startAnswering(() => answer('x', 'text/plain', '503 Unavailable'));
    const gone = await startFault('refuse');
    const silent = await startFault('silent');
    const locked = await startFault('unauthorized');
    try {
      const url = (port: number) => `http://127.0.0.1:${port}/health?token=1`;
      const workspace = await withProbe([
        { target: 'subsystem-hr', type: 'http', url: url(good.port) },
        { target: 'subsystem-administration', type: 'http', url: url(bad.port) },
        { target: 'app-server-1', type: 'tcp', host: '127.0.0.1', port: gone.port },
        { target: 'app-server-2', type: 'http', url: url(silent.port), timeoutSeconds: 0.3 },
        {
          target: 'app-server-3',
          type: 'http',
          url: url(good.port),
          headers: { authorization: UNSET },
        },
        { target: 'nginx-1', type: 'http', url: url(locked.port) },
        { target: 'ops-host', type: 'local' },
      ]);
      expect(await takeSample(workspace, at('09:00:07'))).toBe(true);
      const [taken] = await readSamples(root, DAY);
      expect(taken).toMatchObject({ slot: 540, interval: 60 });
      const of = (target: string) => taken?.series.find((one) => one.target === target);
      expect(of('subsystem-hr')).toMatchObject({ state: 'up', latency: expect.any(Number) });
      expect(of('subsystem-hr')?.address).toBe(`http://127.0.0.1:${good.port}/health`);
      expect(of('subsystem-administration')).toMatchObject({ state: 'down', reason: '状态码 503' });
      expect(of('app-server-1')).toMatchObject({ state: 'down', reason: '连接被拒绝' });
      expect(of('app-server-2')).toMatchObject({ state: 'down', reason: '超时（0.3 s）' });
      expect(of('app-server-3')).toMatchObject({ state: 'unobserved', reason: '缺少 NOT_SET_ANYWHERE' });
      expect(of('nginx-1')).toMatchObject({ state: 'unobserved', reason: '账号或口令有误（HTTP 401）' });
      expect(of('ops-host')).toMatchObject({ state: 'up' });
    } finally {
      for (const server of [good, bad, silent, locked]) await server.close();
    }
  });

  it('is taken once a slot', async () => {
    const workspace = await withProbe([{ target: 'ops-host', type: 'local' }], 300);
    expect(await takeSample(workspace, at('09:00:01'))).toBe(true);
    expect(await takeSample(workspace, at('09:04:59'))).toBe(false);
    expect(await takeSample(workspace, at('09:05:00'))).toBe(true);
    expect((await readSamples(root, DAY)).map((one) => one.slot)).toEqual([108, 109]);
  });
});

describe('entering a day', () => {
  it('waits for the day to end, then makes one compact record and drops the spool', async () => {
    for (const slot of [0, 1, 2, 5])
      await appendSample(root, DAY, sample(slot, slot === 2 ? 'down' : 'up', { reason: '连接被拒绝' }));
    const workspace = await reopen();
    expect((await enterProbes(workspace, at('23:59:59'))).added).toEqual([]);
    expect(await enterProbes(workspace, NEXT)).toEqual({
      added: ['records/probe/2026/11/TC-20261124-001.json'],
      problems: [],
    });
    const [record] = await probeFiles(workspace);
    expect(record).toMatchObject({
      date: DAY,
      at: at('00:05:00'),
      series: [{ target: 'app-server-1', probe: 'tcp', address: 'h:80', states: 'u2 d1 n2 u1 n1434' }],
      failures: [{ target: 'app-server-1', from: at('00:02:00'), to: at('00:03:00'), reason: '连接被拒绝', failed: 1 }],
    });
    expect(await spooledDates(root)).toEqual([]);
    expect(git(root, 'status', '--porcelain')).toBe('');
    expect(git(root, 'log', '-1', '--format=%s')).toBe('可用性探测 2026-11-24');
  });

  it('a crash after the commit, before the spool is gone: not entered twice', async () => {
    await appendSample(root, DAY, sample(0, 'up'));
    const workspace = await reopen();
    const file = join(root, '.opsledger/spool/probe', `${DAY}.jsonl`);
    const spool = await readFile(file);
    await enterProbes(workspace, NEXT);
    await writeFile(file, spool);
    const head = git(root, 'rev-parse', 'HEAD');
    expect((await enterProbes(workspace, NEXT)).added).toEqual([]);
    expect(git(root, 'rev-parse', 'HEAD')).toBe(head);
    expect(await probeFiles(workspace)).toHaveLength(1);
    expect(await spooledDates(root)).toEqual([]);
  });

  it('a line that a crash cut off costs its own slot only', async () => {
    await appendSample(root, DAY, sample(0, 'up'));
    await appendFile(join(root, '.opsledger/spool/probe', `${DAY}.jsonl`), '\n{"slot":1,"interval":60,"ser');
    await appendSample(root, DAY, sample(2, 'up'));
    const workspace = await reopen();
    await enterProbes(workspace, NEXT);
    expect((await probeFiles(workspace))[0]?.series[0]?.states).toBe('u1 n1 u1 n1437');
  });

  it('two rounds at the same time enter it once', async () => {
    await appendSample(root, DAY, sample(0, 'up'));
    const workspaces = [await reopen(), await reopen()];
    await Promise.all(workspaces.map((one) => enterProbes(one, NEXT)));
    expect(await readdir(join(root, 'records/probe/2026/11'))).toHaveLength(1);
  });
});

describe('the compact record', () => {
  const context = { tool: 'opsledger 0', now: NEXT };

  it('of two samples in a slot the worse counts; a change of the interval makes a second record', () => {
    const drafts = probeRecords(
      DAY,
      [sample(3, 'up'), sample(3, 'down'), { ...sample(1, 'up'), interval: 300 }],
      context,
    );
    expect(drafts.map((one) => [one.interval, one.series[0]?.states])).toEqual([
      [60, 'n3 d1 n1436'],
      [300, 'n1 u1 n286'],
    ]);
  });

  it('joins failures of one reason, and tells reasons apart', () => {
    const reasons = ['a', 'a', 'b', 'a'];
    const drafts = probeRecords(
      DAY,
      reasons.map((reason, slot) => sample(slot, 'down', { reason })),
      context,
    );
    expect(
      drafts[0]?.failures.map((one) => [one.from.slice(11, 16), one.to.slice(11, 16), one.reason, one.failed]),
    ).toEqual([
      ['00:00', '00:02', 'a', 2],
      ['00:02', '00:03', 'b', 1],
      ['00:03', '00:04', 'a', 1],
    ]);
  });

  it('keeps the median of each hour, and a dash where nothing was timed', () => {
    const timed = [10, 30, 20].map((latency, slot) => sample(slot + 60, 'up', { latency }));
    const latency = probeRecords(DAY, timed, context)[0]?.series[0]?.latency?.split(',');
    expect(latency).toHaveLength(24);
    expect(latency?.slice(0, 3)).toEqual(['-', '20', '-']);
  });

  it('a month of minutes is 43,200 slots an asset and comes back whole, unobserved time as such', async () => {
    const assets = ['app-server-1', 'app-server-2'];
    const workspace = await reopen();
    const dates = Array.from({ length: 30 }, (_, n) => `2026-11-${String(n + 1).padStart(2, '0')}`);
    await workspace.change(
      '30 天',
      async (change) => {
        for (const date of dates) {
          const samples = Array.from({ length: 1380 }, (_, slot) => ({
            slot,
            interval: 60,
            series: assets.map((target) => ({
              target,
              probe: 'tcp' as const,
              state: slot < 3 ? ('down' as const) : ('up' as const),
            })),
          }));
          for (const draft of probeRecords(date, samples, { tool: 'opsledger 0', now: '2026-12-01T00:00:10+08:00' }))
            await change.addRecord<ProbeRecord>('probe', draft);
        }
      },
      { at: '2026-12-01T00:00:10+08:00' },
    );
    const records = await probeFiles(workspace);
    for (const target of assets) {
      const slots = records.flatMap((one) =>
        one.series.filter((row) => row.target === target).map((row) => probeSlots(row.states)),
      );
      expect(slots.reduce((a, b) => a + b, 0)).toBe(43_200);
    }
    const bytes = await Promise.all(
      (await readdir(join(root, 'records/probe/2026/11'))).map(
        async (name) => (await readFile(join(root, 'records/probe/2026/11', name))).length,
      ),
    );
    expect(Math.max(...bytes)).toBeLessThan(2000);
    const window = draftOf(maintenanceWindow.example);
    const planned = {
      ...maintenanceWindow.example,
      ...window,
      assets: ['app-server-1'],
      from: at('00:00:00'),
      to: at('00:02:00'),
      approvedAt: at('00:00:00'),
      attachments: [signedScan(at('00:00:00'))],
    };
    const found = availabilityOf({
      probes: records,
      windows: [planned],
      from: '2026-11-01T00:00:00+08:00',
      to: '2026-12-01T00:00:00+08:00',
    });
    expect(found.map((one) => one.seconds)).toEqual([
      { up: 30 * 1377 * 60, down: 90 * 60 - 120, planned: 120, plannedUp: 0, plannedDown: 120, unobserved: 30 * 3600 },
      { up: 30 * 1377 * 60, down: 90 * 60, planned: 0, plannedUp: 0, plannedDown: 0, unobserved: 30 * 3600 },
    ]);
  });
});
