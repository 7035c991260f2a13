/** Gathers what a deliverable asked for, and remembers every file that it came from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Deliverable, Need } from '../../../reports/_deliverable.ts';
import { type Digests, digest } from '../../archive/digest.ts';
import { MANIFEST } from '../../archive/layout.ts';
import { readKeptArchive, summaryOf } from '../../archive/store.ts';
import { allObligations, type ContractBundle, contractFiles } from '../../contract/bundle.ts';
import { UserError } from '../../contract/error.ts';
import type { Obligation, Written } from '../../contract/obligations.ts';
import type { IssuedSummary, Occurrence } from '../../contract/occurrence.ts';
import { dateOf } from '../../contract/time.ts';
import { type NamedArticle, namedArticles } from '../../knowledge/named.ts';
import type { SignoffRecord } from '../../records/kinds/signoff.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { WrittenText } from '../../report/written-text.ts';
import type { FileMemo } from '../../workspace/disk/file-memo.ts';
import type { FileProblem, RecordStore, StoredRecord } from '../../workspace/store/records.ts';
import { resolveWindow, type WindowContext } from './window.ts';

/** Where inputs are read from: a workspace, or a folder in which only a document's inputs were laid out. */
export interface InputSource {
  root: string;
  contract: ContractBundle;
  records: RecordStore;
  memo?: FileMemo | undefined;
}

export interface GatheredInputs {
  records: Record<string, AnyRecord[]>;
  issued: IssuedSummary[];
  /** confirm and return of this occurrence, sorted by id. */
  signoffs: SignoffRecord[];
  /** Records, in order of path, for the evidence list. */
  stored: StoredRecord[];
  /** Every input file with its digests, sorted by path. */
  files: ({ path: string } & Digests)[];
  /** Articles that the records name, when the deliverable prints them. */
  articles: NamedArticle[];
  written?: WrittenText;
  /** Files that could not be used: the document must not be issued. */
  problems: FileProblem[];
}

export interface GatherRequest {
  deliverable: Deliverable;
  obligation: Obligation;
  context: WindowContext;
  /** Records that brought up the occurrences, when the deliverable wants to know all occurrences. */
  eventKinds: string[];
}

export async function gatherInputs(source: InputSource, request: GatherRequest): Promise<GatheredInputs> {
  const { deliverable, context } = request;
  const found = new Map<string, StoredRecord>();
  const problems: FileProblem[] = [];
  const needs = deliverable.occurrences === true ? [...deliverable.needs, ...events(request)] : deliverable.needs;
  const records: Record<string, AnyRecord[]> = {};
  for (const need of needs) {
    if (need.kind === 'manifest') continue;
    const own = await readNeed(source, need, context, problems);
    for (const one of own) found.set(one.path, one);
    records[need.kind] = merge(
      records[need.kind] ?? [],
      own.map((one) => one.record),
    );
  }
  const signoffs = await occurrenceSignoffs(source, context.occurrence, context.asOf, problems);
  for (const one of signoffs) found.set(one.path, one);
  const manifests = await issuedBefore(source, request, needs);
  const read = [...found.values()].map(({ record }) => record);
  const articles = deliverable.articles === true ? await namedArticles(source.root, read, context.occurrence) : [];
  const written = source.contract.written.find((w) => w.id === request.obligation.id);
  const paths = [
    ...Object.values(contractFiles),
    ...found.keys(),
    ...manifests.map((m) => m.path),
    ...articles.map((one) => one.path),
    ...(written === undefined ? [] : [written.file]),
  ];
  const files = await digestFiles(source, paths);
  problems.push(...changedSince(found.values(), files));
  const text = written === undefined ? undefined : await readWritten(source.root, written, problems);
  return {
    records,
    issued: manifests.map((m) => m.summary),
    signoffs: signoffs.map((s) => s.record as SignoffRecord),
    stored: [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    files,
    articles,
    ...(text === undefined ? {} : { written: text }),
    problems,
  };
}

function events({ eventKinds }: GatherRequest): Need[] {
  return eventKinds.map((kind) => ({ kind, window: 'service-to-date' }));
}

async function readNeed(
  source: InputSource,
  need: Need,
  context: WindowContext,
  problems: FileProblem[],
): Promise<StoredRecord[]> {
  const window = resolveWindow(need.window, context, need.kind);
  const list = await source.records.list(need.kind, { from: window.from, to: window.to });
  problems.push(...list.problems);
  return list.files.filter(
    ({ record }) => window.holds(record) && entered(record, context.asOf) && (need.only?.(record) ?? true),
  );
}

/** What was written down after the document's moment is not part of it; it stands in the next one's 补充. */
const entered = (record: AnyRecord, asOf: string): boolean => Date.parse(record.enteredAt) <= Date.parse(asOf);

function merge(a: AnyRecord[], b: AnyRecord[]): AnyRecord[] {
  const byId = new Map([...a, ...b].map((r) => [r.id, r]));
  return [...byId.values()].sort((x, y) => (x.id < y.id ? -1 : 1));
}

/** confirm and return are inputs; deliver and receive are facts about the finished document and change nothing in it. */
async function occurrenceSignoffs(
  source: InputSource,
  occurrence: Occurrence,
  asOf: string,
  problems: FileProblem[],
): Promise<StoredRecord[]> {
  const list = await source.records.list<SignoffRecord>('signoff', { from: occurrence.from, to: dateOf(asOf) });
  problems.push(...list.problems);
  return list.files.filter(
    ({ record }) =>
      record.obligation === occurrence.obligation &&
      record.period === occurrence.period &&
      (record.action === 'confirm' || record.action === 'return') &&
      entered(record, asOf),
  );
}

/** A deliverable that wants only its own period before does not come to depend on every document of the year. */
async function issuedBefore(
  source: InputSource,
  { obligation, context: { asOf, previous } }: GatherRequest,
  needs: readonly Need[],
): Promise<{ path: string; summary: IssuedSummary }[]> {
  const windows = needs.filter((need) => need.kind === 'manifest').map((need) => need.window);
  if (windows.length === 0) return [];
  const all = windows.some((window) => window !== 'previous');
  const { documents } = await readKeptArchive(source.root, source.memo);
  return documents
    .filter(({ manifest }) => Date.parse(manifest.times.issued) <= Date.parse(asOf))
    .filter(({ manifest }) => all || (manifest.obligation === obligation.id && manifest.period === previous?.period))
    .map((d) => ({ path: `${d.folder}/${MANIFEST}`, summary: summaryOf(d.manifest) }));
}

/** Files that are hashed in one go; whoever is being served by this process gets a turn between. */
const AT_ONCE = 100;

async function digestFiles(source: InputSource, paths: string[]): Promise<({ path: string } & Digests)[]> {
  const unique = [...new Set(paths)].sort();
  const make = async (path: string) => digestFile(source.root, path);
  const found: ({ path: string } & Digests)[] = [];
  for (const [n, path] of unique.entries()) {
    const one = await (source.memo?.of(path, 'digest', () => make(path)) ?? make(path));
    if (one !== undefined) found.push(one);
    if (n % AT_ONCE === AT_ONCE - 1) await setImmediate();
  }
  return found;
}

/** Records that were written anew between being read and being hashed: the fingerprint would not be that of the text. */
function changedSince(read: Iterable<StoredRecord>, files: readonly ({ path: string } & Digests)[]): FileProblem[] {
  const now = new Map(files.map((file) => [file.path, file.sha256]));
  return [...read]
    .filter((one) => now.get(one.path) !== one.sha256)
    .map(({ path }) => ({ path, message: '编制期间有改动，请重新执行' }));
}

function digestFile(root: string, path: string): ({ path: string } & Digests) | undefined {
  const bytes = readOptional(join(root, path));
  return bytes === undefined ? undefined : { path, ...digest(bytes) };
}

/** The text of a written document; one that is not there or cannot be used is a problem like any unreadable evidence. */
async function readWritten(
  root: string,
  { id, file }: Written,
  problems: FileProblem[],
): Promise<WrittenText | undefined> {
  const bytes = readOptional(join(root, file));
  if (bytes === undefined) {
    problems.push({ path: file, message: '编写文档的正文文件不存在' });
    return undefined;
  }
  // The Markdown reader is loaded only for the few documents that people write.
  const { readPlan } = await import('./written-plan.ts');
  try {
    return readPlan(new TextDecoder().decode(bytes), file, id);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push({ path: file, message: error.message });
    return undefined;
  }
}

function readOptional(path: string): Uint8Array | undefined {
  try {
    // Synchronous, as in `readLimited`: there are thousands of them.
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Kinds of record that bring up occurrences. */
export function eventKindsOf(contract: ContractBundle): string[] {
  return [...new Set(allObligations(contract).flatMap((o) => (o.eventKind === undefined ? [] : [o.eventKind])))].sort();
}
