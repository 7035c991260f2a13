/**
 * Builds the intranet site from one site model. Two builds at once would collide in the builder's cache, hence the lock
 * that holds for this installation.
 */
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { numberPlaces } from '../../knowledge/record-places.ts';
import { searchDocuments } from '../../knowledge/search-documents.ts';
import { spellings } from '../../knowledge/spellings.ts';
import type { SiteModel } from '../../report/site-model.ts';
import { toFiles } from '../../search/index/shards.ts';
import { buildIndex, type SearchDocument } from '../../search/search.ts';
import { environmentError } from '../../workspace/disk/faults.ts';
import { openLock } from '../../workspace/disk/lock.ts';
import { cacheRoot } from '../cache-root.mjs';
import { toolRoot } from '../program.ts';
import { startAstro } from './astro.ts';
import { putInPlace } from './place.ts';
import { type SiteFile, writeFiles } from './site-files.ts';

export interface SiteBuildOptions {
  /** The builder starts at once, and waits for a model that is still being made. */
  model: SiteModel | Promise<SiteModel>;
  /** Folder that becomes the site; replaced whole, and only when the build succeeded. */
  outDir: string;
  /** Folder for working files, may be deleted at any time. */
  cacheDir: string;
  /** Made, when it is a function, while the pages are drawn. */
  files?: (() => Promise<readonly SiteFile[]>) | readonly SiteFile[];
  /** What can be searched; everything of the model without it. */
  search?: readonly SearchDocument[];
}

export interface SiteBuildResult {
  /** HTML pages drawn. */
  pages: number;
  ms: number;
}

/**
 * Where Astro builds: it renames files from a folder of the program to its output, which fails across file systems, and
 * workspaces are kept on data disks. The lock makes the one folder enough.
 */
const PLACE = join(cacheRoot(toolRoot), 'site-build');
const BUILT = join(PLACE, 'out');
/** Another build may be running; nobody waits longer for it than the longest build takes. */
const LOCK_TIMEOUT_MS = 10 * 60_000;

/**
 * Builds into a new folder beside `outDir` and swaps it in; a failed build leaves the old site as it was.
 * @throws EnvironmentError when the builder fails or the disk does; whatever `model` rejects with
 */
export async function buildSite(options: SiteBuildOptions): Promise<SiteBuildResult> {
  const started = performance.now();
  const outDir = resolve(options.outDir);
  const cacheDir = resolve(options.cacheDir);
  const lock = openLock(PLACE, { timeoutMs: LOCK_TIMEOUT_MS });
  // It may fail while the lock is still another's.
  const noModel = Promise.resolve(options.model).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  return lock.run(async () => {
    await rm(BUILT, { recursive: true, force: true });
    try {
      const pages = await putInPlace(outDir, async (fresh) => {
        await mkdir(cacheDir, { recursive: true });
        await draw(options, cacheDir, fresh);
        await cp(BUILT, fresh, { recursive: true });
      });
      return { pages, ms: Math.round(performance.now() - started) };
    } catch (error) {
      const failed = await noModel;
      throw failed === undefined ? environmentError(error, basename(outDir)) : failed.error;
    } finally {
      await rm(BUILT, { recursive: true, force: true });
    }
  });
}

/** What of the program the builder reads by its place. */
const PARTS = ['src', 'knowledge-base', 'node_modules', 'package.json', 'astro.config.mjs'];

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

/** Draws the pages into `BUILT`, and puts meanwhile into `fresh` what else there is: the builder has a core of its own. */
async function draw(options: SiteBuildOptions, cacheDir: string, fresh: string): Promise<void> {
  const { model: coming, files = [], search } = options;
  const astro = startAstro({ outDir: BUILT, cacheDir, programDir: await writableProgram() });
  try {
    const model = await coming;
    await astro.give(model);
    const places = numberPlaces(model);
    await writeIndex(fresh, toFiles({ ...buildIndex(search ?? searchDocuments(model), spellings), places }));
    await writeFiles(fresh, typeof files === 'function' ? await files() : files);
    await astro.drawn();
  } finally {
    await astro.stop();
  }
}

/** Writes the index of the search into a folder, as `fromFiles` reads it. @param folder of the site */
export async function writeIndex(folder: string, files: ReturnType<typeof toFiles>): Promise<void> {
  const target = join(folder, '_search');
  for (const part of new Set(files.map(({ path }) => dirname(path))))
    await mkdir(join(target, part), { recursive: true });
  await Promise.all(files.map(({ path, body }) => writeFile(join(target, path), body)));
}
