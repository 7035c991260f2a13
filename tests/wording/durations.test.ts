import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, limitText } from '../../src/wording/durations.ts';

/** Seconds in a text of ours. */
function read(text: string): number {
  const of = (unit: RegExp): number => Number(unit.exec(text)?.[1] ?? 0);
  return of(/(\d+) 天/) * 86_400 + of(/(\d+) 小时/) * 3600 + of(/(\d+) 分/) * 60 + of(/(\d+) 秒/);
}

const seconds = fc.integer({ min: 0, max: 400 * 86_400 });

test('by examples', () => {
  expect([0, 59, 598, 3900, 7245, 93_600, 135_600, 266_400, -60].map(formatDuration)).toEqual([
    '0 秒',
    '59 秒',
    '9 分 58 秒',
    '1 小时 05 分',
    '2 小时 00 分 45 秒',
    '1 天 2 小时',
    '1 天 13 小时 40 分',
    '3 天 2 小时',
    '−1 分',
  ]);
});

test('nothing is lost however long it was, so that lengths that are printed add up', () => {
  fc.assert(
    fc.property(seconds, (one) => {
      expect([read(formatDuration(one)), read(formatDuration(one))]).toEqual([one, one]);
    }),
  );
});

test('a limit is said in the minutes that it has', () => {
  const minutes = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(minutes, (one) => {
      expect(read(limitText(one * 60))).toBe(one * 60);
    }),
  );
});
