/**
 * What the fault tests run in a process of its own, to be killed, starved of disk or run beside another.
 * `node _child.ts COMMAND FOLDER …`; each step prints one line of JSON.
 */
import { rm, statfs, writeFile } from 'node:fs/promises';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../src/contract/error.ts';
import type { NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { initWorkspace } from '../../src/workspace/init.ts';
import { openWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { kinds, NOW, noteDraft, snapshot } from './_starter.ts';

// Most of them are killed, and would leave it to the next to compile the same again.
flushCompileCache();
const [command = '', folder = '', ...rest] = process.argv.slice(2);
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

const commands: Record<string, () => Promise<void>> = {
  add,
  addForEver,
  hold,
  stageAndWait,
  fillDisk,
  tryAdd,
  tryInit,
};

await (commands[command] ?? (() => Promise.reject(new Error(`unknown command ${command}`))))();

/** A change of several files, so that it can be half done: two records, an original, a state. */
function addOne(workspace: Workspace, text: string): Promise<string[]> {
  return workspace.change(
    `记录 ${text}`,
    async (change) => {
      const one = await change.addRecord<NoteRecord>('note', noteDraft(`${text} 甲`));
      const two = await change.addRecord<NoteRecord>('note', noteDraft(`${text} 乙`, '2026-12-01', 'auto'));
      await change.putEvidence(Buffer.from(`原始应答 ${text} `.repeat(2000)));
      await change.writeState('cursor', { last: text });
      return [one.id, two.id];
    },
    { at: NOW },
  );
}

/** FOLDER COUNT TEXT: so many changes, one after the other. */
async function add(): Promise<void> {
  const workspace = await openWorkspace(folder, { kinds });
  for (let n = 1; n <= Number(rest[0]); n += 1) say(await addOne(workspace, `${rest[1] ?? ''}${n}`));
}

/** FOLDER [bulk] */
async function addForEver(): Promise<void> {
  const workspace = await openWorkspace(folder, { kinds, bulk: rest[0] === 'bulk' });
  await workspace.recover({ at: NOW });
  for (let n = 1; ; n += 1) say(await addOne(workspace, `${process.pid}-${n}`));
}

/** Takes the lock and keeps it until killed. */
async function hold(): Promise<void> {
  const workspace = await openWorkspace(folder, { kinds });
  await workspace.lock.run(async () => {
    say('held');
    await sleep(60_000);
  });
}

/** Writes within a change and waits to be killed before it is applied. */
async function stageAndWait(): Promise<void> {
  const workspace = await openWorkspace(folder, { kinds });
  await workspace.change(
    '未完成',
    async (change) => {
      await change.addRecord<NoteRecord>('note', noteDraft('未完成'));
      await change.writeFile('plans/service-plan.md', '# 未完成\n');
      say('staged');
      await sleep(60_000);
    },
    { at: NOW },
  );
}

interface Attempt {
  ok: boolean;
  exitCode: number;
  message: string;
  /** The workspace is as it was. */
  same: boolean;
  /** Temp files, journals and the like that are left. */
  clean: boolean;
}

async function attempt(work: () => Promise<unknown>): Promise<Attempt> {
  const before = await snapshot(folder);
  try {
    await work();
    return { ok: true, exitCode: 0, message: '', same: (await snapshot(folder)) === before, clean: true };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const after = await snapshot(folder);
    return {
      ok: false,
      exitCode: error.exitCode,
      message: error.message,
      same: after === before,
      clean: !after.includes('-tmp-'),
    };
  }
}

async function tryAdd(): Promise<void> {
  const workspace = await openWorkspace(folder, { kinds });
  say(await attempt(() => addOne(workspace, '一')));
}

async function tryInit(): Promise<void> {
  try {
    await initWorkspace(join(folder, 'new'), { now: NOW, starterDir: rest[0] ?? '' });
    say({ ok: true });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say({ ok: false, exitCode: error.exitCode, message: error.message });
  }
}

/** FOLDER STEP, on a small disk of its own: fails to save with ever more space left, until it succeeds. */
async function fillDisk(): Promise<void> {
  const workspace = await openWorkspace(folder, { kinds });
  await addOne(workspace, '先');
  const filler = join(folder, '..', 'filler');
  for (let leftKb = 0; leftKb <= 400; leftKb += Number(rest[0])) {
    const { bavail, bsize } = await statfs(folder);
    const size = bavail * bsize - leftKb * 1024;
    if (size < 0) throw new Error('the disk of the test is too small');
    await writeFile(filler, Buffer.alloc(size, 1));
    const result = await attempt(() => addOne(workspace, `剩余 ${leftKb} KB`));
    await rm(filler);
    say({ leftKb, ...result });
    if (result.ok) return;
  }
}
