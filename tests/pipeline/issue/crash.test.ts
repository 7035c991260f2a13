/** kill -9 while documents are issued: the next run finishes, each document is there once and verifies. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { readArchive } from '../../../src/archive/store.ts';
import { dueAt } from '../../../src/pipeline/issue/issue.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { tick } from '../../../src/pipeline/run/tick.ts';
import { planSource } from '../../../src/pipeline/session.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { runs } from '../../support/runs.ts';
import { git, inspect, makeWorkspace, open } from '../_workspace.ts';

const NOW = '2026-11-27T17:00:00+08:00';
const DAYS = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'];

let running: ChildProcess | undefined;

const master = await makeWorkspace();
const session = await open(master);
await inspect(session, ...DAYS.map((day) => `${day}T09:00:00+08:00`));
const due = dueAt(await planAt(planSource(session), NOW), NOW);
const wanted = due.map((i) => `${i.obligation.id} ${i.occurrence.period}`).sort();
expect(wanted.length).toBeGreaterThan(8);

afterAll(() => running?.kill('SIGKILL'));

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
}

/** Files of the archive that bear their own names already. */
const named = async (root: string) =>
  (await filesBelow(join(root, 'archive'))).filter((f) => /\/r1\/[^/]+\.(html|pdf|xlsx|json)$/.test(f)).length;
const staged = async (root: string) => (await filesBelow(join(root, 'archive'))).length;
const committing = (root: string) =>
  stat(join(root, '.git', 'index.lock')).then(
    () => true,
    () => false,
  );

/**
 * A folder for the search path whose git stops in the middle of a commit, holding the lock of the index, until who started it
 * is gone: the moment is too short to be hit by looking.
 */
async function stoppingGit(root: string): Promise<string> {
  const folder = join(root, '..', 'stopping');
  const own = execFileSync('sh', ['-c', 'command -v git']).toString().trim();
  const stop = '> "$GIT_DIR/index.lock"; while kill -0 $PPID 2>/dev/null; do sleep 0.05; done; exit 1';
  await mkdir(folder, { recursive: true });
  const script = `#!/bin/sh\ncase " $* " in *" commit "*) ${stop};; esac\nexec ${own} "$@"\n`;
  await writeFile(join(folder, 'git'), script, { mode: 0o755 });
  return folder;
}

/** Starts issuing and kills it as soon as `reached`. @returns false when it was over before */
async function killWhen(root: string, reached: () => Promise<boolean>, programs = ''): Promise<boolean> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../_child.ts', import.meta.url)), 'issue', root, NOW], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PATH: [programs, process.env['PATH']].filter(Boolean).join(delimiter) },
  });
  running = child;
  const over = once(child, 'exit');
  await once(child.stdout, 'data'); // it begins
  while (child.exitCode === null && !(await reached())) await sleep(1);
  child.kill('SIGKILL');
  await over;
  return child.signalCode === 'SIGKILL';
}

type Moment = [string, (root: string) => Promise<boolean>];
const moments: Moment[] = [
  ['some files have their names', async (root) => (await named(root)) > 15],
  ['git commits', committing],
];
/** Before and between the others: in the night alone. */
const between: Moment[] = [
  ['composing', () => Promise.resolve(true)],
  ['writing the first file', async (root) => (await staged(root)) > 0],
  ['half of the files are written', async (root) => (await staged(root)) > 20],
  ['the first file has its name', async (root) => (await named(root)) > 0],
];

it.each(runs(1) === 1 ? moments : [...moments, ...between])('killed while %s', async (_name, reached) => {
  const root = join(await makeWorkspace(), '..', 'crash');
  await cp(master, root, { recursive: true });
  const head = git(root, 'rev-parse', 'HEAD');
  const programs = reached === committing ? await stoppingGit(root) : '';
  expect(await killWhen(root, () => reached(root), programs)).toBe(true);

  const session = await open(root);
  const next = await tick(session, { now: NOW });
  expect(next.issued.failed).toEqual([]);
  const { documents, problems } = await readArchive(root);
  expect(problems).toEqual([]);
  expect(documents.map((d) => `${d.manifest.obligation} ${d.manifest.period}`).sort()).toEqual(wanted);
  expect(new Set(documents.map((d) => d.manifest.revision))).toEqual(new Set([1]));
  expect(git(root, 'status', '--porcelain')).toBe('');
  expect((await filesBelow(join(root, 'archive'))).filter((f) => f.includes('-tmp-'))).toEqual([]);
  expect((await verify(session)).problems).toEqual([]);
  expect(git(root, 'rev-list', `${head}..HEAD`).split('\n').length).toBeLessThanOrEqual(2);
});
