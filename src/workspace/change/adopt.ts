/** Files that are in no commit, though nothing was interrupted any more: taken up when they are whole, named when they are not. */
import { join } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { toText } from '../../contract/time.ts';
import { readLimited } from '../disk/decode.ts';
import type { ChangedPath } from '../git/git.ts';
import { EVIDENCE_FOLDER, evidenceProblem } from '../store/evidence.ts';
import { type FileProblem, fileProblem, type KindLoader, type RecordStore } from '../store/record-store.ts';
import { parseData } from '../text/yaml.ts';
import { refuseHandEdit, refuseOld } from './hand-edit-rules.ts';
import type { HandEditGuard } from './hand-edits.ts';

/** Folders whose uncommitted files are looked at. */
export const ADOPTED = ['records', EVIDENCE_FOLDER, 'archive', 'state'];

export interface AdoptContext {
  root: string;
  records: RecordStore;
  kinds: KindLoader;
  /** See `OpenOptions`. */
  guard?: HandEditGuard | undefined;
  /**
   * What is wrong with an uncommitted folder of the archive, or undefined. Without it, a folder with a manifest that
   * can be read is taken as whole.
   */
  archiveProblem?: ((folder: string, files: string[]) => Promise<string | undefined>) | undefined;
}

/** Files that may be committed, and what is wrong with the others. */
export interface Adoption {
  committed: string[];
  problems: FileProblem[];
}

/** Sorts uncommitted files into those to commit and those to report. */
export async function judge(context: AdoptContext, changed: ChangedPath[], recovery: Adoption): Promise<void> {
  const archived = new Map<string, string[]>();
  for (const { path, state } of changed) {
    const [top = ''] = path.split('/');
    if (top === 'archive' && state === 'new') {
      const folder = revisionFolder(path);
      archived.set(folder, [...(archived.get(folder) ?? []), path]);
    } else if ((top === 'archive' || top === EVIDENCE_FOLDER) && state !== 'new') {
      const word = state === 'deleted' ? '被删除' : '被改动';
      recovery.problems.push({ path, message: `只写一次的文件${word}，未提交；请从备份恢复` });
    } else if (top === 'state' ? state !== 'deleted' : state === 'new') {
      await accept(recovery, [path], () => problemOf(context, path, top));
    }
  }
  const archiveProblem = context.archiveProblem ?? ((folder: string) => manifestProblem(context.root, folder));
  for (const [folder, files] of archived) await accept(recovery, files, () => archiveProblem(folder, files), folder);
}

async function accept(
  recovery: Adoption,
  paths: string[],
  find: () => Promise<string | undefined>,
  shown = paths[0] ?? '',
): Promise<void> {
  try {
    const message = await find();
    if (message === undefined) recovery.committed.push(...paths);
    else recovery.problems.push({ path: shown, message });
  } catch (error) {
    recovery.problems.push(fileProblem(shown, error));
  }
}

/** Throws, or says, what is wrong with an uncommitted file of records/, evidence/ or state/. */
async function problemOf(context: AdoptContext, path: string, top: string): Promise<string | undefined> {
  if (top === 'records') {
    const { kind, record } = await context.records.readFile(path);
    if (record.simulated !== true) refuseOld(record, toText(Temporal.Now.instant()));
    // No collector has written what no change of the program has: a file is there by hand, whatever it says of itself.
    refuseHandEdit(await context.kinds(kind), undefined, record);
    await context.guard?.(path, await readLimited(join(context.root, path), path, Number.POSITIVE_INFINITY));
    return undefined;
  }
  const bytes = await readLimited(join(context.root, path), path, Number.POSITIVE_INFINITY);
  if (top === EVIDENCE_FOLDER) return evidenceProblem(path, bytes);
  parseData(bytes, path);
  return undefined;
}

/** `archive/2026/inspection-log/2026-11-24/r1` of a file in it; the file's own folder for the log. */
function revisionFolder(path: string): string {
  return /^archive\/\d{4}\/[^/]+\/[^/]+\/r\d+(?=\/)/.exec(path)?.[0] ?? path.slice(0, path.lastIndexOf('/'));
}

async function manifestProblem(root: string, folder: string): Promise<string | undefined> {
  if (/^archive\/(?:log|inputs)(?:\/|$)/.test(folder)) return undefined;
  try {
    const path = `${folder}/manifest.json`;
    parseData(await readLimited(join(root, path), path), path);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return '归档文件夹不完整（没有可读的 manifest.json），未提交';
    throw error;
  }
}
