/** Documents are drawn as anybody can draw them again. */
import { createHash } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { draw, sameText, valuesOf } from '../../src/pack/check/sample.ts';
import { buildPack } from './_pack.ts';

const { documents } = buildPack().pack;
const numbers = (asked: Partial<Parameters<typeof draw>[2]>): string[] =>
  draw(sha256, documents, { way: 'seed', seed: '', count: 3, value: '', ...asked }).documents.map(
    ({ number }) => number,
  );

test('a seed gives the order of SHA-256 of seed, newline and number', () => {
  const order = documents
    .map(({ number }) => ({ number, key: createHash('sha256').update(`2026\n${number}`).digest('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ number }) => number);
  expect(numbers({ seed: '2026', count: 4 })).toEqual(order.slice(0, 4));
  expect(numbers({ seed: '2027', count: 6 })).not.toEqual(order);
  expect(numbers({ seed: '2026', count: 99 })).toHaveLength(documents.length);
});

test('what is worth a look is found by what the list says', () => {
  expect(numbers({ way: 'holiday' })).toEqual(['TEST-RB-20260301-r1']);
  expect(numbers({ way: 'late' })).toEqual(['TEST-RB-20260305-r2']);
  expect(numbers({ way: 'monthEnd' })).toEqual([]);
  expect(numbers({ way: 'payment', value: '首付款' })).toHaveLength(6);
  expect(numbers({ way: 'person', value: '李四' })).toEqual([]);
  expect(valuesOf(documents, 'kind')).toEqual(['值班日志']);
  expect(sameText(documents).map(({ length }) => length)).toEqual([6]);
});
