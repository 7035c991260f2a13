/** Rounding, percent and size as properties, measured against whole-number arithmetic. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  changeText,
  countText,
  fixedText,
  grouped,
  moneyText,
  numberText,
  observedText,
  percentOf,
  percentText,
  rounded,
  shareShown,
  shownValue,
  sizeLimitText,
  sizeText,
} from '../../src/wording/figures.ts';

/** numerator ÷ denominator × 10^shift, rounded half up, without a float. */
function halfUp(numerator: number, denominator: number, shift: number): bigint {
  const [n, d] = [BigInt(numerator) * 10n ** BigInt(shift), BigInt(denominator)];
  return (2n * n + d) / (2n * d);
}

const decimals = fc.integer({ min: 0, max: 3 });
/** `met` of `all`, all above 0. */
const counts = fc
  .integer({ min: 1, max: 10 ** 9 })
  .chain((all) => fc.tuple(fc.integer({ min: 0, max: all }), fc.constant(all)));
/** Quotients that stand just at a half: what a product of floats gets wrong. */
const halves = fc.tuple(
  fc.integer({ min: 0, max: 9999 }).map((n) => 2 * n + 1),
  fc.constant(20_000),
);

describe('percent', () => {
  it.each([
    [2, 3, '66.67 %'],
    [1, 3, '33.33 %'],
    [12_345, 100_000, '12.35 %'],
    [1, 1, '100.00 %'],
    [0, 7, '0.00 %'],
    [99_999, 100_000, '99.99 %'],
    [1, 100_000, '0.01 %'],
  ])('%i of %i is %s', (met, all, text) => expect(percentText(met / all)).toBe(text));

  it('with one decimal stays off the ends too', () => {
    expect([percentText(0.9996, 1), percentText(0.0001, 1), percentText(2 / 3, 1)]).toEqual([
      '99.9 %',
      '0.1 %',
      '66.7 %',
    ]);
  });

  it('is rounded half up, exactly, for every share of counts but at the two ends', () => {
    fc.assert(
      fc.property(fc.oneof(counts, halves), decimals, ([met, all], digits) => {
        const exact = halfUp(met, all, digits + 2);
        const full = 10n ** BigInt(digits + 2);
        const held = met > 0 && exact === 0n ? 1n : met < all && exact === full ? full - 1n : exact;
        expect(percentOf(met / all, digits).toFixed(digits)).toBe(fixedOf(held, digits));
      }),
      { numRuns: 2000 },
    );
  });

  it('is 100 of the whole alone, and 0 of nothing alone', () => {
    fc.assert(
      fc.property(counts, decimals, ([met, all], digits) => {
        expect(percentOf(met / all, digits) === 100).toBe(met === all);
        expect(percentOf(met / all, digits) === 0).toBe(met === 0);
      }),
    );
    expect(percentOf(1 - Number.EPSILON)).toBe(99.99);
    expect(percentOf(Number.MIN_VALUE)).toBe(0.01);
  });

  it('never falls when the share rises', () => {
    const share = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(share, share, decimals, (a, b, digits) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(percentOf(low, digits)).toBeLessThanOrEqual(percentOf(high, digits));
      }),
    );
  });

  it('is the same as a share, for a workbook, and as a value in a column of percentages', () => {
    fc.assert(
      fc.property(counts, decimals, ([met, all], digits) => {
        const shown = percentOf(met / all, digits).toFixed(digits);
        expect((shareShown(met / all, digits) * 100).toFixed(digits)).toBe(shown);
        expect(`${shown} %`).toBe(percentText(met / all, digits));
      }),
    );
    expect(shownValue(99.996, { decimals: 2, unit: '%' })).toBe(99.99);
    expect(shownValue(0.004, { decimals: 2, unit: '%' })).toBe(0.01);
    expect(shownValue(99.996, { decimals: 2, unit: 's' })).toBe(100);
  });

  it('says what is not there', () => {
    expect([percentText(null), percentText(null, 1, '尚无可判定'), observedText(null)]).toEqual([
      '无数据',
      '尚无可判定',
      '未观测',
    ]);
    expect(observedText(0.99996)).toBe('99.99 %');
  });

  test('of a change has a sign, and a change is never none', () => {
    expect([changeText(1000, 1032), changeText(1000, 996), changeText(3, 3), changeText(10 ** 6, 10 ** 6 + 1)]).toEqual(
      ['+3.2 %', '−0.4 %', '+0.0 %', '+0.1 %'],
    );
  });
});

const fixedOf = (units: bigint, digits: number): string => {
  const text = units.toString().padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

describe('rounding', () => {
  it('is half up in the digits that a number is written with', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (thousandths) => {
        const written = Number(`${thousandths}e-3`);
        expect(fixedText(written, 2)).toBe(fixedOf(halfUp(thousandths, 10, 0), 2));
      }),
    );
    expect([fixedText(1.005, 2), fixedText(1.45, 1), fixedText(-1.005, 2)]).toEqual(['1.01', '1.5', '-1.01']);
  });

  it('leaves nothing behind: no −0, no digits of a number too small or too large for them', () => {
    expect(Object.is(rounded(-0.001, 2), 0)).toBe(true);
    expect([rounded(1e-9, 2), rounded(1.5e21, 2), rounded(Number.NaN, 2)]).toEqual([0, 1.5e21, Number.NaN]);
  });
});

describe('size', () => {
  const bytes = fc.oneof(
    fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    // Around the ends of the units, where the rounded figure would be 1024.
    fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.double({ min: 0.999, max: 1.001, noNaN: true }))
      .map(([step, near]) => Math.min(Number.MAX_SAFE_INTEGER, Math.round(1024 ** step * near))),
  );
  const order = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  const read = (text: string): [number, number] => {
    const [figure, unit] = text.split(' ');
    return [order.indexOf(unit ?? ''), Number(figure)];
  };

  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [1023, '1023 B'],
    [1024, '1.0 KB'],
    [12 * 1024 ** 2, '12.0 MB'],
    [1023.94 * 1024 ** 2, '1023.9 MB'],
    [1023.995 * 1024 ** 2, '1.00 GB'],
    [13.875 * 1024 ** 3, '13.88 GB'],
    [1023.996 * 1024 ** 3, '1.00 TB'],
    [-3 * 1024 ** 2, '−3.0 MB'],
  ])('%d bytes are %s', (size, text) => expect(sizeText(size)).toBe(text));

  it('never reads 1024, and is within half of its last digit', () => {
    fc.assert(
      fc.property(bytes, (size) => {
        const [step, figure] = read(sizeText(size));
        expect(step).toBeGreaterThanOrEqual(0);
        expect(figure).toBeLessThan(1024);
        const digits = [0, 1, 1, 2, 2, 2][step] ?? 0;
        expect(Math.abs(figure - size / 1024 ** step)).toBeLessThanOrEqual(0.5 / 10 ** digits + 1e-9);
      }),
    );
  });

  it('never falls when the bytes rise', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const [[lowStep, low], [highStep, high]] = [read(sizeText(Math.min(a, b))), read(sizeText(Math.max(a, b)))];
        expect(lowStep < highStep || (lowStep === highStep && low <= high)).toBe(true);
      }),
    );
  });

  test('of a limit is as it was set', () => {
    expect([20 * 1024 ** 2, 2 * 1024 ** 3, 96 * 1024, 1000].map(sizeLimitText)).toEqual([
      '20 MB',
      '2 GB',
      '96 KB',
      '1000 B',
    ]);
    expect(sizeLimitText(0)).toBe('0 B');
  });
});

describe('numbers', () => {
  it('puts decimals and a unit after a space', () => {
    expect(numberText(63.25, { decimals: 1, unit: '%' })).toBe('63.3 %');
    expect([numberText(7), countText(18_240, '条')]).toEqual(['7', '18,240 条']);
  });

  it('divides thousands from five digits on, never behind the point', () => {
    expect(numberText(9999)).toBe('9999');
    expect(numberText(315_487, { unit: '条' })).toBe('315,487 条');
    expect(numberText(-1_234_567.12345)).toBe('-1,234,567.12345');
    expect(numberText(12_345.5, { decimals: 2 })).toBe('12,345.50');
    expect(numberText(0.123456)).toBe('0.123456');
    expect(grouped('1000000')).toBe('1,000,000');
  });

  it('divides the thousands of money from four digits on, in a column and alone', () => {
    expect(numberText(9780, { decimals: 2, unit: '元' })).toBe('9,780.00 元');
    expect(numberText(980, { decimals: 2, unit: '元' })).toBe('980.00 元');
    expect([moneyText(9780), moneyText(-1_234_567.005), moneyText(0)]).toEqual(['9,780.00', '−1,234,567.01', '0.00']);
  });
});
