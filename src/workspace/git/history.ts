/** What the history of a repository says: who made each commit, when by the machine's clock, and what it touched. */
import { CHANGES_FORMAT, type CommitChanges, type HistoryEntry, parseChanges } from './commit-changes.ts';
import { parseRewrites, REWRITE_FORMAT, type Rewrite } from './output.ts';
import type { GitCall } from './run.ts';

/** A file that a commit added, changed or deleted. */
export interface Touched {
  path: string;
  state: 'new' | 'modified' | 'deleted';
}

/** Questions about the history, all of them answered from the newest commit on. */
export interface HistoryReader {
  /** How many commits of these paths carry a time that is further than `seconds` from the clock of the machine that made them. */
  givenTimes(paths: readonly string[], seconds: number): Promise<number>;
  /** Commits to which the newest one does not go back, and that a name or git's own record of names leads to, that touched this path; the newest first. */
  besides(path: string): Promise<string[]>;
  /** Commits that changed or deleted files under the prefixes, oldest first, each with these files. */
  rewrites(...prefixes: string[]): Promise<Rewrite[]>;
  /** Every commit that the newest one goes back to, newest first, a commit always before its parents. */
  history(): Promise<HistoryEntry[]>;
  /** Those of them that touched these paths, each with these files; a merge is seen against its first parent. */
  historyOf(...paths: string[]): Promise<(HistoryEntry & { files: Touched[] })[]>;
  /** Files that each of these commits touched, seen against its first parent. */
  touched(commits: readonly string[]): Promise<Map<string, Touched[]>>;
  /**
   * Every commit that the newest one goes back to and `since` does not, oldest first, a commit always after its parents, each
   * with the files of these paths (of all for none) that it brought. @throws EnvironmentError when `since` is no commit
   */
  changes(since?: string, ...paths: string[]): Promise<CommitChanges[]>;
  /** true when the newest commit goes back to this one; false also when there is no such commit. */
  isAncestor(commit: string): Promise<boolean>;
  /** Files that differ between a commit and the newest one; undefined when there is no such commit. */
  changedSince(commit: string): Promise<string[] | undefined>;
  /** When the newest commit of a path was made by the clock of its machine, in seconds since 1970; undefined: there is none. */
  madeAt(path: string): Promise<number | undefined>;
  /** Commits of these paths (of anything for none) with the time that was given to each, newest first. */
  versions(...paths: string[]): Promise<{ commit: string; at: string }[]>;
  /** Names of the objects that the history needs and git does not have; none when all is well. */
  missing(): Promise<string[]>;
  /** What git's own check of all its objects complains of, one line each; none when all is well. */
  fsck(): Promise<string[]>;
}

/** For `git log`: the fields of an entry, each behind a zero byte. */
const HISTORY_FORMAT = '--format=%x00%H%x00%P%x00%an <%ae>%x00%cn <%ce>%x00%ct%x00%s';
const FIELDS = 6;

/** Reads `git log` with that format, with or without `--name-status`. @returns entries in git's order, each with its files */
function parseHistory(output: string): (HistoryEntry & { files: Touched[] })[] {
  const parts = output.split('\0').slice(1);
  const entries: (HistoryEntry & { files: Touched[] })[] = [];
  for (let n = 0; n + FIELDS <= parts.length; n += FIELDS) {
    const [commit = '', parents = '', author = '', committer = '', made = '', rest = ''] = parts.slice(n, n + FIELDS);
    const [subject = '', ...lines] = rest.split('\n');
    entries.push({
      ...{ commit, author, committer, subject, made: Number(made) },
      parents: parents.split(' ').filter(Boolean),
      files: lines.flatMap(touched),
    });
  }
  return entries;
}

const states: Readonly<Record<string, Touched['state']>> = { A: 'new', M: 'modified', T: 'modified', D: 'deleted' };

function touched(line: string): Touched[] {
  const [, letter = '', path] = /^([AMTD])\t(.+)$/.exec(line) ?? [];
  const state = states[letter];
  return path === undefined || state === undefined ? [] : [{ path, state }];
}

/** What `git fsck` complains of: its lines without those that are no damage. */
function parseFsck(said: string): string[] {
  return said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:dangling|notice|Checking|unreachable)\b/.test(line));
}

/** Files of a commit, as they are seen from its first parent. */
const FIRST_PARENT = ['--no-renames', '--name-status', '--diff-merges=first-parent'];

/** @param text runs git in the repository; rejects with an `EnvironmentError` whose cause holds git's own words */
export function readHistory(text: (args: string[], call?: GitCall) => Promise<string>): HistoryReader {
  return {
    async givenTimes(paths, seconds) {
      const lines = (await text(['log', '--format=%at %ct', '--', ...paths])).trim().split('\n');
      return lines.filter((line) => {
        const [given = 0, made = 0] = line.split(' ').map(Number);
        return Math.abs(made - given) > seconds;
      }).length;
    },
    async madeAt(path) {
      const made = (await text(['log', '-1', '--format=%ct', '--', path])).trim();
      return made === '' ? undefined : Number(made);
    },
    async besides(path) {
      const how = ['--all', '--reflog', '--ignore-missing', '--not', 'HEAD', '--', path];
      return (await text(['rev-list', ...how])).trim().split('\n').filter(Boolean);
    },
    async versions(...paths) {
      const lines = (await text(['log', '--format=%H %aI', '--', ...paths])).trim().split('\n');
      return lines.filter(Boolean).map((line) => {
        const [commit = '', at = ''] = line.split(' ');
        return { commit, at };
      });
    },
    async rewrites(...prefixes) {
      const how = ['--reverse', '--no-renames', '--diff-filter=MD', '--raw', '--no-abbrev'];
      return parseRewrites(await text(['log', ...how, REWRITE_FORMAT, '--', ...prefixes]));
    },
    history: async () =>
      parseHistory(await text(['log', '--topo-order', HISTORY_FORMAT])).map(({ files: _, ...entry }) => entry),
    historyOf: async (...paths) =>
      parseHistory(await text(['log', '--topo-order', ...FIRST_PARENT, HISTORY_FORMAT, '--', ...paths])),
    async touched(commits) {
      if (commits.length === 0) return new Map();
      const input = `${commits.join('\n')}\n`;
      const found = await text(['log', '--no-walk', '--stdin', ...FIRST_PARENT, HISTORY_FORMAT], { input });
      return new Map(parseHistory(found).map(({ commit, files }) => [commit, files]));
    },
    async changes(since, ...paths) {
      const range = since === undefined ? 'HEAD' : `${since}..HEAD`;
      // Of a merge only what is as none of its parents has it: the rest came with the commits that it joins.
      const how = ['-z', '--raw', '--no-abbrev', '--no-renames', '-c', '--full-history'];
      const log = ['log', '--reverse', '--topo-order', ...how, CHANGES_FORMAT, range, '--', ...paths];
      return parseChanges(await text(log));
    },
    isAncestor: async (commit) =>
      text(['merge-base', '--is-ancestor', `${commit}^{commit}`, 'HEAD']).then(
        () => true,
        (error: Error) => {
          // It says no by failing without a word, and that there is no such commit in its own.
          if (
            error.cause instanceof Error &&
            /git exit code 1$|Not a valid|bad object|unknown revision/i.test(error.cause.message)
          )
            return false;
          throw error;
        },
      ),
    async changedSince(commit) {
      try {
        const paths = await text([
          'diff',
          '--name-only',
          '-z',
          '--no-renames',
          '--no-ext-diff',
          `${commit}^{commit}`,
          'HEAD',
        ]);
        return paths.split('\0').filter(Boolean);
      } catch (error) {
        const { cause } = error as Error;
        if (cause instanceof Error && /bad (object|revision)|unknown revision/.test(cause.message)) return undefined;
        throw error;
      }
    },
    async missing() {
      const lines = (await text(['rev-list', '--objects', '--all', '--missing=print', '--quiet'])).split('\n');
      return lines.flatMap((line) => (line.startsWith('?') ? [line.slice(1).trim()] : []));
    },
    async fsck() {
      try {
        return parseFsck(await text(['fsck', '--full', '--no-dangling', '--no-progress']));
      } catch (error) {
        // It complains by failing, in its own words.
        const { cause } = error as Error;
        const lines = parseFsck(cause instanceof Error ? cause.message : '');
        if (lines.length === 0 || lines.some((line) => line.startsWith('spawn '))) throw error;
        return lines;
      }
    },
  };
}
