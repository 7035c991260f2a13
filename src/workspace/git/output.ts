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

/** Reads `git ls-tree -r -z`; submodules, which `parseGitlinks` names, are left out. */
export function parseTree(output: string): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (const line of output.split('\0')) {
    const [, mode, blob, path] = /^(\d{6}) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (mode !== undefined && blob !== undefined && path !== undefined) entries.push({ mode, blob, path });
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
  files: { path: string; state: 'modified' | 'deleted' }[];
}

/** Reads `git log --name-status` whose format puts a zero byte before each of id, author, date and subject. */
export function parseRewrites(output: string): Rewrite[] {
  const parts = output.split('\0').slice(1);
  const rewrites: Rewrite[] = [];
  for (let n = 0; n + 3 < parts.length; n += 4) {
    const [commit = '', author = '', at = '', rest = ''] = parts.slice(n, n + 4);
    const [subject = '', ...lines] = rest.split('\n');
    const files = lines.flatMap((line) => {
      const [, state, path] = /^([MD])\t(.+)$/.exec(line) ?? [];
      return path === undefined ? [] : [{ path, state: state === 'D' ? ('deleted' as const) : ('modified' as const) }];
    });
    if (files.length > 0) rewrites.push({ commit, author, at, subject, files });
  }
  return rewrites;
}
