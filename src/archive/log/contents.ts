/** Contents of files as commits left them, for the entries of the log: each is read once. */

import { EnvironmentError } from '../../contract/error.ts';
import type { FileChange } from '../../workspace/git/commit-changes.ts';
import type { GitObjects } from '../../workspace/git/git.ts';
import { saltedDigests } from './digests.ts';
import { type Contents, manifestOf, saysWithdrawn, voidingOf } from './slots.ts';

/**
 * Of one commit: what was read is kept as long as this is.
 * @throws EnvironmentError, when it is asked, for a content that git does not have
 */
export function gitContents(objects: GitObjects): Contents {
  const known = new Map<string | null, Promise<Uint8Array>>();
  const bytesOf = (change: FileChange): Promise<Uint8Array> => {
    const found = known.get(change.blob) ?? read(objects, change);
    known.set(change.blob, found);
    return found;
  };
  return {
    digests: async (change, salt) => saltedDigests(await bytesOf(change), salt),
    manifest: async (change) => manifestOf(await bytesOf(change)),
    isWithdrawn: async (change) => saysWithdrawn(await bytesOf(change), change.path),
    voiding: async (change) => voidingOf(await bytesOf(change), change.path),
  };
}

async function read(objects: GitObjects, { path, blob }: FileChange): Promise<Uint8Array> {
  const bytes = blob === null ? undefined : await objects.bytes(blob);
  if (bytes !== undefined) return bytes;
  throw new EnvironmentError('版本库中缺少文件的内容', {
    file: path,
    found: blob ?? '',
    hint: '版本库已损坏：用 opsledger verify 核对，从备份恢复整个 .git 文件夹',
  });
}
