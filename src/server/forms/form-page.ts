/** A form, and its review, as the data of their templates. */
import { formatDateTime } from '../../contract/time.ts';
import type { EntryPreview } from '../../desk/record-calls.ts';
import { drawForm, placedFaults } from '../../forms/draw.ts';
import { type Meanwhile, rowText, shown } from '../../forms/merge.ts';
import { type Choice, type Choices, type EntryFault, sourceKey, sourceOf } from '../../forms/resolve.ts';
import { columnsOf, type FormField, inputName, rowsOf, type Typed, textsOf } from '../../forms/typed.ts';
import { sameField } from '../../forms/value.ts';
import { attachmentProofs } from '../../records/record.ts';
import { sizeLimitText, sizeText } from '../../wording/figures.ts';
import { choicesFor, listsOf } from './choice-lists.ts';
import { type DraftFile, MOST_BYTES } from './drafts.ts';
import { actionOf, type OpenForm, packedBase } from './open-form.ts';
import type { FormPage, FormRequest } from './request.ts';

export interface FormTrouble {
  faults?: readonly EntryFault[];
  rows?: Readonly<Record<string, readonly number[]>>;
  candidates?: ReadonlyMap<string, readonly Choice[]>;
  meanwhile?: readonly Meanwhile[];
  fileFaults?: readonly string[];
}

const labelsOf = ({ stored }: OpenForm): ReadonlyMap<string, string> =>
  new Map((stored?.fields ?? []).map(({ name, label }) => [name, label]));

const titleOf = ({ kind, stored }: OpenForm): string =>
  stored === null ? `登记${kind.label}` : `更正${kind.label} ${stored.id}`;

/** The form with what is wrong beside each field. */
export async function formPage({ desk }: FormRequest, open: OpenForm, trouble: FormTrouble = {}): Promise<FormPage> {
  const { kind, stored, state, files } = open;
  const { faults = [], rows = {}, candidates = new Map(), meanwhile = [], fileFaults = [] } = trouble;
  const choices = await choicesFor(desk, kind.fields);
  const { placed, others } = placedFaults(faults, kind.fields, state.typed, rows, labelsOf(open));
  const about = (field: string): string[] => faults.filter((one) => one.field === field).map(({ text }) => text);
  const own = new Set(['reason', ...files.map((_, n) => `attachments[${n}]`)].flatMap(about));
  const status = meanwhile.length > 0 ? 409 : faults.length + fileFaults.length > 0 ? 400 : 200;
  return {
    page: 'record-form',
    title: titleOf(open),
    status,
    data: {
      action: actionOf(open),
      form: open.id,
      kind: kind.id,
      note:
        kind.writtenBy === null || stored !== null
          ? ''
          : `这种记录一般由 ${kind.writtenBy} 登记；它没有做到的，才在此补登。`,
      record: stored?.id,
      version: state.version,
      base: packedBase(state.base),
      draftAt: open.keptAt === null ? '' : formatDateTime(open.keptAt),
      fields: drawForm(kind.fields, state.typed, { faults: placed, choices, candidates, caption: captionOf(open) }),
      faultCount: faults.length,
      others: others.filter((text) => !own.has(text)),
      meanwhile,
      changes: meanwhile.length === 0 ? [] : newCorrections(open),
      files: files.map((file, n) => drawnFile(file, about(`attachments[${n}]`))),
      fileFaults,
      most: sizeLimitText(MOST_BYTES),
      reason: state.reason,
      reasonFaults: about('reason'),
      lists: listsOf(choices),
    },
  };
}

/** Corrections that were made since the form was opened are those that it had not seen; the last few tell enough. */
const newCorrections = ({ stored }: OpenForm) =>
  (stored?.corrections ?? []).slice(-3).map((one) => ({ ...one, at: formatDateTime(one.at) }));

/** A row of which only some columns are people's is known by the others. */
const captionOf =
  ({ stored }: OpenForm) =>
  (list: string, id: string): string => {
    const field = stored?.fields.find(({ name }) => name === list);
    const value = stored?.record[list];
    const row = Array.isArray(value) ? value.find((one) => (one as { id?: unknown }).id === id) : undefined;
    if (field === undefined || row === undefined) return '';
    const texts = Object.fromEntries(Object.entries(row as object).map(([name, one]) => [name, String(one)]));
    return rowText(field, texts);
  };

const proofsOf = (chosen: string) =>
  Object.entries(attachmentProofs).map(([value, word]) => ({ value, word, chosen: value === chosen }));

const drawnFile = (file: DraftFile, faults: readonly string[]) => ({
  ...file,
  size: sizeText(file.size),
  faults,
  proofs: proofsOf(file.proof),
});

/** What would be saved, before it is. */
export async function reviewPage({ desk }: FormRequest, open: OpenForm, preview: EntryPreview): Promise<FormPage> {
  const { kind, stored, state, files } = open;
  const choices = await choicesFor(desk, kind.fields);
  return {
    page: 'record-review',
    title: `核对：${titleOf(open)}`,
    data: {
      action: actionOf(open),
      form: open.id,
      record: stored?.id,
      reason: state.reason,
      notices: preview.notices,
      clocks: preview.clocks,
      lines: reviewLines(kind.fields, state.typed, state.base, choices),
      files: files.map((file) => ({ name: file.name, size: sizeText(file.size), subject: file.subject })),
      hidden: hiddenInputs(open),
    },
  };
}

function reviewLines(fields: readonly FormField[], typed: Typed, base: Typed | null, choices: Choices) {
  const said = (field: FormField, of: Typed): string => withNames(field, shown(field, of), choices);
  if (base !== null) {
    return fields
      .filter((field) => !sameField(field, base, typed))
      .map((field) => ({ label: field.label, changed: true, before: said(field, base), text: said(field, typed) }));
  }
  return fields
    .map((field) => ({ label: field.label, text: said(field, typed), otherwise: field.otherwise }))
    .filter(({ text, otherwise }) => text !== '' || otherwise !== undefined)
    .map(({ label, text, otherwise }) => ({ label, text: text === '' ? `（${otherwise}）` : text }));
}

/** Things by their names behind their ids: a wrong id is not seen. */
function withNames(field: FormField, text: string, choices: Choices): string {
  const source = sourceOf(field);
  const all = source === null ? undefined : choices.get(sourceKey(source));
  if (all === undefined) return text;
  return text
    .split('、')
    .map((id) => {
      const named = all.find((choice) => choice.id === id);
      return named === undefined || named.text === id ? id : `${named.text} ${id}`;
    })
    .join('、');
}

/** Everything that the form held, for the button that saves it. */
function hiddenInputs({ kind, stored, state }: OpenForm): { name: string; value: string }[] {
  const { typed, base, version, reason } = state;
  const fields = kind.fields.flatMap((field) => inputsOf(field, typed));
  if (stored === null || base === null) return fields;
  const own = { version, reason, base: packedBase(base) };
  return [...fields, ...Object.entries(own).map(([name, value]) => ({ name, value }))];
}

function inputsOf(field: FormField, typed: Typed): { name: string; value: string }[] {
  const { name } = field;
  if (field.columns.length > 0) {
    return rowsOf(typed, name).flatMap((row, n) =>
      ['id', 'withdrawn', ...columnsOf(field).map((column) => column.name)].flatMap((key) =>
        row[key] === undefined || (row[key] === '' && key !== 'id')
          ? []
          : [{ name: inputName(name, n, key), value: row[key] ?? '' }],
      ),
    );
  }
  if (field.shape === 'texts') return textsOf(typed, name).map((value) => ({ name: inputName(name), value }));
  const value = typed[name];
  return typeof value === 'string' && value !== '' ? [{ name: inputName(name), value }] : [];
}
