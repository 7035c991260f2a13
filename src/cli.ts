/** The `opsledger` command: parses, calls a pipeline, prints, sets the exit code. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { usageError } from './cli/messages.ts';
import { opsledgerProgram } from './cli/program.ts';
import { asTyped, setTyping } from './cli/typed-command.ts';
import { UserError } from './contract/error.ts';

// Reading TypeScript and compiling it is most of a short command; what cannot be written is simply done again next time.
const { directory } = enableCompileCache(join(import.meta.dirname, '..', '.cache', 'compile'));
// For the workers and child programs.
if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;

try {
  const program = await opsledgerProgram();
  setTyping(program, process.argv.slice(2), process.env);
  await program.parseAsync();
} catch (error) {
  report(error);
}

function report(error: unknown): void {
  if (error instanceof CommanderError) {
    // Help is no error.
    if (error.exitCode === 0) return;
    process.stderr.write(`${asTyped(usageError(error))}\n`);
    process.exitCode = 2;
  } else if (error instanceof UserError || isMeantForPeople(error)) {
    process.stderr.write(`${asTyped(error.message)}\n`);
    process.exitCode = error.exitCode;
  } else {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`程序内部错误，未完成本次操作；请把下列内容交给维护人员\n${detail}\n`);
    process.exitCode = 3;
  }
}

/** Stages that may not know the contract's errors, such as rendering, say with an exit code that the message is for people. */
function isMeantForPeople(error: unknown): error is Error & { exitCode: number } {
  return error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number';
}
