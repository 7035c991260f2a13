/** Saves one record that a person wrote, or a correction of one. */

import { UserError } from '../../contract/error.ts';
import { wordsOf } from '../../contract/party-words.ts';
import { instant } from '../../contract/scalars.ts';
import { dateOf } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { unreadNotices } from '../../guard/files/clean-file.ts';
import type { EvidenceUse } from '../../records/evidence-uses.ts';
import { fieldsOf } from '../../records/fields.ts';
import { hasClaims } from '../../records/purchaser.ts';
import type { AnyRecord, EnteredBy, RecordKind } from '../../records/record.ts';
import { rowLists, withRowIds } from '../../records/row.ts';
import { withCodes } from '../../records/said-choices.ts';
import { claimsOf } from '../../records/standing.ts';
import type { Draft } from '../../workspace/change/change.ts';
import { parseData, readOutsideDataFile } from '../../workspace/text/yaml.ts';
import { fileDoor } from '../contacts.ts';
import { closeOutNotices } from '../plan/open-at-closing.ts';
import { voidedBy } from '../plan/voided-by.ts';
import type { Session } from '../session.ts';
import { type ReadAttachment, readAttachment } from './attachment.ts';
import { refuseStale } from './changed-meanwhile.ts';
import { entryProblems, refuseNewSignoff, refuseOtherDocument } from './check-entry.ts';
import { corrected, correctionOf } from './correct.ts';
import { refuseDoubledRows } from './doubled-rows.ts';
import { namedKind } from './entry-fields.ts';
import { discardFiles, type HandedIn, type SpooledFile, spoolFiles, withFiles } from './handed-in.ts';
import { withKnownSet } from './known-set.ts';
import { manualPart, withKeptTimes } from './manual-part.ts';
import {
  refuseClaimedEnvelope,
  refuseMachines,
  refuseMeasured,
  refuseVoid,
  refuseWithdrawn,
} from './not-for-people.ts';
import { permitNotices } from './notices/permit.ts';
import { otherDay, outsideService } from './notices/service.ts';
import { startNotices } from './notices/start.ts';
import { sameRecord } from './same-record.ts';
import { usedBefore } from './same-scan.ts';
import { timeMeant, withoutFastClock } from './typed-times.ts';
import { refuseExample } from './unchanged-example.ts';
import { withoutSecrets } from './unsaid.ts';

export interface AddRequest {
  kind: string;
  /** ISO instant of writing it down. */
  now: string;
  /** Who edits, for an edit of an existing record. */
  by?: string;
  /** Who enters it, and by which way; without it a person at the terminal. Only a door that knows who it is may say so. */
  entered?: EnteredBy;
  /** Why, for an edit. */
  reason?: string;
  /** Paths of scans, as typed: of what the purchaser signed, and of the sheet that was filled in by hand. */
  signed?: readonly string[];
  sheets?: readonly string[];
  /** Files that came in by the desk. */
  files?: readonly HandedIn[];
  /** Of an edit: SHA-256 of the record's file when the person began; another one meanwhile is not overwritten unseen. */
  version?: string;
  /** When each row of an inspection was written down at a door that kept it until now; nobody types it. */
  keptAt?: readonly string[];
}

export interface Added {
  id: string;
  /** Relative to the workspace. */
  path: string;
  edited: boolean;
  /** What the person should know of a record that was saved all the same. */
  notices: string[];
  /** It tells of an act of the purchaser without their hand (a scan): it does not count yet. */
  claimed: boolean;
  /** Id of an earlier record of the day that says the same, which may be meant to be this one. */
  sameAs?: string;
}

/** @param file path as typed; the data is YAML or JSON */
export async function addRecordFile(session: Session, file: string, request: AddRequest): Promise<Added> {
  return addRecord(session, await readOutsideDataFile(file), file, request);
}

/** @param text YAML or JSON, such as from standard input */
export async function addRecordText(session: Session, text: string, request: AddRequest): Promise<Added> {
  const { id } = await namedKind(request.kind);
  if (text.trim() === '') {
    throw new UserError('标准输入没有内容', {
      expected: '一条记录的 YAML 或 JSON',
      hint: `在终端运行 opsledger record ${id} 逐项填写；或运行 opsledger record ${id} --example > 文件.yaml，改好后运行 opsledger record ${id} --from 文件.yaml`,
    });
  }
  const shown = text.trimStart().startsWith('{') ? '标准输入.json' : '标准输入.yaml';
  return addRecord(session, parseData(Buffer.from(text, 'utf8'), shown, 'entry'), shown, request);
}

/**
 * A record without `id` is new; with the id of an existing one it is an edit, which needs a reason.
 * @throws UserError naming the field that is wrong; nothing is saved then
 */
export async function addRecord(session: Session, value: unknown, shown: string, request: AddRequest): Promise<Added> {
  const kind = await namedKind(request.kind);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError(`${kind.label}的内容不是一条记录`, {
      file: shown,
      found: describe(value),
      expected: '字段与值',
      hint: `运行 opsledger record ${kind.id} --example 得到样例`,
    });
  }
  const given = withCodes(kind, value as Record<string, unknown>, session.workspace.contract);
  if (given.kind !== undefined && given.kind !== kind.id) {
    throw new UserError('记录种类不符', { file: shown, at: 'kind', found: String(given.kind), expected: kind.id });
  }
  return typeof given.id === 'string'
    ? edit(session, kind, given, shown, request)
    : create(session, kind, given, shown, request);
}

async function create(
  session: Session,
  kind: RecordKind,
  typed: Record<string, unknown>,
  shown: string,
  request: AddRequest,
): Promise<Added> {
  const { now, by } = request;
  const given = await withKnownSet(session.workspace.records, kind, typed, { shown });
  if (given.source === 'auto') {
    throw new UserError('人工登记的记录不能标为自动采集', {
      file: shown,
      at: 'source',
      found: 'auto',
      expected: 'manual（人工录入）或 import（第三方导入）',
      hint: '不写 source 即为人工录入；自动采集由 opsledger collect 保存',
    });
  }
  refuseNewSignoff(kind, given, shown);
  refuseMachines(kind, given, shown);
  refuseClaimedEnvelope(given, {}, shown);
  refuseDoubledRows(kind, given, shown);
  const { root } = session.workspace;
  const scans = await readScans(session, request);
  await requireCleanEntry(root, { shown, value: given, fields: fieldsOf(kind.schema), of: { kind: kind.id } });
  refuseExample(kind, given, shown, wordsOf(session.workspace.contract.contract));
  const files = await spoolFiles(fileDoor(session), request.files ?? [], now);
  const attachments = [...scans, ...files].map(({ attachment }) => attachment);
  const draft = {
    ...withKeptTimes(draftOf(kind, given, now, by, request.entered), request.keptAt),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
  const used = await usedBefore(session, attachments, [{ ...draft, kind: kind.id } as EvidenceUse['record']]).catch(
    async (error: unknown) => {
      await discardFiles(files);
      throw error;
    },
  );
  const saved = await session.workspace
    .change(
      `登记${kind.label}`,
      async (change) => {
        for (const { bytes } of scans) await change.putEvidence(bytes);
        for (const { spooled } of files) await change.adoptEvidence(spooled);
        return change.addRecord(kind.id, draft, shown, alsoWrong(session, kind, now));
      },
      { at: now },
    )
    .finally(() => discardFiles(files));
  const filled = given.at === undefined && kind.atField === undefined ? ['at'] : [];
  const sameAs = await sameRecord(session.workspace.records, saved.record, filled);
  return {
    id: saved.id,
    path: saved.path,
    edited: false,
    notices: [
      ...used,
      ...told(files, scans),
      ...(await noticesOf(session, saved.record, now)),
      ...(await voidedBy(session, saved.id, now)),
    ],
    claimed: hasClaims(saved.record),
    ...(sameAs === undefined ? {} : { sameAs }),
  };
}

/** Scans that come with the record, with what they are there to prove. */
const readScans = (session: Session, { signed = [], sheets = [], now }: AddRequest): Promise<ReadAttachment[]> =>
  Promise.all([
    ...signed.map((file) => readAttachment(fileDoor(session), file, { takenAt: now, proof: 'purchaser' })),
    ...sheets.map((file) => readAttachment(fileDoor(session), file, { takenAt: now, proof: 'paper-sheet' })),
  ]);

/** What was given, with what nobody should have to type twice: the kind's own time as `at`, the day of `at` as its date. */
export function draftOf(
  kind: RecordKind,
  typed: Record<string, unknown>,
  now: string,
  by: string | undefined,
  entered?: EnteredBy,
): Draft<AnyRecord> {
  const near = withoutFastClock(kind, typed, now);
  const given = kind.writer === 'manual-part' ? manualPart(near, now) : near;
  const own = kind.atField === undefined ? undefined : given[kind.atField];
  const at = given.at ?? own ?? (kind.atField === undefined ? timeMeant(kind, given, now) : now);
  const moment = instant().safeParse(at);
  // A time that cannot be read is told by its own field; the day that follows from it is no second fault.
  const day = dateOf(moment.success ? moment.data : now);
  return {
    source: 'manual',
    ...(kind.dayField === undefined ? {} : { [kind.dayField]: day }),
    ...given,
    at,
    enteredAt: now,
    enteredBy: entered ?? { ...nameOf(by ?? given.enteredBy), channel: 'terminal' },
  } as unknown as Draft<AnyRecord>;
}

/** How it came in is for the program to say; a name is all that a person gives. */
function nameOf(given: unknown): { name?: string } {
  const name = typeof given === 'object' && given !== null ? (given as { name?: unknown }).name : given;
  return typeof name === 'string' && name !== '' ? { name } : {};
}

async function edit(
  session: Session,
  kind: RecordKind,
  typed: Record<string, unknown>,
  shown: string,
  request: AddRequest,
): Promise<Added> {
  const { now, reason, by, entered, version, files: handedIn = [] } = request;
  const id = String(typed.id);
  if (reason === undefined) {
    throw new UserError('修改记录须写明原因', { at: '--reason', found: '（缺少）', expected: '一句话说明为什么修改' });
  }
  const { records, root } = session.workspace;
  const of = { kind: kind.id, id };
  await requireCleanEntry(root, { shown, value: { ...typed, reason }, fields: fieldsOf(kind.schema), of });
  const named = (await records.onFile(id))?.record;
  const near = withoutFastClock(kind, typed, now);
  const given = await withKnownSet(records, kind, near, { shown, before: named && { ...named } });
  const scans = await readScans(session, request);
  const files = await spoolFiles(fileDoor(session), handedIn, now);
  const used = await usedBefore(
    session,
    [...scans, ...files].map(({ attachment }) => attachment),
    named === undefined ? [] : [named],
  ).catch(async (error: unknown) => {
    await discardFiles(files);
    throw error;
  });
  const saved = await session.workspace
    .change(
      `修改${kind.label} ${id}`,
      async (change) => {
        // Read under the lock: what another command changed meanwhile must not be undone.
        const stored = await records.onFile(id);
        if (stored === undefined || stored.kind !== kind.id) {
          throw new UserError('没有这条记录', {
            found: id,
            expected: `已有的${kind.label}编号`,
            hint: '新记录不写 id',
          });
        }
        const before = stored.record;
        refuseWithdrawn(before);
        refuseVoid(before);
        refuseStale(stored, version);
        // Where a record came from, when it was written down and what is kept beside it stay what they were.
        refuseClaimedEnvelope(given, before, shown);
        refuseDoubledRows(kind, given, shown);
        const who = by ?? '未署名';
        const rest = withFiles(corrected(kind, before, given, { by: who, now, reason, shown }), [...scans, ...files]);
        for (const { bytes } of scans) await change.putEvidence(bytes);
        for (const { spooled } of files) await change.adoptEvidence(spooled);
        refuseOtherDocument(kind, before, rest, shown);
        const parsed = kind.schema.safeParse(withRowIds(rest, rowLists(kind.schema), { ...before })).data;
        if (parsed !== undefined) refuseMeasured(kind, before, parsed, shown);
        const said = { at: now, by: who, reason, ...(entered === undefined ? {} : { entered }) };
        const found = parsed && correctionOf(kind, before, parsed, said, session.workspace.contract);
        const correction = await withoutSecrets(session.workspace.root, { kind: kind.id, id }, found);
        const draft =
          correction === undefined ? rest : { ...rest, corrections: [...(before.corrections ?? []), correction] };
        return change.replaceRecord(
          id,
          draft as unknown as Draft<AnyRecord>,
          reason,
          who,
          alsoWrong(session, kind, now),
        );
      },
      { at: now },
    )
    .finally(() => discardFiles(files));
  return {
    id,
    path: saved.path,
    edited: true,
    notices: [
      ...claimNotices(saved.record, now),
      ...used,
      ...told(files, scans),
      ...otherDay(saved.record),
      ...(await noticesOf(session, saved.record, now)),
      ...(await voidedBy(session, id, now)),
    ],
    claimed: hasClaims(saved.record),
  };
}

/** What of the edit is a claim, and how it comes to stand. */
const claimNotices = (record: AnyRecord, now: string): string[] => {
  const own = claimsOf(record).filter(({ at }) => at === now);
  if (own.length === 0) return [];
  const places = own.map(({ label }) => label).join('、');
  return [
    `${places}已有⟦采购人⟧的确认，改动只记为⟦供应商⟧主张，判定仍按原值；⟦采购人⟧用自己的账号确认，或附上其签字的扫描件后生效：opsledger attach ${record.id} 扫描件 --signed`,
  ];
};

const told = (files: readonly SpooledFile[], scans: readonly ReadAttachment[] = []): string[] => [
  ...files.flatMap(({ notice }) => notice ?? []),
  ...unreadNotices([...scans, ...files].map(({ looked }) => looked)),
];

/** What the person should know of a record that can be saved all the same. */
export const noticesOf = async (session: Session, record: AnyRecord, now: string): Promise<string[]> => [
  ...outsideService(session, record),
  ...(await startNotices(session, record, now)),
  ...(await permitNotices(session, record, now)),
  ...(await closeOutNotices(session, record, now)),
];

const alsoWrong =
  ({ workspace }: Session, kind: RecordKind, now: string) =>
  (record: AnyRecord) =>
    entryProblems(workspace, kind, record, now);

function describe(value: unknown): string {
  return Array.isArray(value) ? '清单' : value === null ? '空' : typeof value;
}
