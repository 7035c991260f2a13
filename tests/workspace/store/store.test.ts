/** The stores that are read outside a change: records, evidence, state, git. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { EnvironmentError, UserError } from '../../../src/contract/error.ts';
import type { AnyRecord, RecordKind } from '../../../src/records/record.ts';
import note, { type NoteRecord } from '../../../src/subjects/work/kinds/note.ts';
import { openRecords } from '../../../src/workspace/store/record-store.ts';
import type { Workspace } from '../../../src/workspace/workspace.ts';
import { cleanUp, kinds, makeWorkspace, NOW, noteDraft, tempFolder, writeFiles } from '../_starter.ts';

afterEach(cleanUp);

const addNotes = (workspace: Workspace, dates: string[]) =>
  workspace.change(
    '记',
    async (change) => {
      for (const date of dates) await change.addRecord<NoteRecord>('note', noteDraft(date, date));
    },
    { at: NOW },
  );

describe('records', () => {
  test('lists a window of dates, both inclusive, sorted', async () => {
    const workspace = await makeWorkspace();
    await addNotes(workspace, ['2026-12-01', '2026-10-31', '2026-11-30', '2026-11-01', '2027-01-01', '2026-11-01']);
    const list = async (from?: string, to?: string) =>
      (await workspace.records.list('note', { from, to })).records.map((record) => record.id.slice(3));
    expect(await list('2026-11-01', '2026-11-30')).toEqual(['20261101-001', '20261101-002', '20261130-001']);
    expect(await list('2026-12-01')).toEqual(['20261201-001', '20270101-001']);
    expect(await list(undefined, '2026-10-31')).toEqual(['20261031-001']);
    expect(await list()).toHaveLength(6);
    expect(await list('2030-01-01')).toEqual([]);
    expect(await workspace.records.ids('note', { from: '2026-11-02', to: '2026-12-31' })).toEqual([
      'JS-20261130-001',
      'JS-20261201-001',
    ]);
    expect(await workspace.records.kinds()).toEqual(['note']);
    expect((await workspace.records.list('inspection')).files).toEqual([]);
    await expect(workspace.records.list('nonsense')).rejects.toThrow('不认识的记录种类');
  });

  test('reads only the month folders in the window', async () => {
    const workspace = await makeWorkspace();
    await addNotes(workspace, ['2026-11-01']);
    await writeFiles(workspace.root, { 'records/note/2026/10/JS-20261001-001.yaml': 'broken: [' });
    expect((await workspace.records.list('note', { from: '2026-11-01', to: '2026-11-30' })).problems).toEqual([]);
    expect((await workspace.records.list('note')).problems).toHaveLength(1);
  });

  test('gives the file and hash of each record', async () => {
    const workspace = await makeWorkspace();
    await addNotes(workspace, ['2026-11-01']);
    const { files } = await workspace.records.list('note');
    const path = 'records/note/2026/11/JS-20261101-001.yaml';
    const sha256 = createHash('sha256')
      .update(await readFile(join(workspace.root, path)))
      .digest('hex');
    expect(files).toEqual([{ kind: 'note', record: expect.objectContaining({ id: 'JS-20261101-001' }), path, sha256 }]);
  });

  test('sorts serial numbers beyond 999 as numbers', async () => {
    const workspace = await makeWorkspace();
    await addNotes(workspace, ['2026-11-01', '2026-11-02']);
    const folder = join(workspace.root, 'records/note/2026/11');
    const text = await readFile(join(folder, 'JS-20261101-001.yaml'), 'utf8');
    for (const serial of ['999', '1000'])
      await writeFile(join(folder, `JS-20261101-${serial}.yaml`), text.replace('001', serial));
    const ids = (await workspace.records.list('note')).records.map((record) => record.id);
    expect(ids).toEqual(['JS-20261101-001', 'JS-20261101-999', 'JS-20261101-1000', 'JS-20261102-001']);
    await addNotes(workspace, ['2026-11-01']);
    expect((await readdir(folder)).includes('JS-20261101-1001.yaml')).toBe(true);
  });

  test('names every file that cannot be used, drops none silently, and still gives the others', async () => {
    const workspace = await makeWorkspace();
    await addNotes(workspace, ['2026-11-01', '2026-11-03']);
    const folder = 'records/note/2026/11';
    const good = await readFile(join(workspace.root, `${folder}/JS-20261101-001.yaml`), 'utf8');
    await writeFiles(workspace.root, {
      [`${folder}/JS-20261101-002.yaml`]: '\tx: 1\n',
      [`${folder}/JS-20261101-003.yaml`]: good,
      [`${folder}/JS-20261101-004.yaml`]: good.replace('-001', '-004').replace('schema: 2', 'schema: 7'),
      [`${folder}/JS-20261101-005.json`]: '{"schema":1,',
      [`${folder}/JS-20261101-006.yaml`]: Buffer.from([0xd1, 0xb2, 0xbc, 0xec]),
      [`${folder}/JS-20261101-001.json`]: '{}',
      [`${folder}/JS-20261101-008.yaml`]: `${good.replace('-001', '-008')}constructor: 1\n`,
      [`${folder}/JS-20261101-009.json`]: '{"__proto__":{"schema":2}}',
      [`${folder}/笔记.docx`]: 'x',
      [`${folder}/GZ-20261101-001.yaml`]: good.replace('JS-', 'GZ-'),
      [`${folder}/JS-20261201-001.yaml`]: good.replace('20261101', '20261201'),
      'records/note/2026/13/JS-20261301-001.yaml': good,
      [`${folder}/.opsledger-tmp-1-00ff`]: 'being written',
    });
    await mkdir(join(workspace.root, folder, 'JS-20261101-007.yaml'));
    const { records, problems } = await workspace.records.list('note');
    expect(records.map((record) => record.id)).toEqual(['JS-20261103-001']);
    const said = Object.fromEntries(
      problems.map((one) => [one.path.split('/').slice(4).join('/') || one.path, one.message]),
    );
    expect(said).toMatchObject({
      'JS-20261101-001.json': expect.stringContaining('缺少数据格式版本'),
      'JS-20261101-001.yaml': expect.stringContaining('有两个文件'),
      'JS-20261101-002.yaml': expect.stringMatching(/第 1 行/),
      'JS-20261101-003.yaml': expect.stringContaining('记录编号与所在文件不符'),
      'JS-20261101-004.yaml': expect.stringContaining('请升级'),
      'JS-20261101-005.json': expect.stringContaining('JSON 格式错误'),
      'JS-20261101-006.yaml': expect.stringContaining('GBK'),
      'JS-20261101-007.yaml': expect.stringContaining('不是记录文件'),
      'JS-20261101-008.yaml': expect.stringMatching(/键名不能用.*constructor/),
      'JS-20261101-009.json': expect.stringMatching(/键名不能用.*__proto__/),
      '笔记.docx': expect.stringContaining('不是记录文件'),
      'GZ-20261101-001.yaml': expect.stringContaining('记录编号与所在文件不符'),
      'JS-20261201-001.yaml': expect.stringContaining('记录编号与所在文件不符'),
      'records/note/2026/13': expect.stringContaining('年月文件夹'),
    });
    expect(problems).toHaveLength(14);
    for (const one of problems) expect(one.message).not.toContain('\n');
  });

  test('finds a record by its id', async () => {
    const workspace = await makeWorkspace();
    await addNotes(workspace, ['2026-11-01']);
    expect((await workspace.records.get('JS-20261101-001'))?.record.id).toBe('JS-20261101-001');
    expect(await workspace.records.get('JS-20261101-002')).toBeUndefined();
    expect(await workspace.records.get('XJ-20261101-001')).toBeUndefined();
    await expect(workspace.records.get('../../x')).rejects.toThrow('记录编号格式不对');
  });

  test('lifts records of an older schema in memory and leaves the file as it was', async () => {
    const root = await tempFolder();
    const schema = z.strictObject({
      schema: z.literal(3),
      kind: z.literal('old'),
      id: z.string(),
      source: z.enum(['auto', 'manual', 'import']),
      at: z.string(),
      enteredAt: z.string(),
      place: z.string(),
    });
    const kind = {
      id: 'old',
      label: '旧种类',
      prefix: 'LD',
      clauses: [],
      schema: schema as unknown as z.ZodType<AnyRecord>,
      example: note.example,
      lift: [({ where, ...rest }: Record<string, unknown>) => ({ ...rest, place: where })],
    } as unknown as RecordKind;
    const text = JSON.stringify({
      schema: 1,
      kind: 'old',
      id: 'LD-20261101-001',
      source: 'auto',
      at: NOW,
      enteredAt: NOW,
      where: '机房',
    });
    await writeFiles(root, { 'records/old/2026/11/LD-20261101-001.json': text });
    const { records, problems } = await openRecords(root, () => Promise.resolve(kind)).list('old');
    expect(problems).toEqual([]);
    expect(records).toEqual([expect.objectContaining({ schema: 3, place: '机房' })]);
    expect(await readFile(join(root, 'records/old/2026/11/LD-20261101-001.json'), 'utf8')).toBe(text);
  });

  test('reads a year of daily inspections fast', async () => {
    const root = await tempFolder();
    const { example } = await import('../../../src/subjects/inspections/kinds/inspection.ts').then(
      (module) => module.default,
    );
    const reading = example.readings[0];
    for (let day = 0; day < 365; day += 1) {
      const date = Temporal.PlainDate.from('2026-01-01').add({ days: day }).toString();
      const id = `XJ-${date.replaceAll('-', '')}-001`;
      const record = { ...example, id, date, readings: Array(131).fill(reading) };
      await writeFiles(root, {
        [`records/inspection/${date.slice(0, 4)}/${date.slice(5, 7)}/${id}.json`]: JSON.stringify(record),
      });
    }
    const start = process.threadCpuUsage();
    const { records } = await openRecords(root, kinds).list('inspection');
    expect(records).toHaveLength(365);
    // About 0.3 s here; the bound only catches a reading that has become quadratic.
    const { user, system } = process.threadCpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(3000);
  });
});

describe('evidence', () => {
  const put = (workspace: Workspace, bytes: Uint8Array) =>
    workspace.change('证', (change) => change.putEvidence(bytes), { at: NOW });

  test('keeps originals once, under their hash, packed where that helps', async () => {
    const workspace = await makeWorkspace();
    const [small, long, noise] = [Buffer.from('原始'), Buffer.from('重复 '.repeat(5000)), randomBytes(5000)];
    for (const bytes of [small, long, noise]) {
      const sha256 = await put(workspace, bytes);
      expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(Buffer.from(await workspace.evidence.getEvidence(sha256))).toEqual(bytes);
      expect(await workspace.evidence.locateEvidence(sha256)).toBe(
        `evidence/${sha256.slice(0, 2)}/${sha256}${bytes === long ? '.gz' : ''}`,
      );
    }
    const head = await workspace.git.head();
    await put(workspace, small);
    expect(await workspace.git.head()).toBe(head);
  });

  test('keeps what is larger than 20 MB out of git', async () => {
    const workspace = await makeWorkspace();
    const head = await workspace.git.head();
    const large = Buffer.alloc(20 * 1024 * 1024 + 1, 'a');
    const sha256 = await put(workspace, large);
    expect(await workspace.evidence.locateEvidence(sha256)).toBe(`evidence-large/${sha256.slice(0, 2)}/${sha256}.gz`);
    expect((await workspace.evidence.getEvidence(sha256)).length).toBe(large.length);
    expect([await workspace.git.head(), await workspace.git.isClean()]).toEqual([head, true]);
  });

  test('notices a damaged original, when reading it and when the same is handed in again', async () => {
    const workspace = await makeWorkspace();
    for (const bytes of [Buffer.from('原始'), Buffer.from('重复 '.repeat(5000))]) {
      const sha256 = await put(workspace, bytes);
      await writeFile(join(workspace.root, (await workspace.evidence.locateEvidence(sha256)) ?? ''), '篡改');
      await expect(workspace.evidence.getEvidence(sha256)).rejects.toThrow('原始材料已损坏');
      await expect(put(workspace, bytes)).rejects.toBeInstanceOf(EnvironmentError);
    }
  });

  test('says when there is none, and refuses what is no hash', async () => {
    const { evidence } = await makeWorkspace();
    expect(await evidence.hasEvidence('0'.repeat(64))).toBe(false);
    await expect(evidence.getEvidence('0'.repeat(64))).rejects.toThrow('没有这份原始材料');
    await expect(evidence.hasEvidence('../../x')).rejects.toBeInstanceOf(UserError);
  });
});

test('state is nothing at first, refuses odd names, and says when it is broken', async () => {
  const { root, state } = await makeWorkspace();
  expect(await state.read('none')).toBeUndefined();
  await expect(state.read('../x')).rejects.toThrow('状态名称格式不对');
  await writeFiles(root, { 'state/broken.json': '{' });
  await expect(state.read('broken')).rejects.toThrow('JSON 格式错误');
});

describe('git', () => {
  test('tells new, modified and deleted files, with names as they are', async () => {
    const { root, git } = await makeWorkspace();
    await writeFiles(root, { 'plans/新 方案.md': 'x', 'plans/service-plan.md': '改', 'inbox/x.xlsx': 'ignored' });
    await rm(join(root, 'knowledge-base/nginx/reload.md'));
    expect(await git.changedPaths()).toEqual([
      { path: 'knowledge-base/nginx/reload.md', state: 'deleted', staged: false },
      { path: 'plans/service-plan.md', state: 'modified', staged: false },
      { path: 'plans/新 方案.md', state: 'new', staged: false },
    ]);
    expect(await git.changedPaths(['knowledge-base', 'contract'])).toHaveLength(1);
    expect([await git.isClean(), await git.isClean(['contract'])]).toEqual([false, true]);
    await git.commitPaths(['plans/新 方案.md', 'knowledge-base/nginx/reload.md'], '提交', { at: NOW });
    expect(await git.changedPaths()).toHaveLength(1);
    expect(Buffer.from((await git.showFile('HEAD', 'plans/新 方案.md')) ?? '').toString()).toBe('x');
    expect(await git.showFile('HEAD', 'knowledge-base/nginx/reload.md')).toBeUndefined();
    expect(await git.showFile('HEAD~1', 'knowledge-base/nginx/reload.md')).toBeDefined();
  });

  test('lists a folder of a commit with git’s hash of each file', async () => {
    const { git } = await makeWorkspace();
    const bytes = Buffer.from('# 运维服务实施方案\n');
    const blob = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
    expect(await git.listTree('HEAD', 'plans')).toEqual([{ path: 'plans/service-plan.md', blob, mode: '100644' }]);
  });

  test('says in Chinese that git failed', async () => {
    const { root, git } = await makeWorkspace();
    await expect(git.commitTime('nonsense')).rejects.toThrow('版本库操作失败');
    await rm(join(root, '.git'), { recursive: true });
    await expect(git.head()).rejects.toThrow('工作区没有版本库');
    const path = process.env['PATH'];
    process.env['PATH'] = root;
    try {
      await expect(git.head()).rejects.toThrow('未找到 git');
    } finally {
      process.env['PATH'] = path;
    }
    await rm(root, { recursive: true });
    await expect(git.head()).rejects.toThrow('工作区文件夹不存在');
  });
});
