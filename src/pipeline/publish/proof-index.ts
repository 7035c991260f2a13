/** The index of 档案查验: every issued document with the digests of its files, from the manifests. Pure. */

import { type ErasedFiles, proofDocuments, type WithdrawnRecords } from '../../archive/proof-documents.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import type { Held } from '../../guard/held.ts';
import { each, type NamesIn } from '../../guard/structure.ts';
import { type ProofDocument, proofFiles } from '../../proof/index.ts';
import { withdrawalOf } from '../../records/counted.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { SiteFile } from './site-files.ts';

const names: NamesIn<ProofDocument> = {
  number: 'name',
  fingerprint: 'name',
  issuedAt: 'name',
  clauses: 'name',
  records: { [each]: { ids: 'name' } },
  supersededBy: 'name',
  files: { kind: 'name', sha256: 'name', url: 'name' },
};

/** Files to put beside the pages, under `/_verify/`. @param without takes out what the pages do not say either */
export function proofIndex(
  documents: readonly ArchivedDocument[],
  contract: { clauses: readonly Clause[] },
  erased: ErasedFiles,
  withdrawn: WithdrawnRecords,
  without: Held['without'],
): SiteFile[] {
  const encoder = new TextEncoder();
  const proofs = proofDocuments(documents, contract, erased, withdrawn).map((one) => without(one, names));
  return proofFiles(proofs).map(({ path, body }) => ({
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
