/** Random histories of a service of a year, and the quarterly documents of it. */
import fc from 'fast-check';
import { quartersOf } from '../../src/contract/calendar/periods.ts';
import { toDate, toText } from '../../src/contract/time.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import permit from '../../src/subjects/permits/kinds/permit.ts';
import session from '../../src/subjects/permits/kinds/remote-session.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import restoreTest from '../../src/subjects/recovery/kinds/restore-test.ts';
import renewal from '../../src/subjects/renewals/kinds/renewal.ts';
import { bundle } from './_documents.ts';
import { delay, histories, hour, idOf, type Periods, type Told, withdrawal, withdrawn } from './_history.ts';

const SERVICE = { from: '2026-09-11', to: '2027-08-20' };
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

/** Days by which a history of a hundred days is moved, so that three of them lie over the year; the last ends with it. */
const SHIFTS = [0, 121, 242];

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

const HOURS = (toDate(SERVICE.from).until(toDate(SERVICE.to), { largestUnit: 'days' }).days + 1) * 24;
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

/** Things that run out, renewed by a correction of the record some days before or after that, or not at all. */
export const renewalHistories: fc.Arbitrary<Told[]> = fc
  .array(
    fc.record({
      known: event,
      left: fc.integer({ min: 0, max: 60 }),
      renewed: fc.option(fc.integer({ min: -10, max: 120 }), { nil: null }),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    rows.map(({ known, left, renewed }, n): Told => {
      const time = hour(known);
      const expiresOn = dayLater(time.slice(0, 10), left);
      const own = { id: idOf('DQ', time, n), at: time, enteredAt: time, expiresOn, status: 'open' };
      const { renewedOn: _, renewedTo: __, ...example } = renewal.example;
      const later = Math.max(1, left + (renewed ?? 0));
      const renewedOn = dayLater(time.slice(0, 10), later);
      const fields = { status: 'renewed', renewedOn, renewedTo: dayLater(renewedOn, 3650) };
      return {
        record: { ...example, ...own } as unknown as AnyRecord,
        changes: renewed === null ? [] : [{ at: hour(known + later * 24), fields }],
      };
    }),
  );

/** Sessions under an oral permit of their own, whose written one comes so many hours later, or never. */
export const spokenHistories: fc.Arbitrary<Told[]> = fc
  .array(
    fc.record({
      // Near the end of a quarter the deadline lies in the next one.
      at: fc.oneof(
        event,
        fc.constantFrom(90, 181, 272).chain((day) => fc.integer({ min: (day - 4) * 24, max: day * 24 })),
      ),
      written: fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    rows.flatMap(({ at, written }, n): Told[] => {
      const time = hour(at);
      const own = { id: idOf('XK', time, n), at: time, enteredAt: time, grantedAt: time, validFrom: time };
      const { writtenAt: _, writtenDue: __, revokedAt: ___, ...example } = permit.example;
      const spoken = { type: 'emergency', operations: ['remote'], access: 'change', requires: [], assets: undefined };
      const granted = {
        ...example,
        ...own,
        ...spoken,
        conditions: undefined,
        scope: '应急处置',
        validTo: hour(at + 8),
      };
      const attachments = example.attachments?.map((file) => ({ ...file, takenAt: time }));
      const paper = written === null ? [] : [{ at: hour(at + written), fields: { writtenAt: hour(at + written) } }];
      const done = { id: idOf('YC', time, n), at: time, enteredAt: time, startedAt: time, endedAt: time };
      return [
        { record: JSON.parse(JSON.stringify({ ...granted, attachments })) as AnyRecord, changes: paper },
        { record: { ...session.example, ...done, permit: own.id, incident: undefined } as AnyRecord, changes: [] },
      ];
    }),
  );
