/** Makes a workspace from the starter in this repository. */

import { UserError } from '../contract/error.ts';
import { parseInstant } from '../contract/scalars.ts';
import { dateOf } from '../contract/time.ts';
import { type Initialised, initWorkspace, isWorkspace } from '../workspace/init.ts';
import { toolRoot } from './source-hash.ts';

/** @param options `from`: first day of service, default the day of `now` (ISO). @throws UserError, see `initWorkspace` */
export function initialise(dir: string, options: { now: string; from?: string }): Promise<Initialised> {
  const { from, now } = options;
  if (from !== undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(from) || parseInstant(`${from} 00:00`) === undefined)) {
    throw new UserError('日期格式不对', { at: '--from', found: from, expected: '存在的日期，例如 2026-11-24' });
  }
  return initWorkspace(dir, { from: from ?? dateOf(now), now, starterDir: toolRoot });
}

/** Makes the workspace when there is none. @returns what was made, or null when it was there */
export async function ensureWorkspace(dir: string, now: string): Promise<Initialised | null> {
  return (await isWorkspace(dir)) ? null : initialise(dir, { now });
}
