/**
 * What differs between two versions of a record, field by field and row by row, with both values as the files have them. One walk, for
 * the correction that an edit leaves and for the history that the repository tells. Pure.
 */
import type { RecordField } from './fields.ts';
import { type AnyRecord, GIVEN_FIELDS } from './record.ts';
import type { Difference } from './record-step.ts';
import { rowsOf } from './row.ts';
import { sameValue } from './same-value.ts';

type Row = Record<string, unknown>;

/**
 * In the order of the fields. What the store gives (number, corrections, attachments, 作废 of the whole) is told by itself.
 * @param fields of the kind, with the words of the contract @param lists of rows with ids, see `rowLists`
 */
export function differencesBetween(
  fields: readonly RecordField[],
  lists: readonly string[],
  before: AnyRecord,
  after: AnyRecord,
): Difference[] {
  const [was, is] = [before, after].map((one) => ({ ...one }) as Row) as [Row, Row];
  return fields
    .filter(({ name }) => !GIVEN_FIELDS.includes(name) && !sameValue(was[name], is[name]))
    .flatMap((field) =>
      lists.includes(field.name)
        ? rowDifferences(field, rowsOf(was, field.name), rowsOf(is, field.name))
        : [valueDifference(field.name, field.label, field, was[field.name], is[field.name])],
    );
}

function rowDifferences(list: RecordField, before: readonly Row[], after: readonly Row[]): Difference[] {
  return after.flatMap((row): Difference[] => {
    const id = String(row['id']);
    const own = { path: `${list.name}.${id}`, label: `${list.label} ${id}` };
    const old = before.find((one) => one['id'] === row['id']);
    if (old === undefined) return [{ ...own, field: list, kind: 'added', before: undefined, after: row }];
    if (sameValue(old, row)) return [];
    const { withdrawn } = row as { withdrawn?: { reason: string } };
    if (withdrawn !== undefined && old['withdrawn'] === undefined)
      return [{ ...own, field: list, kind: 'withdrawn', before: old, after: undefined, reason: withdrawn.reason }];
    return list.columns
      .filter(({ name }) => !sameValue(old[name], row[name]))
      .map((column) =>
        valueDifference(
          `${own.path}.${column.name}`,
          `${own.label} ${column.label}`,
          column,
          old[column.name],
          row[column.name],
        ),
      );
  });
}

const valueDifference = (
  path: string,
  label: string,
  field: RecordField,
  before: unknown,
  after: unknown,
): Difference => ({
  ...{ path, label, field },
  kind: before === undefined || before === null ? 'filled' : 'changed',
  ...{ before, after },
});
