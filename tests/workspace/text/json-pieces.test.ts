import { expect, test } from 'vitest';
import { jsonPieces, writeJson } from '../../../src/workspace/text/json.ts';

test.each<[string, object]>([
  ['nothing', {}],
  ['values, empty lists and what is left away', { a: 1, b: [], c: {}, d: undefined, e: null }],
  ['line breaks and quotes inside texts', { text: 'a\n  "b"\\n', list: ['x\ny'] }],
  ['a list of exactly one slice', { list: Array.from({ length: 1000 }, (_, i) => ({ i })) }],
  ['a list of one more', { list: Array.from({ length: 1001 }, (_, i) => ({ i, nested: [i, { x: '\n' }] })), after: 1 }],
  ['a long list of lists', { list: Array.from({ length: 2500 }, () => []) }],
])('the pieces are the text of the whole: %s', (_name, value) => {
  expect([...jsonPieces(value)].join('')).toBe(writeJson(value));
});

test('a long list is not one piece', () => {
  const list = Array.from({ length: 5000 }, () => 'x'.repeat(100));
  const longest = Math.max(...[...jsonPieces({ list })].map((piece) => piece.length));
  expect(longest).toBeLessThan(writeJson({ list }).length / 4);
});
