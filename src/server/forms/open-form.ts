/** One form as a request has it: which kind, new or an edit, what was typed, which files wait with it. */
import { randomUUID } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { EntryForm, StoredEntry } from '../../desk/entry-form.ts';
import type { EntryFile } from '../../desk/record-calls.ts';
import { formValues } from '../../forms/form-values.ts';
import { afterButton, inputName, nothingTyped, readTyped, type Typed, typedOf } from '../../forms/typed.ts';
import { changesOf, enteredValue, type FormValue } from '../../forms/value.ts';
import { type Draft, type DraftFile, type FormState, isFormId } from './drafts.ts';
import type { FormRequest } from './request.ts';

export const recordPath = (kind: string, id: string): string => `/desk/records/${kind}/${id}`;

export interface OpenForm {
  /** Id of the form. */
  id: string;
  kind: EntryForm;
  /** The record that is edited; null: a new one. */
  stored: StoredEntry | null;
  state: FormState;
  files: readonly DraftFile[];
  /** ISO instant at which it was last kept on the server; null: never. */
  keptAt: string | null;
}

/** Where the form is sent. */
export const actionOf = ({ kind, stored }: Pick<OpenForm, 'kind' | 'stored'>): string =>
  stored === null ? `/desk/records/${kind.id}` : `${recordPath(kind.id, stored.id)}/edit`;

/** The form that a person opens: their draft, or an empty one; of a record, as it is stored. */
export function openedForm(request: FormRequest, kind: EntryForm, stored: StoredEntry | null): OpenForm {
  const { query, forms, viewer } = request;
  const draft = forms.drafts.get(query['form'] ?? '', viewer.account);
  if (draft !== null && draft.kind === kind.id && draft.record === (stored?.id ?? null))
    return ofDraft(draft, kind, stored);
  const typed = stored === null ? prefilled(kind, query, viewer.name) : typedOf(kind.fields, stored.record);
  const state = { typed, reason: '', version: stored?.version ?? '', base: stored === null ? null : typed };
  return { id: randomUUID(), kind, stored, state, files: [], keptAt: null };
}

const ofDraft = ({ form, state, files, at }: Draft, kind: EntryForm, stored: StoredEntry | null): OpenForm => ({
  id: form,
  kind,
  stored,
  state,
  files,
  keptAt: at,
});

/** An empty form with a first row where one is required, with the name of whoever fills it in where it asks for that, and with what another page's link already knows. */
function prefilled({ fields }: EntryForm, query: FormRequest['query'], person: string): Typed {
  const authors = fields.filter(({ author }) => author === true).map(({ name }) => [inputName(name), person] as const);
  const known = readTyped(fields, formValues(Object.entries({ ...Object.fromEntries(authors), ...query })));
  return fields.reduce(
    (typed, field) => {
      if (!field.required || field.columns.length === 0 || (typed[field.name] ?? []).length > 0) return typed;
      return afterButton(fields, typed, `add.${field.name}`) ?? typed;
    },
    { ...nothingTyped(fields), ...known } as Typed,
  );
}

/** The form as it was sent, with the files that wait with it. */
export function sentForm(request: FormRequest, kind: EntryForm, stored: StoredEntry | null): OpenForm {
  const { form, forms, viewer } = request;
  const given = form.text('form');
  const id = isFormId(given) ? given : randomUUID();
  const draft = forms.drafts.get(id, viewer.account);
  const files = (draft?.files ?? []).map((file) =>
    noted(file, (what) => form.text(`a.${file.id}.${what}`), form.names()),
  );
  const state: FormState = {
    typed: readTyped(kind.fields, form),
    reason: form.text('reason'),
    version: form.text('version'),
    base: stored === null ? null : baseOf(form.text('base'), kind, stored),
  };
  return { id, kind, stored, state, files, keptAt: draft?.at ?? null };
}

/** What is said of a file stays where a page did not ask for it. */
function noted(file: DraftFile, said: (what: string) => string, names: readonly string[]): DraftFile {
  if (!names.includes(`a.${file.id}.subject`)) return file;
  return {
    ...file,
    subject: said('subject'),
    place: said('place'),
    takenAt: said('takenAt'),
    proof: said('proof'),
  };
}

/** Bytes that a form's own values may take. */
const MOST_BASE = 4_000_000;

/** What a form showed when it was opened, as its hidden input: short, and nothing that anybody edits. */
export const packedBase = (base: Typed | null): string =>
  base === null ? '' : deflateRawSync(Buffer.from(JSON.stringify(base), 'utf8')).toString('base64url');

/** What the form showed when it was opened; of one that says nothing readable, the record as it is. */
function baseOf(text: string, { fields }: EntryForm, stored: StoredEntry): Typed {
  try {
    const packed = inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: MOST_BASE });
    const base: unknown = JSON.parse(packed.toString('utf8'));
    if (typeof base === 'object' && base !== null && !Array.isArray(base)) return base as Typed;
  } catch {
    // Somebody sent a form of their own making; they see what they would change of the record as it is.
  }
  return typedOf(fields, stored.record);
}

/** Keeps the form on the server, so that nothing typed is lost. @returns false when it is another account's */
export function keepForm(request: FormRequest, open: OpenForm, files: readonly DraftFile[] = open.files): boolean {
  const { forms, viewer, now } = request;
  const draft = { form: open.id, kind: open.kind.id, record: open.stored?.id ?? null, state: open.state, at: now };
  return forms.drafts.keep(draft, viewer.account, files);
}

/** The plain data that is saved: all of a new record, of an edit what was edited. */
export function valueOfForm({ kind, stored, state: { typed, base } }: OpenForm): FormValue {
  if (stored === null || base === null) return enteredValue(kind.fields, typed);
  const { value, rows } = changesOf(kind.fields, base, typed, kind.lists);
  return { value: { id: stored.id, ...value }, rows };
}

/** The files that wait, as the desk takes them. */
export const entryFiles = ({ forms }: FormRequest, { id, files }: OpenForm): EntryFile[] =>
  files.map((file) => ({
    path: forms.drafts.pathOf(id, file),
    name: file.name,
    subject: file.subject,
    place: file.place,
    takenAt: file.takenAt,
    ...(file.proof === 'purchaser' || file.proof === 'paper-sheet'
      ? { proof: file.proof as 'purchaser' | 'paper-sheet' }
      : {}),
  }));
