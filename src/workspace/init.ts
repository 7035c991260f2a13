/** Makes a workspace from the starter: whole, or not at all. */
import { readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isMap, isScalar, parseDocument } from 'yaml';
import { UserError } from '../contract/error.ts';
import { dateOf, toDate } from '../contract/time.ts';
import { makeFolder, syncFolder, unlessFault, writeDurable } from './disk/durable.ts';
import { environmentError, errorCode, isMissing } from './disk/faults.ts';
import { INIT_FOLDER as STAGING } from './disk/paths.ts';
import { openGit } from './git/git.ts';
import { checkTargets, loadSettings, SETTINGS_FILE } from './settings/settings.ts';
import { loadContract } from './store/contract.ts';

export interface InitOptions {
  /** First day of service, `yyyy-mm-dd`; default: the contract date of `now`. */
  from?: string | undefined;
  /** ISO instant: the date of the first commit. */
  now: string;
  /** Folder that holds `data/` and `knowledge-base/`. */
  starterDir: string;
  /** Name of the starter below `data/starters/`. */
  like?: string;
}

export interface Initialised {
  /** Absolute path. */
  root: string;
  /** Both days inclusive. */
  servicePeriod: { from: string; to: string };
}

/** What a workspace is made like when nobody says. */
const FIRST_STARTER = 'bureau';
const CONTRACT_FILE = 'contract/contract.yaml';
/** The workspace grows in a folder inside its own, because that may be a mount point of its own. */
const TREE = `${STAGING}/tree`;
/** Exists when the tree is whole and may be moved into place. */
const COMPLETE = `${STAGING}/complete`;

/** Folders of a workspace that git does not hold: caches, files to be imported, originals above 20 MB. */
const UNVERSIONED = ['.opsledger', 'inbox', 'evidence-large'];
const GIT_IGNORE = [
  '# 本机缓存、待导入文件、超过 20 MB 的原始材料不进版本库',
  ...UNVERSIONED.map((name) => `${name}/`),
];
const GIT_ATTRIBUTES = ['* -text', '*.pdf -delta', '*.xlsx -delta'];

/** true for the name of something at the top of a workspace that git does not hold, and for what git itself or `init` is. */
export const isUnversioned = (name: string): boolean =>
  UNVERSIONED.includes(name) || name === '.git' || name === STAGING || name === 'lost+found';

/** true when `dir` is a workspace. */
export async function isWorkspace(dir: string): Promise<boolean> {
  return (await isThere(join(dir, SETTINGS_FILE))) && (await isThere(join(dir, '.git')));
}

/**
 * Makes a workspace in an empty or new folder: the starter's data and articles, the service period of one year, git
 * with a first commit. An `init` that was interrupted is finished as it began.
 * @throws UserError when the folder holds something else or is a workspace already; EnvironmentError when disk or git
 * fail. The folder is as before then.
 */
export async function initWorkspace(dir: string, options: InitOptions): Promise<Initialised> {
  const root = resolve(dir);
  const names = await namesIn(root);
  if (await isWorkspace(root)) throw new UserError('此文件夹已是工作区', { file: dir, expected: '新的或空的文件夹' });
  const isComplete = await isThere(join(root, COMPLETE));
  const foreign = names.filter((name) => name !== STAGING && name !== 'lost+found');
  if (!isComplete && foreign.length > 0) {
    throw new UserError('文件夹不是空的', {
      file: dir,
      found: `${foreign.slice(0, 3).join('、')}${foreign.length > 3 ? ` 等 ${foreign.length} 项` : ''}`,
      expected: '新的或空的文件夹',
    });
  }
  const made = await makeFolder(root);
  try {
    if (!isComplete) {
      await rm(join(root, STAGING), { recursive: true, force: true });
      await build(root, options);
    }
    return await publish(root);
  } catch (error) {
    // What failed first is told; what cannot be removed now is by the next `init`, which goes on from there.
    await giveUp(root, made).catch(unlessFault);
    throw environmentError(error, dir);
  }
}

/** Removes what was made. Not while a part of it has its place already: then the next `init` has to find the rest. */
async function giveUp(root: string, made: readonly string[]): Promise<void> {
  if ((await namesIn(root)).some((name) => name !== STAGING && name !== 'lost+found')) return;
  await rm(join(root, STAGING), { recursive: true, force: true });
  for (const folder of made.toReversed()) await removeIfEmpty(folder);
}

/**
 * Last day of a service of one year that begins on `from`, both inclusive. From 29 February, which the next year does
 * not have, it is the last day of that month (民法典 第二百零四条).
 */
export function lastServiceDay(from: string): string {
  const start = toDate(from);
  const anniversary = start.add({ years: 1 });
  return (anniversary.day === start.day ? anniversary.subtract({ days: 1 }) : anniversary).toString();
}

async function build(root: string, options: InitOptions): Promise<void> {
  const tree = join(root, TREE);
  const manual = join(options.starterDir, 'knowledge-base', 'manual');
  const data = join(options.starterDir, 'data');
  await copyFolder(join(data, 'starters', options.like ?? FIRST_STARTER), tree);
  await copyFolder(join(data, '.schemas'), join(tree, '.schemas'));
  await copyFolder(join(options.starterDir, 'knowledge-base'), join(tree, 'knowledge-base'), manual);
  await writeDurable(join(tree, '.gitignore'), `${GIT_IGNORE.join('\n')}\n`);
  await writeDurable(join(tree, '.gitattributes'), `${GIT_ATTRIBUTES.join('\n')}\n`);
  await setServicePeriod(join(tree, CONTRACT_FILE), options.from ?? dateOf(options.now));
  await makeFolder(join(tree, 'inbox'));
  checkTargets(await loadSettings(tree), (await loadContract(tree)).assets);
  const git = openGit(tree);
  await git.init();
  const paths = (await git.changedPaths()).map((one) => one.path);
  await git.commitPaths(paths, '建立工作区', { at: options.now });
  await writeDurable(join(root, COMPLETE), '');
}

/** Moves the whole tree into place, `.git` last: without it the folder is no workspace yet. */
async function publish(root: string): Promise<Initialised> {
  const names = (await namesIn(join(root, TREE))).sort((a, b) => Number(a === '.git') - Number(b === '.git'));
  const moved: string[] = [];
  try {
    for (const name of names) {
      if (await isThere(join(root, name)))
        throw new UserError('文件夹中出现了同名的文件', { file: name, expected: '空的文件夹' });
      await rename(join(root, TREE, name), join(root, name));
      moved.push(name);
    }
    await syncFolder(root);
  } catch (error) {
    for (const name of moved.reverse()) await rename(join(root, name), join(root, TREE, name)).catch(unlessFault);
    throw error;
  }
  // The workspace is made; recovery removes what is left.
  await rm(join(root, STAGING), { recursive: true, force: true }).catch(unlessFault);
  const { contract } = await loadContract(root);
  return { root, servicePeriod: contract.servicePeriod };
}

/** Durable copy of the regular files below a folder; `except` and what is below it stay out. */
async function copyFolder(from: string, to: string, except?: string): Promise<void> {
  const files = await readdir(from, { withFileTypes: true, recursive: true }).catch((error: unknown) => {
    if (isMissing(error)) throw new UserError('程序自带的初始数据不完整', { file: from, hint: '重新安装 opsledger' });
    throw error;
  });
  for (const file of files) {
    const source = join(file.parentPath, file.name);
    if (!file.isFile() || (except !== undefined && source.startsWith(`${except}${sep}`))) continue;
    await writeDurable(join(to, relative(from, source)), await readFile(source), relative(from, source));
  }
}

/** Changes the two dates where they stand in the text, so that comments and layout of the file remain. */
async function setServicePeriod(file: string, from: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const period = parseDocument(text, { schema: 'failsafe' }).get('servicePeriod');
  const dates = { from: toDate(from).toString(), to: lastServiceDay(from) };
  const edits = (['from', 'to'] as const).map((key) => {
    const node = isMap(period) ? period.get(key, true) : undefined;
    if (!isScalar(node) || !node.range) throw new Error(`the starter's contract has no servicePeriod.${key}`);
    return { start: node.range[0], end: node.range[1], value: dates[key] };
  });
  const changed = edits
    .sort((a, b) => b.start - a.start)
    .reduce((out, { start, end, value }) => out.slice(0, start) + value + out.slice(end), text);
  await writeDurable(file, changed);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    if (errorCode(error) === 'ENOTDIR')
      throw new UserError('不是文件夹', { file: folder, expected: '新的或空的文件夹' });
    throw environmentError(error, folder);
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw environmentError(error, path);
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((error: unknown) => {
    if (!isMissing(error) && errorCode(error) !== 'ENOTEMPTY') throw error;
  });
  if (dirname(folder) !== folder) await syncFolder(dirname(folder));
}
