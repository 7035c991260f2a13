/** Moves the repository to a history that was written anew, and destroys what only the old one held. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, isMissing } from '../disk/faults.ts';
import type { GitCall } from './run.ts';

/** A name in the repository for an object: a branch, a tag, notes, a stash, what was seen of a remote. */
export interface Ref {
  name: string;
  object: string;
}

export interface RefChange extends Ref {
  /** null: the name goes. */
  to: string | null;
}

export interface HistoryWriter {
  /** The branch that is worked on, and every other name. */
  refs(): Promise<{ branch: string; others: Ref[] }>;
  /** Names of all objects that a name leads to, contents among them. */
  reaches(name: string): Promise<Set<string>>;
  /** true when commits of a name that the branch does not have touched one of these paths. */
  touches(name: string, branch: string, paths: readonly string[]): Promise<boolean>;
  /** Moves all these names at once, or none. @throws EnvironmentError when one of them points elsewhere meanwhile */
  moveRefs(changes: readonly RefChange[]): Promise<void>;
  /** Destroys every object that no name leads to, whatever it is still packed, logged or kept in. */
  purge(): Promise<void>;
}

/** Files of `.git/` that hold names or contents of objects beside the names. */
const BESIDE = [
  'ORIG_HEAD',
  'FETCH_HEAD',
  'lost-found',
  'rr-cache',
  'objects/info/commit-graph',
  'objects/info/commit-graphs',
];

/** @param text runs git in the repository */
export function writeHistory(root: string, text: (args: string[], call?: GitCall) => Promise<string>): HistoryWriter {
  return {
    async refs() {
      const branch = (await text(['symbolic-ref', 'HEAD'])).trim();
      const lines = (await text(['for-each-ref', '--format=%(objectname) %(refname)'])).split('\n').filter(Boolean);
      const all = lines.map((line): Ref => ({ object: line.slice(0, 40), name: line.slice(41) }));
      return { branch, others: all.filter(({ name }) => name !== branch) };
    },
    async reaches(name) {
      const lines = await text(['rev-list', '--objects', '--no-object-names', name]);
      return new Set(lines.split('\n').filter(Boolean));
    },
    async touches(name, branch, paths) {
      const range = ['--max-count=1', `${name}^{}`, `^${branch}`, '--', ...paths];
      return (await text(['rev-list', ...range])).trim() !== '';
    },
    async moveRefs(changes) {
      const lines = changes.map(({ name, object, to }) =>
        to === null ? `delete ${name} ${object}` : `update ${name} ${to} ${object}`,
      );
      await text(['update-ref', '--stdin'], { input: `start\n${lines.join('\n')}\nprepare\ncommit\n` });
    },
    async purge() {
      for (const name of BESIDE) await rm(join(root, '.git', name), { recursive: true, force: true });
      const packs = join(root, '.git', 'objects', 'pack');
      for (const name of await readdir(packs).catch(noneWhereMissing))
        if (name.endsWith('.keep')) await rm(join(packs, name), { force: true });
      await text(['reflog', 'expire', '--expire=now', '--expire-unreachable=now', '--all'], { upkeep: false });
      await text(['-c', 'pack.compression=1', 'repack', '-a', '-d', '-l', '--quiet', '--window=0'], { upkeep: false });
      await text(['prune', '--expire=now'], { upkeep: false });
    },
  };
}

function noneWhereMissing(error: unknown): string[] {
  if (isMissing(error) || errorCode(error) === 'ENOTDIR') return [];
  throw error;
}
