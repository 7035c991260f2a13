import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, type IdCursor, readCursor } from '../../src/sources/log-cursor.ts';

describe('advance', () => {
  test('remembers what it stepped over, and forgets it after a week', () => {
    const first = advance({ after: 10, gaps: [] }, [11, 13, 14], '2026-11-24');
    expect(first).toEqual({ after: 14, gaps: [[12, '2026-11-24']] });
    const filled = advance(first, [12, 15], '2026-11-25');
    expect(filled).toEqual({ after: 15, gaps: [] });
    expect(advance(first, [15], '2026-12-01').gaps).toEqual([[12, '2026-11-24']]);
    expect(advance(first, [15], '2026-12-02').gaps).toEqual([]);
    expect(advance(first, [], '2026-11-25')).toEqual(first);
  });

  test('a jump of the sequence does not fill memory', () => {
    expect(advance({ after: 1, gaps: [] }, [9_000_000], '2026-11-24').gaps).toHaveLength(5000);
  });

  test('rows that commit in any order are read once each, none lost', () => {
    const commits = fc.shuffledSubarray(
      Array.from({ length: 40 }, (_, n) => n + 1),
      { minLength: 40 },
    );
    fc.assert(
      fc.property(
        commits,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
        (order, steps) => {
          const visible = new Set<number>();
          const read: number[] = [];
          let cursor: IdCursor = { after: 0, gaps: [] };
          const run = () => {
            const wanted = new Set(cursor.gaps.map(([id]) => id));
            const ids = [...visible].filter((id) => id > cursor.after || wanted.has(id));
            read.push(...ids);
            cursor = advance(cursor, ids, '2026-11-24');
          };
          let at = 0;
          for (const step of steps) {
            for (const id of order.slice(at, at + step)) visible.add(id);
            at += step;
            run();
          }
          for (const id of order) visible.add(id);
          run();
          expect(read.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
        },
      ),
    );
  });

  test('what was written can be read back; anything else is no cursor', () => {
    const cursor: IdCursor = { after: 5, gaps: [[3, '2026-11-24']] };
    expect(readCursor(JSON.stringify(cursor))).toEqual(cursor);
    for (const bad of [null, 5, 'x', '{}', '{"after":"1","gaps":[]}', '{"after":1,"gaps":2}'])
      expect(readCursor(bad)).toBeNull();
  });
});
