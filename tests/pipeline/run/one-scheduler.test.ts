/** One scheduler a workspace. */
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { heldText, takePlace, takeSchedule } from '../../../src/pipeline/run/one-scheduler.ts';
import { makeUnfilledWorkspace, newFolder } from '../_workspace.ts';

const NOW = '2026-12-01T09:00:00+08:00';

it('is held by one, who is named, until it lets go', async () => {
  const root = await newFolder();
  const first = await takeSchedule(root, NOW);
  const second = await takeSchedule(root, NOW);
  expect('holder' in second && heldText(second.holder, true)).toContain(`进程 ${process.pid}，自 ${NOW}`);
  if ('release' in first) first.release();
  expect(await takeSchedule(root, NOW)).toHaveProperty('release');
});

it('is taken over from whoever is gone: a process, one whose id came again, another machine, half a file', async () => {
  const root = await newFolder();
  const file = join(root, '.opsledger', 'scheduler.json');
  const { hostname } = await import('node:os');
  await takeSchedule(root, NOW);
  for (const left of [
    JSON.stringify({ host: hostname(), pid: 2 ** 22 - 1, since: NOW, began: '1' }),
    JSON.stringify({ host: hostname(), pid: process.pid, since: NOW, began: '1' }),
    JSON.stringify({ host: 'another', pid: 1, since: NOW, began: '1' }),
    '{"host":',
  ]) {
    await writeFile(file, left);
    expect(await takeSchedule(root, NOW, 50), left).toHaveProperty('release');
  }
});

it('of two that begin where there is no workspace yet one has the place, before, while and after it is made', async () => {
  const root = join(await newFolder(), 'w');
  const first = await takePlace(root, NOW);
  const others = async () => expect(await takePlace(root, NOW)).toHaveProperty('holder.pid', process.pid);
  await others();
  await cp(await makeUnfilledWorkspace(), root, { recursive: true });
  await others();
  if ('holder' in first) throw new Error('nobody has it');
  expect(await first.sit()).toHaveProperty('release');
  await others();
  first.release();
  const next = await takePlace(root, NOW);
  expect(next).toHaveProperty('sit');
  if ('release' in next) next.release();
});
