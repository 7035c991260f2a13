/** How commits are made: of the paths that are named, whatever else is changed or staged. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../disk/faults.ts';
import type { GitCall } from './run.ts';

export interface Commit {
  paths: readonly string[];
  /** Paragraphs of the message. */
  message: readonly string[];
  /** ISO instant: the author's date. */
  at: string;
}

/** Makes commits one after the other. @returns the commit, or the head when nothing differs from it */
export type Committer = (commit: Commit) => Promise<string>;

/** What a committer works with. */
export interface Repository {
  /** Runs git in it; rejects with git's own words. */
  text(args: string[], call?: GitCall): Promise<string>;
  head(): Promise<string>;
}

/** The careful way, which looks at every file of the workspace and minds what somebody else has staged. */
export function porcelainCommitter({ text, head }: Repository): Committer {
  return async ({ paths, message, at }) => {
    const input = `${paths.join('\0')}\0`;
    const byList = ['--pathspec-from-file=-', '--pathspec-file-nul'];
    await text(['add', '--force', ...byList], { input });
    const paragraphs = message.flatMap((one) => ['-m', one]);
    await text(['commit', '--only', '--no-verify', ...paragraphs, ...byList], { input, at }).catch(unlessUnchanged);
    return head();
  };
}

/** git says that there was nothing to commit by failing; for us that is no failure. */
function unlessUnchanged(error: unknown): void {
  const said = error instanceof Error ? error.message : '';
  if (!/nothing (added )?to commit|no changes added to commit/.test(said)) throw error;
}

const COMMIT_ID = /^[0-9a-f]{40}\n$/;

/**
 * Newest commit as git's own files say it, a thousand times for what one process costs; undefined when they say it in
 * another way (packed references, a detached head), which git is then asked for.
 */
export async function headOf(root: string): Promise<string | undefined> {
  const read = (name: string) => readFile(join(root, '.git', name), 'utf8').catch(unlessGone);
  const ref = /^ref: (refs\/heads\/[\w./-]+)\n$/.exec((await read('HEAD')) ?? '')?.[1];
  const id = ref === undefined ? undefined : await read(ref);
  return id !== undefined && COMMIT_ID.test(id) ? id.trim() : undefined;
}

/** `<old> <new> NAME <address> SECONDS OFFSET\tmessage`: the last line of git's own log of the branch. */
const LOGGED = /> (\d{1,12}) [+-]\d{4}(?:\t[^\n]*)?\n?$/;

/**
 * When the newest commit was made, by the machine's clock of then, in milliseconds since 1970; undefined when git's log does not
 * say it. Read from the file, as `headOf` does, because every command asks.
 */
export async function headMadeAt(root: string): Promise<number | undefined> {
  const seconds = LOGGED.exec(
    (await readFile(join(root, '.git', 'logs', 'HEAD'), 'utf8').catch(unlessGone)) ?? '',
  )?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function unlessGone(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
