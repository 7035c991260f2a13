/** The index of 档案查验: every issued document with the digests of its files, from the manifests. Pure. */

import { type ErasedFiles, proofDocuments, type WithdrawnRecords } from '../../archive/proof-documents.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import { proofFiles } from '../../proof/index.ts';
import { withdrawalOf } from '../../records/counted.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { SiteFile } from './site-files.ts';

/** Files to put beside the pages, under `/_verify/`. */
export function proofIndex(
  documents: readonly ArchivedDocument[],
  contract: { clauses: readonly Clause[] },
  erased: ErasedFiles,
  withdrawn: WithdrawnRecords,
): SiteFile[] {
  const encoder = new TextEncoder();
  return proofFiles(proofDocuments(documents, contract, erased, withdrawn)).map(({ path, body }) => ({
    url: `/_verify/${path}`,
    from: { bytes: encoder.encode(body) },
  }));
}

/** When each record that was withdrawn was, by its id. */
export const withdrawnIn = (records: Readonly<Record<string, readonly AnyRecord[]>>): WithdrawnRecords =>
  new Map(
    Object.values(records)
      .flat()
      .flatMap((record) => {
        const gone = withdrawalOf(record);
        return gone === null ? [] : [[record.id, gone.at]];
      }),
  );
