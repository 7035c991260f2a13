/** A record's text: the same data, a row of its lists a line. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPieces, writeJson } from '../../../src/workspace/text/json.ts';

const textOf = (value: object): string => [...jsonPieces(value)].join('');

test('the pieces hold the same data as one text', () => {
  const value = fc.dictionary(fc.string(), fc.jsonValue());
  const rows = Array.from({ length: 2001 }, (_, i) => ({ i }));
  expect(JSON.parse(textOf({ rows }))).toEqual({ rows });
  fc.assert(
    fc.property(value, (one) => {
      expect(JSON.parse(textOf(one))).toEqual(JSON.parse(writeJson(one)));
    }),
  );
});

test.each<[string, object]>([
  ['nothing', {}],
  ['values, empty lists and what is left away', { a: 1, b: [], c: {}, d: undefined, e: null, f: { g: [1] } }],
  ['line breaks and quotes inside texts', { text: 'a\n  "b"\\n' }],
])('without lists it is the text of the whole: %s', (_name, value) => expect(textOf(value)).toBe(writeJson(value)));

test('each row of a list is a line', () => {
  expect(textOf({ id: 'A', rows: [{ a: 1, b: ['x\ny'] }, { a: 2 }, []], names: ['甲', '乙'], end: true })).toBe(
    `{
  "id": "A",
  "rows": [
    {"a":1,"b":["x\\ny"]},
    {"a":2},
    []
  ],
  "names": [
    "甲",
    "乙"
  ],
  "end": true
}
`,
  );
});

test('a long list is not one piece', () => {
  const list = Array.from({ length: 5000 }, () => 'x'.repeat(100));
  const longest = Math.max(...[...jsonPieces({ list })].map((piece) => piece.length));
  expect(longest).toBeLessThan(writeJson({ list }).length / 4);
});
