/** Lists of inputs that manifests share: what is written is read, and what is not the list that was named is refused. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/archive/digest.ts';
import { folderProblem } from '../../src/archive/document-check.ts';
import {
  type InputLists,
  knownRows,
  listAt,
  listPath,
  listsIn,
  type ManifestFile,
  newRows,
  partsOf,
  readList,
  writtenList,
} from '../../src/archive/input-lists.ts';
import { listDigest, listDigests } from '../../src/archive/log/digests.ts';
import { type Manifest, manifestBytes } from '../../src/archive/manifest.ts';
import { inputPaths, readManifestBytes } from '../../src/archive/manifest-text.ts';
import { placesOf, placesText } from '../../src/archive/row-places.ts';
import { manifest } from './_manifest.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'opsledger-lists-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const file = (n: number, version = 0): ManifestFile => ({
  path: `records/call/2026/11/第 ${String(n).padStart(4, '0')} 个.yaml`,
  sha256: sha256(`${n} ${version}`),
  sm3: sha256(`sm3 ${n} ${version}`),
  size: n,
});

/** Documents of one round after the other, each with some files of which some were changed between the rounds. */
const rounds = fc.array(fc.array(fc.uniqueArray(fc.nat(30), { maxLength: 20 }), { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 6,
});

describe('manifests that name their inputs in lists', () => {
  it('say the same as if they held them, whatever other documents hold; no row is written twice', () => {
    fc.assert(
      fc.property(rounds, fc.array(fc.nat(5), { minLength: 31, maxLength: 31 }), (all, changedAt) => {
        const known = knownRows();
        const lists = new Map<string, readonly ManifestFile[]>();
        const reader: InputLists = { rows: (name) => lists.get(name) ?? [] };
        const kept: [Manifest, Uint8Array][] = [];
        for (const [round, documents] of all.entries()) {
          const inputs = documents.map((some) =>
            some.toSorted((a, b) => a - b).map((n) => file(n, (changedAt[n] ?? 0) <= round ? 1 : 0)),
          );
          const fresh = newRows(inputs.flat(), known);
          if (fresh.length > 0) {
            const { name, bytes } = writtenList('2026', fresh);
            const read = readList(name, bytes);
            expect(read).toEqual(fresh);
            lists.set(name, read as ManifestFile[]);
            known.learn(name, fresh);
          }
          for (const own of inputs) {
            const one = manifest({ inputs: own });
            const named = { count: own.length, ...listDigests(own), lists: partsOf(own, known) };
            kept.push([one, manifestBytes({ ...one, schema: 3, named })]);
          }
        }
        for (const [one, bytes] of kept) {
          const { named, ...read } = readManifestBytes(Buffer.from(bytes), reader) as Manifest;
          expect(read).toEqual({ ...one, schema: 3 });
          expect(inputPaths(read)).toEqual(one.inputs.map(({ path }) => path));
          expect(named?.sha256).toBe(listDigest(one.inputs, 'sha256'));
          expect(named?.lists).toEqual(partsOf(one.inputs, known));
        }
        const rows = [...lists.values()].flat().map((row) => JSON.stringify(row));
        expect(new Set(rows).size).toBe(rows.length);
      }),
      { numRuns: 50 },
    );
  });

  it('cannot be changed once they are read', () => {
    const { name, bytes } = writtenList('2026', [file(1)]);
    const rows = readList(name, bytes) as ManifestFile[];
    const named = { count: 1, ...listDigests(rows), lists: [{ list: name, rows: '0' }] };
    const read = readManifestBytes(Buffer.from(manifestBytes({ ...manifest(), schema: 3, named })), {
      rows: () => rows,
    }) as Manifest;
    expect(Object.isFrozen(read)).toBe(true);
    expect(Object.isFrozen(read.named?.lists)).toBe(true);
  });
});

describe('places of rows', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200), { minLength: 1 }), (some) => {
        const places = some.toSorted((a, b) => a - b);
        expect(placesOf(placesText(places))).toEqual(places);
      }),
    );
  });

  it('are short for a whole list', () => expect(placesText([0, 1, 2, 3, 7, 9, 10])).toBe('0-3,7,9-10'));

  it('that are more than a list has are not counted out', () => expect(placesOf('0-999999999')).toHaveLength(1));
});

describe('a list', () => {
  const put = async (name: string, bytes: Uint8Array) => {
    await mkdir(dirname(join(root, listPath(name))), { recursive: true });
    await writeFile(join(root, listPath(name)), bytes);
  };
  const named = (list: string, rows: string) => ({
    ...{ count: 1, sha256: sha256('x'), sm3: sha256('x') },
    lists: [{ list, rows }],
  });
  const inputsOf = (list: string, rows = '0') =>
    (
      readManifestBytes(
        Buffer.from(manifestBytes({ ...manifest(), schema: 3, named: named(list, rows) })),
        listsIn(root),
      ) as Manifest
    ).inputs;

  it('stands where its name says, one row a line', () => {
    const { name, bytes } = writtenList('2026', [file(1), file(2)]);
    expect(listAt(listPath(name))).toBe(name);
    expect(listAt('archive/inputs/2026/x.json')).toBeUndefined();
    expect(Buffer.from(bytes).toString('utf8').split('\n')).toHaveLength(5);
  });

  it('is read from the disk when inputs are asked for', async () => {
    const { name, bytes } = writtenList('2026', [file(1), file(2)]);
    await put(name, bytes);
    expect(inputsOf(name, '1')).toEqual([file(2)]);
  });

  it.each<[string, (bytes: Buffer) => Buffer | undefined, string]>([
    ['that is gone', () => undefined, '文件缺失'],
    [
      'of which a byte is another',
      (bytes) => Buffer.from(bytes.toString().replace('第 0001', '第 0002')),
      '校验值不一致',
    ],
    ['that was cut short', (bytes) => bytes.subarray(0, 40), '校验值不一致'],
  ])('%s is refused by name', async (_what, change, words) => {
    const { name, bytes } = writtenList('2026', [file(1), file(7)]);
    const changed = change(Buffer.from(bytes));
    if (changed !== undefined) await put(name, changed);
    expect(() => inputsOf(name)).toThrow(words);
    expect(() => inputsOf(name)).toThrow(listPath(name));
  });

  it.each([
    ['that is no JSON', '{', '不是有效的 JSON'],
    ['of another form', '{"schema":1,"files":[{"path":""}]}', '内容不合规'],
  ])('%s is refused though its name is right', async (_what, text, words) => {
    const name = `2026/${sha256(text)}`;
    await put(name, Buffer.from(text));
    expect(() => inputsOf(name)).toThrow(words);
  });

  it('without the row that is named is refused', async () => {
    const { name, bytes } = writtenList('2026', [file(3)]);
    await put(name, bytes);
    expect(() => inputsOf(name, '5')).toThrow('没有第 6 行');
  });
});

it('lists that a crash left behind are taken up when they are what their names say, with the documents that need them', async () => {
  const { name, bytes } = writtenList('2026', [file(1)]);
  const path = listPath(name);
  const folder = 'archive/2026/inspection-log/2026-11-24/r1';
  const named = { count: 1, ...listDigests([file(1)]), lists: [{ list: name, rows: '0' }] };
  const document = manifestBytes({ ...manifest({ outputs: [] }), schema: 3, named });
  const put = async (to: string, content: string | Uint8Array) => {
    await mkdir(dirname(join(root, to)), { recursive: true });
    await writeFile(join(root, to), content);
  };
  const problem = (files: string[]) => folderProblem(root, 'archive/inputs/2026', files);
  await put(`${folder}/manifest.json`, document);
  await put(path, '{}');
  expect(await problem([path])).toContain('校验值不一致');
  expect(await problem(['archive/inputs/2026/x.json'])).toContain('不是依据表');
  expect(await folderProblem(root, folder)).toBe(`归档清单共用的依据表不可读：${path}`);
  await put(path, bytes);
  expect(await problem([path])).toBeUndefined();
  expect(await folderProblem(root, folder)).toBeUndefined();
});
