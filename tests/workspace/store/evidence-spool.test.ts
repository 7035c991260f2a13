import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/contract/error.ts';
import { spoolEvidence } from '../../../src/workspace/store/evidence-spool.ts';
import type { Workspace } from '../../../src/workspace/workspace.ts';
import { cleanUp, makeWorkspace, NOW, snapshot } from '../_starter.ts';

afterEach(cleanUp);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** In pieces that do not fall on any boundary. */
const pieces = (bytes: Uint8Array) =>
  async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 70_001) yield bytes.subarray(at, at + 70_001);
  };

const spool = (workspace: Workspace, bytes: Uint8Array) => spoolEvidence(workspace.root, pieces(bytes), bytes.length);

const keep = async (workspace: Workspace, bytes: Uint8Array) => {
  const spooled = await spool(workspace, bytes);
  await workspace.change('原件', (change) => change.adoptEvidence(spooled), { at: NOW });
  await spooled.discard();
  return spooled;
};

const spoolFolder = (workspace: Workspace) => readdir(join(workspace.root, '.opsledger/spool/evidence'));

describe('a large original', () => {
  const text = Buffer.from('漏洞扫描报告\n'.repeat(40_000));

  test('is kept packed under its hash, and read back', async () => {
    const workspace = await makeWorkspace();
    const spooled = await keep(workspace, text);
    expect(spooled.sha256).toBe(sha256(text));
    expect(spooled.path).toBe(`evidence/${spooled.sha256.slice(0, 2)}/${spooled.sha256}.gz`);
    const stored = await readFile(join(workspace.root, spooled.path));
    expect(gunzipSync(stored)).toEqual(text);
    expect(sha256(stored)).toBe(spooled.stored);
    expect(await workspace.evidence.getEvidence(spooled.sha256)).toEqual(text);
    expect(await workspace.git.changedPaths()).toEqual([]);
    expect(await spoolFolder(workspace)).toEqual([]);
  });

  test('that does not get smaller is kept as it is', async () => {
    const workspace = await makeWorkspace();
    const noise = randomBytes(300_000);
    const spooled = await keep(workspace, noise);
    expect(spooled.path.endsWith('.gz')).toBe(false);
    expect(await readFile(join(workspace.root, spooled.path))).toEqual(noise);
    expect(await spoolFolder(workspace)).toEqual([]);
  });

  test('of more than 20 MB stays out of git', async () => {
    const workspace = await makeWorkspace();
    const before = await workspace.git.head();
    const spooled = await keep(workspace, Buffer.alloc(21 * 1024 * 1024, 'a'));
    expect(spooled.path.startsWith('evidence-large/')).toBe(true);
    expect(await workspace.evidence.hasEvidence(spooled.sha256)).toBe(true);
    expect(await workspace.git.head()).toBe(before);
  });

  test('handed in again is kept once, and a damaged one is not taken for it', async () => {
    const workspace = await makeWorkspace();
    const { path } = await keep(workspace, text);
    const head = await workspace.git.head();
    await keep(workspace, text);
    expect(await workspace.git.head()).toBe(head);
    await writeFile(join(workspace.root, path), (await readFile(join(workspace.root, path))).subarray(0, 100));
    const again = await spool(workspace, text);
    const attempt = workspace.change('原件', (change) => change.adoptEvidence(again), { at: NOW });
    await expect(attempt).rejects.toThrow(/原始材料已损坏[\s\S]*evidence\//);
    await again.discard();
    expect(await spoolFolder(workspace)).toEqual([]);
  });

  test('of a change that fails leaves nothing', async () => {
    const workspace = await makeWorkspace();
    const before = await snapshot(workspace.root);
    const spooled = await spool(workspace, text);
    const attempt = workspace.change(
      '原件',
      async (change) => {
        await change.adoptEvidence(spooled);
        throw new UserError('记录不对');
      },
      { at: NOW },
    );
    await expect(attempt).rejects.toThrow('记录不对');
    await spooled.discard();
    expect(await snapshot(workspace.root)).toBe(before);
    expect(await spoolFolder(workspace)).toEqual([]);
  });

  test('that cannot be read to its end leaves nothing', async () => {
    const workspace = await makeWorkspace();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield text;
      await Promise.reject(new UserError('读取时文件有改动'));
    }
    await expect(spoolEvidence(workspace.root, broken, text.length * 2)).rejects.toThrow('读取时文件有改动');
    expect(await spoolFolder(workspace)).toEqual([]);
  });
});
