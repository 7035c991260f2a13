/**
 * Answers of `git log` taken from the list of all changes, where it holds them: of a history without merges every list of git's is
 * a part of that one. With merges git decides itself which side of one a path came by. Pure.
 */
import type { CommitChanges, HistoryEntry } from './commit-changes.ts';
import type { Touched } from './history.ts';

/** true: no commit joins others. */
export const isLinear = (changes: readonly CommitChanges[]): boolean =>
  changes.every(({ parents }) => parents.length < 2);

/** Every commit, the newest first, as `HistoryReader.history` gives them: also with merges. @param changes all of them, the oldest first */
export const historyIn = (changes: readonly CommitChanges[]): HistoryEntry[] => changes.map(entryOf).reverse();

/** As `HistoryReader.historyOf`. @param changes all of them, the oldest first, of a history without merges */
export function historyOfIn(
  changes: readonly CommitChanges[],
  paths: readonly string[],
): (HistoryEntry & { files: Touched[] })[] {
  const isOne = below(paths);
  return changes
    .flatMap((one) => {
      const files = one.files.filter(({ path }) => isOne(path)).map(({ path, state }) => ({ path, state }));
      return files.length === 0 ? [] : [{ ...entryOf(one), files }];
    })
    .reverse();
}

/** As `HistoryReader.givenTimes`. @param changes all of them, of a history without merges */
export function givenTimesIn(changes: readonly CommitChanges[], paths: readonly string[], seconds: number): number {
  const isOne = below(paths);
  const isGiven = ({ given, made }: CommitChanges) => Math.abs(made - given) > seconds;
  return changes.filter((one) => isGiven(one) && one.files.some(({ path }) => isOne(path))).length;
}

const entryOf = ({ commit, parents, author, committer, made, subject }: CommitChanges): HistoryEntry => ({
  ...{ commit, parents, author, committer, made, subject },
});

/** A path is one of them, or lies in one. */
const below = (paths: readonly string[]) => {
  const folders = paths.map((path) => `${path}/`);
  return (path: string): boolean => paths.includes(path) || folders.some((folder) => path.startsWith(folder));
};
