/** Chinese words of the codes in a record, from what its schema says of each field. */
import { fieldsOf } from '../records/fields.ts';
import type { AnyRecord, RecordKind } from '../records/record.ts';

/** What a document prints where nobody wrote anything down. */
export const MISSING = '未登记';

/**
 * The word of a code; the code itself when the schema has none, 未登记 for a value that is not there.
 * @param path field, or `rows.column` for a column of a list
 */
export type ChoiceWord = (path: string, code: string | undefined) => string;

export function choiceWords<T extends AnyRecord>(kind: RecordKind<T>): ChoiceWord {
  const words = new Map<string, Readonly<Record<string, string>>>();
  for (const field of fieldsOf(kind.schema)) {
    if (field.choices !== undefined) words.set(field.name, field.choices);
    for (const column of field.columns) {
      if (column.choices !== undefined) words.set(`${field.name}.${column.name}`, column.choices);
    }
  }
  return (path, code) => (code === undefined ? MISSING : (words.get(path)?.[code] ?? code));
}

/** The text, or 未登记. */
export const orMissing = (text: string | number | undefined): string =>
  text === undefined || text === '' ? MISSING : String(text);
