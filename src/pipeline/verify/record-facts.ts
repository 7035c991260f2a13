/**
 * What verification has to know of each record: that it can be read, whether it was withdrawn, which originals it names, and that it
 * says what they say. All of it follows from the bytes of the record and of those originals.
 */
import { type Known, statementOf } from '../../archive/known.ts';
import { inForce } from '../../records/in-force.ts';
import { type KeptOriginal, keptOriginals } from '../../records/kept-originals.ts';
import type { InspectionRecord } from '../../records/kinds/inspection.ts';
import { isMachineWritten } from '../../records/measured.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { Withdrawn } from '../../records/row.ts';
import { fileProblem } from '../../workspace/store/records.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';
import type { DigestsByPath } from './file-digests.ts';
import type { OriginalsFound } from './originals.ts';
import type { Problem } from './problem.ts';
import { type Bundles, compareReadings, openBundles } from './readings.ts';

export interface RecordFacts {
  id: string;
  kind: string;
  path: string;
  withdrawn: Withdrawn | null;
  /** Which have to be there. */
  originals: readonly KeptOriginal[];
}

export interface RecordsFound {
  records: readonly RecordFacts[];
  /** Collected values whose original says nothing of them, so that nothing could be compared. */
  unsaid: number;
}

/** What is kept of a record that is in order. */
interface KeptFacts extends Pick<RecordFacts, 'id' | 'withdrawn' | 'originals'> {
  /** Originals with which its readings were compared, and those that were not to be had. */
  compared: readonly string[];
  missing: readonly string[];
  unsaid: number;
}

/** What records are looked at with. */
interface With {
  digests: DigestsByPath;
  originals: OriginalsFound;
  known: Known;
}

/** Every record is read and parsed by its kind, and held against its originals; what is wrong goes to `problems`. */
export async function readRecordFacts(session: Session, given: With, problems: Problem[]): Promise<RecordsFound> {
  const { records: store, evidence } = session.workspace;
  const kinds = new Set(await kindIds());
  const bundles = openBundles(evidence);
  const records: RecordFacts[] = [];
  let unsaid = 0;
  for (const kind of await store.kinds()) {
    if (!kinds.has(kind)) {
      problems.push({ path: `records/${kind}`, property: '可用性', message: '未知的记录种类，未读取' });
      continue;
    }
    const listed = await store.paths(kind);
    for (const p of listed.problems) problems.push({ ...p, property: '可用性' });
    for (const path of listed.paths) {
      const facts = await factsOf(session, { ...given, bundles, kind, path }, problems);
      if (facts === undefined) continue;
      unsaid += facts.unsaid;
      records.push({ kind, path, id: facts.id, withdrawn: facts.withdrawn, originals: facts.originals });
    }
  }
  return { records, unsaid };
}

/** undefined: it cannot be read, which is a problem. */
async function factsOf(
  { workspace: { records } }: Session,
  { digests, originals, known, bundles, kind, path }: With & { bundles: Bundles; kind: string; path: string },
  problems: Problem[],
): Promise<KeptFacts | undefined> {
  const sha256 = digests.get(path)?.sha256;
  const statement = sha256 === undefined ? undefined : statementOf('record', path, sha256);
  const kept = statement === undefined ? undefined : known.of(statement);
  if (kept !== undefined) {
    const facts = JSON.parse(kept) as KeptFacts;
    if (facts.compared.every(originals.isSound) && !facts.missing.some(originals.isThere)) return facts;
  }
  const stored = await records.readFile(path).catch((error: unknown) => {
    problems.push({ ...fileProblem(path, error), property: '可用性' });
  });
  if (stored === undefined) return undefined;
  const record = inForce(stored.record);
  // Of a withdrawn record only its originals are of interest.
  const readings = record === undefined ? NO_READINGS : await readingsOf(path, kind, record, bundles);
  problems.push(...readings.problems);
  const facts: KeptFacts = {
    id: stored.record.id,
    withdrawn: stored.record.withdrawn ?? null,
    originals: originalsOf(record ?? stored.record),
    ...{ compared: readings.compared, missing: readings.missing, unsaid: readings.unsaid },
  };
  // What was read just now may be of another moment than its digest.
  if (statement !== undefined && stored.sha256 === sha256 && readings.problems.length === 0)
    known.keep(statement, JSON.stringify(facts));
  return facts;
}

/** The records of a demonstration name originals that nobody has. */
const originalsOf = (record: AnyRecord): KeptOriginal[] => (record.simulated === true ? [] : keptOriginals(record));

const NO_READINGS = { problems: [], compared: [], missing: [], unsaid: 0 };

async function readingsOf(path: string, kind: string, record: AnyRecord, bundles: Bundles) {
  if (kind !== 'inspection' || !isMachineWritten(await loadKind(kind), record)) return NO_READINGS;
  return compareReadings(path, record as InspectionRecord, bundles);
}
