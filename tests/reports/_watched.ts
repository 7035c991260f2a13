/** Random faults that monitoring saw before they were written down, so that 口径 `clocks` decides them, or leaves them open. */
import fc from 'fast-check';
import { compareInstants, toDate, toText } from '../../src/contract/time.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import alertKind from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import { delay, hour, idOf, MONTHS, SERVICE, type Told, withdrawal, withdrawn } from './_history.ts';

const DAY_HOURS = 24;

/** Hours from the begin of service to the first midnight of a month: faults around it run from one month into the next. */
const midnight = (month: number): number =>
  DAY_HOURS * toDate(SERVICE.from).until(toDate(`${MONTHS[month]}-01`), { largestUnit: 'days' }).days;

const minutes = (from: string, count: number): string => toText(Temporal.Instant.from(from).add({ minutes: count }));

/**
 * Faults around the ends of months: an alert fired, was typed as 发现 some minutes later, 申报 after that or never; what ends a
 * clock comes soon, days later or not at all, and the alert is made part of the incident at once or weeks later.
 */
export const watchedFaults: fc.Arbitrary<Told[]> = fc
  .array(
    fc.record({
      month: fc.integer({ min: 1, max: MONTHS.length - 1 }),
      before: fc.integer({ min: -3, max: 100 }),
      delay,
      withdrawal,
      typed: fc.integer({ min: 0, max: 50 }),
      reported: fc.option(fc.integer({ min: 0, max: 200 }), { nil: null }),
      respond: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }),
      restore: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 4, max: 20 }) }, fc.integer({ min: 1, max: 400 })),
      told: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1500 })),
      linked: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1500 })),
      level: fc.constantFrom('P1', 'P2', 'P4'),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((rows) =>
    rows.flatMap((one, n): Told[] => {
      const start = midnight(one.month) - one.before;
      const [fired, discovered] = [hour(start), minutes(hour(start), one.typed)];
      const entered = minutes(discovered, one.delay * 60);
      const id = idOf('GZ', discovered, n);
      const restoredAt = minutes(discovered, one.restore * 15);
      const over = minutes([restoredAt, entered].toSorted(compareInstants).at(-1) as string, one.told * 60);
      const responded = one.respond === null ? undefined : minutes(discovered, one.respond);
      const record = {
        ...incident.example,
        ...{ id, at: discovered, enteredAt: entered, foundBy: 'monitoring', occurredAt: undefined },
        ...{ discoveredAt: discovered, respondedAt: responded, remoteStartedAt: responded, arrivedAt: undefined },
        reportedAt: one.reported === null ? undefined : minutes(discovered, one.reported),
        ...{ restoredAt: undefined, confirmedRestoredAt: undefined, closedAt: undefined, recordedAt: undefined },
        ...{ pauses: [], levels: [{ level: one.level, at: discovered, reason: '定级', setBy: '负责人' }] },
      };
      const restored = { at: over, fields: { restoredAt, closedAt: restoredAt } };
      const { incident: _incident, ...example } = alertKind.example;
      const alert = {
        ...example,
        ...{ id: idOf('GJ', fired, n), at: fired, enteredAt: fired, firedAt: fired, decision: 'pending' },
      };
      const linked = {
        at: minutes(entered, one.linked * 60),
        fields: { decision: 'incident', incident: id, decidedAt: discovered, decidedBy: '夜班' },
      };
      const changes = [restored, ...withdrawn(entered, one.withdrawal)];
      return [
        { record: record as unknown as AnyRecord, changes: changes.toSorted((a, b) => compareInstants(a.at, b.at)) },
        { record: alert as unknown as AnyRecord, changes: [linked] },
      ];
    }),
  );
