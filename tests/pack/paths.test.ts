/** Whatever names a contract gives, every path of a pack is ASCII and short. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asciiPath, evidencePath, isPackPath, signedPath, versionPath } from '../../src/pack/make/pack-paths.ts';

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });

it('of originals, signed copies and texts', () => {
  fc.assert(
    fc.property(hex, fc.string({ unit: 'grapheme' }), (digest, name) => {
      const paths = [
        evidencePath(digest, name),
        signedPath('AB-XJ-20260302-r1', digest, name),
        asciiPath('plans/', `plans/${name}`, digest),
      ];
      for (const path of paths) expect(isPackPath(path), path).toBe(true);
    }),
  );
});

it('leads to no other folder', () => {
  for (const path of ['a/../b', '../a', '/a', 'a//b', 'a/./b', '资料.pdf', 'a b', `${'a'.repeat(120)}`])
    expect(isPackPath(path), path).toBe(false);
});

it('tells the versions of a record apart', () => {
  const path = 'records/note/2026/03/JS-20260302-001.yaml';
  expect(versionPath(path, 'ab'.repeat(32), true)).toBe(path);
  expect(versionPath(path, 'ab'.repeat(32), false)).toBe('records/note/2026/03/JS-20260302-001~abababababababab.yaml');
});
