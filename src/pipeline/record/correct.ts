/**
 * A correction adds: a list in a correction file never erases a row. A row with an id changes that row, or withdraws it with
 * a reason; a row without one is added, unless the record has it already. Pure.
 */

import { isDeepStrictEqual } from 'node:util';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { UserError } from '../../contract/error.ts';
import { parseInstant } from '../../contract/instant.ts';
import { timesAsTyped } from '../../contract/time.ts';
import { differencesBetween } from '../../records/differences.ts';
import { fieldsOf, type RecordField, withTerms } from '../../records/fields.ts';
import {
  type AnyRecord,
  type Correction,
  type FieldChange,
  GIVEN_FIELDS,
  type RecordKind,
} from '../../records/record.ts';
import type { Difference } from '../../records/record-step.ts';
import { rowLists, rowsOf } from '../../records/row.ts';
import { changeText } from '../../wording/corrections.ts';
import { placeIn } from '../../workspace/store/record-check.ts';

/** Who corrects, when and why. */
export interface Correcting {
  by: string;
  /** ISO instant. */
  now: string;
  reason: string;
  /** The file as the person knows it. */
  shown: string;
}

type Row = Record<string, unknown>;

/**
 * The record with what a correction file says of it.
 * @param stored as its file has it
 * @param given data of the correction file
 * @throws UserError when the file names a row that there is not, or one that was withdrawn
 */
export function corrected(
  kind: RecordKind,
  stored: AnyRecord,
  given: Readonly<Row>,
  correcting: Correcting,
): Record<string, unknown> {
  const lists = rowLists(kind.schema);
  const own = Object.entries(given).filter(([field]) => !GIVEN_FIELDS.includes(field));
  const merged = own.map(([field, value]) =>
    lists.includes(field) && Array.isArray(value)
      ? [field, mergedRows(kind, field, rowsOf({ ...stored }, field), value, correcting)]
      : [field, value],
  );
  return { ...stored, ...Object.fromEntries(merged) };
}

function mergedRows(
  kind: RecordKind,
  list: string,
  before: Row[],
  given: unknown[],
  correcting: Correcting,
): unknown[] {
  const changed = new Map<unknown, Row>();
  const added: unknown[] = [];
  for (const [n, row] of given.entries()) {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      added.push(row);
      continue;
    }
    const own = row as Row;
    if (own['id'] === undefined) {
      if (!before.some((one) => saysTheSame(one, own))) added.push(own);
      continue;
    }
    const old = before.find((one) => one['id'] === own['id']);
    const place = { file: correcting.shown, at: placeIn(kind, `${list}[${n}].id`), found: String(own['id']) };
    if (old === undefined) {
      const expected = before.map((one) => String(one['id'])).join('、') || '没有这一清单的行';
      throw new UserError('没有这一行', { ...place, expected, hint: '新增的行不写 id；行号在记录的文件中' });
    }
    if (old['withdrawn'] !== undefined && !saysTheSame(old, own)) {
      throw new UserError('这一行已作废，不能再改', { ...place, expected: '未作废的行', hint: '另加一行' });
    }
    const { withdrawn, ...columns } = own;
    changed.set(old['id'], { ...old, ...columns, ...withdrawal(withdrawn, correcting) });
  }
  const rows = before.map((one) => changed.get(one['id']) ?? one);
  return inTime([...rows, ...added], before);
}

/** `withdrawn: 原因` takes the row back. */
const withdrawal = (given: unknown, { by, now }: Correcting): Row =>
  typeof given === 'string' && given !== '' ? { withdrawn: { by, at: now, reason: given } } : {};

/** In another spelling a time or number is the same; which row it is says nothing about it. */
const saysTheSame = (a: Row, b: Row): boolean => isDeepStrictEqual(plain(a), plain(b));

function plain(value: unknown): unknown {
  if (typeof value === 'string') return parseInstant(value) ?? value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (key === 'id' || one === undefined ? [] : [[key, plain(one)]])),
  );
}

/** Rows that stood in order of time stand in it with the new ones, too. */
function inTime(rows: unknown[], before: readonly Row[]): unknown[] {
  const column = ['at', 'from'].find((name) => before.length > 0 && before.every((row) => timeOf(row, name) !== null));
  if (column === undefined || !isAscending(before.map((row) => timeOf(row, column) as number))) return rows;
  return rows.toSorted((a, b) => {
    const [left, right] = [timeOf(a as Row, column), timeOf(b as Row, column)];
    return left === null || right === null ? 0 : left - right;
  });
}

const isAscending = (times: readonly number[]): boolean =>
  times.every((one, n) => n === 0 || (times[n - 1] ?? 0) <= one);

function timeOf(row: Row, column: string): number | null {
  const value = row?.[column];
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  return instant === undefined ? null : Date.parse(instant);
}

/**
 * The correction that an edit is: what it changed, row by row, as data and in words.
 * @param bundle the contract, whose words its levels have
 * @returns undefined when it changed nothing
 */
export function correctionOf(
  kind: RecordKind,
  before: AnyRecord,
  after: AnyRecord,
  said: Pick<Correction, 'at' | 'by' | 'entered' | 'reason'>,
  bundle: Pick<ContractBundle, 'contract'>,
): Correction | undefined {
  const fields = withTerms(fieldsOf(kind.schema), bundle);
  const changes = differencesBetween(fields, rowLists(kind.schema), before, after).map(changeOf);
  return changes.length === 0 ? undefined : corrections(said, changes);
}

/** A correction of these changes. */
export const corrections = (
  said: Pick<Correction, 'at' | 'by' | 'entered' | 'reason'>,
  changes: FieldChange[],
): Correction => ({
  ...said,
  what: changes.map(changeText).join('；'),
  changes,
});

/** As corrections keep it: of what is added or withdrawn the row's name, of what is short and for everybody both values. */
function changeOf({ path, label, field, kind, before, after, reason }: Difference): FieldChange {
  if (kind === 'added') return { path, label, kind };
  if (kind === 'withdrawn') return { path, label, kind, ...(reason === undefined ? {} : { reason }) };
  return { path, label, kind, ...shownValues(field, before, after) };
}

/** Longer values are not repeated. */
const SHORT = 40;

/** What may not be shown to everybody is only named. */
function shownValues(field: RecordField, before: unknown, after: unknown): Pick<FieldChange, 'from' | 'to'> {
  if (field.sensitivity !== 'public') return {};
  const [was, is] = [before, after].map((value) => shownValue(field, value));
  if ((was?.length ?? 0) > SHORT || (is?.length ?? 0) > SHORT) return {};
  return { ...(was === undefined ? {} : { from: was }), ...(is === undefined ? {} : { to: is }) };
}

/** undefined: there is none. */
function shownValue({ choices, unit = '' }: RecordField, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String).join('、');
  const text = choices?.[String(value)] ?? timesAsTyped(String(value));
  return unit === '' ? text : `${text} ${unit}`;
}
