/**
 * The two programs that a site is built by, each in a process of its own, because in one process its memory grows with every build:
 * Astro, which makes the program that draws, and that program.
 */
import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { EnvironmentError } from '../../contract/error.ts';

export interface Child {
  /** Ends what it reads by `READY`. */
  tell(): Promise<void>;
  /** Waits until it has ended. @throws EnvironmentError when it fails */
  ended(): Promise<void>;
  /** Ends it; to be called whatever happened, and its folders can be removed then. */
  stop(): Promise<void>;
}

const TIMEOUT_MS = 8 * 60_000;
/** How much of the program's output an error repeats. */
const OUTPUT_LINES = 12;
/** Descriptor of a child that ends when it is told, or with our death. */
export const READY = 3;

/** Starts a program by Node. @param args the program and what it is given @param cwd where it runs @param env beside what all need */
export function startChild(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Child {
  // It needs no secret of the workspace, so it gets none.
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH, HOME, NODE_COMPILE_CACHE, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
  });
  const ended = endOf(child);
  const ready = child.stdio[READY] as Writable;
  // The program may be gone by then; its end says why.
  ready.on('error', () => undefined);
  return {
    // Until it is told the end, the program waits: whoever works on without a pause would keep it waiting.
    tell: () => new Promise((done) => void ready.once('close', done).end(done)),
    async ended() {
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
    },
  };
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
