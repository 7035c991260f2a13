import { describe, expect, it } from 'vitest';
import { factTimes, newestFact } from '../../src/records/fact-times.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import duty from '../../src/subjects/attendance/kinds/duty.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import inspection from '../../src/subjects/inspections/kinds/inspection.ts';
import permit from '../../src/subjects/permits/kinds/permit.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import renewal, { type RenewalRecord } from '../../src/subjects/renewals/kinds/renewal.ts';

const LATER = '2027-12-31T00:00:00+08:00';

describe('the newest fact of a record', () => {
  it('is the end of what an event tells, not its beginning', () => {
    const { recordedAt, at } = incident.example;
    expect(newestFact(incident.example, LATER)).toBe(recordedAt);
    expect(recordedAt).not.toBe(at);
  });

  it('was not yet known at an earlier reading', () => {
    const { restoredAt, confirmedRestoredAt, discoveredAt } = incident.example;
    expect(newestFact(incident.example, restoredAt as string)).toBe(restoredAt);
    expect(Date.parse(confirmedRestoredAt as string)).toBeGreaterThan(Date.parse(restoredAt as string));
    expect(newestFact(incident.example, discoveredAt)).toBe(incident.example.at);
  });

  it('stands in rows too', () => {
    const record = {
      ...deviceRepair.example,
      closedAt: undefined,
      process: [{ at: '2026-12-01T08:00:00+08:00', action: '送检' }],
    };
    expect(newestFact(record as AnyRecord, LATER)).toBe('2026-12-01T08:00:00+08:00');
  });

  it('is never what was planned, allowed or written down', () => {
    const plans: [AnyRecord, unknown][] = [
      [permit.example, permit.example.validTo],
      [duty.example, duty.example.plannedTo],
      [backup.example, backup.example.retainUntil],
    ];
    for (const [record, planned] of plans) {
      expect(planned).toBeDefined();
      expect(factTimes(record)).not.toContain(planned);
      expect(factTimes({ ...record, enteredAt: LATER })).not.toContain(LATER);
    }
  });

  it('of a standing record is the day on which something was done about it, never the day on which it runs out', () => {
    const renewed: RenewalRecord = {
      ...renewal.example,
      status: 'renewed',
      renewedOn: '2026-12-05',
      renewedTo: '2027-12-20',
    };
    expect(newestFact(renewed, LATER)).toBe('2026-12-05T00:00:00+08:00');
    expect(newestFact(renewed, '2026-12-04T12:00:00+08:00')).toBe(renewal.example.at);
    expect(newestFact(renewal.example, LATER)).toBe(renewal.example.at);
  });

  it('of a collection run is its end, whatever its readings say', () => {
    const record = { ...inspection.example, source: 'auto' as const };
    expect(newestFact(record, LATER)).toBe(record.finishedAt);
  });
});
