import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { EnvironmentError, UserError } from '../../../src/contract/error.ts';
import type { AnyRecord, RecordKind } from '../../../src/records/record.ts';
import inspection, { type InspectionRecord } from '../../../src/subjects/inspections/kinds/inspection.ts';
import type { NoteRecord } from '../../../src/subjects/work/kinds/note.ts';
import type { Draft } from '../../../src/workspace/change/change.ts';
import { recordText } from '../../../src/workspace/store/record-file.ts';
import type { Workspace } from '../../../src/workspace/workspace.ts';
import { cleanUp, makeWorkspace, NOW, noteDraft, snapshot, tempFolder, writeFiles } from '../_starter.ts';

afterEach(cleanUp);

const at = NOW;
const add = (workspace: Workspace, text: string, date?: string, source?: 'manual' | 'auto') =>
  workspace.change('记录工作记事', (change) => change.addRecord<NoteRecord>('note', noteDraft(text, date, source)), {
    at,
  });
const git = (workspace: Workspace, ...args: string[]) =>
  execFileSync('git', ['-C', workspace.root, ...args]).toString();

describe('change', () => {
  test('adds a record written by a person as YAML, one by a machine as JSON, under the next id of its date', async () => {
    const workspace = await makeWorkspace();
    const first = await add(workspace, '第一条');
    const second = await add(workspace, '第二条', '2026-11-24', 'auto');
    const other = await add(workspace, '前一日补录', '2026-10-31');
    expect([first.path, second.path, other.path]).toEqual([
      'records/note/2026/11/JS-20261124-001.yaml',
      'records/note/2026/11/JS-20261124-002.json',
      'records/note/2026/10/JS-20261031-001.yaml',
    ]);
    expect(await readFile(join(workspace.root, first.path), 'utf8')).toBe(
      'schema: 2\nid: JS-20261124-001\nsource: manual\nat: 2026-11-24T10:30:00+08:00\nenteredAt: 2026-11-24T10:30:00+08:00\n' +
        'kind: note\ndate: 2026-11-24\ntopic: operation\ntext: 第一条\n',
    );
    const json = await readFile(join(workspace.root, second.path), 'utf8');
    expect(json).toMatch(/^\{\n {2}"schema": 2,\n {2}"id": "JS-20261124-002",[\s\S]*"text": "第二条"\n\}\n$/);
    expect((await workspace.records.list('note')).records).toEqual([other.record, first.record, second.record]);
  });

  test('makes one commit with the date given, and none when nothing is written', async () => {
    const workspace = await makeWorkspace();
    const before = await workspace.git.head();
    const result = await workspace.change('无事', () => 42, { at });
    expect([result, await workspace.git.head()]).toEqual([42, before]);
    await workspace.change(
      '采集并记录',
      async (change) => {
        await change.addRecord<NoteRecord>('note', noteDraft('甲'));
        await change.addRecord<NoteRecord>('note', noteDraft('乙'));
        await change.writeState('cursor', { b: 1, a: 2 });
        await change.putEvidence(Buffer.from('原始应答'));
      },
      { at: '2020-03-02T08:00:00+08:00', body: '正文' },
    );
    expect(git(workspace, 'log', '--format=%s|%b|%aI|%an|%ae', `${before}..HEAD`).trim()).toBe(
      '采集并记录|正文\n|2020-03-02T08:00:00+08:00|OpsLedger|opsledger@localhost',
    );
    // A time years ago, which no clock of a test machine shows: whoever gave the time, the history keeps the clock of the machine.
    const made = Number(git(workspace, 'log', '-1', '--format=%ct').trim()) * 1000;
    expect(Math.abs(Date.now() - made)).toBeLessThan(60_000);
    expect(await workspace.git.givenTimes(['records'], 600)).toBe(1);
    expect(await workspace.git.isClean()).toBe(true);
    expect(await readFile(join(workspace.root, 'state/cursor.json'), 'utf8')).toBe('{\n  "a": 2,\n  "b": 1\n}\n');
    expect(await workspace.state.read('cursor')).toEqual({ a: 2, b: 1 });
    // The same again changes nothing, so it makes no commit.
    const head = await workspace.git.head();
    await workspace.change('再来一次', (change) => change.writeState('cursor', { a: 2, b: 1 }), { at });
    expect(await workspace.git.head()).toBe(head);
  });

  test('saves what the kind accepts and nothing else: a wrong field is named and leaves no trace', async () => {
    const workspace = await makeWorkspace();
    const before = await snapshot(workspace.root);
    const bad = workspace.change(
      '错误的记录',
      async (change) => {
        await change.addRecord<NoteRecord>('note', noteDraft('好的'));
        await change.putEvidence(Buffer.from('x'));
        await change.addRecord<NoteRecord>('note', { ...noteDraft('坏的'), asset: 'app-server-9' });
      },
      { at },
    );
    await expect(bad).rejects.toThrow(/asset（对象）\n {2}实际：app-server-9/);
    expect(await snapshot(workspace.root)).toBe(before);
    expect(existsSync(join(workspace.root, 'records'))).toBe(false);
  });

  test('never gives an id twice, not even of a record that was deleted by hand', async () => {
    const workspace = await makeWorkspace();
    const first = await add(workspace, '第一条');
    await workspace.change('删', async () => undefined, { at });
    execFileSync('rm', [join(workspace.root, first.path)]);
    expect((await add(workspace, '第二条')).id).toBe('JS-20261124-002');
  });

  test('keeps as JSON what YAML would not give back the same, such as a number that may also be text', () => {
    const kind = inspection as unknown as RecordKind;
    expect(recordText(kind, { ...inspection.example, source: 'manual' }).extension).toBe('json');
    expect(recordText(kind, { ...inspection.example, readings: [], source: 'manual' } as AnyRecord).extension).toBe(
      'yaml',
    );
  });

  test('gives records that are added at the same time ids of their own', async () => {
    const workspace = await makeWorkspace();
    const saved = await workspace.change(
      '记',
      (change) => Promise.all(['1', '2', '3'].map((text) => change.addRecord<NoteRecord>('note', noteDraft(text)))),
      { at },
    );
    expect(saved.map((one) => one.id.slice(-3))).toEqual(['001', '002', '003']);
    expect((await workspace.records.list('note')).records.map((record) => record.id)).toHaveLength(3);
  });

  test('names the file that a person wrote, and refuses one that a newer program wrote', async () => {
    const workspace = await makeWorkspace();
    const attempt = (draft: object) =>
      workspace.change('记', (change) => change.addRecord('note', draft as Draft<NoteRecord>, 'notes/今天.yaml'), {
        at,
      });
    await expect(attempt({ ...noteDraft('x'), topic: 'nonsense' })).rejects.toThrow(
      /文件：notes\/今天\.yaml\n.*topic（类别）/,
    );
    await expect(attempt({ ...noteDraft('x'), schema: '9' })).rejects.toThrow('请升级');
    expect(await workspace.git.isClean()).toBe(true);
  });

  test('cannot be used after its end', async () => {
    const workspace = await makeWorkspace();
    const leaked = await workspace.change('漏', (change) => change, { at });
    await expect(leaked.writeFile('plans/x.md', 'x')).rejects.toThrow('after its end');
    expect(await workspace.git.isClean()).toBe(true);
  });

  test('edits a record in its place, with reason and person in the commit', async () => {
    const workspace = await makeWorkspace();
    const { id, path } = await add(workspace, '笔误');
    const edited = await workspace.change(
      '更正记录',
      (change) => change.replaceRecord<NoteRecord>(id, noteDraft('更正后'), '写错了资产', '驻点运维工程师'),
      { at },
    );
    expect(edited).toMatchObject({ id, path, record: { id, kind: 'note', text: '更正后' } });
    expect(git(workspace, 'log', '-1', '--format=%b')).toContain(`修改 ${id}：写错了资产（驻点运维工程师）`);
    expect(Buffer.from((await workspace.git.showFile('HEAD~1', path)) ?? '').toString()).toContain('笔误');
    const without = workspace.change('x', (change) => change.replaceRecord(id, noteDraft('y'), ' ', 'z'), { at });
    await expect(without).rejects.toThrow('修改记录须写明原因');
    const unknown = workspace.change(
      'x',
      (change) => change.replaceRecord('JS-20261124-999', noteDraft('y'), 'r', 'z'),
      { at },
    );
    await expect(unknown).rejects.toThrow('没有这条记录');
  });

  test('reads what it has written, before anyone else can', async () => {
    const workspace = await makeWorkspace();
    await workspace.change(
      '写',
      async (change) => {
        expect(await change.read('plans/a.md')).toBeUndefined();
        await change.writeFile('plans/a.md', '一');
        await change.writeFile('plans/a.md', '二');
        expect(Buffer.from((await change.read('plans/a.md')) ?? '').toString()).toBe('二');
        expect(existsSync(join(workspace.root, 'plans/a.md'))).toBe(false);
      },
      { at },
    );
    expect(await readFile(join(workspace.root, 'plans/a.md'), 'utf8')).toBe('二');
    expect(await workspace.git.changedPaths()).toEqual([]);
  });

  test('keeps the same original once, however often it comes at one time, and leaves nothing beside it', async () => {
    const workspace = await makeWorkspace();
    const scan = Buffer.from('签收单扫描件');
    const put = () =>
      workspace.change('登记', (change) => Promise.all(Array.from({ length: 24 }, () => change.putEvidence(scan))), {
        at,
      });
    expect(new Set(await put()).size).toBe(1);
    const kept = await readdir(join(workspace.root, 'evidence'), { recursive: true, withFileTypes: true });
    expect(kept.filter((one) => one.isFile()).length).toBe(1);
    expect(await workspace.git.changedPaths()).toEqual([]);
  });

  test('writes a file once when told so', async () => {
    const workspace = await makeWorkspace();
    const write = (text: string) =>
      workspace.change('归档', (change) => change.writeFile('archive/2026/a.txt', text, { once: true }), { at });
    await write('甲');
    await write('甲');
    await expect(write('乙')).rejects.toThrow('文件已存在且内容不同');
    expect(await readFile(join(workspace.root, 'archive/2026/a.txt'), 'utf8')).toBe('甲');
  });

  test('refuses every path that leads out of the workspace or into its repository', async () => {
    const workspace = await makeWorkspace();
    for (const path of ['../x', '/etc/x', 'a/../../x', 'a//b', '', '.', '.git/config', 'a\\b', 'a/.GIT/x', 'a\nb']) {
      const attempt = workspace.change('写', (change) => change.writeFile(path, 'x'), { at });
      await expect(attempt, path).rejects.toThrow('路径不在工作区内');
    }
    expect(await workspace.git.isClean()).toBe(true);
  });

  test('refuses a symbolic link that leads out of the workspace', async () => {
    const workspace = await makeWorkspace();
    const outside = await tempFolder();
    await symlink(outside, join(workspace.root, 'plans/out'));
    const attempt = workspace.change('写', (change) => change.writeFile('plans/out/x.md', 'x'), { at });
    await expect(attempt).rejects.toThrow('符号链接');
    expect(await readdir(outside)).toEqual([]);
  });

  test('commits only its own paths, and leaves the edits of others alone', async () => {
    const workspace = await makeWorkspace();
    await writeFile(join(workspace.root, 'plans/service-plan.md'), '# 改动中\n');
    git(workspace, 'add', 'plans/service-plan.md');
    await add(workspace, '一条');
    expect(git(workspace, 'show', '--format=', '--name-only', 'HEAD').trim()).toBe(
      'records/note/2026/11/JS-20261124-001.yaml',
    );
    expect(await workspace.git.changedPaths()).toMatchObject([{ path: 'plans/service-plan.md', state: 'modified' }]);
  });

  test('refuses a change inside a change', async () => {
    const workspace = await makeWorkspace();
    const nested = workspace.change('外', () => workspace.change('内', () => 1, { at }), { at });
    await expect(nested).rejects.toThrow('nested');
  });

  test('queues the changes of one process', async () => {
    const workspace = await makeWorkspace();
    const saved = await Promise.all(['1', '2', '3', '4', '5'].map((text) => add(workspace, text)));
    expect(saved.map((one) => one.id.slice(-3))).toEqual(['001', '002', '003', '004', '005']);
  });

  test('stores an inspection so that it reads back the same', async () => {
    const workspace = await makeWorkspace();
    const { id: _id, schema: _schema, kind: _kind, ...draft } = inspection.example;
    const saved = await workspace.change('采集', (change) => change.addRecord<InspectionRecord>('inspection', draft), {
      at,
    });
    const stored = await workspace.records.get<InspectionRecord>(saved.id);
    expect(stored?.record).toEqual({ ...inspection.example, id: saved.id });
    expect(stored?.path).toBe('records/inspection/2026/11/XJ-20261124-001.json');
  });
});

describe('a failing change leaves the workspace as before', () => {
  test('when git cannot move its branch', async () => {
    const workspace = await makeWorkspace();
    await add(workspace, '已有');
    // A reference that stands in the way of the branch's own lock file: git fails after everything was staged.
    await mkdir(join(workspace.root, '.git/refs/heads/main.lock'));
    await writeFile(join(workspace.root, '.git/refs/heads/main.lock/x'), '');
    const before = await snapshot(workspace.root);
    const attempt = workspace.change(
      '改',
      async (change) => {
        await change.replaceRecord<NoteRecord>('JS-20261124-001', noteDraft('改动'), '原因', '某岗');
        await change.addRecord<NoteRecord>('note', noteDraft('新的', '2026-12-01'));
      },
      { at },
    );
    await expect(attempt).rejects.toBeInstanceOf(EnvironmentError);
    expect(await snapshot(workspace.root)).toBe(before);
    expect(existsSync(join(workspace.root, 'records/note/2026/12'))).toBe(false);
    expect(existsSync(join(workspace.root, '.opsledger/journal.json'))).toBe(false);
  });

  test('when a file stands where a folder should be', async () => {
    const workspace = await makeWorkspace();
    await writeFiles(workspace.root, { 'records/note': 'x' });
    const before = await snapshot(workspace.root);
    await expect(add(workspace, '一条')).rejects.toBeInstanceOf(UserError);
    expect(await snapshot(workspace.root)).toBe(before);
  });
});

test('hooks, identity, signing and ignore rules of the machine do not reach the workspace', async () => {
  const home = await tempFolder();
  const hooks = join(home, 'hooks');
  await writeFiles(home, {
    '.gitconfig': `[user]\nname=Somebody\nemail=somebody@example.invalid\n[commit]\ngpgsign=true\n[core]\nhooksPath=${hooks}\nexcludesFile=${home}/ignore\nautocrlf=true\n`,
    ignore: '*.yaml\n',
    'hooks/pre-commit': '#!/bin/sh\nexit 1\n',
  });
  await chmod(join(hooks, 'pre-commit'), 0o755);
  const before = { ...process.env };
  Object.assign(process.env, {
    HOME: home,
    GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
    GIT_DIR: '/nowhere',
    GIT_AUTHOR_NAME: 'Somebody',
    GIT_INDEX_FILE: '/nowhere/index',
    EDITOR: 'false',
  });
  try {
    const workspace = await makeWorkspace();
    await writeFiles(workspace.root, { '.git/hooks/commit-msg': '#!/bin/sh\nexit 1\n' });
    await chmod(join(workspace.root, '.git/hooks/commit-msg'), 0o755);
    // What a person set in the repository itself does not count either.
    await writeFile(join(workspace.root, '.git/config'), '[user]\nname=Local\n[commit]\ngpgsign=true\n', { flag: 'a' });
    await writeFile(join(workspace.root, 'plans/crlf.md'), 'a\r\nb\r\n');
    await workspace.change('写', (change) => change.writeFile('plans/crlf2.md', 'a\r\nb\r\n'), { at });
    await add(workspace, '一条');
    Object.assign(process.env, before);
    delete process.env['GIT_DIR'];
    delete process.env['GIT_INDEX_FILE'];
    delete process.env['GIT_AUTHOR_NAME'];
    expect(git(workspace, 'log', '-1', '--format=%an %cn %G?')).toBe('OpsLedger OpsLedger N\n');
    expect(Buffer.from((await workspace.git.showFile('HEAD', 'plans/crlf2.md')) ?? '').toString()).toBe('a\r\nb\r\n');
  } finally {
    for (const name of ['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_AUTHOR_NAME', 'EDITOR', 'HOME']) delete process.env[name];
    Object.assign(process.env, before);
  }
});
