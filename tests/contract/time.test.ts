/** The contract's time: texts of our own are taken the short way, and mean what the long way says. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueRuleSchema } from '../../src/contract/terms/due-rules.ts';
import {
  at,
  CONTRACT_ZONE,
  dateOf,
  formatDateTime,
  formatDateTimeSeconds,
  isOwnInstant,
  secondsBetween,
  toInstant,
  toText,
} from '../../src/contract/time.ts';

const pad = (n: number, length = 2): string => String(n).padStart(length, '0');
const number = (min: number, max: number) => fc.integer({ min, max });
/** Also days that no month has, hours that no day has, other offsets and fractions. */
const text = fc
  .tuple(number(1999, 2101), number(1, 12), number(1, 31), number(0, 24), number(0, 59), number(0, 60))
  .chain(([year, month, day, hour, minute, second]) =>
    fc
      .constantFrom('+08:00', '+08:00', '+08:00', 'Z', '+09:00', '.5+08:00', '')
      .map((end) => `${year}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${end}`),
  );

const orError = <T>(make: () => T): T | string => {
  try {
    return make();
  } catch (error) {
    return (error as Error).name;
  }
};
const long = (value: string) => Temporal.Instant.from(value);
const zoned = (value: string) => long(value).toZonedDateTimeISO(CONTRACT_ZONE);

describe('instants as text', () => {
  it('mean what Temporal says of them', () => {
    let own = 0;
    fc.assert(
      fc.property(text, text, (one, other) => {
        own += isOwnInstant(one) ? 1 : 0;
        expect(orError(() => toInstant(one).toString())).toBe(orError(() => long(one).toString()));
        expect(orError(() => dateOf(one))).toBe(orError(() => zoned(one).toPlainDate().toString()));
        const shown = (value: string) =>
          zoned(value).toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ');
        expect(orError(() => formatDateTimeSeconds(one))).toBe(orError(() => shown(one)));
        expect(orError(() => formatDateTime(one))).toBe(orError(() => shown(one).slice(0, 16)));
        expect(orError(() => secondsBetween(one, other))).toBe(
          orError(() => Math.trunc((long(other).epochMilliseconds - long(one).epochMilliseconds) / 1000)),
        );
      }),
      { numRuns: 2000, seed: 20261124 },
    );
    expect(own).toBeGreaterThan(500);
  });

  it('begin at a wall clock of a day', () => {
    const clock = fc.constantFrom('00:00', '09:30', '17:00:05', '25:00', '9:30', '23:59:59');
    const day = fc.constantFrom(
      '2026-01-01',
      '2026-02-28',
      '2026-02-29',
      '2028-02-29',
      '2026-02-30',
      '2026-10-31',
      '1990-07-01',
    );
    const slow = (date: string, time: string) =>
      Temporal.PlainDate.from(date, { overflow: 'reject' })
        .toZonedDateTime({ timeZone: CONTRACT_ZONE, plainTime: Temporal.PlainTime.from(time) })
        .toInstant()
        .toString();
    fc.assert(
      fc.property(day, clock, (date, time) => {
        expect(orError(() => at(date, time).toString())).toBe(orError(() => slow(date, time)));
      }),
    );
    expect(at(Temporal.PlainDate.from('2026-11-24'), '09:00').toString()).toBe('2026-11-24T01:00:00Z');
  });
});

it('takes the end of a day as the first moment of the next', () => {
  expect(toText(at('2026-12-31', '24:00'))).toBe('2027-01-01T00:00:00+08:00');
  const rule = { after: 'period-end', days: 1, time: '24:00', agreed: false } as const;
  expect(dueRuleSchema.parse({ ...rule, days: '1', agreed: 'false' }).time).toBe('24:00');
});
