/** Gathers what a deliverable asked for, and remembers every file that it came from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Digests, digest } from '../../archive/digest.ts';
import { MANIFEST } from '../../archive/layout.ts';
import { readKeptArchive, summaryOf } from '../../archive/store.ts';
import { contractFiles } from '../../contract/bundle.ts';
import { UserError } from '../../contract/error.ts';
import type { Written } from '../../contract/obligations.ts';
import type { IssuedSummary } from '../../contract/occurrence.ts';
import { type NamedArticle, namedArticles } from '../../knowledge/named.ts';
import type { SignoffRecord } from '../../records/kinds/signoff.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { WrittenText } from '../../report/written-text.ts';
import type { FileMemo } from '../../workspace/disk/file-memo.ts';
import type { FileProblem, KindLoader, RecordStore, StoredRecord } from '../../workspace/store/records.ts';
import type { ComposeRequest, Composing } from './document.ts';
import { eventKindsOf } from './events.ts';
import type { GatheredInputs } from './gathered.ts';
import {
  eventWishes,
  manifestWish,
  merged,
  previousPeriod,
  type RecordWish,
  recordWishes,
  signoffWish,
} from './selection.ts';
import type { WindowContext } from './window.ts';

/** Where inputs are read from: a workspace, or a folder in which only a document's inputs were laid out. */
export interface ComposeSource extends Composing {
  root: string;
  records: RecordStore;
  kinds: KindLoader;
  memo?: FileMemo | undefined;
}

/** Reads what the document asks for, and decides nothing: which records are its inputs says `selection.ts`. */
export async function gatherInputs(source: ComposeSource, request: ComposeRequest): Promise<GatheredInputs> {
  const { deliverable, obligation, occurrence } = request;
  const context: WindowContext = {
    occurrence,
    previous: previousPeriod(source.contract, source.workdays, obligation, occurrence),
    servicePeriod: source.contract.contract.servicePeriod,
    asOf: request.readAt,
  };
  const read: RecordsRead = { found: new Map(), withdrawn: new Map(), records: {}, problems: [] };
  for (const wish of recordWishes(deliverable, context)) await readWish(source, wish, read);
  const events: AnyRecord[] = [];
  for (const wish of eventWishes(deliverable, eventKindsOf(source.contract), context))
    events.push(...(await readWish(source, wish, read)));
  const { found, withdrawn, records, problems } = read;
  const signoffs = await listWish(source, signoffWish(context), read);
  const manifests = await issuedBefore(source, manifestWish(deliverable, obligation, context));
  const all = [...found.values()];
  const articles = deliverable.articles === true ? await articlesOf(source, all, request) : [];
  const written = source.contract.written.find((one) => one.id === obligation.id);
  const files = await digestFiles(source, [
    ...Object.values(contractFiles),
    ...found.keys(),
    ...withdrawn.keys(),
    ...manifests.map((one) => one.path),
    ...articles.map((one) => one.path),
    ...(written === undefined ? [] : [written.file]),
  ]);
  problems.push(...changedSince([...all, ...withdrawn.values()], files));
  const text = written === undefined ? undefined : await readWritten(source.root, written, problems);
  return {
    records,
    events,
    issued: manifests.map((one) => one.summary),
    signoffs: signoffs.map(({ record }) => record as SignoffRecord),
    stored: all.sort(byPath),
    withdrawn: [...withdrawn.values()].sort(byPath),
    kinds: await kindsOf(source, [...Object.keys(records), ...[...all, ...withdrawn.values()].map(({ kind }) => kind)]),
    files,
    articles,
    ...(text === undefined ? {} : { written: text }),
    problems,
  };
}

const byPath = (a: StoredRecord, b: StoredRecord): number => (a.path < b.path ? -1 : 1);

/** Records read so far, for any wish. */
interface RecordsRead {
  found: Map<string, StoredRecord>;
  withdrawn: Map<string, StoredRecord>;
  records: Record<string, AnyRecord[]>;
  problems: FileProblem[];
}

/** Records that the deliverable gets under their kind. */
async function readWish(source: ComposeSource, wish: RecordWish, read: RecordsRead): Promise<AnyRecord[]> {
  const own = (await listWish(source, wish, read)).map(({ record }) => record);
  read.records[wish.kind] = merged(read.records[wish.kind] ?? [], own);
  return own;
}

async function listWish({ records }: ComposeSource, wish: RecordWish, read: RecordsRead): Promise<StoredRecord[]> {
  const list = await records.list(wish.kind, wish.dates);
  read.problems.push(...list.problems);
  const own = list.files.filter(({ record }) => wish.wants(record));
  for (const one of own) read.found.set(one.path, one);
  for (const one of list.withdrawn.filter(({ record }) => wish.wants(record))) read.withdrawn.set(one.path, one);
  return own;
}

async function issuedBefore(
  { root, memo }: ComposeSource,
  wants: ReturnType<typeof manifestWish>,
): Promise<{ path: string; summary: IssuedSummary }[]> {
  if (wants === null) return [];
  const { documents } = await readKeptArchive(root, memo);
  return documents
    .filter(({ manifest }) => wants(manifest))
    .map(({ folder, manifest }) => ({ path: `${folder}/${MANIFEST}`, summary: summaryOf(manifest) }));
}

function articlesOf(
  { root }: ComposeSource,
  stored: readonly StoredRecord[],
  { occurrence }: ComposeRequest,
): Promise<NamedArticle[]> {
  const records = stored.map(({ record }) => record);
  return namedArticles(root, records, occurrence);
}

async function kindsOf({ kinds }: ComposeSource, ids: readonly string[]): Promise<Record<string, RecordKind>> {
  return Object.fromEntries(await Promise.all([...new Set(ids)].map(async (id) => [id, await kinds(id)] as const)));
}

/** Files that are hashed in one go; whoever is being served by this process gets a turn between. */
const AT_ONCE = 100;

async function digestFiles(source: ComposeSource, paths: string[]): Promise<({ path: string } & Digests)[]> {
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
