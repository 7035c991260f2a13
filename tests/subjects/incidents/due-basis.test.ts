/** What is said of the time of a report on a fault is what the calendar reckons it from. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOccurrences } from '../../../src/contract/calendar/events.ts';
import type { Obligation } from '../../../src/contract/terms/obligations.ts';
import { assessIncident } from '../../../src/subjects/incidents/judge/clocks.ts';
import { contextOf } from '../../../src/subjects/incidents/judge/context.ts';
import { dueBasis } from '../../../src/subjects/incidents/judge/due-basis.ts';
import { incidentEvent } from '../../../src/subjects/incidents/judge/event.ts';
import { NO_MONITORING } from '../../../src/subjects/incidents/judge/monitoring.ts';
import { type Case, contract, DAY, HOUR, incident, iso, MIN, unconfirmed } from './_incident.ts';

const issueFrom = { rule: 'fields', fields: ['discoveredAt'] };
const first = { after: 'discoveredAt', orLater: 'majorAt', agreed: true };
const obligation = {
  ...{ id: 'major', clauses: [], every: { unit: 'event' }, eventKind: 'incident', eventClass: 'major', due: null },
  parts: [
    { suffix: 'c', name: '初报', due: { ...first, hours: 1 }, issueFrom },
    { suffix: 'x', name: '续报', due: { ...first, hours: 3 }, issueFrom, everyHours: 2, until: 'restoredAt' },
    { suffix: 'z', name: '终报', due: { after: 'closedAt', hours: 24, agreed: false }, issueFrom },
  ],
} as unknown as Obligation;

function basesOf(given: Case): { name: string; basis: string | null }[] {
  const record = incident(given);
  const bundle = { contract, assets: [], interpretations: unconfirmed, obligations: [obligation] };
  const asOf = iso(30 * DAY);
  const event = incidentEvent(record, bundle, asOf, NO_MONITORING);
  const judged = assessIncident(record, contextOf(bundle, { asOf, monitoring: NO_MONITORING, submissions: null }));
  const span = { from: '2026-01-01', to: '2026-12-31' };
  const workdays = { isWorkingDay: () => true, published: () => true, years: [] };
  return eventOccurrences(obligation, event, { workdays, year: () => span, asOf }).flatMap((one) => {
    const parts = one.part?.combines ?? (one.part === undefined ? [] : [{ ...one.part, dueAt: one.dueAt }]);
    return parts.map(({ suffix, name, dueAt }) => {
      const basis = dueBasis(obligation, { suffix, dueAt }, record, judged);
      return { name, basis: basis === null ? null : `${basis.from} ${basis.length}` };
    });
  });
}

const closed: Case = { responded: 60, remote: 60, arrived: 30 * MIN };
const until = (seconds: number): Case => ({ restored: seconds, confirmed: seconds, closed: seconds + HOUR });

describe('the basis of a due time', () => {
  test('is the moment at which it became one of the class, with why, where that came later', () => {
    const [report] = basesOf({ ...closed, ...until(3 * HOUR), outage: 'core' });
    expect(report).toMatchObject({ name: '初报' });
    expect(report?.basis).toMatch(/^自成为.+的时刻（\d{4}-\d\d-\d\d \d\d:\d\d:\d\d，按口径“.+起 1 小时$/);
  });

  test('is the field of the record where it was one from the beginning', () => {
    const found = basesOf({ ...closed, ...until(7 * HOUR), levels: [{ level: 'P1', at: 0 }], outage: 'whole' });
    expect(found.find(({ name }) => name === '初报')?.basis).toMatch(/^自发现.*（.+）起 1 小时$/);
    expect(found.find(({ name }) => name === '续报2')?.basis).toMatch(/起 5 小时（首次 3 小时，其后每 2 小时）$/);
    expect(found.find(({ name }) => name === '终报')?.basis).toMatch(/^自处理完成.*起 1 天$/);
  });

  test('property: is told of every report whose time is known, as the calendar reckons it', () => {
    fc.assert(
      fc.property(fc.integer({ min: HOUR, max: 20 * HOUR }), fc.integer({ min: 0, max: 5 * HOUR }), (lasted, at) => {
        const found = basesOf({ ...closed, ...until(lasted), levels: [{ level: 'P3' }, { level: 'P1', at }] });
        for (const { basis } of found) expect(basis).not.toBeNull();
      }),
    );
  });

  test('is not told of a time that the rule does not give', () => {
    const record = incident({ ...closed, ...until(HOUR) });
    const report = { suffix: 'c', dueAt: iso(2 * HOUR) };
    expect(dueBasis(obligation, report, record, { classes: [] })).toBeNull();
    expect(dueBasis(obligation, { suffix: 'c', dueAt: null }, record, { classes: [] })).toBeNull();
  });
});
