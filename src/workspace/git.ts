/**
 * The git repository of a workspace, driven so that nothing of the machine shows through: identity, dates, signing,
 * hooks, ignore rules and line endings are set for each call, and no user or system configuration is read.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SimpleGit, simpleGit } from 'simple-git';
import { EnvironmentError } from '../contract/error.ts';
import { isMissing } from './faults.ts';
import { parseStatus, parseTree, type Change as StatusChange, type TreeEntry } from './git-output.ts';

export type { TreeEntry } from './git-output.ts';
/** An uncommitted file: new, modified or deleted, seen against the last commit. */
export type ChangedPath = StatusChange;

export interface CommitOptions {
  /** ISO instant that becomes author and committer date. */
  at: string;
  /** Text below the subject. */
  body?: string | undefined;
}

export interface Git {
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
  /** Id of the newest commit. */
  head(): Promise<string>;
  /** Uncommitted files under the prefixes (all of them for none), sorted by path. Ignored files are not among them. */
  changedPaths(prefixes?: readonly string[]): Promise<ChangedPath[]>;
  isClean(prefixes?: readonly string[]): Promise<boolean>;
  /** Bytes of a file in a commit; undefined when it is not there. */
  showFile(commit: string, path: string): Promise<Uint8Array | undefined>;
  /** Files under a folder in a commit, sorted by path; `blob` is git's hash of the bytes. */
  listTree(commit: string, prefix?: string): Promise<TreeEntry[]>;
  /** Committer date as ISO text. */
  commitTime(commit: string): Promise<string>;
  /** Packs what many commits left as single files. */
  pack(): Promise<void>;
}

const IDENTITY = { name: 'OpsLedger', email: 'opsledger@localhost' };

/** Set for each call, so that neither the machine's nor the repository's own configuration decides. */
const CONFIG = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.fileMode=false',
  'core.autocrlf=false',
  'core.safecrlf=false',
  'core.quotePath=false',
  'core.precomposeUnicode=false',
  'core.excludesFile=/dev/null',
  'core.attributesFile=/dev/null',
  'core.untrackedCache=false',
  'core.logAllRefUpdates=true',
  'commit.gpgSign=false',
  'i18n.commitEncoding=utf-8',
  'i18n.logOutputEncoding=utf-8',
  // An acknowledged record must survive a power cut: git by itself does not fsync new objects.
  'core.fsync=committed,index,reference',
  'core.fsyncMethod=fsync',
  // Housekeeping in the foreground: a process left behind would outlive the lock.
  'gc.autoDetach=false',
  'maintenance.autoDetach=false',
  'status.renames=false',
  'status.showUntrackedFiles=all',
  'advice.addIgnoredFile=false',
];

/**
 * For one long run of many commits: one flush of the disk a command instead of one an object, and no housekeeping in
 * between (`pack` does it once at the end). What a command has reported is on disk all the same.
 */
const BULK_CONFIG = ['core.fsyncMethod=batch', 'gc.auto=0', 'maintenance.auto=false'];

/** Longest message handed to git: one argument of a program may not exceed 128 KiB. */
const MAX_BODY = 30_000;

/**
 * Opens the repository in `root`, never one of a folder above it.
 * @param options `bulk`: see `BULK_CONFIG`
 */
export function openGit(root: string, options: { bulk?: boolean } = {}): Git {
  const bulk = options.bulk === true;
  const text = (args: string[], call: Call = {}) => run(root, args, { ...call, bulk });
  const list = (paths: readonly string[]) => `${paths.join('\0')}\0`;
  const changedPaths = async (prefixes: readonly string[] = []) =>
    parseStatus(
      await text(['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames', '--', ...prefixes]),
    );
  const head = async () => (await headOf(root)) ?? (await text(['rev-parse', '--verify', 'HEAD'])).trim();

  return {
    root,
    head,
    changedPaths,
    isClean: async (prefixes) => (await changedPaths(prefixes)).length === 0,
    async init() {
      await text(['init', '--quiet', '--template=', '--initial-branch=main', '--object-format=sha1'], { init: true });
    },
    async commitPaths(paths, subject, options) {
      const input = list(paths);
      const byList = ['--pathspec-from-file=-', '--pathspec-file-nul'];
      await text(['add', '--force', ...byList], { input });
      const message = messageArguments(subject, options.body);
      const commit = ['commit', '--quiet', '--only', '--no-verify', ...message, ...byList];
      await text(commit, { input, at: options.at }).catch(unlessUnchanged);
      return head();
    },
    async unstage(paths) {
      await text(['reset', '--quiet', '--pathspec-from-file=-', '--pathspec-file-nul'], { input: list(paths) });
    },
    async showFile(commit, path) {
      try {
        return await instance(root, {}).binaryCatFile(['blob', `${commit}:${path}`]);
      } catch (error) {
        if (
          error instanceof Error &&
          /^fatal: path '.*' (does not exist in|exists on disk, but not in) '/s.test(error.message)
        )
          return;
        throw gitError(error);
      }
    },
    async listTree(commit, prefix) {
      return parseTree(await text(['ls-tree', '-r', '-z', '-l', commit, ...(prefix ? ['--', prefix] : [])]));
    },
    async pack() {
      await text(['repack', '-d', '-l', '--quiet', '--window=2']);
    },
    commitTime: async (commit) => (await text(['show', '--no-patch', '--format=%cI', `${commit}^{commit}`])).trim(),
  };
}

interface Call {
  input?: string;
  /** Commit date. */
  at?: string;
  /** true while there is no repository yet. */
  init?: boolean;
  bulk?: boolean;
}

const COMMIT_ID = /^[0-9a-f]{40}\n$/;

/**
 * Newest commit as git's own files say it, a thousand times for what one process costs; undefined when they say it in
 * another way (packed references, a detached head), which git is then asked for.
 */
async function headOf(root: string): Promise<string | undefined> {
  const read = (name: string) => readFile(join(root, '.git', name), 'utf8').catch(unlessGone);
  const ref = /^ref: (refs\/heads\/[\w./-]+)\n$/.exec((await read('HEAD')) ?? '')?.[1];
  const id = ref === undefined ? undefined : await read(ref);
  return id !== undefined && COMMIT_ID.test(id) ? id.trim() : undefined;
}

function unlessGone(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

function messageArguments(subject: string, body: string | undefined): string[] {
  const line = subject.replace(/\s+/g, ' ').trim();
  if (body === undefined || body === '') return ['-m', line];
  return ['-m', line, '-m', body.length > MAX_BODY ? `${body.slice(0, MAX_BODY)}\n…` : body];
}

async function run(root: string, args: string[], call: Call): Promise<string> {
  try {
    return await instance(root, call).raw(args);
  } catch (error) {
    throw gitError(error);
  }
}

/** git says that there was nothing to commit by failing; for us that is no failure. */
function unlessUnchanged(error: unknown): void {
  const said = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  if (!/nothing (added )?to commit|no changes added to commit/.test(said)) throw error;
}

/** A git with an environment of its own: of this process's, only where programs and temporary files are. */
function instance(root: string, call: Call): SimpleGit {
  const own: Record<string, string> = {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: IDENTITY.name,
    GIT_AUTHOR_EMAIL: IDENTITY.email,
    GIT_COMMITTER_NAME: IDENTITY.name,
    GIT_COMMITTER_EMAIL: IDENTITY.email,
    // With both given, git neither looks in the folders above nor asks who owns the workspace.
    ...(call.init ? {} : { GIT_DIR: join(root, '.git'), GIT_WORK_TREE: root }),
    ...(call.at ? { GIT_AUTHOR_DATE: call.at, GIT_COMMITTER_DATE: call.at } : {}),
  };
  const outer: Record<string, string> = { LC_ALL: 'C', PATH: process.env['PATH'] ?? '/usr/bin:/bin' };
  if (process.env['TMPDIR'] !== undefined) outer['TMPDIR'] = process.env['TMPDIR'];
  const git = simpleGit({
    baseDir: root,
    config: call.bulk === true ? [...CONFIG, ...BULK_CONFIG] : CONFIG,
    trimmed: false,
    allowEnvironment: Object.keys(own),
    // Ours, not a user's: hooks and fsmonitor are switched off, the configuration of user and system is /dev/null.
    unsafe: {
      allowUnsafeHooksPath: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeTemplateDir: true,
    },
    // `exit` alone may come before the last bytes of a large answer.
    completion: { onClose: true, onExit: false },
    errors: (error, result) => error ?? (result.exitCode === 0 ? undefined : failure(result)),
    ...(call.input === undefined ? {} : { input: () => call.input }),
  });
  return git.env({ ...outer, ...own });
}

function failure(result: { exitCode: number; stdErr: Buffer[]; stdOut: Buffer[] }): Error {
  const said = Buffer.concat([...result.stdErr, ...result.stdOut])
    .toString('utf8')
    .trim();
  return new Error(said === '' ? `git exit code ${result.exitCode}` : said);
}

const known: [RegExp, string, string][] = [
  [/spawn git ENOENT/, '未找到 git', '安装 git（apt-get install git）后重新执行'],
  [
    /No space left on device|Out of diskspace|Disk quota exceeded|File too large/,
    '磁盘空间不足，未能保存',
    '清理磁盘空间后重新执行；本次操作未改变任何数据',
  ],
  [/couldn't write '.*\.lock'/, '未能写入版本库，磁盘空间可能不足', '清理磁盘空间后重新执行；本次操作未改变任何数据'],
  [/Read-only file system/, '文件系统为只读，未能保存', '检查磁盘挂载状态后重新执行'],
  [/Permission denied|insufficient permission/, '没有工作区的读写权限', '检查工作区的所有者与权限后重新执行'],
  [/\.lock': File exists/, '工作区的版本库被占用', '没有其他程序在使用时，重新执行即可自动恢复'],
  [/not a git repository/, '工作区没有版本库', '用 opsledger init 建立工作区，或从备份恢复 .git'],
];

function gitError(error: unknown): EnvironmentError {
  const message = error instanceof Error ? error.message : String(error);
  const match = known.find(([pattern]) => pattern.test(message));
  const made = new EnvironmentError(match?.[1] ?? 'git 操作失败', {
    found: message.trim().split('\n').slice(0, 3).join('；').slice(0, 300),
    ...(match ? { hint: match[2] } : {}),
  });
  made.cause = error;
  return made;
}
