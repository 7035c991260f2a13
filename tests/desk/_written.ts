/**
 * Whatever is written at a machine time never says that it was written before: held against every post of every test of the desk, so
 * that each call is walked with whatever times its own tests type.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { filesBelow } from '../../src/workspace/disk/files-below.ts';

interface Kept {
  stamp: string;
  times: readonly string[];
}

/** The moments of writing that the records of a workspace name, by file; what did not change is read once. */
export function writtenIn(root: string, before: ReadonlyMap<string, Kept> = new Map()): Map<string, Kept> {
  return new Map(
    filesBelow(root, 'records')
      .filter((path) => path.endsWith('.yaml'))
      .map((path) => {
        const { mtimeMs, size, ino } = statSync(join(root, path));
        const stamp = `${mtimeMs} ${size} ${ino}`;
        const known = before.get(path);
        return [
          path,
          known?.stamp === stamp ? known : { stamp, times: timesOf(readFileSync(join(root, path), 'utf8')) },
        ];
      }),
  );
}

/** @returns what the second look has and the first has not, of a time before `now` */
export function writtenEarly(was: ReadonlyMap<string, Kept>, is: ReadonlyMap<string, Kept>, now: string): string[] {
  return [...is].flatMap(([path, { times }]) => {
    const left = [...(was.get(path)?.times ?? [])];
    const added = times.filter((one) => {
      const at = left.indexOf(one);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    return added.filter((one) => Date.parse(one) < Date.parse(now)).map((one) => `${path} ${one}`);
  });
}

/** When it, its rows, its attachments, its corrections and its withdrawal were written down. */
function timesOf(text: string): string[] {
  const record = parse(text) as { corrections?: { at: string }[]; withdrawn?: { at: string } };
  const acts = [...(record.corrections ?? []), ...(record.withdrawn === undefined ? [] : [record.withdrawn])];
  return [...named(record), ...acts.map(({ at }) => at)];
}

const WRITTEN = ['enteredAt', 'keptAt'];
const named = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(named)
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) => (WRITTEN.includes(key) ? [String(one)] : named(one)))
      : [];
