/**
 * 作废: a duplicate or mistaken record, a row or an attachment of one. It stays in history with who, when and why, leaves every
 * count, list and clock (`RecordStore.list` leaves it out), and the next revision of what held it says so.
 */
import { readKeptArchive } from '../../archive/store.ts';
import { UserError } from '../../contract/error.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { CONSENT } from '../../records/evidence-uses.ts';
import { fieldsOf } from '../../records/fields.ts';
import { isPurchasers } from '../../records/purchaser.ts';
import type { AnyRecord, Attachment, EnteredBy } from '../../records/record.ts';
import { rowLists, rowsOf, type Withdrawn } from '../../records/row.ts';
import { bearsPurchaser } from '../../records/standing.ts';
import type { Change, Draft } from '../../workspace/change/change.ts';
import { WITHDRAWN_STATE, withdrawnIds, withId } from '../../workspace/store/withdrawn-ids.ts';
import { fileDoor } from '../contacts.ts';
import { eventReceivedAt } from '../event-received.ts';
import { voidedBy } from '../plan/voided-by.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';
import { readAttachment } from './attachment.ts';
import { corrections } from './correct.ts';
import { refuseVoid, refuseWithdrawn } from './not-for-people.ts';
import { usedBefore } from './same-scan.ts';

export interface WithdrawRequest {
  record: string;
  reason: string;
  /** Who. */
  by: string;
  /** Who enters it, and by which way; without it a person at the terminal. */
  entered?: EnteredBy;
  /** `timeline.r2`: only this row. */
  row?: string;
  /** Name, or the beginning of the checksum: only this attachment. */
  attachment?: string;
  /** Paths, as typed, of scans of what the purchaser signed about it. */
  signed?: readonly string[];
  /** ISO instant. */
  now: string;
}

export interface WithdrawResult {
  record: string;
  /** Relative to the workspace. */
  path: string;
  /** What was withdrawn, in Chinese. */
  what: string;
  /** Numbers of issued documents that hold it; their next revision says so. */
  documents: string[];
  /** Ids of records that stand and still name the whole record that was withdrawn: they want a correction. */
  citedBy: string[];
  /** Confirmations that count no more without it, with what brings them back, in Chinese. */
  voided: string[];
}

/** @throws UserError when there is nothing of the kind to withdraw, or what is left would be no valid record */
export async function withdraw(session: Session, request: WithdrawRequest): Promise<WithdrawResult> {
  const { workspace } = session;
  const { reason, by } = request;
  const named = (await workspace.records.onFile(request.record))?.record;
  await requireCleanEntry(workspace.root, { shown: '作废', value: { reason }, ...(named && { of: named }) });
  const scans = await Promise.all(
    (request.signed ?? []).map((file) =>
      readAttachment(fileDoor(session), file, { takenAt: request.now, proof: 'purchaser' }),
    ),
  );
  const papers = scans.map(({ attachment }) => attachment);
  await requireOwnPapers(session, request, papers);
  const saved = await workspace.change(
    `作废 ${request.record}${request.row === undefined ? '' : ` ${request.row}`}`,
    async (change) => {
      const stored = await workspace.records.onFile(request.record);
      if (stored === undefined)
        throw new UserError('没有这条记录', { found: request.record, expected: '已有的记录编号' });
      refuseWithdrawn(stored.record);
      refuseVoid(stored.record);
      const receivedAt = await eventReceivedAt(workspace.records, stored.record);
      refuseTheirs(stored.record, request, receivedAt !== null);
      const { draft: own, what } = await partOf(stored.record, request);
      for (const { bytes } of scans) await change.putEvidence(bytes);
      const draft = papers.length === 0 ? own : { ...own, attachments: [...(own.attachments ?? []), ...papers] };
      const { path } = await change.replaceRecord(stored.record.id, draft as Draft<AnyRecord>, reason, by);
      if (draft.withdrawn !== undefined) await listId(workspace.root, change, stored.record.id);
      return { record: stored.record.id, path, what };
    },
    { at: request.now },
  );
  const { documents } = await readKeptArchive(workspace.root, workspace.memo);
  const holding = documents.filter(({ manifest }) => manifest.inputs.some((input) => input.path === saved.path));
  const whole = request.row === undefined && request.attachment === undefined;
  return {
    ...saved,
    documents: holding.map(({ manifest }) => manifest.number),
    citedBy: whole ? await citing(session, saved.record) : [],
    voided: await voidedBy(session, saved.record, request.now),
  };
}

/** A part is taken back by whoever may correct it, and may share the record's papers; all of it by nothing that was signed for another thing. */
async function requireOwnPapers(
  session: Session,
  { record, row, attachment, now }: WithdrawRequest,
  papers: readonly Attachment[],
): Promise<void> {
  const isPart = row !== undefined || attachment !== undefined;
  const named = isPart ? (await session.workspace.records.onFile(record))?.record : undefined;
  await usedBefore(session, papers, [named ?? { kind: CONSENT, at: now, enteredAt: now }]);
}

/** Records that name the id in any of their fields or rows. */
async function citing({ workspace: { records } }: Session, id: string): Promise<string[]> {
  const names = (value: unknown): boolean =>
    typeof value === 'object' && value !== null ? Object.values(value).some(names) : value === id;
  const lists = await Promise.all((await kindIds()).map((kind) => records.list<AnyRecord>(kind)));
  const found = lists.flatMap((list) => list.records).filter((one) => one.id !== id && names(one));
  return found.map((one) => one.id).sort();
}

/**
 * What the purchaser said, signed or received is theirs to take back: what the supplier could erase would be none.
 * @param isReceived they have the document about it
 * @throws UserError
 */
function refuseTheirs(
  record: AnyRecord,
  { row, attachment, entered, signed = [] }: WithdrawRequest,
  isReceived: boolean,
) {
  const isPart = row !== undefined || attachment !== undefined;
  if (isPart || isPurchasers(entered) || signed.length > 0) return;
  const { id, enteredBy } = record;
  if (isPurchasers(enteredBy))
    throw new UserError('⟦采购人⟧账号登记的记录，⟦供应商⟧不能作废', {
      found: `${id} 由账号 ${enteredBy?.account ?? ''} 登记`,
      expected: '⟦供应商⟧登记的记录，或由⟦采购人⟧账号作废',
      hint: '内容有误的，请⟦采购人⟧在登记台的“签收”中收回',
    });
  if (!isReceived && !bearsPurchaser(record)) return;
  throw new UserError('⟦采购人⟧确认过的记录，⟦供应商⟧不能单方作废', {
    found: isReceived ? `${id} 的文档已由⟦采购人⟧签收` : `${id} 上有⟦采购人⟧的确认或签认`,
    expected: '⟦采购人⟧同意作废的签字扫描件',
    hint: `opsledger withdraw ${id} --by 姓名 --reason 原因 --signed 扫描件；写错的值用 opsledger record ${record.kind} --from 文件 --reason 原因 更正`,
  });
}

async function listId(root: string, change: Change, id: string): Promise<void> {
  await change.writeState(WITHDRAWN_STATE, withId(await withdrawnIds(root), id));
}

/** The record with the whole, or the part, withdrawn. */
async function partOf(record: AnyRecord, request: WithdrawRequest): Promise<{ draft: AnyRecord; what: string }> {
  const { by, now, reason } = request;
  const withdrawn: Withdrawn = { by, at: now, reason };
  const kind = await loadKind(record.kind);
  const name = `${kind.label} ${record.id}`;
  if (request.row === undefined && request.attachment === undefined) {
    return { draft: { ...record, withdrawn }, what: name };
  }
  const withOwn = (path: string, label: string) => [
    ...(record.corrections ?? []),
    corrections({ at: now, by, reason }, [{ path, label, kind: 'withdrawn', reason }]),
  ];
  if (request.attachment !== undefined) {
    const found = oneAttachment(record, request.attachment);
    const attachments = (record.attachments ?? []).map((one) => (one === found ? { ...one, withdrawn } : one));
    const what = `附件 ${found.name}`;
    return {
      draft: { ...record, attachments, corrections: withOwn(`attachments.${found.sha256}`, what) },
      what: `${name} 的${what}`,
    };
  }
  const [list = '', id = ''] = (request.row ?? '').split('.');
  const rows = rowsOf({ ...record }, list);
  const row = rowLists(kind.schema).includes(list) ? rows.find((one) => one['id'] === id) : undefined;
  if (row === undefined || row['withdrawn'] !== undefined) throw noSuchRow(kind.schema, record, request.row ?? '');
  const what = `${fieldsOf(kind.schema).find((field) => field.name === list)?.label ?? list} ${id}`;
  const changed = rows.map((one) => (one === row ? { ...one, withdrawn } : one));
  return {
    draft: { ...record, [list]: changed, corrections: withOwn(`${list}.${id}`, what) },
    what: `${name} 的${what}`,
  };
}

function oneAttachment({ id, attachments = [] }: AnyRecord, wanted: string): Attachment {
  const there = attachments.filter((one) => one.withdrawn === undefined);
  const fitting = there.filter((one) => one.name === wanted || one.sha256.startsWith(wanted.toLowerCase()));
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  throw new UserError(fitting.length === 0 ? '记录没有这个附件' : '不知道是哪一个附件', {
    at: '--attachment',
    found: wanted,
    expected: there.map((one) => `${one.name}（${one.sha256.slice(0, 12)}）`).join('、') || `${id} 没有附件`,
  });
}

function noSuchRow(schema: Parameters<typeof rowLists>[0], record: AnyRecord, found: string): UserError {
  const known = rowLists(schema).flatMap((list) =>
    rowsOf({ ...record }, list)
      .filter((row) => row['withdrawn'] === undefined)
      .map((row) => `${list}.${String(row['id'])}`),
  );
  return new UserError('没有这一行', {
    at: '--row',
    found,
    expected: known.join('、') || `${record.id} 没有可作废的行`,
  });
}
