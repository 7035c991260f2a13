/** What is kept of an incident is what judging it anew gives, at every later time and whatever monitoring saw meanwhile. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toText } from '../../../src/contract/time.ts';
import { calendarEvent } from '../../../src/pipeline/compose/events.ts';
import { keptEvents } from '../../../src/pipeline/compose/kept-events.ts';
import type { Monitoring } from '../../../src/subjects/incidents/judge/monitoring.ts';
import alertProposal from '../../../src/subjects/incidents/kinds/alert-proposal.ts';
import incident, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import { frozen } from '../../../src/workspace/disk/file-memo.ts';
import { starter } from '../../contract/_starter.ts';
import { draftOf } from '../../support/draft-of.ts';

const contract = starter();
const start = Temporal.Instant.from(incident.example.discoveredAt);
/** @param minutes after the incidents were found */
const time = (minutes: number): string => toText(start.add({ minutes }));

const incidents = fc.record({
  level: fc.constantFrom(...contract.contract.levels.map(({ id }) => id)),
  restored: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined }),
  confirmed: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
  lowered: fc.option(fc.integer({ min: 10, max: 3000 }), { nil: undefined }),
});

function incidentOf(given: typeof incidents extends fc.Arbitrary<infer T> ? T : never, n: number): IncidentRecord {
  const gone = ['restoredAt', 'confirmedRestoredAt', 'closedAt', 'recordedAt', 'attachments'] as const;
  const rest = { ...draftOf(incident.example, ...gone), schema: incident.example.schema, kind: incident.example.kind };
  const [first] = rest.levels;
  const levels = [{ ...first, level: given.level }] as IncidentRecord['levels'];
  const { restored, confirmed, lowered } = given;
  if (lowered !== undefined)
    levels.push({
      ...first,
      id: 'x2',
      level: 'P4',
      at: time(lowered),
      confirmedAt: time(lowered),
    } as (typeof levels)[0]);
  return frozen({
    ...rest,
    id: `GZ-20261124-${String(n + 1).padStart(3, '0')}`,
    levels,
    ...(restored === undefined ? {} : { restoredAt: time(restored) }),
    ...(restored === undefined || confirmed === undefined ? {} : { confirmedRestoredAt: time(restored + confirmed) }),
  } as IncidentRecord);
}

it('is the same as judged anew, at rising times', () => {
  const later = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 900 }), fired: fc.boolean() }), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(incidents, { minLength: 1, maxLength: 4 }), later, (given, steps) => {
      const records = given.map(incidentOf);
      let monitoring: Monitoring = { alerts: [], probes: [] };
      let minutes = 0;
      for (const { wait, fired } of steps) {
        minutes += wait;
        const alert = { ...alertProposal.example, incident: records[0]?.id, firedAt: time(-30) };
        if (fired) monitoring = { alerts: [alert as Monitoring['alerts'][0]], probes: [] };
        const now = time(minutes);
        // Another object with the same records, as each plan reads it.
        const kept = keptEvents(records, contract, now, { ...monitoring });
        expect(kept).toEqual(records.map((one) => calendarEvent(one, contract, now, monitoring)));
      }
    }),
    { numRuns: 30 },
  );
});

it('is judged once while nothing of it is open, and each time while it runs', () => {
  const over = incidentOf({ level: 'P2', restored: 60, confirmed: 10, lowered: undefined }, 0);
  const runs = incidentOf({ level: 'P2', restored: undefined, confirmed: undefined, lowered: undefined }, 1);
  const nothing = { alerts: [], probes: [] };
  const [early, first] = keptEvents([runs, over], contract, time(5), nothing);
  const [late, second] = keptEvents([runs, over], contract, time(400), nothing);
  const [, third] = keptEvents([runs, over], contract, time(900), nothing);
  expect(late).not.toBe(early);
  // Its pause is confirmed between the first two.
  expect(second).not.toBe(first);
  expect(third).toBe(second);
  // Of an earlier time nothing is kept.
  expect(keptEvents([over], contract, time(30), nothing)[0]).not.toBe(second);
});
