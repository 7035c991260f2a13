/** The papers of a contract as they stand in a workspace, for `check` and `verify`. */
import { sha256 } from '../../archive/digest.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import { readPapers } from '../../workspace/store/paper-texts.ts';
import type { ReadPaper } from './paper-findings.ts';

/** Each paper with its text and checksum. @throws EnvironmentError when the disk fails */
export async function readPaperTexts(root: string, contract: Contract): Promise<ReadPaper[]> {
  const read = await readPapers(root, contract);
  return read.map(({ paper, text, bytes, problem }) => ({
    paper,
    text,
    sha256: bytes === null ? null : sha256(bytes),
    problem,
  }));
}
