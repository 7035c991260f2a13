/**
 * Which fields of a record hold the id of another record. A kind's own `check` sees one record only and can check no more
 * than the form of the id; whoever has all records (the store, `verify`) looks for what is named here.
 */
import { fieldsOf } from './fields.ts';
import type { AnyRecord, RecordKind } from './record.ts';

/** A field that names a record of another kind. */
export interface ReferenceField {
  /** `permit`, or `measures.permit` for a column of a list of rows. */
  path: string;
  label: string;
  /** Kind of the record named. */
  kind: string;
}

/** One reference as it stands in a record. */
export interface Reference {
  /** `permit`, `measures[2].permit` */
  field: string;
  label: string;
  kind: string;
  id: string;
}

/** Reference fields of a kind, in the order of its schema. */
export function references(kind: Pick<RecordKind, 'schema'>): ReferenceField[] {
  return fieldsOf(kind.schema).flatMap((field) => [
    ...(field.references === undefined ? [] : [{ path: field.name, label: field.label, kind: field.references }]),
    ...field.columns.flatMap((column) =>
      column.references === undefined
        ? []
        : [{ path: `${field.name}.${column.name}`, label: `${field.label}·${column.label}`, kind: column.references }],
    ),
  ]);
}

/** The references that a record makes; fields left out make none. */
export function referencesIn(fields: readonly ReferenceField[], record: AnyRecord): Reference[] {
  const values = record as unknown as Record<string, unknown>;
  return fields.flatMap(({ path, label, kind }) => {
    const [name = '', column] = path.split('.');
    const value = values[name];
    if (column === undefined) return typeof value === 'string' ? [{ field: name, label, kind, id: value }] : [];
    if (!Array.isArray(value)) return [];
    return value.flatMap((row: Record<string, unknown>, i) => {
      const id = row[column];
      return typeof id === 'string' ? [{ field: `${name}[${i}].${column}`, label, kind, id }] : [];
    });
  });
}
