/** What a form will ask for in some cases stands on it before: held over every rule of every kind that a test breaks. */
import { expect, it } from 'vitest';
import { ABSENT } from '../../src/contract/error.ts';
import { askedWhen } from '../../src/records/asked-when.ts';
import { fieldsOf } from '../../src/records/fields.ts';
import { contract, kindOf, variant } from './_kinds.ts';
import { violations } from './_violations.ts';

/** What only other rows, or several fields together, ask for. */
const NOT_OF_ONE_FIELD: Readonly<Record<string, readonly string[]>> = {};

it.each(Object.keys(violations))('%s', (id) => {
  const kind = kindOf(id);
  const asked = askedWhen(kind, contract);
  const optional = new Map(fieldsOf(kind.schema).map((field) => [field.name, !field.required]));
  const untold = (violations[id] ?? []).flatMap(([patch]) =>
    (kind.check?.(kind.schema.parse(variant(id, patch)), contract) ?? [])
      .filter(({ field, found }) => found === ABSENT && optional.get(field) === true)
      .filter(({ field, expected }) => {
        const text = expected.replace(/须(?:同时)?填写[^，；]*$/, '须填写');
        return asked.get(field)?.includes(text) !== true;
      })
      .map(({ field, expected }) => `${field}: ${expected}`),
  );
  expect(untold.filter((one) => !NOT_OF_ONE_FIELD[id]?.includes(one))).toEqual([]);
});

it('says it of each field once, without its own name', () => {
  expect(askedWhen(kindOf('expense'), contract).get('stock')).toEqual(['备件出入库时须填写']);
  expect(askedWhen(kindOf('change'), contract).get('testedAt')).toContain('发布前须经测试，须填写');
  expect(askedWhen(kindOf('duty'), contract).get('substitute')).toEqual(['请假时须填写']);
});
