/** What is kept of the manifests between two commands: the same archive, sooner; and never an older one. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/archive/digest.ts';
import { type Manifest, manifestBytes } from '../../src/archive/manifest.ts';
import { recordIds } from '../../src/archive/manifest-records.ts';
import { type ArchiveIndex, readArchive, readKeptArchive } from '../../src/archive/store.ts';
import { openFileMemo } from '../../src/workspace/disk/file-memo.ts';
import { manifest } from './_manifest.ts';

const DOCUMENTS = 80;
let root: string;
const cacheFile = () => join(root, '.opsledger', 'cache', 'manifests');
const dayOf = (n: number) => Temporal.PlainDate.from('2026-01-01').add({ days: n }).toString();
const pathOf = (n: number, revision = 1) => `archive/2026/inspection-log/${dayOf(n)}/r${revision}/manifest.json`;

function document(n: number, changes: Partial<Manifest> = {}): Manifest {
  const hex = 'a'.repeat(64);
  const input = (path: string) => ({ path, sha256: hex, sm3: hex, size: n });
  const day = dayOf(n).replaceAll('-', '');
  return manifest({
    number: `HQSF-XJ-${day}-r1`,
    period: dayOf(n),
    inputs: [
      input('contract/contract.yaml'),
      input(`records/inspection/2026/01/XJ-${day}-001.json`),
      input(`records/call/2026/01/DH-${day}-001.yaml`),
      input(`records/call/2026/01/DH-${day}-002.yaml`),
    ],
    ...changes,
  });
}

async function put(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

/** Nothing is kept of files that were changed a moment ago. */
const rested = () => sleep(40);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'opsledger-kept-'));
  for (let n = 0; n < DOCUMENTS; n += 1) await put(pathOf(n), manifestBytes(document(n)));
  await rested();
  await readKeptArchive(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const codes = (archive: ArchiveIndex) => new Set(archive.documents.map((one) => one.manifest.code));

/** Gives the cache another code for every document, as if it had been kept so. */
async function recode(): Promise<void> {
  const text = await readFile(cacheFile(), 'utf8');
  const body = text.slice(text.indexOf('\n') + 1).replaceAll('"code":"XJ"', '"code":"ZZ"');
  await writeFile(cacheFile(), `${sha256(body)}\n${body}`);
}

describe('the kept archive', () => {
  it('is the archive, with inputs and records', async () => {
    const [kept, read] = [await readKeptArchive(root), await readArchive(root)];
    expect(kept).toEqual(read);
    expect(kept.documents).toHaveLength(DOCUMENTS);
    for (const [n, { manifest: one }] of kept.documents.entries()) {
      expect(Object.isFrozen(one)).toBe(true);
      expect(recordIds(one)).toEqual(recordIds(read.documents[n]?.manifest as Manifest));
      expect(JSON.stringify(one)).toBe(JSON.stringify(document(n)));
    }
    expect(recordIds(kept.documents[0]?.manifest as Manifest)).toEqual({
      inspection: ['XJ-20260101-001'],
      call: ['DH-20260101-001', 'DH-20260101-002'],
    });
  });

  it('is what spares the reading; who proves the archive does not ask it', async () => {
    await recode();
    expect(codes(await readKeptArchive(root))).toEqual(new Set(['ZZ']));
    expect(codes(await readArchive(root))).toEqual(new Set(['XJ']));
  });

  it('is asked once by who remembers', async () => {
    const memo = openFileMemo(root);
    const first = await readKeptArchive(root, memo);
    await rm(cacheFile());
    expect(await readKeptArchive(root, memo)).toEqual(first);
    await expect(readFile(cacheFile())).rejects.toThrow('ENOENT');
  });

  it.each([
    ['kept before', true],
    ['read anew', false],
  ])('keeps no inputs in the memory of who remembers, when it was %s', async (_what, before) => {
    if (!before) await rm(cacheFile());
    const memo = openFileMemo(root);
    await readKeptArchive(root, memo);
    const [first] = (await readKeptArchive(root, memo)).documents;
    await rm(join(root, pathOf(0)));
    expect(recordIds(first?.manifest as Manifest).inspection).toEqual(['XJ-20260101-001']);
    // They can only come from the disk.
    expect(() => first?.manifest.inputs).toThrow('ENOENT');
  });

  it('keeps no inputs of a document that came while it was remembered', async () => {
    const memo = openFileMemo(root);
    await readKeptArchive(root, memo);
    await put(pathOf(0, 2), manifestBytes(document(0, { number: 'HQSF-XJ-20260101-r2', revision: 2 })));
    await rested();
    const added = (await readKeptArchive(root, memo)).documents.find(({ manifest: one }) => one.revision === 2);
    expect(added?.manifest.inputs).toEqual(document(0).inputs);
    await rm(join(root, pathOf(0, 2)));
    expect(() => added?.manifest.inputs).toThrow('ENOENT');
  });

  it.each<[string, (text: string) => string]>([
    ['cut short', (text) => text.slice(0, -100)],
    ['changed by hand', (text) => text.replace('"code":"XJ"', '"code":"ZZ"')],
    ['of another version', (text) => text.replace(/^[0-9a-f]{64}\n[0-9a-f]{64}/, (both) => both.replaceAll('a', 'b'))],
    ['empty', () => ''],
    ['no text of ours', () => '{}'],
  ])('is read anew when what was kept is %s', async (_what, change) => {
    const text = await readFile(cacheFile(), 'utf8');
    expect(change(text)).not.toBe(text);
    await writeFile(cacheFile(), change(text));
    expect(await readKeptArchive(root)).toEqual(await readArchive(root));
    // … and kept again.
    expect(await readFile(cacheFile(), 'utf8')).toBe(text);
  });

  it('sees what was changed, added, broken and taken away since', async () => {
    await put(pathOf(3), manifestBytes(document(3, { title: '改过的' })));
    await put(pathOf(4, 2), manifestBytes(document(4, { number: 'HQSF-XJ-20260105-r2', revision: 2 })));
    await put(pathOf(5), '{');
    await rm(join(root, dirname(pathOf(6))), { recursive: true });
    const kept = await readKeptArchive(root);
    expect(kept).toEqual(await readArchive(root));
    expect(kept.problems).toEqual([{ path: pathOf(5), message: '清单不是有效的 JSON' }]);
    expect(kept.documents).toHaveLength(DOCUMENTS - 1);
    expect(kept.documents.find(({ manifest: one }) => one.period === dayOf(3))?.manifest.title).toBe('改过的');
  });

  it('says so when a manifest that it stands for is gone by the time its inputs are asked for', async () => {
    const [first] = (await readKeptArchive(root)).documents;
    await writeFile(join(root, pathOf(0)), JSON.stringify({ schema: 2 }));
    expect(() => first?.manifest.inputs).toThrow(`文件：${pathOf(0)}`);
  });

  it('is not kept of a few documents', async () => {
    const small = await mkdtemp(join(tmpdir(), 'opsledger-kept-'));
    try {
      const path = join(small, pathOf(0));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, manifestBytes(document(0)));
      await rested();
      expect((await readKeptArchive(small)).documents).toHaveLength(1);
      await expect(readFile(join(small, '.opsledger/cache/manifests'))).rejects.toThrow('ENOENT');
    } finally {
      await rm(small, { recursive: true, force: true });
    }
  });
});
