import { describe, expect, test } from 'vitest';
import type { Obligation } from '../../../src/contract/terms/obligations.ts';
import { incidentEvent } from '../../../src/subjects/incidents/judge/event.ts';
import { NO_MONITORING } from '../../../src/subjects/incidents/judge/monitoring.ts';
import { type Case, confirmed, contract, DAY, HOUR, incident, iso, MIN, unconfirmed } from './_incident.ts';

/** Only what the rule reads of the obligation: the first report within one hour. */
const majorIncident = {
  eventKind: 'incident',
  eventClass: 'major',
  due: null,
  parts: [
    { due: { rule: 'hours-after', hours: 1, after: 'discoveredAt', orLater: 'majorAt', agreed: true } },
    { due: { rule: 'hours-after', hours: 3, after: 'discoveredAt', orLater: 'majorAt', agreed: true } },
    { due: { rule: 'hours-after', hours: 24, after: 'closedAt', agreed: false } },
  ],
} as unknown as Obligation;

const event = (given: Case, asOf = 30 * DAY, interpretations = unconfirmed, obligations = [majorIncident]) =>
  incidentEvent(incident(given), { contract, assets: [], interpretations, obligations }, iso(asOf), NO_MONITORING);

const closed: Case = { responded: 60, remote: 60, arrived: 30 * MIN };
const until = (seconds: number): Case => ({ restored: seconds, confirmed: seconds, closed: seconds + HOUR });

describe('which reading brings up the reports of a major incident', () => {
  const long: Case = { ...closed, ...until(3 * HOUR), outage: 'partial' };

  test('unconfirmed: either is enough', () => {
    expect(event(long).holds).toContain('class major');
    expect(event({ ...long, outage: 'core' }).holds).toContain('class major');
  });

  test('confirmed: only the one that both sides agreed on', () => {
    expect(event(long, 30 * DAY, confirmed({ major: 'outage' })).holds).not.toContain('class major');
    expect(event(long, 30 * DAY, confirmed({ major: 'letter' })).holds).toContain('class major');
  });

  test('P1 from when it was graded, the others from two hours on', () => {
    const p1 = event({ ...long, levels: [{ level: 'P1', at: 5 * MIN }] });
    expect(p1.fields['majorAt']).toBe(iso(5 * MIN));
    expect(event({ ...closed, ...until(2 * HOUR - 1) }).holds).not.toContain('class major');
    expect(event({ ...closed, ...until(2 * HOUR) }).fields['majorAt']).toBe(iso(2 * HOUR));
  });
});

describe('a level that changes', () => {
  const lowered = (confirmedAt: number, restored = 100 * MIN): Case => ({
    ...closed,
    ...until(restored),
    levels: [
      { level: 'P1', at: 0 },
      { level: 'P3', at: 20 * MIN, confirmedAt },
    ],
  });

  test('raised to P1: the reports count from the change', () => {
    const raised = event({ ...closed, ...until(HOUR), levels: [{ level: 'P3' }, { level: 'P1', at: 30 * MIN }] });
    expect(raised).toMatchObject({ holds: ['level P1', 'class major'], fields: { majorAt: iso(30 * MIN) } });
  });

  test('graded the same once more: it counts from the first time', () => {
    const again = event({
      ...closed,
      ...until(HOUR),
      levels: [{ level: 'P1' }, { level: 'P1', at: 30 * MIN, confirmedAt: DAY }],
    });
    expect(again.fields['majorAt']).toBe(iso(0));
  });

  test('tells what it was until each change', () => {
    expect(event(lowered(HOUR)).before).toEqual([{ until: iso(HOUR), holds: ['level P1'] }]);
    expect(event(lowered(HOUR), 30 * MIN).before).toBeUndefined();
  });

  test('lowered before the first report fell due: it is owed no more', () => {
    expect(event(lowered(HOUR)).holds).toEqual(['level P3']);
  });

  test('lowered after it fell due: what was owed stays owed', () => {
    expect(event(lowered(HOUR + 1))).toMatchObject({
      holds: ['level P3', 'class major'],
      fields: { majorAt: iso(0) },
    });
  });

  test('lowered without the purchaser: still what it was', () => {
    const own: Case = { ...closed, ...until(HOUR), levels: [{ level: 'P1' }, { level: 'P4', at: 20 * MIN }] };
    expect(event(own).holds).toEqual(['level P1', 'class major']);
  });

  test('a confirmation yet to come changes nothing', () => {
    expect(event(lowered(3 * HOUR), 2 * HOUR).holds).toContain('class major');
  });
});

describe('a pause confirmed later', () => {
  const agreed = confirmed({ pauses: 'confirmed-only' });
  const paused = (confirmedAt: number): Case => ({
    ...closed,
    ...until(3 * HOUR),
    pauses: [{ from: HOUR, to: 2 * HOUR + MIN, confirmedAt }],
  });

  test('takes the incident out of the major ones while nothing had fallen due', () => {
    expect(event(paused(2 * HOUR + 30 * MIN), 30 * DAY, agreed).holds).toEqual(['level P2']);
  });

  test('does not take back a report that had fallen due', () => {
    expect(event(paused(5 * HOUR), 30 * DAY, agreed).holds).toContain('class major');
    expect(event(paused(5 * HOUR), 30 * DAY, agreed, []).holds).not.toContain('class major');
  });

  test('leaves it among them while nobody agreed whether it counts', () => {
    expect(event(paused(2 * HOUR + 30 * MIN)).holds).toContain('class major');
  });
});
