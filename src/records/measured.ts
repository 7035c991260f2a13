/** What a machine wrote, which people may take back and comment on, but never change. Pure. */
import type { AnyRecord, RecordKind } from './record.ts';

/** true when a program wrote the record: it collected it, or imported it from a file of another program. */
export const isMachineWritten = (kind: Pick<RecordKind, 'writer'>, record: Pick<AnyRecord, 'source'>): boolean =>
  record.source === 'auto' || (record.source === 'import' && kind.writer === 'program');

/** What is said about a record, or kept of it, beside what was measured. */
const BESIDE: readonly string[] = ['schema', 'attachments', 'corrections', 'withdrawn'];

/**
 * Fields in which two versions of a record differ, as far as a machine wrote them: neither what people fill in afterwards
 * (`RecordKind.handled`) nor what is kept beside it.
 */
export function changedMeasured(kind: Pick<RecordKind, 'handled'>, before: AnyRecord, after: AnyRecord): string[] {
  const handled = kind.handled ?? [];
  const [was, is] = [before, after].map((one) => one as unknown as Record<string, unknown>);
  const fields = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})]);
  return [...fields].filter(
    (field) =>
      !BESIDE.includes(field) &&
      !handled.includes(field) &&
      comparable(was?.[field], field, handled) !== comparable(is?.[field], field, handled),
  );
}

/** Text of a value without the columns that people fill in, the ids of rows, and whether a row was withdrawn. */
function comparable(value: unknown, field: string, handled: readonly string[]): string | undefined {
  const left = new Set(['id', 'withdrawn', ...handled.filter((one) => one.startsWith(`${field}.`)).map(columnOf)]);
  return JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(
      Object.entries(one)
        .filter(([name, given]) => given !== undefined && !left.has(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });
}

const columnOf = (path: string): string => path.slice(path.indexOf('.') + 1);
