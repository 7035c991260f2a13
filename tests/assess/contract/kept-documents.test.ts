/** Documents kept as long as the contract asks: what archive and signatures know of is there, or it is missing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptDocuments } from '../../../src/assess/contract/kept-documents.ts';
import signoff, { type SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';

const issued = (period: string, revision: number, day = `${period}-28`) => ({
  ...{ obligation: 'monthly', period, revision, issuedAt: `${day}T17:00:00+08:00` },
});
const act = (period: string, revision: number, more: object = {}): SignoffRecord => ({
  ...signoff.schema.parse(signoff.example),
  ...{ obligation: 'monthly', period, revision, action: 'receive', at: `${period}-28T18:00:00+08:00` },
  ...more,
});
const AS_OF = '2027-12-31T12:00:00+08:00';

test('a revision before one that is there, and what was signed for, must be there', () => {
  const found = keptDocuments(24, [issued('2027-01', 2), issued('2027-02', 1)], [act('2027-03', 1)], AS_OF);
  expect(found.from).toBe('2025-12-31');
  expect(found.expected).toHaveLength(4);
  expect(found.missing.map(({ period, revision }) => `${period} ${revision}`)).toEqual(['2027-01 1', '2027-03 1']);
});

test('what is older than the months, or was only confirmed as a draft, need not be there', () => {
  expect(keptDocuments(6, [issued('2027-01', 2)], [act('2027-02', 1)], AS_OF)).toMatchObject({
    expected: [],
    missing: [],
  });
  expect(keptDocuments(24, [], [act('2027-03', 1, { action: 'confirm' })], AS_OF).expected).toEqual([]);
});

test('nothing is missing of an archive that has all revisions; each one taken away is', () => {
  const archive = fc
    .uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1 })
    .chain((months) =>
      fc.tuple(...months.map((month) => fc.integer({ min: 1, max: 3 }).map((last) => ({ month, last })))),
    );
  fc.assert(
    fc.property(archive, fc.nat(), (periods, pick) => {
      const all = periods.flatMap(({ month, last }) =>
        Array.from({ length: last }, (_, n) => issued(`2027-0${month}`, n + 1)),
      );
      const acts = all.map(({ period, revision }) => act(period, revision));
      expect(keptDocuments(24, all, acts, AS_OF).missing).toEqual([]);
      const gone = all[pick % all.length];
      const rest = all.filter((one) => one !== gone);
      expect(keptDocuments(24, rest, acts, AS_OF).missing).toMatchObject([
        { period: gone?.period, revision: gone?.revision },
      ]);
    }),
  );
});
