import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { EnvironmentError } from '../../../src/contract/error.ts';
import { openLock } from '../../../src/workspace/disk/lock.ts';
import { child } from '../_disk.ts';
import { cleanUp, makeWorkspace, tempFolder } from '../_starter.ts';

afterEach(cleanUp);

describe('the lock', () => {
  test('names its holder in another process, and is free once that was killed', async () => {
    const { root } = await makeWorkspace();
    const holder = spawn(process.execPath, [child, 'hold', root], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    const start = performance.now();
    const attempt = openLock(root, { timeoutMs: 300 }).run(() => Promise.resolve('in'));
    await expect(attempt).rejects.toBeInstanceOf(EnvironmentError);
    await expect(attempt).rejects.toThrow(
      new RegExp(
        `工作区正被其他程序写入，等待 0\\.3 秒后放弃\\n {2}实际：进程 ${holder.pid}（_child\\.ts hold），自 20`,
      ),
    );
    expect(performance.now() - start).toBeGreaterThanOrEqual(300);
    await expect(attempt).rejects.toMatchObject({ exitCode: 3 });
    const waiting = openLock(root).run(() => Promise.resolve('in'));
    holder.kill('SIGKILL');
    expect(await waiting).toBe('in');
  });

  test('waiting does not block the process', async () => {
    const { root } = await makeWorkspace();
    const holder = spawn(process.execPath, [child, 'hold', root], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 10);
    await expect(openLock(root, { timeoutMs: 1000 }).run(() => Promise.resolve(1))).rejects.toThrow('工作区正被');
    clearInterval(timer);
    holder.kill('SIGKILL');
    expect(ticks).toBeGreaterThan(8);
  });

  test('lets the tasks of one process in one after the other, also when one fails', async () => {
    const root = await tempFolder();
    const [one, two] = [openLock(root), openLock(root)];
    const order: string[] = [];
    const task = (lock: typeof one, name: string, fail = false) =>
      lock.run(async () => {
        order.push(`${name} in`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        order.push(`${name} out`);
        if (fail) throw new Error('failed');
        return name;
      });
    const results = await Promise.allSettled([task(one, 'a'), task(two, 'b', true), task(one, 'c')]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });

  test('refuses to be taken again by whoever holds it, at any depth, but not for another workspace', async () => {
    const [root, other] = [await tempFolder(), await tempFolder()];
    const lock = openLock(root);
    const nested = lock.run(() => openLock(other).run(() => lock.run(() => Promise.resolve(1))));
    await expect(nested).rejects.toThrow('nested');
    expect(await lock.run(() => openLock(other).run(() => Promise.resolve(2)))).toBe(2);
  });

  test('says so when the file of the lock cannot be used', async () => {
    const root = await tempFolder();
    await mkdir(join(root, '.opsledger/lock.db'), { recursive: true });
    await expect(openLock(root).run(() => Promise.resolve(1))).rejects.toThrow('无法锁定工作区');
    const file = await tempFolder();
    await writeFile(join(file, '.opsledger'), '');
    await chmod(file, 0o755);
    await expect(openLock(file).run(() => Promise.resolve(1))).rejects.toBeInstanceOf(EnvironmentError);
  });
});
