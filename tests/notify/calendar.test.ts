/** The calendar file, read back by another library and held against RFC 5545. */
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type CalendarEntry, calendarText } from '../../src/notify/calendar-file.ts';
import { lineKind, lineNumber } from '../../src/notify/line.ts';

const entry = (uid: string, changes: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: `${uid}@opsledger`,
  line: {
    number: lineNumber('2026-11'),
    kind: lineKind({ id: 'm', name: '月度故障统计与响应时限达成情况表（含例外说明；佐证材料，逐项）' }),
    dueAt: '2026-12-03T18:00:00+08:00',
    state: 'due',
  },
  stamp: '2026-12-01T00:00:00+08:00',
  done: false,
  ...changes,
});

const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));

describe('the calendar', () => {
  it('says what is due when, and rings a day and four hours before', async () => {
    const [event] = eventsOf(await calendarText('应交项', [entry('a')]));
    expect(event?.summary).toBe('月度故障统计与响应时限达成情况表（含例外说明；佐证材料，逐项） 2026-11 期限');
    expect(event?.description).toMatch(/：待交$/);
    expect(event?.startDate.toJSDate().toISOString()).toBe('2026-12-03T10:00:00.000Z');
    const alarms = event?.component
      .getAllSubcomponents('valarm')
      .map((one) => String(one.getFirstPropertyValue('trigger')));
    expect(alarms).toEqual(['-P1D', '-PT4H']);
  });

  it('does not ring for what is handed in', async () => {
    const [event] = eventsOf(await calendarText('应交项', [entry('a', { done: true })]));
    expect(event?.summary).toMatch(/^（已交）/);
    expect(event?.component.getAllSubcomponents('valarm')).toEqual([]);
  });

  it('is the same for the same data, in whatever order they come', async () => {
    const entries = [entry('b'), entry('a'), entry('c', { done: true })];
    const once = await calendarText('应交项', entries);
    await new Promise((done) => setTimeout(done, 1100));
    expect(await calendarText('应交项', entries.toReversed())).toBe(once);
    expect(eventsOf(once).map(({ uid }) => uid)).toEqual(['a@opsledger', 'b@opsledger', 'c@opsledger']);
  });

  it('has lines of at most 75 bytes, each ended as the standard asks, none cut within a character', async () => {
    const text = await calendarText('应交项', [entry('a')]);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const lines = text.replace(/\r\n$/, '').split('\r\n');
    expect(Math.max(...lines.map((one) => Buffer.byteLength(one)))).toBeLessThanOrEqual(75);
    expect(text).not.toContain('\ufffd');
    for (const name of ['BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:PUBLISH']) expect(lines).toContain(name);
    expect(lines.filter((one) => /^(UID|DTSTAMP|DTSTART)[:;]/.test(one))).toHaveLength(3);
  });
});
