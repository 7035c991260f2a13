/** Records on 档案查验: what is listed and what is said to be left out are all of them, each on its own side. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listedRecords } from '../../src/site/lib/proof-records.ts';

it('tells of each side as many as there are, whatever the index leaves out', () => {
  const given = fc.record({ own: fc.nat(60), before: fc.nat(60), most: fc.nat(50) });
  fc.assert(
    fc.property(given, ({ own, before, most }) => {
      const ids = [...Array(own).fill('own'), ...Array(before).fill('before')].slice(0, most);
      const listed = listedRecords({ count: own + before, before, ids });
      expect(listed.own.ids.length + listed.own.cut).toBe(own);
      expect(listed.earlier.ids.length + listed.earlier.cut).toBe(before);
      expect([...listed.own.ids, ...listed.earlier.ids]).toEqual(ids);
      expect(listed.own.ids.every((id) => id === 'own') && listed.earlier.ids.every((id) => id === 'before')).toBe(
        true,
      );
    }),
  );
});

it('45 records, 4 of them of before, of which the index has 40: five are missing on two sides', () => {
  const { own, earlier } = listedRecords({ count: 45, before: 4, ids: Array(40).fill('ZB-20261101-001') });
  expect([own.ids.length, own.cut, earlier.ids.length, earlier.cut]).toEqual([40, 1, 0, 4]);
});
