/** What is there after a fault, once any command has been given: seen by `verify` and by git itself. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureWorkspace } from '../../src/pipeline/init.ts';
import { openSession } from '../../src/pipeline/session.ts';
import { verify } from '../../src/pipeline/verify/verify.ts';
import { tempOwner } from '../../src/workspace/disk/durable.ts';
import { NOW } from './_base.ts';
import { commands, DATA, useKeysOf } from './_commands.ts';

export interface Found {
  /** What the last commit holds, as `signature` writes it. */
  state: string;
  /** What the command changes outside of the versions; see `FaultCommand.beside`. */
  beside: string;
  /** Paths of the last commit. */
  paths: string[];
  notes: string[];
  /** What `verify` complains of. */
  problems: string[];
  /** Temp files, locks and journals that are left, and files that are in no commit. */
  left: string[];
  /** What `git fsck` complains of. */
  broken: string;
}

const git = (root: string, ...args: string[]): string =>
  execFileSync('git', ['--no-optional-locks', '-C', root, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Files of a commit by path. */
export function treeOf(root: string, commit: string): Map<string, string> {
  const lines = git(root, '-c', 'core.quotePath=false', 'ls-tree', '-r', commit).split('\n').filter(Boolean);
  return new Map(lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.split(/\s/)[2] ?? '']));
}

/**
 * What a tree has other than the base, a path each. Originals are named after their bytes, which hold the time of reading, and a
 * record of this machine's day after that day: they are counted.
 * Salts of the log are held against it by \`verify\`; an erasure takes them out of all commits of before.
 */
export function signature(base: ReadonlyMap<string, string>, tree: ReadonlyMap<string, string>): string {
  const differs = ([path, blob]: [string, string]) => base.get(path) !== blob && !path.startsWith('archive/log-salts/');
  const lines = [...tree].filter(differs).map(([path]) => `+${path}`);
  for (const path of base.keys()) if (!tree.has(path)) lines.push(`-${path}`);
  return lines
    .map((line) => line.replace(/evidence\/.*/, 'evidence').replace(/\d{4}\/\d{2}\/(XJ|BF|HF|RZ|GJ)-\d{8}/, '$1'))
    .sort()
    .join('\n');
}

/** Gives `verify`, the first command after the fault, and looks at everything. */
export async function look(root: string, base: ReadonlyMap<string, string>, command: string): Promise<Found> {
  useKeysOf(root);
  // As `start` does: an `init` that was interrupted is finished or begun anew.
  await ensureWorkspace(root, NOW);
  const session = await openSession(root, { settings: false });
  const { notes } = session.workspace;
  const { problems } = await verify(session).finally(() => session.close());
  const tree = treeOf(root, 'HEAD');
  const below = await readdir(root, { recursive: true });
  // The keys of a log lie outside of a workspace in life, where the next key that is written tidies up.
  const temps = below.filter((path) => tempOwner(path) !== undefined && !path.startsWith(`${DATA}/`));
  const locks = below.filter((path) => /^\.git\/.*(\.lock$|\/tmp_)/.test(path));
  const journals = ['journal.json', 'journal-undo.json', 'lock-holder.json', 'bulk-run', 'erasing.json'].filter(
    (name) => existsSync(join(root, '.opsledger', name)),
  );
  return {
    state: signature(base, tree),
    beside: (await commands[command]?.beside?.(root)) ?? '',
    paths: [...tree.keys()],
    notes: [...notes],
    problems: problems.map(({ path, property, message }) => `${property} ${path}：${message}`),
    left: [...temps, ...locks, ...journals, ...git(root, 'status', '--porcelain').split('\n').filter(Boolean)],
    broken: fsck(root),
  };
}

function fsck(root: string): string {
  try {
    return git(root, 'fsck', '--strict', '--no-dangling', '--no-progress').trim();
  } catch (error) {
    return String((error as { stderr?: string }).stderr ?? error);
  }
}
