/** A 口径 is confirmed by the checksum of a signed paper; the paper itself must be there for whoever asks to see it. */
import { contractFiles } from '../../contract/bundle/bundle.ts';
import { CLAIMED } from '../../wording/words.ts';
import type { FileProblem } from '../../workspace/store/record-store.ts';
import type { Session } from '../session.ts';

/** The 口径 that are said to be confirmed and whose signed paper is not in the evidence store: they count as unconfirmed. */
export async function missingScans({ workspace }: Session): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  for (const { id, chosen, scan } of workspace.contract.interpretations) {
    if (chosen === null || scan === undefined || (await workspace.evidence.hasEvidence(scan))) continue;
    const message = `口径 ${id} 的签字扫描件（${scan.slice(0, 12)}…）不在 evidence/ 中，${CLAIMED}，按未确认处理`;
    problems.push({ path: contractFiles.interpretations, message });
  }
  return problems;
}
