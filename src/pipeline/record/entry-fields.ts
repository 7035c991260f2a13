/** What a person fills in of a kind, and the kind that they named. */
import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { fieldsOf, type RecordField } from '../../records/fields.ts';
import { GIVEN_FIELDS, type RecordKind } from '../../records/record.ts';
import { rowEnvelope } from '../../records/row.ts';
import { kindIds, loadKind } from '../units.ts';
import { MACHINE_FIELDS } from './manual-part.ts';

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
    .map((field) => ({
      ...field,
      columns: field.columns.filter(({ name }) => !(name in rowEnvelope) && name !== 'enteredAt'),
    }))
    .map((field) => {
      if (field.name === 'at' && atField === undefined) return { ...field, required: false, otherwise: '现在' };
      return field.name === dayField ? { ...field, required: false, otherwise: '时间当天' } : field;
    });
}
