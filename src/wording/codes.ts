/** Chinese words of the codes in a record, from what its schema says of each field. */
import { fieldsOf, type RecordField } from '../records/fields.ts';
import type { AnyRecord, RecordKind } from '../records/record.ts';
import { MISSING } from './words.ts';

/**
 * The word of a code; the code itself when the schema has none, 未登记 for a value that is not there.
 * @param path field, or `rows.column` for a column of a list
 */
export type ChoiceWord = (path: string, code: string | undefined) => string;

export function choiceWords<T extends AnyRecord>(kind: RecordKind<T>): ChoiceWord {
  const fields = fieldsOf(kind.schema);
  return (path, code) => (code === undefined ? MISSING : choiceWord(fields, path, code));
}

/** The same for one code, where the fields are at hand. */
export function choiceWord(fields: readonly RecordField[], path: string, code: string): string {
  const [first = '', column] = path.split('.');
  const field = fields.find((one) => one.name === first);
  const told = column === undefined ? field : field?.columns.find((one) => one.name === column);
  return told?.choices?.[code] ?? code;
}
