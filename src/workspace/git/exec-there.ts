/** Git started by a small process for a large one (see `openSmallProcess`). */
import { join } from 'node:path';
import type { GitStart } from './exec.ts';
import { openSmallProcess } from './small-process.ts';

/** From this size on, in bytes, the small process is quicker. */
const LARGE = 400 * 1024 * 1024;

const child = openSmallProcess<GitStart, Uint8Array>(join(import.meta.dirname, 'exec-child.ts'));

/** true for a process that is better off when another one starts its programs. */
export const isLarge = (): boolean => process.memoryUsage.rss() > LARGE;

/** Rejects as `execGit` does. */
export const execThere = async (start: GitStart): Promise<Buffer> => Buffer.from(await child.ask(start));
