/** The index of 档案查验: every issued document with the digests of its files, from the manifests. Pure. */
import type { ArchivedDocument } from '../../archive/store.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import { proofFiles } from '../../proof/index.ts';
import { proofDocuments } from '../proof-documents.ts';
import type { SiteFile } from './build.ts';

/** Files to put beside the pages, under `/_verify/`. */
export function proofIndex(
  documents: readonly ArchivedDocument[],
  contract: { clauses: readonly Clause[] },
): SiteFile[] {
  const encoder = new TextEncoder();
  return proofFiles(proofDocuments(documents, contract)).map(({ path, body }) => ({
    url: `/_verify/${path}`,
    from: { bytes: encoder.encode(body) },
  }));
}
