/**
 * Whoever lists a workspace beside somebody who writes: what is being written is no file of anybody's yet, what goes meanwhile was none,
 * and what is truly gone is a problem all the same.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { filesOfLog } from '../../../src/archive/log/log-folder.ts';
import { readArchive } from '../../../src/archive/store.ts';
import { articleProblems } from '../../../src/knowledge/articles.ts';
import { allArticles } from '../../../src/knowledge/named-articles.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { filesBelow } from '../../../src/workspace/disk/files-below.ts';
import { isNoneFound } from '../../../src/workspace/git/git.ts';
import { DAY, inspect, makeWorkspace, note, noteDraft, open } from '../_workspace.ts';

const at = (time: string) => `${DAY}T${time}+08:00`;
/** What git says of a folder that went while it searched. */
const went = (folder: string) => `warning: could not open directory '${folder}': No such file or directory`;
let writer: ChildProcess | undefined;

const root = await makeWorkspace();
const session = await open(root);
await inspect(session, at('09:00:00'));
await note(session, noteDraft(at('10:00:00'), '清理临时文件'));
await issue(session, { now: at('17:00:00') });
await session.close();
afterEach(async () => {
  if (writer === undefined) return;
  writer.kill('SIGKILL');
  await once(writer, 'exit');
  writer = undefined;
});

/** Every folder of the workspace in which something lies, but for git's and the cache. */
const folders = (): string[] =>
  [...new Set(filesBelow(root, '').map((path) => dirname(path)))].filter((one) => !/^\.(git|opsledger)/.test(one));

it('a file that has no name yet is nobody’s, in whatever folder it lies', async () => {
  const temps = folders().map((folder) => join(folder, '.opsledger-tmp-1-00ff00ff00ff'));
  for (const path of temps) await writeFile(join(root, path), 'half a');
  expect(filesBelow(root, '').filter((path) => path.includes('tmp-'))).toEqual([]);
  expect(await filesOfLog(root)).not.toContainEqual(expect.stringContaining('tmp-'));
  expect((await readArchive(root)).problems).toEqual([]);
  const knowledge = { dir: join(root, 'knowledge-base'), label: 'knowledge-base', url: 'knowledge-base' };
  expect((await articleProblems(knowledge)).filter(({ file }) => file.includes('tmp-'))).toEqual([]);
  expect((await allArticles(root)).filter(({ path }) => path.includes('tmp-'))).toEqual([]);
  const session = await open(root);
  const { problems } = await verify(session);
  const left = '上次操作残留的临时文件，没有内容丢失；执行 opsledger start --once 会清理';
  expect(problems.filter(({ message }) => message !== left)).toEqual([]);
  expect(JSON.stringify(await status(session, at('18:00:00')))).not.toContain('tmp-');
  await session.close();
  for (const path of temps) await rm(join(root, path), { force: true });
});

/** Writes as `writeDurable` does, over and over, and lets go again, in a process of its own; says so once it began. */
const WRITER = `
const { writeFileSync, renameSync, rmSync, mkdirSync } = require('node:fs');
const folders = process.argv.slice(1);
process.stdout.write('begun');
for (let n = 0; ; n += 1) for (const folder of folders) {
  const temp = folder + '/.opsledger-tmp-' + process.pid + '-' + n.toString(16).padStart(12, '0');
  writeFileSync(temp, 'x'.repeat(2000));
  mkdirSync(folder + '/.opsledger-tmp-' + process.pid + '-ff', { recursive: true });
  rmSync(folder + '/.opsledger-tmp-' + process.pid + '-ff', { recursive: true });
  rmSync(temp);
}`;

it('verification and status go on while somebody writes, and find nothing', async () => {
  await mkdir(join(root, 'evidence-large/ab'), { recursive: true });
  const where = folders().filter((one) => /^(evidence|archive|records|knowledge-base|contract)/.test(one));
  writer = spawn(process.execPath, ['-e', WRITER, ...[...where, 'evidence-large/ab'].map((one) => join(root, one))]);
  await once(writer.stdout as NodeJS.ReadableStream, 'data');
  for (let n = 0; n < 5; n += 1) {
    const session = await open(root);
    const { problems } = await verify(session);
    expect(problems.filter(({ message }) => !message.startsWith('上次操作残留'))).toEqual([]);
    await status(session, at('18:00:00'));
    filesBelow(root, '');
    await session.close();
  }
});

it.each([
  ['git exit code 1', true],
  [went('records/note/2026/11/.opsledger-tmp-15488-ff/'), true],
  [`${went('records/.opsledger-tmp-1-0a/')}\n${went('.opsledger-tmp-2-0b/')}\n`, true],
  [went('records/note/2026/11/'), false],
  [`${went('records/.opsledger-tmp-1-0a/')}\nfatal: unable to read tree`, false],
  ['', false],
])('a search beside a writer that ends with “%s” has found nothing: %s', (message, expected) => {
  expect(isNoneFound(message)).toBe(expected);
});

it('a file that is truly gone is a problem', async () => {
  const [path = ''] = filesBelow(root, 'records');
  await rm(join(root, path));
  const session = await open(root);
  const { problems } = await verify(session);
  await session.close();
  expect(problems).toContainEqual(expect.objectContaining({ path, property: '真实性' }));
});
