/** The records of which something is told wherever they are judged by, as `verify`, `status`, the pack and the site's verdict name them. */
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import { dateOf, type InstantText } from '../../contract/time.ts';
import { toldValues } from '../../wording/told-values.ts';
import { isFileError, isMissing } from '../../workspace/disk/faults.ts';
import type { RecordStore } from '../../workspace/store/record-store.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';

export interface ToldRecord {
  /** Relative to the workspace. */
  path: string;
  id: string;
  /** As `toldValues` has it. */
  text: string;
  /** How many of its values the supplier claims otherwise than they were vouched for. */
  claims: number;
}

/**
 * Of what was written by then, in the order of the paths.
 * @param session in which what was altered stands as it was
 * @param altered paths of what was: what their files say now may tell nothing of it
 */
export async function toldRecords(
  { workspace: { root, records } }: Session,
  now: InstantText,
  altered: readonly string[] = [],
): Promise<ToldRecord[]> {
  const found: ToldRecord[] = [];
  for (const path of new Set([...(await pathsHolding({ root, records }, CORRECTED)), ...altered])) {
    const { name: id } = posix.parse(path);
    if (!path.startsWith('records/') || dayOfRecordId(id) > dateOf(now)) continue;
    // One that cannot be read is told as that.
    const stored = await records.get(id).catch(notUsable);
    if (stored === undefined) continue;
    const told = toldValues(await loadKind(stored.kind), stored.record, now);
    if (told.text !== '') found.push({ path, id, ...told });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** As a line: `事后改动 GZ-20261110-001：恢复时间值改过 1 次：…`. */
export const toldLine = ({ id, text }: Pick<ToldRecord, 'id' | 'text'>): string => `事后改动 ${id}：${text}`;

/** Few records of a year were ever corrected; the others are not worth being understood. */
const CORRECTED = 'corrections';

/** Files of records that hold some words, of all kinds that people write. */
export async function pathsHolding(
  { root, records }: { root: string; records: RecordStore },
  words: string,
): Promise<string[]> {
  const wanted = Buffer.from(words);
  const found: string[] = [];
  for (const id of await kindIds()) {
    if ((await loadKind(id)).writer === 'program') continue;
    for (const path of (await records.paths(id)).paths) {
      const bytes = await readFile(join(root, path)).catch(goneMeanwhile);
      if (bytes?.includes(wanted) === true) found.push(path);
    }
  }
  return found;
}

export function notUsable(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
  return undefined;
}

function goneMeanwhile(error: unknown): undefined {
  if (!(isFileError(error) && isMissing(error))) throw error;
  return undefined;
}
