/** What 档案查验 knows of each issued document, from the manifests. Pure. */

import { numberDays } from '../contract/calendar/number-days.ts';
import { revisionText } from '../contract/calendar/period-text.ts';
import { dayOfRecordId } from '../contract/record-id.ts';
import { expandClauses } from '../contract/terms/clauses.ts';
import type { Clause } from '../contract/terms/contract.ts';
import { compareInstants, formatDateTime, type InstantText } from '../contract/time.ts';
import type { ProofDocument, ProofFile } from '../proof/index.ts';
import { shortFingerprint } from './digest.ts';
import { savedAs } from './layout.ts';
import type { ErasedEntry } from './log/entry.ts';
import { recordIds } from './manifest-records.ts';
import type { ArchivedDocument } from './store.ts';

/** Ids of one kind that are written out: a statement of a quarter is made from four thousand records. */
const MOST_RECORDS = 40;

const KINDS = ['pdf', 'xlsx', 'html'] as const;

/** Files whose content was destroyed, by their paths. */
export type ErasedFiles = ReadonlyMap<string, Pick<ErasedEntry, 'at' | 'reason' | 'approvedBy'>>;

/** When each record that was withdrawn (作废) was, by its id. */
export type WithdrawnRecords = ReadonlyMap<string, InstantText>;

/**
 * @param documents all that were issued: which revision is the newest is found among them
 * @param withdrawn of the records that documents were made from; where nobody is told of records, none
 */
export function proofDocuments(
  documents: readonly ArchivedDocument[],
  contract: { clauses: readonly Clause[] },
  erased: ErasedFiles = new Map(),
  withdrawn: WithdrawnRecords = new Map(),
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
    return proofDocument(one, covered, newest.get(`${obligation} ${period}`)?.number, erased, withdrawn);
  });
}

function proofDocument(
  { folder, manifest }: ArchivedDocument,
  clauses: string[],
  newest: string | undefined,
  erased: ErasedFiles,
  withdrawn: WithdrawnRecords,
): ProofDocument {
  const days = numberDays(manifest.number, manifest.from, manifest.to);
  return {
    number: manifest.number,
    title: manifest.title,
    periodText: manifest.periodText,
    ...(days === null ? {} : { days }),
    revisionText: revisionText(manifest.revision),
    fingerprint: shortFingerprint(manifest.fingerprint),
    issuedAt: manifest.times.issued,
    late: manifest.late,
    simulated: manifest.simulated,
    marks: manifest.marks,
    clauses,
    records: firstRecords(manifest, withdrawn),
    supersededBy: newest === undefined || newest === manifest.number ? null : newest,
    reason: manifest.reason,
    files: KINDS.flatMap((kind): ProofFile[] => {
      const output = manifest.outputs.find(({ path }) => path === `${manifest.number}.${kind}`);
      if (output === undefined) return [];
      const { sha256, size } = output;
      const path = `${folder}/${output.path}`;
      const gone = erased.get(path);
      const own = { kind, sha256, size, url: `/${path}`, name: savedAs(manifest, kind) };
      return [gone === undefined ? own : { ...own, erased: erasedText(gone) }];
    }),
  };
}

const erasedText = ({ at, reason, approvedBy }: Pick<ErasedEntry, 'at' | 'reason' | 'approvedBy'>): string =>
  `${formatDateTime(at)} 经 ${approvedBy} 批准清除：${reason}`;

const firstRecords = (manifest: ArchivedDocument['manifest'], withdrawn: WithdrawnRecords): ProofDocument['records'] =>
  Object.fromEntries(
    Object.entries(recordIds(manifest)).map(([kind, ids]) => {
      const before = ids.filter((id) => dayOfRecordId(id) < manifest.from);
      const own = ids.filter((id) => dayOfRecordId(id) >= manifest.from);
      const shown = [...own, ...before.toReversed()].slice(0, MOST_RECORDS);
      const gone = ids.flatMap((id) => withdrawn.get(id) ?? []);
      const then = gone.filter((at) => compareInstants(at, manifest.times.issued) <= 0).length;
      return [
        kind,
        {
          count: ids.length,
          ...(before.length === 0 ? {} : { before: before.length }),
          ...(then === 0 ? {} : { withdrawn: then }),
          ...(gone.length === then ? {} : { withdrawnSince: gone.length - then }),
          ids: shown,
        },
      ];
    }),
  );
