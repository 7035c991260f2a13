/** What a person changed in the workspace with an editor: checked, then committed as 手工修改, or refused by name. */
import { lstat } from 'node:fs/promises';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { UserError } from '../../contract/error.ts';
import { toText } from '../../contract/time.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { HAND_EDITED, SETTINGS_FILE } from '../disk/areas.ts';
import { decodeUtf8, MAX_DATA_BYTES, readLimited } from '../disk/decode.ts';
import { environmentError, isMissing } from '../disk/faults.ts';
import type { WorkspaceLock } from '../disk/lock.ts';
import { insidePath } from '../disk/paths.ts';
import type { ChangedPath, Git } from '../git/git.ts';
import { checkTargets, loadSettings } from '../settings/settings.ts';
import { loadedContract } from '../store/contract-cache.ts';
import { checkRecord } from '../store/record-check.ts';
import { readRecord } from '../store/record-file.ts';
import { type FileProblem, fileProblem, type KindLoader, type RecordStore } from '../store/record-store.ts';
import { parseData } from '../text/yaml.ts';
import { refuseHandEdit, refuseOld } from './hand-edit-rules.ts';
import { keepMade } from './made.ts';

export interface HandEdits {
  /** Files that are committed now, relative to the workspace. */
  committed: string[];
  /** Files that stay uncommitted: what is wrong with each. */
  refused: FileProblem[];
}

export interface HandEditContext {
  root: string;
  git: Git;
  lock: WorkspaceLock;
  records: RecordStore;
  kinds: KindLoader;
  /** true: the workspace tells a story, whose times are given. */
  simulated?: boolean;
  /** See `OpenOptions`. */
  guard?: HandEditGuard;
}

/** Throws UserError when the content of a file must not enter the history. @param path relative to the workspace */
export type HandEditGuard = (path: string, bytes: Uint8Array) => Promise<void>;

/** Subject of the commit that takes up what was changed by hand; `verify` knows it by that. */
export const HAND_EDIT = '手工修改';

const FOLDERS = ['records', ...HAND_EDITED];

/**
 * Commits what was changed by hand in contract/, records/, plans/, knowledge-base/ and the settings, as far as it is
 * valid. Contract and settings stand or fall together, because they refer to each other.
 * @param at ISO instant: the date of the commit, if one is needed
 * @throws EnvironmentError when disk, lock or git fail
 */
export function commitHandEdits(context: HandEditContext, at: string): Promise<HandEdits> {
  return context.lock.run(async () => {
    const edits = await judgeAll(context);
    if (edits.committed.length > 0) {
      const subject = `${HAND_EDIT} ${edits.committed.length} 个文件`;
      await context.git.commitPaths(edits.committed, subject, { at, body: edits.committed.join('\n') });
      keepMade(context.root, subject);
    }
    return edits;
  });
}

/**
 * What `commitHandEdits` would refuse now, in the same words; nothing is committed.
 * @returns one problem a file
 * @throws EnvironmentError when disk, lock or git fail
 */
export async function refusedHandEdits(context: HandEditContext): Promise<FileProblem[]> {
  const { refused } = await judgeAll(context);
  // What another process is writing just now is no hand edit: it is looked at again when that is done.
  return refused.length === 0 ? [] : context.lock.run(async () => (await judgeAll(context)).refused);
}

async function judgeAll(context: HandEditContext): Promise<HandEdits> {
  const edits: HandEdits = { committed: [], refused: [] };
  const changed = await context.git.changedPaths(FOLDERS);
  const isContract = (one: ChangedPath) => one.path.startsWith('contract/') || one.path === SETTINGS_FILE;
  await judgeContract(context, changed.filter(isContract), edits);
  // Read once, however many files were changed: a folder that was copied in has thousands.
  let read: Promise<ContractBundle> | undefined;
  const contract = () => {
    read ??= loadedContract(context.root);
    return read;
  };
  for (const one of changed.filter((change) => !isContract(change))) {
    await judge(one.path, () => checkFile(context, one, contract), edits);
  }
  return edits;
}

async function judge(path: string, check: () => Promise<void>, edits: HandEdits): Promise<void> {
  try {
    await check();
    edits.committed.push(path);
  } catch (error) {
    edits.refused.push(fileProblem(path, error));
  }
}

async function judgeContract(context: HandEditContext, changed: ChangedPath[], edits: HandEdits): Promise<void> {
  if (changed.length === 0) return;
  try {
    for (const { path, state } of changed) await plainFile(context.root, path, state);
    checkTargets(await loadSettings(context.root), (await loadedContract(context.root)).assets);
    for (const { path, state } of changed) {
      if (state !== 'deleted') await context.guard?.(path, await bytesOf(context.root, path));
    }
    edits.committed.push(...changed.map((one) => one.path));
  } catch (error) {
    for (const { path } of changed) edits.refused.push(fileProblem(path, error));
  }
}

async function checkFile(
  context: HandEditContext,
  { path, state }: ChangedPath,
  contract: () => Promise<ContractBundle>,
): Promise<void> {
  if (path.startsWith('records/')) {
    if (state === 'deleted')
      throw new UserError('记录不能删除', {
        expected: '恢复该文件（首次写入的版本在版本库中）；作废用 opsledger withdraw 记录编号 --by 姓名 --reason 原因',
      });
    await plainFile(context.root, path, state);
    const { kind: id, record } = await context.records.readFile(path);
    const kind = await context.kinds(id);
    checkRecord(kind, record, await contract(), path);
    if (state === 'new' && context.simulated !== true) refuseOld(record, toText(Temporal.Now.instant()));
    refuseHandEdit(kind, state === 'new' ? undefined : await committed(context, kind, path), record);
    await context.guard?.(path, await bytesOf(context.root, path));
  } else {
    await plainFile(context.root, path, state);
    if (state === 'deleted') return;
    const bytes = await bytesOf(context.root, path);
    if (/\.(md|mdx|ya?ml|json|txt)$/i.test(path)) decodeUtf8(bytes, path);
    await context.guard?.(path, bytes);
  }
}

/** The record as the last commit has it; undefined when it is no record there. */
async function committed({ git }: HandEditContext, kind: RecordKind, path: string): Promise<AnyRecord | undefined> {
  const bytes = await git.showFile('HEAD', path);
  return bytes && readRecord(kind, parseData(bytes, path), path);
}

const bytesOf = async (root: string, path: string): Promise<Uint8Array> =>
  readLimited(await insidePath(root, path), path, MAX_DATA_BYTES);

/**
 * A link could show one thing today and another when the auditor comes. Where git sees a file deleted a folder may stand,
 * which it could not take in.
 */
async function plainFile(root: string, path: string, state: ChangedPath['state']): Promise<void> {
  const there = await lstat(await insidePath(root, path)).catch((error: unknown) => {
    if (state === 'deleted' && isMissing(error)) return undefined;
    throw environmentError(error, path);
  });
  if (there !== undefined && !there.isFile()) {
    throw new UserError('不是普通文件', { expected: '普通文件，不是符号链接或文件夹' });
  }
}
