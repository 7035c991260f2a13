import { describe, expect, it } from 'vitest';
import { chineseNumber, sectionNumbers } from '../../src/render/numbering.ts';

describe('section numbers', () => {
  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [99, '九十九'],
  ])('writes %i as %s', (n, text) => expect(chineseNumber(n)).toBe(text));

  it.each([0, 100, 1.5])('refuses %d', (n) => expect(() => chineseNumber(n)).toThrow(RangeError));

  it('starts a deeper level again under each parent', () => {
    const levels = [1, 2, 2, 3, 1, 2, 3, 3] as const;
    expect(sectionNumbers(levels.map((level) => ({ level })))).toEqual([
      '一、',
      '（一）',
      '（二）',
      '1. ',
      '二、',
      '（一）',
      '1. ',
      '2. ',
    ]);
  });
});
