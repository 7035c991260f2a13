/**
 * Records that were changed or deleted by hand and may not be: nothing is issued that holds one of them, or would have held
 * it as it was.
 */
import { UserError } from '../../contract/error.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import type { AnyRecord } from '../../records/record.ts';
import { readRecord } from '../../workspace/store/record-file.ts';
import type { FileProblem } from '../../workspace/store/record-store.ts';
import { parseData } from '../../workspace/text/yaml.ts';
import { cutOf } from '../compose/cut-of.ts';
import { heldCut } from '../compose/document.ts';
import { eventKindsOf } from '../compose/events.ts';
import { readWindow } from '../compose/inputs.ts';
import {
  eventWishes,
  happeningWishes,
  monitoringWishes,
  type RecordWish,
  recordWishes,
  signoffWish,
} from '../compose/selection.ts';
import { wholeDeliverable } from '../deliverable-facts.ts';
import { enteredLate } from '../entered-late.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import { unreadableEdits } from '../plan/unreadable-edits.ts';
import { composeSource, type Session } from '../session.ts';
import { loadKind } from '../units.ts';
import { type Rewritten, rewrittenRecords } from '../verify/rewritten-records.ts';
import { notUsable } from '../verify/told-records.ts';

/** A record that cannot be relied on, as the last commit has it, or of none as its file has it. */
export interface Unsound extends FileProblem {
  record: AnyRecord;
  /** As which it counts until it is put right; null: it was put there by hand as what only the program writes, and counts as nothing. */
  sound: AnyRecord | null;
  /** true: it stands as it was written, from when it came: there is nothing to restore. */
  late?: true;
}

/**
 * @param refused what `handEdits` did not take
 * @returns those of them that are records, and the records that were rewritten in the history
 */
export async function unsoundRecords(session: Session, refused: readonly FileProblem[]): Promise<Unsound[]> {
  // A long run of one process writes all there is; nobody else was at the history in between.
  const rewritten = session.workspace.writesAlone === true ? [] : await rewrittenRecords(session);
  const changed = refused.length === 0 ? [] : await session.workspace.git.changedPaths(['records']);
  // What cannot be read stops whoever reads it, and is told as that.
  const unreadable = new Set((await unreadableEdits(session, changed)).map(({ path }) => path));
  const found: Unsound[] = [];
  const late = session.workspace.writesAlone === true ? [] : await enteredLate(session.workspace);
  const edited: Rewritten[] = refused.filter(({ path }) => !unreadable.has(path));
  const placed = new Set(changed.flatMap(({ path, state }) => (state === 'new' ? [path] : [])));
  for (const problem of [...edited, ...rewritten]) {
    const record = await lastCommitted(session, problem.path);
    if (record !== undefined) found.push({ ...problem, record, sound: problem.sound ?? record });
    else if (placed.has(problem.path)) found.push(...(await placedRecord(session, problem)));
  }
  const known = new Set(found.map(({ path }) => path));
  for (const one of late.filter(({ path }) => !known.has(path))) found.push({ ...one, record: one.sound, late: true });
  return found;
}

/** What nobody can read is told as that. */
async function placedRecord({ workspace: { records } }: Session, problem: FileProblem): Promise<Unsound[]> {
  const stored = await records.readFile(problem.path).catch(notUsable);
  return stored === undefined ? [] : [{ ...problem, record: stored.record, sound: null }];
}

/** The record as a commit has it: the last one that has it and can be read, whatever was made of it since. */
async function lastCommitted({ workspace: { git } }: Session, path: string): Promise<AnyRecord | undefined> {
  const kindId = /^records\/([a-z-]+)\/\d{4}\/\d{2}\/[^/]+$/.exec(path)?.[1];
  if (kindId === undefined) return undefined;
  const kind = await loadKind(kindId);
  const before = (await git.rewrites(path)).map(({ commit }) => `${commit}^`);
  for (const commit of ['HEAD', ...before.reverse()]) {
    const bytes = await git.showFile(commit, path);
    const record = bytes && readable(() => readRecord(kind, parseData(bytes, path), path));
    if (record !== undefined) return record;
  }
  return undefined;
}

/** A version that cannot be read was told as that; the one before it is what a document held. */
function readable(read: () => AnyRecord): AnyRecord | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Those of them that the document holds, or would have held. */
export async function unsoundIn(
  session: Session,
  planned: PlannedOccurrence,
  now: string,
  unsound: readonly Unsound[],
): Promise<Unsound[]> {
  if (unsound.length === 0) return [];
  const wishes = await wishesOf(session, planned, now);
  return unsound.filter(({ record }) => wishes.some((wish) => wouldHold(wish, record)));
}

/** @throws UserError naming the first record that the document holds, or would have held */
export async function requireSound(
  session: Session,
  planned: PlannedOccurrence,
  now: string,
  unsound: readonly Unsound[],
): Promise<void> {
  const [held] = await unsoundIn(session, planned, now, unsound);
  if (held === undefined) return;
  const what = `${planned.obligation.name} ${planned.occurrence.period} 所依据的记录`;
  if (held.late === true)
    throw new UserError(`${what}不是由本程序登记的，未签发`, {
      ...{ file: held.path, found: held.message, expected: '由命令或登记台登记的记录' },
      hint: '用 opsledger withdraw 记录编号 --by 姓名 --reason 原因 作废，再用命令或登记台登记',
    });
  throw new UserError(`${what}被手工改动，未签发`, {
    file: held.path,
    found: held.message,
    ...(held.sound === null ? PLACED : EDITED),
  });
}

const EDITED = {
  expected: '与首次写入的版本一致的记录',
  hint: '恢复该文件后再签发；记录本身有误的，恢复后用 opsledger withdraw 记录编号 --by 姓名 --reason 原因 作废',
};
const PLACED = { expected: '由程序或命令写入的记录', hint: '移走该文件后再签发' };

/** All that the document asks for, were it issued now. */
async function wishesOf(session: Session, planned: PlannedOccurrence, now: string): Promise<RecordWish[]> {
  const { obligation, occurrence, issued } = planned;
  const deliverable = await wholeDeliverable(session.deliverables, obligation.id);
  const asOf = heldCut({ deliverable, cut: await cutOf(session.workspace, issued) }) ?? now;
  const { context } = await readWindow(composeSource(session), { deliverable, obligation, occurrence }, asOf);
  return [
    ...recordWishes(deliverable, context),
    ...eventWishes(deliverable, eventKindsOf(session.workspace.contract), context),
    ...happeningWishes(deliverable, session.workspace.contract, context),
    ...monitoringWishes(deliverable, context),
    signoffWish({ ...context, asOf: now }),
  ];
}

function wouldHold({ kind, dates, pick }: RecordWish, record: AnyRecord): boolean {
  const day = dayOfRecordId(record.id);
  return kind === record.kind && day >= dates.from && day <= dates.to && pick([record]).length > 0;
}
