/** Checks what an auditor relies on: records readable, files as their manifests say, manifests as git has them. */

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { digestFound, type FoundDigests, isListed } from '../../archive/digest.ts';
import { MANIFEST, standsWhereItSays } from '../../archive/layout.ts';
import { openLogCheck } from '../../archive/log/check.ts';
import { parseClaim } from '../../archive/log/check-heads.ts';
import type { Erased } from '../../archive/log/erasures.ts';
import { type ArchivedDocument, readArchive } from '../../archive/store.ts';
import { EnvironmentError } from '../../contract/error.ts';
import { isUnreachable } from '../../workspace/disk/faults.ts';
import { answeringOnce } from '../../workspace/git/answering-once.ts';
import { ABOUT_NOW_SECONDS } from '../clock.ts';
import { remembering, type Session } from '../session.ts';
import { kindIds } from '../units.ts';
import { missingScans } from './agreement-scans.ts';
import { type CommittedFiles, committedFiles } from './committed-files.ts';
import { unknownComposers } from './composers.ts';
import { asNow, readErasedIfSound } from './erased.ts';
import { checkEvidence } from './evidence.ts';
import { checkFiles, isTemp, readFiles } from './files.ts';
import { checkHistory } from './history.ts';
import { checkInputLists, readableInputs } from './input-lists.ts';
import { keptNotes } from './kept-documents.ts';
import { chosenOf, narrowed, type VerifyChoice } from './narrowed.ts';
import { alteredPapers, paperProblems } from './papers.ts';
import { counted, type Problem, type Property } from './problem.ts';
import { checkObjects, checkPresence, checkRepository } from './repository.ts';
import { reread } from './reread.ts';
import { rereadAnswers } from './reread-answers.ts';
import { rerender } from './rerender.ts';
import { rewrittenRecords } from './rewritten-records.ts';
import { checkSurroundings } from './surroundings.ts';
import { checkUsable } from './usable.ts';
import { withdrawnRecords } from './withdrawn-records.ts';

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
    let result = await look(session, files, request);
    // Who cannot lock cannot tell whether others write, either.
    const isQuiet = async () => (await lock.runIfFree(() => Promise.resolve()).catch(() => ({}))) !== undefined;
    if (!(result.ok || lock.isOurs() || ((await isQuiet()) && (await head()) === before)))
      result = await atRest(() => look(session, files, request));
    const { problems, notes, documents, checked, unlessBroken } = result;
    const chosen = request.choice === undefined ? documents : chosenOf(documents, request.choice);
    if (request.rerender === true)
      await unlessBroken(async () => {
        notes.push(...(await reread(session, problems)));
        notes.push(...(await rereadAnswers(session, problems)));
        notes.push(...(await rerender(session, documents, files, problems, { ...request, chosen })));
      });
    const told = request.choice === undefined ? { problems, others: 0 } : narrowed(problems, chosen);
    if (told.others > 0) notes.push(`另有 ${told.others} 个问题与所选文档及其依据无关，没有列出：不写范围再核验一次`);
    const sorted = told.problems.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    return {
      ...{ ok: sorted.length === 0, problems: sorted, properties: counted(sorted), notes },
      checked: { ...checked, documents: chosen.length },
    };
  } finally {
    files.close();
  }
}

interface Look extends Omit<VerifyResult, 'properties'> {
  documents: ArchivedDocument[];
  /** Does what needs objects of the repository: what git does not have cannot be compared; that it does not is told once. */
  unlessBroken(work: () => Promise<void>): Promise<void>;
}

/** One look, in which each record is read once, however many checks ask for it. */
async function look(whole: Session, files: CommittedFiles, request: VerifyRequest): Promise<Look> {
  const withSm3 = request.sm3 === true;
  const session = askingOnce(remembering(whole), files);
  const problems: Problem[] = interruptedProblems(session);
  const reading = readFiles(session, withSm3);
  // Where it fails it is told below, or something before it was.
  reading.catch(() => undefined);
  await checkRepository(session, problems);
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
  if (sound === undefined) await unlessBroken(() => checkPresence(session, problems));
  const records = await checkRecords(session, problems);
  await checkUsable(session, problems);
  const { documents: archived, problems: unreadable } = await readArchive(session.workspace.root);
  const erased = await readErasedIfSound(session, unlessBroken);
  const documents = archived.map((one) => asNow(one, erased));
  for (const p of unreadable) problems.push({ ...p, property: '可用性' });
  for (const p of await missingScans(session)) problems.push({ ...p, property: '完整性' });
  problems.push(...(await paperProblems(session)));
  const notes = [...session.workspace.notes];
  let entries = 0;
  const undone = [
    ...(withSm3 ? [] : ['SM3 校验值（--sm3）']),
    ...(request.deep === true ? [] : ['版本库每个对象的自检（--deep）']),
  ];
  if (undone.length > 0) notes.push(`没有核对：${undone.join('、')}`);
  notes.push(...(await withdrawnRecords(session, problems)));
  notes.push(...(await checkEvidence(session, erased, problems)));
  notes.push(...(await unknownComposers(documents)));
  await unlessBroken(async () => {
    const read = await reading;
    notes.push(...(await checkFiles(session, read, problems)));
    files.learn(read.digests.values());
    notes.push(...(await checkSurroundings(session, problems)));
    notes.push(
      ...(await checkVersions(session, { documents, files, digests: read.digests, withSm3, erased }, problems)),
    );
    const log = await openLogCheck(session.workspace, {
      documents,
      claims: (request.claims ?? []).map(({ text, shown }) => parseClaim(text, shown)),
      digests: read.digests,
      withSm3,
      erased,
    });
    const found = await log.finish(new Set(problems.map(({ path }) => path)));
    entries = found.entries;
    notes.splice(session.workspace.notes.length, 0, ...found.notes);
    problems.push(...found.problems);
  });
  notes.push(...keptNotes(session.workspace.contract.contract, documents, problems));
  await sound;
  const checked = { documents: documents.length, records, entries };
  return { ok: problems.length === 0, checked, problems, notes, documents, unlessBroken };
}

/** Several checks ask git for the same lists, and for objects; each costs a start of git. */
function askingOnce(session: Session, { objects }: CommittedFiles): Session {
  const git = { ...answeringOnce(session.workspace.git), objects: () => objects };
  return { ...session, workspace: { ...session.workspace, git } };
}

/** What was interrupted and could not be put right yet: nobody laid hands on these files, so it is no matter of 真实性. */
function interruptedProblems({ workspace: { interrupted } }: Session): Problem[] {
  if (interrupted.fault === null) return [];
  return [{ path: '.opsledger', property: '可用性', message: `上次操作被中断，尚未恢复：${interrupted.fault}` }];
}

/** The plain files of the workspace, as they were read, by their paths. */
interface Read {
  digests: ReadonlyMap<string, FoundDigests & { blob: string }>;
  withSm3: boolean;
  erased: Erased;
}

/** Everything that is compared with what git has: history, documents, their inputs. @returns notes */
async function checkVersions(
  session: Session,
  { documents, files, ...read }: Read & { documents: readonly ArchivedDocument[]; files: CommittedFiles },
  problems: Problem[],
): Promise<string[]> {
  const { git } = session.workspace;
  const notes: string[] = [];
  const given = await git.givenTimes(['records', 'archive'], ABOUT_NOW_SECONDS);
  if (given > 0) notes.push(`以 --at 指定时间（与机器时间相差 10 分钟以上）写入的提交 ${given} 次，机器时间见版本库`);
  for (const p of await rewrittenRecords(session)) problems.push({ ...p, property: '真实性' });
  problems.push(...(await alteredPapers(session, documents, files)));
  const history = await checkHistory(session, files, problems);
  notes.push(...history.notes);
  checkInputLists(documents, read, problems);
  const sound = new WeakMap<object, string>();
  for (const document of documents) {
    await checkOutputs(session, document, read, problems);
    await checkInputs({ files, reachable: history.reachable, erased: read.erased, sound }, document, problems);
  }
  return notes;
}

/** Every record is read and parsed by its kind. */
async function checkRecords(session: Session, problems: Problem[]): Promise<number> {
  const { workspace } = session;
  const known = new Set(await kindIds());
  let count = 0;
  for (const kind of await workspace.records.kinds()) {
    if (!known.has(kind)) {
      problems.push({ path: `records/${kind}`, property: '可用性', message: '未知的记录种类，未读取' });
      continue;
    }
    const list = await workspace.records.list(kind);
    count += list.records.length + list.withdrawn.length;
    for (const p of list.problems) problems.push({ ...p, property: '可用性' });
  }
  return count;
}

async function checkOutputs(
  session: Session,
  { folder, manifest }: ArchivedDocument,
  { digests, withSm3, erased }: Read,
  problems: Problem[],
): Promise<void> {
  if (!standsWhereItSays(folder, manifest)) {
    problems.push({ path: `${folder}/${MANIFEST}`, property: '真实性', message: '清单不是这个文件夹的清单' });
  }
  const listed = new Set([MANIFEST, ...manifest.outputs.map((o) => o.path)]);
  for (const name of await readdir(join(session.workspace.root, folder))) {
    if (!listed.has(name) && !isTemp(name)) {
      problems.push({ path: `${folder}/${name}`, property: '真实性', message: '清单中没有列出的文件' });
    }
  }
  for (const output of manifest.outputs) {
    const path = `${folder}/${output.path}`;
    if (erased.isMark(path, digests.get(path)?.blob)) continue;
    const found = digests.get(path) ?? (await digestBehind(join(session.workspace.root, path), withSm3));
    if (found === undefined) problems.push({ path, property: '完整性', message: '清单列出的文件缺失' });
    else if (!isListed(found, output)) problems.push({ path, property: '真实性', message: '文件与清单的校验值不一致' });
  }
}

/** What the inputs of a document are compared with. */
interface Inputs {
  files: CommittedFiles;
  reachable: ReadonlySet<string>;
  erased: Erased;
  /** Rows that documents share, by the blob for which they were found right. */
  sound: WeakMap<object, string>;
}

/** Inputs are compared at the commit from which the document was made, because records may be corrected later. */
async function checkInputs(
  { files, reachable, erased, sound }: Inputs,
  { folder, manifest }: ArchivedDocument,
  problems: Problem[],
): Promise<void> {
  const path = `${folder}/${MANIFEST}`;
  const tree = await files.tree(manifest.dataCommit);
  if (tree === undefined) {
    problems.push({ path, property: '完整性', message: `签发时的数据提交 ${manifest.dataCommit} 不在版本库中` });
    return;
  }
  if (!reachable.has(manifest.dataCommit)) {
    const message = `签发时的数据提交 ${manifest.dataCommit} 不在当前历史中（不是最新提交的祖先）：历史被改写，或文档来自别处；与备份中的版本库比较`;
    problems.push({ path, property: '真实性', message });
  }
  // A row that documents share was compared for the first of them, and needs no more where its blob is the same.
  const open = (readableInputs(manifest) ?? []).flatMap((input) => {
    const blob = tree.blob(input.path);
    const isSound = erased.isMark(input.path, blob) || (blob !== undefined && sound.get(input) === blob);
    return isSound ? [] : [{ input, blob }];
  });
  const compared = open.map(async ({ input, blob }) => {
    const isSame = blob === undefined ? undefined : await files.isListed(blob, input);
    if (isSame === true && blob !== undefined) sound.set(input, blob);
    return [input, isSame] as const;
  });
  for (const [input, isSame] of await Promise.all(compared)) {
    if (isSame === undefined) {
      problems.push({ path, property: '完整性', message: `依据 ${input.path} 不在签发时的版本库中` });
    } else if (!isSame) {
      problems.push({ path, property: '真实性', message: `依据 ${input.path} 与清单的校验值不一致` });
    }
  }
}

/**
 * Of what is no plain file: a folder, a pipe or links that lead to each other are not the file that the manifest lists, and a
 * link is told as such already.
 */
async function digestBehind(path: string, withSm3: boolean): Promise<FoundDigests | undefined> {
  try {
    // A named pipe would be waited for without end.
    return (await stat(path)).isFile() ? digestFound(await readFile(path), withSm3) : undefined;
  } catch (error) {
    if (isUnreachable(error)) return undefined;
    throw error;
  }
}
