/** The files of the evidence store: each is what its name says. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Known, statementOf } from '../../archive/known.ts';
import type { Erased } from '../../archive/log/erasures.ts';
import { isMissing } from '../../workspace/disk/faults.ts';
import { filesBelow } from '../../workspace/disk/files-below.ts';
import { MARK_BYTES } from '../../workspace/git/erased.ts';
import { EVIDENCE_FOLDER, evidenceFileProblem, LARGE_FOLDER } from '../../workspace/store/evidence.ts';
import type { Session } from '../session.ts';
import type { DigestsByPath } from './file-digests.ts';
import type { Problem } from './problem.ts';

export interface OriginalsFound {
  /** Whether a file with the name of this SHA-256 is there. */
  isThere(sha256: string): boolean;
  /** Whether it is, and holds that content. */
  isSound(sha256: string): boolean;
}

/** What the originals are looked at with. */
interface With {
  digests: DigestsByPath;
  erased: Pick<Erased, 'isMarked'>;
  known: Known;
}

/** Adds a problem for each file that is not what its name says. */
export async function checkOriginals(
  { workspace: { root } }: Session,
  given: With,
  problems: Problem[],
): Promise<OriginalsFound> {
  const there = new Set<string>();
  const sound = new Set<string>();
  for (const path of [EVIDENCE_FOLDER, LARGE_FOLDER].flatMap((folder) => filesBelow(root, folder))) {
    const wrong = await unlessGone(() => wrongWith(root, path, given));
    // What went before it was read is looked for by whoever relies on it, and by `checkFiles`.
    if (wrong === GONE) continue;
    there.add(nameOf(path));
    if (wrong === undefined) sound.add(nameOf(path));
    else if (wrong !== MARKED) {
      const message = `${wrong}：原始材料只写一次，从备份恢复该文件；不是程序存入的，移走`;
      problems.push({ path, property: '真实性', message });
    }
  }
  return { isThere: (sha256) => there.has(sha256), isSound: (sha256) => sound.has(sha256) };
}

/** Stands for an original that was erased, and whose mark is the one that the log has. */
const MARKED = Symbol('marked');

async function wrongWith(
  root: string,
  path: string,
  { digests, erased, known }: With,
): Promise<string | typeof MARKED | undefined> {
  const read = digests.get(path);
  // A large one is not among the files that were read.
  const statement = read === undefined ? undefined : statementOf('original', path, read.sha256);
  if (statement !== undefined && known.of(statement) !== undefined) return undefined;
  const wrong = await evidenceFileProblem(root, path);
  if (wrong !== undefined) return erased.isMarked(path, await headOf(join(root, path))) ? MARKED : wrong;
  if (statement !== undefined) known.keep(statement);
  return undefined;
}

/** Stands for a file that was listed and is not there any more. */
const GONE = Symbol('gone');

async function unlessGone<T>(read: () => Promise<T>): Promise<T | typeof GONE> {
  try {
    return await read();
  } catch (error) {
    if (isMissing(error)) return GONE;
    throw error;
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.gz$/, '');

/** The whole of a mark, and a little more of anything larger. */
async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MARK_BYTES + 1), 0, MARK_BYTES + 1, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
