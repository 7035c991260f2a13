/** The key of the log under a text that is none of the log's: that a change was written when it says so. */
import { resolve } from 'node:path';
import { EnvironmentError } from '../../contract/error.ts';
import { type NoteKey, parseNote } from '../../proof/note.ts';
import { verifyEd25519 } from './digests.ts';
import { findKeys } from './keys.ts';
import { readCheckpoint, readFrom } from './log-folder.ts';

/** @param dir of the workspace @returns signs a text; undefined where this machine has no key of the log, or there is none */
export const sealOf =
  (dir: string) =>
  async (text: string): Promise<string | undefined> => {
    const root = resolve(dir);
    const head = await readCheckpoint(readFrom(root));
    if (head === undefined || 'fault' in head) return undefined;
    for (const { id } of parseNote(head.note)?.signatures ?? []) {
      // A key that cannot be read is told by whoever signs with it.
      const keys = await findKeys(head.checkpoint.origin, root, id, false).catch(unreadable);
      if (keys?.state === 'held') return Buffer.from(keys.signing.sign(Buffer.from(text, 'utf8'))).toString('base64');
    }
    return undefined;
  };

function unreadable(error: unknown): undefined {
  if (!(error instanceof EnvironmentError)) throw error;
}

/** @param keys that have signed the log */
export const isSealed = (text: string, seal: string, keys: readonly NoteKey[]): boolean =>
  keys.some(({ key }) => verifyEd25519(key, Buffer.from(text, 'utf8'), Buffer.from(seal, 'base64')));
