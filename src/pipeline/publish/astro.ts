/**
 * The program that draws the pages, in a process of its own: in one process its memory grows with every build. It starts
 * before there is anything to draw, because half of its time goes by before it asks for the model.
 */
import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { EnvironmentError } from '../../contract/error.ts';
import type { SiteModel } from '../../report/site-model.ts';

export interface AstroOptions {
  /** Folder that the pages go to. */
  outDir: string;
  /** Folder for working files. */
  cacheDir: string;
  /** Folder that the builder takes for the program's: it writes there. */
  programDir: string;
}

export interface Astro {
  /** Gives it the model; from then on it draws. */
  give(model: SiteModel): Promise<void>;
  /** Waits until all pages are drawn. @throws EnvironmentError when the program fails */
  drawn(): Promise<void>;
  /** Ends the program; to be called whatever happened, and its folders can be removed then. */
  stop(): Promise<void>;
}

const BUILD_TIMEOUT_MS = 8 * 60_000;
/** How much of the program's output an error repeats. */
const OUTPUT_LINES = 12;
/** Descriptor that the program reads to its end before it reads the model: the end comes with the model, or with our death. */
const READY = 3;

/** Starts the program. */
export function startAstro({ outDir, cacheDir, programDir }: AstroOptions): Astro {
  const modelFile = join(cacheDir, `site-model-${process.pid}.json`);
  const child = spawn(process.execPath, [astroProgram(), 'build', '--root', programDir], {
    cwd: programDir,
    // The program needs no secret of the workspace, so it gets none.
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NO_COLOR: '1',
      ASTRO_TELEMETRY_DISABLED: '1',
      OPSLEDGER_SITE_MODEL: modelFile,
      OPSLEDGER_SITE_READY: String(READY),
      OPSLEDGER_SITE_OUT: outDir,
      OPSLEDGER_SITE_CACHE: cacheDir,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    timeout: BUILD_TIMEOUT_MS,
  });
  const ended = endOf(child);
  const ready = child.stdio[READY] as Writable;
  // The program may be gone by then; its end says why.
  ready.on('error', () => undefined);
  return {
    async give(model) {
      await writeFile(modelFile, JSON.stringify(model));
      // Until it is told the end, the program waits: whoever works on without a pause would keep it waiting.
      await new Promise<void>((done) => {
        ready.once('close', done).end(done);
      });
    },
    async drawn() {
      const { code, output } = await ended;
      if (code === 0) return;
      throw new EnvironmentError('网站生成失败，原有网站未改动', {
        found: output,
        hint: '确认磁盘有空间、安装完整（npm ci），再执行 opsledger site build',
      });
    },
    async stop() {
      child.kill('SIGKILL');
      await ended.catch(() => undefined);
      await rm(modelFile, { force: true });
    },
  };
}

function astroProgram(): string {
  const manifest = createRequire(import.meta.url).resolve('astro/package.json');
  return join(dirname(manifest), 'bin', 'astro.mjs');
}

/** How the program ended, and what it said last. */
function endOf(child: ReturnType<typeof spawn>): Promise<{ code: number | null; output: string }> {
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-20_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise<{ code: number | null; output: string }>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, output: lastLines(output) }));
  });
  // Waited for only when there is something to draw.
  ended.catch(() => undefined);
  return ended;
}

function lastLines(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.slice(-OUTPUT_LINES).join('\n');
}
