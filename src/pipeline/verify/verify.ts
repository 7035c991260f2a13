/** Checks what an auditor relies on: records readable, files as their manifests say, manifests as git has them. */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Digests, digest } from '../../archive/digest.ts';
import { MANIFEST, standsWhereItSays } from '../../archive/layout.ts';
import { type ArchivedDocument, readArchive } from '../../archive/store.ts';
import { tempOwner } from '../../workspace/disk/durable.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { ABOUT_NOW_SECONDS } from '../clock.ts';
import type { Session } from '../session.ts';
import { kindIds } from '../units.ts';
import { missingScans } from './agreement-scans.ts';
import { type CommittedFiles, committedFiles } from './committed-files.ts';
import type { Problem } from './problem.ts';
import { rerender } from './rerender.ts';
import { rewrittenRecords } from './rewritten-records.ts';
import { withdrawnRecords } from './withdrawn-records.ts';

export interface VerifyResult {
  ok: boolean;
  checked: { documents: number; records: number; entries: number };
  problems: Problem[];
  /** What was looked at and how, in Chinese; also what is not in use. */
  notes: string[];
}

export interface VerifyRequest {
  rerender?: boolean;
  progress?(done: number, total: number, what: string): void;
}

/**
 * Looks at everything. What is wrong while others write may be a change half done: then all is looked at once more while nobody
 * writes.
 */
export async function verify(session: Session, request: VerifyRequest = {}): Promise<VerifyResult> {
  const { git, lock, atRest } = session.workspace;
  const before = await git.head();
  const files = committedFiles(git);
  try {
    let result = await look(session, files);
    // Who cannot lock cannot tell whether others write, either.
    const isQuiet = async () => (await lock.runIfFree(() => Promise.resolve()).catch(() => ({}))) !== undefined;
    if (!(result.ok || lock.isOurs() || ((await isQuiet()) && (await git.head()) === before)))
      result = await atRest(() => look(session, files));
    const { problems, notes, documents, ...rest } = result;
    if (request.rerender === true) notes.push(...(await rerender(session, documents, files, problems, request)));
    const sorted = problems.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    return { ...rest, ok: problems.length === 0, problems: sorted, notes };
  } finally {
    files.close();
  }
}

type Look = VerifyResult & { documents: ArchivedDocument[] };

async function look(session: Session, files: CommittedFiles): Promise<Look> {
  const problems: Problem[] = interruptedProblems(session);
  const records = await checkRecords(session, problems);
  const archive = await readArchive(session.workspace.root);
  for (const p of archive.problems) problems.push({ ...p, property: '可用性' });
  for (const p of await missingScans(session)) problems.push({ ...p, property: '完整性' });
  await checkTree(session, problems);
  const notes = [...session.workspace.notes, '存证日志与签名：未启用'];
  notes.push(...(await withdrawnRecords(session, problems)));
  const given = await session.workspace.git.givenTimes(['records', 'archive'], ABOUT_NOW_SECONDS);
  if (given > 0) notes.push(`以 --at 指定时间（与机器时间相差 10 分钟以上）写入的提交 ${given} 次，机器时间见版本库`);
  for (const document of archive.documents) {
    await checkOutputs(session, document, problems);
    await checkInputs(files, document, problems);
  }
  const { documents } = archive;
  const checked = { documents: documents.length, records, entries: 0 };
  return { ok: problems.length === 0, checked, problems, notes, documents };
}

/** How a file of the records or the evidence differs from the last commit. */
const uncommitted = {
  new: '与版本库不一致：多出的文件，没有提交',
  modified: '与版本库不一致：有未提交的改动，首次写入的版本在版本库中',
  deleted: '与版本库不一致：文件被删除，首次写入的版本在版本库中',
} as const;

/** What was interrupted and could not be put right yet: nobody laid hands on these files, so it is no matter of 真实性. */
function interruptedProblems({ workspace: { interrupted } }: Session): Problem[] {
  if (interrupted.fault === null) return [];
  return [{ path: '.opsledger', property: '可用性', message: `上次操作被中断，尚未恢复：${interrupted.fault}` }];
}

/** Every record is read and parsed by its kind. */
async function checkRecords(session: Session, problems: Problem[]): Promise<number> {
  const { workspace } = session;
  const known = new Set(await kindIds());
  let count = 0;
  for (const kind of await workspace.records.kinds()) {
    if (!known.has(kind)) {
      problems.push({ path: `records/${kind}`, property: '可用性', message: '未知的记录种类，未读取' });
      continue;
    }
    const list = await workspace.records.list(kind);
    count += list.records.length + list.withdrawn.length;
    for (const p of list.problems) problems.push({ ...p, property: '可用性' });
  }
  const pending = new Set(workspace.interrupted.pending);
  const refused = new Map((await workspace.refusedHandEdits()).map(({ path, message }) => [path, `；${message}`]));
  const changed = await workspace.atRest(() => workspace.git.changedPaths(['records', 'evidence']));
  for (const { path, state } of changed) {
    if (pending.has(path)) continue;
    if (isTemp(path)) problems.push(...leftTemp(session, path));
    else problems.push({ path, property: '真实性', message: `${uncommitted[state]}${refused.get(path) ?? ''}` });
  }
  for (const p of await rewrittenRecords(session)) problems.push({ ...p, property: '真实性' });
  return count;
}

/** The files on disk are exactly those that git has, byte for byte. */
async function checkTree({ workspace }: Pick<Session, 'workspace'>, problems: Problem[]): Promise<void> {
  const pending = new Set(workspace.interrupted.pending);
  for (const one of await workspace.atRest(() => treeProblems(workspace))) {
    if (isTemp(one.path)) problems.push(...leftTemp({ workspace }, one.path));
    else if (!pending.has(one.path)) problems.push(one);
  }
}

async function treeProblems(workspace: Workspace): Promise<Problem[]> {
  const problems: Problem[] = [];
  const committed = new Map((await workspace.git.listTree('HEAD', 'archive/')).map((e) => [e.path, e.blob]));
  const onDisk = await filesBelow(workspace.root, 'archive');
  for (const path of onDisk) {
    const blob = committed.get(path);
    if (blob === undefined) {
      problems.push({ path, property: '真实性', message: '归档中多出的文件，不在版本库中' });
    } else if (blob !== gitBlob(await readFile(join(workspace.root, path)))) {
      problems.push({ path, property: '真实性', message: '文件内容与版本库中签发时的内容不一致' });
    }
  }
  const present = new Set(onDisk);
  for (const path of committed.keys()) {
    if (!present.has(path)) problems.push({ path, property: '完整性', message: '归档文件缺失' });
  }
  return problems;
}

/** What an operation that was interrupted, or is going on, has not given its name yet. */
const isTemp = (path: string): boolean => tempOwner(path) !== undefined;

/** Looked at while nobody writes, so it is one of a process that died. Of an operation still to be put right it is no news. */
function leftTemp({ workspace }: Pick<Session, 'workspace'>, path: string): Problem[] {
  if (workspace.interrupted.fault !== null) return [];
  return [
    { path, property: '可用性', message: '上次操作残留的临时文件，没有内容丢失；执行 opsledger start --once 会清理' },
  ];
}

/** git's own name of the bytes. */
function gitBlob(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  try {
    const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true });
    return entries
      .filter((e) => !e.isDirectory())
      .map((e) => join(e.parentPath, e.name).slice(root.length + 1))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function checkOutputs(
  session: Session,
  { folder, manifest }: ArchivedDocument,
  problems: Problem[],
): Promise<void> {
  if (!standsWhereItSays(folder, manifest)) {
    problems.push({ path: `${folder}/${MANIFEST}`, property: '真实性', message: '清单不是这个文件夹的清单' });
  }
  const listed = new Set([MANIFEST, ...manifest.outputs.map((o) => o.path)]);
  for (const name of await readdir(join(session.workspace.root, folder))) {
    if (!listed.has(name) && !isTemp(name)) {
      problems.push({ path: `${folder}/${name}`, property: '真实性', message: '清单中没有列出的文件' });
    }
  }
  for (const output of manifest.outputs) {
    const path = `${folder}/${output.path}`;
    const bytes = await readOptional(join(session.workspace.root, path));
    if (bytes === undefined) problems.push({ path, property: '完整性', message: '清单列出的文件缺失' });
    else if (!sameDigest(digest(bytes), output))
      problems.push({ path, property: '真实性', message: '文件与清单的校验值不一致' });
  }
}

/** Inputs are compared at the commit from which the document was made, because records may be corrected later. */
async function checkInputs(
  files: CommittedFiles,
  { folder, manifest }: ArchivedDocument,
  problems: Problem[],
): Promise<void> {
  const path = `${folder}/${MANIFEST}`;
  if ((await files.blobs(manifest.dataCommit)) === undefined) {
    problems.push({ path, property: '完整性', message: `签发时的数据提交 ${manifest.dataCommit} 不在版本库中` });
    return;
  }
  for (const input of manifest.inputs) {
    const found = await files.digests(manifest.dataCommit, input.path);
    if (found === undefined) {
      problems.push({ path, property: '完整性', message: `依据 ${input.path} 不在签发时的版本库中` });
    } else if (!sameDigest(found, input)) {
      problems.push({ path, property: '真实性', message: `依据 ${input.path} 与清单的校验值不一致` });
    }
  }
}

function sameDigest(found: Digests, expected: Digests): boolean {
  return found.sha256 === expected.sha256 && found.sm3 === expected.sm3 && found.size === expected.size;
}

async function readOptional(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
