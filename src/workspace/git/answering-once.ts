/** A repository that is asked the same thing by several and answers it once, for as long as nobody writes to it. */
import type { Git } from './git.ts';
import { givenTimesIn, historyIn, historyOfIn, isLinear } from './linear.ts';

/**
 * @returns the same repository, of which the newest commit's files, the history, what its commits brought and who dated them are each read once;
 * a question that failed is asked again. For one look: what is committed meanwhile is not seen.
 */
export function answeringOnce(git: Git): Git {
  const known = new Map<string, Promise<unknown>>();
  const once = <A extends unknown[], T>(name: string, ask: (...args: A) => Promise<T>) => {
    return (...args: A): Promise<T> => {
      const key = JSON.stringify([name, ...args]);
      const answer = (known.get(key) as Promise<T> | undefined) ?? ask(...args);
      known.set(key, answer);
      answer.catch(() => known.delete(key));
      return answer;
    };
  };
  const contents = once('contents', git.contents);
  const listTree = once('listTree', git.listTree);
  const changes = once('changes', git.changes);
  // They need the folders of every commit: where some are lost, git can still say who made the commits.
  const changesIfRead = () => changes().catch(() => undefined);
  const history = once('history', git.history);
  const historyOf = once('historyOf', git.historyOf);
  const givenTimes = once('givenTimes', git.givenTimes);
  return {
    ...git,
    contents,
    listTree: async (commit, ...prefixes) =>
      prefixes.length === 0 ? (await contents(commit)).files : listTree(commit, ...prefixes),
    changes,
    history: async () => {
      const all = await changesIfRead();
      return all === undefined ? history() : historyIn(all);
    },
    historyOf: async (...paths) => {
      const all = await changesIfRead();
      return all !== undefined && isLinear(all) ? historyOfIn(all, paths) : historyOf(...paths);
    },
    givenTimes: async (paths, seconds) => {
      const all = await changesIfRead();
      return all !== undefined && isLinear(all) ? givenTimesIn(all, paths, seconds) : givenTimes(paths, seconds);
    },
    rewrites: once('rewrites', git.rewrites),
    missing: once('missing', git.missing),
  };
}
