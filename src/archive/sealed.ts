/**
 * Originals that nobody reads without a key of their own (密封): what the workspace and its history hold is the ciphertext, the key lies
 * outside, so that to destroy the key is to destroy the content and the history stays as it is. AES-256-GCM.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../workspace/disk/durable.ts';
import { isThere } from '../workspace/disk/presence.ts';
import { keyFolder, keysFolder } from './log/keys.ts';
import { privateText, writePrivate } from './log/private-files.ts';

/** Media type of a sealed attachment: what it was before, nobody is told. */
export const SEALED_TYPE = 'application/x-opsledger-sealed';

const MAGIC = Buffer.from('opsledger-sealed 1\n', 'latin1');
const CIPHER = 'aes-256-gcm';
const [KEY_BYTES, NONCE_BYTES, TAG_BYTES] = [32, 12, 16];

/** Bytes as they are kept, and the key that opens them. */
export function seal(bytes: Uint8Array): { sealed: Buffer; key: Buffer } {
  const key = randomBytes(KEY_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const text = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return { sealed: Buffer.concat([MAGIC, nonce, cipher.getAuthTag(), text]), key };
}

/** true for bytes that `seal` has made. */
export const isSealed = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, MAGIC.length)).equals(MAGIC);

/** What was sealed; undefined when the key is another one, or the bytes were changed. */
export function unseal(sealed: Uint8Array, key: Uint8Array): Buffer | undefined {
  if (!isSealed(sealed) || key.length !== KEY_BYTES) return undefined;
  const at = MAGIC.length;
  const rest = sealed.subarray(at + NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(at, at + NONCE_BYTES));
    decipher.setAuthTag(sealed.subarray(at + NONCE_BYTES, at + NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(rest), decipher.final()]);
  } catch (error) {
    // What does not open says so by throwing.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Folder of the keys of a workspace's sealed originals, beside those of its log. @param origin name of the log */
export const sealedFolder = (origin: string): string =>
  join(dirname(keysFolder()), 'sealed', keyFolder(origin).split('/').at(-1) ?? '');

/** Keeps a key, for the user who runs the program alone. @param sha256 of the sealed bytes */
export const keepKey = (origin: string, sha256: string, key: Uint8Array): Promise<void> =>
  writePrivate(sealedFolder(origin), sha256, `${Buffer.from(key).toString('hex')}\n`);

/** undefined: this machine has none. */
export async function keyOf(origin: string, sha256: string): Promise<Buffer | undefined> {
  const text = await privateText(join(sealedFolder(origin), sha256));
  return text === undefined ? undefined : Buffer.from(text.trim(), 'hex');
}

/** Writes over the key and removes it; nothing where there is none. */
export async function destroyKey(origin: string, sha256: string): Promise<void> {
  const folder = sealedFolder(origin);
  if (!(await isThere(join(folder, sha256)))) return;
  await writePrivate(folder, sha256, `${randomBytes(KEY_BYTES).toString('hex')}\n`);
  await rm(join(folder, sha256), { force: true });
  await syncFolder(folder);
}
