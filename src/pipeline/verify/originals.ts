/** The files of the evidence store: each is what its name says. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Known, statementOf } from '../../archive/known.ts';
import type { Erased } from '../../archive/log/erasures.ts';
import { isUnreachable } from '../../workspace/disk/faults.ts';
import { MARK_BYTES } from '../../workspace/git/erased.ts';
import { EVIDENCE_FOLDER, evidenceFileProblem, LARGE_FOLDER } from '../../workspace/store/evidence.ts';
import { placeIn } from '../../workspace/store/record-check.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';
import type { DigestsByPath } from './file-digests.ts';
import type { Problem } from './problem.ts';
import type { RecordFacts } from './record-facts.ts';

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

/** Adds a problem for each original that a record refers to and nobody has. */
export async function checkReferences(
  { workspace }: Session,
  records: readonly RecordFacts[],
  problems: Problem[],
): Promise<void> {
  const there = new Map<string, boolean>();
  for (const { kind, path, originals } of records) {
    for (const { sha256, field } of originals) {
      if (!there.has(sha256)) there.set(sha256, await workspace.evidence.hasEvidence(sha256));
      if (there.get(sha256) === true) continue;
      const message = `${placeIn(await loadKind(kind), field)} 引用的原始材料 ${sha256} 不在 ${EVIDENCE_FOLDER}/ 中：从备份恢复 ${EVIDENCE_FOLDER}/${sha256.slice(0, 2)}/ 下的该文件`;
      problems.push({ path, property: '完整性', message });
    }
  }
}
