/** `backup` and `restore-test` as a person types them: answers, exit codes, and what an interruption leaves. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import permitKind from '../../src/subjects/permits/kinds/permit.ts';
import { aged, restorePlace, schemasOn, startServers } from '../pipeline/backup/_restore.ts';
import { until } from '../support/collect.ts';
import { opsledgerHere } from '../support/command-here.ts';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'opsledger.mjs');
/** A permit for restoring that ended long before any test here. */
const PAST = {
  at: '2020-03-02T09:00:00+08:00',
  enteredAt: '2020-03-02T10:00:00+08:00',
  grantedAt: '2020-03-02T09:30:00+08:00',
  validFrom: '2020-03-02T10:00:00+08:00',
  validTo: '2020-03-03T10:00:00+08:00',
};
const servers = await startServers();
const at = await restorePlace(servers);
const work = join(at.root, '..', 'work');
const dump = await at.dump('oa-good.sql');
await at.backup('full-good');
// The server works on its first table for a minute, so that there is something to interrupt.
const slow = join(at.dumps, 'oa-slow.sql');
const text = readFileSync(dump, 'latin1');
const next = '-- Table structure for table `file_store`';
writeFileSync(slow, text.replace(next, `DO SLEEP(60);\n${next}`), 'latin1');
aged(slow, 3);
afterAll(() => servers.stop());
beforeEach(() => at.settings());

const typed = (set: string) => [
  'restore-test',
  set,
  '--workspace',
  at.root,
  '--operator',
  '测试人员',
  '--without-permit',
  '测试',
];
const leftInWork = () => (existsSync(work) ? readdirSync(work) : []);
const records = async () => (await at.session()).workspace.records.ids('restore-test');

/** Starts the test of a set and waits until `reached`. */
async function begun(set: string, reached: () => boolean) {
  const child = spawn(process.execPath, [CLI, ...typed(set)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      said += data.toString();
    });
  }
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  await until(() => Promise.resolve(reached() || child.exitCode !== null));
  if (child.exitCode !== null) throw new Error(`ended early: ${said}`);
  return { child: child as ChildProcess, ended, said: () => said };
}
/** By the server's own log, which costs no client: true when it has begun to sleep since. */
function sleepingSoon(): () => boolean {
  const sleeps = () => readFileSync(servers.scratch.generalLogFile, 'utf8').split('DO SLEEP').length;
  const before = sleeps();
  return () => sleeps() > before;
}

test('the newest complete set passes and is answered in words and as JSON', async () => {
  const { code, stdout, stderr } = await opsledgerHere([...typed('oa-good.sql'), '--json']);
  expect(code).toBe(0);
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({ result: 'passed', failure: null, set: 'oa-good.sql', cleaned: true, missed: [] });
  expect(answer.tables).toEqual({ same: 4, different: 0, missing: 0, extra: 0, unchecked: 0 });
  expect(answer.record).toMatch(/^records\/restore-test\/.*\/HF-\d{8}-\d{3}\.json$/);
  expect(stderr).toMatch(/导入备份：成功/);
});

test('a missed goal needs attention though the restore passes', async () => {
  await at.settings({ rpoMinutes: '1' });
  const { code, stdout } = await opsledgerHere(typed('oa-good.sql'));
  expect([code, stdout]).toEqual([1, expect.stringMatching(/恢复测试通过[\s\S]*恢复点目标（RPO）超出目标/)]);
});

test('a signal: what was restored is removed, nothing is recorded', async () => {
  const before = await records();
  const { child, ended, said } = await begun('oa-slow.sql', sleepingSoon());
  expect(schemasOn(servers.scratch)).toMatch(/oa/);
  child.kill('SIGINT');
  expect(await ended).toBe(3);
  expect(said()).toMatch(/被中断[\s\S]*已清除/);
  expect([schemasOn(servers.scratch), leftInWork(), await records()]).toEqual(['NULL', [], before]);
});

test('what a killed test left is known by its marker, and the next one removes it: a server on its copy, schemas', async () => {
  const stuck = join(at.root, '..', 'stuck');
  writeFileSync(stuck, '#!/bin/sh\nexec sleep 300\n');
  chmodSync(stuck, 0o700);
  await at.settings({ tools: { server: stuck } });
  const server = () => {
    const marker = leftInWork()
      .map((name) => join(work, name, 'opsledger-restore.json'))
      .find(existsSync);
    return marker === undefined ? null : (JSON.parse(readFileSync(marker, 'utf8')).server?.pid ?? null);
  };
  const copy = await begun('full-good', () => server() !== null);
  copy.child.kill('SIGKILL');
  await copy.ended;
  const pid = server();
  expect(existsSync(`/proc/${pid}`)).toBe(true);
  await at.settings();
  const dump = await begun('oa-slow.sql', sleepingSoon());
  const state = existsSync(`/proc/${pid}/stat`)
    ? readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0]
    : 'gone';
  expect(['gone', 'Z']).toContain(state);
  dump.child.kill('SIGKILL');
  await dump.ended;
  expect([schemasOn(servers.scratch), leftInWork()]).toEqual([expect.stringMatching(/oa/), [expect.anything()]]);
  const record = await at.test('oa-good.sql');
  expect([record.result, record.steps.map(({ step }) => step)]).toEqual([
    'passed',
    expect.arrayContaining(['清除上次中断留下的测试数据']),
  ]);
  expect([schemasOn(servers.scratch), leftInWork()]).toEqual(['NULL', []]);
});

test('the time that the settings allow is a limit, and passing it a result', async () => {
  await at.settings({ deadlineMinutes: '0.05' });
  const record = await at.test('oa-slow.sql');
  expect(record.result).toBe('failed');
  expect(record.failure).toMatch(/恢复失败：表 \w+\.\w+，超过时限/);
  expect(record.restoredAt).toBeUndefined();
  expect(record.tables.every((row) => row.result === 'unchecked')).toBe(true);
  expect([schemasOn(servers.scratch), leftInWork()]).toEqual(['NULL', []]);
});

test('the permit must be one that is recorded, or its lack be said', async () => {
  const without = typed('oa-good.sql').slice(0, -2);
  const nothing = await opsledgerHere(without);
  expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringMatching(/须写明许可/)]);
  const unknown = await opsledgerHere([...without, '--permit', 'XK-20260101-001']);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringMatching(/没有这份许可/)]);
  expect(schemasOn(servers.scratch)).toBe('NULL');
});

test('a permit that has expired is named, recorded and needs attention, though the restore passes', async () => {
  const { schema: _schema, kind: _kind, id: _id, ...example } = permitKind.example;
  const session = await at.session();
  const { id } = await session.workspace.change(
    '许可',
    (change) => change.addRecord('permit', { ...example, ...PAST }),
    {
      at: PAST.enteredAt,
    },
  );
  await session.close();
  const { code, stdout, stderr } = await opsledgerHere([
    ...typed('oa-good.sql').slice(0, -2),
    '--permit',
    id,
    '--json',
  ]);
  expect(code).toBe(1);
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({ result: 'passed', permitProblem: expect.stringContaining(`许可已过期（${id}`) });
  expect(stderr).toMatch(/核对许可：许可不符/);
  const text = readFileSync(join(at.root, answer.record), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ permit: id, problems: expect.stringContaining(answer.permitProblem) });
});

test('a baseline is captured with reading alone, and marks what changes meanwhile', async () => {
  const file = join(at.dumps, 'oa-live.sql.tables.json');
  const capture = ['backup', 'baseline', 'mysql-primary', '--workspace', at.root, '-o', file];
  const logged = readFileSync(servers.source.generalLogFile, 'utf8').length;
  const first = await opsledgerHere([...capture, '--schema', 'oa', '--json']);
  expect([first.code, JSON.parse(first.stdout).tables]).toEqual([0, 3]);
  servers.source.sql("INSERT INTO oa.leave_request VALUES (9, 'x', 1, NULL)");
  const again = await opsledgerHere([...capture, '--again', '--json']);
  servers.source.sql('DELETE FROM oa.leave_request WHERE id = 9');
  expect(JSON.parse(again.stdout).changed).toEqual(['oa.leave_request']);
  expect((await opsledgerHere(capture)).code).toBe(2);
  const asked = readFileSync(servers.source.generalLogFile, 'utf8')
    .slice(logged)
    .split('\n')
    .filter((line) => /\bQuery\b/.test(line))
    .map((line) => line.replace(/^.*\bQuery\s+/, ''));
  // Between the two captures the test itself wrote a row and took it away again.
  const own = asked.filter((line) => !/oa\.leave_request (VALUES|WHERE)/.test(line));
  expect(own.filter((line) => line.startsWith('CHECKSUM TABLE')).length).toBeGreaterThanOrEqual(6);
  expect(own.filter((line) => /^(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|LOCK|FLUSH)/i.test(line))).toEqual([]);
});

test('backup check names what is wrong with each set, and records every one', async () => {
  const { code, stdout, stderr } = await opsledgerHere(['backup', 'check', '--workspace', at.root]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/● 正常 {2}oa-good\.sql/);
  expect(stdout).toMatch(/oa-slow\.sql.*未采集基线/);
  writeFileSync(join(at.dumps, 'oa-cut.sql'), 'INSERT');
  aged(join(at.dumps, 'oa-cut.sql'));
  const bad = await opsledgerHere(['backup', 'check', '--workspace', at.root, '--json']);
  expect(bad.code).toBe(1);
  const [nightly] = JSON.parse(bad.stdout).plans;
  expect(nightly.sets.find((one: { set: string }) => one.set === 'oa-cut.sql')).toMatchObject({
    state: 'attention',
    problems: [expect.stringMatching(/缺少转储结尾/), expect.stringMatching(/比以往小/)],
  });
});
