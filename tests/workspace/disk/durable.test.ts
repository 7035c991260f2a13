import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { EnvironmentError } from '../../../src/contract/error.ts';
import {
  isLiveTemp,
  makeFolder,
  tempOwner,
  tempPath,
  writeDurable,
  writeTemp,
} from '../../../src/workspace/disk/durable.ts';
import { environmentError } from '../../../src/workspace/disk/faults.ts';
import { cleanUp, tempFolder } from '../_starter.ts';

afterEach(cleanUp);

describe('writeDurable', () => {
  test('writes bytes and text, making the folder, and leaves only the file', async () => {
    const folder = await tempFolder();
    await writeDurable(join(folder, 'a/b/c.bin'), Buffer.from([0, 255]));
    await writeDurable(join(folder, 'a/b/d.txt'), '巡检');
    expect(await readdir(join(folder, 'a/b'))).toEqual(['c.bin', 'd.txt']);
    expect(await readFile(join(folder, 'a/b/c.bin'))).toEqual(Buffer.from([0, 255]));
    expect(await readFile(join(folder, 'a/b/d.txt'), 'utf8')).toBe('巡检');
  });

  test('replaces a file by a new one: whoever has the old open keeps it whole', async () => {
    const file = join(await tempFolder(), 'a');
    await writeDurable(file, 'old');
    const before = await stat(file);
    await writeDurable(file, 'new');
    expect((await stat(file)).ino).not.toBe(before.ino);
    expect(await readFile(file, 'utf8')).toBe('new');
  });

  test('leaves the old file and no temp file when it cannot take its place', async () => {
    const folder = await tempFolder();
    await makeFolder(join(folder, 'taken/inner'));
    await expect(writeDurable(join(folder, 'taken'), 'x')).rejects.toBeInstanceOf(EnvironmentError);
    expect(await readdir(folder)).toEqual(['taken']);
    await writeFile(join(folder, 'file'), '');
    await expect(writeDurable(join(folder, 'file/x'), 'x', '记录')).rejects.toThrow('文件：记录');
  });
});

test('temp files carry the process in their name and are known while they are wanted', async () => {
  const temp = await writeTemp(join(await tempFolder(), 'x'), Buffer.from('x'));
  expect(tempOwner(temp)).toBe(process.pid);
  expect(isLiveTemp(temp)).toBe(true);
  expect(isLiveTemp(tempPath(temp))).toBe(false);
  for (const name of ['x.yaml', '.opsledger-tmp-', '.opsledger-tmp-12-zz', '.opsledger'])
    expect(tempOwner(name)).toBeUndefined();
});

test('makeFolder gives the folders that it made, outermost first', async () => {
  const folder = await tempFolder();
  expect(await makeFolder(join(folder, 'a/b'))).toEqual([join(folder, 'a'), join(folder, 'a/b')]);
  expect(await makeFolder(join(folder, 'a/b'))).toEqual([]);
});

test.each([
  ['ENOSPC', '磁盘空间不足'],
  ['EDQUOT', '磁盘配额'],
  ['EROFS', '只读'],
  ['EACCES', '没有读写权限'],
  ['EIO', '磁盘读写出错'],
  ['EMFILE', '打开的文件过多'],
  ['EWHATEVER', '文件操作失败'],
])('%s becomes a message for a person, with exit code 3', (code, message) => {
  const made = environmentError(Object.assign(new Error('x'), { code }), 'records/x');
  expect(made.message).toContain(message);
  expect(made).toMatchObject({ exitCode: 3, place: { file: 'records/x', found: code } });
});
