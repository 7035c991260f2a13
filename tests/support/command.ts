/** Runs the `opsledger` command as a person would, in a process of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const REPO = join(import.meta.dirname, '..', '..');
/** The program, for a test that has to hold the process itself. */
export const CLI = join(REPO, 'src', 'opsledger.mjs');

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  /** Where it was typed. */
  cwd?: string;
  /** Standard input. */
  input?: string;
  /** Added to this process's own. */
  env?: Record<string, string>;
  /** Folder of another copy of the program. */
  program?: string;
}

export function opsledger(args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(options.program ?? REPO, 'src', 'opsledger.mjs'), ...args], {
      env: { ...process.env, ...options.env, ...(options.cwd === undefined ? {} : { INIT_CWD: options.cwd }) },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', fail);
    child.on('close', (code) => done({ code, stdout, stderr }));
    child.stdin.end(options.input ?? '');
  });
}
