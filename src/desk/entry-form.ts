/** What a form of a kind asks for, and a stored record as its page shows it. */
import { UserError } from '../contract/error.ts';
import { parseRecordId } from '../contract/record-id.ts';
import { formatDateTime } from '../contract/time.ts';
import type { FormField } from '../forms/typed.ts';
import { allowList } from '../guard/allowed.ts';
import { unsaidRecord } from '../guard/unsaid.ts';
import { refuseNewSignoff } from '../pipeline/record/check-entry.ts';
import { fieldsToEnter, namedKind } from '../pipeline/record/entry-fields.ts';
import { kindLines } from '../pipeline/record/guide.ts';
import { refuseMachines } from '../pipeline/record/not-for-people.ts';
import type { Session } from '../pipeline/session.ts';
import { loadKind } from '../pipeline/units.ts';
import { askedWhen } from '../records/asked-when.ts';
import { fieldsOf, withTerms } from '../records/fields.ts';
import { isMachineWritten } from '../records/measured.ts';
import { type Attachment, entryChannels, GIVEN_FIELDS, type RecordKind, recordSources } from '../records/record.ts';
import { rowLists } from '../records/row.ts';
import { claimsOf, type ToldChange } from '../records/standing.ts';
import { withdrawnText } from '../wording/corrections.ts';
import { deskWords } from './desk-words.ts';

export interface KindLine {
  id: string;
  label: string;
  prefix: string;
  /** Why nobody enters a new one here, in Chinese; null: people do. */
  notHere: string | null;
  /** Command or machine that writes such records as a rule; null: people do. */
  writtenBy: string | null;
}

/** What a form of a kind consists of. */
export interface EntryForm extends KindLine {
  fields: readonly FormField[];
  /** Names of the lists whose rows have ids: one of them is withdrawn, never erased. */
  lists: readonly string[];
}

export interface StoredEntry {
  kind: KindLine;
  id: string;
  /** Fields that a person may edit: of what a machine wrote, only what people fill in afterwards. */
  form: EntryForm;
  /** All fields, to read. */
  fields: readonly FormField[];
  /** Plain data, as the file has it. */
  record: Readonly<Record<string, unknown>>;
  attachments: readonly Attachment[];
  corrections: readonly { at: string; by: string; reason: string; what: string }[];
  /** What the supplier claims in place of what was vouched for, and nobody has answered; `shown` tells one claim from a later one. */
  claims: readonly { path: string; label: string; stands: string; claimed: string; by: string; shown: string }[];
  entered: string;
  /** Name of who wrote it down; empty where that is not kept. */
  enteredBy: string;
  /** When, by whom and why it was withdrawn; null: it counts. */
  withdrawn: string | null;
  /** Changes whenever the record does. */
  version: string;
}

/** Every kind, those first that only people write. */
export async function kindLinesHere(): Promise<KindLine[]> {
  const lines = await kindLines();
  return Promise.all(lines.map(async ({ id, command }) => kindLine(await loadKind(id), command)));
}

/** @param command that writes such records by itself; null: people do */
function kindLine(kind: RecordKind, command: string | null): KindLine {
  const { id, label, prefix } = kind;
  return { id, label, prefix, notHere: notHere(kind), writtenBy: command };
}

/** Facts that have pages of their own at the desk. */
const OWN_PAGES: Readonly<Record<string, string>> = {
  signoff: '在“文档”确认、签发、登记送达，⟦采购人⟧在“签收”签收、退回',
  'interpretation-decision': '⟦采购人⟧在“口径”确认',
  waiver: '用命令 opsledger waive 登记，⟦采购人⟧在“豁免”批准',
};

/** Asked of the same rules that refuse a file of such a record. */
function notHere(kind: RecordKind): string | null {
  try {
    refuseNewSignoff(kind, {}, '登记台');
    refuseMachines(kind, {}, '登记台');
    return null;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return OWN_PAGES[kind.id] ?? `${error.summary}；${error.place.expected ?? ''}`;
  }
}

const lineOf = async (kind: RecordKind): Promise<KindLine> =>
  (await kindLinesHere()).find(({ id }) => id === kind.id) ?? kindLine(kind, null);

export async function entryForm({ workspace }: Session, kind: RecordKind): Promise<EntryForm> {
  const asked = askedWhen(kind, workspace.contract);
  const say = await deskWords();
  const fields = withTerms(fieldsToEnter(kind), workspace.contract).map((field) => {
    const own = asked.get(field.name);
    return own === undefined ? field : { ...field, asked: own.map(say) };
  });
  return { ...(await lineOf(kind)), fields, lists: rowLists(kind.schema) };
}

/** Of what a machine wrote, people fill in what they judged of it, and nothing else. */
function handledFields(kind: RecordKind, fields: readonly FormField[]): FormField[] {
  const handled = kind.handled ?? [];
  const lists = rowLists(kind.schema);
  return fields.flatMap((field): FormField[] => {
    if (handled.includes(field.name)) return [field];
    const columns = field.columns.filter(({ name }) => handled.includes(`${field.name}.${name}`));
    return columns.length === 0 || !lists.includes(field.name) ? [] : [{ ...field, columns, fixed: true }];
  });
}

/** @returns null when there is no such record of that kind. @throws UserError when its file cannot be used */
export async function storedEntry(session: Session, kindName: string, id: string): Promise<StoredEntry | null> {
  const kind = await namedKind(kindName);
  const { root, records, contract } = session.workspace;
  const stored = parseRecordId(id) === undefined ? undefined : await records.onFile(id);
  if (stored === undefined || stored.kind !== kind.id) return null;
  const { record, sha256 } = stored;
  const form = await entryForm(session, kind);
  const isMachine = isMachineWritten(kind, record);
  const seen = await unsaidRecord(record, await allowList(root));
  const all: FormField[] = withTerms(fieldsOf(kind.schema), contract);
  return {
    kind: form,
    id,
    form: isMachine ? { ...form, fields: handledFields(kind, all) } : form,
    fields: all.filter(({ name }) => name !== 'kind' && (name === 'at' || !GIVEN_FIELDS.includes(name))),
    record: { ...record },
    attachments: record.attachments ?? [],
    corrections: seen.corrections ?? [],
    claims: record.withdrawn === undefined ? claimsOf(seen).map(claimLine) : [],
    entered: enteredText(record),
    enteredBy: record.enteredBy?.name ?? '',
    withdrawn: record.withdrawn === undefined ? null : withdrawnText(record.withdrawn),
    version: sha256,
  };
}

const claimLine = ({ path, label, from, to, by, at }: ToldChange): StoredEntry['claims'][number] => ({
  ...{ path, label, by, shown: at },
  stands: from ?? '（见上）',
  claimed: to ?? '另一个值',
});

/** `2026-11-24 09:30 登记台 · 人工录入` */
function enteredText({
  enteredAt,
  enteredBy,
  source,
}: Parameters<typeof isMachineWritten>[1] & {
  enteredAt: string;
  enteredBy?: { channel: keyof typeof entryChannels } | undefined;
}): string {
  const way = enteredBy === undefined ? [] : [entryChannels[enteredBy.channel]];
  return [formatDateTime(enteredAt), ...way, recordSources[source]].join(' · ');
}
