/** An audit pack of a small workspace: everything in it is what was issued, and what is not says so. */
import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { digest } from '../../../src/archive/digest.ts';
import { dataBytes, dataText } from '../../../src/archive/document-file.ts';
import { DOCUMENT } from '../../../src/archive/layout.ts';
import { saltedDigests } from '../../../src/archive/log/digests.ts';
import { parseEntry } from '../../../src/archive/log/entry.ts';
import { checkPack } from '../../../src/pack/check/check-pack.ts';
import { requireRoom } from '../../../src/pack/fill/zip-file.ts';
import type { Pack, PackFile } from '../../../src/pack/format.ts';
import { isPackPath } from '../../../src/pack/make/pack-paths.ts';
import { pageTools } from '../../../src/pack/page/tools.ts';
import { type PackOrder, pack } from '../../../src/pipeline/pack/pack.ts';
import { parseBundle } from '../../../src/proof/tiles.ts';
import { verifyPack } from '../../../templates/pack/verify.mjs';
import { writePack } from '../../pack/_disk.ts';
import { workbook } from '../../pack/_list.ts';
import { sourceOf } from '../../pack/_pack.ts';
import { signedScan } from '../../support/signed.ts';
import { DAY, newFolder, open, signoff } from '../_workspace.ts';
import { at, copyOf, FOLDER, signedWorkspace, verified } from '../log/_signed.ts';

const NOW = at('18:00:00');

const signed = await signedWorkspace();
const whole = await packed(signed.root);

async function packed(root: string, order: Partial<PackOrder> = { from: '2026-11-01', to: '2026-11-30' }) {
  const file = join(await newFolder(), 'pack.zip');
  const made = await pack(await open(root), { file, now: NOW, ...order });
  const files = unzipSync(await readFile(file));
  return { made, files, pack: JSON.parse(Buffer.from(files['pack.json'] ?? []).toString()) as Pack };
}

const UNSIGNED = { what: '清单的签名', why: expect.stringMatching(/是副本/) };

const listed = ({ documents, records, evidence, others }: Pack): PackFile[] => [
  ...documents.flatMap(({ files, signed: copies }) => [...files, ...copies]),
  ...records,
  ...evidence,
  ...others,
];

describe('a pack of a month', () => {
  it('holds every file under its digests, and no other but the list and its signature', () => {
    const { files, pack: list, made } = whole;
    for (const { path, sha256, sm3, size } of listed(list))
      expect(digest(files[path] ?? new Uint8Array()), path).toEqual({ sha256, sm3, size });
    const known = new Set(listed(list).map(({ path }) => path));
    const rest = Object.keys(files).filter((path) => !known.has(path));
    expect(rest.sort()).toEqual(['pack.json', 'pack.note', 'pack.sha256']);
    const sum = createHash('sha256')
      .update(files['pack.json'] ?? '')
      .digest('hex');
    expect(Buffer.from(files['pack.sha256'] ?? []).toString()).toBe(`${sum}  pack.json\n`);
    expect(made).toMatchObject({ documents: list.documents.length, missing: [] });
  });

  it('is found in order by the page and by the command that come with it', async () => {
    const source = sourceOf(new Map(Object.entries(whole.files)));
    const checked = await checkPack(source, pageTools, { sm3: true, key: null });
    expect(checked).toMatchObject({ result: { problems: [], cautions: [] } });
    const folder = await newFolder();
    writePack(folder, new Map(Object.entries(whole.files)));
    expect(verifyPack(folder, { sm3: true })).toMatchObject({ problems: [], cautions: [] });
  });

  it('bears paths that every tool can unpack', () => {
    for (const path of Object.keys(whole.files)) expect(isPackPath(path), path).toBe(true);
  });

  it('has the documents as the log has issued them, with their proofs and the whole log', async () => {
    const { files, pack: list } = whole;
    const entries = entriesOf(files);
    for (const { number, files: own, archived, proof } of list.documents) {
      const entry = entries.find((one) => one?.type === 'ISSUE' && one.number === number);
      expect(entry).toMatchObject({ path: archived });
      const outputs = entry?.type === 'ISSUE' ? entry.outputs.map(({ path, sha256 }) => [path, sha256]) : [];
      expect(own.map(({ path, sha256 }) => [path.split('/')[2], sha256])).toEqual(outputs);
      expect(files[proof]).toBeDefined();
    }
    const kept = await readFile(join(signed.root, 'archive/log/checkpoint'));
    expect(Buffer.from(files['log/checkpoint'] ?? [])).toEqual(kept);
  });

  it('has each record at the version that a document used, under the salt of its entry', () => {
    const { files, pack: list } = whole;
    const entries = entriesOf(files);
    for (const { path, logged, salt } of list.records) {
      const own = saltedDigests(files[path] ?? new Uint8Array(), salt === null ? undefined : Buffer.from(salt, 'hex'));
      const isThere = entries.some(
        (one) =>
          one !== undefined && 'path' in one && 'sha256' in one && one.path === logged && one.sha256 === own.sha256,
      );
      expect(isThere, path).toBe(true);
    }
    const notes = list.records.filter(({ logged }) => logged.startsWith('records/note/'));
    // The note was corrected after the document that it stands in.
    expect(notes.map(({ path }) => /~[0-9a-f]{16}\.yaml$/.test(path))).toEqual([true]);
    expect(Buffer.from(files[notes[0]?.path ?? ''] ?? []).toString()).toContain('清理临时文件\n');
  });

  it('tells the chain of a document', () => {
    const document = whole.pack.documents.find(
      ({ obligation, from }) => obligation === 'inspection-log' && from === DAY,
    );
    expect(document).toMatchObject({
      state: '待签收',
      revision: 1,
      onHoliday: false,
      monthEnd: false,
      deliveries: [{ at: at('17:10:00'), text: expect.stringMatching(/^送达/) }],
      receipts: [],
    });
    expect(document?.clauses[0]).toMatchObject({ id: expect.any(String), text: expect.stringMatching(/./) });
    const [step] = document?.deliveries ?? [];
    expect(document?.records).toContain(step?.record);
    expect(document?.people).toContain(step?.by);
    expect(document?.text).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says that a document is late by the fact that decides, though it was issued in time', async () => {
    const own = (list: Pack) => list.documents.find(({ archived }) => archived === FOLDER);
    expect(own(whole.pack)).toMatchObject({ late: false });
    const root = await copyOf(signed.root);
    const terms = join(root, 'contract/contract.yaml');
    await writeFile(terms, `${await readFile(terms, 'utf8')}\nonTimeBy: delivered\n`);
    const open = join(root, 'contract/interpretations.yaml');
    const all = parse(await readFile(open, 'utf8')) as { interpretations: { binds?: string }[] };
    const kept = all.interpretations.filter(({ binds }) => binds !== 'on-time');
    await writeFile(open, stringify({ ...all, interpretations: kept }));
    const { files, pack: list } = await packed(root);
    expect(own(list)).toMatchObject({ late: true });
    const checked = await checkPack(sourceOf(new Map(Object.entries(files))), pageTools, { sm3: false, key: null });
    expect(JSON.stringify(checked)).not.toContain('“逾期”');
  });

  it('is the same, byte for byte, when it is made again', async () => {
    const again = await packed(signed.root);
    expect(Object.keys(again.files)).toEqual(Object.keys(whole.files));
    expect(again.made.bytes).toBe(whole.made.bytes);
    expect(await readFile(again.made.file)).toEqual(await readFile(whole.made.file));
    // Both stand on one entry, and the log is as sound as before.
    const entries = entriesOf(again.files);
    expect(entries.flatMap((one) => (one?.type === 'PACK' ? [one.at] : []))).toEqual([NOW]);
    expect(entries.at(-1)).toMatchObject({ type: 'HEAD', packs: 'entered' });
    expect(await verified(signed.root)).toMatchObject({ ok: true });
  });

  it('is not written over a file that is there, and leaves nothing where it fails', async () => {
    const folder = await newFolder();
    const file = join(folder, 'pack.zip');
    await writeFile(file, 'mine');
    const order = { from: '2026-11-01', to: '2026-11-30', file, now: NOW };
    await expect(pack(await open(signed.root), order)).rejects.toThrow(/文件已存在/);
    await rm(file);
    const copy = await copyOf(signed.root);
    const session = await open(copy, {
      ...(await (await open(copy)).renderer()),
      renderPdf: () => Promise.reject(new Error('out of paper')),
    });
    await expect(pack(session, order)).rejects.toThrow('out of paper');
    expect(await readdir(folder)).toEqual([]);
    await expect(pack(session, { ...order, file: join(folder, 'nowhere', 'pack.zip') })).rejects.toThrow(
      /文件夹不存在/,
    );
    await expect(pack(session, { ...order, from: '2020-01-01', to: '2020-01-31' })).rejects.toThrow(
      /其间没有签发的文档/,
    );
    await expect(pack(session, { file, now: NOW })).rejects.toThrow(/没有写明查验包包括哪些日期/);
  });
});

it('is not begun where the disk has no room for it', async () => {
  const file = join(await newFolder(), 'pack.zip');
  await expect(requireRoom(file, Number.MAX_SAFE_INTEGER)).rejects.toThrow(/磁盘空间不足[\s\S]*分几段制作/);
  await expect(requireRoom(file, 1)).resolves.toBeUndefined();
});

describe('what is not as it was', () => {
  it('is told, and never held as if it were right', async () => {
    const root = await copyOf(signed.root);
    const names = await readdir(join(root, FOLDER));
    const pdf = names.find((name) => name.endsWith('.pdf')) ?? '';
    const html = names.find((name) => name.endsWith('.html')) ?? '';
    await writeFile(join(root, FOLDER, pdf), 'another');
    await rm(join(root, FOLDER, html));
    await rm(join(root, 'archive/log/proofs'), { recursive: true });
    const { made, files, pack: list } = await packed(root);
    const said = made.missing.map(({ what, why }) => `${what}：${why}`);
    expect(said.filter((one) => one.includes(pdf))).toEqual([expect.stringMatching(/与签发清单不符/)]);
    expect(said.filter((one) => one.includes(html))).toEqual([expect.stringMatching(/缺失/)]);
    expect(said.filter((one) => one.includes('存证证明'))).toHaveLength(list.documents.length);
    const document = list.documents.find(({ archived }) => archived === FOLDER);
    const file = document?.files.find(({ path }) => path.endsWith('.pdf'));
    expect(file?.sha256).not.toBe(digest(files[file?.path ?? ''] ?? new Uint8Array()).sha256);
  });

  it('is told of a signed copy and an original, too: there, gone, damaged', async () => {
    const root = await copyOf(signed.root);
    const session = await open(root);
    const scan = Buffer.from('%PDF-1.4 signed');
    const sha256 = await session.workspace.change('签字页', (change) => change.putEvidence(scan), {
      at: at('17:20:00'),
    });
    const attachment = { ...signedScan(at('17:20:00')), sha256, size: scan.length };
    await signoff(session, {
      action: 'receive',
      at: at('17:15:00'),
      enteredAt: at('17:20:00'),
      attachments: [attachment],
    });
    const there = await packed(root);
    const document = there.pack.documents.find(({ archived }) => archived === FOLDER);
    expect(document).toMatchObject({ state: '已签收', receipts: [{ text: expect.stringMatching(/^签收/) }] });
    const copies = document?.signed ?? [];
    expect(copies.map(({ path }) => Buffer.from(there.files[path] ?? []).toString())).toEqual([scan.toString()]);
    expect(there.pack.evidence).toEqual([]);
    // A copy of a workspace signs nothing.
    expect(there.made.missing).toEqual([UNSIGNED]);
    expect(there.files['pack.note']).toBeUndefined();

    const path = join(root, `evidence/${sha256.slice(0, 2)}/${sha256}`);
    await writeFile(path, 'another');
    const damaged = await packed(root);
    expect(damaged.made.missing).toEqual([
      { what: expect.stringContaining('签字页'), why: expect.stringMatching(/已损坏/) },
      UNSIGNED,
    ]);
    await rm(path);
    const gone = await packed(root);
    expect(gone.made.missing).toEqual([
      { what: expect.stringContaining('签字页'), why: expect.stringMatching(/没有这份原始材料/) },
      UNSIGNED,
    ]);
  });

  it('is a document that was issued with a secret in it, until somebody allows it with a reason', async () => {
    const root = await copyOf(signed.root);
    const path = join(root, FOLDER, DOCUMENT);
    const secret = 'Zx9$wert88';
    const text = dataText(DOCUMENT, await readFile(path)).replace(
      '没有观测到任何一项',
      `root 密码：${secret}，没有观测到任何一项`,
    );
    expect(text.includes(secret)).toBe(true);
    // As a gate of before let it pass.
    await writeFile(path, dataBytes(JSON.parse(text)));
    const { made, files, pack: list } = await packed(root);
    const number = list.documents.find(({ archived }) => archived === FOLDER)?.number ?? '';
    const why = made.missing.find(({ what }) => what === number)?.why ?? '';
    expect(why).toMatch(/疑有口令（.*没有装入；经批准清除：opsledger erase /);
    expect(why).not.toContain(secret);
    expect(Object.keys(files).filter((one) => one.startsWith(`documents/${number}/`))).toEqual([
      expect.stringMatching(/manifest\.json$/),
    ]);
    const checked = await checkPack(sourceOf(new Map(Object.entries(files))), pageTools, { sm3: false, key: null });
    expect(JSON.stringify(checked)).toMatch(new RegExp(`documents/${number}/[^"]*pdf"[^}]*缺少文件`));

    const entry = /\{ print: .*? \}/.exec(why)?.[0].replace('写明理由', '采购人书面同意照原样提供') ?? '';
    await writeFile(join(root, 'leak-allow.yaml'), `schema: 2\nallow:\n  - ${entry}\n`);
    const allowed = await packed(root);
    expect(allowed.made.missing.filter(({ why: one }) => one.includes('疑有'))).toEqual([]);
    expect(Object.keys(allowed.files).filter((one) => one.startsWith(`documents/${number}/`)).length).toBeGreaterThan(
      4,
    );
  });

  it('is a log that is not there', async () => {
    const root = join(await newFolder(), 'w');
    await cp(signed.root, root, { recursive: true });
    await rm(join(root, 'archive/log'), { recursive: true });
    const { pack: list, made } = await packed(root);
    expect(list.log).toEqual({ origin: '', keys: [], size: 0, root: '', witnesses: [] });
    expect(made.missing).toEqual([
      {
        what: '存证日志',
        why: expect.stringMatching(/清单没有签名；还没有日志的，执行 opsledger log sign 后重新制作$/),
      },
    ]);
  });
});

describe('a list of requests', () => {
  it('becomes a pack of what it asks for, row by row', async () => {
    const bytes = await workbook({
      清单: [
        ['序号', '资料名称', '期间'],
        [1, '巡检记录', '11月'],
        [2, '培训记录', ''],
        [3, '应急预案', ''],
      ],
    });
    const { made, pack: list } = await packed(signed.root, { requests: { bytes, shown: '清单.xlsx' } });
    expect(list.whole).toBe(false);
    expect(list.documents.map(({ obligation }) => obligation)).toEqual(
      Array(list.documents.length).fill('inspection-log'),
    );
    expect(list.requests?.map(({ row, found }) => [row, found.length > 0])).toEqual([
      [2, true],
      [3, false],
      [4, false],
    ]);
    // The records that are called so, and what is made of them.
    const [first] = list.requests ?? [];
    expect(first).toMatchObject({
      grade: 'given',
      told: expect.stringMatching(/^提供 巡检记录 2 条、系统巡检日志 2 份/),
    });
    expect(first?.found.filter((one) => !one.startsWith('records/'))).toEqual(
      list.documents.map(({ number }) => number),
    );
    expect(made.requests).toEqual(list.requests);
    // Nobody looked for what else was due.
    expect(made.notIssued).toEqual([]);
    const order = { from: '2026-11-01', to: '2026-11-30', requests: { bytes, shown: '清单.xlsx' } };
    const both = await packed(signed.root, order);
    expect(both.pack.documents).toEqual(whole.pack.documents);
    expect(both.pack).toMatchObject({ whole: true, requests: list.requests });
  });

  it('of which nothing is found makes none, and says why', async () => {
    const bytes = await workbook({ 清单: [['资料名称'], ['培训记录']] });
    await expect(packed(signed.root, { requests: { bytes, shown: '清单.xlsx' } })).rejects.toThrow(
      /一件也没有找到[\s\S]*第 2 行“培训记录”/,
    );
  });
});

it('a pack of everything is readable without us: every record and file of the contract as it is, plans and articles', async () => {
  const { pack: list, files } = await packed(signed.root, { all: true });
  for (const folder of ['records/', 'contract/', 'knowledge-base/', 'plans/'])
    expect(
      Object.keys(files).some((path) => path.startsWith(folder)),
      folder,
    ).toBe(true);
  const kept = (await readdir(join(signed.root, 'records'), { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  );
  const paths = kept.map((one) => join(one.parentPath, one.name).slice(signed.root.length + 1));
  expect(list.records.map(({ path }) => path)).toEqual(expect.arrayContaining(paths));
  expect(list.whole).toBe(true);
  // No record speaks of it, and it was kept all the same.
  expect(list.evidence.map(({ path }) => Buffer.from(files[path] ?? []).toString())).toEqual(['机柜照片']);
});

function entriesOf(files: Record<string, Uint8Array>) {
  return Object.keys(files)
    .filter((path) => dirname(path).startsWith('log/tile/entries'))
    .sort()
    .flatMap((path) => parseBundle(files[path] ?? new Uint8Array()) ?? [])
    .map(parseEntry);
}
