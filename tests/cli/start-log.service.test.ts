/** `start` as a service: each line has its time and level, and a second one beside it opens the site and does nothing else. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeUnfilledWorkspace } from '../pipeline/_workspace.ts';
import { CLI } from '../support/command.ts';

const started: ChildProcess[] = [];
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
});

const TIMED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00 (信息|警告|错误) \S/;
const JOURNALLED = /^<[346]>\S/;

function start(root: string, env: Record<string, string>) {
  const { INVOCATION_ID: _, JOURNAL_STREAM: __, ...own } = process.env;
  const child = spawn(process.execPath, [CLI, 'start', '--port', '0', '--workspace', root], {
    env: { ...own, ...env },
  });
  started.push(child);
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  return {
    lines: () => written.trimEnd().split('\n'),
    isServing: () => expect.poll(() => written, { timeout: 120_000 }).toContain('站点地址'),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'close');
    },
  };
}

it('writes lines with time and level, for the journal with its prefix, and only the first one does a round', async () => {
  const root = await makeUnfilledWorkspace();
  const settings = join(root, 'opsledger.yaml');
  const failing = `  - { name: login, type: http, target: subsystem-administration, url: 'http://127.0.0.1:1/' }\n`;
  const own = (await readFile(settings, 'utf8')).replace(/^sources:\n/m, (head) => head + failing);
  // Whatever the hour of this run: the day's inspection has begun.
  const open = own.replace(/opensAt: \S+/, "opensAt: '00:00'");
  expect(open).not.toBe(own);
  await writeFile(settings, open);
  const first = start(root, {});
  await first.isServing();
  const beat = async () => JSON.parse(await readFile(join(root, '.opsledger/heartbeat.json'), 'utf8')).startedAt;
  const before = await beat();
  const second = start(root, { INVOCATION_ID: 'one' });
  await second.isServing();
  expect(await beat()).toBe(before);
  await second.stop();
  await first.stop();
  expect(second.lines().filter((line) => !JOURNALLED.test(line))).toEqual([]);
  expect(second.lines()[0]).toMatch(/^<4>这个工作区已有一个调度在运行：主机 \S+，进程 \d+，自 /);
  expect(second.lines().join('\n')).not.toMatch(/已生成站点|已签发|已采集/);
  expect(first.lines().filter((line) => !TIMED.test(line))).toEqual([]);
  expect(first.lines().join('\n')).toMatch(/ 错误 无法采集 login：/);
}, 300_000);
