/** Checks what an auditor relies on: records readable, files as their manifests say, manifests as git has them. */

import type { KnownContents } from '../../archive/known.ts';
import { parseClaim } from '../../archive/log/check-heads.ts';
import { loggedNumbers } from '../../archive/log/issued-numbers.ts';
import { openLogCheck } from '../../archive/log/log-check.ts';
import { type LogRead, readFrom, readLog } from '../../archive/log/log-folder.ts';
import { type ArchivedDocument, readArchiveKnowing } from '../../archive/store.ts';
import { EnvironmentError } from '../../contract/error.ts';
import { DATED } from '../../workspace/disk/areas.ts';
import { isFileError, isMissing } from '../../workspace/disk/faults.ts';
import { answeringOnce } from '../../workspace/git/answering-once.ts';
import type { Git } from '../../workspace/git/git.ts';
import { withdrawnIds } from '../../workspace/store/withdrawn-ids.ts';
import { ABOUT_NOW_SECONDS } from '../clock.ts';
import { doubtsOf, doubtText } from '../doubts.ts';
import { declaredByBoth, declaredNotes } from '../log/declared.ts';
import { remembering, type Session } from '../session.ts';
import { checkInputs, checkOutputs, type FilesAsRead } from './against-manifest.ts';
import { missingScans } from './agreement-scans.ts';
import { alteredPapers, paperProblems } from './altered-papers.ts';
import { askAhead } from './asked-ahead.ts';
import { type CommittedFiles, committedFiles } from './committed-files.ts';
import { unknownComposers } from './composers.ts';
import { asNow, nothingErased, readErasedIfSound } from './erased.ts';
import { type Judged, openJudged, standInProblems, unreadProblems } from './go-on.ts';
import { checkHistory } from './history.ts';
import { checkInputLists } from './input-lists.ts';
import { keptNotes } from './kept-documents.ts';
import { type KnownPlace, type KnownStore, knownOf, nothingKnown } from './known.ts';
import { chosenOf, narrowed, unknownNumber, type VerifyChoice } from './narrowed.ts';
import { checkOriginals } from './originals.ts';
import { counted, type Problem, type Property } from './problem.ts';
import { howToRead, type Reading, readFiles } from './reading.ts';
import { beginRecords, checkReferences, checkWithdrawn, readRecordFacts } from './record-facts.ts';
import { checkObjects, checkPresence, checkRepository } from './repository.ts';
import { rewrittenRecords } from './rewritten-records.ts';
import { checkSurroundings } from './surroundings.ts';
import { alteredTerms } from './terms/altered.ts';
import { collectedAgain } from './told-collections.ts';
import { toldLine, toldRecords } from './told-records.ts';
import { checkUsable } from './usable.ts';
import { checkFiles } from './working-files.ts';
import { checkWrittenTimes } from './written-times.ts';

export interface VerifyResult {
  ok: boolean;
  checked: { documents: number; records: number; entries: number };
  problems: Problem[];
  /** How many of them are of each of the four properties. */
  properties: Readonly<Record<Property, number>>;
  /** What was looked at and how, in Chinese; also what is not in use. */
  notes: string[];
}

/** A checkpoint that somebody kept, as text, and what it was called. */
export interface GivenCheckpoint {
  text: string;
  shown: string;
}

export interface VerifyRequest {
  rerender?: boolean;
  /** Also git's own check of every object it holds. */
  deep?: boolean;
  /** Also the SM3 digests, which take four times as long as SHA-256. */
  sm3?: boolean;
  /** Checkpoints that somebody kept: the log has to continue them. */
  claims?: readonly GivenCheckpoint[];
  /** Where what earlier verifications found is kept, in place of the program's own folder; `deep` and `sm3` look at all anew. */
  known?: KnownPlace;
  /** The files, when somebody began to read them before the workspace was opened. */
  ahead?: Reading | undefined;
  /** Told is what concerns these documents, and nothing else; without it, everything. */
  choice?: VerifyChoice;
  progress?(done: number, total: number, what: string): void;
}

/**
 * Looks at everything. What is wrong while others write may be a change half done: then all is looked at once more while nobody
 * writes.
 */
export async function verify(session: Session, request: VerifyRequest = {}): Promise<VerifyResult> {
  const { git, lock, atRest } = session.workspace;
  // Of a broken repository it may not be known; that it is broken is what is told then.
  const head = () => git.head().catch(() => undefined);
  const before = await head();
  const files = committedFiles(git, request.sm3);
  try {
    let result = await unlessVanished(() => look(session, files, request));
    if (result === undefined) result = await atRest(() => look(session, files, { ...request, ahead: undefined }));
    else if (!(result.ok || lock.isOurs())) {
      // Who cannot lock cannot tell whether others write, either.
      const isQuiet = (await lock.runIfFree(() => Promise.resolve()).catch(() => ({}))) !== undefined;
      const now = await head();
      const isSame = before === now && (request.ahead === undefined || (await request.ahead.head) === now);
      if (!(isQuiet && isSame)) result = await atRest(() => look(session, files, { ...request, ahead: undefined }));
    }
    const { problems, notes, documents, checked, unlessBroken } = result;
    const { chosen, unknown } =
      request.choice === undefined ? { chosen: documents, unknown: [] } : chosenOf(documents, request.choice);
    if (request.rerender === true)
      await unlessBroken(async () => {
        const { reread, rereadAnswers, rerender } = await import('./again/all.ts');
        notes.push(...(await reread(session, problems)));
        notes.push(...(await rereadAnswers(session, problems)));
        notes.push(...(await rerender(session, documents, files, problems, { ...request, chosen })));
      });
    const told = request.choice === undefined ? { problems, others: 0 } : narrowed(problems, chosen);
    if (told.others > 0) notes.push(`另有 ${told.others} 个问题与所选文档及其依据无关，没有列出：不写范围再核验一次`);
    const logged = unknown.length === 0 ? new Map<string, number>() : await loggedNumbers(session.workspace.root);
    told.problems.push(...unknown.map((number) => unknownNumber(number, documents, logged)));
    const sorted = told.problems.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    return {
      ...{ ok: sorted.length === 0, problems: sorted, properties: counted(sorted), notes },
      checked: { ...checked, documents: chosen.length },
    };
  } finally {
    files.close();
  }
}

/** undefined where a file went between being listed and being read: somebody writes, and nothing was found out. */
async function unlessVanished(work: () => Promise<Look>): Promise<Look | undefined> {
  try {
    return await work();
  } catch (error) {
    const cause = error instanceof EnvironmentError ? error.cause : error;
    if (isFileError(cause) && isMissing(cause)) return undefined;
    throw error;
  }
}

interface Look extends Omit<VerifyResult, 'properties'> {
  documents: ArchivedDocument[];
  /** Does what needs objects of the repository: what git does not have cannot be compared; that it does not is told once. */
  unlessBroken(work: () => Promise<void>): Promise<void>;
}

/** One look, in which each record is read once, however many checks ask for it. */
async function look(whole: Session, files: CommittedFiles, request: VerifyRequest): Promise<Look> {
  const ahead = aheadOf(whole, request);
  const session = askingOnce(remembering(whole), ahead?.git ?? answeringOnce(whole.workspace.git), files);
  const asked = ahead?.asked ?? askAhead(session.workspace.git, howToRead(request));
  try {
    return await lookAt(session, files, { ...request, ahead });
  } finally {
    await asked;
  }
}

async function lookAt(session: Session, files: CommittedFiles, request: VerifyRequest): Promise<Look> {
  const withSm3 = request.sm3 === true;
  const { root } = session.workspace;
  const problems: Problem[] = [...interruptedProblems(session), ...standInProblems(session)];
  const judged = openJudged(root, problems);
  const reading = request.ahead?.files ?? readFiles(root, howToRead(request));
  // Where it fails it is told below, or something before it was.
  reading.catch(() => undefined);
  await judged('版本库的设置', undefined, () => checkRepository(session, problems));
  /** Whether git finds every object of its own, which takes it as long as all the rest takes us; not asked yet: undefined. */
  let sound = request.deep === true ? checkObjects(session, problems) : undefined;
  sound?.catch(() => undefined);
  const unlessBroken = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      sound ??= checkObjects(session, problems);
      if (await sound) throw error;
    }
  };
  // Whoever asked git for all it holds is told by it, and waits for that at the end alone.
  const presence = sound === undefined ? unlessBroken(() => checkPresence(session, problems)) : undefined;
  presence?.catch(() => undefined);
  await judged('设置', undefined, () => checkUsable(session, problems));
  const logRead = await judged<LogRead>('存证日志', { log: undefined }, async () => ({
    log: await readLog(readFrom(root)),
  }));
  const known = await judged('以前核验的结论', nothingKnown(), () => knownFor(session, request));
  const begun = known.isEmpty ? beginRecords(session) : undefined;
  begun?.catch(() => undefined);
  const { documents: archived, problems: unreadable } = await judged('归档的文档', NO_DOCUMENTS, () =>
    readArchiveKnowing(root, known.bytes),
  );
  const erased = await judged('已依规清除的内容', nothingErased(), () =>
    readErasedIfSound(session, logRead, unlessBroken),
  );
  const documents = archived.map((one) => asNow(one, erased));
  for (const p of unreadable) problems.push({ ...p, property: '可用性' });
  const scans = await judged('口径的签字扫描件', [], () => missingScans(session));
  for (const p of scans) problems.push({ ...p, property: '完整性' });
  problems.push(...(await judged('合同全文', [], () => paperProblems(session))));
  const notes = [...session.workspace.notes, ...undone(request)];
  let entries = 0;
  const read = await reading;
  problems.push(...unreadProblems(read));
  await presence;
  const { digests } = read;
  const knowsObjects = await judged('版本库的对象文件', false, () => known.holds(read.store));
  const originals = await judged('原始材料', NO_ORIGINALS, () =>
    checkOriginals(session, { digests, erased, known: known.bytes }, problems),
  );
  const readingRecords = readRecordFacts(session, { digests, originals, known: known.bytes }, begun);
  // Meanwhile what waits for none of them; where that fails it fails again below.
  const logGiven = {
    ...{ documents, digests, withSm3, erased, known, ...logRead },
    claims: (request.claims ?? []).map(({ text, shown }) => parseClaim(text, shown)),
  };
  const openingLog = openLogCheck(session.workspace, logGiven);
  const trees = knowsObjects ? undefined : readTrees(documents, files);
  await Promise.allSettled([readingRecords, openingLog, trees]);
  const { records, unsaid, problems: unreadableRecords } = await judged('记录', NO_RECORDS, () => readingRecords);
  problems.push(...unreadableRecords);
  const listed = await judged('作废清单与记录是否一致', undefined, () => withdrawnIds(root));
  checkWithdrawn(records, listed, problems);
  notes.push(...(await changedNotes(session, { judged, problems })));
  await judged('记录引用的原始材料', undefined, () => checkReferences(session, records, problems));
  if (unsaid > 0) notes.push(`采集值 ${unsaid} 项没有存入原始应答的对照值，只核对了记录本身`);
  notes.push(...(await unknownComposers(documents)));
  await unlessBroken(async () => {
    notes.push(...(await judged('工作区的文件与版本库', [], () => checkFiles(session, read, problems))));
    files.learn(digests.values());
    notes.push(...(await judged('文件的权限与其他人的提交', [], () => checkSurroundings(session, digests, problems))));
    const against = { documents, files, digests, withSm3, erased, known };
    notes.push(...(await checkVersions(session, against, { problems, judged })));
    const found = await judged('存证日志', { entries, notes: [], problems: [] }, async () =>
      (await openingLog).finish(new Set(problems.map(({ path }) => path))),
    );
    entries = found.entries;
    notes.splice(session.workspace.notes.length, 0, ...found.notes);
    problems.push(...found.problems);
  });
  await unlessBroken(async () => {
    notes.push(...(await checkWrittenTimes(session, { records, documents }, problems)));
  });
  notes.push(...declaredNotes(await declaredByBoth(session.workspace)));
  notes.push(...keptNotes(session.workspace.contract.contract, documents, problems));
  await sound;
  if (known.used() > 0) notes.push(takenOver(known.used()));
  await judged('（结论未能保存）', undefined, () => known.save());
  const checked = { documents: documents.length, records: records.length, entries };
  return { ok: problems.length === 0, checked, problems, notes, documents, unlessBroken };
}

/** What of the records was changed after the fact or read until it was in order, and what makes all of it doubtful; a file that is a problem is one already. */
async function changedNotes(
  session: Session,
  { judged, problems }: { judged: Judged; problems: readonly Problem[] },
): Promise<string[]> {
  const doubts = await judged('存疑事项', [], () => doubtsOf(session));
  const named = new Set(problems.map(({ path }) => path));
  return [
    ...(await judged('事后改动的记录', [], () => toldRecords(session))).map(toldLine),
    ...(await judged('再次采集', [], () => collectedAgain(session))).map(({ text }) => text),
    ...doubts.filter(({ about }) => !named.has(about)).map(doubtText),
  ];
}

const NO_DOCUMENTS: Awaited<ReturnType<typeof readArchiveKnowing>> = { documents: [], problems: [] };
const NO_ORIGINALS: Awaited<ReturnType<typeof checkOriginals>> = { isSound: () => false, isThere: () => false };
const NO_RECORDS: Awaited<ReturnType<typeof readRecordFacts>> = { records: [], unsaid: 0, problems: [] };

function undone({ sm3, deep }: VerifyRequest): string[] {
  const all = [
    ...(sm3 === true ? [] : ['SM3 校验值（--sm3）']),
    ...(deep === true ? [] : ['版本库每个对象的自检（--deep）']),
  ];
  return all.length === 0 ? [] : [`没有核对：${all.join('、')}`];
}

/** What was read before an interrupted operation was put right is of no use. */
const aheadOf = ({ workspace }: Session, { ahead }: VerifyRequest): Reading | undefined =>
  workspace.interrupted.recovery === null ? ahead : undefined;

/** The folders of the commits that documents were made from, which git gives while others compute. */
async function readTrees(documents: readonly ArchivedDocument[], files: CommittedFiles): Promise<void> {
  for (const { manifest } of documents) await files.tree(manifest.dataCommit);
}

async function knownFor(session: Session, request: VerifyRequest): Promise<KnownStore> {
  return howToRead(request).anew ? nothingKnown() : knownOf(session, request.known);
}

const takenOver = (count: number): string =>
  `每个文件都读过并核对了校验值；由其内容得出的 ${count} 项结论，内容与上次核验时逐字节相同的沿用上次的（--deep 全部重新得出）`;

/** Several checks ask git for the same lists, and for objects; each costs a start of git. */
const askingOnce = (session: Session, git: Git, { objects }: CommittedFiles): Session => ({
  ...session,
  workspace: { ...session.workspace, git: { ...git, objects: () => objects } },
});

/** What was interrupted and could not be put right yet: nobody laid hands on these files, so it is no matter of 真实性. */
function interruptedProblems({ workspace: { interrupted } }: Session): Problem[] {
  if (interrupted.fault === null) return [];
  return [{ path: '.opsledger', property: '可用性', message: `上次操作被中断，尚未恢复：${interrupted.fault}` }];
}

/** Everything that is compared with what git has: history, documents, their inputs. @returns notes */
async function checkVersions(
  session: Session,
  {
    documents,
    files,
    known,
    ...read
  }: FilesAsRead & { documents: readonly ArchivedDocument[]; files: CommittedFiles; known: KnownContents },
  { problems, judged }: { problems: Problem[]; judged: Judged },
): Promise<string[]> {
  const { git } = session.workspace;
  const notes: string[] = [];
  const given = await git.givenTimes(DATED, ABOUT_NOW_SECONDS);
  if (given > 0) notes.push(`以 --at 指定时间（与机器时间相差 10 分钟以上）写入的提交 ${given} 次，机器时间见版本库`);
  const rewritten = await judged('改写过的记录', [], () => rewrittenRecords(session));
  for (const p of rewritten) problems.push({ ...p, property: '真实性' });
  problems.push(...(await judged('合同全文', [], () => alteredPapers(session, documents, files))));
  const terms = await judged('合同条款', null, () => alteredTerms(session, documents, files));
  problems.push(...(terms?.problems ?? []));
  notes.push(...(terms?.agreed ?? []));
  const history = await checkHistory(session, files, problems);
  notes.push(...history.notes);
  await judged('文档的依据表', undefined, () => checkInputLists(documents, { ...read, known: known.bytes }, problems));
  const against = {
    ...read,
    files,
    reachable: history.reachable,
    sound: new WeakMap<object, string>(),
    known: known.objects,
  };
  for (const document of documents) {
    const { number } = document.manifest;
    await judged(`${number} 的文件`, undefined, () => checkOutputs(session, document, read, problems));
    await judged(`${number} 的依据`, undefined, () => checkInputs(against, document, problems));
  }
  return notes;
}
