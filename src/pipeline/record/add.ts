/** Saves one record that a person wrote, or a correction of one. */
import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { instant } from '../../contract/scalars.ts';
import { dateOf } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { fieldsOf, type RecordField } from '../../records/fields.ts';
import { hasClaims } from '../../records/purchaser.ts';
import { type AnyRecord, type EnteredBy, GIVEN_FIELDS, type RecordKind } from '../../records/record.ts';
import { rowEnvelope, rowLists, withRowIds } from '../../records/row.ts';
import type { Draft } from '../../workspace/change/change.ts';
import { parseData, readOutsideDataFile } from '../../workspace/text/yaml.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';
import { type ReadAttachment, readAttachment } from './attachment.ts';
import { entryProblems, refuseNewSignoff, refuseOtherDocument } from './check-entry.ts';
import { corrected, correctionOf } from './correct.ts';
import { refuseDoubledRows } from './doubled-rows.ts';
import { MACHINE_FIELDS, manualPart } from './manual-part.ts';
import { refuseClaimedEnvelope, refuseMachines, refuseMeasured, refuseWithdrawn } from './not-for-people.ts';
import { permitNotices } from './permit-notice.ts';
import { sameRecord } from './same-record.ts';
import { usedBefore } from './same-scan.ts';
import { otherDay, outsideService } from './service-notice.ts';
import { startNotices } from './start-notice.ts';
import { refuseExample } from './unchanged-example.ts';

/** The kind a person named. @throws UserError listing all kinds when there is none */
export async function namedKind(id: string): Promise<RecordKind> {
  const ids = await kindIds();
  if (ids.includes(id)) return loadKind(id);
  const kinds = await Promise.all(ids.map(loadKind));
  const close = nearest(
    id,
    kinds.flatMap((kind) => [
      { kind, name: kind.id },
      { kind, name: kind.label },
    ]),
    (one) => one.name,
    2,
  ).map((one) => one.kind);
  throw new UserError('没有这种记录', {
    found: id,
    expected: kinds.map((k) => `${k.id}（${k.label}）`).join('、'),
    ...(close.length === 0 ? {} : { hint: `您是不是要 ${close.map((k) => `${k.id}（${k.label}）`).join('、')}` }),
  });
}

/** A field as a person meets it; `otherwise` says what it is when nothing is written. */
export interface EntryField extends RecordField {
  otherwise?: string;
}

/** The fields that a person fills in, in the order of the kind. */
export async function entryFields(kind: string): Promise<EntryField[]> {
  return fieldsToEnter(await namedKind(kind));
}

/** The fields of a kind that a person fills in; what the store gives, or can fill in itself, is left out or not required. */
export function fieldsToEnter({ schema, atField, dayField, writer }: RecordKind): EntryField[] {
  const measured = writer === 'manual-part' ? MACHINE_FIELDS : [];
  const omitted = [...GIVEN_FIELDS, ...measured, 'kind', ...(atField === undefined ? [] : ['at'])];
  return fieldsOf(schema)
    .filter((field) => !omitted.includes(field.name))
    .map((field) => ({ ...field, columns: field.columns.filter(({ name }) => !(name in rowEnvelope)) }))
    .map((field) => {
      if (field.name === 'at' && atField === undefined) return { ...field, required: false, otherwise: '现在' };
      return field.name === dayField ? { ...field, required: false, otherwise: '时间当天' } : field;
    });
}

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
  const given = value as Record<string, unknown>;
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
  given: Record<string, unknown>,
  shown: string,
  request: AddRequest,
): Promise<Added> {
  const { now, by } = request;
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
  const scans = await readScans(request);
  const attachments = scans.map(({ attachment }) => attachment);
  const draft = {
    ...draftOf(kind, given, now, by, request.entered),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
  await requireCleanEntry(session.workspace.root, { shown, value: given, fields: fieldsOf(kind.schema) });
  refuseExample(kind, given, shown);
  const used = await usedBefore(session, attachments);
  const saved = await session.workspace.change(
    `登记${kind.label}`,
    async (change) => {
      for (const { bytes } of scans) await change.putEvidence(bytes);
      return change.addRecord(kind.id, draft, shown, alsoWrong(session, kind, now));
    },
    { at: now },
  );
  const filled = given.at === undefined && kind.atField === undefined ? ['at'] : [];
  const sameAs = await sameRecord(session.workspace.records, saved.record, filled);
  return {
    id: saved.id,
    path: saved.path,
    edited: false,
    notices: [...used, ...(await noticesOf(session, saved.record, now))],
    claimed: hasClaims(saved.record),
    ...(sameAs === undefined ? {} : { sameAs }),
  };
}

/** Scans that come with the record, each with what it is there to prove. */
const readScans = ({ signed = [], sheets = [], now }: AddRequest): Promise<ReadAttachment[]> =>
  Promise.all([
    ...signed.map((file) => readAttachment(file, { takenAt: now, proof: 'purchaser' })),
    ...sheets.map((file) => readAttachment(file, { takenAt: now, proof: 'paper-sheet' })),
  ]);

/** What was given, with what nobody should have to type twice: the kind's own time as `at`, the day of `at` as its date. */
export function draftOf(
  kind: RecordKind,
  typed: Record<string, unknown>,
  now: string,
  by: string | undefined,
  entered?: EnteredBy,
): Draft<AnyRecord> {
  const given = kind.writer === 'manual-part' ? manualPart(typed, now) : typed;
  const at = given.at ?? (kind.atField === undefined ? undefined : given[kind.atField]) ?? now;
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
  given: Record<string, unknown>,
  shown: string,
  { now, reason, by, entered }: AddRequest,
): Promise<Added> {
  const id = String(given.id);
  if (reason === undefined) {
    throw new UserError('修改记录须写明原因', { at: '--reason', found: '（缺少）', expected: '一句话说明为什么修改' });
  }
  const { records, root } = session.workspace;
  await requireCleanEntry(root, { shown, value: { ...given, reason }, fields: fieldsOf(kind.schema) });
  const saved = await session.workspace.change(
    `修改${kind.label} ${id}`,
    async (change) => {
      // Read under the lock: what another command changed meanwhile must not be undone.
      const stored = await records.onFile(id);
      if (stored === undefined || stored.kind !== kind.id) {
        throw new UserError('没有这条记录', { found: id, expected: `已有的${kind.label}编号`, hint: '新记录不写 id' });
      }
      const before = stored.record;
      refuseWithdrawn(before);
      // Where a record came from, when it was written down and what is kept beside it stay what they were.
      refuseClaimedEnvelope(given, before, shown);
      refuseDoubledRows(kind, given, shown);
      const who = by ?? '未署名';
      const rest = corrected(kind, before, given, { by: who, now, reason, shown });
      refuseOtherDocument(kind, before, rest, shown);
      const parsed = kind.schema.safeParse(withRowIds(rest, rowLists(kind.schema), { ...before })).data;
      if (parsed !== undefined) refuseMeasured(kind, before, parsed, shown);
      const said = { at: now, by: who, reason, ...(entered === undefined ? {} : { entered }) };
      const correction = parsed && correctionOf(kind, before, parsed, said, session.workspace.contract);
      const draft =
        correction === undefined ? rest : { ...rest, corrections: [...(before.corrections ?? []), correction] };
      return change.replaceRecord(id, draft as unknown as Draft<AnyRecord>, reason, who, alsoWrong(session, kind, now));
    },
    { at: now },
  );
  return {
    id,
    path: saved.path,
    edited: true,
    notices: [...otherDay(saved.record), ...(await noticesOf(session, saved.record, now))],
    claimed: hasClaims(saved.record),
  };
}

const noticesOf = async (session: Session, record: AnyRecord, now: string): Promise<string[]> => [
  ...outsideService(session, record),
  ...(await startNotices(session, record, now)),
  ...(await permitNotices(session, record, now)),
];

const alsoWrong =
  ({ workspace }: Session, kind: RecordKind, now: string) =>
  (record: AnyRecord) =>
    entryProblems(workspace, kind, record, now);

function describe(value: unknown): string {
  return Array.isArray(value) ? '清单' : value === null ? '空' : typeof value;
}
