/** Gathers what a deliverable asked for, and remembers every file that it came from. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Digests, digest } from '../../archive/digest.ts';
import { MANIFEST } from '../../archive/layout.ts';
import { readKeptArchive, summaryOf } from '../../archive/store.ts';
import { copiedFrom } from '../../assess/contract/text-copies.ts';
import { contractFiles, type Texted, textsOf } from '../../contract/bundle/bundle.ts';
import { cutsUpTo, periodsBefore } from '../../contract/calendar/cut.ts';
import type { IssuedSummary } from '../../contract/calendar/occurrence.ts';
import { decidingWaivers } from '../../contract/calendar/waived.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { countBlanks } from '../../contract/terms/blanks.ts';
import { compareInstants } from '../../contract/time.ts';
import { allowList } from '../../guard/allowed.ts';
import type { AllowList } from '../../guard/leak.ts';
import { unsaidRecord } from '../../guard/unsaid.ts';
import { type NamedArticle, namedArticles } from '../../knowledge/named-articles.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { CopiedText, WrittenText } from '../../report/written-text.ts';
import type { Monitoring } from '../../subjects/incidents/judge/monitoring.ts';
import type { AlertProposalRecord } from '../../subjects/incidents/kinds/alert-proposal.ts';
import type { ProbeRecord } from '../../subjects/inspections/kinds/probe.ts';
import { closedAt } from '../../subjects/signing/judge/close-out.ts';
import { waivedPeriods } from '../../subjects/signing/judge/waived.ts';
import type { CloseOutRecord } from '../../subjects/signing/kinds/close-out.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../subjects/signing/kinds/waiver.ts';
import { MAX_RECORD_BYTES, readLimited } from '../../workspace/disk/decode.ts';
import type { FileMemo } from '../../workspace/disk/file-memo.ts';
import { DECISIONS } from '../../workspace/store/decided-contract.ts';
import type { FileProblem, KindLoader, RecordStore, StoredRecord } from '../../workspace/store/record-store.ts';
import { starterTexts } from '../starter-texts.ts';
import { type ComposeRequest, type Composing, heldCut } from './document.ts';
import { eventKindsOf } from './events.ts';
import type { GatheredInputs } from './gathered.ts';
import {
  eventWishes,
  happeningWishes,
  manifestWish,
  merged,
  monitoringWishes,
  ownPeriods,
  type RecordWish,
  recordWishes,
  signoffWish,
} from './selection.ts';
import { standsAt, unissuedDays, type WindowContext } from './window.ts';

/** Where inputs are read from: a workspace, or a folder in which only a document's inputs were laid out. */
export interface ComposeSource extends Composing {
  root: string;
  records: RecordStore;
  kinds: KindLoader;
  memo?: FileMemo | undefined;
  /**
   * Of the document's obligation what is known of other periods, though it is not at hand: of a folder that holds a document's
   * inputs alone. Those at hand decide what is left to it (`cutsUpTo`); one that is neither is a period that is owed.
   */
  besides?: { issued: readonly IssuedSummary[]; waivers: readonly WaiverRecord[] };
  /** What the leak gate lets pass; of a workspace its own list. */
  allow?: AllowList;
}

/** Reads what the document asks for, and decides nothing: which records are its inputs says `selection.ts`. */
export async function gatherInputs(source: ComposeSource, request: ComposeRequest): Promise<GatheredInputs> {
  const { deliverable, obligation } = request;
  const { context, manifests, waivers } = await readWindow(source, request, heldCut(request) ?? request.readAt);
  const issued = manifests.map((one) => one.summary);
  const read: RecordsRead = {
    ...{ found: new Map(), withdrawn: new Map(), records: {}, takenBack: {}, problems: [] },
    lasting: new Set(),
  };
  read.problems.push(...waivers.problems);
  for (const one of waivers.files)
    (standsAt(one.record, context.asOf) ? read.found : read.withdrawn).set(one.path, one);
  for (const wish of recordWishes(deliverable, context)) await readWish(source, wish, read);
  const events: AnyRecord[] = [];
  for (const wish of eventWishes(deliverable, eventKindsOf(source.contract), context))
    events.push(...(await readWish(source, wish, read)));
  const happened: StoredRecord[] = [];
  for (const wish of happeningWishes(deliverable, source.contract, context))
    happened.push(...(await listWish(source, wish, read)));
  const seen: StoredRecord[] = [];
  for (const wish of monitoringWishes(deliverable, context)) seen.push(...(await listWish(source, wish, read)));
  const { found, withdrawn, records, problems } = read;
  // Who confirmed or sent back a revision did so after the cut.
  const signoffs = await listWish(source, signoffWish({ ...context, asOf: request.readAt }), read);
  const decisions = await decidedBy(source);
  const closing = await closingOf(source, request);
  read.problems.push(...closing.problems);
  const all = [...found.values()];
  const articles = deliverable.articles === true ? await articlesOf(source, all, request) : [];
  const written = textsOf(source.contract).find((one) => one.id === obligation.id);
  const files = await digestFiles(source, [
    ...Object.values(contractFiles),
    ...(source.contract.assetTables ?? []),
    ...found.keys(),
    ...withdrawn.keys(),
    ...decisions,
    ...closing.paths,
    ...manifests.map((one) => one.path),
    ...articles.map((one) => one.path),
    ...(written === undefined ? [] : [written.file]),
  ]);
  problems.push(...changedSince([...all, ...withdrawn.values()], files));
  const text = written === undefined ? undefined : await readWritten(source.root, written, problems);
  return {
    records,
    monitoring: monitoringIn(seen),
    events,
    happened: happened.map(({ record }) => record),
    issued,
    closedAt: closing.at,
    cuts: [...context.cuts],
    takenBack: read.takenBack,
    signoffs: signoffs.map(({ record }) => record as SignoffRecord),
    stored: all.sort(byPath),
    withdrawn: [...withdrawn.values()].sort(byPath),
    kinds: await kindsOf(source, [...Object.keys(records), ...[...all, ...withdrawn.values()].map(({ kind }) => kind)]),
    files,
    // Whoever confirmed it before the project was closed has seen all that it rests on.
    untilIssued: new Set([
      ...[...found.keys(), ...withdrawn.keys()].filter((path) => !read.lasting.has(path)),
      ...closing.paths,
    ]),
    articles,
    ...(text === undefined ? {} : { written: text }),
    problems: once(problems),
  };
}

/** A file that several needs ask for is told once. */
const once = (problems: readonly FileProblem[]): FileProblem[] => [
  ...new Map(problems.map((one) => [JSON.stringify(one), one])).values(),
];

/** When the project was closed, and the record of that: it decides what a document says that is made after it, and no other. */
async function closingOf({ records }: ComposeSource, request: ComposeRequest) {
  const { files, withdrawn, problems } = await records.list<CloseOutRecord>('close-out');
  const all = [...files, ...withdrawn];
  const until = heldCut(request) ?? request.readAt;
  const at = closedAt(
    all.map(({ record }) => record),
    until,
  );
  if (at === null || compareInstants(at, until) >= 0) return { at: null, paths: [], problems };
  return { at, paths: all.filter(({ record }) => record.at === at).map(({ path }) => path), problems };
}

const monitoringIn = (stored: readonly StoredRecord[]): Monitoring => ({
  alerts: stored.filter(({ kind }) => kind === 'alert-proposal').map(({ record }) => record as AlertProposalRecord),
  probes: stored.filter(({ kind }) => kind === 'probe').map(({ record }) => record as ProbeRecord),
});
/** Paths of the records by which 口径 of the contract were confirmed at the desk: they decide as its files do. */
async function decidedBy({ contract, records }: ComposeSource): Promise<string[]> {
  const ids = contract.interpretations.flatMap(({ decision }) => decision ?? []);
  return Promise.all(ids.map(async (id) => (await records.get(id))?.path ?? `records/${DECISIONS}/${id}`));
}

/**
 * What the windows of a document go by at a moment, the documents issued before on which it builds, and the waivers that leave
 * to it what other periods would have told.
 */
export async function readWindow(
  source: ComposeSource,
  request: Pick<ComposeRequest, 'deliverable' | 'obligation' | 'occurrence'> & Partial<ComposeRequest>,
  asOf: string,
): Promise<{
  context: WindowContext;
  manifests: { path: string; summary: IssuedSummary }[];
  waivers: { files: StoredRecord[]; problems: FileProblem[] };
}> {
  const { deliverable, obligation, occurrence, firstIssuedAt: firstCut = null } = request;
  const { servicePeriod } = source.contract.contract;
  const all = ownPeriods(source.contract, source.workdays, obligation, occurrence);
  const earlier = periodsBefore(occurrence, all);
  const manifests = await issuedBefore(source, manifestWish(deliverable, obligation, { occurrence, earlier, asOf }));
  const issued = manifests.map((one) => one.summary);
  const isCut = deliverable.cut === true;
  const waivers = isCut ? await readWaivers(source, obligation.id) : { files: [], problems: [] };
  const told = [...waivers.files.map(({ record }) => record as WaiverRecord), ...(source.besides?.waivers ?? [])];
  const cuts = cutsUpTo(occurrence, isCut ? all : [], [...issued, ...(source.besides?.issued ?? [])], {
    cut: asOf,
    serviceEnd: servicePeriod.to,
    waived: waivedPeriods(told, asOf),
    firstCut,
  });
  const unissued = unissuedDays(source.contract, issued, asOf);
  const { contract } = source;
  const context = { contract, occurrence, previous: earlier.at(-1) ?? null, cuts, servicePeriod, asOf, unissued };
  return {
    context,
    manifests: manifests.filter(({ summary }) => isAsked(deliverable, summary, { earlier, cuts })),
    waivers: { ...waivers, files: decidingFiles(waivers.files, cuts, asOf) },
  };
}

/** The waivers of an obligation, with those that were withdrawn since. */
async function readWaivers({ records }: ComposeSource, obligation: string) {
  const { files, withdrawn, problems } = await records.list<WaiverRecord>('waiver');
  const own = [...files, ...withdrawn].filter(({ record }) => record.obligation === obligation);
  return { files: own as StoredRecord[], problems };
}

function decidingFiles(files: readonly StoredRecord[], cuts: WindowContext['cuts'], asOf: string): StoredRecord[] {
  const periods = decidingWaivers(cuts);
  return files.filter(({ record }) =>
    waivedPeriods([record as WaiverRecord], asOf).some(({ period }) => periods.has(period)),
  );
}

/** A document that lives on its cut alone builds only on those of its periods before that decide what is left to it. */
function isAsked(
  { needs, cut }: ComposeRequest['deliverable'],
  { period }: IssuedSummary,
  { earlier, cuts }: { earlier: readonly ComposeRequest['occurrence'][]; cuts: WindowContext['cuts'] },
): boolean {
  if (cut !== true || needs.some(({ kind }) => kind === 'manifest')) return true;
  return cuts.some((one) => one.period === period) || earlier.every((one) => one.period !== period);
}

const byPath = (a: StoredRecord, b: StoredRecord): number => (a.path < b.path ? -1 : 1);

/** Records read so far, for any wish. */
interface RecordsRead {
  found: Map<string, StoredRecord>;
  withdrawn: Map<string, StoredRecord>;
  records: Record<string, AnyRecord[]>;
  /** Of the withdrawn ones those that an earlier document counted, by kind. */
  takenBack: Record<string, AnyRecord[]>;
  /** Paths that some other wish than one `untilIssued` asked for. */
  lasting: Set<string>;
  problems: FileProblem[];
}

/** Records that the deliverable gets under their kind. */
async function readWish(source: ComposeSource, wish: RecordWish, read: RecordsRead): Promise<AnyRecord[]> {
  const own = (await listWish(source, wish, read)).map(({ record }) => record);
  read.records[wish.kind] = merged(read.records[wish.kind] ?? [], own);
  return own;
}

async function listWish(source: ComposeSource, wish: RecordWish, read: RecordsRead): Promise<StoredRecord[]> {
  const found = await source.records.list(wish.kind, wish.dates);
  const list = {
    problems: found.problems,
    files: await unsaid(source, found.files),
    withdrawn: await unsaid(source, found.withdrawn),
  };
  read.problems.push(...list.problems);
  // What was withdrawn only after the document's moment counts in it; a later one takes it back.
  const all = [...list.files, ...list.withdrawn];
  const picked = new Set(wish.pick(all.map(({ record }) => record)));
  const own = all.filter(({ record }) => picked.has(record));
  for (const one of own) read.found.set(one.path, one);
  if (wish.untilIssued !== true) for (const one of own) read.lasting.add(one.path);
  const gone = list.withdrawn.map(({ record }) => record);
  const back = wish.takenBack(gone);
  const told = new Set([...wish.left(gone), ...back]);
  const left = list.withdrawn.filter(({ record }) => told.has(record));
  for (const one of left) read.withdrawn.set(one.path, one);
  if (wish.untilIssued !== true) for (const one of left) read.lasting.add(one.path);
  read.takenBack[wish.kind] = merged(read.takenBack[wish.kind] ?? [], back);
  return own;
}

/** What an earlier correction keeps of a secret is printed by no document. */
async function unsaid({ root, allow }: ComposeSource, files: readonly StoredRecord[]): Promise<StoredRecord[]> {
  if (files.every(({ record }) => record.corrections === undefined)) return [...files];
  const own = allow ?? (await allowList(root));
  return Promise.all(files.map(async (one) => ({ ...one, record: await unsaidRecord(one.record, own) })));
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

async function digestFile(root: string, path: string): Promise<({ path: string } & Digests) | undefined> {
  const bytes = await readOptional(root, path);
  return bytes === undefined ? undefined : { path, ...digest(bytes) };
}

/** The text of a written document; one that is not there or cannot be used is a problem like any unreadable evidence. */
async function readWritten(
  root: string,
  { id, file, generated }: Texted,
  problems: FileProblem[],
): Promise<WrittenText | undefined> {
  const bytes = await readOptional(root, file);
  if (bytes === undefined) {
    problems.push({ path: file, message: '编写文档的正文文件不存在' });
    return undefined;
  }
  // The Markdown reader is loaded only for the few documents that people write.
  const { readPlan } = await import('./written-plan.ts');
  try {
    const source = new TextDecoder().decode(bytes);
    const plan = readPlan(source, file, id);
    const copied = generated === undefined ? await copyOf(source) : null;
    return copied === null ? plan : { ...plan, copied };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push({ path: file, message: error.message });
    return undefined;
  }
}

/** As `check` tells it; while blanks are left, they are told instead. */
async function copyOf(source: string): Promise<CopiedText | null> {
  return countBlanks(source) === 0 ? copiedFrom(source, await starterTexts(), []) : null;
}

/** undefined for what is no file that can be read: a folder, a pipe, links that lead to each other. */
async function readOptional(root: string, path: string): Promise<Uint8Array | undefined> {
  try {
    return await readLimited(join(root, path), path, MAX_RECORD_BYTES);
  } catch (error) {
    if (error instanceof UserError && !(error instanceof EnvironmentError)) return undefined;
    throw error;
  }
}
