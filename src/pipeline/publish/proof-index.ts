/** The index of 档案查验: every issued document with the digests of its files, from the manifests. Pure. */

import { type ErasedFiles, proofDocuments } from '../../archive/proof-documents.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import { proofFiles } from '../../proof/index.ts';
import type { SiteFile } from './build.ts';

/** Files to put beside the pages, under `/_verify/`. */
export function proofIndex(
  documents: readonly ArchivedDocument[],
  contract: { clauses: readonly Clause[] },
  erased: ErasedFiles,
): SiteFile[] {
  const encoder = new TextEncoder();
  return proofFiles(proofDocuments(documents, contract, erased)).map(({ path, body }) => ({
    url: `/_verify/${path}`,
    from: { bytes: encoder.encode(body) },
  }));
}
