/**
 * Exit codes. 0, 2 and 3 mean the same for every command. What 1 means (done, and something needs attention) each command
 * says where it is defined, and only a command that says so can end with it.
 */
import type { Command } from 'commander';

/** How a command ends that says when something needs attention; an error that is thrown gives 2 or 3 by itself. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Ends the process where nothing can go on: nobody is left who would return a code. */
export const endAtOnce = (code: Exclude<ExitCode, 0 | 1>): never => process.exit(code);

const meanings = new WeakMap<Command, string>();

/**
 * Gives a command its action, like `command.action`, and lets it end with 1.
 * @param meaning when it ends with 1, in Chinese: its help and the manual's page of exit codes say so
 * @param run does the work and returns the exit code
 */
export function attention<A extends unknown[]>(
  command: Command,
  meaning: string,
  run: (...args: A) => Promise<ExitCode>,
): void {
  meanings.set(command, meaning);
  command.action(async (...args: A) => {
    process.exitCode = await run(...args);
  });
}

/** When the command ends with 1; undefined: never. */
export const attentionOf = (command: Command): string | undefined => meanings.get(command);

/** Lines for the help of a command. */
export function exitCodeHelp(command: Command): string {
  const meaning = attentionOf(command);
  const one = meaning === undefined ? [] : [`  1 完成，有事项需要处理：${meaning}`];
  return ['\n退出码：', '  0 完成', ...one, '  2 输入、设置或参数不可用，没有改动', '  3 运行环境故障，没有改动'].join(
    '\n',
  );
}
