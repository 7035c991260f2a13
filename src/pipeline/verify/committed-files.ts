/** Files as they were in commits, read once however many documents they are an input of. */
import { type Digests, digest } from '../../archive/digest.ts';
import { EnvironmentError } from '../../contract/error.ts';
import type { Git } from '../../workspace/git/git.ts';

export interface CommittedFiles {
  /** git's hash of each file of a commit, by path; undefined when git does not have the commit. */
  blobs(commit: string): Promise<ReadonlyMap<string, string> | undefined>;
  /** undefined when the commit, or the file in it, is not there. */
  bytes(commit: string, path: string): Promise<Uint8Array | undefined>;
  /** Digests of those bytes. */
  digests(commit: string, path: string): Promise<Digests | undefined>;
  /** Ends the git behind it; to be called whatever happened. */
  close(): void;
}

/** For one run: what was read stays in memory, about 40 MB for a year of daily records. */
export function committedFiles(git: Git): CommittedFiles {
  const objects = git.objects();
  const trees = new Map<string, Promise<Map<string, string> | undefined>>();
  const contents = new Map<string, Promise<Uint8Array | undefined>>();
  const hashes = new Map<string, Promise<Digests | undefined>>();

  const blobs = (commit: string) => once(trees, commit, () => readTree(git, commit));
  const bytes = async (commit: string, path: string) => {
    const blob = (await blobs(commit))?.get(path);
    return blob === undefined ? undefined : once(contents, blob, () => objects.bytes(blob));
  };
  return {
    blobs,
    bytes,
    close: objects.close,
    async digests(commit, path) {
      const blob = (await blobs(commit))?.get(path);
      if (blob === undefined) return undefined;
      return once(hashes, blob, async () => {
        const content = await bytes(commit, path);
        return content && digest(content);
      });
    },
  };
}

async function readTree(git: Git, commit: string): Promise<Map<string, string> | undefined> {
  try {
    return new Map((await git.listTree(commit)).map((entry) => [entry.path, entry.blob]));
  } catch (error) {
    // A git that does not work at all has failed before, at the listing of the newest commit.
    if (error instanceof EnvironmentError) return undefined;
    throw error;
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}
