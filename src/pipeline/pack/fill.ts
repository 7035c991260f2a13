/** Puts all of a pack into its zip, in one order, and lists it. */
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { sha256, shortFingerprint } from '../../archive/digest.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import { contractFiles } from '../../contract/bundle/bundle.ts';
import { stateWord } from '../../contract/calendar/occurrence.ts';
import { periodText } from '../../contract/calendar/period-text.ts';
import { sayAllIn, wordsOf } from '../../contract/party-words.ts';
import { dayOfRecordId, parseRecordId } from '../../contract/record-id.ts';
import { compareInstants } from '../../contract/time.ts';
import { type Box, openBox } from '../../pack/fill/box.ts';
import { type Packing, periodKey, putDocument, revisionKey } from '../../pack/fill/documents-part.ts';
import { openEvidencePart } from '../../pack/fill/evidence-part.ts';
import { openListSigner } from '../../pack/fill/list-signer.ts';
import { type LogPart, lacksLog, putLog, readLogPart } from '../../pack/fill/log-part.ts';
import { openRecordsPart } from '../../pack/fill/records-part.ts';
import { openVersions, type Versions } from '../../pack/fill/versions.ts';
import type { ZipFile } from '../../pack/fill/zip-file.ts';
import {
  PACK_FILE,
  PACK_NOTE,
  PACK_SUM,
  type Pack,
  type PackFile,
  type PackRecord,
  type PackTold,
  UNSIGNED_LIST,
} from '../../pack/format.ts';
import type { Answers } from '../../pack/make/answers.ts';
import type { Span } from '../../pack/make/chosen.ts';
import { contentsDocument, type NamedFile, type NotIssued } from '../../pack/make/contents.ts';
import { explanationDocument } from '../../pack/make/explanation.ts';
import { asciiPath, CONTENTS_FILE, EXPLANATION_FILE } from '../../pack/make/pack-paths.ts';
import { packPageFiles } from '../../pack/page-bundle.ts';
import type { OccurrenceState } from '../../states/occurrence.ts';
import { deliveryFacts } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { receiptsAsCounted } from '../../subjects/deliveries/judge/online.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { filesBelow } from '../../workspace/disk/files-below.ts';
import { EVIDENCE_FOLDER, LARGE_FOLDER } from '../../workspace/store/evidence.ts';
import { dayOf, doubtsOf } from '../doubts.ts';
import { enteredLate } from '../entered-late.ts';
import { type Declared, declaredByBoth } from '../log/declared.ts';
import type { Plan } from '../plan/plan.ts';
import { toolVersion } from '../program.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';
import { rewrittenRecords } from '../verify/rewritten-records.ts';
import { standingTerms } from '../verify/terms/altered.ts';
import { collectedAgain } from '../verify/told-collections.ts';
import { toldRecords } from '../verify/told-records.ts';
import { openPackBook } from './enter.ts';
import { leakIn, leakInIssued } from './leaking.ts';

/** What goes in, and as of when. */
export interface Filling {
  session: Session;
  plan: Plan;
  chosen: readonly ArchivedDocument[];
  span: Span;
  /** See `Pack`. */
  whole: boolean;
  /** Everything of the workspace, whether a document stands on it or not. */
  all: boolean;
  answers: Answers | undefined;
  /** ISO. */
  now: string;
  progress?: ((done: number, total: number, what: string) => void) | undefined;
}

export interface Filled {
  pack: Pack;
  /** undefined: nobody looked for them. */
  notIssued: NotIssued[] | undefined;
}

export async function fillPack(filling: Filling, zip: ZipFile): Promise<Filled> {
  const { workspace } = filling.session;
  const log = await readLogPart(workspace);
  const versions = await openVersions(workspace, log);
  try {
    return await fill(filling, openBox(zip), log, versions);
  } finally {
    versions.close();
  }
}

/** Records of these days, and terms, that were altered past the program: whoever opens the pack is told as `verify` tells. */
async function tellAltered({ session, plan, span, all }: Filling, box: Box): Promise<void> {
  for (const { path, message } of await standingTerms(session, plan.documents)) box.lacks(path, message);
  const edited = (await session.workspace.refusedHandEdits()).filter(({ path }) => path.startsWith('records/'));
  const altered = [...(await rewrittenRecords(session)), ...(await enteredLate(session.workspace)), ...edited];
  for (const { path, message } of altered) {
    const day = parseRecordId(posix.parse(path).name)?.date;
    if (all || day === undefined || isIn(span, day)) box.lacks(path, message);
  }
}

const isIn = ({ from, to }: Span, day: string): boolean => day >= from && day <= to;

/**
 * Of records of these days, or that came along: that a value was changed after the fact, or is claimed otherwise than it was vouched for; of
 * collections that somebody read until they were in order; of what makes all of it doubtful.
 */
async function toldOf({ session, span, all, now }: Filling, held: readonly PackRecord[]): Promise<PackTold[]> {
  const here = new Set(held.map(({ logged }) => logged));
  const changed = (await toldRecords(session, now)).filter(
    ({ path, id }) => all || here.has(path) || isIn(span, dayOfRecordId(id)),
  );
  const collected = (await collectedAgain(session)).filter(({ id }) => all || isIn(span, dayOfRecordId(id)));
  const doubts = (await doubtsOf(session, now)).filter((one) => {
    const day = dayOf(one);
    return all || day === undefined || isIn(span, day);
  });
  return [
    ...[...changed, ...collected].map(({ id, text }) => ({ id, text })),
    ...doubts.map(({ about, text }) => ({ id: about, text })),
  ];
}

async function fill(filling: Filling, box: Box, log: LogPart, versions: Versions): Promise<Filled> {
  const { session, chosen, span, whole, answers, now } = filling;
  const bundle = session.workspace.contract;
  const { contract } = bundle;
  for (const { path, bytes } of await packPageFiles()) await box.put(path, bytes);
  const packing = await openPacking(filling, box, log, versions);
  const documents: Pack['documents'] = [];
  for (const [n, document] of chosen.entries()) {
    filling.progress?.(n, chosen.length, document.manifest.number);
    documents.push(await putDocument(packing, document));
  }
  for (const path of answers?.records ?? []) await packing.records.put(path);
  // What the list says of parties and clauses is held against it.
  await packing.records.put(contractFiles.contract);
  const texts = filling.all ? await putEverything(filling, packing) : [];
  if (log.log === undefined) lacksLog(box);
  await tellAltered(filling, box);
  const book = await openPackBook(session, log, now);
  if ('why' in book) box.lacks(UNSIGNED_LIST, book.why);
  const declared = await declaredByBoth(session.workspace);
  for (const { number } of documents) {
    const text = declared.documents.get(number);
    if (text !== undefined) box.lacks(number, text);
  }
  const notIssued = whole ? notIssuedIn(filling, log, declared) : undefined;
  const draft: Pack = {
    schema: 3,
    kind: 'opsledger-pack',
    project: contract.project,
    contract: contract.number ?? '',
    purchaser: contract.parties.purchaser,
    supplier: contract.parties.supplier,
    called: { purchaser: '⟦采购人⟧', supplier: '⟦供应商⟧' },
    ...span,
    whole,
    madeAt: now,
    tool: await toolVersion(),
    simulated: chosen.some(({ manifest }) => manifest.simulated),
    log: log.shown,
    documents,
    records: [...packing.records.held],
    evidence: [...packing.evidence.held],
    others: [],
    ...(answers === undefined ? {} : { requests: answers.requests }),
    missing: [...box.missing],
    told: await toldOf(filling, packing.records.held),
  };
  const pack = sayAllIn(wordsOf(contract), draft);
  const fingerprint = shortFingerprint(
    sha256(
      pack.documents
        .flatMap(({ number, files }) => files.map((file) => `${number} ${file.path} ${file.sha256}\n`))
        .join(''),
    ),
  );
  const told = { head: log.head, fingerprint };
  const { renderXlsx } = await import('../../render/xlsx/workbook.ts');
  await box.put(CONTENTS_FILE, await renderXlsx(contentsDocument(pack, bundle, { ...told, notIssued, texts })));
  const renderer = await session.renderer();
  const noPictures = () => Promise.reject(new Error('no picture stands in it'));
  await box.put(EXPLANATION_FILE, await renderer.renderPdf(explanationDocument(pack, bundle, told), noPictures));
  pack.others = othersIn(box, pack);
  const entered = 'enter' in book ? await book.enter(pack) : log;
  await putLog(session.workspace, box);
  pack.log = entered.shown;
  pack.others = othersIn(box, pack);
  const { sha256: sum } = await box.put(PACK_FILE, Buffer.from(`${JSON.stringify(pack)}\n`));
  await box.put(PACK_SUM, Buffer.from(`${sum}  ${PACK_FILE}\n`));
  const signer = await openListSigner(session.workspace, entered.log);
  if ('enter' in book && 'sign' in signer) await box.put(PACK_NOTE, Buffer.from(signer.sign(sum)));
  return { pack, notIssued };
}

/** Every file that no document, record or original of the list is. */
function othersIn({ held }: Box, { documents, records, evidence }: Pack): PackFile[] {
  const own = [...documents.flatMap(({ files, signed }) => [...files, ...signed]), ...records, ...evidence];
  const listed = new Set(own.map(({ path }) => path));
  return held.filter(({ path }) => !listed.has(path));
}

/** Of its id; undefined: there is none. */
async function kindOf(id: string) {
  return (await kindIds()).includes(id) ? loadKind(id) : undefined;
}

async function openPacking(
  { session, plan, now }: Filling,
  box: Box,
  log: LogPart,
  versions: Versions,
): Promise<Packing> {
  const { files } = await session.workspace.records.list<SignoffRecord>('signoff');
  const known = files
    .filter(({ record }) => compareInstants(record.at, now) <= 0 && compareInstants(record.enteredAt, now) <= 0)
    .sort((a, b) => compareInstants(a.record.at, b.record.at) || (a.path < b.path ? -1 : 1));
  const newest = new Map<string, number>();
  for (const { manifest } of plan.documents) {
    const key = periodKey(manifest);
    newest.set(key, Math.max(newest.get(key) ?? 0, manifest.revision));
  }
  const permits = await session.workspace.records.list('permit');
  return {
    workspace: session.workspace,
    workdays: session.workdays,
    box,
    log,
    records: openRecordsPart(versions, log, box, { kindOf, leakIn: leakIn(session.workspace.root) }),
    evidence: openEvidencePart(session.workspace, log, box),
    signoffs: Map.groupBy(known, ({ record }) => revisionKey(record)),
    factsOf: deliveryFacts(
      receiptsAsCounted(
        session.workspace.contract,
        plan.documents.map(({ manifest }) => manifest),
        known.map(({ record }) => record),
      ),
      now,
      // A pack proves acts; what silence means stands in the clause that it carries.
      () => null,
    ),
    newest,
    late: new Set(plan.items.filter(({ state }) => LATE.has(state)).map(({ occurrence }) => periodKey(occurrence))),
    lists: new Set(),
    permits: new Map([...permits.files, ...permits.withdrawn].map(({ record, path }) => [record.id, path])),
    leakIn: leakInIssued(session),
  };
}

/** States of what was issued, and not handed in by its time. */
const LATE: ReadonlySet<OccurrenceState> = new Set(['late', 'delivered-late', 'undelivered']);

/** Folders of texts that the log has no entries of. */
const TEXTS = ['plans', 'knowledge-base'];

/** All records, originals and files of the contract as they are now, and the texts beside them. @returns the texts */
async function putEverything(
  { session: { workspace } }: Filling,
  { box, records, evidence }: Packing,
): Promise<NamedFile[]> {
  const held = await workspace.git.listTree('HEAD', 'records', 'contract', ...TEXTS);
  const texts: NamedFile[] = [];
  for (const { path } of held) {
    const top = path.slice(0, path.indexOf('/'));
    if (!TEXTS.includes(top)) {
      const one = await records.put(path);
      for (const original of one?.facts?.originals ?? [])
        await evidence.put({ ...original, record: one?.packed.path ?? null });
      continue;
    }
    const bytes = await readFile(join(workspace.root, path));
    texts.push({ ...(await box.put(asciiPath(`${top}/`, path, sha256(path)), bytes)), name: path });
  }
  // What no record speaks of was kept all the same; what git does not hold, as well.
  for (const sha256 of keptOriginals(workspace.root)) await evidence.put({ sha256, name: '', record: null });
  return texts;
}

/** Digests of all originals that the workspace keeps, sorted. */
function keptOriginals(root: string): string[] {
  const found = [EVIDENCE_FOLDER, LARGE_FOLDER].flatMap((folder) => filesBelow(root, folder));
  return [...new Set(found.flatMap((path) => /(?:^|\/)([0-9a-f]{64})(?:\.gz)?$/.exec(path)?.[1] ?? []))].sort();
}

/** What was due in the days of the pack and had not been issued by then, in the order of the due times; what was waived is not owed. */
function notIssuedIn({ plan, span }: Filling, { missed }: LogPart, declared: Declared): NotIssued[] {
  const noted = new Map(missed.map((one) => [`${one.obligation} ${one.period}`, one.at]));
  const found = plan.items.flatMap(({ obligation, occurrence, issued, state, onTimeBy }): NotIssued[] => {
    const isHere = occurrence.to >= span.from && occurrence.to <= span.to;
    const notedAt = noted.get(`${obligation.id} ${occurrence.period}`) ?? null;
    // What was noted and came later is told, too: it was not there when it was due.
    const isOwed = issued === null && (state === 'missing' || state === 'overdue');
    if (!isHere || !(isOwed || notedAt !== null)) return [];
    const text = declared.missed.get(`${obligation.id} ${occurrence.period}`);
    const word = `${stateWord(state, [onTimeBy])}${text === undefined ? '' : `；存证的缺失登记系${text}`}`;
    return [{ name: obligation.name, period: periodText(occurrence), dueAt: occurrence.dueAt, state: word, notedAt }];
  });
  return found;
}
