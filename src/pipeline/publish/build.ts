/** Builds the intranet site from one site model. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { numberPlaces } from '../../knowledge/record-places.ts';
import { searchDocuments } from '../../knowledge/search-documents.ts';
import { spellings } from '../../knowledge/spellings.ts';
import type { SiteModel } from '../../report/site-model.ts';
import { toFiles } from '../../search/index/shards.ts';
import { buildIndex, type SearchDocument } from '../../search/search.ts';
import { environmentError } from '../../workspace/disk/faults.ts';
import { openLock } from '../../workspace/disk/lock.ts';
import { READY, startChild } from './child.ts';
import { drawer } from './drawer.ts';
import { putInPlace } from './place.ts';
import { type SiteFile, writeFiles } from './site-files.ts';

export interface SiteBuildOptions {
  /** The builder starts at once, and waits for a model that is still being made. */
  model: SiteModel | Promise<SiteModel>;
  /** Folder that becomes the site; replaced whole, and only when the build succeeded. */
  outDir: string;
  /** Folder for working files, may be deleted at any time; who builds into the same folder names the same. */
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

/** Another build into the same folder may be running; nobody waits longer for it than the longest build takes. */
const LOCK_TIMEOUT_MS = 10 * 60_000;

/**
 * Builds into a new folder beside `outDir` and swaps it in; a failed build leaves the old site as it was.
 * @throws EnvironmentError when the builder fails or the disk does; whatever `model` rejects with
 */
export async function buildSite(options: SiteBuildOptions): Promise<SiteBuildResult> {
  const started = performance.now();
  const outDir = resolve(options.outDir);
  const cacheDir = resolve(options.cacheDir);
  const lock = openLock(cacheDir, { timeoutMs: LOCK_TIMEOUT_MS });
  // It may fail while the lock is still another's.
  const noModel = Promise.resolve(options.model).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  return lock.run(async () => {
    try {
      const pages = await putInPlace(outDir, async (fresh) => {
        await mkdir(cacheDir, { recursive: true });
        await draw(options, cacheDir, fresh);
      });
      return { pages, ms: Math.round(performance.now() - started) };
    } catch (error) {
      const failed = await noModel;
      throw failed === undefined ? environmentError(error, basename(outDir)) : failed.error;
    }
  });
}

/** Has the pages drawn into `fresh`, and puts meanwhile what else there is beside them: they are drawn by a core of their own. */
async function draw(options: SiteBuildOptions, cacheDir: string, fresh: string): Promise<void> {
  const { model: coming, files = [], search } = options;
  const { program, shared } = await drawer();
  await cp(shared, fresh, { recursive: true });
  const modelFile = join(cacheDir, `site-model-${process.pid}.json`);
  // It starts before there is anything to draw.
  const drawing = startChild([program], fresh, {
    OPSLEDGER_SITE_MODEL: modelFile,
    OPSLEDGER_SITE_READY: String(READY),
    OPSLEDGER_SITE_OUT: fresh,
  });
  try {
    const model = await coming;
    await writeFile(modelFile, JSON.stringify(model));
    await drawing.tell();
    const places = numberPlaces(model);
    await writeIndex(fresh, toFiles({ ...buildIndex(search ?? searchDocuments(model), spellings), places }));
    await writeFiles(fresh, typeof files === 'function' ? await files() : files);
    await drawing.ended();
  } finally {
    await drawing.stop();
    await rm(modelFile, { force: true });
  }
}

/** Writes the index of the search into a folder, as `fromFiles` reads it. @param folder of the site */
export async function writeIndex(folder: string, files: ReturnType<typeof toFiles>): Promise<void> {
  const target = join(folder, '_search');
  for (const part of new Set(files.map(({ path }) => dirname(path))))
    await mkdir(join(target, part), { recursive: true });
  await Promise.all(files.map(({ path, body }) => writeFile(join(target, path), body)));
}
