/** What moves on is no correction of what was said: which codes are not the last word of their field. */
import { describe, expect, test } from 'vitest';
import { fieldsOf, type RecordField } from '../../src/records/fields.ts';
import { isProgress } from '../../src/records/progress.ts';
import { kinds } from './_kinds.ts';

const choicesIn = (fields: readonly RecordField[]): RecordField[] =>
  fields.flatMap((field) => [...(field.choices === undefined ? [] : [field]), ...choicesIn(field.columns)]);
const all = kinds.flatMap(({ id, schema }) => choicesIn(fieldsOf(schema)).map((field) => ({ kind: id, field })));

/** By these codes every kind says that something is not settled. */
const OPEN = ['open', 'pending', 'doing', 'planned', 'proposed', 'unchecked', 'not-checked', 'unknown'];

describe('a state', () => {
  test('moves forward from what is not the last word, and never back', () => {
    const steps = ['open', 'doing'];
    expect(isProgress(steps, 'open', 'doing')).toBe(true);
    expect(isProgress(steps, 'doing', 'done')).toBe(true);
    for (const [from, to] of [
      ['doing', 'open'],
      ['done', 'open'],
      ['done', 'stopped'],
      ['open', undefined],
    ])
      expect(isProgress(steps, from, to)).toBe(false);
    expect(isProgress(undefined, 'open', 'done')).toBe(false);
  });

  test('that is open by its code says so, in every kind', () => {
    for (const { kind, field } of all) {
      // What a note is about is no state of it.
      if (field.name === 'topic') continue;
      const open = Object.keys(field.choices ?? {}).filter((code) => OPEN.includes(code));
      expect(field.unsettled ?? [], `${kind}.${field.name}`).toEqual(expect.arrayContaining(open));
    }
  });

  test('has a last word, and passes codes that it has', () => {
    const told = all.filter(({ field }) => field.unsettled !== undefined);
    expect(told.length).toBeGreaterThan(5);
    for (const { kind, field } of told) {
      const codes = Object.keys(field.choices ?? {});
      expect(codes, `${kind}.${field.name}`).toEqual(expect.arrayContaining([...(field.unsettled ?? [])]));
      expect(codes.length).toBeGreaterThan(field.unsettled?.length ?? 0);
    }
  });
});
