/** Which clocks of an open incident still count, and until when. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InstantText } from '../../../src/contract/time.ts';
import { toInstant, toText } from '../../../src/contract/time.ts';
import { assessIncident } from '../../../src/subjects/incidents/judge/clocks.ts';
import { runningClocks } from '../../../src/subjects/incidents/judge/running.ts';
import incidentKind, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import { runs } from '../../support/runs.ts';
import { type Case, confirmed, context, HOUR, incident, iso, MIN } from './_incident.ts';

const running = (given: Case, asOf: number) => runningClocks(incident(given), context(asOf));
const later = (at: InstantText, seconds: number): InstantText => toText(toInstant(at).add({ seconds }));

describe('the clocks that count', () => {
  it('are those that nothing has ended, the nearest limit first', () => {
    expect(running({ level: 'P2', diagnosis: 'both' }, MIN).map(({ clock, dueAt }) => [clock, dueAt])).toEqual([
      ['response', iso(10 * MIN)],
      ['diagnosis', iso(15 * MIN)],
      ['restoration', iso(4 * HOUR)],
    ]);
    expect(running({ level: 'P2', responded: MIN, remote: MIN }, 2 * MIN).map(({ clock }) => clock)).toEqual([
      'restoration',
    ]);
  });

  it('name of two ways, of which one in time is enough, the one that can still be taken', () => {
    const diagnosis = (asOf: number) =>
      running({ level: 'P2', diagnosis: 'both', responded: MIN }, asOf).find(({ clock }) => clock === 'diagnosis');
    expect(diagnosis(15 * MIN)).toMatchObject({ state: 'running', limit: '15 分钟', dueAt: iso(15 * MIN) });
    expect(diagnosis(15 * MIN + 1)).toMatchObject({ state: 'running', limit: '1 小时', dueAt: iso(HOUR) });
    expect(diagnosis(HOUR + 1)).toMatchObject({ state: 'overrun', dueAt: iso(HOUR) });
  });

  it('are none once it is restored or closed', () => {
    expect(running({ level: 'P2', restored: HOUR }, 2 * HOUR)).toEqual([]);
  });

  it('are past their limit one second after it, and not at it', () => {
    const at = (asOf: number) => running({ level: 'P2', responded: MIN, remote: MIN, arrived: MIN }, asOf)[0]?.state;
    expect([at(4 * HOUR), at(4 * HOUR + 1)]).toEqual(['running', 'overrun']);
  });

  it('stand still in a confirmed pause that goes on', () => {
    const given: Case = {
      level: 'P2',
      responded: MIN,
      remote: MIN,
      pauses: [{ from: 30 * MIN, confirmedAt: 31 * MIN }],
    };
    const agreed = confirmed({ pauses: 'confirmed-only' });
    const counting = runningClocks(incident(given), { ...context(HOUR), interpretations: agreed });
    expect(counting).toMatchObject([{ clock: 'restoration', dueAt: null }]);
    // By a reading that is still open it may run on.
    expect(running(given, HOUR)).toMatchObject([{ clock: 'restoration', dueAt: iso(4 * HOUR) }]);
  });
});

it('a limit passes at the very second at which the judgement turns, whatever paused it', () => {
  const pause = fc.record({
    gap: fc.integer({ min: 1, max: 3 * HOUR }),
    length: fc.integer({ min: 1, max: 5 * HOUR }),
  });
  const property = fc.property(fc.array(pause, { maxLength: 3 }), fc.boolean(), (given, evidence) => {
    let from = 0;
    const pauses = given.map(({ gap, length }) => {
      const start = from + gap;
      from = start + length;
      return { from: start, to: from, confirmedAt: from, evidence };
    });
    const record = incident({ level: 'P2', responded: MIN, remote: MIN, arrived: MIN, pauses });
    const own = context(from + 1, confirmed({ pauses: 'confirmed-only' }));
    const due = runningClocks(record, own).find(({ clock }) => clock === 'restoration')?.dueAt ?? '';
    const stateAt = (asOf: InstantText) =>
      assessIncident(record, { ...own, asOf }).clocks.find(({ id }) => id === 'restoration')?.state;
    // Already past: it had passed by then, by the pauses up to that second.
    const isPast = stateAt(own.asOf) === 'overrun';
    return isPast || (stateAt(due) === 'running' && stateAt(later(due, 1)) === 'overrun');
  });
  fc.assert(property, { numRuns: runs(8) });
});

describe('what nobody knows at the call', () => {
  const open = incident({ level: 'P2' });
  const pending: IncidentRecord = { ...open, outage: 'pending', diagnosis: 'pending' };

  it('exempts from nothing: arrival and remote start are judged as where both are owed', () => {
    const both = assessIncident({ ...open, diagnosis: 'both' }, context(HOUR)).clocks;
    expect(assessIncident(pending, context(HOUR)).clocks).toEqual(both);
  });

  it('makes it of no class by what was down, and says so', () => {
    const [major] = assessIncident(pending, context(MIN)).classes;
    const texts = Object.values(major?.byOption ?? {}).map(({ text }) => text);
    expect(texts.some((text) => text.includes('中断范围待定'))).toBe(true);
  });

  it('is known when it is closed', () => {
    const { impact: _impact, ...rest } = incident({ level: 'P2', restored: HOUR, closed: 2 * HOUR });
    const closed = { ...rest, outage: 'pending', diagnosis: 'pending' } as IncidentRecord;
    const contract = { contract: context(0).contract, assets: [{ id: 'subsystem-hr' }] } as never;
    const fields = (record: IncidentRecord) => (incidentKind.check?.(record, contract) ?? []).map(({ field }) => field);
    expect(fields(closed)).toEqual(expect.arrayContaining(['impact', 'outage', 'diagnosis']));
    expect(fields({ ...pending, impact: undefined })).toEqual([]);
  });
});
