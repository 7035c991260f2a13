/** Signing reads the end of the log, however long it is; whatever is not as it was left, it reads all of it. */
import { cp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepEdge, readEdge } from '../../../src/archive/log/edge.ts';
import { parseEntry } from '../../../src/archive/log/entry.ts';
import { readFrom, readLog, tileAt } from '../../../src/archive/log/log-folder.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { toHex } from '../../../src/proof/bytes.ts';
import { TILE_WIDTH, type Tile } from '../../../src/proof/tiles.ts';
import { makeWorkspace, newFolder, open } from '../_workspace.ts';
import { at, CHECKPOINT, edit, verified } from './_signed.ts';

const ENTRIES = 300;
const KEPT = '.opsledger/cache/log-edge';
/** The first bundle, which no edge holds. */
const BUNDLE = 'archive/log/tile/entries/000';
let root: string;

/** One commit of so many originals. */
async function put(count: number, what: string): Promise<void> {
  const session = await open(root);
  await session.workspace.change(
    '材料',
    async (change) => {
      for (let n = 0; n < count; n += 1) await change.putEvidence(Buffer.from(`${what} ${n}`));
    },
    { at: at('10:00:00') },
  );
}
const sign = async (time: string) => signLog(await open(root), at(time));
const whole = async () => {
  const log = await readLog(readFrom(root));
  if (log === undefined || 'fault' in log) throw new Error('no log');
  return log;
};

/** The last tile, which is not whole. */
async function lastOf(level: Tile['level']): Promise<string> {
  const { size } = (await whole()).checkpoint;
  return tileAt({ level, index: Math.floor(size / TILE_WIDTH), width: size % TILE_WIDTH });
}

beforeAll(async () => {
  root = await makeWorkspace();
  await put(ENTRIES, '照片');
  await sign('10:01:00');
});

describe('a signing', () => {
  it('does without the rest of the log, and leaves the log that one of all entries would leave', async () => {
    for (const [n, time] of ['10:02:00', '10:03:00'].entries()) {
      await put(n + 1, time);
      await rename(join(root, BUNDLE), join(root, '..', 'bundle'));
      const done = await sign(time);
      await rename(join(root, '..', 'bundle'), join(root, BUNDLE));
      expect(done.added).toBe(n + 2);
    }
    const { entries, checkpoint, tree } = await whole();
    expect(entries).toHaveLength(checkpoint.size);
    expect(toHex(tree.root())).toBe(toHex(checkpoint.root));
    expect(entries.map(parseEntry).filter((entry) => entry?.type === 'KEY-ROTATE')).toHaveLength(1);
    expect((await verified(root)).problems).toEqual([]);
  });

  it('goes on behind a whole bundle', async () => {
    const { checkpoint } = await whole();
    // One more for the head that it accepts.
    await put(2 * 256 - checkpoint.size - 1, '补足');
    expect((await sign('10:04:00')).size).toBe(512);
    expect((await readEdge(root))?.entries).toEqual([]);
    await put(1, '其后');
    expect(await sign('10:05:00')).toMatchObject({ size: 514, added: 2 });
    expect((await verified(root)).problems).toEqual([]);
  });

  it('enters an omission once, though the entries before are not read', async () => {
    await put(1, '甲');
    const first = await signLog(await open(root), at('10:00:00', '2026-12-01'));
    expect(first.added).toBeGreaterThan(2);
    await put(1, '乙');
    const again = await signLog(await open(root), at('10:00:00', '2026-12-02'));
    const missed = (await whole()).entries.map(parseEntry).flatMap((one) => (one?.type === 'MISSED' ? [one] : []));
    const names = missed.map(({ obligation, period }) => `${obligation} ${period}`);
    expect(new Set(names).size).toBe(names.length);
    expect(again.added).toBeLessThan(first.added);
  });
});

describe('the edge is not used', () => {
  let signed: string;
  beforeAll(async () => {
    signed = root;
  });
  beforeEach(async () => {
    root = join(await newFolder(), 'w');
    await cp(signed, root, { recursive: true, preserveTimestamps: true });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['where nothing is kept', () => rm(join(root, KEPT))],
    ['where what is kept is damaged', () => edit(root, KEPT, (bytes) => bytes.subarray(0, -3))],
    ['where it is of another head', () => keepEdge(root, 'other', { rotated: { from: 0, entry: '' }, missed: [] })],
    ['where a last tile is gone', async () => rm(join(root, await lastOf(0)))],
    [
      'where a last tile was changed',
      async () => edit(root, await lastOf(0), (bytes) => Buffer.from(bytes).fill(bytes[0] === 1 ? 2 : 1, 0, 1)),
    ],
    [
      'where a last entry was changed',
      async () =>
        edit(root, await lastOf('entries'), (bytes) =>
          Buffer.from(bytes.toString('latin1').replace('HEAD', 'head'), 'latin1'),
        ),
    ],
  ])('%s', async (_what, change) => {
    expect(await readEdge(root)).toBeDefined();
    await change();
    expect(await readEdge(root)).toBeUndefined();
  });

  it('and the whole log is signed all the same', async () => {
    root = signed;
    await rm(join(root, KEPT));
    await put(1, '末尾');
    const before = await readFile(join(root, CHECKPOINT), 'utf8');
    const { added } = await signLog(await open(root), at('10:05:00', '2026-12-02'));
    expect(added).toBe(2);
    expect(await readFile(join(root, CHECKPOINT), 'utf8')).not.toBe(before);
    expect(await readEdge(root)).toBeDefined();
    expect((await verified(root)).problems).toEqual([]);
  });
});
