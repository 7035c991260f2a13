/** `collect --from`: a report or an export that a person carries in becomes part of the day's inspection. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { dateOf, toText } from '../../../src/contract/time.ts';
import { collectFile } from '../../../src/pipeline/collect/host-report.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { tempFolder } from '../../support/at-end.ts';
import { answer, startAnswering } from '../../support/fault-server.ts';
import { hostReport } from '../../support/host-report.ts';
import { git } from '../_workspace.ts';
import { judged, type Place, place } from './_collect.ts';

let at: Place;
const folder = await tempFolder('report');
const report = join(folder, 'vm.txt');
await writeFile(report, hostReport());
const page = await startAnswering(() => answer('ok'));
afterAll(() => page.close());
beforeEach(async () => {
  at = await place();
  await at.sources([{ name: 'hr', type: 'http', target: 'subsystem-hr', url: `http://127.0.0.1:${page.port}/` }]);
});
const bring = async (request: { file?: string; source?: string; target?: string; at?: string } = {}) => {
  const file = request.file ?? report;
  return await collectFile(await at.session(), { shown: 'vm.txt', ...request, file });
};

describe('a host report', () => {
  it('is read again by verify --rerender, which names what the record says otherwise', async () => {
    const { record: path } = await bring({ target: 'app-server-3' });
    const checked = async () => {
      const { problems, notes } = await verify(await at.session(), { rerender: true });
      const told = problems.filter((one) => one.path === path).map(({ message }) => message);
      return { told, again: notes.find((line) => line.startsWith('由主机巡检报告重新读取')) };
    };
    expect(await checked()).toEqual({ told: [], again: expect.stringMatching(/采集值 \d+ 项/) });
    const record = await at.last();
    const readings = record.readings.map((one) => (one.metric === 'memory.used' ? { ...one, value: 1.5 } : one));
    await writeFile(join((await at.session()).workspace.root, path), JSON.stringify({ ...record, readings }));
    expect((await checked()).told).toContainEqual(
      expect.stringMatching(/采集值与原始应答不一致：app-server-3 memory\.used 记录为 1\.5，原始应答为 /),
    );
  });

  it('is a new record of the day: its own readings with its hash as evidence, beside what was read before', async () => {
    await at.run();
    const before = await at.last();
    const result = await bring({ target: 'app-server-3' });
    const record = await at.last();
    expect(result).toMatchObject({ id: record.id, unchanged: false, failed: [] });
    expect(record.trigger).toBe('file');
    expect(record.runs.map((one) => [one.source, one.ok])).toEqual([
      ['host-report-app-server-3', true],
      ['hr', true],
    ]);
    const sha256 = createHash('sha256')
      .update(await readFile(report))
      .digest('hex');
    const own = record.readings.filter((one) => one.source === 'host-report-app-server-3');
    expect(new Set(own.map((one) => one.evidence))).toEqual(new Set([sha256]));
    expect(record.readings.filter((one) => one.source === 'hr')).toEqual(before.readings);
    const kept = await (await at.session()).workspace.evidence.getEvidence(sha256);
    expect(Buffer.compare(kept, await readFile(report))).toBe(0);
    const row = await judged(at);
    expect(row('host-memory', 'app-server-3').outcome).toMatch(/^(normal|abnormal)$/);
    expect(row('host-memory', 'app-server-2').outcome).toBe('unconfigured');
  });

  it('stays in the inspections of the rest of the day', async () => {
    await bring({ target: 'app-server-3' });
    await at.run();
    expect((await at.last()).runs.map((one) => one.source)).toEqual(['hr', 'host-report-app-server-3']);
  });

  it('brought twice changes nothing', async () => {
    const first = await bring({ target: 'app-server-3' });
    const head = git(at.root, 'rev-parse', 'HEAD');
    const again = await bring({ target: 'app-server-3' });
    expect(again).toMatchObject({ record: first.record, counts: first.counts, unchanged: true });
    expect(git(at.root, 'rev-parse', 'HEAD')).toBe(head);
    // The same file of yesterday is nothing that was seen today.
    const { id, ...record } = await at.last();
    const yesterday = toText(Temporal.Now.instant().subtract({ hours: 24 }));
    const moved = { ...record, date: dateOf(yesterday), at: yesterday, startedAt: yesterday, finishedAt: yesterday };
    at = await place();
    await (await at.session()).workspace.change('x', (change) => change.addRecord('inspection', moved), {
      at: yesterday,
    });
    await expect(bring({ target: 'app-server-3' })).rejects.toThrow(/别的日子已经导入过[\s\S]*同一文件/);
  });

  it('finds its asset by the name of the host', async () => {
    const named = join(folder, 'named.txt');
    await writeFile(named, (await readFile(report, 'utf8')).replace(/^== host .*$/m, '== host APP-SERVER-2.oa.local'));
    await bring({ file: named });
    expect((await at.last()).runs[0]).toMatchObject({ target: 'app-server-2', source: 'host-report-app-server-2' });
  });

  it.each([
    ['a host that no asset is named after', {}, /不知道报告属于哪个资产[\s\S]*--target/],
    ['an asset that does not exist', { target: 'app-server-99' }, /没有这个资产[\s\S]*app-server-99/],
    ['a source that reads no file', { source: 'hr' }, /类型 http 不由文件读取/],
    ['a source that does not exist', { source: 'none' }, /没有这个数据源/],
    ['another time than now', { target: 'app-server-3', at: '2026-01-01T00:00:00+08:00' }, /不能补采/],
  ])('is refused for %s; nothing is saved', async (_what, request, message) => {
    await expect(bring(request)).rejects.toThrow(message);
    await expect(at.last()).rejects.toThrow('no inspection');
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2), /不完整/],
    ['of another version', (text: string) => text.replace('report 1', 'report 9'), /版本 9/],
  ])('that is %s is refused with the reason', async (_what, spoil, message) => {
    const bad = join(folder, 'bad.txt');
    await writeFile(bad, spoil(await readFile(report, 'utf8')));
    await expect(bring({ file: bad, target: 'app-server-3' })).rejects.toThrow(message);
    await expect(at.last()).rejects.toThrow('no inspection');
  });

  it('of the day before yesterday is old data, never normal', async () => {
    const old = join(folder, 'old.txt');
    const seconds = Math.floor(Date.now() / 1000) - 50 * 3600;
    await writeFile(old, (await readFile(report, 'utf8')).replace(/^== time .*$/m, `== time ${seconds}`));
    await bring({ file: old, target: 'app-server-3' });
    const row = await judged(at);
    expect(row('host-memory', 'app-server-3').outcome).toBe('stale');
  });

  it('of a host whose clock is a day ahead is 数值不可信', async () => {
    const ahead = join(folder, 'ahead.txt');
    const seconds = Math.floor(Date.now() / 1000) + 24 * 3600;
    await writeFile(ahead, (await readFile(report, 'utf8')).replace(/^== time .*$/m, `== time ${seconds}`));
    await bring({ file: ahead, target: 'app-server-3' });
    const row = await judged(at);
    expect(row('host-memory', 'app-server-3')).toMatchObject({
      outcome: 'unreachable',
      reason: expect.stringContaining('数值不可信'),
    });
  });
});

describe('an export of a cloud console', () => {
  const cloud = (name: string) => ({
    name,
    type: 'cloud-csv',
    target: 'app-server-1',
    file: 'none.csv',
    targetColumn: '实例ID',
    timeColumn: '时间',
    targets: { 'ins-1': 'app-server-1', 'ins-2': 'app-server-2' },
    values: [{ metric: 'cpu.used', column: 'CPU' }],
  });
  let csv: string;
  beforeEach(async () => {
    csv = join(folder, 'cloud.csv');
    const now = new Date(Date.now() + 8 * 3_600_000 - 60_000).toISOString().slice(0, 19).replace('T', ' ');
    await writeFile(csv, `实例ID,时间,CPU\nins-1,${now},12.5\nins-2,${now},97\n`);
  });

  it('is read by the one source that can, and stands for all its assets', async () => {
    await at.sources([cloud('cloud')]);
    await bring({ file: csv });
    const record = await at.last();
    expect(record.runs.map((one) => [one.source, one.target, one.ok])).toEqual([
      ['cloud', 'app-server-1', true],
      ['cloud', 'app-server-2', true],
    ]);
    expect(record.readings.map((one) => [one.target, one.value])).toEqual([
      ['app-server-1', 12.5],
      ['app-server-2', 97],
    ]);
  });

  it('must be named where there are several', async () => {
    await at.sources([cloud('cloud'), cloud('other')]);
    await expect(bring({ file: csv })).rejects.toThrow(/cloud、other/);
    await bring({ file: csv, source: 'other' });
    expect((await at.last()).runs[0]?.source).toBe('other');
  });

  it('is refused where the settings know none', () => expect(bring({ file: csv })).rejects.toThrow(/不是主机巡检报告/));
});
