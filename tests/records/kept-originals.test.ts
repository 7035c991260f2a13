/** Every hash in a record is known for what it is: of an original that is kept, or of something else. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { kindIds, loadKind } from '../../src/pipeline/units.ts';
import { keptOriginals, ORIGINAL_FIELDS, OTHER_HASHES } from '../../src/records/kept-originals.ts';

/** Paths of the fields that hold a SHA-256, without the numbers of rows. */
function hashesOf(schema: unknown, path: string): string[] {
  const { type, pattern, properties, items, anyOf } = (schema ?? {}) as Record<string, unknown>;
  const inside = [
    ...Object.entries((properties ?? {}) as object).flatMap(([name, one]) =>
      hashesOf(one, path === '' ? name : `${path}.${name}`),
    ),
    ...hashesIn(items, path),
    ...((anyOf ?? []) as unknown[]).flatMap((one) => hashesOf(one, path)),
  ];
  return type === 'string' && typeof pattern === 'string' && pattern.includes('{64}') ? [path, ...inside] : inside;
}
const hashesIn = (items: unknown, path: string): string[] => (items === undefined ? [] : hashesOf(items, path));

it('of each kind', async () => {
  const found = new Set<string>();
  for (const id of await kindIds()) {
    const schema = z.toJSONSchema((await loadKind(id)).schema as z.ZodType, { unrepresentable: 'any', io: 'output' });
    for (const path of hashesOf(schema, '')) found.add(path);
  }
  expect([...found].toSorted()).toEqual([...ORIGINAL_FIELDS, ...OTHER_HASHES].toSorted());
});

it('gives each original once, with its place', () => {
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
  const record = {
    attachments: [{ sha256: a }, { sha256: b }],
    readings: [{ evidence: b }, {}],
    sha256: 'c'.repeat(64),
  };
  expect(keptOriginals(record as never)).toEqual([
    { sha256: a, field: 'attachments[0].sha256' },
    { sha256: b, field: 'attachments[1].sha256' },
  ]);
});
