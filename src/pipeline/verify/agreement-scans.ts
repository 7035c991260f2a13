/** A 口径 is confirmed by the checksum of a signed paper; the paper itself must be there for whoever asks to see it. */
import { contractFiles } from '../../contract/bundle.ts';
import type { FileProblem } from '../../workspace/store/records.ts';
import type { Session } from '../session.ts';

/** The confirmed 口径 whose signed paper is not in the evidence store. */
export async function missingScans({ workspace }: Session): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  for (const { id, confirmed, scan } of workspace.contract.interpretations) {
    if (!confirmed || scan === undefined || (await workspace.evidence.hasEvidence(scan))) continue;
    const message = `口径 ${id} 标为已确认，但其签字扫描件（${scan.slice(0, 12)}…）不在 evidence/ 中`;
    problems.push({ path: contractFiles.interpretations, message });
  }
  return problems;
}
