/** The originals that records refer to are there. */
import { EVIDENCE_FOLDER } from '../../workspace/store/evidence.ts';
import { placeIn } from '../../workspace/store/record-check.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';
import type { Problem } from './problem.ts';
import type { RecordFacts } from './record-facts.ts';

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
