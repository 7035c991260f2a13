import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAYS_AT_LEAST,
  forecast,
  HORIZON_DAYS,
  type Point,
  reachText,
} from '../../../src/subjects/inspections/judge/forecast.ts';

const day = (n: number): string => Temporal.PlainDate.from('2026-11-01').add({ days: n }).toString();
const line = (days: number, from: number, slope: number): Point[] =>
  Array.from({ length: days }, (_, n) => ({ date: day(n), value: from + slope * n }));

describe('forecast', () => {
  it('foretells nothing from thirteen days and something from fourteen', () => {
    expect(DAYS_AT_LEAST).toBe(14);
    expect(forecast(line(13, 50, 1), 80)).toBeNull();
    expect(forecast(line(14, 50, 1), 80)).not.toBeNull();
  });

  it('counts days, not values: two values of one day are one', () => {
    const doubled = line(13, 50, 1).flatMap((one) => [one, one]);
    expect(forecast(doubled, 80)).toBeNull();
  });

  it('is exact on a straight line', () => {
    const found = forecast(line(20, 50, 0.5), 80);
    expect(found?.slope).toBeCloseTo(0.5, 9);
    expect(found?.current).toBeCloseTo(59.5, 9);
    // 99.99 % would be a deviation that the line does not have.
    expect([0.1, 0.3, 0.5, 0.7, 1.1].map((slope) => forecast(line(20, 50, slope), null)?.fit)).toEqual([1, 1, 1, 1, 1]);
    expect(found?.after(10)).toBeCloseTo(64.5, 9);
    expect(found?.reachesOn).toBe(day(60));
    expect(found?.weak).toBe(false);
  });

  it('names no day for what falls, stands still, is there already, has no limit, or lies beyond the horizon', () => {
    expect(forecast(line(20, 50, -1), 80)?.reachesOn).toBeNull();
    expect(forecast(line(20, 50, 0), 80)).toMatchObject({ reachesOn: null, reached: false, fit: 1 });
    expect(forecast(line(20, 80, 1), 80)).toMatchObject({ reachesOn: null, reached: true });
    expect(forecast(line(20, 50, 1), null)).toMatchObject({ reachesOn: null, reached: false });
    expect(forecast(line(20, 0, 80 / (HORIZON_DAYS * 2)), 80)?.reachesOn).toBeNull();
  });

  it('foretells nothing of a limit that was reached, although the last value fell a little below it', () => {
    const cleaned = [...line(30, 74, 0.21), ...[78.7, 78.8, 79].map((value, n) => ({ date: day(30 + n), value }))];
    const found = forecast(cleaned, 80);
    expect(found).toMatchObject({ reached: false, reachedOn: day(29), atLimit: true, reachesOn: null });
    expect(found === null ? null : reachText(found, '标准 80 %')).toBe(`已于 ${day(29)} 达到标准 80 %，其后有回落`);
  });

  it('foretells no day that is past to the reader, and says when what is past was (property)', () => {
    const spec = fc.record({
      ...{ days: fc.integer({ min: DAYS_AT_LEAST, max: 60 }), from: fc.integer({ min: 40, max: 90 }) },
      ...{ slope: fc.double({ min: 0.01, max: 2, noNaN: true }), drop: fc.double({ min: 0, max: 30, noNaN: true }) },
      ...{ late: fc.integer({ min: 0, max: 40 }) },
    });
    fc.assert(
      fc.property(spec, ({ days, from, slope, drop, late }) => {
        const points = line(days, from, slope);
        const dropped = { date: day(days), value: from + slope * days - drop };
        const readable = day(days + 1 + late);
        const found = forecast([...points, dropped], 80, readable);
        if (found === null) return false;
        const first = [...points, dropped].find(({ value }) => value >= 80)?.date ?? null;
        expect(found.reachedOn).toBe(first);
        if (found.reachesOn !== null) expect(found.reachesOn >= readable).toBe(true);
        if (found.atLimit) expect(found.reachesOn).toBeNull();
        const text = reachText(found, '标准') ?? '';
        if (first !== null) expect(text).toContain(`已于 ${first} 达到`);
        return !found.reached || found.atLimit;
      }),
    );
  });

  it('says when the line does not describe the values', () => {
    const noise = line(20, 50, 0).map((one, n) => ({ ...one, value: n % 2 === 0 ? 40 : 60 }));
    expect(forecast(noise, 80)?.weak).toBe(true);
  });

  it('gives the last measured value as the current one, not that of the line', () => {
    const points = [...line(20, 50, 0.5), { date: day(20), value: 69 }];
    expect(forecast(points, 80)?.current).toBe(69);
    expect(forecast(points, 69)).toMatchObject({ reached: true, reachesOn: null });
  });

  it('names no day, whatever the limit, for noise about a level (property)', () => {
    const noise = fc.array(fc.double({ min: 40, max: 60, noNaN: true }), { minLength: DAYS_AT_LEAST, maxLength: 90 });
    // Numbers that fast-check makes small on purpose are no noise: each is spread over the whole range.
    const spread = (value: number, n: number): number => 40 + ((value * 7919 + n * 104_729) % 20);
    fc.assert(
      fc.property(noise, fc.double({ min: 61, max: 100, noNaN: true }), (values, limit) => {
        const points = values.map((value, n) => ({ date: day(n), value: spread(value, n) }));
        return forecast(points, limit)?.reachesOn === null;
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });

  it('does not depend on the order of the points, and leaves gaps where they are', () => {
    const points = line(40, 10, 0.7).filter((_, n) => n % 3 !== 1);
    const turned = points.toReversed();
    expect(forecast(turned, 80)?.slope).toBeCloseTo(0.7, 9);
    expect(forecast(turned, 80)?.reachesOn).toBe(forecast(points, 80)?.reachesOn);
  });

  it('has no other line with a smaller sum of squares (property)', () => {
    const values = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 14, maxLength: 60 });
    fc.assert(
      fc.property(
        values,
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (ys, turn, shift) => {
          const found = forecast(
            ys.map((value, n) => ({ date: day(n), value })),
            null,
          );
          if (found === null) return false;
          const squares = (slope: number, end: number): number =>
            ys.reduce((sum, y, n) => sum + (y - (end + slope * (n - ys.length + 1))) ** 2, 0);
          const end = found.after(0);
          const best = squares(found.slope, end);
          return best <= squares(found.slope + turn, end + shift) + 1e-6 * (1 + best);
        },
      ),
    );
  });
});
