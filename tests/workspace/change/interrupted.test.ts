import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clockNotes, ownerNotes, recoveryNotes } from '../../../src/workspace/change/opening-notes.ts';
import { openWorkspace } from '../../../src/workspace/workspace.ts';
import { cleanUp, kinds, makeWorkspace, NOW, noteDraft, snapshot, tempFolder, writeFiles } from '../_starter.ts';

let template: string;
beforeAll(async () => {
  const workspace = await makeWorkspace();
  await workspace.change('甲', (change) => change.addRecord('note', noteDraft('甲')), { at: NOW });
  template = workspace.root;
});
afterAll(cleanUp);

const DEAD = 4_194_304 - 1;

/** A workspace with one record, and what an interrupted operation is made of. */
async function prepared() {
  const root = join(await tempFolder(), 'w');
  await cp(template, root, { recursive: true });
  const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', stdio: 'pipe' });
  return { root, path: 'records/note/2026/11/JS-20261124-001.yaml', git };
}

type Prepared = Awaited<ReturnType<typeof prepared>>;

/** What may be left, and what is said of it. */
type Left = [what: string, leave: (one: Prepared) => Promise<unknown>, said: RegExp];
const LEFT: Left[] = [
  [
    'a staged index',
    async ({ root, git, path }) => {
      const text = await readFile(join(root, path), 'utf8');
      await writeFiles(root, { 'records/note/2026/11/.opsledger-tmp-4194303-00ff': text, [HOLDER]: '{}' });
      git('add', '--force', '.');
    },
    /清理残留的临时文件与锁 1 个/,
  ],
  ['index.lock', ({ root }) => writeFiles(root, { '.git/index.lock': '' }), /清理残留的临时文件与锁 1 个/],
  ['maintenance.lock', ({ root }) => writeFiles(root, { '.git/objects/maintenance.lock': '' }), /临时文件与锁 1 个/],
  ['the lock of a branch', ({ root }) => writeFiles(root, { '.git/refs/heads/main.lock': 'x' }), /临时文件与锁 1 个/],
  ['half a pack', ({ root }) => writeFiles(root, { '.git/objects/pack/tmp_pack_Ab12': 'x' }), /临时文件与锁 1 个/],
  [
    'temporary files',
    ({ root }) =>
      writeFiles(root, {
        [`records/note/2026/11/.opsledger-tmp-${DEAD}-00ff`]: 'half',
        [`.opsledger/spool/evidence/.opsledger-tmp-${DEAD}-00aa`]: 'half',
        [HOLDER]: '{}',
      }),
    /临时文件与锁 2 个/,
  ],
  // Written without the lock, of which no holder tells.
  ...['.opsledger', '.opsledger/cache', '.opsledger/cache/records', '.opsledger/spool/evidence'].map(
    (folder): Left => [
      `half a file in ${folder}`,
      ({ root }) => writeFiles(root, { [`${folder}/.opsledger-tmp-${DEAD}-00ff`]: 'half' }),
      /清理残留的临时文件与锁 1 个/,
    ],
  ),
  ['the name of a holder that was killed', ({ root }) => writeFiles(root, { [HOLDER]: '{"pid":1' }), /没有残留/],
  [
    'a garbage index',
    ({ root }) => writeFile(join(root, '.git/index'), 'garbage'),
    /内容无法识别，已由最近一次提交重建/,
  ],
  ['an index cut short', ({ root }) => truncate(join(root, '.git/index'), 200), /校验值不符，已由最近一次提交重建/],
  ['no index', ({ root }) => rm(join(root, '.git/index')), /已恢复/],
  [
    'a garbage journal',
    ({ root }) => writeFiles(root, { '.opsledger/journal.json': '\0\0{' }),
    /journal\.json 内容无法识别/,
  ],
  [
    'an empty journal',
    ({ root }) => writeFiles(root, { '.opsledger/journal-undo.json': '' }),
    /journal-undo\.json 内容/,
  ],
];

const HOLDER = '.opsledger/lock-holder.json';

describe('whatever an interrupted operation left', () => {
  test.each(LEFT)('%s is put right by opening the workspace, and said', async (_what, leave, said) => {
    const one = await prepared();
    const before = await snapshot(one.root);
    await leave(one);
    const opened = await openWorkspace(one.root, { kinds });
    expect(opened.interrupted.fault).toBeNull();
    expect(opened.notes.join('\n')).toMatch(said);
    expect(opened.notes.every((note) => note.startsWith('上次操作被中断，已恢复：'))).toBe(true);
    expect(await snapshot(one.root)).toBe(before);
    expect(one.git('fsck', '--strict', '--no-dangling', '--no-progress')).toBe('');
    await opened.change('乙', (change) => change.addRecord('note', noteDraft('乙')), { at: NOW });
    expect(await opened.git.isClean()).toBe(true);
    // It is said once.
    expect((await openWorkspace(one.root, { kinds })).notes).toEqual([]);
  });

  test('the files of a lost journal are looked at one by one', async () => {
    const { root, path } = await prepared();
    const text = await readFile(join(root, path), 'utf8');
    const next = path.replace('-001', '-002');
    await writeFiles(root, {
      [next]: text.replace('-001', '-002'),
      [path.replace('-001', '-003')]: text,
      '.opsledger/journal.json': 'x',
    });
    const { interrupted, notes, git } = await openWorkspace(root, { kinds });
    expect(interrupted.recovery?.committed).toEqual([next]);
    expect(interrupted.recovery?.problems).toHaveLength(1);
    expect(notes[0]).toContain('补充提交 1 个');
    expect(await git.changedPaths()).toHaveLength(1);
    expect(await readdir(join(root, '.opsledger/set-aside'))).toEqual(['1-journal.json']);
  });

  test('files that a person placed are not taken up by it', async () => {
    const { root, path } = await prepared();
    const text = await readFile(join(root, path), 'utf8');
    await writeFiles(root, { [path.replace('-001', '-002')]: text.replace('-001', '-002'), [HOLDER]: '{}' });
    const { interrupted, git } = await openWorkspace(root, { kinds });
    expect(interrupted.recovery?.committed).toEqual([]);
    expect(await git.changedPaths()).toHaveLength(1);
  });

  test('a journal of a newer program is left alone', async () => {
    const { root } = await prepared();
    await writeFiles(root, { '.opsledger/journal.json': '{"schema":2}' });
    const { interrupted, notes, records } = await openWorkspace(root, { kinds });
    expect(interrupted).toMatchObject({ recovery: null, fault: '恢复日志无法识别' });
    expect(notes[0]).toContain('尚未恢复');
    expect((await records.list('note')).records).toHaveLength(1);
    expect(existsSync(join(root, '.opsledger/journal.json'))).toBe(true);
  });

  test('while somebody holds the lock, nothing is touched', async () => {
    const { root } = await prepared();
    await mkdir(join(root, '.opsledger'), { recursive: true });
    await writeFiles(root, { '.git/index.lock': '' });
    const holder = new DatabaseSync(join(root, '.opsledger/lock.db'));
    holder.exec('BEGIN EXCLUSIVE');
    expect((await openWorkspace(root, { kinds })).notes).toEqual([]);
    expect(existsSync(join(root, '.git/index.lock'))).toBe(true);
    holder.close();
    expect((await openWorkspace(root, { kinds })).notes).toHaveLength(1);
  });

  test('a garbage lock.db is emptied in its place and locks again', async () => {
    const { root } = await prepared();
    await writeFile(join(root, '.opsledger/lock.db'), 'garbage'.repeat(1000));
    const workspace = await openWorkspace(root, { kinds });
    await workspace.change('乙', (change) => change.addRecord('note', noteDraft('乙')), { at: NOW });
    expect(await readFile(join(root, '.opsledger/lock.db'), 'utf8')).toBe('');
  });
});

describe('what is said', () => {
  const recovery = { removed: [], committed: [], problems: [], setAside: [] };
  const settled = (outcome: 'finished' | 'done' | 'undone') =>
    recoveryNotes({
      recovery: { ...recovery, settled: { subject: '登记', paths: ['a'], outcome } },
      fault: null,
      pending: [],
    });

  test('of a change: whether to do it again', () => {
    expect(settled('finished')).toEqual(['上次操作被中断，已恢复：“登记”已自动完成（1 个文件），请不要重复录入']);
    expect(settled('done')).toEqual(['上次操作被中断，已恢复：“登记”此前已经保存，请不要重复录入']);
    expect(settled('undone')[0]).toContain('仍需要的请重新执行');
    expect(recoveryNotes({ recovery: null, fault: null, pending: [] })).toEqual([]);
  });

  test('of a clock that went back, and not of one that is a little off', () => {
    expect(clockNotes(1_000_000, 1_000_000 - 60_000)).toEqual([]);
    expect(clockNotes(undefined, 0)).toEqual([]);
    expect(clockNotes(7_200_000, 0)).toEqual([
      expect.stringMatching(/现在是 1970-01-01 08:00:00.*最近一次保存是在 1970-01-01 10:00:00/),
    ]);
  });

  test('of a clock that went back between two commits, before anything is written', async () => {
    const { root } = await prepared();
    const log = join(root, '.git/logs/HEAD');
    const text = await readFile(log, 'utf8');
    await writeFile(log, text.replace(/> \d+ (\S+\t[^\n]*\n)$/, '> 4102444800 $1'));
    expect((await openWorkspace(root, { kinds })).notes[0]).toContain('本机时钟被调回或不准');
  });

  test('of root in the workspace of a user: the command that mends it', () => {
    expect(ownerNotes('/srv/w x', 1000, 0)[0]).toContain("chown -R --reference='/srv/w x' '/srv/w x'");
    expect([ownerNotes('/srv/w', 0, 0), ownerNotes('/srv/w', 1000, 1000), ownerNotes('/srv/w', 0, undefined)]).toEqual([
      [],
      [],
      [],
    ]);
  });
});
