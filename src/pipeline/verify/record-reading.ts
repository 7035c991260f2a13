/** One record read anew: that it is one, and what it says of its originals. */
import { inForce } from '../../records/in-force.ts';
import { type KeptOriginal, keptOriginals } from '../../records/kept-originals.ts';
import { isMachineWritten } from '../../records/measured.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { Withdrawn } from '../../records/row.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import type { EvidenceStore } from '../../workspace/store/evidence.ts';
import { fileProblem, type RecordStore } from '../../workspace/store/record-store.ts';
import { loadKind } from '../units.ts';
import type { Problem } from './problem.ts';
import { type Bundles, compareReadings, openBundles } from './readings.ts';

/** All of it follows from the bytes of the record and of the originals with which its readings were compared. */
export interface KeptFacts {
  id: string;
  /** When it says that it was written down; absent of what was read by an earlier program. */
  written?: string;
  withdrawn: Withdrawn | null;
  /** Which have to be there. */
  originals: readonly KeptOriginal[];
  /** Originals with which its readings were compared, and those that were not to be had. */
  compared: readonly string[];
  missing: readonly string[];
  /** Collected values whose original says nothing of them. */
  unsaid: number;
}

export interface RecordRead {
  path: string;
  /** undefined: it cannot be read, which is a problem. */
  facts?: KeptFacts;
  /** Of the bytes that were read. */
  sha256?: string;
  problems: Problem[];
}

/** Where records are read from. */
export interface RecordSource {
  records: RecordStore;
  evidence: EvidenceStore;
}

/** @param paths relative to the workspace */
export async function readRecords(
  { records, evidence }: RecordSource,
  paths: readonly string[],
): Promise<RecordRead[]> {
  const bundles = openBundles(evidence);
  const found: RecordRead[] = [];
  for (const path of paths) found.push(await readOne(records, bundles, path));
  return found;
}

async function readOne(records: RecordStore, bundles: Bundles, path: string): Promise<RecordRead> {
  const stored = await records.readFile(path).catch((error: unknown) => fileProblem(path, error));
  if (!('record' in stored)) return { path, problems: [{ ...stored, property: '可用性' }] };
  const record = inForce(stored.record);
  // Of a withdrawn record only its originals are of interest.
  const readings = record === undefined ? NO_READINGS : await readingsOf(path, stored.kind, record, bundles);
  const facts: KeptFacts = {
    id: stored.record.id,
    written: stored.record.enteredAt,
    withdrawn: stored.record.withdrawn ?? null,
    originals: originalsOf(record ?? stored.record),
    ...{ compared: readings.compared, missing: readings.missing, unsaid: readings.unsaid },
  };
  return { path, facts, sha256: stored.sha256, problems: readings.problems };
}

/** The records of a demonstration name originals that nobody has. */
const originalsOf = (record: AnyRecord): KeptOriginal[] => (record.simulated === true ? [] : keptOriginals(record));

const NO_READINGS = { problems: [], compared: [], missing: [], unsaid: 0 };

async function readingsOf(path: string, kind: string, record: AnyRecord, bundles: Bundles) {
  if (kind !== 'inspection' || !isMachineWritten(await loadKind(kind), record)) return NO_READINGS;
  return compareReadings(path, record as InspectionRecord, bundles);
}
