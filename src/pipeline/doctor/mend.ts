/**
 * `doctor --fix`: what a workspace lacks and can be given back without a decision of anybody: owners and rights of files, folders that
 * are not there, caches that cannot be used. No content of a file that git holds is touched.
 */
import { chmod, lchown, lstat, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { chownCommand } from '../../workspace/change/opening-notes.ts';
import { environmentError, isMissing, isUnreachable } from '../../workspace/disk/faults.ts';
import { isUnversioned } from '../../workspace/disk/unversioned.ts';
import { isWorkspace } from '../../workspace/is-workspace.ts';
import { openSession } from '../session.ts';

/** One thing that is not as it should be. */
export interface Mend {
  id: 'owner' | 'rights' | 'folder' | 'cache';
  /** What is wrong, in Chinese. */
  found: string;
  /** What was, or would be, done about it. */
  act: string;
  /** `possible`: it would be done by `--fix`; `refused`: this user or disk cannot. */
  state: 'done' | 'possible' | 'refused';
  /** Why it was refused, and what to do; null else. */
  remedy: string | null;
}

export interface MendRequest {
  /** false: only say what would be done. */
  fix: boolean;
  /** User of this process; undefined where there are none. */
  uid: number | undefined;
}

/** Folders that every command may write to, and that git does not keep while they are empty. */
const FOLDERS: readonly string[] = ['.opsledger', 'inbox', 'plans', 'records'];
const CACHE = '.opsledger/cache';
/** What its owner needs of a file and of a folder. */
const FILE_NEEDS = 0o600;
const FOLDER_NEEDS = 0o700;
/** git keeps its objects from being written to. */
const OBJECTS = /^\.git\/objects\//;
const OBJECT_NEEDS = 0o400;
const PROGRAM = 0o111;
const ANYBODY = 0o002;
/** Of so many files a file system without rights of its own shows all alike. */
const ALL_ALIKE = 0.9;

interface Entry {
  path: string;
  isFolder: boolean;
  uid: number;
  mode: number;
}

/**
 * Looks at the workspace and mends it where that is wanted.
 * @param root absolute path; of what is no workspace nothing is said
 * @returns one for each kind of fault that is there, in a fixed order
 * @throws EnvironmentError when the disk fails in another way than by refusing
 */
export async function mend(root: string, request: MendRequest): Promise<Mend[]> {
  if (!(await isWorkspace(root))) return [];
  try {
    const owner = (await stat(root)).uid;
    const mends = [...(await owners(root, owner, request)), ...(await rights(root, owner, request))];
    return [...mends, ...(await folders(root, owner, request)), ...(await caches(root, owner, request))];
  } catch (error) {
    throw environmentError(error, root);
  }
}

/**
 * What opening the workspace tells: an interrupted operation, locks and temporary files that were left are put right by that alone,
 * whichever command does it. @returns lines in Chinese; none for what cannot be opened, of which `doctor` says why
 */
export async function putRight(root: string): Promise<readonly string[]> {
  if (!(await isWorkspace(root))) return [];
  try {
    const session = await openSession(root, { settings: false });
    await session.close();
    return session.workspace.notes;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [];
  }
}

interface Act {
  id: Mend['id'];
  found: string;
  act: string;
  /** What to do when this user may not. */
  remedy: string;
  /** false: it is known that this user may not. */
  may: boolean;
  work(): Promise<void>;
}

async function acted({ id, found, act, remedy, may, work }: Act, fix: boolean): Promise<Mend> {
  if (!may) return { id, found, act, state: 'refused', remedy };
  if (!fix) return { id, found, act, state: 'possible', remedy: null };
  try {
    await work();
    return { id, found, act, state: 'done', remedy: null };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { id, found, act, state: 'refused', remedy: `${remedy}（${code}）` };
  }
}

/** Files of another user than that of the folder, which a command run as root leaves. */
async function owners(root: string, owner: number, { fix, uid }: MendRequest): Promise<Mend[]> {
  const foreign = (await entriesOf(root)).filter((one) => one.uid !== owner);
  const [first] = foreign;
  if (first === undefined) return [];
  const found = `有 ${foreign.length} 个文件或文件夹不属于工作区文件夹的用户（如 ${first.path}）`;
  const act: Act = {
    ...{ id: 'owner', found, act: '把它们交还给工作区文件夹的用户' },
    remedy: `以 root 执行 opsledger doctor --fix，或 ${chownCommand(root)}`,
    may: uid === 0 || uid === undefined,
    async work() {
      const group = (await stat(root)).gid;
      for (const { path } of foreign) await lchown(join(root, path), owner, group);
    },
  };
  return [await acted(act, fix)];
}

/** Rights that the owner lacks, and rights that nobody should have. */
async function rights(root: string, owner: number, { fix, uid }: MendRequest): Promise<Mend[]> {
  const entries = (await entriesOf(root)).filter((one) => one.uid === owner);
  const may = uid === 0 || uid === undefined || uid === owner;
  const remedy = `以工作区的用户或 root 执行 opsledger doctor --fix`;
  const lacking = entries.filter((one) => (one.mode & needs(one)) !== needs(one));
  const versioned = entries.filter((one) => !one.isFolder && !isUnversioned(one.path));
  const mends: Mend[] = [];
  const say = async (which: readonly Entry[], how: string, act: string, mode: (one: Entry) => number) => {
    const [first] = which;
    if (first === undefined) return;
    const found = `有 ${which.length} 个文件或文件夹${how}（如 ${first.path}）`;
    const work = async () => {
      // A folder comes before what it holds, which cannot be reached without it.
      for (const one of which) await chmod(join(root, one.path), mode(one));
    };
    mends.push(await acted({ id: 'rights', found, act, remedy, may, work }, fix));
  };
  await say(lacking, '连所有者也不能读写', '补上所有者的读写权限', (one) => one.mode | needs(one));
  const files = fix ? await again(root, versioned) : versioned;
  await say(unlessAll(files, PROGRAM), '被设为可执行', '取消可执行权限', (one) => one.mode & ~PROGRAM);
  const now = fix ? await again(root, versioned) : versioned;
  await say(unlessAll(now, ANYBODY), '允许本机任何用户改写', '取消其他用户的写入权限', (one) => one.mode & ~ANYBODY);
  return mends;
}

const needs = ({ isFolder, path }: Entry): number =>
  isFolder ? FOLDER_NEEDS : OBJECTS.test(path) ? OBJECT_NEEDS : FILE_NEEDS;

function unlessAll(files: readonly Entry[], bits: number): Entry[] {
  const found = files.filter(({ mode }) => (mode & bits) !== 0);
  return found.length >= files.length * ALL_ALIKE ? [] : found;
}

async function again(root: string, entries: readonly Entry[]): Promise<Entry[]> {
  const paths = new Set(entries.map(({ path }) => path));
  return (await entriesOf(root)).filter(({ path }) => paths.has(path));
}

async function folders(root: string, owner: number, { fix, uid }: MendRequest): Promise<Mend[]> {
  const mends: Mend[] = [];
  for (const name of FOLDERS) {
    const there = await lstat(join(root, name)).catch(unlessGone);
    if (there !== undefined) continue;
    const work = async () => {
      await mkdir(join(root, name));
      if (uid === 0 && owner !== 0) await lchown(join(root, name), owner, (await stat(root)).gid);
    };
    const may = uid === 0 || uid === undefined || uid === owner;
    const act = { id: 'folder' as const, found: `没有文件夹 ${name}/`, act: '建立空的文件夹', may, work };
    mends.push(await acted({ ...act, remedy: '以工作区的用户执行 opsledger doctor --fix' }, fix));
  }
  return mends;
}

/** What is made again by itself: of a cache that is a file, or of links, nothing is lost with it. */
async function caches(root: string, owner: number, { fix, uid }: MendRequest): Promise<Mend[]> {
  const info = await lstat(join(root, CACHE)).catch(unlessGone);
  if (info === undefined || info.isDirectory()) return [];
  const may = uid === 0 || uid === undefined || uid === owner;
  const found = `${CACHE} 不是文件夹，缓存无法使用`;
  const work = () => rm(join(root, CACHE), { force: true });
  const remedy = '以工作区的用户执行 opsledger doctor --fix';
  return [await acted({ id: 'cache', found, act: '删去它，缓存会重新生成', remedy, may, work }, fix)];
}

/** Everything below the folder, a folder before what it holds; links are themselves. */
async function entriesOf(root: string): Promise<Entry[]> {
  const found: Entry[] = [];
  const look = async (folder: string): Promise<void> => {
    const names = await readdir(join(root, folder)).catch(unlessDenied);
    for (const name of (names ?? []).sort()) {
      const path = folder === '' ? name : `${folder}/${name}`;
      // Gone in between: a command is at work.
      const info = await lstat(join(root, path)).catch(unlessGone);
      if (info === undefined) continue;
      const isFolder = info.isDirectory();
      if (isFolder || info.isFile()) found.push({ path, isFolder, uid: info.uid, mode: info.mode & 0o7777 });
      if (isFolder) await look(path);
    }
  };
  await look('');
  return found;
}

function unlessGone(error: unknown): undefined {
  if (!isMissing(error) && !isUnreachable(error)) throw error;
}

/** A folder that cannot be read is told of by its own rights. */
function unlessDenied(error: unknown): undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EACCES' && code !== 'EPERM' && !isMissing(error)) throw error;
}
