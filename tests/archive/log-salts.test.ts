/** The salts that lie beside the log: a line for each entry and nothing else. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { checkSalts } from '../../src/archive/log/check-tiles.ts';
import { treeHash } from '../../src/archive/log/digests.ts';
import { growth, type LogFiles, readFrom } from '../../src/archive/log/log-folder.ts';
import { utf8 } from '../../src/proof/bytes.ts';
import { leafHash, openTree } from '../../src/proof/tree.ts';

const SALTS = 'archive/log-salts/000.txt';

it('what is passed on in them, and a file too many, is told; what the entries give is not', async () => {
  const entries = ['a', 'b', 'c'].map(utf8);
  const tree = openTree(treeHash);
  for (const entry of entries) tree.append(leafHash(treeHash, entry));
  const salts = [undefined, new Uint8Array(32).fill(7), undefined];
  const log = { first: 0, entries, salts, tree, note: '' } as unknown as LogFiles;
  const root = await mkdtemp(join(tmpdir(), 'opsledger-salts-'));
  try {
    for (const { path, bytes } of growth(log, 0).write) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), bytes);
    }
    const check = () => checkSalts(root, readFrom(root), log);
    expect(await check()).toEqual([]);
    await writeFile(join(root, SALTS), `-\n${'07'.repeat(32)}\n-\n\n`);
    await writeFile(join(root, 'archive/log-salts/x.txt'), 'x');
    expect((await check()).map(({ path, message }) => `${path} ${message}`)).toEqual([
      expect.stringMatching(/^archive\/log-salts\/000\.txt 存证的盐值文件被改动/),
      expect.stringMatching(/^archive\/log-salts\/x\.txt 存证的盐值中多出的文件/),
    ]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
