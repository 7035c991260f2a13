/** Signing: what was committed since the last head becomes entries, the tree grows, and the key's holder signs its new head. */
import { hash, randomBytes } from 'node:crypto';
import { isSignedBy, reignsOf } from '../../archive/log/chain.ts';
import { gitContents } from '../../archive/log/contents.ts';
import { SALT_BYTES, treeHash } from '../../archive/log/digests.ts';
import { keepEdge, type LogEdge, type LogMemory, readEdge } from '../../archive/log/edge.ts';
import { headEntry, type LogEntry, parseEntry, type RotatedEntry } from '../../archive/log/entry.ts';
import { grown, type Made } from '../../archive/log/grow.ts';
import {
  findKeys,
  freeName,
  keyFolder,
  keysFolder,
  logsOf,
  makeKey,
  remember,
  type SigningKey,
  seenOf,
  takeKey,
} from '../../archive/log/keys.ts';
import {
  CHECKPOINT,
  type LogFiles,
  lastEntry,
  readCheckpoint,
  readFrom,
  readLog,
} from '../../archive/log/log-folder.ts';
import { logState } from '../../archive/log/pending.ts';
import { entryOf, isSalted, slotsOf } from '../../archive/log/slots.ts';
import { UserError } from '../../contract/error.ts';
import { sameBytes } from '../../proof/bytes.ts';
import type { Checkpoint } from '../../proof/checkpoint.ts';
import { keyText } from '../../proof/note.ts';
import { openTree } from '../../proof/tree.ts';
import type { CommitChanges } from '../../workspace/git/commit-changes.ts';
import type { Session } from '../session.ts';
import { requireSoundClock } from '../sound-clock.ts';
import { keyOfMissed, missedOf } from './missed.ts';

export interface Signed {
  origin: string;
  /** Entries of the log. */
  size: number;
  /** Of them, those that are new. */
  added: number;
}

/** This machine may not sign the log of this workspace: whoever verifies and restores lives with it. */
export class NotTheSigner extends UserError {}

/** A new key takes the place of the one that signs. */
export interface Rotation {
  /** Who decided it, and why. */
  by: string;
  reason: string;
  /** true: the old one cannot sign any more. */
  lost: boolean;
}

/**
 * Signs what was committed since the last time; makes log and key when the workspace has none. Nothing to sign, nothing changes.
 * @param now ISO instant @param rotation a new key signs from here on
 * @throws UserError when this machine may not sign, or must not: the log or the history was changed
 */
export async function signLog(session: Session, now: string, rotation?: Rotation): Promise<Signed> {
  const { root } = session.workspace;
  // Each minute there is nothing to sign: the end of the log says so.
  const state = rotation === undefined ? await logState(session.workspace) : null;
  if (state?.pending === 0 && (await isAsSigned(root, state.origin)))
    return { origin: state.origin, size: state.size, added: 0 };
  await requireSoundClock(session.workspace, '没有签名');
  const signer = await openSigner(session, rotation, state?.origin);
  if (signer === undefined) return begin(session, now);
  const { log, commits } = signer;
  if (rotation === undefined && commits.every((one) => slotsOf(one).length === 0)) {
    const { origin, size } = log.checkpoint;
    await remember(origin, log.note);
    return { origin, size, added: 0 };
  }
  return append(session, log, { ...signer, now });
}

/**
 * Enters one thing that is no commit's, and signs: what was committed meanwhile waits for the next signing.
 * @param signer of this moment @param now ISO instant
 */
export const signEntry = (session: Session, signer: Signer, own: LogEntry, now: string): Promise<Signed> =>
  append(session, signer.log, { ...signer, commits: [], own, now });

/** The log of a workspace, with what signs it, and what it does not hold yet. */
export interface Signer extends Signing {
  log: LogFiles;
  /** The head that it accepted last. */
  since: string;
  /** ISO: when that was signed. */
  at: string;
  /** What was committed since, oldest first. */
  commits: readonly CommitChanges[];
  /** Of its entries. */
  memory?: LogMemory | undefined;
}

/**
 * @param known the log's origin, where its end is enough; else all of it is read
 * @returns undefined when the workspace has no log yet
 * @throws UserError when this machine may not sign, or must not: the log or the history was changed
 */
export async function openSigner(session: Session, rotation?: Rotation, known?: string): Promise<Signer | undefined> {
  const { root, git } = session.workspace;
  const log = (rotation === undefined ? await knownEdge(root, known) : undefined) ?? (await readLog(readFrom(root)));
  if (log !== undefined && 'fault' in log)
    throw new UserError(log.fault === 'missing' ? '存证日志缺少文件' : '存证日志的文件不可读', {
      file: log.path,
      hint: '用 opsledger verify 核对，从备份恢复该文件',
    });
  if (log === undefined) return undefined;
  const last = log.entries.at(-1) ?? (await lastEntry(readFrom(root), log.checkpoint.size));
  const since = last && parseEntry(last);
  if (since?.type !== 'HEAD' || !(await git.isAncestor(since.commit)))
    throw refused('存证日志已登记的提交不在当前历史中：历史被改写，或工作区被换回旧版');
  const memory = memoryOf(log);
  const signing = await signingKey(session, log, memory, rotation);
  return { log, since: since.commit, at: since.at, commits: await git.changes(since.commit), memory, ...signing };
}

/** The end of a log that this machine has signed last, when that is all that signing needs. */
async function knownEdge(root: string, origin: string | undefined): Promise<LogEdge | undefined> {
  const seen = origin === undefined ? null : await seenOf(origin);
  const edge = seen === null ? undefined : await readEdge(root);
  return edge?.checkpoint.size === seen?.size ? edge : undefined;
}

/** What the entries say of keys and omissions: as it was kept, or read from all of them. */
function memoryOf(log: LogFiles | LogEdge): LogMemory | undefined {
  if ('memory' in log) return log.memory;
  const from = log.entries.findLastIndex(namesKey);
  const entry = log.entries[from];
  if (entry === undefined) return undefined;
  return {
    rotated: { from, entry: Buffer.from(entry).toString('utf8') },
    missed: log.entries.flatMap((bytes) => keyOfMissed(bytes) ?? []),
  };
}

/** true when the log ends where this machine has last signed it, or this is not the machine that signs. */
async function isAsSigned(root: string, origin: string): Promise<boolean> {
  const seen = await seenOf(origin);
  const head = await readCheckpoint(readFrom(root));
  if (seen === null || head === undefined || 'fault' in head) return seen === null;
  return seen.size === head.checkpoint.size && sameBytes(seen.root, head.checkpoint.root);
}

/** Of all entries these alone are read again. */
const namesKey = (entry: Uint8Array): boolean =>
  Buffer.from(entry.buffer, entry.byteOffset, entry.length).includes('"type":"KEY-ROTATE"');

const refused = (summary: string, hint = '不签名。用 opsledger verify 核对，并与备份中的版本库比较') =>
  new UserError(summary, { file: CHECKPOINT, hint });

interface Signing {
  /** Who signs; the last one signs from here on. */
  by: SigningKey[];
  /** Set when that one is new. */
  rotated?: RotatedEntry;
}

interface Work extends Signing {
  now: string;
  commits: readonly CommitChanges[];
  /** In place of what was committed. */
  own?: LogEntry;
  /** Accepted head when nothing was committed since. */
  since?: string;
  /** Of the entries before; none: there are none. */
  memory?: LogMemory | undefined;
  /** ISO: when the last of them was signed. */
  at?: string;
}

/** Hex digits of a log's name. */
const NAME_DIGITS = 12;

/** A workspace that stood at this place before may have taken the first of them along. */
function* namesOf(of: string): Generator<string> {
  for (let n = 0; ; n += 1) yield `opsledger/${hash('sha256', n === 0 ? of : `${of}\n${n}`).slice(0, NAME_DIGITS)}`;
}

/** The first signing: everything that the history holds. */
async function begin(session: Session, now: string): Promise<Signed> {
  const { root, git } = session.workspace;
  const commits = await git.changes();
  const firstCommit = commits[0]?.commit ?? '';
  const [before] = await logsOf({ root, firstCommit });
  if (before !== undefined)
    throw refused(
      `本机为此工作区签过存证日志（${before}），现在工作区中没有：被删除，或工作区被换回旧版`,
      `从备份取回 archive/log/；双方同意另起一个日志的，先移走 ${keysFolder()} 下它的文件夹`,
    );
  // Of place and history, so that a signing that was interrupted finds what it left, and a copy made before it is another log.
  const origin = await freeName(namesOf(`${root}\n${firstCommit}`));
  const made = await makeKey(origin, { root, firstCommit });
  const empty: LogFiles = {
    ...{ note: '', first: 0, entries: [], salts: [], tree: openTree(treeHash) },
    checkpoint: { origin, size: 0, root: new Uint8Array(), extensions: [] },
  };
  const rotated: RotatedEntry = { schema: 1, type: 'KEY-ROTATE', at: now, key: keyText(made.key), previous: null };
  return append(session, empty, { now, commits, by: [made], rotated });
}

/** The key of this machine, when it is the log's and the log continues what was signed with it. */
async function signingKey(
  session: Session,
  log: LogFiles,
  memory: LogMemory | undefined,
  rotation: Rotation | undefined,
): Promise<Signing> {
  const { checkpoint, tree, note } = log;
  const { origin } = checkpoint;
  const [reign] = memory === undefined ? [] : reignsOf([parseEntry(Buffer.from(memory.rotated.entry, 'utf8'))]);
  if (!sameBytes(tree.root(), checkpoint.root) || reign?.key === undefined || !isSignedBy(note, [reign]))
    throw refused('存证日志与它的校验点不符：日志被改动');
  if (rotation?.lost === true) return rotate(session, log, reign.entry.key, rotation, []);
  const keys = await findKeys(origin, session.workspace.root, reign.key.id, true);
  if (keys.state === 'copy')
    throw new NotTheSigner('此工作区是副本，存证日志不在这里签名', {
      file: CHECKPOINT,
      hint: `签名的是 ${keys.of}；副本只用于查看与核验`,
    });
  if (keys.state === 'none')
    throw new NotTheSigner('本机没有存证日志的签名密钥，只能核验', {
      file: CHECKPOINT,
      hint: `把原机器的密钥文件夹恢复到 ${keyFolder(origin)}；密钥已遗失的，经双方确认后执行 opsledger log rotate --lost --by 姓名 --reason 原因`,
    });
  requireContinued(log, keys.seen);
  return rotation === undefined
    ? { by: [keys.signing] }
    : rotate(session, log, reign.entry.key, rotation, [keys.signing]);
}

/** Nothing is signed that does not continue what was signed before. */
function requireContinued({ checkpoint, tree }: LogFiles, seen: Checkpoint | null): void {
  if (seen === null) return;
  if (seen.size > checkpoint.size)
    throw refused(`本机签过 ${seen.size} 条存证，工作区中只有 ${checkpoint.size} 条：工作区被换回旧版`);
  if (!sameBytes(tree.root(seen.size), seen.root))
    throw refused(`工作区的存证日志与本机签过的前 ${seen.size} 条不同：日志被改写`);
}

async function rotate(
  { workspace: { root, git } }: Session,
  { checkpoint: { origin } }: LogFiles,
  previous: string,
  { by, reason, lost }: Rotation,
  old: SigningKey[],
): Promise<Signing> {
  const firstCommit = (await git.changes())[0]?.commit ?? '';
  const made = await makeKey(origin, { root, firstCommit });
  const entry = { schema: 1, type: 'KEY-ROTATE', at: '', key: keyText(made.key), previous, by, reason } as const;
  return { by: [...old, made], rotated: lost ? { ...entry, lost } : entry };
}

/** Makes the entries, and writes and commits the log with its new head. */
async function append(session: Session, log: LogFiles, work: Work): Promise<Signed> {
  const { now, commits, since, by, rotated, memory, own: alone } = work;
  const { checkpoint, entries: before, first } = log;
  const from = first + before.length;
  const { origin } = checkpoint;
  const made = await entriesOf(session, commits);
  const missed =
    alone === undefined ? await missedOf(session, { entered: memory?.missed ?? [], at: work.at }, now) : [alone];
  const head = commits.at(-1)?.commit ?? since ?? '';
  const own = (entry: LogEntry): Made => ({ entry, salt: undefined });
  const added = [
    // The first entry names the key; a later one comes after what the old key still vouches for.
    ...(rotated?.previous === null ? [own(rotated)] : []),
    ...made,
    ...missed.map(own),
    ...(rotated !== undefined && rotated.previous !== null ? [own({ ...rotated, at: now })] : []),
    own(headEntry(now, head)),
  ];
  const { note, size, bytes, write, remove } = grown(log, added, by);
  await session.workspace.change(
    alone === undefined ? `存证：${made.length} 条` : '存证：查验包',
    async (change) => {
      const there = await change.read(CHECKPOINT);
      if ((there === undefined ? '' : Buffer.from(there).toString('utf8')) !== log.note)
        throw refused('存证日志正由另一个进程签名', '稍后重新执行');
      for (const file of write) await change.writeFile(file.path, file.bytes);
      for (const path of remove) await change.removeFile(path);
    },
    { at: now },
  );
  if (rotated === undefined) await remember(origin, note);
  else await takeKey(origin, note);
  const named = bytes.findLastIndex(namesKey);
  const naming = bytes[named];
  const last =
    naming === undefined ? memory?.rotated : { from: from + named, entry: Buffer.from(naming).toString('utf8') };
  if (last !== undefined)
    await keepEdge(session.workspace.root, note, {
      rotated: last,
      missed: [...(memory?.missed ?? []), ...bytes.flatMap((one) => keyOfMissed(one) ?? [])],
    });
  return { origin, size, added: added.length };
}

/** Entries in the order of commits, each salted one with a salt of its own. */
async function entriesOf({ workspace: { git } }: Session, commits: readonly CommitChanges[]): Promise<Made[]> {
  const objects = git.objects();
  const made: Made[] = [];
  try {
    for (const commit of commits) {
      const contents = gitContents(objects);
      const work = slotsOf(commit).map(async (slot) => {
        const salt = isSalted(slot) ? new Uint8Array(randomBytes(SALT_BYTES)) : undefined;
        return { entry: await entryOf(slot, contents, salt), salt };
      });
      made.push(...(await Promise.all(work)));
    }
  } finally {
    objects.close();
  }
  return made;
}
