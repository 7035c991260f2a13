/** A small process that runs git and makes the commits of a long run for a large one: two thousand of them in a simulated year. */
import { join } from 'node:path';
import type { Commit } from './commit.ts';
import type { GitCall, GitRunner } from './run.ts';
import { openSmallProcess } from './small-process.ts';

/** One call of git, a commit, or bringing the index up to the commits. */
export type HelperWork = { root: string } & (
  | { args: string[]; call: GitCall }
  | { commit: Commit }
  | { catchUp: true }
);

export interface GitHelper {
  run: GitRunner;
  /** As a long run commits; see `openImporter`. Rejects with git's own words. */
  commit(root: string, commit: Commit): Promise<string>;
  /** See `Git.catchUp`. */
  catchUp(root: string): Promise<void>;
}

/** A helper whose process starts with the first call and ends with this one. */
export function openHelper(): GitHelper {
  const child = openSmallProcess<HelperWork, string>(join(import.meta.dirname, 'git-child.ts'));
  return {
    run: (root, args, call) => child.ask({ root, args, call }),
    commit: (root, commit) => child.ask({ root, commit }),
    async catchUp(root) {
      await child.ask({ root, catchUp: true });
      // The long run is over as far as anybody knows.
      child.letGo();
    },
  };
}
