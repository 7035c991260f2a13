/** Small values that must survive a restore: cursors, counters, the reminder ledger. One JSON file each in `state/`. */

import { access } from 'node:fs/promises';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { readLimited } from '../disk/decode.ts';
import { isMissing } from '../disk/faults.ts';
import { insidePath } from '../disk/paths.ts';
import { writeJson } from '../text/json.ts';
import { parseData } from '../text/yaml.ts';

export interface StateStore {
  /**
   * The value last written under a name by `Change.writeState`; undefined when there is none.
   * @throws UserError when the file is no JSON
   */
  read(name: string): Promise<unknown>;
}

/** Path of a state file, relative to the workspace. @throws UserError for a name that is no slug */
export function statePath(name: string): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new UserError('状态名称格式不对', { found: name.slice(0, 80), expected: '小写字母、数字与连字符' });
  }
  return `state/${name}.json`;
}

/** Bytes of a state file: keys sorted, so that the same value gives the same file. */
export function stateBytes(value: unknown): Uint8Array {
  return Buffer.from(writeJson(sortKeys(value)), 'utf8');
}

/** Opens the state of a workspace for reading. */
export function openState(root: string): StateStore {
  return {
    async read(name) {
      const path = statePath(name);
      const absolute = await insidePath(root, path);
      const there = await access(absolute).then(
        () => true,
        (error: unknown) => {
          if (isMissing(error)) return false;
          throw error;
        },
      );
      return there ? readingState(async () => parseData(await readLimited(absolute, path), path)) : undefined;
    },
  };
}

/** Nobody writes such a file by hand: whatever is wrong with one, the way out is the same. */
export async function readingState<T>(read: () => Promise<T> | T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof EnvironmentError) throw error;
    throw new UserError(error.summary, { ...error.place, hint: RESTORE });
  }
}

const RESTORE = '状态只由程序写入：从备份取回该文件，其余照旧';

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, one]) => [key, sortKeys(one)]));
}
