import { spawnSync } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
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

/** Where no file system may be mounted: a limit on the size of files stands in for the full disk. */
function withFileLimit(root: string): Attempt[] {
  const script = `ulimit -f 1; exec "${process.execPath}" "${child}" tryAdd "${root}"`;
  return attempts(spawnSync('sh', ['-c', script], { encoding: 'utf8' }).stdout.split('\n'));
}

describe('a full disk', () => {
  test('saves all or nothing, wherever the space runs out, and says so', async () => {
    const lines = onSmallDisk(
      await tempFolder(),
      '4m',
      '"$NODE" "$CHILD" init "$DISK"\n"$NODE" "$CHILD" fillDisk "$DISK/w"',
    );
    const results = lines === undefined ? withFileLimit((await makeWorkspace()).root) : attempts(lines);
    const failed = results.filter((one) => !one.ok);
    expect(failed.length).toBeGreaterThanOrEqual(1);
    for (const one of failed) expect(one).toMatchObject({ exitCode: 3, same: true, clean: true });
    for (const one of failed) expect(one.message).toMatch(/磁盘空间不足|磁盘空间可能不足|超过系统允许的文件大小/);
    if (lines !== undefined) expect(results.at(-1)).toMatchObject({ ok: true });
  });

  test('leaves no half workspace behind', async () => {
    const folder = await tempFolder();
    const starter = await makeStarter();
    const script = `head -c 200k /dev/zero > "$DISK/filler"\n"$NODE" "$CHILD" tryInit "$DISK" "${starter}"\nls "$DISK"`;
    const lines = onSmallDisk(folder, '256k', script);
    if (lines === undefined) {
      const limited = spawnSync('sh', [
        '-c',
        `ulimit -f 1; exec "${process.execPath}" "${child}" tryInit "${folder}" "${starter}"`,
      ]);
      expect(limited.stdout.toString()).toContain('"exitCode":3');
    } else {
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ ok: false, exitCode: 3 });
      expect(lines.slice(1)).toEqual(['filler']);
    }
  });
});

describe('a read-only disk', () => {
  test('is named, and nothing is changed', async () => {
    const script = '"$NODE" "$CHILD" init "$DISK"\nmount -o remount,ro "$DISK"\n"$NODE" "$CHILD" tryAdd "$DISK/w"';
    const lines = onSmallDisk(await tempFolder(), '8m', script);
    if (lines === undefined) return withoutPermission();
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
