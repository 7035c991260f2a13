/** What the purchaser confirmed of an incident is theirs only when their hand is seen. */
import { describe, expect, test } from 'vitest';
import { vouchedIncident } from '../../../src/records/purchaser.ts';
import { assess, clockOf, HOUR, incident, iso, MIN } from './_incident.ts';

const base = { reported: 0, responded: 5 * MIN, remote: 8 * MIN, restored: HOUR, closed: 5 * HOUR };

describe('a confirmation that only the supplier tells of', () => {
  test('stops no clock: a pause counts with the scan alone', () => {
    const pauses = [{ from: 10 * MIN, to: 40 * MIN, confirmedAt: 50 * MIN }];
    const [shown, told] = [assess({ ...base, pauses }), assess({ ...base, pauses, unsigned: true })];
    expect(clockOf(shown, 'restoration').seconds).toBe(30 * MIN);
    expect(clockOf(told, 'restoration').seconds).toBe(HOUR);
    expect(clockOf(told, 'restoration').text).toContain('另有未经确认的暂停');
  });

  test('does not confirm the restoration, and nobody gains by keeping the scan back', () => {
    const told = assess({ ...base, confirmed: 2 * HOUR, unsigned: true });
    expect(clockOf(told, 'restoration')).toMatchObject({ seconds: 2 * HOUR });
    expect(clockOf(told, 'restoration').text).toContain('待⟦采购人⟧确认');
    expect(clockOf(assess({ ...base, confirmed: 2 * HOUR }), 'restoration').text).not.toContain('待⟦采购人⟧确认');
  });

  test('lowers no level', () => {
    const levels = [
      { level: 'P1' as const, at: 0 },
      { level: 'P3' as const, at: 20 * MIN, confirmedAt: 30 * MIN },
    ];
    expect(assess({ ...base, levels }).level).toBe('P3');
    expect(assess({ ...base, levels, unsigned: true })).toMatchObject({ level: 'P1', levelUsed: { confirmed: false } });
  });

  test('is proven by the scan up to the time when that was taken', () => {
    const given = incident({ ...base, confirmed: 2 * HOUR, levels: [{ level: 'P2', at: 0, confirmedAt: 10 * MIN }] });
    const [scan] = given.attachments ?? [];
    const early = { ...given, attachments: [{ ...(scan as NonNullable<typeof scan>), takenAt: iso(HOUR) }] };
    const left = vouchedIncident(early);
    expect([left.levels[0]?.confirmedAt, left.confirmedRestoredAt]).toEqual([iso(10 * MIN), undefined]);
    expect(vouchedIncident(given)).toBe(given);
  });
});
