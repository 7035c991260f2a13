/** Saves one record that a person wrote, or attaches files to one. */
import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { instant } from '../../contract/scalars.ts';
import { dateOf } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { fieldsOf, type RecordField } from '../../records/fields.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { Draft } from '../../workspace/change/change.ts';
import { parseData, readOutsideDataFile } from '../../workspace/text/yaml.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';
import { readAttachment } from './attachment.ts';
import { entryProblems, refuseNewSignoff, refuseOtherDocument } from './check-entry.ts';
import { sameRecord, saysTheSame } from './same-record.ts';
import { otherDay, outsideService } from './service-notice.ts';
import { startNotices } from './start-notice.ts';

/** Fields that the store gives a record; a person's file need not have them. */
const GIVEN = ['schema', 'kind', 'id', 'enteredAt', 'source'];

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
export function fieldsToEnter({ schema, atField, dayField }: RecordKind): EntryField[] {
  const omitted = [...GIVEN, 'enteredBy', 'simulated', 'attachments', ...(atField === undefined ? [] : ['at'])];
  return fieldsOf(schema)
    .filter((field) => !omitted.includes(field.name))
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
  /** Why, for an edit. */
  reason?: string;
}

export interface Added {
  id: string;
  /** Relative to the workspace. */
  path: string;
  edited: boolean;
  /** What the person should know of a record that was saved all the same. */
  notices: string[];
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
  return addRecord(session, parseData(Buffer.from(text, 'utf8'), shown), shown, request);
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
  { now, by }: AddRequest,
): Promise<Added> {
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
  const draft = draftOf(kind, given, now, by);
  await requireCleanEntry(session.workspace.root, { shown, value: given, fields: fieldsOf(kind.schema) });
  const saved = await session.workspace.change(
    `登记${kind.label}`,
    (change) => change.addRecord(kind.id, draft, shown, alsoWrong(session, kind, now)),
    { at: now },
  );
  const filled = given.at === undefined && kind.atField === undefined ? ['at'] : [];
  const sameAs = await sameRecord(session.workspace.records, saved.record, filled);
  return {
    id: saved.id,
    path: saved.path,
    edited: false,
    notices: [
      ...outsideService(session, saved.record),
      ...exampleNotice(kind, saved.record),
      ...(await startNotices(session, saved.record, now)),
    ],
    ...(sameAs === undefined ? {} : { sameAs }),
  };
}

/** The example speaks of a fault that was none, and of consents that nobody gave. */
function exampleNotice(kind: RecordKind, record: AnyRecord): string[] {
  if (!saysTheSame(kind.example, record)) return [];
  return [`内容与示例一字不差；示例不是真实发生的事，请用 record ${kind.id} --from 文件 --reason 原因 改为实际情况`];
}

/** What was given, with what nobody should have to type twice: the kind's own time as `at`, the day of `at` as its date. */
export function draftOf(
  kind: RecordKind,
  given: Record<string, unknown>,
  now: string,
  by: string | undefined,
): Draft<AnyRecord> {
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
    ...(by === undefined ? {} : { enteredBy: by }),
  } as unknown as Draft<AnyRecord>;
}

async function edit(
  session: Session,
  kind: RecordKind,
  given: Record<string, unknown>,
  shown: string,
  { now, reason, by }: AddRequest,
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
      const stored = await records.get(id);
      if (stored === undefined || stored.kind !== kind.id) {
        throw new UserError('没有这条记录', { found: id, expected: `已有的${kind.label}编号`, hint: '新记录不写 id' });
      }
      const { source, enteredAt, simulated } = stored.record;
      // Where a record came from and when it was written down stay what they were.
      const kept = { source, enteredAt, ...(simulated === undefined ? {} : { simulated }) };
      const { id: _id, ...rest } = { ...stored.record, ...given, ...kept };
      refuseOtherDocument(kind, stored.record, rest, shown);
      const who = by ?? '未署名';
      return change.replaceRecord(id, rest as Draft<AnyRecord>, reason, who, alsoWrong(session, kind, now));
    },
    { at: now },
  );
  return {
    id,
    path: saved.path,
    edited: true,
    notices: [
      ...otherDay(saved.record),
      ...outsideService(session, saved.record),
      ...(await startNotices(session, saved.record, now)),
    ],
  };
}

const alsoWrong =
  ({ workspace }: Session, kind: RecordKind, now: string) =>
  (record: AnyRecord) =>
    entryProblems(workspace, kind, record, now);

function describe(value: unknown): string {
  return Array.isArray(value) ? '清单' : value === null ? '空' : typeof value;
}

export interface AttachRequest {
  record: string;
  files: string[];
  subject?: string;
  place?: string;
  /** ISO instant; default: the file's own time. */
  takenAt?: string;
  now: string;
  by?: string;
}

export interface Attached {
  /** Of the record, relative to the workspace. */
  path: string;
  added: number;
  /** Names of files that the record has already, or that were given twice. */
  known: string[];
  /** Files that are something else than their names say. */
  notices: string[];
}

/**
 * Keeps the files as evidence and names them in the record; the record's own history shows who and when. A file that the
 * record has already is not added again.
 * @throws UserError when there is no such record, or a file cannot be used; nothing is saved then
 */
export async function attach(session: Session, request: AttachRequest): Promise<Attached> {
  const read = await Promise.all(request.files.map((file) => readAttachment(file, request)));
  const notes = read.map(({ attachment: { name, subject, place } }) => ({ name, subject, place }));
  await requireCleanEntry(session.workspace.root, { shown: '附件说明', value: notes });
  const files = [...new Map(read.map((file) => [file.attachment.sha256, file])).values()];
  return session.workspace.change(
    `附加 ${files.length} 个文件到 ${request.record}`,
    async (change) => {
      // Read under the lock: another command may be attaching to the same record.
      const stored = await session.workspace.records.get(request.record);
      if (stored === undefined) {
        throw new UserError('没有这条记录', { found: request.record, expected: '已有的记录编号' });
      }
      const known = stored.record.attachments ?? [];
      const fresh = files.filter(({ attachment }) => !known.some((k) => k.sha256 === attachment.sha256));
      const same = read.filter((one) => !fresh.includes(one)).map((one) => one.attachment.name);
      const told = { known: same, notices: fresh.flatMap((one) => one.notice ?? []) };
      if (fresh.length === 0) return { path: stored.path, added: 0, ...told };
      for (const { bytes } of fresh) await change.putEvidence(bytes);
      const attachments = [...known, ...fresh.map((f) => f.attachment)];
      const { id: _id, ...rest } = { ...stored.record, attachments };
      const reason = `附加 ${fresh.map((f) => f.attachment.name).join('、')}`;
      const by = request.by ?? '未署名';
      const { path } = await change.replaceRecord(request.record, rest as Draft<AnyRecord>, reason, by);
      return { path, added: fresh.length, ...told };
    },
    { at: request.now },
  );
}
