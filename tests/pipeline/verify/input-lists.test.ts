/** Lists that manifests share: written once a round, told once when they are wrong, and by whom they are needed. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { digest } from '../../../src/archive/digest.ts';
import { listPath, listsIn, writtenList } from '../../../src/archive/input-lists.ts';
import { NOTHING_KNOWN } from '../../../src/archive/known.ts';
import { listDigests } from '../../../src/archive/log/digests.ts';
import { type Manifest, manifestBytes } from '../../../src/archive/manifest.ts';
import { readManifestBytes } from '../../../src/archive/manifest-text.ts';
import { readArchive } from '../../../src/archive/store.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { checkInputLists } from '../../../src/pipeline/verify/input-lists.ts';
import type { Problem } from '../../../src/pipeline/verify/problem.ts';
import { type VerifyRequest, verify } from '../../../src/pipeline/verify/verify.ts';
import { DAY, inspect, makeWorkspace, newFolder, note, noteDraft, open } from '../_workspace.ts';
import { asProgram, edit } from '../log/_signed.ts';

const at = (time: string, day = DAY) => `${day}T${time}+08:00`;
const LOG = `archive/2026/inspection-log/${DAY}/r1/manifest.json`;
const REPORT = `archive/2026/daily-maintenance/${DAY}/r1/manifest.json`;
let root: string;

const master = await makeWorkspace();
const session = await open(master);
await inspect(session, at('09:00:00', '2026-11-23'), at('09:00:00'));
await note(session, noteDraft(at('10:00:00'), '清理临时文件'));
await issue(session, { obligation: 'inspection-log', period: DAY, now: at('17:00:00') });
await issue(session, { obligation: 'daily-maintenance', period: DAY, now: at('17:10:00') });
beforeEach(async () => {
  root = join(await newFolder(), 'w');
  await cp(master, root, { recursive: true, preserveTimestamps: true });
});

const lists = async (): Promise<string[]> =>
  (await readdir(join(root, 'archive/inputs/2026'))).map((name) => `archive/inputs/2026/${name}`);
const read = async (path: string) =>
  readManifestBytes(await readFile(join(root, path)), listsIn(root)) as Manifest & Required<Pick<Manifest, 'named'>>;
/** The list that came with the document, which the one before it does not name. */
const listOf = async (path: string): Promise<string> => {
  const before = path === LOG ? [] : (await read(LOG)).named.lists.map(({ list }) => list);
  return listPath((await read(path)).named.lists.find(({ list }) => !before.includes(list))?.list ?? '');
};
const problems = async (request: VerifyRequest = {}) => (await verify(await open(root), request)).problems;
const commit = () => {
  asProgram(root, ['add', '-A', '-f', 'archive']);
  asProgram(root, ['commit', '-q', '-m', '登记']);
};

describe('documents that are issued', () => {
  it('share what the one before named; all is sound, and a row stands once', async () => {
    const [log, report] = [await read(LOG), await read(REPORT)];
    expect(log.schema).toBe(3);
    expect(await lists()).toHaveLength(2);
    expect(report.named.lists).toHaveLength(2);
    expect(log.named.lists).toHaveLength(1);
    expect(report.named).toMatchObject({ count: report.inputs.length, ...listDigests(report.inputs) });
    const rows = (await Promise.all((await lists()).map((path) => readFile(join(root, path), 'utf8')))).flatMap(
      (text) => text.split('\n').slice(1, -2),
    );
    expect(new Set(rows.map((row) => row.replace(/,$/, ''))).size).toBe(rows.length);
    expect(await problems({ sm3: true })).toEqual([]);
  });

  it('write no list when others hold all rows', async () => {
    const session = await open(root);
    const before = await lists();
    const result = await issue(session, {
      ...{ obligation: 'inspection-log', period: DAY, now: at('18:00:00'), reason: '重发' },
    });
    expect(result.failed).toEqual([]);
    expect((await lists()).length - before.length).toBeLessThanOrEqual(1);
    expect(await problems()).toEqual([]);
  });
});

describe('a list that is wrong is told once', () => {
  it('when it is gone', async () => {
    const path = await listOf(LOG);
    await rm(join(root, path));
    expect(await problems()).toEqual([{ path, property: '完整性', message: '归档文件缺失' }]);
  });

  it('when a digit in it is another', async () => {
    const path = await listOf(LOG);
    await edit(root, path, (bytes) => Buffer.from(bytes.toString().replace(/"size":\d/, '"size":9')));
    expect((await problems()).map((one) => one.path)).toEqual([path]);
  });

  it('when it is gone from git, too', async () => {
    const path = await listOf(LOG);
    await rm(join(root, path));
    commit();
    expect((await problems()).map((one) => one.path)).toEqual([path]);
  });

  it('when it was changed in git, too', async () => {
    const path = await listOf(REPORT);
    await edit(root, path, (bytes) => Buffer.from(bytes.toString().replace(/"size":\d/, '"size":9')));
    commit();
    expect((await problems()).map((one) => one.path)).toEqual([path]);
  });

  it('when no manifest names it', async () => {
    const { name, bytes } = writtenList('2026', (await read(LOG)).inputs.slice(0, 2));
    await mkdir(dirname(join(root, listPath(name))), { recursive: true });
    await writeFile(join(root, listPath(name)), bytes);
    commit();
    expect(await problems()).toEqual([
      { path: listPath(name), property: '真实性', message: '没有归档清单引用的依据表：不是签发时写入的' },
    ]);
  });

  it('of a period, where a document of it needs the list', async () => {
    const path = await listOf(REPORT);
    await rm(join(root, path));
    const { documents } = await readArchive(root);
    const numbers = (what: string) =>
      documents.filter(({ manifest }) => manifest.obligation === what).map(({ manifest }) => manifest.number);
    expect(await problems({ choice: { numbers: numbers('inspection-log') } })).toEqual([]);
    expect(await problems({ choice: { numbers: numbers('daily-maintenance') } })).toHaveLength(1);
  });
});

describe('manifests and lists that do not agree', () => {
  const told = async (
    change: (manifest: Manifest & Required<Pick<Manifest, 'named'>>) => Partial<Manifest['named']>,
  ) => {
    const manifest = await read(LOG);
    const { inputs: _, named, ...rest } = manifest;
    const bytes = manifestBytes({ ...rest, inputs: [], named: { ...named, ...change(manifest) } });
    const changed = readManifestBytes(Buffer.from(bytes), listsIn(root)) as Manifest;
    const digests = new Map(await Promise.all((await lists()).map(digestAt)));
    const found: Problem[] = [];
    checkInputLists(
      [{ folder: dirname(LOG), manifest: changed }],
      { digests, withSm3: true, known: NOTHING_KNOWN.bytes },
      found,
    );
    return found.filter(({ path }) => path === LOG).map(({ message }) => message);
  };
  const digestAt = async (path: string) => [path, digest(await readFile(join(root, path)))] as const;
  const other = 'f'.repeat(64);

  it('are told of the manifest', async () => {
    expect(await told(() => ({}))).toEqual([]);
    for (const change of [{ count: 1 }, { sha256: other }, { sm3: other }])
      expect(await told(() => change)).toEqual(['清单所列依据的份数或汇总校验值，与它引用的依据表不一致']);
    const rows = (text: string) => told(({ named }) => ({ lists: named.lists.map((one) => ({ ...one, rows: text })) }));
    expect(await rows('0')).toEqual([expect.stringContaining('不一致')]);
    expect(await rows('0-5000')).toEqual(['清单引用了依据表中没有的行']);
  });

  it('are not told where the list is gone, which is told with how many documents need it', async () => {
    const manifest = await read(LOG);
    const found: Problem[] = [];
    checkInputLists(
      [{ folder: dirname(LOG), manifest }],
      { digests: new Map(), withSm3: false, known: NOTHING_KNOWN.bytes },
      found,
    );
    expect(found).toEqual([
      { path: await listOf(LOG), property: '完整性', message: expect.stringContaining('缺失，1 份文档') },
    ]);
  });
});
