/**
 * The key that signs a workspace's log, and what this machine remembers of it. Outside the workspace, so that whoever can write to
 * that can neither sign nor forget: `$XDG_DATA_HOME/opsledger/keys/<name of the log>/`.
 */
import { readdir, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { concat, fromBase64, toBase64 } from '../../proof/bytes.ts';
import type { Checkpoint } from '../../proof/checkpoint.ts';
import { ED25519, type NoteKey, noteKey, type Sign } from '../../proof/note.ts';
import { environmentError, isUnreachable } from '../../workspace/disk/faults.ts';
import { keyPairOf, newSeed, treeHash } from './digests.ts';
import { readCheckpoint, readFrom } from './log-folder.ts';
import { privateCheckpoint, privateText, writePrivate } from './private-files.ts';

const [KEY, NEW_KEY, HOME, SEEN] = ['key', 'key-new', 'workspace', 'checkpoint'];
const SECRET = 'PRIVATE+KEY';
const OWN_ID = /^PRIVATE\+KEY\+[^+]+\+([0-9a-f]{8})\+/;

export interface SigningKey {
  key: NoteKey;
  sign: Sign;
}

/** Whose log it is that a folder of keys is for. */
interface Home {
  /** Absolute path of the workspace. */
  root: string;
  /** The first commit of its history, which no other workspace has. */
  firstCommit: string;
}

/** What this machine holds of a log. */
export type Keys =
  | { state: 'held'; signing: SigningKey; seen: Checkpoint | null }
  /** No key here: whoever restored the workspace can verify, not sign. */
  | { state: 'none' }
  /** The key is for a workspace at another place, which is still there: this one is a copy of it. */
  | { state: 'copy'; of: string };

/** Folder of all keys of this user. @param given `XDG_DATA_HOME` */
export const keysFolder = (given = process.env['XDG_DATA_HOME']): string =>
  // An empty variable, and a relative one, is the same as none (XDG Base Directory Specification).
  join(given?.startsWith('/') === true ? given : join(homedir(), '.local', 'share'), 'opsledger', 'keys');

/** Folder of the keys of one log. @throws UserError for a name that could lead elsewhere */
export function keyFolder(origin: string): string {
  const name = origin.replaceAll('/', '-');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,100}$/.test(name))
    throw new UserError('存证日志的名称不能使用', { found: origin, expected: '字母、数字、点、连字符与斜线' });
  return join(keysFolder(), name);
}

/**
 * What this machine holds for the log of a workspace.
 * @param id of the key that signs the log. @param signs true: a workspace that was moved takes its keys along, and a key that was
 * not put in its place in time is; who only looks writes nothing
 */
export async function findKeys(origin: string, root: string, id: string, signs: boolean): Promise<Keys> {
  const folder = keyFolder(origin);
  const secrets = await Promise.all([KEY, NEW_KEY].map((name) => privateText(join(folder, name))));
  const secret = secrets.find((text) => text?.startsWith(`${SECRET}+${origin}+${id}+`) === true);
  if (secret === undefined) return { state: 'none' };
  const home = await homeOf(folder);
  if (home !== undefined && home.root !== root) {
    const there = await readCheckpoint(readFrom(home.root));
    if (there !== undefined && !('fault' in there) && there.checkpoint.origin === origin)
      return { state: 'copy', of: home.root };
    if (signs) await writePrivate(folder, HOME, JSON.stringify({ ...home, root }));
  }
  const seen = await seenOf(origin);
  const isNew = secret !== secrets[0];
  const signing = signingKey(secret, join(folder, isNew ? NEW_KEY : KEY));
  // The machine stopped between the commit that names the key and the last step of making it.
  if (isNew && signs) await putInPlace(folder, secrets[0]);
  return { state: 'held', signing, seen };
}

/** The first of these names under which this machine signs no log yet. @param names endless */
export async function freeName(names: Iterable<string>): Promise<string> {
  for (const name of names) if ((await privateText(join(keyFolder(name), KEY))) === undefined) return name;
  throw new RangeError('no name is free');
}

/** Makes a key for a log; one that is there keeps a name of its own. @returns what signs from here on */
export async function makeKey(origin: string, home: Home): Promise<SigningKey> {
  const folder = keyFolder(origin);
  const seed = newSeed();
  const { publicKey, sign } = keyPairOf(seed);
  const key = noteKey(treeHash, origin, publicKey);
  const secret = toBase64(concat(Uint8Array.of(ED25519), seed));
  await writePrivate(folder, NEW_KEY, `${SECRET}+${origin}+${key.id}+${secret}\n`);
  await writePrivate(folder, HOME, JSON.stringify(home));
  return { key, sign };
}

/** The new key is the key, once the log says so. @param seen the checkpoint that says so, to the letter */
export async function takeKey(origin: string, seen: string): Promise<void> {
  const folder = keyFolder(origin);
  await putInPlace(folder, await privateText(join(folder, KEY)));
  await remember(origin, seen);
}

async function putInPlace(folder: string, old: string | undefined): Promise<void> {
  if (old !== undefined) await writePrivate(folder, `retired-${OWN_ID.exec(old)?.[1] ?? 'unreadable'}`, old);
  await rename(join(folder, NEW_KEY), join(folder, KEY)).catch((error: unknown) => {
    throw environmentError(error, folder);
  });
}

/** Keeps the newest checkpoint that was signed here, to the letter. */
export const remember = (origin: string, note: string): Promise<void> => writePrivate(keyFolder(origin), SEEN, note);

/** The newest head that this machine has signed of a log; null when it has signed none. */
export async function seenOf(origin: string): Promise<Checkpoint | null> {
  return (await privateCheckpoint(join(keyFolder(origin), SEEN))) ?? null;
}

/** Names of the logs that this machine has signed for a workspace. */
export async function logsOf({ root, firstCommit }: Home): Promise<string[]> {
  const names = await readdir(keysFolder()).catch((error: unknown) => {
    if (isUnreachable(error)) return [];
    throw error;
  });
  const found: string[] = [];
  for (const name of names) {
    const folder = join(keysFolder(), name);
    const home = await homeOf(folder);
    if (home?.root !== root || home.firstCommit !== firstCommit) continue;
    const seen = await privateCheckpoint(join(folder, SEEN));
    if (seen !== undefined) found.push(`${seen.origin}，${seen.size} 条`);
  }
  return found;
}

function signingKey(text: string, file: string): SigningKey {
  const [, name = '', id = '', rest = ''] = /^PRIVATE\+KEY\+([^+\n]+)\+([0-9a-f]{8})\+(.+)\n$/.exec(text) ?? [];
  const bytes = fromBase64(rest);
  const pair = bytes?.length === 33 && bytes[0] === ED25519 ? keyPairOf(bytes.subarray(1)) : undefined;
  const key = pair && noteKey(treeHash, name, pair.publicKey);
  if (pair === undefined || key?.id !== id)
    throw new EnvironmentError('存证日志的签名密钥已损坏', {
      file,
      hint: '从备份恢复该文件；没有备份的，按手册“存证日志”更换密钥',
    });
  return { key, sign: pair.sign };
}

async function homeOf(folder: string): Promise<Home | undefined> {
  try {
    const { root, firstCommit } = JSON.parse((await privateText(join(folder, HOME))) ?? '{}') as Partial<Home>;
    return root === undefined || firstCommit === undefined ? undefined : { root, firstCommit };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
