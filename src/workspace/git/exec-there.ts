/** Git started by a small process for a large one (see `openSmallProcess`). */
import { join } from 'node:path';
import type { GitStart } from './exec.ts';
import { openSmallProcess } from './small-process.ts';

/** From this size on, in bytes, the small process saves a quarter of each call, at twice the size half of it. */
const LARGE = 200 * 1024 * 1024;

/**
 * So many calls in a row are of a process of one size: to ask for it takes as long as a twentieth of a git. And who has called twice as
 * often will go on: to start the small process costs what thirty calls save.
 */
const ALIKE = 16;

const child = openSmallProcess<GitStart, Uint8Array>(join(import.meta.dirname, 'exec-child.ts'));

let asked = 0;
let large = false;

/** true for a process that is better off when another one starts its programs. */
export function isLarge(): boolean {
  if (asked % ALIKE === 0) large = asked > ALIKE && process.memoryUsage.rss() > LARGE;
  asked += 1;
  return large;
}

/** Rejects as `execGit` does. */
export const execThere = async (start: GitStart): Promise<Buffer> => Buffer.from(await child.ask(start));
