/** `collect` as a person types it: the answer, the exit codes, the script for a host and what it brings back. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { tempFolder } from '../support/at-end.ts';
import { opsledgerHere } from '../support/command-here.ts';
import { answer, startAnswering } from '../support/fault-server.ts';
import { fillIn } from '../support/fill-in.ts';

const SECRET = 'geheim-5721';
const folder = await tempFolder('collect');
const page = await startAnswering((_line, request) => answer(`ok ${request}`));
expect((await opsledgerHere(['init', 'w'], { cwd: folder })).code).toBe(0);
await fillIn(join(folder, 'w'), Temporal.Now.instant().toString());
afterAll(() => page.close());

const collect = (args: string[], env: Record<string, string> = {}) =>
  opsledgerHere(['collect', '--workspace', 'w', ...args], { cwd: folder, env });
const settings = (sources: object[]) =>
  writeFile(
    join(folder, 'w', 'opsledger.yaml'),
    JSON.stringify({ schema: 1, timeZone: 'Asia/Shanghai', inspection: { opensAt: '09:00' }, sources }),
  );
const source = (name: string, over: object = {}) => ({
  name,
  type: 'http',
  target: 'subsystem-hr',
  url: `http://127.0.0.1:${page.port}/`,
  ...over,
});

describe('live sources', () => {
  it('0 when all is well; the answer names record and counts', async () => {
    await settings([source('a')]);
    const { code, stdout } = await collect(['--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      record: expect.stringMatching(/^records\/inspection\/\d{4}\/\d{2}\/XJ-\d{8}-\d{3}\.json$/),
      counts: { normal: expect.any(Number), abnormal: 0, unreachable: 0, unconfigured: expect.any(Number) },
      failed: [],
    });
    expect(code).toBe(0);
  });

  it('counts the contract apart from the own machine, and asks for a confirmation only while there is a draft', async () => {
    await settings([source('a'), { name: 'local', type: 'local', target: 'ops-host' }]);
    const before = await collect([]);
    expect(before.stdout).toMatch(/^合同内 \d+ 项：正常 1 · /m);
    expect(before.stdout).toMatch(/^运维工作站 \d+ 项（合同外，不计入）：.*正常 \d/m);
    expect(before.stdout).toMatch(/confirm (--workspace \S+ )?inspection-log --by/);
    const { stdout } = await collect(['--json']);
    const { counts, contract, opsHost } = JSON.parse(stdout) as Record<string, Record<string, number>>;
    for (const [outcome, count] of Object.entries(counts ?? {})) {
      expect((contract?.[outcome] ?? 0) + (opsHost?.[outcome] ?? 0), outcome).toBe(count);
    }
    // A log confirmed after its hour wants a reason, which is another test's subject.
    const obligations = join(folder, 'w', 'contract', 'obligations.yaml');
    const agreed = await readFile(obligations, 'utf8');
    const allDay = agreed.replace('time: "17:00", otherTime: "10:00"', 'time: "23:59", otherTime: "10:00"');
    expect(allDay).not.toBe(agreed);
    await writeFile(obligations, allDay);
    const today = Temporal.Now.plainDateISO('Asia/Shanghai').toString();
    const confirmed = ['confirm', 'inspection-log', today, '--by', '测试员', '--unfinished', '--workspace', 'w'];
    expect((await opsledgerHere(confirmed, { cwd: folder })).code).toBe(0);
    const after = await collect([]);
    expect(after.stdout).not.toContain('confirm inspection-log');
    expect(after.stdout).toContain('今日巡检日志已确认或签发');
  });

  it('1 when a source failed: it is named, the others are saved, and no secret is printed', async () => {
    const header = ['$', '{COLLECT_CLI_SECRET}'].join('');
    await settings([
      source('a', { headers: { authorization: header } }),
      source('bad', { type: 'nginx', headers: { authorization: header } }),
      source('unset', { headers: { authorization: ['$', '{NOT_SET_ANYWHERE}'].join('') } }),
    ]);
    const { code, stdout, stderr } = await collect([], { COLLECT_CLI_SECRET: SECRET });
    expect(page.received()).toContain(SECRET);
    expect(code).toBe(1);
    expect(stderr).toMatch(/无法采集 bad：\S+/);
    expect(stderr).toContain('无法采集 unset：缺少 NOT_SET_ANYWHERE');
    expect(stdout).toContain('已保存 records/inspection/');
    expect(stdout + stderr).not.toContain(SECRET);
  });

  it.each([
    [['none'], /没有这个数据源/],
    [['--target', 'app-server-1'], /--target 只与 --from 一起使用/],
    [['--from', 'none.txt'], /none\.txt/],
    [['a', 'bad', '--from', 'report.txt'], /一次只用一个数据源/],
    [['--at', '2026-01-01'], /--at 只用于查看[\s\S]*本机时间/],
  ])('%j is refused', async (args, message) => {
    const { code, stderr } = await collect(args);
    expect(stderr).toMatch(message);
    expect(code).not.toBe(0);
    expect(code).not.toBe(1);
  });

  it('a secret in clear is refused and not repeated', async () => {
    await settings([source('a', { bearer: SECRET })]);
    const { code, stderr } = await collect([]);
    expect(code).toBe(2);
    expect(stderr).toContain('口令不能写在设置文件里');
    expect(stderr).not.toContain(SECRET);
  });
});

describe('the script for a host', () => {
  it('is printed, runs, and what it prints becomes part of the day', async () => {
    await settings([source('a')]);
    const script = await collect(['--script']);
    expect(script.code).toBe(0);
    expect(script.stdout).toMatch(/^#!\/bin\/sh/);
    await writeFile(join(folder, 'host-report.sh'), script.stdout);
    await writeFile(join(folder, 'report.txt'), execFileSync('sh', [join(folder, 'host-report.sh')]));
    const { stdout, code } = await collect(['--from', 'report.txt', '--target', 'app-server-3', '--json']);
    expect([0, 1]).toContain(code);
    const first = JSON.parse(stdout) as { record: string; unchanged: boolean };
    expect(first.unchanged).toBe(false);
    const again = await collect(['--from', 'report.txt', '--target', 'app-server-3', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ record: first.record, unchanged: true });
  });

  it('is told of in the help', async () => {
    const { stdout } = await opsledgerHere(['collect', '--help']);
    for (const word of ['--from', '--script', '--target', 'host-report.sh']) expect(stdout).toContain(word);
  });
});
