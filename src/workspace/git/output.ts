/** Reads git's own machine formats (`-z`). */

/** An uncommitted file, seen against the last commit. */
export interface Change {
  path: string;
  state: 'new' | 'modified' | 'deleted';
  /** true when git's index holds something of it that is not committed: left by an interrupted commit. */
  staged: boolean;
}

/** A file in a commit. */
export interface TreeEntry {
  path: string;
  /** git's hash of the bytes. */
  blob: string;
  /** `100644`, `100755`, or `120000` for a symbolic link. */
  mode: string;
}

/** Reads `git status --porcelain=v1 -z --no-renames`, with or without the line that `--branch` puts first. */
export function parseStatus(output: string): Change[] {
  const changes = output
    .split('\0')
    .filter((line) => line !== '' && !line.startsWith('## '))
    .map((line) => ({ path: line.slice(3), state: stateOf(line.slice(0, 2)), staged: !' ?'.includes(line[0] ?? ' ') }));
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** X is the index against the commit, Y the folder against the index. */
function stateOf(code: string): Change['state'] {
  if (code === '??') return 'new';
  const [index, folder] = code;
  if (folder === 'D' || (index === 'D' && folder === ' ')) return index === 'A' ? 'new' : 'deleted';
  return index === 'A' ? 'new' : 'modified';
}

/** Characters of a mode, and what follows it before the name of a file's bytes. */
const MODE = 6;
const BLOB = ' blob ';

/** Reads `git ls-tree -r -z`; submodules, which `parseGitlinks` names, are left out. */
export function parseTree(output: string): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (const line of output.split('\0')) {
    const [mode, kind] = [line.slice(0, MODE), line.slice(MODE, MODE + BLOB.length)];
    const tab = line.indexOf('\t');
    // Cut by places: a pattern takes four times as long for the ten thousand files of a year.
    if (kind === BLOB && tab >= 0)
      entries.push({ mode, blob: line.slice(MODE + BLOB.length, tab), path: line.slice(tab + 1) });
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Paths that `git ls-tree -r -z` gives as another repository's commit (`160000`), of whose content nothing is held. */
export const parseGitlinks = (output: string): string[] =>
  output.split('\0').flatMap((line) => /^160000 commit [0-9a-f]+\t(.*)$/s.exec(line)?.[1] ?? []);

/** A commit that changed or deleted files that there were. */
export interface Rewrite {
  commit: string;
  /** `name <address>` */
  author: string;
  /** Committer date, ISO. */
  at: string;
  subject: string;
  /** Its message below the subject. */
  body: string;
  /** With git's names of the bytes before and after; null: deleted. */
  files: { path: string; state: 'modified' | 'deleted'; before: string; after: string | null }[];
}

/** Fields of a rewrite, a zero byte before each; the last is closed by one, and the files follow. */
export const REWRITE_FORMAT = '--format=%x00%H%x00%an <%ae>%x00%cI%x00%s%x00%b%x00';
const REWRITE_FIELDS = 6;

/** Reads `git log --raw --no-abbrev` of that format. */
export function parseRewrites(output: string): Rewrite[] {
  const parts = output.split('\0').slice(1);
  const rewrites: Rewrite[] = [];
  for (let n = 0; n + REWRITE_FIELDS <= parts.length; n += REWRITE_FIELDS) {
    const [commit = '', author = '', at = '', subject = '', body = '', rest = ''] = parts.slice(n, n + REWRITE_FIELDS);
    const files = rest.split('\n').flatMap((line): Rewrite['files'] => {
      const [, before = '', after = '', state, path] =
        /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([MD])\t(.+)$/.exec(line) ?? [];
      if (path === undefined) return [];
      return [
        state === 'D' ? { path, state: 'deleted', before, after: null } : { path, state: 'modified', before, after },
      ];
    });
    if (files.length > 0) rewrites.push({ commit, author, at, subject, body, files });
  }
  return rewrites;
}
