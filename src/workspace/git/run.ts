/** Runs git with nothing of the machine showing through. */
import { join } from 'node:path';
import { execGit, type GitStart } from './exec.ts';
import { execThere, isLarge } from './exec-there.ts';

/** Who makes every commit. */
export const IDENTITY = { name: 'OpsLedger', email: 'opsledger@localhost' };

const beside = (name: string) => join(import.meta.dirname, name);

/**
 * Set for each call, so that neither the machine's nor the repository's own configuration decides. Most of them
 * in a file: simple-git holds each that it is given against all that it refuses, a quarter of all that it costs.
 */
const CONFIG = [
  `include.path=${beside('settings')}`,
  // Ours, so that a workspace made before there was a desk needs no edit of its `.gitignore`.
  `core.excludesFile=${beside('never-versioned')}`,
];

const NO_UPKEEP = ['gc.auto=0', 'maintenance.auto=false'];

/**
 * For one long run of many commits: one flush of the disk a command instead of one an object, and no housekeeping in
 * between (`pack` does it once at the end). What a command has reported is on disk all the same.
 */
const BULK_CONFIG = ['core.fsyncMethod=batch', ...NO_UPKEEP];

/** One call of git. */
export interface GitCall {
  input?: string;
  /** Author date of a commit. */
  at?: string;
  /** true while there is no repository yet. */
  init?: boolean;
  /** See `BULK_CONFIG`. */
  bulk?: boolean;
  /** false: no housekeeping, which may take minutes, before it ends. */
  upkeep?: boolean;
}

/** Runs git and gives what it printed. Rejects with an error whose cause holds git's own words. */
export type GitRunner = (root: string, args: string[], call: GitCall) => Promise<string>;

/** Runs git and gives what it printed, as text. */
export const runGit: GitRunner = async (root, args, call) => (await runGitBytes(root, args, call)).toString('utf8');

/**
 * Runs git and gives what it printed, byte for byte.
 * @throws Error with git's own words, or with the fault that kept it from starting
 */
export function runGitBytes(root: string, args: string[], call: GitCall): Promise<Buffer> {
  const started: GitStart = {
    root,
    config: settingsOf(call),
    args,
    env: environmentOf(root, call),
    input: call.input ?? '',
  };
  return isLarge() ? execThere(started) : execGit(started);
}

/** Settings of a call, as `name=value`. */
const settingsOf = ({ bulk, upkeep }: GitCall): string[] => [
  ...CONFIG,
  ...(bulk === true ? BULK_CONFIG : upkeep === false ? NO_UPKEEP : []),
];

/** Variables of ours for a call. */
function ownEnvironment(root: string, call: GitCall): Record<string, string> {
  return {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_LITERAL_PATHSPECS: '1',
    // Whoever may write to the repository could let another object stand in for one that an auditor asks for.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: IDENTITY.name,
    GIT_AUTHOR_EMAIL: IDENTITY.email,
    GIT_COMMITTER_NAME: IDENTITY.name,
    GIT_COMMITTER_EMAIL: IDENTITY.email,
    // With both given, git neither looks in the folders above nor asks who owns the workspace.
    ...(call.init ? {} : { GIT_DIR: join(root, '.git'), GIT_WORK_TREE: root }),
    // The committer's date stays the machine's clock: who reads the history sees a time that was given, not measured.
    ...(call.at ? { GIT_AUTHOR_DATE: call.at } : {}),
  };
}

/** Of this process's environment, only where programs and temporary files are. */
function outerEnvironment(): Record<string, string> {
  const outer: Record<string, string> = { LC_ALL: 'C', PATH: process.env['PATH'] ?? '/usr/bin:/bin' };
  if (process.env['TMPDIR'] !== undefined) outer['TMPDIR'] = process.env['TMPDIR'];
  return outer;
}

const environmentOf = (root: string, call: GitCall) => ({ ...outerEnvironment(), ...ownEnvironment(root, call) });

/** Arguments and environment for a git that is talked to while it runs. */
export function gitProcess(
  root: string,
  args: string[],
  call: GitCall,
): { args: string[]; env: Record<string, string> } {
  return {
    args: [...settingsOf(call).flatMap((one) => ['-c', one]), ...args],
    env: environmentOf(root, call),
  };
}
