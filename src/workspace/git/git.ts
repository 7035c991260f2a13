/**
 * The git repository of a workspace, driven so that nothing of the machine shows through: identity, dates, signing,
 * hooks, ignore rules and line endings are set for each call, and no user or system configuration is read.
 */
import { EnvironmentError } from '../../contract/error.ts';
import { tempOwner, unlessFault } from '../disk/durable.ts';
import { type Committer, headOf, porcelainCommitter } from './commit.ts';
import { openHelper } from './helper.ts';
import { type HistoryReader, readHistory } from './history.ts';
import { dropIndex, keepIndex } from './index-file.ts';
import { madeAtOnce, stillMadeAt } from './made-at.ts';
import { type GitObjects, openObjects } from './objects.ts';
import { parseGitlinks, parseStatus, parseTree, type Change as StatusChange, type TreeEntry } from './output.ts';
import { type HistoryWriter, writeHistory } from './purge.ts';
import type { RewrittenObject } from './rewrite.ts';
import { type GitCall, type GitRunner, runGit, runGitBytes } from './run.ts';
import { writeObjects } from './write-objects.ts';

export type { HistoryEntry } from './commit-changes.ts';
export type { GitObjects } from './objects.ts';
export type { Rewrite, TreeEntry } from './output.ts';
/** An uncommitted file: new, modified or deleted, seen against the last commit. */
export type ChangedPath = StatusChange;

export interface CommitOptions {
  /** ISO instant that becomes the author's date; the committer's is the machine's clock. */
  at: string;
  /** Text below the subject. */
  body?: string | undefined;
}

export interface Git extends HistoryReader, HistoryWriter {
  readonly root: string;
  /** Makes an empty repository whose branch is `main`, without the machine's templates. */
  init(): Promise<void>;
  /**
   * Commits exactly these paths as they are on disk (deleted ones too), whatever else is changed or staged.
   * @returns id of the commit; the current head when none of the paths differs from it
   */
  commitPaths(paths: readonly string[], subject: string, options: CommitOptions): Promise<string>;
  /** Takes paths out of the index again, after a commit that failed. */
  unstage(paths: readonly string[]): Promise<void>;
  /** Makes git's index anew from the last commit, where there is none that can be read. */
  rebuildIndex(): Promise<void>;
  /** Id of the newest commit. */
  head(): Promise<string>;
  /**
   * Uncommitted files under the prefixes (all of them for none), sorted by path. Ignored files are not among them, nor what somebody is
   * just writing, which has no name of its own yet.
   */
  changedPaths(prefixes?: readonly string[]): Promise<ChangedPath[]>;
  /** All of them, with what is being written or was left so: for who puts right what was left. */
  everyChangedPath(): Promise<ChangedPath[]>;
  isClean(prefixes?: readonly string[]): Promise<boolean>;
  /** Files below a folder that hold one of the words now, whatever git knows of them; its search is some times as fast as reading each. */
  filesHolding(words: readonly string[], folder: string): Promise<string[]>;
  /** Gives objects to the repository, to which nothing refers yet. */
  writeObjects(objects: readonly RewrittenObject[]): Promise<void>;
  /** For who reads very many files of commits. */
  objects(): GitObjects;
  /** Bytes of a file in a commit; undefined when it is not there. */
  showFile(commit: string, path: string): Promise<Uint8Array | undefined>;
  /** Files under folders (all of them for none) in a commit, sorted by path; `blob` is git's hash of the bytes. */
  listTree(commit: string, ...prefixes: string[]): Promise<TreeEntry[]>;
  /** All of a commit: its files as `listTree` gives them, and its paths that stand for another repository (submodules), of whose content nothing is held. */
  contents(commit: string): Promise<{ files: TreeEntry[]; gitlinks: string[] }>;
  /** Committer date as ISO text. */
  commitTime(commit: string): Promise<string>;
  /** Subject and body of a commit. */
  message(commit: string): Promise<string>;
  /** After a long run: brings git's index, which its commits passed by, up to the last of them. */
  catchUp(): Promise<void>;
  /** Packs what many commits left in single files and small packs. */
  pack(): Promise<void>;
}

/** Longest message handed to git: one argument of a program may not exceed 128 KiB. */
export const MAX_BODY = 30_000;

/**
 * Opens the repository in `root`, never one of a folder above it.
 * @param options `bulk`: see `BULK_CONFIG`; `upkeep` false: git's housekeeping is left to others
 */
export function openGit(root: string, options: { bulk?: boolean; upkeep?: boolean } = {}): Git {
  const bulk = options.bulk === true;
  const upkeep = options.upkeep !== false;
  const helper = bulk ? openHelper() : undefined;
  const runner = helper?.run ?? runGit;
  const text = (args: string[], call: GitCall = {}) => run(runner, root, args, { ...call, bulk, upkeep });
  const list = (paths: readonly string[]) => `${paths.join('\0')}\0`;
  const everyChangedPath = async (prefixes: readonly string[] = []) =>
    parseStatus(
      await text([
        'status',
        '--porcelain=v1',
        '--branch',
        '-z',
        '--untracked-files=all',
        '--no-renames',
        '--',
        ...prefixes,
      ]),
    );
  const changedPaths = async (prefixes: readonly string[] = []) =>
    (await everyChangedPath(prefixes)).filter(({ path }) => tempOwner(path) === undefined);
  const head = async () => (await headOf(root)) ?? (await text(['rev-parse', '--verify', 'HEAD'])).trim();

  const rebuildIndex = async () => {
    await text(['read-tree', 'HEAD']);
    // Files that differ from it are none of its business, but git then ends with 1.
    await text(['update-index', '-q', '--refresh']).catch(() => undefined);
  };
  const committer: Committer = helper
    ? (commit) => helper.commit(root, commit)
    : porcelainCommitter({ text: (args, call = {}) => runGit(root, args, { ...call, upkeep }), head });

  return {
    root,
    head,
    changedPaths,
    everyChangedPath: () => everyChangedPath(),
    isClean: async (prefixes) => (await changedPaths(prefixes)).length === 0,
    filesHolding: (words, folder) => filesHolding((args) => runner(root, args, { bulk, upkeep }), words, folder),
    async init() {
      await text(['init', '--quiet', '--template=', '--initial-branch=main', '--object-format=sha1'], { init: true });
    },
    async commitPaths(paths, subject, { at, body }) {
      const commit = () => committer({ paths, message: messageOf(subject, body), at });
      const made = await standing({ root, head, rebuildIndex }, commit);
      await stillMadeAt(root, made, paths);
      return made;
    },
    async unstage(paths) {
      await text(['reset', '--quiet', '--pathspec-from-file=-', '--pathspec-file-nul'], { input: list(paths) });
    },
    rebuildIndex,
    writeObjects: (objects) =>
      writeObjects(root, objects).catch((error: unknown) => {
        throw gitError(error);
      }),
    objects() {
      const objects = openObjects(root);
      const named = (error: unknown) => {
        throw gitError(error);
      };
      return {
        close: objects.close,
        bytes: (blob) => objects.bytes(blob).catch(named),
        tree: (name) => objects.tree(name).catch(named),
      };
    },
    async showFile(commit, path) {
      try {
        return await runGitBytes(root, ['cat-file', 'blob', `${commit}:${path}`], {});
      } catch (error) {
        if (
          error instanceof Error &&
          /^fatal: path '.*' (does not exist in|exists on disk, but not in) '/s.test(error.message)
        )
          return;
        throw gitError(error);
      }
    },
    async listTree(commit, ...prefixes) {
      return parseTree(await text(['ls-tree', '-r', '-z', commit, '--', ...prefixes]));
    },
    async contents(commit) {
      const listed = await text(['ls-tree', '-r', '-z', commit]);
      return { files: parseTree(listed), gitlinks: parseGitlinks(listed) };
    },
    async catchUp() {
      await helper?.catchUp(root).catch((error: unknown) => {
        throw gitError(error);
      });
    },
    async pack() {
      // Looking for likenesses takes twice the time and gains nothing: documents are packed as they are, records are small.
      await text(['-c', 'pack.compression=1', 'repack', '-a', '-d', '-l', '--quiet', '--window=0']);
    },
    ...madeAtOnce(root, readHistory(text)),
    ...writeHistory(root, text),
    message: (commit) => text(['show', '--no-patch', '--format=%B', `${commit}^{commit}`]),
    commitTime: async (commit) => (await text(['show', '--no-patch', '--format=%cI', `${commit}^{commit}`])).trim(),
  };
}

/**
 * How a search ends that has found nothing: without a word of its own, or with a word of folders for temporary files alone, which
 * went while it looked. Nobody's file lay there.
 */
const NONE_FOUND =
  /^(?:git exit code 1|(?:warning: could not open directory '(?:[^']*\/)?\.opsledger-tmp-[^']*': No such file or directory\s*)+)$/;

/** @param message of the error with which `git grep` ended */
export const isNoneFound = (message: string): boolean => NONE_FOUND.test(message);

async function filesHolding(search: (args: string[]) => Promise<string>, words: readonly string[], folder: string) {
  const patterns = words.flatMap((word) => ['-e', word]);
  // Without the index: what it is told to leave out is searched, too.
  const args = ['grep', '--no-index', '-a', '-l', '-z', '-F', ...patterns, '--', folder];
  const found = await search(args).catch((error: unknown) => {
    if (error instanceof Error && isNoneFound(error.message)) return '';
    throw gitError(error);
  });
  return found.split('\0').filter((path) => path !== '');
}

/** Paragraphs of a commit's message. */
function messageOf(subject: string, body: string | undefined): string[] {
  const line = subject.replace(/\s+/g, ' ').trim();
  if (body === undefined || body === '') return [line];
  return [line, body.length > MAX_BODY ? `${body.slice(0, MAX_BODY)}\n…` : body];
}

async function run(runner: GitRunner, root: string, args: string[], call: GitCall): Promise<string> {
  try {
    return await runner(root, args, call);
  } catch (error) {
    throw gitError(error);
  }
}

/**
 * A commit that fails leaves git's index as it was, also where the disk takes nothing any more: it is kept under a second name
 * meanwhile, which git, that replaces it, does not touch. The disk can also fail after git has made the commit but before it has
 * written its index: then the commit is made. What the disk does to the index is not what the person is told.
 */
async function standing(
  { root, head, rebuildIndex }: Pick<Git, 'root' | 'head' | 'rebuildIndex'>,
  commit: () => Promise<string>,
): Promise<string> {
  /** undefined before the first commit, and when nobody can tell. */
  const headOrNone = () => head().catch(() => undefined);
  const before = await headOrNone();
  const kept = await keepIndex(root);
  try {
    const made = await commit();
    await kept.drop();
    return made;
  } catch (error) {
    const now = await headOrNone();
    if (now === undefined || now === before) {
      await kept.putBack();
      throw gitError(error);
    }
    // Without an index the next command makes one; one that is behind would look like files that somebody staged.
    await rebuildIndex()
      .catch(() => dropIndex(root))
      .catch(unlessFault);
    await kept.drop();
    return now;
  }
}

const known: [RegExp, string, string][] = [
  [/spawn git ENOENT/, '未找到 git', '安装 git（apt-get install git）后重新执行'],
  [
    /No space left on device|Out of diskspace|Disk quota exceeded|File too large/,
    '磁盘空间不足，未能保存',
    '清理磁盘空间后重新执行',
  ],
  [/couldn't write '.*\.lock'/, '未能写入版本库，磁盘空间可能不足', '清理磁盘空间后重新执行'],
  [/Read-only file system/, '文件系统为只读，未能保存', '检查磁盘挂载状态后重新执行'],
  [/Permission denied|insufficient permission/, '没有工作区的读写权限', '检查工作区的所有者与权限后重新执行'],
  [/\.lock': File exists/, '工作区的版本库被占用', '没有其他程序在使用时，重新执行即可自动恢复'],
  [/on a directory that does not exist/, '工作区文件夹不存在', '检查工作区的路径，或从备份恢复整个工作区文件夹'],
  [/not a git repository/, '工作区没有版本库', '用 opsledger init 建立工作区，或从备份恢复整个工作区文件夹'],
];

function gitError(error: unknown): EnvironmentError {
  const message = error instanceof Error ? error.message : String(error);
  const match = known.find(([pattern]) => pattern.test(message));
  const made = new EnvironmentError(match?.[1] ?? '版本库操作失败', {
    found: message.trim().split('\n').slice(0, 3).join('；').slice(0, 300),
    ...(match ? { hint: match[2] } : {}),
  });
  made.cause = error;
  return made;
}
