/** The archive by itself: fingerprint, places, manifests, and whether a folder is whole. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digest, fingerprintOf, shortFingerprint } from '../../src/archive/digest.ts';
import { folderProblem } from '../../src/archive/document-check.ts';
import { downloadName, parseRevisionFolder, revisionFolder, standsWhereItSays } from '../../src/archive/layout.ts';
import { type Manifest, manifestBytes, manifestSchema } from '../../src/archive/manifest.ts';
import { inputPaths, readManifestBytes } from '../../src/archive/manifest-text.ts';
import { currentRevision, readArchive, requireSound } from '../../src/archive/store.ts';
import { UserError } from '../../src/contract/error.ts';
import { tempPath } from '../../src/workspace/disk/durable.ts';
import { bytes, manifest } from './_manifest.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'opsledger-archive-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Of manifests that hold their inputs. */
const noLists = { rows: () => [] };
const FOLDER = 'archive/2026/inspection-log/2026-11-24/r1';

async function put(folder: string, files: Record<string, string | Uint8Array>): Promise<void> {
  await mkdir(join(root, folder), { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, folder, name), content);
}

describe('digests', () => {
  it('knows SHA-256 and SM3 by their standards’ own vectors', () => {
    expect(digest(bytes('abc'))).toEqual({
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      sm3: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
      size: 3,
    });
  });

  it('gives one fingerprint for the same inputs in whatever order, and another for any change', () => {
    const input = fc.record({ path: fc.string({ minLength: 1 }), sha256: fc.string({ minLength: 64, maxLength: 64 }) });
    const inputs = fc.uniqueArray(input, { minLength: 1, maxLength: 8, selector: (i) => i.path });
    fc.assert(
      fc.property(inputs, fc.nat(), (list, turn) => {
        const at = turn % list.length;
        const turned = [...list.slice(at), ...list.slice(0, at)];
        expect(fingerprintOf(turned)).toBe(fingerprintOf(list));
        expect(fingerprintOf(list.slice(1))).not.toBe(fingerprintOf(list));
        const changed = list.map((one, n) => (n === at ? { ...one, sha256: `${one.sha256}0` } : one));
        expect(fingerprintOf(changed)).not.toBe(fingerprintOf(list));
      }),
    );
  });

  it('prints twelve digits of it', () => expect(shortFingerprint('7f3a91c2e05d0000')).toBe('7f3a·91c2·e05d'));
});

describe('places', () => {
  it('reads back what it writes, and nothing else', () => {
    const place = { year: '2026', obligation: 'inspection-log', period: '2026-11-24', revision: 12 };
    expect(parseRevisionFolder(revisionFolder(place))).toEqual(place);
    for (const path of ['archive/log', 'archive/2026/inspection-log/2026-11-24', `${FOLDER}/x`, `x/${FOLDER}`]) {
      expect(parseRevisionFolder(path), path).toBeUndefined();
    }
  });

  it('knows a manifest that was moved', () => {
    expect(standsWhereItSays(FOLDER, manifest())).toBe(true);
    expect(standsWhereItSays(FOLDER.replace('r1', 'r2'), manifest())).toBe(false);
    expect(standsWhereItSays(FOLDER.replace('-24', '-25'), manifest())).toBe(false);
    expect(standsWhereItSays(FOLDER.replace('inspection-log', 'daily-maintenance'), manifest())).toBe(false);
  });

  it('names downloads for people', () => {
    expect(downloadName('2026-11-24', '系统巡检日志', 1, 'pdf')).toBe('20261124_系统巡检日志_第1版.pdf');
    expect(downloadName('GZ-20261124-001-z', '故障分析处理记录', 2, 'xlsx')).toBe(
      '20261124001z_故障分析处理记录_第2版.xlsx',
    );
  });
});

describe('manifests', () => {
  it('are written one way and read back the same', () => {
    const one = manifest({ reason: '更正' });
    expect(manifestSchema.parse(JSON.parse(new TextDecoder().decode(manifestBytes(one))))).toEqual(one);
    expect(manifestSchema.safeParse({ ...one, extra: 1 }).success).toBe(false);
  });

  const row = (n: number) => ({
    path: `records/call/2026/11/第 ${n} 个.yaml`,
    sha256: hex('a'),
    sm3: hex('b'),
    size: n,
  });
  const hex = (digit: string) => digit.repeat(64);

  it.each([0, 1, 2, 300])('give %d inputs when they are asked for', (count) => {
    const one = manifest({ inputs: Array.from({ length: count }, (_, n) => row(n)) });
    const read = readManifestBytes(Buffer.from(manifestBytes(one)), noLists);
    expect(read).toEqual(one);
    expect(inputPaths(read as Manifest)).toEqual(one.inputs.map(({ path }) => path));
    expect(inputPaths(one)).toEqual(one.inputs.map(({ path }) => path));
    expect(JSON.stringify(read)).toBe(JSON.stringify(manifestSchema.parse(one)));
    expect(Object.isFrozen(read)).toBe(true);
  });

  it('are read however they are laid out', () => {
    const one = manifest({ inputs: [row(1), row(2)] });
    expect(readManifestBytes(Buffer.from(JSON.stringify(one)), noLists)).toEqual(one);
    expect(readManifestBytes(Buffer.from(JSON.stringify(one, null, 2)), noLists)).toEqual(one);
  });

  it.each<[string, (text: string) => string]>([
    ['a digest that is none', (text) => text.replace(hex('a'), hex('g'))],
    ['a digest that is too short', (text) => text.replace(hex('b'), hex('b').slice(1))],
    ['a size below nothing', (text) => text.replace('"size": 2', '"size": -2')],
    ['a key too many', (text) => text.replace('"size": 2', '"size": 2,\n   "x": 1')],
    ['a path that is empty', (text) => text.replace(row(2).path, '')],
    ['a wrong value beside the inputs', (text) => text.replace('"late": false', '"late": "perhaps"')],
    ['a key too many beside the inputs', (text) => text.replace('"late": false', '"late": false,\n "x": 1')],
  ])('with %s are refused before anybody asks for the inputs', (_what, change) => {
    const text = new TextDecoder().decode(manifestBytes(manifest({ inputs: [row(1), row(2), row(3)] })));
    expect(change(text)).not.toBe(text);
    expect(readManifestBytes(Buffer.from(change(text)), noLists)).toHaveProperty('wrong');
  });

  it('cut short among the inputs are no JSON', () => {
    const text = new TextDecoder().decode(manifestBytes(manifest({ inputs: [row(1), row(2)] })));
    const cut = text.slice(0, text.indexOf('"size": 2'));
    expect(() => readManifestBytes(Buffer.from(cut), noLists)).toThrow(SyntaxError);
  });
});

describe('a folder of a revision', () => {
  it.each<[string, Record<string, string | Uint8Array>, string | undefined]>([
    ['is whole', { 'a.pdf': 'pdf', 'manifest.json': manifestBytes(manifest()) }, undefined],
    ['without a manifest', { 'a.pdf': 'pdf' }, '清单缺失或不可读'],
    ['with half a manifest', { 'a.pdf': 'pdf', 'manifest.json': '{"schema": 1' }, '清单缺失或不可读'],
    ['with a manifest of another kind', { 'a.pdf': 'pdf', 'manifest.json': '{}' }, '清单缺失或不可读'],
    ['without a file', { 'manifest.json': manifestBytes(manifest()) }, '缺少文件 a.pdf'],
    [
      'with other bytes',
      { 'a.pdf': 'pdF', 'manifest.json': manifestBytes(manifest()) },
      '文件 a.pdf 与清单的校验值不一致',
    ],
    [
      'with one file more',
      { 'a.pdf': 'pdf', 'b.pdf': '', 'manifest.json': manifestBytes(manifest()) },
      '清单中没有列出的文件 b.pdf',
    ],
    [
      'with the manifest of another document',
      { 'a.pdf': 'pdf', 'manifest.json': manifestBytes(manifest({ period: '2026-11-25' })) },
      '清单不是这个文件夹的清单',
    ],
  ])('%s', async (_name, files, problem) => {
    await put(FOLDER, files);
    expect(await folderProblem(root, FOLDER)).toBe(problem);
  });

  it('is none by its name', async () => expect(await folderProblem(root, 'archive/2026')).toBe('不是归档的版次文件夹'));
});

describe('reading the archive', () => {
  it('is empty where there is none', async () => {
    expect(await readArchive(root)).toEqual({ documents: [], problems: [] });
  });

  it('lists every document and names every manifest that it cannot read', async () => {
    await put(FOLDER, { 'manifest.json': manifestBytes(manifest()) });
    await put(FOLDER.replace('r1', 'r2'), {
      'manifest.json': manifestBytes(manifest({ revision: 2, number: 'HQSF-XJ-20261124-r2' })),
    });
    await put(FOLDER.replace('-24', '-25'), { 'manifest.json': 'x' });
    await put(FOLDER.replace('-24', '-26'), { 'a.pdf': 'pdf' });
    // What a crash leaves of a document that was never finished is none.
    await put(FOLDER.replace('-24', '-28'), {});
    await put(FOLDER.replace('-24', '-29'), { [basename(tempPath('a.pdf'))]: 'pd' });
    await put(FOLDER.replace('-24', '-27'), { 'manifest.json': '{"schema": 2}' });
    const index = await readArchive(root);
    expect(index.documents.map((d) => d.manifest.revision)).toEqual([1, 2]);
    expect(index.problems.map((p) => [p.path.slice('archive/2026/inspection-log/'.length), p.message])).toEqual([
      ['2026-11-25/r1/manifest.json', '清单不是有效的 JSON'],
      ['2026-11-26/r1/manifest.json', '清单缺失或不可读'],
      ['2026-11-27/r1/manifest.json', expect.stringContaining('清单内容不合规')],
    ]);
    expect(() => requireSound(index)).toThrow(UserError);
    expect(currentRevision(index.documents, 'inspection-log', '2026-11-24')?.manifest.revision).toBe(2);
    expect(currentRevision(index.documents, 'inspection-log', '2026-11-30')).toBeUndefined();
  });
});

describe('a manifest of schema 1', () => {
  const { cut: _cut, counted: _counted, ...rest } = manifest();
  const old = (changes: object = {}) => manifestSchema.safeParse({ ...rest, schema: 1, ...changes });

  it('is read as the newest: the cut of a first revision was its issue time, that of another stands in the first', () => {
    expect(old().data).toMatchObject({ schema: 2, cut: '2026-11-24T17:00:00+08:00', counted: null });
    expect(old({ revision: 2 }).data).toMatchObject({ cut: null, counted: null });
  });

  it('may not have what came later', () => expect(old({ cut: '2026-11-24T17:00:00+08:00' }).success).toBe(false));
});
