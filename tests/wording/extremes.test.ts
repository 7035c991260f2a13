/** A superlative is said of all that share it: nobody is picked out of equals. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extremesOf, extremeText, tiedWord } from '../../src/wording/extremes.ts';

const listOf = fc.array(fc.record({ value: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }) }), {
  maxLength: 8,
});

test('every one that is told has the value, and no other does better or as well', () => {
  fc.assert(
    fc.property(listOf, fc.constantFrom('most' as const, 'least' as const), (list, which) => {
      const found = extremesOf(list, ({ value }) => value, which);
      const known = list.filter(({ value }) => value !== null);
      expect(found.length > 0).toBe(known.length > 0);
      const [first] = found;
      if (first === undefined || first.value === null) return;
      const best = first.value;
      expect(found.every(({ value }) => value === best)).toBe(true);
      const rest = list.filter((one) => !found.includes(one) && one.value !== null);
      for (const { value } of rest) expect(which === 'most' ? (value ?? 0) < best : (value ?? 0) > best).toBe(true);
    }),
  );
});

test('of values that are printed alike none is picked out for a digit that nobody sees', () => {
  const printed = (value: number): string => value.toFixed(2);
  const list = fc.array(fc.double({ min: 0.99, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(list, (values) => {
      const found = extremesOf(values, (value) => value, 'least', printed);
      const lowest = printed(Math.min(...values));
      expect(found).toEqual(values.filter((value) => printed(value) === lowest).toSorted((a, b) => a - b));
    }),
  );
});

test('并列 is said of what is equal in all its digits; of what only reads alike the lower one comes first, and that it only reads so', () => {
  // 8 h and 7 h 40 min of a year: both 99.91 %.
  const year = 365 * 24 * 60;
  const share = (minutes: number): number => (year - minutes) / year;
  const printed = (value: number): string => (value * 100).toFixed(2);
  const minutes = fc.array(fc.constantFrom(460, 470, 480), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(minutes, (down) => {
      const found = extremesOf(down, share, 'least', printed);
      expect(found).toEqual(down.toSorted((a, b) => b - a));
      const word = tiedWord(found.map(share), '两位小数相同');
      if (down.length === 1) expect(word).toBe('');
      else expect(word).toBe(new Set(down).size === 1 ? '并列' : '两位小数相同，由低到高');
    }),
  );
});

test('one is named as the one, several as equal, many with their number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), (count) => {
      const names = Array.from({ length: count }, (_, n) => `系统${String.fromCharCode(0x7532 + n)}`);
      const text = extremeText('最低', names, '99.95 %');
      expect(text.includes('并列')).toBe(count > 1);
      expect(text.includes(`等 ${count} 个`)).toBe(count > 3);
      expect(text.endsWith(count > 1 ? '，均为 99.95 %' : '，99.95 %')).toBe(true);
      const [times, age] = ['2 起', '已 30 天'].map((value) => extremeText('最多', names, value));
      expect(times?.endsWith(count > 1 ? '，各 2 起' : '，2 起')).toBe(true);
      expect(age?.endsWith(count > 1 ? '，均已 30 天' : '，已 30 天')).toBe(true);
    }),
  );
});
