/** What each commit brought, with git's own names of the contents: by it the history is walked once, whatever its length. */

import { parseInstant } from '../../contract/instant.ts';

/** A file as a commit left it. */
export interface FileChange {
  path: string;
  state: 'new' | 'modified' | 'deleted';
  /** git's hash of the bytes; null when the file is gone. */
  blob: string | null;
}

export interface CommitChanges {
  commit: string;
  parents: string[];
  /** ISO, contract offset: the author's date, which is the time that was given to the commit; `NO_TIME` when that is none. */
  at: string;
  files: FileChange[];
}

/** Of a commit whose date no calendar of ours holds: whoever makes one by hand can write any. */
const NO_TIME = '1970-01-01T08:00:00+08:00';

function timeOf(date: string): string {
  const at = parseInstant(date);
  return at !== undefined && parseInstant(at) === at ? at : NO_TIME;
}

/** For `git log -z --raw`: what stands before the files of a commit. */
export const CHANGES_FORMAT = '--format=commit %H %P %aI';

const COMMIT = /^\n?commit ([0-9a-f]{40,64}) (.*?) ?(\d\S+)$/;
const FILE = /^\n?(:+)(.+)$/;
const NOTHING = /^0+$/;

/** Reads `git log -z --raw --no-abbrev -c` with that format. */
export function parseChanges(output: string): CommitChanges[] {
  const commits: CommitChanges[] = [];
  const fields = output.split('\0');
  for (let n = 0; n < fields.length; n += 1) {
    const field = fields[n] ?? '';
    const [, commit = '', parents = '', at = ''] = COMMIT.exec(field) ?? [];
    if (commit !== '') commits.push({ commit, parents: parents.split(' ').filter(Boolean), at: timeOf(at), files: [] });
    const [, colons = '', rest = ''] = FILE.exec(field) ?? [];
    if (colons === '') continue;
    // The path is the next field, whatever it looks like.
    n += 1;
    commits.at(-1)?.files.push(fileOf(fields[n] ?? '', colons.length, rest.split(' ')));
  }
  return commits;
}

/** @param words modes, hashes and letters: one mode and one hash for each parent and one for the commit */
function fileOf(path: string, parents: number, words: readonly string[]): FileChange {
  const hashes = words.slice(parents + 1, 2 * parents + 2);
  const blob = hashes.at(-1) ?? '';
  if (NOTHING.test(blob)) return { path, state: 'deleted', blob: null };
  return { path, state: hashes.slice(0, -1).every((one) => NOTHING.test(one)) ? 'new' : 'modified', blob };
}
