/** Makes a workspace from the starter: whole, or not at all. */
import { readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isMap, isScalar, parseDocument } from 'yaml';
import { UserError } from '../contract/error.ts';
import { dateOf, toDate } from '../contract/time.ts';
import { makeFolder, syncFolder, unlessFault, writeDurable } from './disk/durable.ts';
import { environmentError, errorCode, isMissing } from './disk/faults.ts';
import { INIT_FOLDER as STAGING } from './disk/paths.ts';
import { UNVERSIONED } from './disk/unversioned.ts';
import { openGit } from './git/git.ts';
import { isOnDisk, isWorkspace } from './is-workspace.ts';
import { checkTargets, loadSettings } from './settings/settings.ts';
import { copyStarter, FIRST_STARTER, type Starter, starterNamed } from './starter.ts';
import { loadContract } from './store/contract-data.ts';

export interface InitOptions {
  /** First day of service, `yyyy-mm-dd`; default: the contract date of `now`. */
  from?: string | undefined;
  /** Last day of service, inclusive; default: that of one year. */
  to?: string | undefined;
  /** ISO instant: the date of the first commit. */
  now: string;
  /** Folder that holds `data/`. */
  starterDir: string;
  /** Name of the starter below `data/starters/`; default: the first contract's. */
  like?: string | undefined;
}

export interface Initialised {
  /** Absolute path. */
  root: string;
  /** Both days inclusive. */
  servicePeriod: { from: string; to: string };
}

const CONTRACT_FILE = 'contract/contract.yaml';
/** The workspace grows in a folder inside its own, because that may be a mount point of its own. */
const TREE = `${STAGING}/tree`;
/** Exists when the tree is whole and may be moved into place. */
const COMPLETE = `${STAGING}/complete`;

const GIT_IGNORE = [
  '# 本机缓存、待导入文件、超过 20 MB 的原始材料、登记台的账号库不进版本库',
  ...UNVERSIONED.map((name) => `${name}/`),
  // For whoever uses git by hand; this program's own calls need no rule of a workspace (`git/never-versioned`).
  '/state/*.sqlite*',
];
const GIT_ATTRIBUTES = ['* -text', '*.pdf -delta', '*.xlsx -delta'];

/**
 * Makes a workspace in an empty or new folder: the starter's data and articles, the service period, git
 * with a first commit. An `init` that was interrupted is finished as it began.
 * @throws UserError when the folder holds something else or is a workspace already, or there is no such starter; EnvironmentError when disk or git
 * fail. The folder is as before then.
 */
export async function initWorkspace(dir: string, options: InitOptions): Promise<Initialised> {
  const root = resolve(dir);
  const names = await namesIn(root);
  if (await isWorkspace(root)) throw new UserError('此文件夹已是工作区', { file: dir, expected: '新的或空的文件夹' });
  const starter = await starterNamed(options.starterDir, options.like ?? FIRST_STARTER);
  const isComplete = await isOnDisk(join(root, COMPLETE));
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
      await build(root, options, starter);
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
 * Last day of a service that begins on `from`, both inclusive. From 29 February, which the other year may not have, it is
 * the last day of that month (民法典 第二百零四条).
 * @param years how long it lasts
 */
export function lastServiceDay(from: string, years = 1): string {
  const start = toDate(from);
  const anniversary = start.add({ years });
  return (anniversary.day === start.day ? anniversary.subtract({ days: 1 }) : anniversary).toString();
}

async function build(root: string, options: InitOptions, starter: Starter): Promise<void> {
  const tree = join(root, TREE);
  await copyStarter(options.starterDir, starter, tree);
  await writeDurable(join(tree, '.gitignore'), `${GIT_IGNORE.join('\n')}\n`);
  await writeDurable(join(tree, '.gitattributes'), `${GIT_ATTRIBUTES.join('\n')}\n`);
  const from = options.from ?? dateOf(options.now);
  await setServicePeriod(join(tree, CONTRACT_FILE), { from, to: options.to ?? lastServiceDay(from) });
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
      if (await isOnDisk(join(root, name)))
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

/** Changes the two dates where they stand in the text, so that comments and layout of the file remain. */
async function setServicePeriod(file: string, service: { from: string; to: string }): Promise<void> {
  const text = await readFile(file, 'utf8');
  const period = parseDocument(text, { schema: 'failsafe' }).get('servicePeriod');
  const dates = { from: toDate(service.from).toString(), to: toDate(service.to).toString() };
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

async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((error: unknown) => {
    if (!isMissing(error) && errorCode(error) !== 'ENOTEMPTY') throw error;
  });
  if (dirname(folder) !== folder) await syncFolder(dirname(folder));
}
