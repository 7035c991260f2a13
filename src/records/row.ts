/**
 * Rows of lists that people write down: each has an id of its own record, so that a correction can say which row it means,
 * and a row that was wrong is withdrawn, never erased. Pure.
 */
import { z } from 'zod';
import { instant, optional, text } from '../contract/scalars.ts';
import { fieldsOf } from './fields.ts';

/** 作废: who took something back, when and why. It stays where it is and counts nowhere. */
export const withdrawnSchema = z.strictObject(
  {
    by: text().meta({ label: '作废人', sensitivity: 'personal' }),
    at: instant().meta({ label: '作废时间' }),
    reason: text().meta({ label: '作废原因' }),
  },
  '应为作废人、时间和原因',
);
export type Withdrawn = z.infer<typeof withdrawnSchema>;

/** What every row has beside its own columns; the store gives the id. */
export const rowEnvelope = {
  id: optional(z.string('应为行号').regex(/^r[1-9]\d{0,5}$/, '应为行号，例如 r2')).meta({
    label: '行号',
    example: 'r2',
  }),
  withdrawn: optional(withdrawnSchema).meta({ label: '作废' }),
};

/** A row as far as every row is the same. */
export interface AnyRow {
  id?: string | undefined;
  withdrawn?: Withdrawn | undefined;
}

const known = new WeakMap<z.ZodType, readonly string[]>();

/** Names of a schema's lists whose rows have ids. */
export function rowLists(schema: z.ZodType): readonly string[] {
  const there = known.get(schema);
  if (there !== undefined) return there;
  const names = fieldsOf(schema)
    .filter(({ shape, columns }) => shape === 'rows' && Object.keys(rowEnvelope).every((own) => has(columns, own)))
    .map(({ name }) => name);
  known.set(schema, names);
  return names;
}

const has = (columns: readonly { name: string }[], name: string): boolean => columns.some((one) => one.name === name);

type Fields = Readonly<Record<string, unknown>>;

/**
 * The record with an id on every row: those that have none get the numbers above the highest one, in their order, so that
 * the same rows always get the same ids.
 * @param lists see `rowLists`
 * @param before the record as it was, whose ids are never given again
 */
export function withRowIds<T extends Fields>(record: T, lists: readonly string[], before?: Fields): T {
  const given = lists.flatMap((list) => {
    const rows = record[list];
    if (!isRows(rows) || rows.every((row) => row['id'] !== undefined)) return [];
    let last = Math.max(0, ...[...rows, ...rowsOf(before, list)].map(numberOf));
    return [[list, rows.map((row) => (row['id'] === undefined ? numbered(row, ++last) : row))] as const];
  });
  return given.length === 0 ? record : { ...record, ...Object.fromEntries(given) };
}

const numbered = ({ id: _none, ...row }: Record<string, unknown>, number: number) => ({ id: `r${number}`, ...row });

/** Rows of a list of a record; none where there is no such list. */
export const rowsOf = (record: Fields | undefined, list: string): Record<string, unknown>[] => {
  const rows = record?.[list];
  return isRows(rows) ? rows : [];
};

const isRows = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row));

const numberOf = ({ id }: Record<string, unknown>): number => Number(/^r(\d{1,6})$/.exec(String(id))?.[1] ?? 0);

/**
 * The record with the rows and attachments of the one before that were withdrawn: whoever writes it anew from what counts has
 * not seen them, and they stay for ever.
 */
export function withWithdrawn<T extends Fields>(record: T, before: Fields): T {
  const lost = Object.entries(before).flatMap(([name]) => {
    const there = new Set(rowsOf(record, name).map(keyOf));
    const rows = rowsOf(before, name).filter((row) => row['withdrawn'] !== undefined && !there.has(keyOf(row)));
    return rows.length === 0 ? [] : [[name, [...rowsOf(record, name), ...rows]] as const];
  });
  return lost.length === 0 ? record : { ...record, ...Object.fromEntries(lost) };
}

const keyOf = ({ id, sha256 }: Record<string, unknown>): unknown => id ?? sha256;
