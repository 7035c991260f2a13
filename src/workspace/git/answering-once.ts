/** A repository that is asked the same thing by several and answers it once, for as long as nobody writes to it. */
import type { Git } from './git.ts';

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
  return {
    ...git,
    contents,
    listTree: async (commit, ...prefixes) =>
      prefixes.length === 0 ? (await contents(commit)).files : listTree(commit, ...prefixes),
    history: once('history', git.history),
    historyOf: once('historyOf', git.historyOf),
    changes: once('changes', git.changes),
    givenTimes: once('givenTimes', git.givenTimes),
    rewrites: once('rewrites', git.rewrites),
    missing: once('missing', git.missing),
  };
}
