/** One command line: parsed, run, and its error told as a person can use it. */
import { CommanderError } from 'commander';
import { EnvironmentError, UserError } from '../contract/error.ts';
import type { ExitCode } from './exit-codes.ts';
import { endLog, tell, tellFault } from './log.ts';
import { usageError } from './messages.ts';
import { opsledgerProgram } from './program.ts';
import { beginQuietLines, endQuietLines } from './quiet-lines.ts';
import { asTyped, setTyping } from './typed-command.ts';

/**
 * @param args of the command line, without node and file
 * @returns the exit code of an error, which was told; undefined: the command ended, and has set its own where it has one
 */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode | undefined> {
  beginQuietLines((line) => tell(line, 'info'), process.stderr);
  try {
    const program = await opsledgerProgram();
    setTyping(program, args, process.env);
    await program.parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    return report(error);
  } finally {
    endQuietLines();
    endLog();
  }
}

function report(error: unknown): ExitCode | undefined {
  if (error instanceof CommanderError) {
    // Help is no error.
    if (error.exitCode === 0) return undefined;
    tell(asTyped(usageError(error)), 'error');
    return 2;
  }
  if (error instanceof UserError || isMeantForPeople(error)) {
    tell(asTyped(error instanceof EnvironmentError ? error.told : error.message), 'error');
    return error.exitCode;
  }
  tellFault(error);
  return 3;
}

/** Stages that may not know the contract's errors, such as rendering, say with an exit code that the message is for people. */
function isMeantForPeople(error: unknown): error is Error & { exitCode: ExitCode } {
  return error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number';
}
