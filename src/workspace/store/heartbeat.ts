/**
 * When the scheduler of a workspace last lived, and what it did: `.opsledger/heartbeat.json`. A fact of this machine, so it is in no
 * version; a monitor may read the file, too.
 */
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../contract/error.ts';
import { instant } from '../../contract/scalars.ts';
import { decodeUtf8, readLimited } from '../disk/decode.ts';
import { writeDurable } from '../disk/durable.ts';
import { isMissing } from '../disk/faults.ts';
import { writeJson } from '../text/json.ts';

/** Relative to the workspace. */
export const HEARTBEAT_FILE = '.opsledger/heartbeat.json';

const seconds = z.number().positive();
const time = instant();

const heartbeatSchema = z.object({
  schema: z.literal(1),
  /** `start`: a process that stays; `timer`: one round after the other, each started from outside. */
  by: z.enum(['start', 'timer']),
  startedAt: time,
  livedAt: time,
  /** After this much without a sign of life a round was missed. */
  roundSeconds: seconds,
  /** The site is built anew at least this often; null: nothing promises it. */
  siteSeconds: seconds.nullable(),
  /** Ended in good order; null: meant to run. */
  stoppedAt: time.nullable(),
  /** Work that goes on. */
  running: z.array(z.object({ what: z.string(), since: time })),
  /** Work that ended last. */
  ended: z.object({ what: z.string(), at: time }).nullable(),
  /** Work whose latest run failed. */
  failed: z.array(z.object({ what: z.string(), at: time, reason: z.string() })),
  /** What it told last, oldest first. */
  said: z.array(z.object({ at: time, text: z.string() })),
  /** The latest time in which it did not live although it was meant to. */
  gap: z.object({ from: time, to: time }).nullable(),
  /** Since when the monitor's address could not be told; null: it was, or there is none. */
  unreached: z.object({ since: time, reason: z.string() }).nullable(),
});

/** Times are ISO with the contract's offset. */
export type Heartbeat = z.infer<typeof heartbeatSchema>;

/** @returns null: no scheduler ever ran here; `unreadable`: the file is there and says nothing */
export async function readHeartbeat(root: string): Promise<Heartbeat | null | 'unreadable'> {
  const path = join(root, HEARTBEAT_FILE);
  if ((await existing(path)) === null) return null;
  try {
    const parsed = heartbeatSchema.safeParse(JSON.parse(decodeUtf8(await readLimited(path, path), path)));
    return parsed.success ? parsed.data : 'unreadable';
  } catch (error) {
    if (error instanceof UserError || error instanceof SyntaxError) return 'unreadable';
    throw error;
  }
}

/** What every reader of the site may know of it: times alone. */
export interface PublicHeartbeat {
  schema: 1;
  /** null: no scheduler is meant to run. */
  livedAt: string | null;
  /** ISO instant after which no sign of life means that it does not run. */
  staleAfter: string | null;
  stoppedAt: string | null;
}

/** Name of the file beside the pages of a built site. */
export const PUBLIC_HEARTBEAT = 'heartbeat.json';

/**
 * Writes the heartbeat, and what readers may know of it beside the pages of each built site.
 * @param sites folders of sites; those that are not there are left out
 * @returns false where there is no workspace yet
 * @throws EnvironmentError when the disk does not take it
 */
export async function writeHeartbeat(
  root: string,
  beat: Heartbeat,
  { sites, told }: { sites: readonly string[]; told: PublicHeartbeat },
): Promise<boolean> {
  const path = join(root, HEARTBEAT_FILE);
  // A workspace that is still to be made begins as an empty folder.
  if (!(await isFolder(dirname(path)))) return false;
  await writeDurable(path, writeJson(beat), HEARTBEAT_FILE);
  for (const folder of sites) {
    if (await isFolder(folder)) await writeBeside(join(folder, PUBLIC_HEARTBEAT), told);
  }
  return true;
}

/** A site is replaced by renaming its folder: what was there a moment ago may be gone, and the new one has the file already. */
async function writeBeside(path: string, told: PublicHeartbeat): Promise<void> {
  try {
    await writeDurable(path, writeJson(told), path);
  } catch (error) {
    if (await isFolder(dirname(path))) throw error;
  }
}

const isFolder = async (path: string): Promise<boolean> => (await existing(path))?.isDirectory() ?? false;

const existing = (path: string) =>
  stat(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
