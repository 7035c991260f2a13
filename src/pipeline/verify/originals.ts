/** The files of the evidence store: each is what its name says. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Known, statementOf } from '../../archive/known.ts';
import type { Erased } from '../../archive/log/erasures.ts';
import { isUnreachable } from '../../workspace/disk/faults.ts';
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
  { digests, erased, known }: With,
  problems: Problem[],
): Promise<OriginalsFound> {
  const there = new Set<string>();
  const sound = new Set<string>();
  for (const folder of [EVIDENCE_FOLDER, LARGE_FOLDER]) {
    for (const path of await filesIn(root, folder)) {
      const name = nameOf(path);
      there.add(name);
      const read = digests.get(path);
      // A large one is not among the files that were read.
      const statement = read === undefined ? undefined : statementOf('original', path, read.sha256);
      if (statement !== undefined && known.of(statement) !== undefined) {
        sound.add(name);
        continue;
      }
      const wrong = await evidenceFileProblem(root, path);
      if (wrong === undefined) {
        sound.add(name);
        if (statement !== undefined) known.keep(statement);
      } else if (!erased.isMarked(path, await headOf(join(root, path)))) {
        const message = `${wrong}：原始材料只写一次，从备份恢复该文件；不是程序存入的，移走`;
        problems.push({ path, property: '真实性', message });
      }
    }
  }
  return { isThere: (sha256) => there.has(sha256), isSound: (sha256) => sound.has(sha256) };
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

async function filesIn(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true }).catch(
    (error: unknown) => {
      if (isUnreachable(error)) return [];
      throw error;
    },
  );
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name).slice(root.length + 1));
}
