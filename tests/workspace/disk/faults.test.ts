import { spawnSync } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { runs } from '../../support/runs.ts';
import { child, onSmallDisk } from '../_disk.ts';
import { cleanUp, makeStarter, makeWorkspace, snapshot, tempFolder } from '../_starter.ts';

afterEach(cleanUp);

interface Attempt {
  leftKb?: number;
  ok: boolean;
  exitCode: number;
  message: string;
  same: boolean;
  clean: boolean;
}

const attempts = (lines: string[]) =>
  lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Attempt);

const FULL = /磁盘空间不足|磁盘空间可能不足|超过系统允许的文件大小/;

describe('a full disk', () => {
  test('saves all or nothing, wherever the space runs out, and says so', async () => {
    const { root } = await makeWorkspace();
    const script = `cp -a "${root}" "$DISK/w"\n"$NODE" "$CHILD" fillDisk "$DISK/w" ${16 / runs(1)}`;
    const results = attempts(onSmallDisk(await tempFolder(), '4m', script));
    const failed = results.filter((one) => !one.ok);
    expect(failed.length).toBeGreaterThanOrEqual(1);
    for (const one of failed) {
      expect(one).toMatchObject({ exitCode: 3, same: true, clean: true });
      expect(one.message).toMatch(FULL);
    }
    expect(results.at(-1)).toMatchObject({ ok: true });
  });

  test('leaves no half workspace behind', async () => {
    const starter = await makeStarter();
    const script = `head -c 200k /dev/zero > "$DISK/filler"\n"$NODE" "$CHILD" tryInit "$DISK" "${starter}"\nls "$DISK"`;
    const [init = '', ...left] = onSmallDisk(await tempFolder(), '256k', script);
    expect(JSON.parse(init)).toMatchObject({ ok: false, exitCode: 3 });
    expect(left).toEqual(['filler']);
  });
});

test('a limit on the size of files is told as such, and nothing is changed', async () => {
  const command = `ulimit -f 1; exec "${process.execPath}" "${child}" tryAdd "${(await makeWorkspace()).root}"`;
  const [add] = attempts(spawnSync('sh', ['-c', command], { encoding: 'utf8' }).stdout.split('\n'));
  expect(add).toMatchObject({ ok: false, exitCode: 3, same: true, clean: true });
  expect(add?.message).toMatch(FULL);
});

describe('a read-only disk', () => {
  test('is named, and nothing is changed', async () => {
    const { root } = await makeWorkspace();
    const script = `cp -a "${root}" "$DISK/w"\nmount -o remount,ro "$DISK"\n"$NODE" "$CHILD" tryAdd "$DISK/w"`;
    const lines = onSmallDisk(await tempFolder(), '8m', script);
    expect(attempts(lines)).toEqual([expect.objectContaining({ ok: false, exitCode: 3, same: true })]);
    expect(attempts(lines)[0]?.message).toMatch(/只读/);
  });

  test('without permission it is the same', withoutPermission);
});

/** As an ordinary user: root would not be stopped by modes. */
async function withoutPermission(): Promise<void> {
  const workspace = await makeWorkspace();
  await workspace.change('锁', () => undefined, { at: '2026-11-24T09:00:00+08:00' });
  await mkdir(join(workspace.root, 'records'));
  await chmod(join(workspace.root, '..'), 0o755);
  for (const one of ['records', 'state', 'evidence', '.opsledger']) {
    await mkdir(join(workspace.root, one), { recursive: true });
    await chmod(join(workspace.root, one), 0o555);
  }
  const before = await snapshot(workspace.root);
  const command = [process.execPath, child, 'tryAdd', workspace.root];
  const asNobody = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--clear-groups', ...command] : command;
  const [program = '', ...args] = asNobody;
  const env = {
    ...process.env,
    HOME: workspace.root,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
  };
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env });
  expect(stderr).toBe('');
  expect(attempts(stdout.split('\n'))).toEqual([expect.objectContaining({ ok: false, exitCode: 3, same: true })]);
  expect(await snapshot(workspace.root)).toBe(before);
}
