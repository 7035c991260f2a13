/**
 * What a witness keeps, on a machine of their own: their key, and of each log its key and the newest checkpoint that they cosigned.
 * `$XDG_DATA_HOME/opsledger/witness/`.
 */
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EnvironmentError } from '../../contract/error.ts';
import { concat, fromBase64, toBase64 } from '../../proof/bytes.ts';
import { COSIGNATURE, type NoteKey, noteKey, type Sign } from '../../proof/note.ts';
import { writeDurable } from '../../workspace/disk/durable.ts';
import { environmentError, isMissing } from '../../workspace/disk/faults.ts';
import { keyPairOf, newSeed, treeHash } from './digests.ts';
import { keyFolder, keysFolder } from './keys.ts';

/** For the owner alone. */
const [FOLDER_MODE, FILE_MODE] = [0o700, 0o600];

const witnessFolder = (): string => join(dirname(keysFolder()), 'witness');
const ownKeyFile = (): string => join(witnessFolder(), 'key');
/** Folders are named as those of keys are. */
const fileOf = (origin: string, name: 'log-key' | 'checkpoint'): string =>
  join(witnessFolder(), keyFolder(origin).slice(keysFolder().length + 1), name);

export interface WitnessKey {
  key: NoteKey;
  sign: Sign;
}

/** The key of this witness; undefined before the first cosignature. @throws EnvironmentError when it is damaged */
export async function witnessKey(): Promise<WitnessKey | undefined> {
  const text = await textOf(ownKeyFile());
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
  await write(ownKeyFile(), `PRIVATE+KEY+${name}+${toBase64(concat(Uint8Array.of(COSIGNATURE), seed))}\n`);
  return keyOf(name, seed);
}

function keyOf(name: string, seed: Uint8Array): WitnessKey {
  const { publicKey, sign } = keyPairOf(seed);
  return { key: noteKey(treeHash, name, publicKey, COSIGNATURE), sign };
}

/** What was kept of a log: its key as one word, and the newest checkpoint to the letter. */
export async function witnessed(origin: string): Promise<{ logKey?: string; checkpoint?: string }> {
  const [logKey, checkpoint] = await Promise.all([
    textOf(fileOf(origin, 'log-key')),
    textOf(fileOf(origin, 'checkpoint')),
  ]);
  return {
    ...(logKey === undefined ? {} : { logKey: logKey.trim() }),
    ...(checkpoint === undefined ? {} : { checkpoint }),
  };
}

export const keepLogKey = (origin: string, key: string): Promise<void> => write(fileOf(origin, 'log-key'), `${key}\n`);
export const keepWitnessed = (origin: string, note: string): Promise<void> => write(fileOf(origin, 'checkpoint'), note);

async function write(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE });
    await writeDurable(file, text);
    await chmod(file, FILE_MODE);
  } catch (error) {
    throw environmentError(error, file);
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw environmentError(error, file);
  }
}
