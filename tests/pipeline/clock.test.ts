/** Times as a person types them. */
import { describe, expect, it } from 'vitest';
import { daysOfMonth, interval, parseAt, parseDay, parseMonth, wholeMinute, within } from '../../src/pipeline/clock.ts';

describe('--at', () => {
  it.each([
    ['2026-11-24 09:27', '2026-11-24T09:27:00+08:00'],
    ['2026-11-24T09:27:05+08:00', '2026-11-24T09:27:05+08:00'],
    ['2026-11-24T01:27:00Z', '2026-11-24T09:27:00+08:00'],
    ['2026-11-24', '2026-11-24T12:00:00+08:00'],
  ])('%s is %s', (typed, at) => expect(parseAt(typed)).toBe(at));

  it.each(['', 'now', '09:27', '2026-02-30', '2026-11-24 25:00', '24.11.2026'])('refuses %j', (typed) => {
    expect(() => parseAt(typed)).toThrow(/时间格式不对[\s\S]*--at/);
  });
});

describe('--month', () => {
  it.each(['2026-11', '2026-01', '2027-12'])('%s is a month', (typed) => expect(parseMonth(typed)).toBe(typed));

  it.each(['', '2026', '2026-00', '2026-13', '2026-1', '202611', '2026-11-24'])('refuses %j', (typed) => {
    expect(() => parseMonth(typed, '--from')).toThrow(/月份格式不对[\s\S]*--from[\s\S]*2026-11/);
  });
});

describe('--within', () => {
  const now = '2026-11-24T09:27:00+08:00';
  it.each([
    ['12h', '2026-11-24T21:27:00+08:00'],
    ['7d', '2026-12-01T09:27:00+08:00'],
    ['2w', '2026-12-08T09:27:00+08:00'],
    ['0d', now],
  ])('%s ends at %s', (typed, end) => expect(within(typed, now)).toBe(end));

  it.each(['', '7', 'd', '-1d', '1.5d', '7m', '99999d'])('refuses %j', (typed) => {
    expect(() => within(typed, now)).toThrow('期限格式不对');
  });
});

describe('an interval', () => {
  it.each([
    ['10m', 600],
    ['1h', 3600],
    ['2d', 172_800],
  ])('%s is %i seconds', (typed, seconds) => expect(interval(typed)).toBe(seconds));
  it.each(['10', '0m', '-5m', '1.5h', '10 m', '', 'm'])('%j is refused', (typed) => {
    expect(() => interval(typed)).toThrow('间隔格式不对');
  });
});

it('a whole minute is cut, never rounded up', () => {
  expect(wholeMinute('2026-11-24T17:00:59+08:00')).toBe('2026-11-24T17:00:00+08:00');
  expect(wholeMinute('2026-11-24T17:00:00+08:00')).toBe('2026-11-24T17:00:00+08:00');
});

describe('a date', () => {
  it('is a day of the calendar', () => expect(parseDay('2028-02-29', '--to')).toBe('2028-02-29'));
  it.each(['2026-02-30', '2026-11', '昨天', '2026-11-24 09:00'])('%s is refused with an example', (typed) => {
    expect(() => parseDay(typed, '--to')).toThrow(/日期格式不对[\s\S]*--to[\s\S]*2026-11-24/);
  });
  it('of a month is each of its days', () =>
    expect(daysOfMonth('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' }));
});
