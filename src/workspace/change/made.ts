/** What this process has committed, so that an error after it does not say that nothing was changed. */

/** How many commits, and what the last of them recorded. */
export interface Made {
  count: number;
  last: string;
}

const byRoot = new Map<string, Made>();

export function keepMade(root: string, subject: string): void {
  byRoot.set(root, { count: changesMade(root).count + 1, last: subject });
}

export function changesMade(root: string): Made {
  return byRoot.get(root) ?? { count: 0, last: '' };
}
