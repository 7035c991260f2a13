/** Ids of records: a day with a thousand records of a kind is filed, ordered and read like any other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRecordIds, dayOfRecordId, formatRecordId, parseRecordId } from '../../src/contract/record-id.ts';
import { recordId } from '../../src/contract/scalars.ts';

const prefix = fc.constantFrom('GZ', 'SM', 'BGA');
const date = fc
  .record({ days: fc.nat(900) })
  .map(({ days }) => Temporal.PlainDate.from('2026-01-01').add({ days }).toString());
const serial = fc.oneof(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 990, max: 1010 }), fc.nat(9_999_999));

test('an id says its day whatever the length of its serial (property)', () => {
  fc.assert(
    fc.property(prefix, date, serial, (head, day, number) => {
      const id = formatRecordId(head, day, number);
      expect(recordId().safeParse(id).success).toBe(true);
      expect(dayOfRecordId(id)).toBe(day);
      expect(parseRecordId(id)).toMatchObject({
        prefix: head,
        serial: number,
        folder: day.slice(0, 7).replace('-', '/'),
      });
    }),
  );
  expect(dayOfRecordId('SM-20261120-1305')).toBe('2026-11-20');
  expect(dayOfRecordId('service-20261120')).toBe('');
});

test('ids of a kind are in the order of days, then of serials (property)', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(date, serial), { maxLength: 20 }), (parts) => {
      const byParts = parts.toSorted(([a, m], [b, n]) => (a === b ? m - n : a < b ? -1 : 1));
      const ids = parts.map(([day, number]) => formatRecordId('SM', day, number));
      expect(ids.toSorted(compareRecordIds)).toEqual(byParts.map(([day, number]) => formatRecordId('SM', day, number)));
    }),
  );
});

test('nothing else cuts the day out of an id by counting from its end', () => {
  const folders = ['src', 'reports', 'jobs'].map((name) => join(import.meta.dirname, '../..', name));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const cutting = files.filter(
    (file) => file.endsWith('.ts') && /\.(slice|substring|at)\(-(1[0-9]|[89])\b/.test(readFileSync(file, 'utf8')),
  );
  expect(cutting).toEqual([]);
});
