/** The process of its own in which documents are composed and drawn. */
import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openDocumentWorker } from '../../src/desk/documents/worker.ts';
import { DAY, inspect, makeWorkspace, open } from '../pipeline/_workspace.ts';

const NOW = `${DAY}T16:00:00+08:00`;

const root = await makeWorkspace();
await inspect(await open(root), `${DAY}T09:00:00+08:00`);

/** Processes that work on documents of the workspace, and what each was given of the surroundings. */
async function workers(): Promise<{ pid: string; environment: string }[]> {
  const text = (pid: string, file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await text(pid, 'cmdline');
    if (command.includes('worker-child.ts') && command.includes(`${root}\0`)) found.push(pid);
  }
  return Promise.all(found.map(async (pid) => ({ pid, environment: await text(pid, 'environ') })));
}

it('the process for it holds no secret, tells an error as the command does, and ends when it has nothing to do', async () => {
  process.env['OPSLEDGER_TEST_SECRET'] = 'kept-by-the-parent';
  const before = new Set((await workers()).map(({ pid }) => pid));
  const worker = openDocumentWorker(root, 200);
  const asked = worker.ask({ work: 'look', obligation: 'inspection-lag', period: DAY, now: NOW });
  const own = (await workers()).filter(({ pid }) => !before.has(pid));
  await expect(asked).rejects.toMatchObject({ summary: '没有这种交付物', exitCode: 2 });
  expect(own.map(({ environment }) => environment.includes('kept-by-the-parent'))).toEqual([false]);
  const isOwn = async () => (await workers()).some(({ pid }) => pid === own[0]?.pid);
  await expect.poll(isOwn, { timeout: 30_000 }).toBe(false);
  const again = worker.ask({ work: 'look', obligation: 'daily-maintenance', period: DAY, now: NOW });
  expect((await again).look.number).toBe('HQSF-RB-20261124-r1');
});
