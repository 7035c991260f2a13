/** Chinese words of the codes in a record, from what its schema says of each field. Pure. */
import type { RecordField } from '../records/fields.ts';

/** The word of a code; the code itself when the schema has none. @param name field, or `rows.column` */
export function choiceWord(fields: readonly RecordField[], name: string, code: string): string {
  const [first = '', column] = name.split('.');
  const field = fields.find((one) => one.name === first);
  const told = column === undefined ? field : field?.columns.find((one) => one.name === column);
  return told?.choices?.[code] ?? code;
}
