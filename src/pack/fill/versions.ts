/** The bytes of a record or of a file of the contract as a document used them, and the salt under which the log holds them. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 as sha256Of } from '../../archive/digest.ts';
import { readErased } from '../../archive/log/erasures.ts';
import { pairUp } from '../../archive/log/pairs.ts';
import { isSalted } from '../../archive/log/slots.ts';
import { toHex } from '../../proof/bytes.ts';
import { isUnreachable } from '../../workspace/disk/faults.ts';
import type { GitObjects } from '../../workspace/git/git.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { LogPart } from './log-part.ts';

export interface Version {
  bytes: Uint8Array;
  /** Hex; null where the log holds the plain digest, or has no entry yet. */
  salt: string | null;
  /** true: so the file is now. */
  isNewest: boolean;
}

export interface Versions {
  /** The version with this digest, of the disk or of any commit; undefined when nobody has it any more. */
  of(path: string, sha256: string): Promise<Version | undefined>;
  /** The one on the disk; undefined when there is none. */
  newest(path: string): Promise<(Version & { sha256: string }) | undefined>;
  close(): void;
}

/** To be closed. */
export async function openVersions(workspace: Workspace, { log, entries }: LogPart): Promise<Versions> {
  const { root, git } = workspace;
  const commits = await git.changes();
  const { current } = await readErased(workspace);
  /** Blobs of each path, oldest first. */
  const blobs = new Map<string, string[]>();
  for (const { files } of commits)
    for (const { path, blob } of files) if (blob !== null) blobs.getOrInsertComputed(path, () => []).push(blob);
  const salts = new Map<string, string>();
  for (const { slot, index } of pairUp(entries, commits, current).pairs) {
    const salt = index === undefined || !isSalted(slot) ? undefined : log?.salts[index];
    if (salt !== undefined) salts.set(`${slot.path} ${slot.change.blob}`, toHex(salt));
  }
  let objects: GitObjects | undefined;
  const saltOf = (path: string, blob: string) => salts.get(`${path} ${blob}`) ?? null;

  async function fromHistory(path: string, sha256: string): Promise<Version | undefined> {
    for (const blob of new Set((blobs.get(path) ?? []).toReversed())) {
      objects ??= git.objects();
      const bytes = await objects.bytes(blob);
      if (bytes !== undefined && sha256Of(bytes) === sha256)
        return { bytes, salt: saltOf(path, blob), isNewest: false };
    }
    return undefined;
  }
  async function onDisk(path: string): Promise<(Version & { sha256: string }) | undefined> {
    try {
      const bytes = await readFile(join(root, path));
      return { bytes, salt: saltOf(path, blobOf(bytes)), isNewest: true, sha256: sha256Of(bytes) };
    } catch (error) {
      if (isUnreachable(error)) return undefined;
      throw error;
    }
  }
  return {
    newest: onDisk,
    async of(path, sha256) {
      const own = await onDisk(path);
      return own?.sha256 === sha256 ? own : fromHistory(path, sha256);
    },
    close: () => objects?.close(),
  };
}

/** git's own name of a content. */
const blobOf = (bytes: Uint8Array): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
