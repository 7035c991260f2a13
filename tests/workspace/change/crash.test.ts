import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from '../../../src/workspace/workspace.ts';
import { copyFolder } from '../../support/made.ts';
import { runs } from '../../support/runs.ts';
import { child } from '../_disk.ts';
import { cleanUp, kinds, makeWorkspace, NOW, noteDraft, snapshot, tempFolder, writeFiles } from '../_starter.ts';

const running: ChildProcess[] = [];

afterEach(async () => {
  for (const one of running.splice(0)) await kill(one);
  await cleanUp();
});

interface Running {
  process: ChildProcess;
  lines: Interface;
}

/** Starts a child as the leader of its own group, so that the git it runs dies with it. */
function start(args: string[], env: Record<string, string> = {}): Running {
  const started = spawn(process.execPath, [child, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  running.push(started);
  if (!started.stdout) throw new Error('no stdout');
  return { process: started, lines: createInterface({ input: started.stdout }) };
}

async function firstLine({ lines }: Running): Promise<string> {
  const [line] = (await once(lines, 'line')) as [string];
  return line;
}

/** As `kill -9` would, of the whole group. */
async function kill(one: ChildProcess): Promise<void> {
  if (one.pid === undefined || one.exitCode !== null || one.signalCode !== null) return;
  const gone = once(one, 'exit');
  process.kill(-one.pid, 'SIGKILL');
  await gone;
}

const subjects = (workspace: Workspace) =>
  execFileSync('git', ['-C', workspace.root, 'log', '--format=%s'], { encoding: 'utf8' }).trim().split('\n');

/** A `git` that waits for ever at its `commit`, or holds its lock so many seconds before it, after saying so in a file. */
async function hangingGit(marker: string, seconds?: number): Promise<string> {
  const folder = await tempFolder();
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
  const wait =
    seconds === undefined ? 'exec sleep 60' : `: > "$GIT_DIR/index.lock"; sleep ${seconds}; rm "$GIT_DIR/index.lock"`;
  // It says where it is once it has what to commit: killed before, its parent would have given it nothing.
  const held = `cat > "${marker}-paths"; : > "${marker}"; ${wait}; exec "${real}" "$@" < "${marker}-paths"`;
  const script = `#!/bin/sh\nfor a in "$@"; do if [ "$a" = commit ]; then ${held}; fi; done\nexec "${real}" "$@"\n`;
  await writeFile(join(folder, 'git'), script);
  await chmod(join(folder, 'git'), 0o755);
  return `${folder}:${process.env['PATH']}`;
}

describe('kill -9 while git commits', () => {
  /** As the kill left it, for all who go on from there. */
  let left: string;
  beforeAll(async () => {
    const workspace = await makeWorkspace();
    await workspace.change('状态', (change) => change.writeState('cursor', 'old'), { at: NOW });
    const marker = join(await tempFolder(), 'commit');
    const one = start(['add', workspace.root, '1', '中断'], { PATH: await hangingGit(marker) });
    while (!existsSync(marker)) await sleep(20);
    await kill(one.process);
    left = `${await mkdtemp(join(tmpdir(), 'opsledger-killed-'))}/w`;
    await copyFolder(workspace.root, left);
  });
  afterAll(() => rm(dirname(left), { recursive: true }));
  async function killed(): Promise<Workspace> {
    const workspace = await makeWorkspace();
    await rm(workspace.root, { recursive: true });
    await copyFolder(left, workspace.root);
    return workspace;
  }

  test('the new state, finished by recovery with its own subject', async () => {
    const workspace = await killed();
    expect(await workspace.git.isClean()).toBe(false);
    const recovery = await workspace.recover({ at: NOW });
    expect(recovery.settled).toMatchObject({ subject: '记录 中断1', outcome: 'finished' });
    expect(recovery.settled?.paths).toHaveLength(4);
    expect(subjects(workspace)).toEqual(['记录 中断1', '状态', '建立工作区']);
    expect(await workspace.git.isClean()).toBe(true);
    expect((await workspace.records.list('note')).records.map((record) => record.id)).toEqual([
      'JS-20261124-001',
      'JS-20261201-001',
    ]);
    // A second recovery finds nothing to do.
    const nothing = { removed: [], settled: null, committed: [], problems: [], setAside: [] };
    expect(await workspace.recover({ at: NOW })).toEqual(nothing);
  });

  test('the next change finishes it, too, when nobody recovered', async () => {
    const workspace = await killed();
    const saved = await workspace.change('后来', (change) => change.addRecord('note', noteDraft('后来')), { at: NOW });
    expect(saved.id).toBe('JS-20261124-002');
    expect(subjects(workspace)).toEqual(['后来', '记录 中断1', '状态', '建立工作区']);
    expect(await workspace.git.isClean()).toBe(true);
  });

  test('a change that can no longer be finished is undone', async () => {
    const workspace = await killed();
    // One of its files is damaged, so all of it must go.
    await writeFile(join(workspace.root, 'records/note/2026/11/JS-20261124-001.yaml'), 'half');
    const recovery = await workspace.recover({ at: NOW });
    expect(recovery.settled).toMatchObject({ outcome: 'undone' });
    expect(await workspace.git.changedPaths()).toEqual([]);
    expect(await workspace.state.read('cursor')).toBe('old');
    expect((await workspace.records.list('note')).records).toEqual([]);
  });
});

describe('kill -9 in the middle of a change', () => {
  test('before it is applied: the old state, without a trace', async () => {
    const workspace = await makeWorkspace();
    const before = await snapshot(workspace.root);
    const one = start(['stageAndWait', workspace.root]);
    expect(await firstLine(one)).toBe('"staged"');
    await kill(one.process);
    expect(await snapshot(workspace.root)).not.toBe(before);
    const recovery = await workspace.recover({ at: NOW });
    expect(recovery.removed).toHaveLength(2);
    expect(recovery).toMatchObject({ settled: null, committed: [], problems: [] });
    expect(await workspace.git.isClean()).toBe(true);
    expect(await readFile(join(workspace.root, 'plans/service-plan.md'), 'utf8')).toBe('# 运维服务实施方案\n');
    expect((await workspace.records.list('note')).records).toEqual([]);
  });

  test('while a git that outlives it commits: that git is waited for, and its commit counts', async () => {
    const workspace = await makeWorkspace();
    const marker = join(await tempFolder(), 'commit');
    const one = start(['add', workspace.root, '1', '中断'], { PATH: await hangingGit(marker, 1) });
    while (!existsSync(marker)) await sleep(20);
    const gone = once(one.process, 'exit');
    one.process.kill('SIGKILL');
    await gone;
    const recovery = await workspace.recover({ at: NOW });
    expect(recovery.settled).toMatchObject({ subject: '记录 中断1', outcome: 'done' });
    expect(subjects(workspace)).toEqual(['记录 中断1', '建立工作区']);
    expect(await workspace.git.isClean()).toBe(true);
  });

  test('after git had committed: it stands, whatever was edited since', async () => {
    const workspace = await makeWorkspace();
    const before = await workspace.git.head();
    const saved = await workspace.change('已提交', (change) => change.addRecord('note', noteDraft('甲')), { at: NOW });
    const file = join(workspace.root, saved.path);
    // As the crash leaves it: the journal of a change whose commit was made. Then a person edits the record.
    const entry = {
      path: saved.path,
      temp: 'records/.opsledger-tmp-1-00',
      backup: null,
      sha256: '0'.repeat(64),
      tracked: true,
    };
    const journal = { schema: 1, subject: '已提交', body: '', at: NOW, head: before, entries: [entry] };
    await writeFiles(workspace.root, { '.opsledger/journal.json': JSON.stringify(journal) });
    await writeFile(file, (await readFile(file, 'utf8')).replace('甲', '乙'));
    const recovery = await workspace.recover({ at: NOW });
    expect(recovery.settled).toMatchObject({ subject: '已提交', outcome: 'done' });
    expect(await readFile(file, 'utf8')).toContain('乙');
    expect(subjects(workspace)).toEqual(['已提交', '建立工作区']);
    expect(existsSync(join(workspace.root, '.opsledger/journal.json'))).toBe(false);
  });

  test.each(['by git’s own commands', 'bulk'])(
    'at any moment (%s): nothing that was acknowledged is lost, nothing is half there',
    async (mode) => {
      const workspace = await makeWorkspace();
      const acknowledged: string[] = [];
      for (let round = 0; round < runs(2); round += 1) {
        const one = start(['addForEver', workspace.root, mode]);
        one.lines.on('line', (line) => acknowledged.push(...(JSON.parse(line) as string[])));
        await once(one.lines, 'line');
        // Spread over the some 150 ms that one change takes.
        await sleep(((round * 5) % 7) * 43);
        await kill(one.process);
      }
      const reopened = await openWorkspace(workspace.root, { kinds });
      const { problems } = await reopened.recover({ at: NOW });
      expect(problems).toEqual([]);
      expect(await reopened.git.isClean()).toBe(true);
      const { records, problems: unreadable } = await reopened.records.list('note');
      expect(unreadable).toEqual([]);
      const ids = records.map((record) => record.id);
      expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([]);
      // Each change wrote one of each day: the two are there together or not at all.
      expect(ids.filter((id) => id.includes('-20261124-'))).toHaveLength(
        ids.filter((id) => id.includes('-20261201-')).length,
      );
      expect(
        execFileSync('git', ['-C', workspace.root, 'fsck', '--strict'], { encoding: 'utf8', stdio: 'pipe' }),
      ).not.toMatch(/error|missing|corrupt/);
    },
  );
});

test('two processes at once give every record an id of its own, one commit each', async () => {
  const workspace = await makeWorkspace();
  const both = [start(['add', workspace.root, '2', '甲']), start(['add', workspace.root, '2', '乙'])];
  const ids: string[] = [];
  for (const one of both) one.lines.on('line', (line) => ids.push(...(JSON.parse(line) as string[])));
  await Promise.all(both.map((one) => once(one.process, 'close')));
  expect(both.map((one) => one.process.exitCode)).toEqual([0, 0]);
  expect(new Set(ids).size).toBe(8);
  expect((await workspace.records.list('note')).records).toHaveLength(8);
  expect(subjects(workspace)).toHaveLength(5);
  expect(await workspace.git.isClean()).toBe(true);
});

describe('recover', () => {
  test('removes a dead lock of git, but not that of a git at work', async () => {
    const workspace = await makeWorkspace();
    await writeFile(join(workspace.root, '.git/index.lock'), '');
    // So old that nobody waits for it; see `leftovers.alone.test.ts`.
    await utimes(join(workspace.root, '.git/index.lock'), 1, 1);
    const busy = spawn('git', ['cat-file', '--batch'], { cwd: workspace.root, stdio: ['pipe', 'pipe', 'ignore'] });
    busy.stdin.write('HEAD\n');
    await once(busy.stdout, 'data');
    expect((await workspace.recover({ at: NOW })).removed).toEqual([]);
    expect(existsSync(join(workspace.root, '.git/index.lock'))).toBe(true);
    busy.stdin.end();
    await once(busy, 'close');
    expect((await workspace.recover({ at: NOW })).removed).toEqual(['.git/index.lock']);
    await workspace.change('写', (change) => change.writeState('x', 1), { at: NOW });
    expect(await workspace.git.isClean()).toBe(true);
  });

  test('commits what is whole and uncommitted, and names what is not', async () => {
    const workspace = await makeWorkspace();
    const add = () => workspace.change('记', (change) => change.addRecord('note', noteDraft('一')), { at: NOW });
    const { path } = await add();
    const evidence = await workspace.change('证', (change) => change.putEvidence(Buffer.from('原始')), { at: NOW });
    const kept = `evidence/${evidence.slice(0, 2)}/${evidence}`;
    const text = await readFile(join(workspace.root, path), 'utf8');
    await writeFiles(workspace.root, {
      'records/note/2026/11/JS-20261124-002.yaml': text.replace('-001', '-002'),
      'records/note/2026/11/JS-20261124-003.yaml': text,
      'records/unknown/2026/11/XX-20261124-001.json': '{}',
      'evidence/00/0000': 'x',
      'archive/2026/inspection-log/2026-11-24/r1/manifest.json': '{}',
      'archive/2026/inspection-log/2026-11-24/r1/a.pdf': 'pdf',
      'archive/2026/inspection-log/2026-11-25/r1/a.pdf': 'pdf',
      'state/x.json': '{"a":1}',
      'state/y.json': '{"a":',
      [kept]: '改动',
      'plans/service-plan.md': '# 手工修改\n',
    });
    const recovery = await workspace.recover({ at: NOW });
    expect(recovery.committed.sort()).toEqual([
      'archive/2026/inspection-log/2026-11-24/r1/a.pdf',
      'archive/2026/inspection-log/2026-11-24/r1/manifest.json',
      'records/note/2026/11/JS-20261124-002.yaml',
      'state/x.json',
    ]);
    const problems = Object.fromEntries(recovery.problems.map((one) => [one.path, one.message]));
    expect(Object.keys(problems).sort()).toEqual(
      [
        'archive/2026/inspection-log/2026-11-25/r1',
        'evidence/00/0000',
        kept,
        'records/note/2026/11/JS-20261124-003.yaml',
        'records/unknown/2026/11/XX-20261124-001.json',
        'state/y.json',
      ].sort(),
    );
    expect(problems[kept]).toBe('只写一次的文件被改动，未提交；请从备份恢复');
    expect(problems['records/note/2026/11/JS-20261124-003.yaml']).toContain('记录编号与所在文件不符');
    expect(subjects(workspace)[0]).toBe('补充提交上次中断或手工放入的 4 个文件');
    // Edits by hand are not its business.
    expect(await workspace.git.changedPaths(['plans'])).toHaveLength(1);
  });

  test('asks the archive about its own folders when it can', async () => {
    const workspace = await makeWorkspace();
    await writeFiles(workspace.root, {
      'archive/2026/a/2026-11/r2/manifest.json': '{}',
      'archive/2026/a/2026-11/r2/x/y.pdf': '',
    });
    const asked: unknown[] = [];
    const archiveProblem = (folder: string, files: string[]) => {
      asked.push([folder, files]);
      return Promise.resolve('校验值不符');
    };
    const recovery = await workspace.recover({ at: NOW, archiveProblem });
    const folder = 'archive/2026/a/2026-11/r2';
    expect(asked).toEqual([[folder, [`${folder}/manifest.json`, `${folder}/x/y.pdf`]]]);
    expect(recovery.problems).toEqual([{ path: folder, message: '校验值不符' }]);
  });

  test('leaves the temp file of another process at work alone', async () => {
    const workspace = await makeWorkspace();
    const parent = `.opsledger/spool/evidence/.opsledger-tmp-${process.ppid}-00ff`;
    const own = `.opsledger/.opsledger-tmp-${process.pid}-00ff`;
    // Only a change writes here, and who recovers holds the lock.
    const elsewhere = `plans/.opsledger-tmp-${process.ppid}-00ff`;
    await mkdir(join(workspace.root, '.opsledger'), { recursive: true });
    await writeFiles(workspace.root, { [parent]: '', [own]: '', [elsewhere]: '' });
    expect((await workspace.recover({ at: NOW })).removed.sort()).toEqual([own, elsewhere]);
    expect(existsSync(join(workspace.root, parent))).toBe(true);
  });

  test('takes out of the index what an interrupted commit had staged', async () => {
    const workspace = await makeWorkspace();
    await writeFiles(workspace.root, { 'records/note/2026/11/JS-20261124-001.yaml': 'x: 1\n' });
    execFileSync('git', ['-C', workspace.root, 'add', '.']);
    const { problems } = await workspace.recover({ at: NOW });
    expect(problems.map((one) => one.path)).toEqual(['records/note/2026/11/JS-20261124-001.yaml']);
    expect((await workspace.git.changedPaths()).map((one) => one.staged)).toEqual([false]);
  });
});
