/** Puts texts into every place of a record that takes any text, found by walking its schema. */
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { fieldsOf, type RecordField } from '../../src/records/fields.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';

type Row = Record<string, unknown>;

export interface Filled {
  record: AnyRecord;
  /** Paths of the fields that took the text. */
  fields: string[];
}

/**
 * The example of a kind with the text in every free field, of rows the first one.
 * @param id of the record
 */
export function filled(kind: RecordKind, id: string, text: string): Filled {
  const record = { ...structuredClone(kind.example), id } as AnyRecord & Row;
  const fields: string[] = [];
  const takes = () => kind.schema.safeParse(record).success;
  for (const field of fieldsOf(kind.schema)) fill(record, field, field.name);
  return { record: kind.schema.parse(record) as AnyRecord, fields };

  function fill(at: Row, field: RecordField, path: string): void {
    if (field.columns.length > 0) {
      inside(at, field, path);
      return;
    }
    const had = Object.hasOwn(at, field.name);
    const before = at[field.name];
    at[field.name] = field.shape === 'texts' ? [text] : text;
    if (takes()) fields.push(path);
    else if (had) at[field.name] = before;
    else delete at[field.name];
  }

  function inside(at: Row, field: RecordField, path: string): void {
    const value = at[field.name];
    const [row] = (Array.isArray(value) ? value : [value]) as unknown[];
    if (typeof row !== 'object' || row === null) return;
    for (const column of field.columns) fill(row as Row, column, `${path}.${column.name}`);
  }
}

/** The same value with another text in every text that says something: neither a type nor a code, a time, an id or a link's place. */
export function withTexts<T>(value: T, next: (key: string) => string, key = ''): T {
  if (typeof value === 'string') return (isCode(key, value) ? value : next(key)) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => withTexts(one, next, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withTexts(one as unknown, next, name)]),
  ) as T;
}

const CODES = 'type chart key state tone align sha256 time on hash link'.split(' ');
const isCode = (key: string, value: string): boolean =>
  CODES.includes(key) || /^\d{4}-\d{2}-\d{2}/.test(value) || /^[0-9a-f]{64}$/.test(value);

/** The kind, whose schema also takes no value that a rule across its fields refuses. */
export function judged(kind: RecordKind, contract: ContractBundle): RecordKind {
  const takes = (value: unknown) => {
    const parsed = kind.schema.safeParse(value);
    const success = parsed.success && (kind.check?.(parsed.data, contract) ?? []).length === 0;
    return { success };
  };
  return { ...kind, schema: Object.create(kind.schema, { safeParse: { value: takes } }) as typeof kind.schema };
}
