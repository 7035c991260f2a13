/**
 * What was erased by the log's own word (清除), and what the commits of before were called. Whoever erases replaces contents by
 * marks that name them, so that the names of all commits of before follow from those of now: each has to be the one that the log
 * accepted at its time, or more was changed than the entries say.
 */
import { blobOfMark, markBlob } from '../../workspace/git/erased.ts';
import type { Git } from '../../workspace/git/git.ts';
import { openRewriter } from '../../workspace/git/rewrite.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type ErasedEntry, type LogEntry, parseEntry } from './entry.ts';
import { isOfLog, type LogRead, readFrom, readLog } from './log-folder.ts';
import type { LogProblem } from './problem.ts';

/** The files that one rewriting of the history concerned. */
interface Erasure {
  from: string;
  to: string;
  entries: ErasedEntry[];
}

/** What a workspace has erased. */
export interface Erased {
  entries: readonly ErasedEntry[];
  /** true when the file was erased by an entry, and the blob is the mark of one of its contents. @param blob git's name of the mark */
  isMark(path: string, blob: string | undefined): boolean;
  /** The same of the bytes of a file. */
  isMarked(path: string, bytes: Uint8Array): boolean;
  /** By the name of a commit from before an erasure, what it is called now. */
  current: ReadonlyMap<string, string>;
  problems: LogProblem[];
}

const MARK = '"type":"ERASE"';

const isErased = (entry: LogEntry | undefined): entry is ErasedEntry => entry?.type === 'ERASE' && entry.schema === 2;

/** The entries of that form, in the order of the log. @param entries as the log holds them */
export function erasedEntries(entries: readonly Uint8Array[]): ErasedEntry[] {
  return entries
    .filter((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(MARK))
    .map(parseEntry)
    .filter(isErased);
}

/**
 * Reads them from the log of a workspace; what is wrong with the log itself is for its own check to tell.
 * @param read the log, for who has read it
 */
export async function readErased({ root, git }: Pick<Workspace, 'root' | 'git'>, read?: LogRead): Promise<Erased> {
  const log = read === undefined ? await readLog(readFrom(root)) : read.log;
  const entries = log === undefined || 'fault' in log ? [] : erasedEntries(log.entries);
  const { current, problems } = await formerCommits(git, erasuresOf(entries));
  return { ...openErased(entries), current, problems };
}

/** The files that were erased, by their paths, for who only shows them: of each the entry that says so. */
export async function erasedFiles(root: string): Promise<ReadonlyMap<string, ErasedEntry>> {
  const log = await readLog(readFrom(root));
  const entries = log === undefined || 'fault' in log ? [] : erasedEntries(log.entries);
  return new Map(entries.map((entry) => [entry.path, entry]));
}

/** Who asks whether a file is a mark. */
export function openErased(entries: readonly ErasedEntry[]): Pick<Erased, 'entries' | 'isMark' | 'isMarked'> {
  const marks = new Set(entries.flatMap(({ path, blobs }) => blobs.map((blob) => `${markBlob(blob)} ${path}`)));
  return {
    entries,
    isMark: (path, blob) => marks.size > 0 && blob !== undefined && marks.has(`${blob} ${path}`),
    isMarked(path, bytes) {
      const blob = blobOfMark(bytes);
      return blob !== undefined && marks.has(`${markBlob(blob)} ${path}`);
    },
  };
}

function erasuresOf(entries: readonly ErasedEntry[]): Erasure[] {
  const found = Map.groupBy(entries, ({ from, to }) => `${from} ${to}`);
  return [...found.values()].flatMap((own) => own.slice(0, 1).map(({ from, to }) => ({ from, to, entries: own })));
}

/** What replaces each content, by `path` and git's name of what is replaced. */
const marksOf = (entries: readonly ErasedEntry[]): Map<string, string> =>
  new Map(entries.flatMap(({ path, blobs }) => blobs.map((blob) => [`${markBlob(blob)} ${path}`, blob] as const)));

const broken = (message: string): LogProblem => ({ path: '.git', property: '真实性', message });
const short = (commit: string): string => commit.slice(0, 12);

/** What the commits were called before each of these erasures, the newest of which is undone first. */
async function formerCommits(git: Git, erasures: readonly Erasure[]): Promise<Pick<Erased, 'current' | 'problems'>> {
  const current = new Map<string, string>();
  const problems: LogProblem[] = [];
  if (erasures.length === 0) return { current, problems };
  // Parents first.
  const history = (await git.history()).reverse();
  const parentsOf = new Map(history.map(({ commit, parents }) => [commit, parents]));
  let nameNow = (commit: string): string | undefined => (parentsOf.has(commit) ? commit : undefined);
  const objects = git.objects();
  try {
    for (let n = erasures.length - 1; n >= 0; n -= 1) {
      const { from, to } = erasures[n] as Erasure;
      const top = nameNow(to);
      if (top === undefined) {
        problems.push(
          broken(`清除之后的提交 ${short(to)} 不在当前历史中：历史被改写，或版本库被换回旧版；与备份中的版本库比较`),
        );
        break;
      }
      const since = erasures.slice(n).flatMap(({ entries }) => entries);
      const marks = marksOf(since);
      const paths = new Set(since.map(({ path }) => path));
      const rewriter = openRewriter(objects.bytes, paths, (path, blob) => marks.get(`${blob} ${path}`) ?? blob);
      const below = ancestors(top, parentsOf);
      const names = new Map<string, string>();
      for (const { commit } of history) if (below.has(commit)) names.set(commit, await rewriter.commit(commit, names));
      if (names.get(top) !== from) {
        problems.push(
          broken(
            `清除改写的历史与存证条目不符（还原后应为 ${short(from)}，实为 ${short(names.get(top) ?? '')}）：除所列文件外还有改动，或清除的不是所列文件；与备份中的版本库比较`,
          ),
        );
        break;
      }
      const before = new Map([...names].map(([now, old]) => [old, now]));
      for (const [old, now] of before) if (old !== now) current.set(old, now);
      nameNow = (commit) => before.get(commit);
    }
  } finally {
    objects.close();
  }
  return { current, problems };
}

function ancestors(top: string, parentsOf: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>();
  const open = [top];
  for (let commit = open.pop(); commit !== undefined; commit = open.pop()) {
    if (found.has(commit)) continue;
    found.add(commit);
    open.push(...(parentsOf.get(commit) ?? []));
  }
  return found;
}

/** Entries that a person is told of: the salts that went with a record are a matter of its own. */
export const toldOf = (entries: readonly ErasedEntry[]): ErasedEntry[] => entries.filter(({ path }) => !isOfLog(path));
