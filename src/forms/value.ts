/** From what was typed to the plain data of a record, such as a file of a person's would hold it. Pure. */
import type { RecordField } from '../records/fields.ts';
import { columnsOf, isBlank, rowsOf, type Typed, type TypedRow, textOf, textsOf } from './typed.ts';

/** Plain data, and from which row of the form each row of it came: faults are told at the row that was typed. */
export interface FormValue {
  value: Record<string, unknown>;
  rows: Readonly<Record<string, readonly number[]>>;
}

/** A new record: what is blank was not written. */
export function enteredValue(fields: readonly RecordField[], typed: Typed): FormValue {
  const value: Record<string, unknown> = {};
  const rows: Record<string, number[]> = {};
  for (const field of fields) {
    const { name, shape } = field;
    if (field.columns.length > 0) {
      const written = rowsOf(typed, name).flatMap((row, n) => (isBlank(row) ? [] : [{ n, row }]));
      rows[name] = written.map(({ n }) => n);
      const all = written.map(({ row }) => plainRow(field, row));
      if (shape === 'rows' && (all.length > 0 || field.required)) value[name] = all;
      if (shape === 'value' && all[0] !== undefined) value[name] = all[0];
    } else if (shape === 'texts') {
      const texts = textsOf(typed, name).filter((one) => one !== '');
      if (texts.length > 0) value[name] = texts;
    } else if (textOf(typed, name) !== '') value[name] = textOf(typed, name);
  }
  return { value, rows };
}

const plainRow = (field: RecordField, row: TypedRow): Record<string, string> =>
  Object.fromEntries(columnsOf(field).flatMap(({ name }) => (row[name] ? [[name, row[name]]] : [])));

/**
 * An edit: only what is not as it was, so that what others changed meanwhile stays, and what was kept in another spelling does
 * too.
 * @param base what the form showed when it was opened
 * @param withIds names of the lists whose rows have ids; the others are given whole
 */
export function changesOf(
  fields: readonly RecordField[],
  base: Typed,
  typed: Typed,
  withIds: readonly string[],
): FormValue {
  const value: Record<string, unknown> = {};
  const rows: Record<string, number[]> = {};
  for (const field of fields) {
    const { name } = field;
    if (sameField(field, base, typed)) continue;
    if (withIds.includes(name)) {
      const changed = changedRows(field, rowsOf(base, name), rowsOf(typed, name));
      if (changed.length === 0) continue;
      rows[name] = changed.map(({ n }) => n);
      value[name] = changed.map(({ row }) => row);
    } else {
      const own = enteredValue([field], typed);
      // An empty entry takes the value away; leaving the field out would keep it.
      value[name] = own.value[name] ?? (field.shape === 'value' || !field.required ? '' : []);
      Object.assign(rows, own.rows);
    }
  }
  return { value, rows };
}

/** true when nothing of the field was changed; codes of a list in another order are the same codes. */
export function sameField(field: RecordField, base: Typed, typed: Typed): boolean {
  const { name } = field;
  if (field.columns.length > 0) {
    const [was, is] = [rowsOf(base, name), rowsOf(typed, name)].map((rows) => rows.filter((row) => !isBlank(row)));
    return JSON.stringify(was) === JSON.stringify(is);
  }
  if (field.shape === 'value') return textOf(base, name) === textOf(typed, name);
  const [was, is] = [textsOf(base, name), textsOf(typed, name)].map((texts) => texts.filter((one) => one !== ''));
  if (field.choices === undefined) return JSON.stringify(was) === JSON.stringify(is);
  return JSON.stringify(was?.toSorted()) === JSON.stringify(is?.toSorted());
}

/** Rows that are new or not as they were: the columns that changed, with the id of the row that they are of. */
function changedRows(
  field: RecordField,
  before: readonly TypedRow[],
  after: readonly TypedRow[],
): { n: number; row: Record<string, string> }[] {
  return after.flatMap((row, n) => {
    const { id } = row;
    if (id === undefined) return isBlank(row) ? [] : [{ n, row: plainRow(field, row) }];
    const old = before.find((one) => one['id'] === id);
    if (row['withdrawn'] !== undefined) return [{ n, row: { id, withdrawn: row['withdrawn'] } }];
    const changed = columnsOf(field).filter(({ name }) => (row[name] ?? '') !== (old?.[name] ?? ''));
    if (changed.length === 0) return [];
    return [{ n, row: { id, ...Object.fromEntries(changed.map(({ name }) => [name, row[name] ?? ''])) } }];
  });
}
