/**
 * What a witness keeps, on a machine of their own: their key, and of each log its key and the newest checkpoint that they cosigned.
 * `$XDG_DATA_HOME/opsledger/witness/`.
 */
import { basename, dirname, join } from 'node:path';
import { EnvironmentError } from '../../contract/error.ts';
import { concat, fromBase64, toBase64 } from '../../proof/bytes.ts';
import type { Checkpoint } from '../../proof/checkpoint.ts';
import { COSIGNATURE, type NoteKey, noteKey, type Sign } from '../../proof/note.ts';
import { keyPairOf, newSeed, treeHash } from './digests.ts';
import { keyFolder, keysFolder } from './keys.ts';
import { privateCheckpoint, privateText, writePrivate } from './private-files.ts';

const witnessFolder = (): string => join(dirname(keysFolder()), 'witness');
const OWN_KEY = 'key';
const ownKeyFile = (): string => join(witnessFolder(), OWN_KEY);
/** Named as that of its keys is. */
const folderOf = (origin: string): string => join(witnessFolder(), basename(keyFolder(origin)));
const [LOG_KEY, SEEN] = ['log-key', 'checkpoint'];

export interface WitnessKey {
  key: NoteKey;
  sign: Sign;
}

/** The key of this witness; undefined before the first cosignature. @throws EnvironmentError when it is damaged */
export async function witnessKey(): Promise<WitnessKey | undefined> {
  const text = await privateText(ownKeyFile());
  if (text === undefined) return undefined;
  const [, name = '', rest = ''] = /^PRIVATE\+KEY\+([^+\n]+)\+([A-Za-z0-9+/=]+)\n$/.exec(text) ?? [];
  const bytes = fromBase64(rest);
  if (bytes?.length !== SEED_BYTES + 1 || bytes[0] !== COSIGNATURE)
    throw new EnvironmentError('联署用的密钥已损坏', { file: ownKeyFile(), hint: '从备份恢复该文件' });
  return keyOf(name, bytes.subarray(1));
}

const SEED_BYTES = 32;

/** Makes the key of this witness. @param name a name that a key may bear */
export async function makeWitnessKey(name: string): Promise<WitnessKey> {
  const seed = newSeed();
  await writePrivate(
    witnessFolder(),
    OWN_KEY,
    `PRIVATE+KEY+${name}+${toBase64(concat(Uint8Array.of(COSIGNATURE), seed))}\n`,
  );
  return keyOf(name, seed);
}

function keyOf(name: string, seed: Uint8Array): WitnessKey {
  const { publicKey, sign } = keyPairOf(seed);
  return { key: noteKey(treeHash, name, publicKey, COSIGNATURE), sign };
}

/** What was kept of a log: its key as one word, and the newest checkpoint. */
export async function witnessed(origin: string): Promise<{ logKey?: string; seen?: Checkpoint }> {
  const [logKey, seen] = await Promise.all([
    privateText(join(folderOf(origin), LOG_KEY)),
    privateCheckpoint(join(folderOf(origin), SEEN)),
  ]);
  return {
    ...(logKey === undefined ? {} : { logKey: logKey.trim() }),
    ...(seen === undefined ? {} : { seen }),
  };
}

export const keepLogKey = (origin: string, key: string): Promise<void> =>
  writePrivate(folderOf(origin), LOG_KEY, `${key}\n`);
export const keepWitnessed = (origin: string, note: string): Promise<void> =>
  writePrivate(folderOf(origin), SEEN, note);
