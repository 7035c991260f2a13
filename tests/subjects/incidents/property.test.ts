/** The clocks against a slow, obvious oracle that counts second by second, on whole seconds after the base. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClockState } from '../../../src/states/clock.ts';
import { runs } from '../../support/runs.ts';
import {
  assess as assessCase,
  type Case,
  clockOf,
  confirmed,
  DAY,
  HOUR,
  iso,
  type LevelCase,
  MIN,
  majorOf,
  type PauseCase,
} from './_incident.ts';

/** With one start that both sides agreed on, so that each clock has one result; `start.test.ts` is about several. */
const agreed = confirmed({ clocks: 'alert' });
const assess = (given: Case, asOf?: number) => assessCase(given, asOf, agreed);

const RTO: Record<string, number> = { P1: 2 * HOUR, P2: 4 * HOUR, P3: 8 * HOUR, P4: 24 * HOUR };
const SEVERITY = ['P1', 'P2', 'P3', 'P4', 'P5'];

/** What happened by `asOf`; undefined when it did not. */
const known = (offset: number | undefined, asOf: number): number | undefined =>
  offset !== undefined && offset <= asOf ? offset : undefined;

function oracleStart(given: Case): number {
  const discovered = given.discovered ?? 0;
  const reported = given.reported;
  if (reported === null || reported === undefined) return discovered;
  return given.found === 'user' ? reported : Math.min(discovered, reported);
}

function oracleLevel(given: Case, asOf: number): string {
  const end = known(given.confirmed, asOf) ?? known(given.restored, asOf);
  let level = given.levels?.[0]?.level ?? 'P2';
  for (const row of given.levels?.slice(1) ?? []) {
    if ((row.at ?? 0) > asOf) continue;
    const approved = row.confirmedAt !== undefined && row.confirmedAt <= asOf;
    const worse = SEVERITY.indexOf(row.level) <= SEVERITY.indexOf(level);
    const before = end === undefined || (row.at ?? 0) <= end;
    if (approved || (worse && before)) level = row.level;
  }
  return level;
}

/** Seconds in [from, to) that no confirmed pause covers, counted one by one; and the instant at which `wanted` were full. */
function oracleRun(
  given: Case,
  from: number,
  to: number,
  asOf: number,
  wanted: number,
): { net: number; full?: number } {
  const stops = (given.pauses ?? []).filter(
    (p) => p.evidence !== false && p.confirmedAt !== undefined && p.confirmedAt <= asOf,
  );
  let net = 0;
  let full: number | undefined;
  for (let second = from; second < to; second += 1) {
    if (!stops.some((p) => p.from <= second && second < (p.to ?? Number.POSITIVE_INFINITY))) net += 1;
    if (net === wanted && full === undefined) full = second + 1;
  }
  return full === undefined ? { net } : { net, full };
}

function oracleSimple(start: number, end: number | undefined, limit: number, asOf: number, over: boolean): ClockState {
  if (end !== undefined) return end - start > limit ? 'missed' : 'met';
  if (over) return 'unrecorded';
  return asOf - start > limit ? 'overrun' : 'running';
}

const LONGEST = 5 * HOUR;

/** A believable incident: times in order after the start, pauses one after the other, levels that come and go. */
const cases: fc.Arbitrary<{ given: Case; asOf: number }> = fc
  .record({
    found: fc.constantFrom('user', 'monitoring', 'inspection', 'engineer'),
    discovered: fc.integer({ min: 0, max: 10 * MIN }),
    reported: fc.option(fc.integer({ min: 0, max: 10 * MIN })),
    responded: fc.option(fc.oneof(fc.constantFrom(599, 600, 601), fc.integer({ min: 0, max: HOUR })), {
      nil: undefined,
    }),
    remote: fc.option(fc.oneof(fc.constantFrom(899, 900, 901), fc.integer({ min: 0, max: HOUR })), { nil: undefined }),
    arrived: fc.option(fc.oneof(fc.constantFrom(3599, 3600, 3601), fc.integer({ min: 0, max: 2 * HOUR })), {
      nil: undefined,
    }),
    restored: fc.option(
      fc.oneof(fc.constantFrom(7199, 7200, 7201, 14400, 14401), fc.integer({ min: 0, max: LONGEST })),
      { nil: undefined },
    ),
    confirmedAfter: fc.option(fc.integer({ min: 0, max: HOUR }), { nil: undefined }),
    levels: fc.array(
      fc.record({
        level: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
        gap: fc.integer({ min: 0, max: 2 * HOUR }),
        confirmedAfter: fc.option(fc.integer({ min: 0, max: HOUR }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    pauses: fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: HOUR }),
        length: fc.integer({ min: 1, max: HOUR }),
        evidence: fc.boolean(),
        confirmedAfter: fc.option(fc.integer({ min: 0, max: 3 * HOUR }), { nil: undefined }),
      }),
      { maxLength: 3 },
    ),
    openPause: fc.boolean(),
    outage: fc.constantFrom('whole', 'core', 'partial', 'none'),
    diagnosis: fc.constantFrom('remote', 'onsite', 'both'),
    spot: fc.boolean(),
    asOf: fc.integer({ min: 10 * MIN, max: LONGEST + 2 * HOUR }),
  })
  .map((raw) => {
    const user = raw.found === 'user';
    const reported = user ? (raw.reported ?? 5 * MIN) : raw.reported;
    const start = oracleStart({ found: raw.found, discovered: raw.discovered, reported } as Case);
    const after = (offset: number | undefined): number | undefined =>
      offset === undefined ? undefined : start + offset;
    const restored = after(raw.restored);
    let at = start;
    const pauses = raw.pauses.map((one, i): PauseCase => {
      const from = at + one.gap;
      at = from + one.length;
      const last = i === raw.pauses.length - 1 && raw.openPause;
      return {
        from,
        ...(last ? {} : { to: at }),
        evidence: one.evidence,
        confirmedAt: one.confirmedAfter === undefined ? undefined : from + one.confirmedAfter,
      };
    });
    let set = 0;
    const levels = raw.levels.map((one, i): LevelCase => {
      set += i === 0 ? 0 : one.gap;
      return {
        level: one.level as 'P1',
        at: set,
        confirmedAt: one.confirmedAfter === undefined ? undefined : set + one.confirmedAfter,
      };
    });
    const given = {
      found: raw.found,
      discovered: raw.discovered,
      reported,
      responded: after(raw.responded),
      remote: after(raw.remote),
      arrived: after(raw.arrived),
      restored,
      confirmed: restored === undefined || raw.confirmedAfter === undefined ? undefined : restored + raw.confirmedAfter,
      levels,
      pauses,
      outage: raw.outage,
      diagnosis: raw.diagnosis,
      spot: raw.spot,
    } as Case;
    return { given, asOf: raw.asOf };
  });

const MANY = { numRuns: runs(12) };

describe('against the oracle', () => {
  test('restoration: seconds, limit and state', () => {
    fc.assert(
      fc.property(cases, ({ given, asOf }) => {
        const start = oracleStart(given);
        const end = known(given.confirmed, asOf) ?? known(given.restored, asOf);
        const { net } = oracleRun(given, start, end ?? Math.max(start, asOf), asOf, Number.POSITIVE_INFINITY);
        const limit = RTO[oracleLevel(given, asOf)] ?? 0;
        const stateOf = (used: number): ClockState =>
          end !== undefined ? (used > limit ? 'missed' : 'met') : used > limit ? 'overrun' : 'running';
        const told = { start: iso(start), seconds: net, limitSeconds: limit };
        const counted = confirmed({ clocks: 'alert', pauses: 'confirmed-only' });
        const clock = clockOf(assessCase(given, asOf, counted), 'restoration');
        expect(clock).toMatchObject({ ...told, state: stateOf(net) });
        const gross = (end ?? Math.max(start, asOf)) - start;
        const open = stateOf(gross) === stateOf(net) ? stateOf(net) : 'undecided';
        expect(clockOf(assess(given, asOf), 'restoration')).toMatchObject({ ...told, state: open });
      }),
      MANY,
    );
  });

  test('response', () => {
    fc.assert(
      fc.property(cases, ({ given, asOf }) => {
        const responded = known(given.responded, asOf) ?? (given.spot ? known(given.arrived, asOf) : undefined);
        const over = known(given.restored, asOf) !== undefined;
        const state = oracleSimple(oracleStart(given), responded, 600, asOf, over);
        expect(clockOf(assess(given, asOf), 'response').state).toBe(state);
      }),
      MANY,
    );
  });

  test('arrival and the start of the diagnosis', () => {
    fc.assert(
      fc.property(cases, ({ given, asOf }) => {
        const start = oracleStart(given);
        const remote = known(given.remote, asOf);
        const arrived = known(given.arrived, asOf) ?? (given.spot ? known(given.responded, asOf) : undefined);
        const inTime =
          (remote !== undefined && remote - start <= 900) || (arrived !== undefined && arrived - start <= 3600);
        const assessment = assess(given, asOf);
        expect(clockOf(assessment, 'diagnosis').state === 'met').toBe(inTime);
        if (!majorOf(assessment).holds) return;
        const arrival = clockOf(assessment, 'arrival');
        expect(arrival.decides).toBe(true);
        expect(arrival.state === 'met').toBe(arrived !== undefined && arrived - start <= 3600);
      }),
      MANY,
    );
  });

  test('major by both readings, and since when', () => {
    fc.assert(
      fc.property(cases, ({ given, asOf }) => {
        const start = oracleStart(given);
        const end = known(given.confirmed, asOf) ?? known(given.restored, asOf) ?? Math.max(start, asOf);
        const { full } = oracleRun(given, start, end, asOf, 7200);
        const { byOption, since } = majorOf(assess(given, asOf));
        const first = oracleLevel(given, asOf) === 'P1';
        expect(byOption['letter']?.holds).toBe(full !== undefined || first);
        const wide = given.outage === 'whole' || given.outage === 'core';
        expect(byOption['outage']?.holds).toBe(full !== undefined && wide);
        // Of pauses that may count or not, the earliest moment.
        const counted = oracleRun({ ...given, pauses: [] }, start, end, asOf, 7200).full;
        if (!first) expect(since).toBe(counted === undefined ? null : iso(counted));
      }),
      MANY,
    );
  });
});

describe('what always holds', () => {
  test('time only makes an open clock worse, and never changes one that has ended', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: DAY }), ({ given, asOf }, later) => {
        const still = { ...given, pauses: [], levels: [{ level: 'P2' as const }] };
        const before = clockOf(assess(still, asOf), 'restoration');
        const after = clockOf(assess(still, asOf + later), 'restoration');
        if (before.state === 'overrun') expect(['overrun', 'missed']).toContain(after.state);
        if (given.confirmed !== undefined && given.confirmed <= asOf) expect(after).toEqual(before);
      }),
      MANY,
    );
  });

  test('pauses that nobody confirmed change no figure', () => {
    fc.assert(
      fc.property(cases, ({ given, asOf }) => {
        const loose = (given.pauses ?? []).map((pause) => ({ ...pause, confirmedAt: undefined }));
        const paused = clockOf(assess({ ...given, pauses: loose }, asOf), 'restoration');
        const without = clockOf(assess({ ...given, pauses: [] }, asOf), 'restoration');
        expect({ seconds: paused.seconds, state: paused.state }).toEqual({
          seconds: without.seconds,
          state: without.state,
        });
      }),
      MANY,
    );
  });

  test('overall is met exactly when every deciding clock is met or does not apply', () => {
    fc.assert(
      fc.property(cases, ({ given, asOf }) => {
        const { clocks, overall } = assess(given, asOf);
        const states = clocks.filter((clock) => clock.decides).map((clock) => clock.state);
        expect(overall === 'met').toBe(states.every((state) => state === 'met' || state === 'not-applicable'));
        expect(overall === 'missed').toBe(states.some((state) => ['missed', 'overrun', 'unrecorded'].includes(state)));
      }),
      MANY,
    );
  });
});
