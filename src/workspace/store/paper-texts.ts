/** Reads the texts of a contract's papers. They are no input of documents: what these print of a clause stands in `contract.yaml`. */

import { EnvironmentError, UserError } from '../../contract/error.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import type { Paper } from '../../contract/terms/papers.ts';
import { decodeUtf8, MAX_DATA_BYTES, readLimited } from '../disk/decode.ts';
import { insidePath } from '../disk/paths.ts';

/** A paper with its text as it stands in the workspace, or why it cannot be read, in Chinese. */
export interface PaperText {
  paper: Paper;
  bytes: Uint8Array | null;
  text: string | null;
  /** null when it could be read. */
  problem: string | null;
}

/** Each paper with its text, in the order of the contract. @throws EnvironmentError when the disk fails */
export async function readPapers(root: string, { papers = [] }: Contract): Promise<PaperText[]> {
  return await Promise.all(papers.map((paper) => readPaper(root, paper)));
}

async function readPaper(root: string, paper: Paper): Promise<PaperText> {
  try {
    const bytes = await readLimited(await insidePath(root, paper.file), paper.file, MAX_DATA_BYTES);
    return { paper, bytes, text: decodeUtf8(bytes, paper.file), problem: null };
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof EnvironmentError) throw error;
    return { paper, bytes: null, text: null, problem: error.summary };
  }
}
