/**
 * Builds the intranet site from one site model. Astro runs in a process of its own: in one process its memory grows with
 * every build, and two builds at once collide in the tool's cache, hence the lock that holds for this installation.
 */
import { spawn } from 'node:child_process';
import { copyFile, cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { EnvironmentError } from '../contract/error.ts';
import type { SiteModel } from '../report/site-model.ts';
import { buildIndex, type SearchDocument } from '../search/search.ts';
import { toFiles } from '../search/shards.ts';
import { environmentError, isMissing } from '../workspace/faults.ts';
import { openLock } from '../workspace/lock.ts';
import { searchDocuments } from './site-search.ts';

/** A file that is no page: a picture of an article, a draft's preview. */
export interface SiteFile {
  /** Site path, percent-encoded as in links. */
  url: string;
  /** File to copy, or the bytes themselves. */
  from: { path: string } | { bytes: Uint8Array };
}

export interface SiteBuildOptions {
  model: SiteModel;
  /** Folder that becomes the site; replaced whole, and only when the build succeeded. */
  outDir: string;
  /** Folder for working files, may be deleted at any time. */
  cacheDir: string;
  files?: readonly SiteFile[];
  /** What can be searched; everything of the model without it. */
  search?: readonly SearchDocument[];
}

export interface SiteBuildResult {
  /** HTML pages drawn. */
  pages: number;
  ms: number;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/**
 * Where Astro builds: it renames files from a folder of the program to its output, which fails across file systems, and
 * workspaces are kept on data disks. The lock makes the one folder enough.
 */
const BUILT = join(ROOT, '.cache', 'site-build', 'out');
/** Another build may be running; nobody waits longer for it than the longest build takes. */
const LOCK_TIMEOUT_MS = 10 * 60_000;
const BUILD_TIMEOUT_MS = 8 * 60_000;
/** How much of the builder's output an error repeats. */
const OUTPUT_LINES = 12;

/**
 * Builds into a new folder beside `outDir` and swaps it in; a failed build leaves the old site as it was.
 * @throws EnvironmentError when the builder fails or the disk does
 */
export async function buildSite(options: SiteBuildOptions): Promise<SiteBuildResult> {
  const started = performance.now();
  const outDir = resolve(options.outDir);
  const lock = openLock(join(ROOT, '.cache', 'site-build'), { timeoutMs: LOCK_TIMEOUT_MS });
  return lock.run(async () => {
    const fresh = `${outDir}.new-${process.pid}`;
    await rm(BUILT, { recursive: true, force: true });
    try {
      await removeLeftovers(outDir);
      await mkdir(dirname(outDir), { recursive: true });
      await mkdir(options.cacheDir, { recursive: true });
      const documents = options.search ?? searchDocuments(options.model);
      const index = await runAstro(options.model, BUILT, resolve(options.cacheDir), () =>
        toFiles(buildIndex(documents)),
      );
      await cp(BUILT, fresh, { recursive: true });
      await writeFiles(fresh, options.files ?? []);
      await writeIndex(fresh, index);
      const pages = await countPages(fresh);
      await swap(fresh, outDir);
      return { pages, ms: Math.round(performance.now() - started) };
    } catch (error) {
      await rm(fresh, { recursive: true, force: true });
      throw environmentError(error, basename(outDir));
    } finally {
      await rm(BUILT, { recursive: true, force: true });
    }
  });
}

/** Folders of builds whose process died before it could clean up. The lock is held: nobody else is building. */
async function removeLeftovers(outDir: string): Promise<void> {
  const names = await readdir(dirname(outDir)).catch((error: unknown): string[] => {
    if (isMissing(error)) return [];
    throw error;
  });
  const prefix = `${basename(outDir)}.`;
  const stale = names.filter((name) => name.startsWith(prefix) && /^(new|old)-\d+$/.test(name.slice(prefix.length)));
  const current = names.includes(basename(outDir));
  for (const name of stale) {
    const path = join(dirname(outDir), name);
    // A crash between the two renames left only the old site: put it back rather than have none.
    if (!current && name.startsWith(`${prefix}old-`)) await rename(path, outDir);
    else await rm(path, { recursive: true, force: true });
  }
}

/** @param meanwhile computed in this process while the builder, which has a core of its own, runs. @returns what it gives */
async function runAstro<T>(model: SiteModel, outDir: string, cacheDir: string, meanwhile: () => T): Promise<T> {
  const modelFile = join(cacheDir, `site-model-${process.pid}.json`);
  await writeFile(modelFile, JSON.stringify(model));
  try {
    const running = runNode([astroProgram(), 'build', '--root', ROOT], {
      OPSLEDGER_SITE_MODEL: modelFile,
      OPSLEDGER_SITE_OUT: outDir,
      OPSLEDGER_SITE_CACHE: cacheDir,
      OPSLEDGER_SITE_TITLE: model.siteTitle ?? '',
    });
    const made = await untilBoth(meanwhile, running);
    const { code, output } = await running;
    if (code === 0) return made;
    throw new EnvironmentError('网站生成失败，原有网站未改动', {
      found: output,
      hint: '确认磁盘有空间、安装完整（npm ci），再执行 opsledger site build',
    });
  } finally {
    await rm(modelFile, { force: true });
  }
}

/** Whatever comes of `work`, the program has ended when this returns: its folders can be removed. */
async function untilBoth<T>(work: () => T, running: Promise<unknown>): Promise<T> {
  try {
    return work();
  } finally {
    await running;
  }
}

function astroProgram(): string {
  const manifest = createRequire(import.meta.url).resolve('astro/package.json');
  return join(dirname(manifest), 'bin', 'astro.mjs');
}

function runNode(args: string[], own: Record<string, string>): Promise<{ code: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      // The builder needs no secret of the workspace, so it gets none.
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        NO_COLOR: '1',
        ASTRO_TELEMETRY_DISABLED: '1',
        ...own,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: BUILD_TIMEOUT_MS,
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', fail);
    child.on('close', (code) => done({ code, output: lastLines(output) }));
  });
}

function lastLines(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.slice(-OUTPUT_LINES).join('\n');
}

async function writeFiles(folder: string, files: readonly SiteFile[]): Promise<void> {
  for (const { url, from } of files) {
    const path = join(
      folder,
      ...url
        .split('/')
        .filter((part) => part !== '')
        .map(decodeURIComponent),
    );
    if (!path.startsWith(`${folder}/`)) throw new Error(`site file outside the site: ${url}`);
    await mkdir(dirname(path), { recursive: true });
    if ('path' in from) await copyFile(from.path, path);
    else await writeFile(path, from.bytes);
  }
}

type IndexFiles = ReturnType<typeof toFiles>;

async function writeIndex(folder: string, files: IndexFiles): Promise<void> {
  const target = join(folder, '_search');
  for (const part of ['terms', 'text']) await mkdir(join(target, part), { recursive: true });
  await Promise.all(files.map(({ path, body }) => writeFile(join(target, path), body)));
}

async function countPages(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.html')).length;
}

/** Two renames: for an instant there is no site, and a crash there is mended by the next build. */
async function swap(fresh: string, outDir: string): Promise<void> {
  const old = `${outDir}.old-${process.pid}`;
  const existed = await rename(outDir, old).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
  try {
    await rename(fresh, outDir);
  } catch (error) {
    if (existed) await rename(old, outDir);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}
