/**
 * The decision: a 清除记录 of what goes, records emptied and 作废, attachments withdrawn, in one change. The content itself is then
 * still in the history, from which `finishErasures` takes it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentText } from '../../archive/document-file.ts';
import { readErased } from '../../archive/log/erasures.ts';
import { type ArchivedDocument, readArchive } from '../../archive/store.ts';
import { UserError } from '../../contract/error.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { emptied, lostTexts } from '../../records/emptied.ts';
import { keptOriginals } from '../../records/kept-originals.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { ErasureRecord } from '../../subjects/erasures/kinds/erasure.ts';
import type { Change, Draft } from '../../workspace/change/change.ts';
import { isUnreachable } from '../../workspace/disk/faults.ts';
import { LARGE_FOLDER } from '../../workspace/store/evidence.ts';
import type { StoredRecord } from '../../workspace/store/record-store.ts';
import { WITHDRAWN_STATE, withdrawnIds, withIds } from '../../workspace/store/withdrawn-ids.ts';
import { parseData } from '../../workspace/text/yaml.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';
import { allRecords, type Found, findTargets, type Target, targetsOf } from './targets.ts';

export interface EraseRequest {
  /** Ids of records, digests of originals, numbers of documents, paths. */
  targets: readonly string[];
  reason: string;
  /** Who does it, and who approved it. */
  by: string;
  approvedBy: string;
  /** The paper by which it was approved. */
  document?: string;
  /** What becomes of issued documents that print the content; without it they have to be decided on. */
  documents?: 'erase' | 'keep';
  /** ISO instant. */
  now: string;
}

/** What an erasure will concern. */
export interface ErasePlan {
  targets: Target[];
  /** Numbers of issued documents that rest on what goes: those that print some of it, and the others. */
  printing: string[];
  resting: string[];
  /** Ids of records that stay and lose an attachment. */
  losing: string[];
  /** Ids of records that stay and say the same in as many words. */
  elsewhere: string[];
}

interface Planned extends ErasePlan {
  /** Texts of records that go. */
  texts: string[];
  found: Found;
  all: StoredRecord[];
}

/** What the request would do. Nothing is changed. @throws UserError for what is not there, or cannot be erased */
export async function planErasure(session: Session, request: EraseRequest): Promise<Planned> {
  const { workspace } = session;
  await requireCleanEntry(workspace.root, { shown: '清除', value: { reason: request.reason } });
  const all = await allRecords(session);
  const found = await findTargets(session, request.targets, all);
  await requireCommitted(session, targetsOf(found));
  await requireContents(session, found);
  const digests = new Set(found.evidence.map(({ sha256 }) => sha256));
  const names = (one: StoredRecord) => keptOriginals(one.record).some(({ sha256 }) => digests.has(sha256));
  const losing = all.filter((one) => !found.records.includes(one) && names(one));
  const { documents } = await readArchive(workspace.root);
  const paths = new Set([...found.records, ...losing].map(({ path }) => path));
  const resting = documents.filter(
    (one) => !found.documents.includes(one) && one.manifest.inputs.some(({ path }) => paths.has(path)),
  );
  const { texts, elsewhere } = own(await textsOf(session, found, request), found, all);
  const pieces = [...texts, ...found.evidence.flatMap(({ sha256, sealed }) => (sealed ? [] : [sha256]))].map((one) =>
    JSON.stringify(one).slice(1, -1),
  );
  const printing: ArchivedDocument[] = [];
  for (const one of resting) if (await prints(workspace.root, one, pieces)) printing.push(one);
  if (request.documents === 'erase') found.documents.push(...printing);
  const numbers = (list: readonly ArchivedDocument[]) => list.map(({ manifest }) => manifest.number);
  return {
    ...{
      found,
      all,
      targets: targetsOf(found),
      texts,
      elsewhere,
      printing: numbers(printing),
      losing: losing.map((one) => one.record.id),
    },
    resting: numbers(resting.filter((one) => !printing.includes(one))),
  };
}

/** Only what is in the repository, as it is there, can be taken out of it. @throws UserError */
async function requireCommitted({ workspace: { git } }: Session, targets: readonly Target[]): Promise<void> {
  const changed = await git.changedPaths(targets.map(({ path }) => path));
  const [first] = changed;
  if (first === undefined) return;
  throw new UserError('要清除的文件有未提交的改动', {
    file: first.path,
    hint: '先执行 opsledger start --once 登记手工修改，或取回登记的版本，再清除',
  });
}

/** @throws UserError for what holds nothing any more that could go */
async function requireContents({ workspace }: Session, found: Found): Promise<void> {
  const { git, root } = workspace;
  const targets = targetsOf(found);
  const marked = await readErased(workspace);
  const present = new Map((await git.listTree('HEAD')).map(({ path, blob }) => [path, blob]));
  const changes = (await git.changes()).flatMap(({ files }) => files);
  const records = new Set(found.records.map(({ path }) => path));
  for (const { path, scope } of targets) {
    if (scope === 'key' && marked.entries.every((one) => one.path !== path)) continue;
    const stays = scope === 'past' && !records.has(path) ? present.get(path) : undefined;
    const goes = changes.some(
      (one) => one.path === path && one.blob !== null && one.blob !== stays && !marked.isMark(path, one.blob),
    );
    if (
      (goes && scope !== 'key') ||
      (path.startsWith(`${LARGE_FOLDER}/`) && !marked.isMarked(path, await readFile(join(root, path))))
    )
      continue;
    throw new UserError('没有可以清除的内容', {
      found: path,
      expected: '还有内容的文件',
      hint:
        stays === undefined ? '它的内容已依规清除' : '现在的内容不清除：先改好（或删去）文件并登记，再清除从前的各版',
    });
  }
}

/** Fewer letters are no piece by which a text is known again. */
const SHORTEST = 4;

/** What goes of records, in any of their versions: by it is seen where else it stands. */
async function textsOf({ workspace: { git } }: Session, { records }: Found, request: EraseRequest): Promise<string[]> {
  const texts: string[] = [];
  for (const { path, record } of records) {
    const left = await emptiedOf(record, request);
    texts.push(...lostTexts(record, left));
    for (const { commit } of await git.versions(path)) {
      const bytes = await git.showFile(commit, path);
      if (bytes !== undefined) texts.push(...lostTexts(dataOf(bytes, path), left));
    }
  }
  return [...new Set(texts)].filter((text) => text.length >= SHORTEST);
}

/** A text that is said of many things tells nothing of where the content stands; a long one is the content itself. */
const LONG = 15;

/** Texts that no other record has, and long ones that some have. */
function own(texts: readonly string[], { records }: Found, all: readonly StoredRecord[]) {
  const others = new Map<string, string[]>();
  for (const { record } of all.filter((one) => !records.some(({ path }) => path === one.path)))
    for (const text of lostTexts(record, null)) others.set(text, [...(others.get(text) ?? []), record.id]);
  const kept = texts.filter((text) => text.length >= LONG || !others.has(text));
  const elsewhere = kept.flatMap((text) => (text.length >= LONG ? (others.get(text) ?? []) : []));
  return { texts: kept, elsewhere: [...new Set(elsewhere)].sort() };
}

/** What a version of a record said; nothing of one that cannot be read. */
function dataOf(bytes: Uint8Array, path: string): unknown {
  try {
    return parseData(bytes, path);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function prints(root: string, document: ArchivedDocument, pieces: readonly string[]): Promise<boolean> {
  // What stands for an erased file, or is damaged, prints nothing that could be looked for.
  const text = await documentText(root, document).catch((error: unknown) => {
    if (isUnreachable(error) || error instanceof UserError) return '';
    throw error;
  });
  return pieces.some((piece) => text.includes(piece));
}

/** @throws UserError for a kind that allows no record without its texts */
async function emptiedOf(record: AnyRecord, { reason, by, now }: EraseRequest): Promise<AnyRecord> {
  const left = emptied(await loadKind(record.kind), record, { by, at: now, reason: `内容已依规清除：${reason}` });
  if (left !== undefined) return left;
  throw new UserError('这类记录不能去掉文字而留下', {
    found: record.id,
    expected: '可以清除的记录',
    hint: '先用 opsledger withdraw 记录编号 --by 姓名 --reason 原因 作废，再把记录文件的路径作为清除目标',
  });
}

/** Saves the decision. @returns the record of it @throws UserError when documents print the content and nothing was said of them */
export async function decideErasure(session: Session, request: EraseRequest): Promise<{ id: string; plan: Planned }> {
  const plan = await planErasure(session, request);
  const { workspace } = session;
  if (plan.printing.length > 0 && request.documents === undefined)
    throw new UserError('已签发的文档印有要清除的内容', {
      found: plan.printing.join('、'),
      expected: '写明这些文档怎么办',
      hint: '一并清除的加 --with-documents（清除后可另出修订版）；确认其中没有要清除的内容的加 --keep-documents',
    });
  const kept = request.documents === 'erase' ? plan.resting : [...plan.printing, ...plan.resting];
  const draft: Draft<ErasureRecord> = {
    ...{ source: 'manual', at: request.now, enteredAt: request.now },
    ...{ reason: request.reason, approvedBy: request.approvedBy, by: request.by },
    ...(request.document === undefined ? {} : { document: request.document }),
    targets: plan.targets.map(({ path, scope }) => ({ path, scope })),
    ...(kept.length === 0 ? {} : { documents: listed(kept) }),
  };
  const saved = await workspace.change(
    `清除 ${plan.targets.length} 个文件`,
    async (change) => {
      for (const { record } of plan.found.records)
        await replace(change, record, await emptiedOf(record, request), request);
      await withdrawAttachments(change, plan, request);
      if (plan.found.records.length > 0) {
        const ids = [...(await withdrawnIds(workspace.root)), ...plan.found.records.map(({ record }) => record.id)];
        await change.writeState(WITHDRAWN_STATE, withIds(ids));
      }
      return change.addRecord('erasure', draft);
    },
    { at: request.now },
  );
  return { id: saved.id, plan };
}

const NAMED = 20;
const listed = (numbers: readonly string[]): string =>
  numbers.length > NAMED ? `${numbers.slice(0, NAMED).join('、')} 等 ${numbers.length} 份` : numbers.join('、');

const replace = (change: Change, { id }: AnyRecord, value: AnyRecord, { by }: EraseRequest) =>
  change.replaceRecord(id, value as Draft<AnyRecord>, '内容依规清除', by);

/** Records that stay do not show any more what is gone. */
async function withdrawAttachments(
  change: Change,
  { all, losing, found }: Planned,
  request: EraseRequest,
): Promise<void> {
  const gone = new Set(found.evidence.map(({ sha256 }) => sha256));
  const withdrawn = { by: request.by, at: request.now, reason: '内容已依规清除' };
  for (const { record } of all.filter((one) => losing.includes(one.record.id))) {
    const attachments = (record.attachments ?? []).map((one) =>
      gone.has(one.sha256) && one.withdrawn === undefined ? { ...one, withdrawn } : one,
    );
    if (attachments.some((one, n) => one !== record.attachments?.[n]))
      await replace(change, record, { ...record, attachments }, request);
  }
}
