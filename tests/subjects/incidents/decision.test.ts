/** When a clock is decided: once, whatever the moment at which it is looked at. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assessIncident } from '../../../src/subjects/incidents/judge/clocks.ts';
import { countedState, decisionOf } from '../../../src/subjects/incidents/judge/decision.ts';
import { summariseIncidents } from '../../../src/subjects/incidents/judge/incident-figures.ts';
import alertKind from '../../../src/subjects/incidents/kinds/alert-proposal.ts';
import { runs } from '../../support/runs.ts';
import { type Case, context, HOUR, incident, iso, MIN, unconfirmed } from './_incident.ts';

const decided = (given: Case, asOf: number) => {
  const record = incident(given);
  const judged = assessIncident(record, context(asOf));
  return new Map(judged.clocks.map((clock) => [clock.id, decisionOf(record, clock, iso(asOf))]));
};

describe('a clock', () => {
  test('that was met is decided at its end, and not while it runs', () => {
    const given: Case = { level: 'P2', responded: 5 * MIN, restored: 2 * HOUR, closed: 3 * HOUR };
    expect(decided(given, HOUR).get('restoration')).toBeNull();
    expect(decided(given, 4 * HOUR).get('restoration')).toEqual({ state: 'met', at: iso(2 * HOUR) });
  });

  test('that ran over is decided when its limit passed, before and after it ended', () => {
    const given: Case = { level: 'P2', responded: 5 * MIN, restored: 9 * HOUR, closed: 10 * HOUR };
    const limit = { state: 'missed', at: iso(4 * HOUR) };
    expect(decided(given, 4 * HOUR).get('restoration')).toBeNull();
    expect(decided(given, 5 * HOUR).get('restoration')).toEqual(limit);
    expect(decided(given, 20 * HOUR).get('restoration')).toEqual(limit);
  });

  test('that nobody wrote down is decided when the incident is over, one that need not run when it is closed', () => {
    const given: Case = { level: 'P4', restored: 2 * HOUR, closed: 3 * HOUR };
    expect(decided(given, HOUR).get('response')).toMatchObject({ state: 'missed' });
    expect(decided(given, 4 * HOUR).get('response')).toEqual({ state: 'unrecorded', at: iso(2 * HOUR) });
    expect(decided({ ...given, responded: 60 }, 2.5 * HOUR).get('record')).toBeNull();
  });

  test('on which the readings differ while it runs is 进行中 in the statistics, and 口径未定 in the one period in which it is over', () => {
    const record = incident({
      found: 'monitoring',
      level: 'P1',
      discovered: 0,
      reported: 45 * MIN,
      restored: 2.5 * HOUR,
    });
    const fired = { at: iso(0), firedAt: iso(0), decision: 'incident' as const, incident: record.id };
    const at = (asOf: number) => {
      const known = context(asOf, unconfirmed, { alerts: [{ ...alertKind.example, ...fired }], probes: [] });
      const clock = assessIncident(record, known).clocks.find(({ id }) => id === 'restoration');
      if (clock === undefined) throw new Error('no clock');
      const row = summariseIncidents([record], known).clocks.find(({ id }) => id === 'restoration');
      const { running, undecided } = row?.counts ?? {};
      return [clock.state, countedState(record, clock, iso(asOf)), running, undecided, row?.differs];
    };
    expect(at(HOUR)).toEqual(['running', 'running', 1, 0, false]);
    expect(at(2.25 * HOUR)).toEqual(['undecided', 'running', 1, 0, true]);
    expect(at(3 * HOUR)).toEqual(['undecided', 'undecided', 0, 1, true]);
  });

  test('once decided keeps its time and its result', () => {
    const times = fc.record({ responded: fc.nat(40), restored: fc.integer({ min: 41, max: 900 }), rest: fc.nat(300) });
    fc.assert(
      fc.property(times, fc.nat(2000), fc.nat(2000), (given, a, b) => {
        const made: Case = {
          level: 'P2',
          responded: given.responded * MIN,
          restored: given.restored * MIN,
          closed: (given.restored + given.rest) * MIN,
        };
        const [first, second] = [Math.min(a, b), Math.max(a, b)].map((one) =>
          decided(made, one * MIN).get('restoration'),
        );
        if (first !== null) expect(second).toEqual(first);
      }),
      { numRuns: runs(8) },
    );
  });
});
