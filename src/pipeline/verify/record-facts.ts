/**
 * What verification has to know of each record: that it can be read, whether it was withdrawn, which originals it names, and that it
 * says what they say.
 */
import { Worker } from 'node:worker_threads';
import { type Known, type Statement, statementOf } from '../../archive/known.ts';
import { EVIDENCE_FOLDER } from '../../workspace/store/evidence.ts';
import { placeIn } from '../../workspace/store/record-check.ts';
import { statePath } from '../../workspace/store/state.ts';
import { WITHDRAWN_STATE } from '../../workspace/store/withdrawn-ids.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';
import type { DigestsByPath } from './file-digests.ts';
import type { OriginalsFound } from './originals.ts';
import type { Problem } from './problem.ts';
import { type KeptFacts, type RecordRead, readRecords } from './record-reading.ts';

export interface RecordFacts extends Pick<KeptFacts, 'id' | 'written' | 'withdrawn' | 'originals'> {
  kind: string;
  /** Relative to the workspace. */
  path: string;
}

export interface RecordsFound {
  records: readonly RecordFacts[];
  /** Collected values whose original says nothing of them, so that nothing could be compared. */
  unsaid: number;
  problems: readonly Problem[];
}

/** What records are looked at with. */
interface With {
  digests: DigestsByPath;
  originals: OriginalsFound;
  known: Known;
}

/** For fewer records a thread takes longer to start than they take to read. */
const WORTH_A_THREAD = 1500;

/** The files of the records, and what was read of all of them before anybody asked what is known of them. */
interface Begun {
  paths: readonly string[];
  read: readonly RecordRead[];
  problems: readonly Problem[];
}

/** Begins to read every record, for whoever knows nothing of any: nothing has to be waited for then. */
export async function beginRecords(session: Session): Promise<Begun> {
  const problems: Problem[] = [];
  const paths = await pathsOf(session, problems);
  return { paths, read: await readAnew(session, paths), problems };
}

/**
 * Every record is read and parsed by its kind, and held against its originals; many of them in a thread.
 * @param begun where they are being read already
 */
export async function readRecordFacts(session: Session, given: With, begun?: Promise<Begun>): Promise<RecordsFound> {
  const facts = new Map<string, KeptFacts>();
  const { paths, read: anew, problems: found } = await (begun ?? readUnknown(session, given, facts));
  const problems = [...found];
  for (const read of anew) {
    problems.push(...read.problems);
    if (read.facts === undefined) continue;
    facts.set(read.path, read.facts);
    const digest = given.digests.get(read.path)?.sha256;
    // What was read just now may be of another moment than its digest.
    if (digest === read.sha256 && read.problems.length === 0)
      given.known.keep(statementFor(read.path, digest ?? ''), JSON.stringify(read.facts));
  }
  const records = paths.flatMap((path) => {
    const one = facts.get(path);
    return one === undefined ? [] : [{ ...one, kind: path.split('/')[1] ?? '', path }];
  });
  return { records, unsaid: records.reduce((sum, one) => sum + one.unsaid, 0), problems };
}

/** Reads those of which nothing is known; the others go to `facts`. */
async function readUnknown(session: Session, given: With, facts: Map<string, KeptFacts>): Promise<Begun> {
  const problems: Problem[] = [];
  const paths = await pathsOf(session, problems);
  const open: string[] = [];
  for (const path of paths) {
    const kept = keptOf(path, given);
    if (kept === undefined) open.push(path);
    else facts.set(path, kept);
  }
  return { paths, read: await readAnew(session, open), problems };
}

/** The files of all records; what is none is a problem. */
async function pathsOf({ workspace: { records } }: Session, problems: Problem[]): Promise<string[]> {
  const kinds = new Set(await kindIds());
  const found: string[] = [];
  for (const kind of await records.kinds()) {
    if (!kinds.has(kind)) {
      problems.push({ path: `records/${kind}`, property: '可用性', message: '未知的记录种类，未读取' });
      continue;
    }
    const listed = await records.paths(kind);
    for (const p of listed.problems) problems.push({ ...p, property: '可用性' });
    for (const path of listed.paths) found.push(path);
  }
  return found;
}

const statementFor = (path: string, sha256: string): Statement => statementOf('record', path, sha256);

/** What was found of these bytes before, where its originals are as they were. */
function keptOf(path: string, { digests, originals, known }: With): KeptFacts | undefined {
  const sha256 = digests.get(path)?.sha256;
  const kept = sha256 === undefined ? undefined : known.of(statementFor(path, sha256));
  if (kept === undefined) return undefined;
  const facts = JSON.parse(kept) as KeptFacts;
  if (facts.written === undefined) return undefined;
  return facts.compared.every(originals.isSound) && !facts.missing.some(originals.isThere) ? facts : undefined;
}

function readAnew({ workspace }: Session, paths: readonly string[]): Promise<RecordRead[]> {
  if (paths.length < WORTH_A_THREAD) return readRecords(workspace, paths);
  const worker = new Worker(new URL('./record-worker.ts', import.meta.url), {
    workerData: { root: workspace.root, paths },
  });
  return new Promise((done, fail) => {
    worker.once('message', done);
    worker.once('error', fail);
    worker.once('exit', (code) => fail(new Error(`the thread ended with ${code}`)));
  });
}

/** Adds a problem for each original that a record refers to and nobody has. */
export async function checkReferences(
  { workspace }: Session,
  records: readonly RecordFacts[],
  problems: Problem[],
): Promise<void> {
  const there = new Map<string, boolean>();
  for (const { kind, path, originals } of records) {
    for (const { sha256, field } of originals) {
      if (!there.has(sha256)) there.set(sha256, await workspace.evidence.hasEvidence(sha256));
      if (there.get(sha256) === true) continue;
      const message = `${placeIn(await loadKind(kind), field)} 引用的原始材料 ${sha256} 不在 ${EVIDENCE_FOLDER}/ 中：从备份恢复 ${EVIDENCE_FOLDER}/${sha256.slice(0, 2)}/ 下的该文件`;
      problems.push({ path, property: '完整性', message });
    }
  }
}

/** What contradicts the list of withdrawn records. @param listed ids by the state file; undefined: it cannot be used, which is told */
export function checkWithdrawn(
  records: readonly RecordFacts[],
  listed: ReadonlySet<string> | undefined,
  problems: Problem[],
): void {
  const withdrawn = records.filter((one) => one.withdrawn !== null);
  const there = new Set(withdrawn.map(({ id }) => id));
  const path = statePath(WITHDRAWN_STATE);
  for (const id of listed === undefined ? [] : there)
    if (listed?.has(id) === false)
      problems.push({
        path,
        property: '完整性',
        message: `没有列出已作废的记录 ${id}；执行 opsledger start --once 会按记录重建`,
      });
  for (const id of listed ?? [])
    if (!there.has(id)) problems.push({ path, property: '真实性', message: `列出的 ${id} 没有作废` });
}
