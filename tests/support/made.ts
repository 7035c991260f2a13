/**
 * What many tests begin from, made once: workspaces, simulated months, built sites. Who only reads takes it where it lies, who
 * writes takes a copy. It is kept below `.cache/tests` under the hash of what it is made from, so that the next run of an
 * unchanged program finds it; any change of the program or of its data makes it anew.
 */
import { createHash } from 'node:crypto';
import { constants, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { tempFolder } from './at-end.ts';

const REPO = join(import.meta.dirname, '..', '..');
const KEPT = join(REPO, '.cache', 'tests');
/** What the things here are made from. Of the tests only what makes them. */
const SOURCES = [
  ...['src', 'reports', 'jobs', 'templates', 'data', 'knowledge-base', 'package-lock.json', 'astro.config.mjs'],
  ...['tests/support', 'tests/fixtures', 'tests/contract/_starter.ts', 'tests/render/_plain-pdf.ts'],
];
/** Set once a run, so that no worker reads the sources again. */
const NAMED = 'OPSLEDGER_TESTS_MADE';

/** Folder in which things made from the sources as they are now lie; those of other sources are removed. Called once a run. */
export function openMade(): void {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesBelow).sort())
    hash.update(`${path}\0`).update(readFileSync(join(REPO, path)));
  // What was saved by a clock of long ago is doubted, as it should be.
  hash.update(Temporal.Now.plainDateISO().toPlainYearMonth().toString());
  const own = hash.digest('hex').slice(0, 16);
  if (existsSync(KEPT))
    for (const old of readdirSync(KEPT)) if (old !== own) rmSync(join(KEPT, old), { recursive: true });
  process.env[NAMED] = join(KEPT, own);
}

function filesBelow(path: string): string[] {
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(join(REPO, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(REPO.length + 1));
}

/**
 * Folder with what `make` puts there: made by the first who asks in this run, only read by all.
 * @param name of what is made; a second maker must have another
 * @param make is given an empty folder; it leaves nothing open, and takes no time from the clock
 */
export async function made(name: string, make: (folder: string) => Promise<unknown>): Promise<string> {
  const folder = join(process.env[NAMED] ?? '', name);
  const claim = `${folder}.making`;
  await mkdir(join(folder, '..'), { recursive: true });
  while (!existsSync(folder)) {
    if (await claimed(claim)) {
      try {
        if (!existsSync(folder)) await makeWhole(folder, make);
      } finally {
        await rm(claim, { force: true });
      }
    } else await wait(30);
  }
  return folder;
}

/** A copy of what was made, in a new temporary folder, until the end of the file. */
export async function copyOfMade(name: string, make: (folder: string) => Promise<unknown>): Promise<string> {
  const from = await made(name, make);
  const folder = await tempFolder(name);
  await copyFolder(from, folder);
  return folder;
}

/** Copies all that is in a folder, without a second copy of the bytes where the file system can. */
export const copyFolder = (from: string, to: string): Promise<void> =>
  cp(from, to, { recursive: true, preserveTimestamps: true, mode: constants.COPYFILE_FICLONE });

/** In memory first, as temporary files are; it bears its name only when it is whole. */
async function makeWhole(folder: string, make: (folder: string) => Promise<unknown>): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'opsledger-making-'));
  const part = `${folder}.part`;
  // A temporary folder is its maker's alone; what is copied from this one is as open as a folder that the program makes.
  await chmod(work, 0o755);
  try {
    await make(work);
    // Of this start of the machine: a later one, or a sandbox that slept, has another counter.
    for (const at of ['', 'w']) await rm(join(work, at, '.opsledger', 'clock.json'), { force: true });
    await rm(part, { recursive: true, force: true });
    await copyFolder(work, part);
    await rename(part, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** true when nobody else is making it: a claim bears the process that made it, and falls with it. */
async function claimed(claim: string): Promise<boolean> {
  try {
    await writeFile(claim, `${process.pid} ${begunOf(process.pid)}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!(await isHeld(claim))) await rm(claim, { force: true });
    return false;
  }
}

async function isHeld(claim: string): Promise<boolean> {
  try {
    const [pid = '', begun = ''] = readFileSync(claim, 'utf8').split(' ');
    // Written a moment after it is there.
    if (begun === '') return Date.now() - (await stat(claim)).mtimeMs < 5000;
    // A run that was killed leaves its claim, and its number is soon another's.
    return begunOf(Number(pid)) === begun;
  } catch {
    return false;
  }
}

/** When a process began, in ticks since the machine did. @throws when there is none */
const begunOf = (pid: number): string =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[BEGUN] ?? '';
/** Its place among the fields behind the name. */
const BEGUN = 19;
