/** Runs the `opsledger` command in the process of the test. */
import { Readable } from 'node:stream';
import { runCommandLine } from '../../src/cli/run.ts';
import type { CommandOptions, CommandResult } from './command.ts';

/**
 * Runs the command as `opsledger` of `command.ts` does, but here: for a test of many short commands where the process is not what is tested: starting it is nearly
 * all that such a command costs. One at a time.
 */
export async function opsledgerHere(
  args: string[],
  { cwd, input = '', env = {} }: Pick<CommandOptions, 'cwd' | 'input' | 'env'> = {},
): Promise<CommandResult> {
  const said = { stdout: '', stderr: '' };
  const undo = [
    ...(['stdout', 'stderr'] as const).map((name) =>
      instead(process[name], 'write', (chunk: string | Uint8Array) => {
        said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
        return true;
      }),
    ),
    instead(process, 'stdin', Readable.from([Buffer.from(input)])),
    instead(process, 'env', { ...process.env, ...env, ...(cwd === undefined ? {} : { INIT_CWD: cwd }) }),
  ];
  process.exitCode = undefined;
  try {
    const failed = await runCommandLine(args);
    return { code: failed ?? Number(process.exitCode ?? 0), ...said };
  } finally {
    process.exitCode = undefined;
    for (const back of undo) back();
  }
}

/** Puts something in the place of a property. @returns puts it back */
function instead(on: object, name: string, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(on, name);
  Object.defineProperty(on, name, { value, configurable: true, writable: true });
  return () => {
    if (own === undefined) Reflect.deleteProperty(on, name);
    else Object.defineProperty(on, name, own);
  };
}
