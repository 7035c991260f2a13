/** Starts git and waits for its end. */
import { execFile } from 'node:child_process';

/** One start of git, with all that it is given. */
export interface GitStart {
  root: string;
  args: string[];
  env: Record<string, string>;
  /** Its standard input. */
  input: string;
}

/** The longest answer: a list of very many files. */
const MAX_OUTPUT = 1024 * 1024 * 1024;

/** @throws Error with git's own words, or with the fault that kept it from starting */
export const execGit = ({ root, args, env, input }: GitStart): Promise<Buffer> =>
  new Promise((done, fail) => {
    const options = { cwd: root, env, maxBuffer: MAX_OUTPUT, encoding: 'buffer' } as const;
    const child = execFile('git', args, options, (error, stdout, stderr) => {
      if (error === null) done(stdout);
      else if (typeof error.code !== 'number') fail(error);
      else
        fail(new Error(`${stderr.toString('utf8')}${stdout.toString('utf8')}`.trim() || `git exit code ${error.code}`));
    });
    // One that ends without having read it says why itself.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
