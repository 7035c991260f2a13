/**
 * Takes what was decided on out of the history: every version of it becomes a mark, commits are written anew from there on, and the
 * log gets its ERASE entries in the same step, so that there is no history without them.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ErasedEntry, headEntry, type LogEntry } from '../../archive/log/entry.ts';
import { type Blobs, contentsOf, saltsIndex, withoutSalts } from '../../archive/log/erase-contents.ts';
import { readErased } from '../../archive/log/erasures.ts';
import { grown, type Made } from '../../archive/log/grow.ts';
import { remember } from '../../archive/log/keys.ts';
import { isOfLog, saltsFile } from '../../archive/log/log-folder.ts';
import { slotsOf } from '../../archive/log/slots.ts';
import { destroyKey } from '../../archive/sealed.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import type { ErasureRecord } from '../../subjects/erasures/kinds/erasure.ts';
import { beginErasing, settleErasing } from '../../workspace/change/erasing.ts';
import { isUnreachable } from '../../workspace/disk/faults.ts';
import { isThere } from '../../workspace/disk/presence.ts';
import { markBlob, markOf, objectName } from '../../workspace/git/erased.ts';
import { commitOf } from '../../workspace/git/next-commit.ts';
import type { RefChange } from '../../workspace/git/purge.ts';
import { openRewriter, type ReadObject, type RewrittenObject } from '../../workspace/git/rewrite.ts';
import { LARGE_FOLDER } from '../../workspace/store/evidence.ts';
import { openSigner, type Signer, signLog } from '../log/sign.ts';
import type { Session } from '../session.ts';

/** What was taken out of the history. */
export interface Rewritten {
  /** Id of the 清除记录. */
  record: string;
  /** Versions of files that are gone. */
  contents: number;
  /** Commits that have another name now. */
  commits: number;
  /** Names in the repository that went because they led to what was erased. */
  refs: string[];
}

/** Signings that are tried again because somebody wrote in between. */
const TRIES = 5;

/**
 * @param now ISO instant
 * @throws UserError when this machine may not sign, or the repository cannot be written anew; nothing is changed then
 */
export async function rewriteHistory(session: Session, record: ErasureRecord, now: string): Promise<Rewritten> {
  const { workspace } = session;
  await requireWhole(workspace.root);
  for (let n = 0; n < TRIES; n += 1) {
    await signLog(session, now);
    const done = await workspace.lock.run(async () => {
      const signer = await openSigner(session);
      if (signer === undefined || signer.commits.some((one) => slotsOf(one).length > 0)) return undefined;
      return underLock(session, signer, record, now);
    });
    if (done === undefined) continue;
    await remember(done.origin, done.note);
    return done.rewritten;
  }
  throw new EnvironmentError('工作区一直有其他程序写入，清除未能进行', {
    hint: '停止其他程序后执行 opsledger erase --finish',
  });
}

/** Objects that lie elsewhere, or that another folder works with, are out of reach. @throws UserError */
async function requireWhole(root: string): Promise<void> {
  const wrong: [string, string, string][] = [
    ['objects/info/alternates', '版本库借用了另一处的对象', '按使用手册“依规清除”一页把对象取回本库'],
    ['shallow', '版本库的历史不完整（浅克隆）', '从备份恢复整个 .git 文件夹'],
    ['worktrees', '版本库另有检出的文件夹', '移走那些文件夹的登记'],
  ];
  for (const [name, summary, hint] of wrong)
    if (await isThere(join(root, '.git', name)))
      throw new UserError(`${summary}，不能清除`, { file: `.git/${name}`, hint: `${hint}，再重新执行` });
}

async function underLock(session: Session, signer: Signer, record: ErasureRecord, now: string) {
  const { workspace } = session;
  const { git, root } = workspace;
  const { log, by } = signer;
  const head = await git.head();
  const erased = await readErased(workspace);
  if (erased.problems.length > 0)
    throw new UserError('从前的清除与历史不符，不能再清除', { hint: '用 opsledger verify 核对，从备份恢复后重新执行' });
  const commits = await git.changes();
  const present = new Map((await git.listTree('HEAD')).map(({ path, blob }) => [path, blob]));
  const blobs = contentsOf(record, { present, commits, erased });
  const salts = withoutSalts({ log, commits, erased, blobs });
  const objects = git.objects();
  const made: RewrittenObject[] = [];
  try {
    const read = readingAlso(objects.bytes, made);
    const names = await rewritten(session, { read, made, blobs });
    const to = names.get(head) ?? head;
    const large = await largeOf(root, record);
    await destroyKeys(log.checkpoint.origin, record);
    const entries = entriesOf(record, { blobs, large, from: head, to, now });
    const files = grown({ ...log, salts }, entries, by);
    const write = new Map(files.write.map(({ path, bytes }) => [path, bytes]));
    for (const path of blobs.keys()) {
      const index = saltsIndex(path);
      if (index !== undefined) write.set(path, saltsFile(files.salts, index).bytes);
    }
    const newest = await commitOf(
      { read, made, parent: to, now, subject: `存证：清除 ${record.id}` },
      write,
      files.remove,
    );
    for (const own of blobs.values()) for (const blob of own) made.push(markObject(blob));
    await git.writeObjects(made);
    const refs = await refChanges(session, { head, newest, names, blobs });
    await beginErasing(root, {
      schema: 1,
      ...{ from: head, to: newest, large },
      files: [...new Set([...inUse(blobs, present), ...write.keys(), ...files.remove])].sort(),
      blobs: [...new Set([...blobs.values()].flatMap((own) => [...own]))].sort(),
    });
    try {
      await git.moveRefs(refs);
    } catch (error) {
      // Nothing has moved: the trace goes, and what was written is of no use to anybody.
      await settleErasing(root, git);
      throw error;
    }
    await settleErasing(root, git);
    const rewrittenNow: Rewritten = {
      record: record.id,
      contents: [...blobs].reduce(
        (sum, [path, own]) => sum + (saltsIndex(path) === undefined ? own.size : 0),
        large.length,
      ),
      commits: [...names].filter(([old, other]) => old !== other).length,
      refs: refs.filter(({ to: other }) => other === null).map(({ name }) => name),
    };
    return { origin: log.checkpoint.origin, note: files.note, rewritten: rewrittenNow };
  } finally {
    objects.close();
  }
}

/** Files that hold now what goes. */
const inUse = (blobs: Blobs, present: ReadonlyMap<string, string>): string[] =>
  [...blobs].filter(([path, own]) => own.has(present.get(path) ?? '')).map(([path]) => path);

const markObject = (blob: string): RewrittenObject => ({ type: 'blob', name: markBlob(blob), bytes: markOf(blob) });

/** Objects of the repository, and those that were made for it just now. */
function readingAlso(read: ReadObject, made: readonly RewrittenObject[]): ReadObject {
  const own = new Map<string, Uint8Array>();
  let known = 0;
  return async (name) => {
    for (; known < made.length; known += 1) own.set(made[known]?.name ?? '', made[known]?.bytes ?? new Uint8Array());
    return own.get(name) ?? read(name);
  };
}

/** Writes the commits anew. @returns the name of each by the one that it had */
async function rewritten(
  { workspace: { git } }: Session,
  { read, made, blobs }: { read: ReadObject; made: RewrittenObject[]; blobs: Blobs },
): Promise<Map<string, string>> {
  const substitute = (path: string, blob: string) => (blobs.get(path)?.has(blob) === true ? markBlob(blob) : blob);
  const rewriter = openRewriter(read, blobs.keys(), substitute, (object) => made.push(object));
  const names = new Map<string, string>();
  for (const { commit } of (await git.history()).reverse()) names.set(commit, await rewriter.commit(commit, names));
  return names;
}

/** Contents that git does not hold. */
async function largeOf(root: string, { targets }: ErasureRecord): Promise<{ path: string; blob: string }[]> {
  const found: { path: string; blob: string }[] = [];
  for (const { path } of targets.filter((one) => one.path.startsWith(`${LARGE_FOLDER}/`))) {
    const bytes = await readFile(join(root, path)).catch((error: unknown) => {
      if (isUnreachable(error)) return undefined;
      throw error;
    });
    if (bytes !== undefined) found.push({ path, blob: objectName('blob', bytes) });
  }
  return found;
}

/** Of what is sealed the ciphertext stays where it is. */
async function destroyKeys(origin: string, { targets }: ErasureRecord): Promise<void> {
  for (const { path } of targets.filter(({ scope }) => scope === 'key'))
    await destroyKey(origin, path.split('/').at(-1)?.replace(/\.gz$/, '') ?? '');
}

/** More names of contents would not fit into an entry. */
const MOST_BLOBS = 1000;

function entriesOf(
  { id, reason, approvedBy, targets }: ErasureRecord,
  of: { blobs: Blobs; large: readonly { path: string; blob: string }[]; from: string; to: string; now: string },
): Made[] {
  const { from, to, now } = of;
  const own = (entry: LogEntry): Made => ({ entry, salt: undefined });
  const all = [...of.blobs].map(([path, blobs]) => [path, [...blobs].sort()] as const);
  const keys = targets.filter(({ scope }) => scope === 'key').map(({ path }) => [path, [] as string[]] as const);
  const erased = [...all, ...keys, ...of.large.map(({ path, blob }) => [path, [blob]] as const)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, blobs]) => {
      const parts = Array.from({ length: Math.max(1, Math.ceil(blobs.length / MOST_BLOBS)) }, (_, n) =>
        blobs.slice(n * MOST_BLOBS, (n + 1) * MOST_BLOBS),
      );
      return parts.map(
        (part): ErasedEntry => ({
          ...{ schema: 2, at: now, type: 'ERASE', path, blobs: part },
          ...{ reason, approvedBy, record: id, from, to },
        }),
      );
    });
  return [...erased.map(own), own(headEntry(now, to))];
}

/** All names of the repository that lead to what goes: those of commits that were written anew move, the others go. */
async function refChanges(
  { workspace: { git } }: Session,
  of: { head: string; newest: string; names: ReadonlyMap<string, string>; blobs: Blobs },
): Promise<RefChange[]> {
  const { branch, others } = await git.refs();
  const gone = new Set([...of.blobs.values()].flatMap((own) => [...own]));
  const paths = [...of.blobs.keys()].filter((path) => !isOfLog(path));
  const changes: RefChange[] = [{ name: branch, object: of.head, to: of.newest }];
  for (const { name, object } of others) {
    const to = of.names.get(object);
    if (to !== undefined) {
      if (to !== object) changes.push({ name, object, to });
    } else if (!gone.isDisjointFrom(await git.reaches(name)) || (await git.touches(name, branch, paths)))
      changes.push({ name, object, to: null });
  }
  return changes;
}
