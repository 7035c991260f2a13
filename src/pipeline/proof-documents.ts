/** What 档案查验 knows of each issued document, from the manifests. Pure. */
import { savedAs } from '../archive/layout.ts';
import { recordIds } from '../archive/manifest-records.ts';
import type { ArchivedDocument } from '../archive/store.ts';
import { revisionText } from '../contract/calendar/period-text.ts';
import { expandClauses } from '../contract/terms/clauses.ts';
import type { Clause } from '../contract/terms/contract.ts';
import type { ProofDocument, ProofFile } from '../proof/index.ts';

/** Ids of one kind that are written out: a statement of a quarter is made from four thousand records. */
const MOST_RECORDS = 40;

const KINDS = ['pdf', 'xlsx', 'html'] as const;

/** @param documents all that were issued: which revision is the newest is found among them */
export function proofDocuments(
  documents: readonly ArchivedDocument[],
  contract: { clauses: readonly Clause[] },
): ProofDocument[] {
  const newest = new Map<string, ArchivedDocument['manifest']>();
  for (const { manifest } of documents) {
    const key = `${manifest.obligation} ${manifest.period}`;
    const known = newest.get(key);
    if (known === undefined || known.revision < manifest.revision) newest.set(key, manifest);
  }
  // The documents of an obligation name the same clauses.
  const lists = new Map<string, string[]>();
  return documents.map((one) => {
    const { obligation, period, clauses } = one.manifest;
    const covered = lists.getOrInsertComputed(clauses.join(), () =>
      expandClauses(clauses, contract).map(({ id }) => id),
    );
    return proofDocument(one, covered, newest.get(`${obligation} ${period}`)?.number);
  });
}

function proofDocument(
  { folder, manifest }: ArchivedDocument,
  clauses: string[],
  newest: string | undefined,
): ProofDocument {
  return {
    number: manifest.number,
    title: manifest.title,
    periodText: manifest.periodText,
    revisionText: revisionText(manifest.revision),
    issuedAt: manifest.times.issued,
    late: manifest.late,
    simulated: manifest.simulated,
    marks: manifest.marks,
    clauses,
    records: firstRecords(manifest),
    supersededBy: newest === undefined || newest === manifest.number ? null : newest,
    reason: manifest.reason,
    files: KINDS.flatMap((kind): ProofFile[] => {
      const output = manifest.outputs.find(({ path }) => path === `${manifest.number}.${kind}`);
      if (output === undefined) return [];
      const { sha256, size } = output;
      return [{ kind, sha256, size, url: `/${folder}/${output.path}`, name: savedAs(manifest, kind) }];
    }),
  };
}

const firstRecords = (manifest: ArchivedDocument['manifest']): ProofDocument['records'] =>
  Object.fromEntries(
    Object.entries(recordIds(manifest)).map(([kind, ids]) => [
      kind,
      { count: ids.length, ids: ids.slice(0, MOST_RECORDS) },
    ]),
  );
