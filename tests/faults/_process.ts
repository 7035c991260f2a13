/** A child that answers one line for each line, and what it does not answer in time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Request } from './_child.ts';

const CHILD = join(import.meta.dirname, '_child.ts');
/** Nothing that is done here takes a tenth of it, and the longest wait of the program itself is 10 s. */
const HANG_MS = 90_000;

export interface Served {
  /** @returns undefined when nothing came in time; the process is ended then */
  ask<T>(request: Request): Promise<T | undefined>;
  stop(): Promise<void>;
}

/** Starts one that serves. */
export function serve(env: Record<string, string> = {}): Served {
  let child: ChildProcess | undefined;
  let lines: AsyncIterator<string> | undefined;
  const stop = async (): Promise<void> => {
    const ending = child;
    child = undefined;
    if (ending?.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'close');
    ending.kill('SIGKILL');
    await gone;
  };
  const start = (): void => {
    child = spawn(process.execPath, [CHILD, 'serve'], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (child.stdout === null) throw new Error('no output');
    lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  };
  return {
    stop,
    async ask<T>(request: Request) {
      if (child === undefined) start();
      child?.stdin?.write(`${JSON.stringify(request)}\n`);
      const late = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => late.resolve(undefined), HANG_MS);
      const line = await Promise.race([lines?.next(), late.promise]);
      clearTimeout(timer);
      if (line?.done === false) return JSON.parse(line.value) as T;
      await stop();
      return undefined;
    },
  };
}

/** Runs one command in a process of its own, in a group of its own, to its end or until it is killed. */
export async function giveOnce(command: string, root: string, env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [CHILD, 'once', command, root], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await once(child, 'close');
  return said;
}
