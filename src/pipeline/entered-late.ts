/**
 * Records that say that they were written down earlier than they came into the history: whoever puts one there past the program can write
 * any time. They count from when they came, in everything that is judged by it, and are told in one set of words.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
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
}

/** By path, each file by the commit that brought it first. */
export async function cameOf(git: Git, ...folders: string[]): Promise<ReadonlyMap<string, Came>> {
  const came = new Map<string, Came>();
  // Oldest first.
  for (const one of await git.changes(undefined, ...folders))
    for (const { path } of one.files) if (!came.has(path)) came.set(path, cameBy(one));
  return came;
}

const fromSeconds = (seconds: number): InstantText => toText(Temporal.Instant.fromEpochMilliseconds(seconds * 1000));

const cameBy = (one: CommitChanges): Came => ({
  ...{ commit: one.commit, at: fromSeconds(enteredHistory(one)), given: one.at },
});

/** What is wrong with a file that says when it was made. @param what it calls that time @returns null where its commit bears it out */
export function lateText(what: string, written: InstantText, { commit, at, given }: Came): string | null {
  const isLate =
    secondsBetween(written, at) > LONGEST_WRITING_SECONDS ||
    (entryClock.believed && secondsBetween(written, given) > ABOUT_NOW_SECONDS);
  if (!isLate) return null;
  return `${what}写的是 ${formatDateTime(written)}，而首次进入版本库是在 ${formatDateTime(at)}（提交 ${commit.slice(0, 12)}）：是否按期、是否补录以后者为准；核对这份文件的来历`;
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

async function lateNow({ root, git, records }: Place, before: Known | undefined): Promise<Known> {
  const head = (await headOf(root)) ?? (await git.head());
  if (before?.head === head) return before;
  const goesOn = before !== undefined && (await git.isAncestor(before.head));
  const { came, late }: Omit<Known, 'head'> = goesOn ? before : { came: new Map(), late: new Map() };
  const touched = new Set<string>();
  for (const one of await git.changes(goesOn ? before.head : undefined, 'records'))
    for (const { path } of one.files) {
      if (!came.has(path)) came.set(path, cameBy(one));
      touched.add(path);
    }
  for (const path of touched) {
    const one = await lateIn({ root, records }, path, came.get(path) as Came);
    if (one === null) late.delete(path);
    else late.set(path, one);
  }
  return { head, came, late };
}

async function lateIn({ root, records }: Pick<Place, 'root' | 'records'>, path: string, came: Came) {
  const said = writtenIn(root, path);
  if (said === null || (said !== undefined && lateText('', said, came) === null)) return null;
  // One that cannot be read is told as that.
  const stored = await records.readFile(path).catch(unlessUsable);
  if (stored === undefined || stored.record.withdrawn !== undefined) return null;
  const message = lateText('录入时间', stored.record.enteredAt, came);
  return message === null ? null : { path, message, sound: await enteredAt(stored.record, came.at) };
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
