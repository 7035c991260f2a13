/** Files as they were in commits, read once however many documents they are an input of. */
import { type Digests, digestFound, type FoundDigests, isListed } from '../../archive/digest.ts';
import { EnvironmentError } from '../../contract/error.ts';
import { type FileTree, openFileTrees } from '../../workspace/git/file-tree.ts';
import type { Git, GitObjects } from '../../workspace/git/git.ts';

export interface CommittedFiles {
  /** The files of a commit; undefined when git does not have it. */
  tree(commit: string): Promise<FileTree | undefined>;
  /** undefined when the commit, or the file in it, is not there. */
  bytes(commit: string, path: string): Promise<Uint8Array | undefined>;
  /** Whether the bytes of a blob have these digests; undefined when git does not have them. */
  isListed(blob: string, listed: Digests): Promise<boolean | undefined>;
  /** Files that were read already, with git's own name of their bytes. */
  learn(digests: Iterable<FoundDigests & { blob: string }>): void;
  /** For whoever reads other objects: by the same git, which ends with this. */
  readonly objects: GitObjects;
  /** Ends the git behind it; to be called whatever happened. */
  close(): void;
}

/** For one run: what was read stays in memory. @param withSm3 see `digestFound` */
export function committedFiles(git: Git, withSm3 = false): CommittedFiles {
  const objects = git.objects();
  const trees = openFileTrees(objects);
  const contents = new Map<string, Promise<Uint8Array | undefined>>();
  const found = new Map<string, Promise<FoundDigests | undefined>>();

  const tree = async (commit: string): Promise<FileTree | undefined> => {
    try {
      return await trees.of(commit);
    } catch (error) {
      // A git that does not work at all has failed before, at the listing of the newest commit.
      if (error instanceof EnvironmentError) return undefined;
      throw error;
    }
  };
  const read = (blob: string) => once(contents, blob, () => objects.bytes(blob));
  return {
    tree,
    async bytes(commit, path) {
      const blob = (await tree(commit))?.blob(path);
      return blob === undefined ? undefined : read(blob);
    },
    async isListed(blob, listed) {
      const digests = await once(found, blob, async () => {
        const bytes = await read(blob);
        return bytes && digestFound(bytes, withSm3);
      });
      return digests && isListed(digests, listed);
    },
    learn(digests) {
      for (const one of digests) found.set(one.blob, Promise.resolve(one));
    },
    objects: { ...objects, close: () => undefined },
    close: objects.close,
  };
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}
