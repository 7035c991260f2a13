/**
 * Times as people type them beside a clock: a minute of a fast one is forgiven, what is not written is the moment that the other
 * times allow, and where they allow none the person is asked for it, at its own field. Pure.
 */
import { ABSENT } from '../../contract/error.ts';
import { momentMeant, notAhead } from '../../contract/fast-clock.ts';
import { parseInstant } from '../../contract/instant.ts';
import { isFactField } from '../../records/fact-times.ts';
import { fieldName, fieldsOf, type RecordField } from '../../records/fields.ts';
import type { RecordKind } from '../../records/record.ts';
import type { EntryProblem } from '../../workspace/store/record-check.ts';

type Given = Record<string, unknown>;
type OfKind = Pick<RecordKind, 'schema' | 'planned' | 'atField'>;

/** What was given, with `now` in place of times of what happened that lie ahead of it by a fast clock. @param now ISO instant */
export function withoutFastClock(kind: OfKind, given: Given, now: string): Given {
  const timed = fieldsOf(kind.schema).filter((one) => isFact(kind, one));
  const told = timed.flatMap((field) => {
    const value = given[field.name];
    if (value === undefined) return [];
    return [[field.name, field.columns.length === 0 ? near(value, now) : rowsNear(field, value, now)] as const];
  });
  return { ...given, ...Object.fromEntries(told) };
}

const isFact = ({ planned = [] }: OfKind, { name, input, columns }: RecordField): boolean =>
  !(planned as readonly string[]).includes(name) &&
  isFactField(name) &&
  (input === 'instant' || columns.some((one) => one.input === 'instant'));

function near(value: unknown, now: string): unknown {
  const at = typeof value === 'string' ? parseInstant(value) : undefined;
  return at === undefined || notAhead(at, now) === at ? value : now;
}

function rowsNear({ columns }: RecordField, value: unknown, now: string): unknown {
  if (!Array.isArray(value)) return value;
  const times = columns.filter(({ name, input }) => input === 'instant' && isFactField(name)).map(({ name }) => name);
  return value.map((row: unknown) =>
    typeof row !== 'object' || row === null || Array.isArray(row)
      ? row
      : Object.fromEntries(Object.entries(row).map(([key, one]) => [key, times.includes(key) ? near(one, now) : one])),
  );
}

/** When a record is of whose time nobody wrote: now, or the minute of another of its times. @param now ISO instant */
export function timeMeant({ schema }: Pick<RecordKind, 'schema'>, given: Given, now: string): string {
  const times = fieldsOf(schema).flatMap(({ name, input }) => {
    const value = given[name];
    return input === 'instant' && isFactField(name) && typeof value === 'string' ? (parseInstant(value) ?? []) : [];
  });
  return momentMeant(times, now);
}

/**
 * Where nobody wrote the time of the record and another one that must not lie before it does: the time of the record is what is
 * asked for, and the one that was written is not called wrong.
 */
export function askedForTime(kind: OfKind, given: Given, problems: readonly EntryProblem[]): EntryProblem[] {
  if (given['at'] !== undefined || kind.atField !== undefined) return [...problems];
  const own = fieldName(kind.schema, 'at');
  const isOurs = ({ field, expected, summary }: EntryProblem): boolean =>
    expected.startsWith(`不早于${own}`) || (field === 'at' && summary === undefined);
  const first = problems.find(isOurs);
  if (first === undefined) return [...problems];
  const why =
    first.field === 'at'
      ? `不写就是现在 ${first.found}，而须${first.expected}`
      : `${fieldName(kind.schema, first.field)}写的是 ${first.found}，早于现在`;
  const asked = { field: 'at', found: ABSENT, expected: `须写明${own}：${why}` };
  return [asked, ...problems.filter((one) => !isOurs(one))];
}
