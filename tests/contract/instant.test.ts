/** Instants are read the same way whether they take the short way or Temporal's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../src/contract/instant.ts';
import { CONTRACT_ZONE, toText } from '../../src/contract/time.ts';

/** The slow, obvious way. */
const slow = (text: string) =>
  Temporal.Instant.from(text)
    .toZonedDateTimeISO(CONTRACT_ZONE)
    .toString({ timeZoneName: 'never', smallestUnit: 'second', roundingMode: 'trunc' });

const seconds = fc.integer({ min: Date.UTC(1985, 0, 1) / 1000, max: Date.UTC(2101, 0, 1) / 1000 });

it('toText writes every moment as the zone has it, cut to the second', () => {
  const moments = fc.integer({ min: Date.UTC(1985, 0, 1), max: Date.UTC(2101, 0, 1) });
  fc.assert(
    fc.property(moments, (epoch) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(epoch);
      expect(toText(instant)).toBe(slow(instant.toString()));
    }),
  );
});

describe('parseInstant', () => {
  it('gives what a file of ours holds back as it is, and anything else in the same form', () => {
    fc.assert(
      fc.property(seconds, fc.constantFrom('Asia/Shanghai', 'UTC', 'America/New_York'), (epoch, zone) => {
        const written = Temporal.Instant.fromEpochMilliseconds(epoch * 1000)
          .toZonedDateTimeISO(zone)
          .toString({ timeZoneName: 'never' });
        expect(parseInstant(written)).toBe(slow(written));
      }),
    );
  });

  it('takes every second of a day and every day of a leap year in the contract zone as it stands', () => {
    for (let day = 0; day < 366; day += 1) {
      const text = toText(
        Temporal.PlainDate.from('2028-01-01').add({ days: day }).toZonedDateTime(CONTRACT_ZONE).toInstant(),
      );
      expect(parseInstant(text)).toBe(text);
    }
    for (const time of ['00:00:00', '09:59:59', '19:30:00', '23:59:59']) {
      expect(parseInstant(`2026-11-24T${time}+08:00`)).toBe(`2026-11-24T${time}+08:00`);
    }
  });

  it.each([
    '2026-13-01T09:00:00+08:00',
    '2026-00-10T09:00:00+08:00',
    '2026-02-30T09:00:00+08:00',
    '2026-11-31T09:00:00+08:00',
    '2026-11-00T09:00:00+08:00',
    '2026-11-24T24:00:00+08:00',
    '2026-11-24T09:60:00+08:00',
    '2026-11-24T09:00:61+08:00',
    '2026-11-24T9:00:00+08:00',
    '昨天',
  ])('refuses %s', (text) => expect(parseInstant(text)).toBeUndefined());
});
