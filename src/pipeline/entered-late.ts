/**
 * Records that say that they were written down earlier than they came into the history: whoever puts one there past the program can write
 * any time. They count from when they came, in everything that is judged by it, and are told in one set of words.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKPOINT } from '../archive/log/log-folder.ts';
import { UserError } from '../contract/error.ts';
import { parseInstant } from '../contract/instant.ts';
import { formatDateTime, type InstantText, secondsBetween, toText } from '../contract/time.ts';
import type { AnyRecord } from '../records/record.ts';
import { rowLists, rowsOf } from '../records/row.ts';
import { LONGEST_WRITING_SECONDS } from '../workspace/change/hand-edit-rules.ts';
import { isFileError, isMissing } from '../workspace/disk/faults.ts';
import { headOf } from '../workspace/git/commit.ts';
import { type CommitChanges, enteredHistory, entryClock } from '../workspace/git/commit-changes.ts';
import type { Git } from '../workspace/git/git.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { ABOUT_NOW_SECONDS } from './clock.ts';
import { finishedLate } from './finished-late.ts';
import type { Session } from './session.ts';
import { soundStore } from './sound-store.ts';
import { loadKind } from './units.ts';

/** The commit that brought a file. */
export interface Came {
  commit: string;
  /** When it entered the history. */
  at: InstantText;
  /** What it says that it was given; the program gives it the time at which the record was written down. */
  given: InstantText;
  /** The last signing of the log before it, which does not hold it; null: there was none, or its clock was wrong. */
  signed: InstantText | null;
}

/** By path, each file by the commit that brought it first. */
export async function cameOf(git: Git, ...folders: string[]): Promise<ReadonlyMap<string, Came>> {
  const came = new Map<string, Came>();
  addCame(await git.changes(undefined, ...folders), { came, signed: [] });
  return came;
}

/** When each of these commits signed the log, in seconds since 1970; undefined: it did not, or by a clock that was ahead, as it went back since. */
function signings(commits: readonly CommitChanges[]): (number | undefined)[] {
  let bound = Temporal.Now.instant().epochMilliseconds / 1000;
  const found = commits.toReversed().map((one) => {
    const at = one.files.some(({ path }) => path === CHECKPOINT) ? enteredHistory(one) : Number.POSITIVE_INFINITY;
    if (at > bound) return undefined;
    bound = at;
    return at;
  });
  return found.reverse();
}

/**
 * The files of these commits, oldest first. Both dates of a commit are whatever its maker says, and those before a signing are held by what
 * was signed: who was not in it then came later.
 * @param signed seconds since 1970 of the signings before them, to which theirs are added
 * @returns false: one of those before them was by a clock that was ahead, and what came after it has to be looked at anew
 */
function addCame(
  commits: readonly CommitChanges[],
  { came, signed }: { came: Map<string, Came>; signed: number[] },
): boolean {
  const own = signings(commits);
  const first = own.find((at) => at !== undefined);
  const isSound = first === undefined || signed.every((at) => at <= first);
  for (const [n, one] of commits.entries()) {
    const before = entryClock.believed ? signed.at(-1) : undefined;
    for (const { path } of one.files)
      if (!came.has(path)) came.set(path, cameBy(one, before === undefined ? null : fromSeconds(before)));
    const at = own[n];
    if (at !== undefined) signed.push(at);
  }
  return isSound;
}

const fromSeconds = (seconds: number): InstantText => toText(Temporal.Instant.fromEpochMilliseconds(seconds * 1000));

const cameBy = (one: CommitChanges, signed: InstantText | null): Came => ({
  ...{ commit: one.commit, at: fromSeconds(enteredHistory(one)), given: one.at, signed },
});

/** From when it counts: when it came, by its own dates and by those of what was signed before it. */
const countsFrom = ({ at, signed }: Came): InstantText =>
  signed !== null && secondsBetween(at, signed) > 0 ? signed : at;

/** What is wrong with a file that says when it was made. @param what it calls that time @returns null where its commit bears it out */
export function lateText(what: string, written: InstantText, { commit, at, given, signed }: Came): string | null {
  const isLate =
    secondsBetween(written, at) > LONGEST_WRITING_SECONDS ||
    (entryClock.believed && secondsBetween(written, given) > ABOUT_NOW_SECONDS);
  const isUnsigned = signed !== null && secondsBetween(written, signed) > ABOUT_NOW_SECONDS;
  if (!(isLate || isUnsigned)) return null;
  const came =
    isUnsigned && secondsBetween(at, signed) > 0
      ? ` ${formatDateTime(signed)} 签名的存证日志里还没有它`
      : `首次进入版本库是在 ${formatDateTime(at)}`;
  return `${what}写的是 ${formatDateTime(written)}，而${came}（提交 ${commit.slice(0, 12)}）：是否按期、是否补录以后者为准；核对这份文件的来历`;
}

/** A record, and as which it counts. */
export interface EnteredLate {
  path: string;
  message: string;
  sound: AnyRecord;
}

/** How far the history was read, and what was found by then. */
interface Known {
  head: string;
  came: Map<string, Came>;
  signed: number[];
  late: Map<string, EnteredLate>;
}

const known = new WeakMap<Git, Promise<Known>>();

/** In no order. What was made void counts as that, whenever it was written down. Of a story, whose times are given, none. */
export async function enteredLate(workspace: Place): Promise<EnteredLate[]> {
  if (workspace.simulated) return [];
  const { git } = workspace;
  // One after the other: whoever asks meanwhile gets what is found now, and nothing is read twice.
  const before = known.get(git);
  const found = lateNow(workspace, await before?.catch(() => undefined));
  known.set(git, found);
  found.catch(() => known.delete(git));
  return [...(await found).late.values()];
}

type Place = Pick<Workspace, 'root' | 'git' | 'records' | 'simulated'>;

async function lateNow({ root, git, records }: Omit<Place, 'simulated'>, before: Known | undefined): Promise<Known> {
  const head = (await headOf(root)) ?? (await git.head());
  if (before?.head === head) return before;
  const goesOn = before !== undefined && (await git.isAncestor(before.head));
  const { came, signed, late }: Omit<Known, 'head'> = goesOn
    ? before
    : { came: new Map(), signed: [], late: new Map() };
  const commits = await git.changes(goesOn ? before.head : undefined, 'records', CHECKPOINT);
  if (!addCame(commits, { came, signed }) && goesOn) return lateNow({ root, git, records }, undefined);
  const touched = new Set(commits.flatMap(({ files }) => files.map(({ path }) => path)));
  touched.delete(CHECKPOINT);
  for (const path of touched) {
    const one = await lateIn({ root, git, records }, path, came.get(path) as Came);
    if (one === null) late.delete(path);
    else late.set(path, one);
  }
  return { head, came, signed, late };
}

async function lateIn({ root, git, records }: Omit<Place, 'simulated'>, path: string, came: Came) {
  const said = writtenIn(root, path);
  if (said === null || (said !== undefined && lateText('', said, came) === null)) return null;
  // One that cannot be read is told as that.
  const stored = await records.readFile(path).catch(unlessUsable);
  if (stored === undefined || stored.record.withdrawn !== undefined) return null;
  const message = lateText('录入时间', stored.record.enteredAt, came);
  // What a power cut kept out of the history for a while was there when its seal says so.
  const late = message === null ? null : await finishedLate({ root, git }, came.commit);
  if (late !== null && lateText('', stored.record.enteredAt, { ...came, at: late.written, signed: null }) === null)
    return null;
  return message === null ? null : { path, message, sound: await enteredAt(stored.record, countsFrom(came)) };
}

/** The same session, in which nothing counts as written down before it came into the history. A long run that writes alone knows what it wrote. */
export async function countedFromEntry(session: Session): Promise<Session> {
  const { workspace } = session;
  const late = workspace.writesAlone === true ? [] : await enteredLate(workspace);
  if (late.length === 0) return session;
  const standing = late.map((one) => ({ ...one, record: one.sound }));
  return { ...session, workspace: { ...workspace, records: soundStore(workspace.records, standing) } };
}

function unlessUsable(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}

/** The program writes these first; whoever wrote them in another order has the file read whole. */
const HEAD_BYTES = 400;
const WRITTEN = /^(?:\{\n)?(?: *"?(?:schema|id|kind|source|at)"?: [^\n]*\n)*? *"?enteredAt"?: "?([^"\n,]+)/;

/** @returns null: there is no file; undefined: it does not say it where the program does */
function writtenIn(root: string, path: string): InstantText | null | undefined {
  let file: number;
  try {
    file = openSync(join(root, path), 'r');
  } catch (error) {
    if (isFileError(error) && isMissing(error)) return null;
    throw error;
  }
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const text = head.toString('utf8', 0, readSync(file, head, 0, HEAD_BYTES, 0));
    return parseInstant(WRITTEN.exec(text)?.[1] ?? '');
  } finally {
    closeSync(file);
  }
}

/** The record as it were, had it been written down then: its rows with it. */
async function enteredAt(record: AnyRecord, at: InstantText): Promise<AnyRecord> {
  const own = { ...record } as AnyRecord & Record<string, unknown>;
  for (const list of rowLists((await loadKind(record.kind)).schema)) {
    const rows = rowsOf(own, list);
    if (rows.some((row) => 'enteredAt' in row))
      own[list] = rows.map((row) => ('enteredAt' in row ? { ...row, enteredAt: at } : row));
  }
  return { ...own, enteredAt: at };
}
