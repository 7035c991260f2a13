/** Random histories of a service of a year, and the quarterly documents of it. */
import fc from 'fast-check';
import { quartersOf } from '../../src/contract/calendar/periods.ts';
import { toDate, toText } from '../../src/contract/time.ts';
import backup from '../../src/records/kinds/backup.ts';
import restoreTest from '../../src/records/kinds/restore-test.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { bundle } from './_documents.ts';
import { delay, histories, hour, idOf, type Periods, type Told, withdrawal, withdrawn } from './_history.ts';

const SERVICE = { from: '2026-09-01', to: '2027-08-31' };
const OWED = ['compliance-statement', 'backup-restore-test', 'consultation-digest', 'service-review', 'asset-register'];

export const year: Periods = {
  contract: {
    ...bundle,
    contract: { ...bundle.contract, servicePeriod: SERVICE },
    obligations: bundle.obligations.filter(({ id }) => OWED.includes(id)),
    registers: bundle.registers.filter(({ id }) => OWED.includes(id)),
    written: [],
  },
  periods: quartersOf(SERVICE, 'natural').map(({ id, to }) => ({ id, after: toDate(to).add({ days: 1 }).toString() })),
  closing: '2027-09-29T09:00:00+08:00',
};

/** Days by which a history of four months is moved, so that three of them fill the year; the last ends with it. */
const SHIFTS = [0, 122, 243];

const dayLater = (day: string, days: number): string => toDate(day).add({ days }).toString();

/** The same, so many days later; ids of one history are none of another. */
function shifted(history: readonly Told[], days: number, no: number): Told[] {
  const text = JSON.stringify(history)
    .replaceAll(/\b\d{4}-\d\d-\d\d(?=[T"])/g, (day) => dayLater(day, days))
    .replaceAll(/"([A-Z]{2})-(\d{4})(\d\d)(\d\d)-(\d{3})"/g, (_, prefix, y, m, d, n) => {
      const day = dayLater(`${y}-${m}-${d}`, days).replaceAll('-', '');
      return `"${prefix}-${day}-${Number(n) + 300 * no}"`;
    });
  return JSON.parse(text) as Told[];
}

const HOURS = 365 * 24;
const event = fc.integer({ min: 0, max: HOURS - 3 });

const backups = fc
  .array(fc.record({ event, delay, withdrawal, result: fc.constantFrom('success', 'failed') }), { maxLength: 12 })
  .map((rows) =>
    rows.map(({ event: start, delay: later, withdrawal: after, result }, n): Told => {
      const time = hour(start);
      const enteredAt = hour(start + 1 + later);
      const own = { id: idOf('BF', time, n), at: time, startedAt: time, enteredAt, retainUntil: undefined };
      const record = { ...backup.example, ...own, finishedAt: hour(start + 1), verifiedAt: hour(start + 1), result };
      return { record: record as AnyRecord, changes: withdrawn(enteredAt, after) };
    }),
  );

const restoreTests = fc
  .array(fc.record({ event, delay, withdrawal, result: fc.constantFrom('passed', 'failed') }), { maxLength: 6 })
  .map((rows) =>
    rows.map(({ event: start, delay: later, withdrawal: after, result }, n): Told => {
      const time = hour(start);
      const enteredAt = hour(start + 2 + later);
      const restoredAt = toText(Temporal.Instant.from(time).add({ minutes: 40 }));
      const own = { id: idOf('HF', time, n), at: time, startedAt: time, restoredAt, finishedAt: hour(start + 1) };
      const record = { ...restoreTest.example, ...own, enteredAt, steps: [], cleanedAt: hour(start + 1), result };
      return { record: record as AnyRecord, changes: withdrawn(enteredAt, after) };
    }),
  );

export const backupHistories: fc.Arbitrary<Told[]> = fc.tuple(backups, restoreTests).map((all) => all.flat());

export const yearHistories: fc.Arbitrary<Told[]> = fc
  .tuple(...SHIFTS.map(() => histories))
  .map((parts) => parts.flatMap((part, n) => shifted(part, SHIFTS[n] ?? 0, n)));
