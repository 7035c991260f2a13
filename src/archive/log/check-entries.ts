/** Entries ↔ files: every record, original and document has its entry with its digests, and every entry its file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDateTime } from '../../contract/time.ts';
import { sameBytes } from '../../proof/bytes.ts';
import type { CommitChanges, FileChange } from '../../workspace/git/commit-changes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { FoundDigests } from '../digest.ts';
import { type Known, type KnownContents, type Statement, statementOf } from '../known.ts';
import { MANIFEST } from '../layout.ts';
import type { ArchivedDocument } from '../store.ts';
import { gitContents } from './contents.ts';
import { saltedDigests, type TwoDigests } from './digests.ts';
import { entryBytes, type LogEntry, parseEntry } from './entry.ts';
import type { Erased } from './erasures.ts';
import type { LogFiles } from './log-folder.ts';
import { type Pair, type Pairing, pairUp } from './pairs.ts';
import type { LogProblem } from './problem.ts';
import { isNamed } from './problem.ts';
import { type Contents, entryOf, isSalted, saysWithdrawn, type Voiding, voidingOf } from './slots.ts';

export interface EntryCheck {
  /** @param named paths that have a problem already */
  finish(named: ReadonlySet<string>): Promise<{ problems: LogProblem[]; notes: string[]; pending: number }>;
}

/** The plain files of the workspace as they were read, and whether SM3 was asked for. */
export interface FilesRead {
  digests: ReadonlyMap<string, FoundDigests & { blob: string }>;
  withSm3: boolean;
  known: KnownContents;
}

/** What the entries are held against. */
interface Against extends FilesRead {
  log: LogFiles;
  entries: readonly (LogEntry | undefined)[];
  /** Of the whole history, oldest first. */
  commits: readonly CommitChanges[];
  documents: readonly ArchivedDocument[];
  erased: Erased;
}

/** A file as it is on the disk. */
interface Seen extends TwoDigests {
  withdrawn: boolean;
  voiding: Voiding | undefined;
}

export function openEntryCheck(
  workspace: Workspace,
  { log, entries, commits, documents, digests, withSm3, erased, known }: Against,
): EntryCheck {
  const pairing = pairUp(entries, commits, erased.current);
  /** Of each path the last change of the whole history, and how it is looked at. */
  const newest = newestChanges(commits);
  const wanted = new Map<string, Pair>();
  for (const pair of pairing.pairs) {
    const { change } = pair.slot;
    if (isErased(erased, pair)) continue;
    if (change.blob !== null && newest.get(change.path) === change) wanted.set(change.path, pair);
  }
  const saltOf = ({ slot, index }: Pair) => (isSalted(slot) && index !== undefined ? log.salts[index] : undefined);
  const look = (path: string, pair: Pair): Seen | undefined => {
    const found = digests.get(path);
    const { slot, index } = pair;
    // Of another content than the commit's it is told already.
    if (found === undefined || found.blob !== slot.change.blob) return undefined;
    const logged = loggedSm3(index === undefined ? undefined : entries[index]);
    if (!isSalted(slot))
      return { sha256: found.sha256, sm3: found.sm3 ?? logged, withdrawn: false, voiding: undefined };
    // Synchronous, as all that is read by the thousand.
    const bytes = readFileSync(join(workspace.root, path));
    const own = saltedDigests(bytes, saltOf(pair), withSm3);
    return {
      ...{ sha256: own.sha256, sm3: own.sm3 ?? logged },
      withdrawn: slot.change.state === 'modified' && saysWithdrawn(bytes, path),
      voiding: slot.what === 'signoff' ? voidingOf(bytes, path) : undefined,
    };
  };
  return {
    async finish(named) {
      const objects = workspace.git.objects();
      const judged = openJudged({ log, newest, digests, saltOf, known, erased });
      const seen = new Map<string, Seen>();
      for (const [path, pair] of wanted) {
        const one = judged.isSettled(pair) ? undefined : look(path, pair);
        if (one !== undefined) seen.set(path, one);
      }
      try {
        const contents = seenContents({ newest, seen, documents, others: () => gitContents(objects) });
        const problems = [
          ...(await differences(log, entries, pairing, { contents, saltOf, erased, judged })),
          ...(await lostFromTree(workspace, pairing, newest)),
        ];
        return { ...sorted(entries, problems, named), pending: pairing.pending };
      } finally {
        objects.close();
      }
    },
  };
}

/** Which entries were found to be those of their files before. */
interface Judged {
  isSettled(pair: Pair): boolean;
  /** The entry of this one is. */
  keep(pair: Pair): void;
}

function openJudged(of: {
  log: LogFiles;
  newest: ReadonlyMap<string, FileChange>;
  digests: FilesRead['digests'];
  saltOf: (pair: Pair) => Uint8Array | undefined;
  known: KnownContents;
  erased: Erased;
}): Judged {
  const stated = new Map<Pair, { known: Known; statement: Statement; isSettled: boolean } | undefined>();
  /** undefined for what there is no entry of, and for what cannot be read any more. */
  const state = (pair: Pair) => {
    const { slot, index } = pair;
    if (index === undefined || isErased(of.erased, pair)) return undefined;
    const { change } = slot;
    const read = of.newest.get(change.path) === change ? of.digests.get(change.path) : undefined;
    const sha256 = read?.blob === change.blob ? read?.sha256 : undefined;
    // What is on the disk was read just now; of an earlier version only git knows what it was.
    const known = sha256 === undefined ? of.known.objects : of.known.bytes;
    const said = JSON.stringify([
      slot.path,
      slot.at,
      slot.what,
      change.path,
      change.state,
      change.blob,
      sha256 ?? null,
    ]);
    const statement = statementOf('pair', said, of.log.tree.node(0, index), of.saltOf(pair) ?? '');
    return { known, statement, isSettled: known.of(statement) !== undefined };
  };
  const stateOf = (pair: Pair) => {
    if (!stated.has(pair)) stated.set(pair, state(pair));
    return stated.get(pair);
  };
  return {
    isSettled: (pair) => stateOf(pair)?.isSettled === true,
    keep(pair) {
      const one = stateOf(pair);
      one?.known.keep(one.statement);
    },
  };
}

/** The SM3 digest that an entry holds of its own file: where nobody asked for it, it is taken at its word. */
function loggedSm3(entry: LogEntry | undefined): string {
  if (entry === undefined) return '';
  if ('sm3' in entry) return entry.sm3;
  return 'outputs' in entry ? (entry.outputs.find(({ path }) => path === MANIFEST)?.sm3 ?? '') : '';
}

function newestChanges(commits: readonly CommitChanges[]): Map<string, FileChange> {
  const newest = new Map<string, FileChange>();
  for (const { files } of commits) for (const file of files) newest.set(file.path, file);
  return newest;
}

/** What was seen on the disk of the newest version of a file, and what git has of the others. */
function seenContents(of: {
  newest: ReadonlyMap<string, FileChange>;
  seen: ReadonlyMap<string, Seen>;
  documents: readonly ArchivedDocument[];
  others(): Contents;
}): Contents {
  const manifests = new Map(of.documents.map(({ folder, manifest }) => [`${folder}/manifest.json`, manifest]));
  const found = (change: FileChange) => (of.newest.get(change.path) === change ? of.seen.get(change.path) : undefined);
  return {
    async digests(change, salt) {
      const own = found(change);
      return own === undefined ? of.others().digests(change, salt) : { sha256: own.sha256, sm3: own.sm3 };
    },
    async manifest(change) {
      const own = found(change) && manifests.get(change.path);
      return own ?? of.others().manifest(change);
    },
    isWithdrawn: async (change) => found(change)?.withdrawn ?? of.others().isWithdrawn(change),
    voiding: async (change) => {
      const own = found(change);
      return own === undefined ? of.others().voiding(change) : own.voiding;
    },
  };
}

/** By what files and entries are compared. */
interface Compared {
  contents: Contents;
  saltOf: (pair: Pair) => Uint8Array | undefined;
  erased: Erased;
  judged: Judged;
}

/** true for a file whose content was destroyed: its entry speaks of what nobody can read any more. */
const isErased = (erased: Erased, { slot: { change } }: Pair): boolean =>
  erased.isMark(change.path, change.blob ?? undefined);

async function differences(
  log: LogFiles,
  entries: readonly (LogEntry | undefined)[],
  { pairs, unfounded, lostHeads }: Pairing,
  compared: Compared,
): Promise<LogProblem[]> {
  const problems: LogProblem[] = [];
  const [lost] = lostHeads;
  if (lost !== undefined) {
    const message = `存证日志登记的提交 ${lost.slice(0, 12)} 不在当前历史中：历史被改写，或版本库被换回旧版；与备份中的版本库比较`;
    problems.push({ path: '.git', property: '真实性', message });
  }
  for (const pair of pairs) {
    if (compared.judged.isSettled(pair)) continue;
    const message = await differenceOf(pair, log, compared);
    if (message === null) compared.judged.keep(pair);
    else problems.push({ path: pair.slot.path, property: '真实性', message });
  }
  for (const index of unfounded) {
    const entry = entries[index];
    if (entry === undefined || !('path' in entry)) continue;
    const message = `存证条目（第 ${index + 1} 条，${formatDateTime(entry.at)}）所记的不在版本库的历史中：条目是伪造的，或历史被改写`;
    problems.push({ path: entry.path, property: '真实性', message });
  }
  return problems;
}

/** How a file differs from its entry; null when it does not. */
async function differenceOf(pair: Pair, log: LogFiles, { contents, saltOf, erased }: Compared): Promise<string | null> {
  const { slot, index } = pair;
  const bytes = index === undefined ? undefined : log.entries[index];
  if (bytes === undefined)
    return `没有存证条目，而写入它的提交 ${slot.commit.slice(0, 12)} 已登记：条目被删去，或历史被改写`;
  const name = `存证条目（第 ${(index ?? 0) + 1} 条，${formatDateTime(slot.at)}）`;
  if (isErased(erased, pair))
    return isOfSlot(parseEntry(bytes), slot) ? null : `与${name}不一致：条目或提交时间被改动；从备份取回登记的版本`;
  const salt = saltOf(pair);
  if (isSalted(slot) && salt === undefined) return `${name}的盐值缺失，不能核对内容：从备份取回 archive/log-salts/`;
  if (sameBytes(entryBytes(await entryOf(slot, contents, salt)), bytes)) return null;
  return `与${name}不一致：内容、条目或提交时间被改动；从备份或版本库取回登记的版本`;
}

/** Of an entry whose content is gone: that it is of this file and time. */
const isOfSlot = (entry: LogEntry | undefined, { path, at }: Pair['slot']): boolean =>
  entry !== undefined && 'path' in entry && entry.path === path && entry.at === at;

/** What a commit brought and no later one took away has to be in the newest commit, as it came. */
async function lostFromTree(
  { git }: Workspace,
  { pairs }: Pairing,
  newest: ReadonlyMap<string, FileChange>,
): Promise<LogProblem[]> {
  const held = new Map((await git.listTree('HEAD')).map(({ path, blob }) => [path, blob]));
  return pairs.flatMap(({ slot: { change } }): LogProblem[] => {
    if (newest.get(change.path) !== change || held.get(change.path) === (change.blob ?? undefined)) return [];
    const message = '最新提交中没有存证时的内容，也没有提交改动过它：合并时被丢弃或替换；从历史中取回';
    return [{ path: change.path, property: '完整性', message }];
  });
}

/** One problem a path, none where there is one already; what was 作废, or erased in the first form, is a note. */
function sorted(
  entries: readonly (LogEntry | undefined)[],
  problems: readonly LogProblem[],
  named: ReadonlySet<string>,
): { problems: LogProblem[]; notes: string[] } {
  const gone = new Map(
    entries.flatMap((entry) => (entry?.type === 'ERASE' && entry.schema === 1 ? [[entry.path, entry]] : [])),
  );
  // What was made void stays as it was issued: nothing of it is excused.
  const voids = entries.flatMap((entry) => (entry?.type === 'VOID' ? [entry] : []));
  const kept = new Map<string, LogProblem>();
  for (const one of problems) {
    if (!kept.has(one.path) && !gone.has(one.path) && !isNamed(named, one.path)) kept.set(one.path, one);
  }
  const notes = [...gone.values(), ...voids].map((entry) => {
    const { at, reason, approvedBy } = entry;
    if (entry.type === 'ERASE') return `已依规清除 ${entry.path}：${formatDateTime(at)} ${approvedBy} 批准，${reason}`;
    const what = entry.schema === 1 ? entry.path : `${entry.obligation} ${entry.period} 第 ${entry.revision} 版`;
    return `已作废 ${what}：${formatDateTime(at)} ${approvedBy}，${reason}`;
  });
  return { problems: [...kept.values()], notes };
}
