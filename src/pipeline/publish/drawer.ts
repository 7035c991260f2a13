/**
 * The program that draws the pages, as Astro leaves it. It is made once of each state of this program, which takes three times as long
 * as drawing a whole site by it, and kept beside what else can be made again, with the hash of each file: one that is half there or
 * damaged is made anew. Who draws only reads it, so any number draw at once.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EnvironmentError } from '../../contract/error.ts';
import { privateFolder } from '../../render/chromium/install.ts';
import { isMissing } from '../../workspace/disk/faults.ts';
import { openLock } from '../../workspace/disk/lock.ts';
import { sha256Of } from '../../workspace/store/evidence.ts';
import { cacheRoot } from '../cache-root.mjs';
import { toolRoot } from '../program.ts';
import { startChild } from './child.ts';

export interface Drawer {
  /** What Node runs; see `src/site/draw.ts`. */
  program: string;
  /** Folder of what every site has beside its pages: scripts, styles, signs. */
  shared: string;
}

const PLACE = join(cacheRoot(toolRoot), 'site-build');
/** Another may be making it; nobody waits longer for it than the longest build takes. */
const LOCK_TIMEOUT_MS = 10 * 60_000;
/** What of the program the builder reads by its place. */
const PARTS = ['src', 'knowledge-base', 'node_modules', 'package.json', 'astro.config.mjs'];
/** What it is made from. The packages are as the lock file says. */
const FOLDERS = ['src', 'knowledge-base/manual'];
const FILES = ['package-lock.json', 'package.json', 'astro.config.mjs'];
const LIST = 'files.json';

/**
 * The program for the sources as they are, made when there is none. Nothing is written where there is one.
 * @param place folder of the one that is kept, and of the lock of who makes it @param make fills a new folder
 * @throws EnvironmentError when Astro fails or the disk does; RenderError when others may write to the folder
 */
export async function drawer(place = PLACE, make = bundle): Promise<Drawer> {
  // It is run: nobody else may put one there.
  const kept = await privateFolder(join(place, 'drawers'));
  const name = await ofSources();
  const ready = await whole(join(kept, name));
  if (ready !== undefined) return ready;
  return openLock(place, { timeoutMs: LOCK_TIMEOUT_MS }).run(
    async () => (await whole(join(kept, name))) ?? anew(kept, name, make),
  );
}

async function anew(kept: string, name: string, make: (fresh: string) => Promise<void>): Promise<Drawer> {
  // Of other sources, of a process that died, or damaged.
  for (const old of await readdir(kept)) await rm(join(kept, old), { recursive: true });
  const fresh = join(kept, `${name}.new`);
  await mkdir(fresh);
  await make(fresh);
  await writeFile(join(fresh, LIST), JSON.stringify(await hashes(fresh)));
  await rename(fresh, join(kept, name));
  const made = (await ofSources()) === name ? await whole(join(kept, name)) : undefined;
  if (made !== undefined) return made;
  await rm(join(kept, name), { recursive: true });
  throw new EnvironmentError('网站生成失败，原有网站未改动', {
    found: '生成期间程序文件有变化',
    hint: '等程序更新完，再执行 opsledger site build',
  });
}

/** undefined when it is not there, or not as it was made. */
async function whole(folder: string): Promise<Drawer | undefined> {
  try {
    if ((await readFile(join(folder, LIST), 'utf8')) !== JSON.stringify(await hashes(folder))) return undefined;
    const first = (await readdir(join(folder, 'draw'))).find((name) => name.startsWith('prerender-entry.'));
    if (first === undefined) return undefined;
    return { program: join(folder, 'draw', first), shared: join(folder, 'shared') };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** SHA-256 of each file but the list, by name. */
async function hashes(folder: string): Promise<Record<string, string>> {
  const files = (await filesBelow(folder)).filter((file) => file !== join(folder, LIST));
  const of = async (file: string) => [relative(folder, file), sha256Of(await readFile(file))] as const;
  return Object.fromEntries(await Promise.all(files.map(of)));
}

/** In an order that does not depend on the disk. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Of what the program is made from, as it is now: it may be another than when this process began. */
async function ofSources(): Promise<string> {
  const below = await Promise.all(FOLDERS.map((folder) => filesBelow(join(toolRoot, folder))));
  const hash = createHash('sha256');
  for (const file of [...FILES.map((name) => join(toolRoot, name)), ...below.flat()])
    hash.update(`${relative(toolRoot, file)}\0`).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

/** Has Astro make it. @param fresh empty folder, which gets `draw/` and `shared/` */
async function bundle(fresh: string): Promise<void> {
  const root = await writableProgram();
  const work = join(fresh, 'work');
  const astro = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin', 'astro.mjs');
  const env = { ASTRO_TELEMETRY_DISABLED: '1', OPSLEDGER_SITE_DRAWER: fresh, OPSLEDGER_SITE_WORK: work };
  const builder = startChild([astro, 'build', '--root', root], root, env);
  try {
    await builder.ended();
  } finally {
    await builder.stop();
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * The program's folder; for a user to whom it does not belong a folder of his own that shows the same, because the builder writes
 * into it.
 */
async function writableProgram(): Promise<string> {
  if (dirname(cacheRoot(toolRoot)) === toolRoot) return toolRoot;
  const shown = join(PLACE, 'program');
  await mkdir(shown, { recursive: true });
  for (const part of PARTS) {
    await rm(join(shown, part), { force: true });
    await symlink(join(toolRoot, part), join(shown, part));
  }
  return shown;
}
