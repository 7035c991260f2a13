/** Each document against its manifest: its files as they are, its inputs as they were in the commit that it was made from. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { digestFound, type FoundDigests, isListed } from '../../archive/digest.ts';
import { type Known, statementOf } from '../../archive/known.ts';
import { MANIFEST, standsWhereItSays } from '../../archive/layout.ts';
import type { Erased } from '../../archive/log/erasures.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import { isUnreachable } from '../../workspace/disk/faults.ts';
import { entriesOf } from '../../workspace/disk/files-below.ts';
import type { Session } from '../session.ts';
import type { CommittedFiles } from './committed-files.ts';
import type { DigestsByPath } from './file-digests.ts';
import { bytesOf, readableInputs } from './input-lists.ts';
import type { Problem } from './problem.ts';
import { isTemp } from './working-files.ts';

/** The plain files of the workspace, as they were read, by their paths. */
export interface FilesAsRead {
  digests: DigestsByPath;
  withSm3: boolean;
  erased: Erased;
}

/** Adds a problem for each file of a document that is not as its manifest says. */
export async function checkOutputs(
  session: Session,
  { folder, manifest }: ArchivedDocument,
  { digests, withSm3, erased }: FilesAsRead,
  problems: Problem[],
): Promise<void> {
  if (!standsWhereItSays(folder, manifest)) {
    problems.push({ path: `${folder}/${MANIFEST}`, property: '真实性', message: '清单不是这个文件夹的清单' });
  }
  const listed = new Set([MANIFEST, ...manifest.outputs.map((o) => o.path)]);
  // Without waiting, as the manifest was read: there is one folder a document.
  for (const { name } of entriesOf(join(session.workspace.root, folder))) {
    if (!listed.has(name) && !isTemp(name)) {
      problems.push({ path: `${folder}/${name}`, property: '真实性', message: '清单中没有列出的文件' });
    }
  }
  for (const output of manifest.outputs) {
    const path = `${folder}/${output.path}`;
    if (erased.isMark(path, digests.get(path)?.blob)) continue;
    const found = digests.get(path) ?? (await digestBehind(join(session.workspace.root, path), withSm3));
    if (found === undefined) problems.push({ path, property: '完整性', message: '清单列出的文件缺失' });
    else if (!isListed(found, output)) problems.push({ path, property: '真实性', message: '文件与清单的校验值不一致' });
  }
}

/** What the inputs of a document are compared with. */
export interface InputsAgainst extends Pick<FilesAsRead, 'digests' | 'erased'> {
  files: CommittedFiles;
  /** Commits that the newest one goes back to. */
  reachable: ReadonlySet<string>;
  /** Rows that documents share, by the blob for which they were found right. */
  sound: WeakMap<object, string>;
  known: Known;
}

/** Inputs are compared at the commit from which the document was made, because records may be corrected later. */
export async function checkInputs(
  { files, reachable, digests, erased, sound, known }: InputsAgainst,
  document: ArchivedDocument,
  problems: Problem[],
): Promise<void> {
  const { folder, manifest } = document;
  const path = `${folder}/${MANIFEST}`;
  const before = problems.length;
  if (!reachable.has(manifest.dataCommit) && (await files.tree(manifest.dataCommit)) !== undefined) {
    const message = `签发时的数据提交 ${manifest.dataCommit} 不在当前历史中（不是最新提交的祖先）：历史被改写，或文档来自别处；与备份中的版本库比较`;
    problems.push({ path, property: '真实性', message });
  }
  // A mark in the place of an input is right as long as the log says so.
  const bytes = erased.entries.length === 0 ? bytesOf(document, digests) : undefined;
  const statement = bytes && statementOf('inputs', manifest.dataCommit, ...bytes);
  if (statement !== undefined && known.of(statement) !== undefined) return;
  const tree = await files.tree(manifest.dataCommit);
  if (tree === undefined) {
    problems.push({ path, property: '完整性', message: `签发时的数据提交 ${manifest.dataCommit} 不在版本库中` });
    return;
  }
  // A row that documents share was compared for the first of them, and needs no more where its blob is the same.
  const open = (readableInputs(manifest) ?? []).flatMap((input) => {
    const blob = tree.blob(input.path);
    const isSound = erased.isMark(input.path, blob) || (blob !== undefined && sound.get(input) === blob);
    return isSound ? [] : [{ input, blob }];
  });
  const compared = open.map(async ({ input, blob }) => {
    const isSame = blob === undefined ? undefined : await files.isListed(blob, input);
    if (isSame === true && blob !== undefined) sound.set(input, blob);
    return [input, isSame] as const;
  });
  for (const [input, isSame] of await Promise.all(compared)) {
    if (isSame === undefined) {
      problems.push({ path, property: '完整性', message: `依据 ${input.path} 不在签发时的版本库中` });
    } else if (!isSame) {
      problems.push({ path, property: '真实性', message: `依据 ${input.path} 与清单的校验值不一致` });
    }
  }
  if (statement !== undefined && problems.length === before) known.keep(statement);
}

/**
 * Of what is no plain file: a folder, a pipe or links that lead to each other are not the file that the manifest lists, and a
 * link is told as such already.
 */
async function digestBehind(path: string, withSm3: boolean): Promise<FoundDigests | undefined> {
  try {
    // A named pipe would be waited for without end.
    return (await stat(path)).isFile() ? digestFound(await readFile(path), withSm3) : undefined;
  } catch (error) {
    if (isUnreachable(error)) return undefined;
    throw error;
  }
}
