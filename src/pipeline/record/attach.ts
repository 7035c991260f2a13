/** Attaches files to a record that there is. */
import { sealedAttachment } from '../../archive/sealed-attachments.ts';
import { UserError } from '../../contract/error.ts';
import { latest } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { unreadNotices } from '../../guard/files/clean-file.ts';
import type { AnyRecord, Attachment, FieldChange } from '../../records/record.ts';
import { settled } from '../../records/standing.ts';
import type { Draft } from '../../workspace/change/change.ts';
import { fileDoor } from '../contacts.ts';
import type { Session } from '../session.ts';
import { type ReadAttachment, readAttachment } from './attachment.ts';
import { corrections } from './correct.ts';
import { refuseWithdrawn } from './not-for-people.ts';
import { usedBefore } from './same-scan.ts';

export interface AttachRequest {
  record: string;
  files: string[];
  subject?: string;
  place?: string;
  /** ISO instant; default: the file's own time. */
  takenAt?: string;
  /** What the files are there to prove, if anything. */
  proof?: Attachment['proof'];
  /** true: kept sealed, each with a key of its own outside the workspace. */
  sealed?: boolean;
  now: string;
  by?: string;
}

export interface Attached {
  /** Of the record, relative to the workspace. */
  path: string;
  added: number;
  /** Names of files that the record has already, or that were given twice. */
  known: string[];
  /** Files that are something else than their names say, and scans that prove something else already. */
  notices: string[];
  /** What the supplier had claimed and comes to stand by the paper, each as `label：before → after`. */
  settled: string[];
}

/**
 * Keeps the files as evidence and names them in the record; the record's own history shows who and when. A file that the
 * record has already is not added again.
 * @throws UserError when there is no such record, or a file cannot be used; nothing is saved then
 */
export async function attach(session: Session, request: AttachRequest): Promise<Attached> {
  const plain = await Promise.all(request.files.map((file) => readAttachment(fileDoor(session), file, request)));
  const read =
    request.sealed === true
      ? await Promise.all(plain.map((one) => sealedAttachment(session.workspace.root, one)))
      : plain;
  const notes = read.map(({ attachment: { name, subject, place } }) => ({ name, subject, place }));
  const named = (await session.workspace.records.onFile(request.record))?.record;
  await requireCleanEntry(session.workspace.root, { shown: '附件说明', value: notes, ...(named && { of: named }) });
  const used = await usedBefore(
    session,
    read.map(({ attachment }) => attachment),
    named === undefined ? [] : [named],
  );
  const files = [...new Map(read.map((file) => [file.attachment.sha256, file])).values()];
  return session.workspace.change(
    `附加 ${files.length} 个文件到 ${request.record}`,
    async (change) => {
      // Read under the lock: another command may be attaching to the same record.
      const stored = await session.workspace.records.onFile(request.record);
      if (stored === undefined) {
        throw new UserError('没有这条记录', { found: request.record, expected: '已有的记录编号' });
      }
      refuseWithdrawn(stored.record);
      const known = stored.record.attachments ?? [];
      const fresh = files.filter(({ attachment }) => !known.some((k) => isSame(k, attachment)));
      const same = read.filter((one) => !fresh.includes(one)).map((one) => one.attachment.name);
      const unread = unreadNotices(fresh.map(({ looked }) => looked));
      const told = { known: same, notices: [...fresh.flatMap((one) => one.notice ?? []), ...unread, ...used] };
      if (fresh.length === 0) return { path: stored.path, added: 0, ...told, settled: [] };
      for (const { bytes } of fresh) await change.putEvidence(bytes);
      const attachments = [...known, ...fresh.map((f) => f.attachment)];
      const answered = withSettled({ ...stored.record, attachments }, fresh, request);
      const { id: _id, ...rest } = answered.record;
      const reason = `附加 ${fresh.map((f) => f.attachment.name).join('、')}`;
      const by = request.by ?? '未署名';
      const { path } = await change.replaceRecord(request.record, rest as Draft<AnyRecord>, reason, by);
      return { path, added: fresh.length, ...told, settled: answered.changes.map(saidChange) };
    },
    { at: request.now },
  );
}

/** What the supplier claimed until then stands, once a paper that the purchaser signed since is kept with the record. */
function withSettled(
  record: AnyRecord,
  fresh: readonly ReadAttachment[],
  { now, by = '未署名' }: AttachRequest,
): { record: AnyRecord; changes: FieldChange[] } {
  const papers = fresh.filter(({ attachment }) => attachment.proof === 'purchaser');
  const until = latest(papers.map(({ attachment }) => attachment.takenAt));
  if (until === undefined) return { record, changes: [] };
  const { record: after, changes } = settled(record, until);
  if (changes.length === 0) return { record, changes };
  const reason = `⟦采购人⟧签认：${papers.map(({ attachment }) => attachment.name).join('、')}`;
  const told = [...(record.corrections ?? []), corrections({ at: now, by, reason }, changes)];
  return { record: { ...after, corrections: told }, changes };
}

const saidChange = ({ label, from = '（空）', to = '（空）' }: FieldChange): string => `${label}：${from} → ${to}`;

/** The same file again says more only when it proves something now, or the first one was withdrawn. */
const isSame = (known: Attachment, given: Attachment): boolean =>
  known.sha256 === given.sha256 &&
  known.withdrawn === undefined &&
  (given.proof === undefined || known.proof === given.proof);
