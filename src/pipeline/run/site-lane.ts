/**
 * When the site is built: at once when something was issued, and within a minute when anything was committed that it does not show yet,
 * at the desk or on the terminal. It rests for as long as the last build took, so that a desk at which people write all day does not keep
 * the machine building.
 */
import type { Say } from '../../wording/log-line.ts';
import { headOf } from '../../workspace/git/commit.ts';

export interface SiteLane {
  /** Builds it of what is committed now. */
  build(): Promise<void>;
  /** Something was committed since the last build began, and it has rested. */
  isBehind(): Promise<boolean>;
}

export interface SiteLaneOptions {
  /** Builds the site once. */
  work(say: Say): Promise<void>;
  say: Say;
  /** Milliseconds since any moment. */
  clock?: () => number;
}

/** @param root of the workspace, whose site was built of what is committed now */
export async function siteLane(
  root: string,
  { work, say, clock = () => performance.now() }: SiteLaneOptions,
): Promise<SiteLane> {
  let shown = await headOf(root);
  let rested = 0;
  return {
    async build() {
      const [head, began] = [await headOf(root), clock()];
      // Also of one that failed: it is tried again with the next commit, or by the hour.
      shown = head;
      try {
        await work(say);
      } finally {
        rested = clock() + (clock() - began);
      }
    },
    isBehind: async () => clock() >= rested && (await headOf(root)) !== shown,
  };
}
