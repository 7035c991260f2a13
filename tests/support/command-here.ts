/** Runs the `opsledger` command in the process of the test. */
import { Readable } from 'node:stream';
import { vi } from 'vitest';
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
  const spies = [
    ...(['stdout', 'stderr'] as const).map((name) =>
      vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
        said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
        return true;
      }),
    ),
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([Buffer.from(input)]) as never),
    vi
      .spyOn(process, 'env', 'get')
      .mockReturnValue({ ...process.env, ...env, ...(cwd === undefined ? {} : { INIT_CWD: cwd }) }),
  ];
  process.exitCode = undefined;
  try {
    const failed = await runCommandLine(args);
    return { code: failed ?? Number(process.exitCode ?? 0), ...said };
  } finally {
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
  }
}
