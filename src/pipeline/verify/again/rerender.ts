/** Makes each issued document again from its inputs alone, and says which promise could be tested. */

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../../../archive/digest.ts';
import { dataForms, documentName, issuedText, isTextOf } from '../../../archive/document-file.ts';
import { MANIFEST, STATEMENT } from '../../../archive/layout.ts';
import type { Manifest } from '../../../archive/manifest.ts';
import { inputPaths } from '../../../archive/manifest-text.ts';
import { type ArchivedDocument, firstIssueOf, summaryOf } from '../../../archive/store.ts';
import { allObligations, type ContractBundle } from '../../../contract/bundle/bundle.ts';
import { occurrencesOf, onRequestOccurrence, settledBy } from '../../../contract/calendar/calendar.ts';
import type { IssuedSummary, Occurrence } from '../../../contract/calendar/occurrence.ts';
import { loadWorkingDays } from '../../../contract/calendar/working-days-data.ts';
import { UserError } from '../../../contract/error.ts';
import type { Obligation } from '../../../contract/terms/obligations.ts';
import { compareInstants } from '../../../contract/time.ts';
import { allowList } from '../../../guard/allowed.ts';
import type { AnyRecord } from '../../../records/record.ts';
import { namedPaper, RECEIPTS } from '../../../subjects/interpretations/judge/paper.ts';
import type { WaiverRecord } from '../../../subjects/signing/kinds/waiver.ts';
import { blobOfMark } from '../../../workspace/git/erased.ts';
import { loadContract } from '../../../workspace/store/contract-data.ts';
import { withDecidedInterpretations, withProvenInterpretations } from '../../../workspace/store/decided-contract.ts';
import { ErasedError } from '../../../workspace/store/evidence.ts';
import { openRecords } from '../../../workspace/store/record-store.ts';
import { composerHash } from '../../compose/composer.ts';
import {
  type ComposedDocument,
  type ComposeRequest,
  type Composing,
  composeFrom,
  type Revised,
  revising,
} from '../../compose/document.ts';
import type { GatheredInputs } from '../../compose/gathered.ts';
import { type ComposeSource, gatherInputs } from '../../compose/inputs.ts';
import { calendarEvents } from '../../compose/read-events.ts';
import { rendererIdentity } from '../../program.ts';
import type { Session } from '../../session.ts';
import { loadDeliverables, loadKind } from '../../units.ts';
import type { CommittedFiles } from '../committed-files.ts';
import type { Problem } from '../problem.ts';
import { notUsable } from '../told-records.ts';

type Outcome = 'bytes' | 'content' | 'files' | 'erased';

const words: Record<Outcome, string> = {
  bytes: '逐字节重现',
  content: '渲染环境不同，已核对内容',
  files: '编制程序已更新，已核对输入与文件',
  erased: '所依据的内容已依规清除，不能重新排版',
};

export interface RerenderOptions {
  /** Those that are made again; all of them without it. */
  chosen?: readonly ArchivedDocument[];
  progress?(done: number, total: number, what: string): void;
}

/** What all documents of one run share. */
interface Run {
  session: Session;
  all: readonly ArchivedDocument[];
  files: CommittedFiles;
  problems: Problem[];
  /** As they were in a commit, by what it had of them: read once for all documents of one state. */
  waivers: Map<string, ReturnType<typeof readRecords<WaiverRecord>>>;
}

/**
 * Adds problems for documents that come out different.
 * @param files what the caller has read of the commits is not read again
 * @returns one line per kind of comparison
 */
export async function rerender(
  session: Session,
  documents: readonly ArchivedDocument[],
  files: CommittedFiles,
  problems: Problem[],
  options: RerenderOptions = {},
): Promise<string[]> {
  const run: Run = { session, all: documents, files, problems, waivers: new Map() };
  const counts: Record<Outcome, number> = { bytes: 0, content: 0, files: 0, erased: 0 };
  const chosen = options.chosen ?? documents;
  let done = 0;
  for (const document of chosen) {
    counts[await rerenderSafely(run, document)] += 1;
    done += 1;
    options.progress?.(done, chosen.length, document.manifest.number);
  }
  return (Object.keys(counts) as Outcome[]).filter((o) => counts[o] > 0).map((o) => `${words[o]}：${counts[o]} 份`);
}

/** A document whose inputs or pictures cannot be used any more is a finding; the others are still compared. */
async function rerenderSafely(run: Run, document: ArchivedDocument): Promise<Outcome> {
  try {
    return await rerenderOne(run, document);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error instanceof ErasedError) return 'erased';
    const [summary] = error.message.split('\n');
    const path = `${document.folder}/${documentName(document)}`;
    run.problems.push({ path, property: '真实性', message: `无法由依据重新编制：${summary}` });
    return 'files';
  }
}

async function rerenderOne(run: Run, document: ArchivedDocument): Promise<Outcome> {
  const { manifest, folder } = document;
  const { session, problems } = run;
  if (manifest.composer !== (await composerHash())) return 'files';
  const sameRenderer = manifest.renderer === (await rendererIdentity());
  const differ = (name: string, message: string) =>
    problems.push({ path: `${folder}/${name}`, property: '真实性', message });
  const composed = await recompose(run, manifest);
  if (composed === undefined) {
    differ(documentName(document), '无法由依据重新编制');
    return 'files';
  }
  const other = '重新编制的结果与归档文件不一致';
  const data = [[documentName(document), composed.document] as const, [STATEMENT, composed.statement] as const];
  for (const [name, made] of data) if (!(await saysTheSame(session, document, name, made))) differ(name, other);
  const files = new Map<string, Uint8Array>();
  if (sameRenderer) {
    const renderer = await session.renderer();
    const rendered = await renderer.render(composed.document, (sha) => session.workspace.evidence.getEvidence(sha));
    for (const kind of ['html', 'pdf', 'xlsx'] as const) files.set(`${manifest.number}.${kind}`, rendered[kind]);
  }
  for (const [name, bytes] of files) {
    const listed = manifest.outputs.find((o) => o.path === name);
    if (sha256(bytes) !== listed?.sha256) differ(name, other);
  }
  return sameRenderer ? 'bytes' : 'content';
}

/** Packed by another version of zlib it is the same: then its text is compared. */
async function saysTheSame(
  { workspace: { root } }: Session,
  document: ArchivedDocument,
  name: string,
  made: unknown,
): Promise<boolean> {
  const listed = document.manifest.outputs.find(({ path }) => path === name);
  if (dataForms(made).some((bytes) => sha256(bytes) === listed?.sha256)) return true;
  const bytes = await readFile(join(root, document.folder, name)).catch(() => undefined);
  if (bytes === undefined || sha256(bytes) !== listed?.sha256) return false;
  return isTextOf(await issuedText(root, document, name), made);
}

/** What a document was composed from. */
export interface GatheredAgain {
  source: Composing;
  inputs: GatheredInputs;
  request: ComposeRequest;
}

async function recompose(run: Run, manifest: Manifest): Promise<ComposedDocument | undefined> {
  const again = await gatherAgain(run, manifest);
  return again === undefined ? undefined : composeFrom(again.source, again.inputs, again.request);
}

/**
 * Lays out exactly the inputs that the manifest lists, as they were, and reads them as composing does.
 * @returns undefined when an input is gone, or the contract of that time has no such period
 */
export async function gatherAgain(
  run: Pick<Run, 'session' | 'all' | 'files' | 'waivers'>,
  manifest: Manifest,
): Promise<GatheredAgain | undefined> {
  const { all, files, session } = run;
  const folder = await mkdtemp(join(tmpdir(), 'opsledger-rerender-'));
  try {
    for (const input of manifest.inputs) {
      const bytes = await files.bytes(manifest.dataCommit, input.path);
      if (bytes === undefined) return undefined;
      if (blobOfMark(bytes) !== undefined) throw new ErasedError(input.path);
      await layOut(folder, input.path, bytes);
    }
    const kept = new Set(
      [...((await files.tree(manifest.dataCommit))?.files('') ?? [])].map(([path]) => evidenceName(path)),
    );
    const read = await loadContract(folder);
    const paper = await withProvenInterpretations(read, {
      has: (sha256) => Promise.resolve(kept.has(sha256)),
      records: receiptsBesides(files, manifest.dataCommit, read),
    });
    const records = openRecords(folder, loadKind);
    const contract = await withDecidedInterpretations(paper, records);
    const workdays = loadWorkingDays(contract.holidays);
    const besides = { issued: issuedBesides(manifest, all), waivers: await waiversBesides(run, manifest) };
    const { simulated } = manifest;
    const allow = await allowList(session.workspace.root).catch(notUsable);
    const source: ComposeSource = {
      ...{ root: folder, contract, records, kinds: loadKind, workdays, besides, simulated },
      allow: allow ?? [],
    };
    const obligation = allObligations(contract).find((o) => o.id === manifest.obligation);
    // What else the contract of that time named is no matter here: a program since then may have no unit for it.
    const own = contract.obligations.filter(({ id }) => id === manifest.obligation);
    const deliverable = (await loadDeliverables({ ...contract, obligations: own })).get(manifest.obligation);
    const occurrence = obligation && (await findOccurrence(source, obligation, manifest, all));
    if (obligation === undefined || deliverable === undefined || occurrence === undefined) return undefined;
    const request: ComposeRequest = {
      deliverable,
      obligation,
      occurrence: atIssue(occurrence, manifest),
      revision: manifest.revision,
      issuedAt: manifest.times.issued,
      readAt: manifest.times.issued,
      late: manifest.late && manifest.dueAt !== null ? { dueAt: manifest.dueAt, reason: manifest.reason ?? '' } : null,
      revises: revised(manifest, all),
      firstIssuedAt: manifest.revision === 1 ? null : firstIssueOf(all, manifest.obligation, manifest.period),
      cut: manifest.cut,
      checkpoint: manifest.checkpoint,
      altered: manifest.altered,
    };
    return { source, inputs: await gatherInputs(source, request), request };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Periods of the obligation that were issued before the document and are none of its inputs: it rests only on those that
 * decide what is left to it. Of one that was issued in the same round it makes no difference: both count up to one moment.
 */
function issuedBesides(manifest: Manifest, all: readonly ArchivedDocument[]): IssuedSummary[] {
  const inputs = new Set(inputPaths(manifest));
  const before = all.filter(
    ({ folder, manifest: { obligation, revision, times } }) =>
      obligation === manifest.obligation &&
      revision === 1 &&
      compareInstants(times.issued, manifest.asOf) < 0 &&
      !inputs.has(`${folder}/${MANIFEST}`),
  );
  return before.map((one) => summaryOf(one.manifest));
}

/**
 * Waivers of the obligation that stood in the workspace when the document was made, and are none of its inputs: the documents
 * before it knew of them.
 */
async function waiversBesides(
  { files, waivers }: Pick<Run, 'files' | 'waivers'>,
  { dataCommit, obligation, ...manifest }: Manifest,
) {
  const all = [...((await files.tree(dataCommit))?.files(WAIVERS) ?? [])];
  const key = all.map((entry) => entry.join(' ')).join('\n');
  const known =
    waivers.get(key) ??
    readRecords<WaiverRecord>(
      'waiver',
      all.map(([path]) => path),
      (path) => files.bytes(dataCommit, path),
    );
  waivers.set(key, known);
  const inputs = new Set(manifest.inputs.map(({ path }) => path));
  return (await known).flatMap(({ path, record }) =>
    record.obligation === obligation && !inputs.has(path) ? [record] : [],
  );
}

const WAIVERS = 'records/waiver';

/** Receipts of a commit that name a signed paper of a 口径: they are no inputs of a document, and say which 口径 was confirmed then. */
function receiptsBesides(files: CommittedFiles, commit: string, { interpretations }: ContractBundle) {
  const scans = interpretations.flatMap((one) => namedPaper(one) ?? []);
  return {
    kinds: () => Promise.resolve([RECEIPTS]),
    async list<T extends AnyRecord>(kind: string) {
      const naming: string[] = [];
      for (const [path] of (await files.tree(commit))?.files(`records/${kind}`) ?? []) {
        const text = Buffer.from((await files.bytes(commit, path)) ?? []).toString('utf8');
        if (scans.some((scan) => text.includes(scan))) naming.push(path);
      }
      const found = await readRecords<T>(kind, naming, (path) => files.bytes(commit, path));
      return { records: found.map(({ record }) => record), files: found, withdrawn: [], problems: [] };
    },
  };
}

async function readRecords<T extends AnyRecord>(
  kind: string,
  paths: readonly string[],
  bytesOf: (path: string) => Promise<Uint8Array | undefined>,
) {
  if (paths.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), 'opsledger-records-'));
  try {
    for (const path of paths) await layOut(folder, path, (await bytesOf(path)) ?? new Uint8Array());
    const { files, withdrawn } = await openRecords(folder, loadKind).list<T>(kind);
    return [...files, ...withdrawn];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function layOut(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), bytes);
}

/** SHA-256 of the original in a file of the evidence store. */
const evidenceName = (path: string): string => (path.split('/').at(-1) ?? '').replace(/\.gz$/, '');

/** The occurrence that a period means, from the contract and the records at hand; undefined when there is no such period. */
async function findOccurrence(
  source: ComposeSource,
  obligation: Obligation,
  wanted: Pick<Manifest, 'period' | 'times'>,
  all: readonly ArchivedDocument[],
): Promise<Occurrence | undefined> {
  const servicePeriod = source.contract.contract.servicePeriod;
  const day = /^service-(\d{4})(\d{2})(\d{2})$/.exec(wanted.period);
  if (day) return onRequestOccurrence(obligation, servicePeriod, `${day[1]}-${day[2]}-${day[3]}`);
  const { events } = await calendarEvents(source, wanted.times.issued);
  const waivers = await source.records.list<WaiverRecord>('waiver');
  const issued = all.map(({ manifest }) => manifest);
  const before = issued.filter(({ times }) => compareInstants(times.issued, wanted.times.issued) <= 0);
  return occurrencesOf({
    obligations: [obligation],
    servicePeriod,
    terms: source.contract.contract.terms,
    calendars: source.contract.contract.calendars,
    workdays: source.workdays,
    events,
    asOf: wanted.times.issued,
    settled: settledBy(before, waivers.records),
  }).find((o) => o.period === wanted.period);
}

/** Due times may have moved since (a holiday notice came out); the document knew those of its time. */
function atIssue(occurrence: Occurrence, manifest: Manifest): Occurrence {
  return { ...occurrence, dueAt: manifest.dueAt };
}

function revised(manifest: Manifest, all: readonly ArchivedDocument[]): Revised | null {
  const before = all.find((d) => d.manifest.number === manifest.supersedes)?.manifest;
  if (before === undefined) return null;
  return revising(before, manifest.reason ?? '');
}
