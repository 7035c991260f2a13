/** What each commit brought, with git's own names of the contents: by it the history is walked once, whatever its length. */

import { parseInstant } from '../../contract/instant.ts';

/** One commit of the history. */
export interface HistoryEntry {
  commit: string;
  parents: string[];
  /** `name <address>` of who is said to have written it, and of who made the commit. */
  author: string;
  committer: string;
  /** Committer date: seconds since 1970, of the clock of the machine that made the commit. */
  made: number;
  subject: string;
}

/** A file as a commit left it. */
export interface FileChange {
  path: string;
  state: 'new' | 'modified' | 'deleted';
  /** git's hash of the bytes; null when the file is gone. */
  blob: string | null;
}

export interface CommitChanges extends HistoryEntry {
  /** Seconds since 1970 of the time that was given to the commit, whatever calendar holds it. */
  given: number;
  /** ISO, contract offset: the author's date, which is the time that was given to the commit; `NO_TIME` when that is none. */
  at: string;
  files: FileChange[];
}

/** Tests tell a story of another day, which this machine's clock knows nothing of. */
export const entryClock = { believed: true };

/** When a commit entered the history, in seconds since 1970: anybody may give it an earlier time, so the later of both counts. */
export const enteredHistory = ({ given, made }: Pick<CommitChanges, 'given' | 'made'>): number =>
  entryClock.believed ? Math.max(given, made) : given;

/** Of a commit whose date no calendar of ours holds: whoever makes one by hand can write any. */
const NO_TIME = '1970-01-01T08:00:00+08:00';

function timeOf(date: string): string {
  const at = parseInstant(date);
  return at !== undefined && parseInstant(at) === at ? at : NO_TIME;
}

/** For `git log -z --raw`: what stands before the files of a commit, a zero byte between its fields. */
export const CHANGES_FORMAT = '--format=commit %H%x00%P%x00%aI%x00%at%x00%an <%ae>%x00%cn <%ce>%x00%ct%x00%s';
const FIELDS = 8;

const COMMIT = /^\n?commit ([0-9a-f]{40,64})$/;
const FILE = /^\n?(:+)(.+)$/;
const NOTHING = /^0+$/;

/** Reads `git log -z --raw --no-abbrev -c` with that format. */
export function parseChanges(output: string): CommitChanges[] {
  const commits: CommitChanges[] = [];
  const fields = output.split('\0');
  for (let n = 0; n < fields.length; n += 1) {
    const field = fields[n] ?? '';
    const commit = COMMIT.exec(field)?.[1];
    if (commit !== undefined) {
      commits.push(commitOf(commit, fields.slice(n + 1, n + FIELDS)));
      // Whatever stands in them is no other commit and no file.
      n += FIELDS - 1;
      continue;
    }
    const [, colons = '', rest = ''] = FILE.exec(field) ?? [];
    if (colons === '') continue;
    // The path is the next field, whatever it looks like.
    n += 1;
    commits.at(-1)?.files.push(fileOf(fields[n] ?? '', colons.length, rest.split(' ')));
  }
  return commits;
}

function commitOf(commit: string, fields: readonly string[]): CommitChanges {
  const [parents = '', at = '', given = '', author = '', committer = '', made = '', subject = ''] = fields;
  const times = { at: timeOf(at), given: Number(given), made: Number(made) };
  return { commit, parents: parents.split(' ').filter(Boolean), ...times, author, committer, subject, files: [] };
}

/** @param words modes, hashes and letters: one mode and one hash for each parent and one for the commit */
function fileOf(path: string, parents: number, words: readonly string[]): FileChange {
  const hashes = words.slice(parents + 1, 2 * parents + 2);
  const blob = hashes.at(-1) ?? '';
  if (NOTHING.test(blob)) return { path, state: 'deleted', blob: null };
  return { path, state: hashes.slice(0, -1).every((one) => NOTHING.test(one)) ? 'new' : 'modified', blob };
}
