/** A collect run as a whole: what goes on from the run before, what one record says of its day, and what is kept. */
import { appendFile, mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { toText } from '../../../src/contract/time.ts';
import { collectedToday } from '../../../src/pipeline/collect/previous.ts';
import { settleAlert } from '../../../src/pipeline/record/alert-decision.ts';
import { incidentOfAlert } from '../../../src/pipeline/record/alert-incident.ts';
import type { AlertProposalRecord } from '../../../src/subjects/incidents/kinds/alert-proposal.ts';
import type { InspectionRecord } from '../../../src/subjects/inspections/kinds/inspection.ts';
import type { OperationLogRecord } from '../../../src/subjects/operation-logs/kinds/operation-log.ts';
import { answer, startAnswering, startFault } from '../../support/fault-server.ts';
import { keepServers } from '../../support/kept-servers.ts';
import { git } from '../_workspace.ts';
import { judged, type Place, place } from './_collect.ts';

const keep = keepServers();

let at: Place;
beforeEach(async () => {
  at = await place();
});

/** A status page whose request counter stands at `requests`. */
const status = (requests: number) =>
  answer(
    `Active connections: 3 \nserver accepts handled requests\n ${requests} ${requests} ${requests} \nReading: 0 Writing: 1 Waiting: 2 \n`,
  );
const readingsOf = (record: InspectionRecord, metric: string) => record.readings.filter((one) => one.metric === metric);

it('the run before is the last that succeeded: rates go on over a failure and over runs of other sources', async () => {
  let reply = () => status(1000);
  const web = await keep(startAnswering(() => reply()));
  const other = await keep(startAnswering(() => answer('ok')));
  await at.sources([
    { name: 'web', type: 'nginx', target: 'nginx-1', url: `http://127.0.0.1:${web.port}/status` },
    { name: 'other', type: 'http', target: 'subsystem-hr', url: `http://127.0.0.1:${other.port}/` },
  ]);
  await at.run();
  const first = await at.last();
  reply = () => answer('busy', 'text/plain', '503 Unavailable');
  const failed = await at.run(['web']);
  expect(failed.failed).toEqual([{ source: 'web', reason: expect.stringContaining('503') }]);
  await at.run(['other']);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  reply = () => status(3000);
  await at.run();
  const last = await at.last();
  const seconds =
    (Date.parse(readingsOf(last, 'nginx.requests')[0]?.at ?? '') -
      Date.parse(readingsOf(first, 'nginx.requests')[0]?.at ?? '')) /
    1000;
  const rate = readingsOf(last, 'nginx.requests-rate')[0];
  expect(rate?.value).toBeCloseTo(2000 / seconds, 3);
});

describe('one record speaks for its day', () => {
  it('what was not read now is carried over with its own times and evidence', async () => {
    const page = await keep(startAnswering(() => answer('ok')));
    const url = `http://127.0.0.1:${page.port}/`;
    await at.sources([
      { name: 'a', type: 'http', target: 'subsystem-hr', url },
      { name: 'b', type: 'http', target: 'subsystem-attendance', url },
    ]);
    // Whoever collects again is asked why.
    const isAgain = async () => collectedToday((await at.session()).workspace.records);
    expect(await isAgain()).toBe(false);
    await at.run();
    expect(await isAgain()).toBe(true);
    const first = await at.last();
    expect(first.runs[0]).toMatchObject({ address: `127.0.0.1:${page.port}`, self: true });
    const { counts, unexplained } = await at.run(['b']);
    expect(unexplained).toBe(true);
    const second = await at.last();
    expect(second.id).not.toBe(first.id);
    expect(second.runs.map((one) => one.source).sort()).toEqual(['a', 'b']);
    const ofA = (record: InspectionRecord) => record.readings.filter((one) => one.source === 'a');
    expect(ofA(second)).toEqual(ofA(first));
    // Of the first record its runs are carried over, whose first may begin in the second after the record.
    expect([first.startedAt, ...first.runs.map((one) => one.startedAt)]).toContain(second.startedAt);
    expect(counts.normal).toBeGreaterThan(1);
  });

  it('a source that the settings no longer name is not carried over', async () => {
    const page = await keep(startAnswering(() => answer('ok')));
    const source = (name: string) => ({
      name,
      type: 'http',
      target: 'subsystem-hr',
      url: `http://127.0.0.1:${page.port}/`,
    });
    await at.sources([source('old'), source('b')]);
    await at.run();
    await at.sources([source('new'), source('b')]);
    await at.run(['new']);
    expect((await at.last()).runs.map((one) => one.source)).toEqual(['new', 'b']);
  });
});

describe('a source of many assets', () => {
  const devices = { 'KQJ-1': 'attendance-1', 'KQJ-2': 'attendance-2', 'KQJ-3': 'attendance-3' };
  const source = (port: number, over: object = {}) => ({
    name: 'punches',
    type: 'device-activity',
    target: 'subsystem-attendance',
    host: '127.0.0.1',
    port,
    user: 'reader',
    query: 'SELECT sn AS device, MAX(punched_at) AS last FROM punches GROUP BY sn',
    devices,
    ...over,
  });

  it('fails on every one of them', async () => {
    const gone = await startFault('refuse');
    await at.sources([source(gone.port)]);
    await at.run();
    const record = await at.last();
    expect(record.runs.map((one) => [one.target, one.ok, one.reason])).toEqual(
      ['subsystem-attendance', ...Object.values(devices)].map((target) => [target, false, '连接被拒绝']),
    );
    const row = await judged(at);
    for (const device of Object.values(devices))
      expect(row('attendance-data', device)).toMatchObject({ outcome: 'unreachable', measured: '连接被拒绝' });
  });

  it('also when a secret is missing', async () => {
    const gone = await startFault('refuse');
    await at.sources([source(gone.port, { password: ['$', '{NOT_SET_ANYWHERE}'].join('') })]);
    await at.run();
    const { runs } = await at.last();
    expect(runs).toHaveLength(4);
    expect(new Set(runs.map((one) => one.reason))).toEqual(new Set(['缺少 NOT_SET_ANYWHERE']));
  });

  it('must name assets that the contract knows; nothing is saved', async () => {
    await at.sources([source(1, { devices: { 'KQJ-1': 'attendance-99' } })]);
    await expect(at.run()).rejects.toThrow(/attendance-99[\s\S]*资产编号/);
    await expect(at.last()).rejects.toThrow('no inspection');
  });
});

describe('an operation log', () => {
  let file: string;
  const line = (n: number, over: object = {}) => {
    const time = toText(Temporal.Now.instant().subtract({ seconds: 30 }));
    return `${JSON.stringify({ n, at: time, user: '甲', action: '查询档案', result: '成功', ...over })}\n`;
  };
  const oplog = { name: 'oa-log', type: 'operation-log', target: 'subsystem-administration', file: 'log/oa.log' };
  const logs = async () =>
    (await (await at.session()).workspace.records.list<OperationLogRecord>('operation-log')).records;
  const exported = async (record: OperationLogRecord) => {
    const bytes = await (await at.session()).workspace.evidence.getEvidence(record.original ?? '');
    return Buffer.from(bytes)
      .toString()
      .trim()
      .split('\n')
      .map((one) => (JSON.parse(one) as { n: number }).n);
  };
  beforeEach(async () => {
    file = join(at.root, 'log/oa.log');
    await mkdir(join(at.root, 'log'));
    await at.sources([oplog]);
  });

  it('becomes a record with its export as evidence, one commit with the inspection; a path is meant from the workspace', async () => {
    await writeFile(file, line(1) + line(2, { action: '删除附件', affected: 60 }));
    const head = git(at.root, 'rev-parse', 'HEAD');
    const result = await at.run();
    expect(result.records).toHaveLength(1);
    expect(git(at.root, 'rev-list', '--count', `${head}..HEAD`)).toBe('1');
    const [record] = await logs();
    expect(record).toMatchObject({
      asset: 'subsystem-administration',
      total: 2,
      anomalies: expect.arrayContaining([
        expect.objectContaining({ type: 'bulk-delete', count: 60, judged: 'pending' }),
      ]),
      backupLocation: expect.stringContaining('evidence/'),
    });
    expect(record?.earliest).toBe(record?.from);
    expect(await exported(record as OperationLogRecord)).toEqual([1, 2]);
  });

  it('goes on without loss or doubles over failures, other runs and a damaged record', async () => {
    await writeFile(file, line(1));
    await at.run();
    await appendFile(file, line(2));
    await at.sources([{ ...oplog, file: 'log/none.log' }]);
    expect((await at.run()).failed[0]?.reason).toBe('日志文件不存在');
    const page = await keep(startAnswering(() => answer('ok')));
    await at.sources([oplog, { name: 'port', type: 'tcp', target: 'ops-host', host: '127.0.0.1', port: page.port }]);
    await at.run(['port']);
    await at.run(['oa-log']);
    await appendFile(file, line(3) + line(4));
    await at.run(['oa-log']);
    expect((await Promise.all((await logs()).map(exported))).flat()).toEqual([1, 2, 3, 4]);

    const { id } = await at.last();
    const path = join(at.root, `records/inspection/${id.slice(3, 7)}/${id.slice(7, 9)}/${id}.json`);
    const good = await readFile(path);
    await writeFile(path, 'broken');
    expect((await at.run(['oa-log'])).failed[0]?.reason).toMatch(/上次读到哪里不明：records\/inspection/);
    await rm(join(at.root, `records/inspection/${id.slice(3, 7)}/${id.slice(7, 9)}`, nextId(id)));
    await writeFile(path, good);
    await appendFile(file, line(5));
    await at.run(['oa-log']);
    expect((await Promise.all((await logs()).map(exported))).flat()).toEqual([1, 2, 3, 4, 5]);
  });

  it('two runs at the same time count it once', async () => {
    await writeFile(file, line(1) + line(2));
    await Promise.all([at.run(), at.run()]);
    expect((await logs()).map((one) => one.total)).toEqual([2]);
    await appendFile(file, line(3));
    await Promise.all([at.run(), at.run()]);
    expect((await logs()).map((one) => one.total)).toEqual([2, 1]);
    expect((await at.last()).runs).toMatchObject([{ source: 'oa-log', ok: true }]);
  });

  it('says once a day that nothing is new, and again nothing', async () => {
    await writeFile(file, '');
    expect((await at.run()).records).toHaveLength(1);
    expect((await at.run()).records).toHaveLength(0);
    expect(await logs()).toMatchObject([{ total: 0, categories: [] }]);
    expect((await logs())[0]?.original).toBeUndefined();
  });

  it('names a log of the last six months whose original is gone', async () => {
    await writeFile(file, line(1));
    await at.run();
    const [record] = await logs();
    const hash = record?.original ?? '';
    await rm(join(at.root, 'evidence', hash.slice(0, 2)), { recursive: true });
    expect((await at.run()).problems).toEqual([`操作日志原件缺失，留存不足六个月：${record?.id}`]);
  });

  it('a time from tomorrow is no usable time, and no reason to lose the rest', async () => {
    const tomorrow = toText(Temporal.Now.instant().add({ hours: 24 }));
    await writeFile(file, line(1) + line(2, { at: tomorrow }));
    expect((await at.run()).failed).toEqual([]);
    expect(await logs()).toMatchObject([{ total: 1 }]);
    expect(readingsOf(await at.last(), 'oplog.unreadable')[0]?.value).toBe(1);
  });
});

/** File name of the record after this one on the same day. */
const nextId = (id: string): string => `${id.slice(0, 12)}${String(Number(id.slice(12)) + 1).padStart(3, '0')}.json`;

describe('backups', () => {
  const dump = (rows: number) => `-- MySQL dump\n${'x\n'.repeat(rows)}-- Dump completed on 2026-11-24  2:00:00\n`;
  const put = async (name: string, content: string, hoursAgo: number) => {
    await writeFile(join(at.root, 'backup', name), content);
    const time = new Date(Date.now() - hoursAgo * 3_600_000);
    await utimes(join(at.root, 'backup', name), time, time);
  };
  const sets = async () =>
    (await (await at.session()).workspace.records.list('backup')).records as unknown as {
      set: string;
      result: string;
    }[];
  beforeEach(async () => {
    await mkdir(join(at.root, 'backup'));
    const plan = { name: 'mysql-nightly', folder: 'backup', pattern: '*.sql', type: 'mysqldump' };
    await at.sources([{ name: 'backups', type: 'backup', target: 'mysql-primary', plans: [plan] }]);
  });

  it('are recorded once a set; those that came between two runs too', async () => {
    await put('old.sql', dump(1), 50);
    await put('a.sql', dump(1), 5);
    expect((await at.run()).records).toHaveLength(1);
    expect((await at.run()).records).toHaveLength(0);
    expect(await sets()).toMatchObject([
      {
        plan: 'mysql-nightly',
        set: 'a.sql',
        result: 'success',
        verified: 'passed',
        method: 'mysqldump',
        content: 'database',
      },
    ]);
    await put('b.sql', dump(2), -1 / 3600);
    await put('c.sql', '-- cut off', -2 / 3600);
    const record = await at.last();
    // As if the runs lay hours apart: the sets count as settled, and as newer than the run before.
    await put('b.sql', dump(2), 2 / 60);
    await put('c.sql', '-- cut off', 1.5 / 60);
    await backdate(record, 10);
    await at.run();
    expect((await sets()).map((one) => [one.set, one.result]).sort()).toEqual([
      ['a.sql', 'success'],
      ['b.sql', 'success'],
      ['c.sql', 'incomplete'],
    ]);
  });

  it('a set that was still being copied is recorded anew in its place', async () => {
    await put('a.sql', '-- half', 3);
    await at.run();
    expect(await sets()).toMatchObject([{ result: 'incomplete', reason: '缺少转储结尾，备份中断' }]);
    await put('a.sql', dump(3), 3);
    await at.run();
    const [record, ...more] = await sets();
    expect(more).toEqual([]);
    expect(record).toMatchObject({ result: 'success', verified: 'passed' });
    expect(record).not.toHaveProperty('reason');
  });

  /** Moves all readings of a record back by hours, in its file. */
  async function backdate(record: InspectionRecord, hours: number): Promise<void> {
    const path = join(
      at.root,
      `records/inspection/${record.id.slice(3, 7)}/${record.id.slice(7, 9)}/${record.id}.json`,
    );
    const older = record.readings.map((one) => ({
      ...one,
      at: toText(Temporal.Instant.from(one.at).subtract({ hours })),
    }));
    await writeFile(path, JSON.stringify({ ...record, readings: older }));
  }
});

describe('alerts', () => {
  // A monitor holds what goes on now.
  const yesterday = Temporal.Now.plainDateISO('Asia/Shanghai').subtract({ days: 1 }).toString();
  const alert = (fingerprint: string, over: object = {}) => ({
    fingerprint,
    startsAt: `${yesterday}T01:00:00Z`,
    updatedAt: `${yesterday}T02:00:00Z`,
    status: { state: 'active' },
    labels: { alertname: '磁盘使用率过高', severity: 'critical', instance: '10.0.0.11:9100' },
    annotations: { summary: '/data 使用率 91 %' },
    ...over,
  });
  const proposals = async () =>
    (await (await at.session()).workspace.records.list<AlertProposalRecord>('alert-proposal')).records;

  it('become one proposal each, never an incident', async () => {
    let active = [alert('f1'), alert('f1'), alert('f2')];
    const monitor = await keep(startAnswering(() => answer(JSON.stringify(active), 'application/json')));
    await at.sources([
      {
        name: 'alerts',
        type: 'alertmanager',
        target: 'app-server-1',
        url: `http://127.0.0.1:${monitor.port}`,
        targets: { '10.0.0.11:9100': 'app-server-2' },
      },
    ]);
    expect((await at.run()).records).toHaveLength(2);
    active = [alert('f1', { startsAt: `${yesterday}T05:00:00Z` }), alert('f3')];
    // The new one, and the one that is over.
    expect((await at.run()).records).toHaveLength(2);
    expect(await proposals()).toMatchObject(
      ['f1', 'f2', 'f3'].map((fingerprint) => ({
        fingerprint,
        asset: 'app-server-2',
        severity: 'critical',
        decision: 'pending',
        firedAt: `${yesterday}T09:00:00+08:00`,
      })),
    );
    expect((await (await at.session()).workspace.records.list('incident')).records).toEqual([]);
  });

  it('are over when their own monitor does not hold them any more, and not before', async () => {
    const silenced = { status: { state: 'suppressed' } };
    let held: object[] | null = [alert('f1'), alert('f2')];
    const monitor = await keep(
      startAnswering(() =>
        held === null ? answer('', 'text/plain', '503 Unavailable') : answer(JSON.stringify(held), 'application/json'),
      ),
    );
    const other = await keep(startAnswering(() => answer('[]', 'application/json')));
    const source = (name: string, port: number) => ({
      name,
      type: 'alertmanager',
      target: 'app-server-1',
      url: `http://127.0.0.1:${port}`,
    });
    await at.sources([source('alerts', monitor.port), source('other', other.port)]);
    const resolved = async (next: object[] | null) => {
      held = next;
      await at.run();
      return (await proposals()).map((one) => one.resolvedAt !== undefined);
    };
    expect(await resolved(held)).toEqual([false, false]);
    // Silenced, or the monitor is away: nothing says that it is over.
    expect(await resolved([alert('f1', silenced), alert('f2')])).toEqual([false, false]);
    expect(await resolved(null)).toEqual([false, false]);
    expect(await resolved([alert('f1', silenced)])).toEqual([false, true]);
    const over = (await proposals()).find((one) => one.fingerprint === 'f2');
    expect(over?.resolvedAt).toBe(over?.enteredAt);
    // Back while nobody has decided: the same proposal, not over after all.
    expect(await resolved([alert('f1'), alert('f2', { startsAt: `${yesterday}T03:00:00Z` })])).toEqual([false, false]);
    expect(await resolved([])).toEqual([true, true]);
  });

  it('put aside stays put aside while it goes on, though its monitor begins it anew', async () => {
    let held: object[] = [alert('f1')];
    const monitor = await keep(startAnswering(() => answer(JSON.stringify(held), 'application/json')));
    const url = `http://127.0.0.1:${monitor.port}`;
    await at.sources([{ name: 'alerts', type: 'alertmanager', target: 'app-server-1', url }]);
    await at.run();
    const [first] = await proposals();
    const deciding = { entered: { name: '工程师', channel: 'terminal' as const }, now: toText(Temporal.Now.instant()) };
    const dismissed = { decision: 'dismissed', reason: '计划内数据导入' } as const;
    await settleAlert(await at.session(), first?.id ?? '', dismissed, { ...deciding, shown: '终端输入' });
    held = [alert('f1', { startsAt: `${yesterday}T03:00:00Z` })];
    await at.run();
    expect(await proposals()).toMatchObject([{ id: first?.id, ...dismissed }]);
    // Over, and back: that is another one.
    held = [];
    await at.run();
    held = [alert('f1', { startsAt: `${yesterday}T04:00:00Z` })];
    await at.run();
    expect((await proposals()).map(({ decision }) => decision)).toEqual(['dismissed', 'pending']);
  });

  it('without a beginning that can be used is one, whatever became of it, while it goes on', async () => {
    let held: object[] = [alert('f1', { startsAt: '' })];
    const monitor = await keep(startAnswering(() => answer(JSON.stringify(held), 'application/json')));
    const url = `http://127.0.0.1:${monitor.port}`;
    await at.sources([{ name: 'alerts', type: 'alertmanager', target: 'app-server-1', url }]);
    await at.run();
    const [first] = await proposals();
    const deciding = { entered: { name: '工程师', channel: 'terminal' as const }, now: toText(Temporal.Now.instant()) };
    await incidentOfAlert(await at.session(), first?.id ?? '', { level: 'P3' }, { ...deciding, shown: '终端输入' });
    await at.run();
    expect(await proposals()).toMatchObject([{ id: first?.id, decision: 'incident' }]);
    // Over, and back: that is another one.
    held = [];
    await at.run();
    held = [alert('f1', { startsAt: '昨天' })];
    await at.run();
    expect((await proposals()).map(({ decision }) => decision)).toEqual(['incident', 'pending']);
  });

  it('one about an asset that does not exist is named and left out, and the inspection is saved', async () => {
    const monitor = await keep(startAnswering(() => answer(JSON.stringify([alert('f1')]), 'application/json')));
    await at.sources([
      {
        name: 'alerts',
        type: 'alertmanager',
        target: 'app-server-1',
        url: `http://127.0.0.1:${monitor.port}`,
        targets: { '10.0.0.11:9100': 'no-such-asset' },
      },
    ]);
    const result = await at.run();
    expect(result.problems).toEqual([expect.stringMatching(/alerts：未登记一条记录.*no-such-asset/)]);
    expect(await proposals()).toEqual([]);
    expect((await at.last()).runs).toMatchObject([{ ok: true }]);
  });
});

it('secrets that a server sends back are in no record, evidence or answer', async () => {
  const secret = 'geheim+42/x';
  process.env['COLLECT_TEST_SECRET'] = secret;
  const echo = await keep(
    startAnswering((_line, request) => answer(`ok ${request} ${secret} ${encodeURIComponent(secret)}`, 'text/plain')),
  );
  const header = ['$', '{COLLECT_TEST_SECRET}'].join('');
  const url = `http://127.0.0.1:${echo.port}/`;
  await at.sources([
    {
      name: 'page',
      type: 'http',
      target: 'subsystem-hr',
      url,
      headers: { authorization: header },
      expectText: header,
    },
    { name: 'metrics', type: 'node-exporter', target: 'app-server-1', url, bearer: header },
    { name: 'bad', type: 'http', target: 'subsystem-hr', url: header },
  ]);
  const result = await at.run();
  expect(echo.received()).toContain(secret);
  const kept = (await at.everything()) + JSON.stringify(result);
  expect(kept).toContain('ok GET');
  for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    expect(kept).not.toContain(form);
  delete process.env['COLLECT_TEST_SECRET'];
});
