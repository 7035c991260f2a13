/**
 * What stands in a form, as the texts that a person typed: the one state between two posts, on paper of the browser, in a draft
 * and in what an edit began from. Pure.
 */
import { parseInstant } from '../contract/instant.ts';
import { formatDateTimeSeconds } from '../contract/time.ts';
import type { RecordField } from '../records/fields.ts';
import { rowEnvelope } from '../records/row.ts';
import type { FormValues } from './form-values.ts';

/** A field as a form asks for it; `otherwise` says what it is when nothing is written. */
export interface FormField extends RecordField {
  otherwise?: string;
  /** In which cases it is asked for, `请假时须填写`; of one that is not always. */
  asked?: readonly string[];
  /** Of a list that a machine wrote: rows are neither added nor taken away. */
  fixed?: boolean;
}

/** One row: its columns, `id` of a row that is stored, `withdrawn` with the reason for taking it back. */
export type TypedRow = Readonly<Record<string, string>>;

/** Field → its text, the texts of a list, or its rows. */
export type Typed = Readonly<Record<string, string | readonly string[] | readonly TypedRow[]>>;

/** Names of the fields of a form begin so; what the form itself says does not. */
const PREFIX = 'f.';

/** Most rows of one list: what is longer is a file, and a posted number must not make a million of them. */
const MOST_ROWS = 500;

/** Name of an input. @param place `title`, or list, number of the row and column */
export const inputName = (...place: readonly (string | number)[]): string => `${PREFIX}${place.join('.')}`;

/** Columns of a row that a person fills in. */
export const columnsOf = ({ columns }: RecordField): RecordField[] =>
  columns.filter(({ name }) => !(name in rowEnvelope));

export const textOf = (typed: Typed, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : '';
};

export const textsOf = (typed: Typed, name: string): readonly string[] => {
  const value = typed[name];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
};

export const rowsOf = (typed: Typed, name: string): readonly TypedRow[] => {
  const value = typed[name];
  return Array.isArray(value) ? value.filter((one): one is TypedRow => typeof one === 'object') : [];
};

/** A value of a record as its input shows it; a time without the contract's offset, as clocks on the wall have it. */
export function typedText({ input }: Pick<RecordField, 'input'>, value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = String(value).replaceAll('\r\n', '\n').trim();
  return input === 'instant' ? sameTime(text) : text;
}

/** Browsers leave out seconds that are zero; the same time is the same text. */
function sameTime(text: string): string {
  const instant = parseInstant(text);
  return instant === undefined ? text : formatDateTimeSeconds(instant).replace(' ', 'T');
}

/**
 * What a record, an example or a draft of a record looks like in the form.
 * @param value plain data; rows that were withdrawn are left out, as nobody edits them
 */
export function typedOf(fields: readonly RecordField[], value: Readonly<Record<string, unknown>>): Typed {
  return Object.fromEntries(fields.map((field) => [field.name, typedField(field, value[field.name])]));
}

function typedField(field: RecordField, value: unknown): string | string[] | TypedRow[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  if (field.shape === 'texts') return list.map((one) => typedText(field, one));
  if (field.shape === 'value' && field.columns.length === 0) return typedText(field, value);
  const rows = field.shape === 'rows' ? list : value === undefined || value === null ? [] : [value];
  return rows
    .map((row) => (row ?? {}) as Record<string, unknown>)
    .filter((row) => row['withdrawn'] === undefined)
    .map((row) => ({
      ...(typeof row['id'] === 'string' ? { id: row['id'] } : {}),
      ...Object.fromEntries(columnsOf(field).map((column) => [column.name, typedText(column, row[column.name])])),
    }));
}

/** What a browser sent. */
export function readTyped(fields: readonly RecordField[], form: FormValues): Typed {
  const names = form.names();
  return Object.fromEntries(
    fields.map((field) => {
      if (field.columns.length > 0) return [field.name, readRows(field, form, names)];
      if (field.shape === 'value') return [field.name, typedText(field, form.text(inputName(field.name)))];
      return [field.name, form.texts(inputName(field.name)).map((one) => typedText(field, one))];
    }),
  );
}

function readRows(field: RecordField, form: FormValues, names: readonly string[]): TypedRow[] {
  const start = `${inputName(field.name)}.`;
  const numbers = names.flatMap((name) => {
    const number = name.startsWith(start) ? /^(\d{1,4})\./.exec(name.slice(start.length))?.[1] : undefined;
    return number === undefined ? [] : [Number(number)];
  });
  return [...new Set(numbers)]
    .sort((a, b) => a - b)
    .slice(0, MOST_ROWS)
    .map((n) => {
      const at = (column: string): string => form.text(inputName(field.name, n, column));
      const [id, withdrawn] = [at('id'), at('withdrawn')];
      return {
        ...(id === '' ? {} : { id }),
        ...Object.fromEntries(columnsOf(field).map((column) => [column.name, typedText(column, at(column.name))])),
        ...(withdrawn === '' ? {} : { withdrawn }),
      };
    });
}

/** Without anything: a form that was opened just now. */
export const nothingTyped = (fields: readonly RecordField[]): Typed => typedOf(fields, {});

/** true when nobody has written anything into the row. */
export const isBlank = (row: TypedRow): boolean => Object.values(row).every((text) => text === '');

/**
 * The state after one of the form's own buttons: `add.timeline`, `remove.timeline.2`, `add.assets`.
 * @returns null when it is none of them
 */
export function afterButton(fields: readonly RecordField[], typed: Typed, button: string): Typed | null {
  const [act, name = '', number = ''] = button.split('.');
  const field = fields.find((one) => one.name === name);
  if (field === undefined || (act !== 'add' && act !== 'remove')) return null;
  const blank: TypedRow = Object.fromEntries(columnsOf(field).map((column) => [column.name, '']));
  const list: readonly (string | TypedRow)[] = field.columns.length > 0 ? rowsOf(typed, name) : textsOf(typed, name);
  const next =
    act === 'add'
      ? [...list, field.columns.length > 0 ? blank : ''].slice(0, MOST_ROWS)
      : list.filter((_, n) => n !== Number(number));
  return { ...typed, [name]: next as TypedRow[] | string[] };
}
