/** What a record looks like in its form, and back: for every kind, whatever is in its schema. */
import { describe, expect, it } from 'vitest';
import { formValues } from '../../../src/forms/form-values.ts';
import { afterButton, inputName, nothingTyped, readTyped, type Typed, typedOf } from '../../../src/forms/typed.ts';
import { changesOf, enteredValue } from '../../../src/forms/value.ts';
import { fieldsToEnter } from '../../../src/pipeline/record/entry-fields.ts';
import { kindIds, loadKind } from '../../../src/pipeline/units.ts';
import type { RecordField } from '../../../src/records/fields.ts';
import type { RecordKind } from '../../../src/records/record.ts';
import { rowLists, withRowIds } from '../../../src/records/row.ts';

/** What only machines write has no form. */
const kinds = (await Promise.all((await kindIds()).map(loadKind))).filter(({ writer }) => writer !== 'program');

/** As a browser posts the inputs of a form: each text under its name. */
function posted(fields: readonly RecordField[], typed: Typed): [string, string][] {
  return fields.flatMap(({ name }): [string, string][] => {
    const value = typed[name] ?? '';
    if (typeof value === 'string') return [[inputName(name), value.replaceAll('\n', '\r\n')]];
    return value.flatMap((one, n): [string, string][] =>
      typeof one === 'string'
        ? [[inputName(name), one]]
        : Object.entries({ id: '', ...one }).map(([key, text]): [string, string] => [inputName(name, n, key), text]),
    );
  });
}

/** The example with what the form does not ask for, and whatever the form gave. */
const parsed = (kind: RecordKind, value: object): unknown => {
  const asked = new Set(fieldsToEnter(kind).map(({ name }) => name));
  const rest = Object.fromEntries(Object.entries(kind.example).filter(([name]) => !asked.has(name)));
  return kind.schema.parse({ ...rest, ...value });
};

describe.each(kinds.map((kind) => [kind.id, kind] as const))('%s', (_, kind) => {
  const fields = fieldsToEnter(kind);
  const example = kind.example as unknown as Record<string, unknown>;
  const browser = (typed: Typed): Typed => readTyped(fields, formValues(posted(fields, typed)));

  it('comes back from its form as it was', () => {
    const typed = browser(typedOf(fields, example));
    expect(typed).toEqual(typedOf(fields, example));
    expect(parsed(kind, enteredValue(fields, typed).value)).toEqual(kind.schema.parse(example));
  });

  it('gives nothing from an empty form, so that the schema only misses what is required', () => {
    const { value } = enteredValue(fields, browser(nothingTyped(fields)));
    expect(Object.values(value).flat()).toEqual([]);
    const issues = kind.schema.safeParse(value).error?.issues ?? [];
    const foreign = issues.filter(
      ({ path, code }) => code === 'unrecognized_keys' || value[String(path[0])] !== undefined,
    );
    expect(foreign.filter(({ code }) => code !== 'too_small')).toEqual([]);
  });

  it('changes nothing when it is sent as it was opened', () => {
    const stored = withRowIds(example, rowLists(kind.schema));
    const typed = typedOf(fields, stored);
    expect(changesOf(fields, typed, browser(typed), rowLists(kind.schema)).value).toEqual({});
  });

  it('gives of an edit only the field, or the column, that was edited', () => {
    const lists = rowLists(kind.schema);
    const stored = withRowIds(example, lists);
    const base = typedOf(fields, stored);
    for (const field of fields) {
      const was = base[field.name] ?? '';
      if (typeof was === 'string') {
        const { value } = changesOf(fields, base, { ...base, [field.name]: `${was}!` }, lists);
        expect(value).toEqual({ [field.name]: `${was}!` });
        if (was !== '')
          expect(changesOf(fields, base, { ...base, [field.name]: '' }, lists).value).toEqual({ [field.name]: '' });
        continue;
      }
      const more = afterButton(fields, base, `add.${field.name}`) as Typed;
      expect((more[field.name] as unknown[]).length).toBe(was.length + 1);
      // An empty row more is no change.
      expect(changesOf(fields, base, more, lists).value).toEqual({});
      const [row] = was;
      const [column] = field.columns.filter(({ name }) => name !== 'id' && name !== 'withdrawn');
      if (typeof row !== 'object' || column === undefined || !lists.includes(field.name)) continue;
      const edited = { ...base, [field.name]: [{ ...row, [column.name]: 'x' }, ...was.slice(1)] } as Typed;
      expect(changesOf(fields, base, edited, lists)).toEqual({
        value: { [field.name]: [{ id: row['id'], [column.name]: 'x' }] },
        rows: { [field.name]: [0] },
      });
    }
  });
});

it('a row is removed by its own button, and a posted number makes no million rows', () => {
  const kind = kinds.find(({ id }) => id === 'incident') as RecordKind;
  const fields = fieldsToEnter(kind);
  const typed = typedOf(fields, kind.example as unknown as Record<string, unknown>);
  const removed = afterButton(fields, typed, 'remove.timeline.1') as Typed;
  expect(removed['timeline']).toEqual((typed['timeline'] as unknown[]).toSpliced(1, 1));
  expect(afterButton(fields, typed, 'remove.nothing.1')).toBeNull();
  const many = Array.from({ length: 9000 }, (_, n): [string, string] => [inputName('timeline', n, 'action'), 'x']);
  expect((readTyped(fields, formValues(many))['timeline'] as unknown[]).length).toBe(500);
});
