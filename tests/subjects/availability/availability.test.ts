import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeProbe, type ProbeState } from '../../../src/records/probe-samples.ts';
import {
  availabilityOf,
  begunIn,
  plannedSpans,
  type Seconds,
  type TargetAvailability,
  upOf,
  upWithPlannedOf,
  windowsWithoutEffect,
} from '../../../src/subjects/availability/judge/availability.ts';
import { subtract, union } from '../../../src/subjects/availability/judge/spans.ts';
import type { MaintenanceWindowRecord } from '../../../src/subjects/availability/kinds/maintenance-window.ts';
import type { ProbeRecord } from '../../../src/subjects/inspections/kinds/probe.ts';
import { exampleOf, variant } from '../../records/_kinds.ts';
import { runs } from '../../support/runs.ts';
import { signedScan } from '../../support/signed.ts';

const T = (clock: string, day = '24'): string => `2026-11-${day}T${clock}:00+08:00`;
const MIN = 60;
const DAY = 86_400;

function probe(
  date: string,
  series: readonly { target: string; states: string; probe?: string }[],
  more = {},
): ProbeRecord {
  const rows = series.map((one) => ({ probe: 'http', ...one }));
  return { ...exampleOf<ProbeRecord>('probe'), date, series: rows, failures: [], ...more } as ProbeRecord;
}

const window_ = (patch: Readonly<Record<string, unknown>>): MaintenanceWindowRecord =>
  variant('maintenance-window', {
    assets: ['app'],
    at: T('08:00', '20'),
    approvedAt: T('09:00', '20'),
    attachments: [signedScan(T('02:00'))],
    ...patch,
  }) as never;

/** Under which figures a minute counts. */
function countedAs(states: readonly (ProbeState | undefined)[], isPlanned: boolean): (keyof Seconds)[] {
  const state = states.includes('down') ? 'down' : states.includes('up') ? 'up' : 'unobserved';
  if (!isPlanned) return [state];
  if (state === 'unobserved') return ['planned'];
  return ['planned', state === 'down' ? 'plannedDown' : 'plannedUp'];
}

const november24 = { from: T('00:00'), to: T('00:00', '25') };

describe('one day of one target', () => {
  test('down and unobserved time stand apart', () => {
    const [app] = availabilityOf({
      ...november24,
      windows: [],
      probes: [probe('2026-11-24', [{ target: 'app', states: 'u1000 d10 u400 n30' }])],
    });
    expect(app).toMatchObject({
      seconds: { up: 1400 * MIN, down: 10 * MIN, planned: 0, plannedUp: 0, plannedDown: 0, unobserved: 30 * MIN },
      availability: 1400 / 1410,
      coverage: 1410 / 1440,
    });
    expect(app?.outages).toEqual([
      { from: '2026-11-24T16:40:00+08:00', to: '2026-11-24T16:50:00+08:00', seconds: 600, reason: null, goesOn: false },
    ]);
  });

  test('slots that are missing at the end were not observed', () => {
    const [app] = availabilityOf({
      ...november24,
      windows: [],
      probes: [probe('2026-11-24', [{ target: 'app', states: 'u60' }])],
    });
    expect(app?.seconds).toEqual({
      up: 3600,
      down: 0,
      planned: 0,
      plannedUp: 0,
      plannedDown: 0,
      unobserved: DAY - 3600,
    });
  });

  test('an agreed window is taken out, up and down alike', () => {
    const windows = [window_({ from: T('01:00'), to: T('02:00') })];
    const probes = [probe('2026-11-24', [{ target: 'app', states: 'u90 d60 u1290' }])];
    const [app] = availabilityOf({ ...november24, windows, probes });
    expect(app?.seconds).toEqual({
      up: (60 + 1290 - 0) * MIN,
      down: 30 * MIN,
      planned: 60 * MIN,
      plannedUp: 30 * MIN,
      plannedDown: 30 * MIN,
      unobserved: 0,
    });
    expect(app?.outages).toMatchObject([{ from: T('02:00'), to: T('02:30') }]);
  });

  test('a window that was marked when it was over is taken out by the hand of the purchaser, and the figure with it stays', () => {
    const probes = [probe('2026-11-24', [{ target: 'app', states: 'u60 d60 u1320' }])];
    const marked = window_({
      ...{ from: T('01:00'), to: T('02:00'), at: T('09:00'), approvedAt: T('10:00'), afterwards: 'yes' },
      attachments: [signedScan(T('11:00'))],
    });
    const [before] = availabilityOf({ ...november24, windows: [], probes });
    const [app] = availabilityOf({ ...november24, windows: [marked], probes });
    expect(app?.seconds).toMatchObject({
      up: 1380 * MIN,
      down: 0,
      planned: 60 * MIN,
      plannedUp: 0,
      plannedDown: 60 * MIN,
    });
    expect(app?.availability).toBe(1);
    expect(upWithPlannedOf((app as TargetAvailability).seconds)).toEqual(upOf((before as TargetAvailability).seconds));
    expect(plannedSpans({ ...november24, windows: [marked], probes })).toMatchObject([
      { target: 'app', from: T('01:00'), to: T('02:00'), down: 3600 },
    ]);
  });

  test('agreed or not, what was observed stays the same sum', () => {
    const clock = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(fc.array(fc.tuple(clock, clock), { maxLength: 4 }), (spans) => {
        const minute = (n: number): string =>
          T(`${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`);
        const windows = spans.map(([a, b]) =>
          window_({ from: minute(Math.min(a, b)), to: minute(Math.max(a, b)), attachments: [signedScan(T('23:59'))] }),
        );
        const probes = [probe('2026-11-24', [{ target: 'app', states: 'u300 d200 n100 u400 d40 u400' }])];
        const [app] = availabilityOf({ ...november24, windows, probes });
        const { numerator, denominator } = upWithPlannedOf((app as TargetAvailability).seconds);
        expect([numerator, denominator]).toEqual([1100 * MIN, 1340 * MIN]);
      }),
      { numRuns: runs(8) },
    );
  });

  test.for([
    [
      'marked afterwards by the word of the supplier alone',
      { afterwards: 'yes', approvedAt: T('10:00'), attachments: undefined },
    ],
    ['marked afterwards and not agreed to yet', { afterwards: 'yes', approvedAt: undefined, approvedBy: undefined }],
    ['not agreed', { approvedAt: undefined, approvedBy: undefined }],
    ['agreed after it began', { approvedAt: T('01:30') }],
    ['cancelled', { cancelled: 'yes' }],
    ['agreed by the word of the supplier alone', { attachments: undefined }],
    ['of another asset', { assets: ['other'] }],
  ] as const)('a window %s takes nothing out', ([name, patch]) => {
    const windows = [window_({ from: T('01:00'), to: T('02:00'), ...patch })];
    const [app] = availabilityOf({
      ...november24,
      windows,
      probes: [probe('2026-11-24', [{ target: 'app', states: 'u1440' }])],
    });
    expect(app?.seconds.planned).toBe(0);
    expect(windowsWithoutEffect(windows)).toHaveLength(name === 'of another asset' ? 0 : 1);
  });

  test('several probes of a target: down when one failed, observed when one looked', () => {
    const series = [
      { target: 'app', states: 'u10 d10 n1420' },
      { target: 'app', states: 'n5 u1435', probe: 'tcp' },
    ];
    const [app] = availabilityOf({ ...november24, windows: [], probes: [probe('2026-11-24', series)] });
    expect(app?.seconds).toEqual({
      up: 1430 * MIN,
      down: 10 * MIN,
      planned: 0,
      plannedUp: 0,
      plannedDown: 0,
      unobserved: 0,
    });
  });

  test('the reason that the probe gave is told', () => {
    const failures = [{ target: 'app', from: T('00:10'), to: T('00:20'), reason: '连接超时（5 s）', failed: 10 }];
    const [app] = availabilityOf({
      ...november24,
      windows: [],
      probes: [probe('2026-11-24', [{ target: 'app', states: 'u10 d10 u1420' }], { failures })],
    });
    expect(app?.outages[0]?.reason).toBe('连接超时（5 s）');
  });

  test('other sampling intervals', () => {
    const [app] = availabilityOf({
      ...november24,
      windows: [],
      probes: [probe('2026-11-24', [{ target: 'app', states: 'u287 d1' }], { interval: 300 })],
    });
    expect(app?.seconds).toMatchObject({ up: 287 * 300, down: 300 });
  });
});

describe('a period', () => {
  test('a day without record is unobserved; an outage over midnight is one', () => {
    const probes = [
      probe('2026-11-24', [{ target: 'app', states: 'u1430 d10' }]),
      probe('2026-11-25', [{ target: 'app', states: 'd5 u1435' }]),
    ];
    const [app] = availabilityOf({ from: T('00:00'), to: T('00:00', '27'), windows: [], probes });
    expect(app?.seconds).toEqual({
      up: 2865 * MIN,
      down: 15 * MIN,
      planned: 0,
      plannedUp: 0,
      plannedDown: 0,
      unobserved: DAY,
    });
    expect(app?.outages).toMatchObject([{ from: T('23:50'), to: T('00:05', '25'), seconds: 900 }]);
    expect(app?.days.map((one) => [one.date, one.availability])).toEqual([
      ['2026-11-24', 1430 / 1440],
      ['2026-11-25', 1435 / 1440],
      ['2026-11-26', null],
    ]);
  });

  test('an outage that goes on from the day before is told from its beginning here, and began there', () => {
    const down = (states: string, day: string) => probe(`2026-11-${day}`, [{ target: 'app', states }]);
    const [before, own] = [down('u1430 d10', '24'), down('d5 u1425 d10', '25')];
    const of = { from: T('00:00', '25'), to: T('00:00', '26'), windows: [], probes: [own] };
    const told = [
      { from: T('23:50', '25'), to: T('00:00', '26'), seconds: 600, reason: null, goesOn: false },
      { from: T('00:00', '25'), to: T('00:05', '25'), seconds: 300, reason: null, goesOn: true },
    ];
    const known = availabilityOf({ ...of, before: [before] });
    const unknown = availabilityOf(of);
    expect(known.map(({ outages }) => outages)).toEqual([told]);
    expect([known, unknown].map(([app]) => app && begunIn(app))).toEqual([1, 2]);
    expect(known.map(({ seconds }) => seconds)).toEqual(unknown.map(({ seconds }) => seconds));
    // What both sides had agreed to ends an outage: what goes on after it is another.
    const agreed = [window_({ from: T('23:45', '24'), to: T('00:00', '25') })];
    const after = availabilityOf({ ...of, before: [before], windows: agreed });
    expect(after.map(begunIn)).toEqual([2]);
  });

  test('a part of a day: only what lies in it', () => {
    const [app] = availabilityOf({
      from: T('00:30'),
      to: T('01:00'),
      windows: [],
      probes: [probe('2026-11-24', [{ target: 'app', states: 'd40 u1400' }])],
    });
    expect(app?.seconds).toEqual({
      up: 20 * MIN,
      down: 10 * MIN,
      planned: 0,
      plannedUp: 0,
      plannedDown: 0,
      unobserved: 0,
    });
    expect(app?.outages).toMatchObject([{ from: T('00:30'), to: T('00:40') }]);
  });

  test('a target that nobody probed has no availability', () => {
    const [app] = availabilityOf({ ...november24, windows: [], probes: [], targets: ['app'] });
    expect(app).toMatchObject({ availability: null, coverage: 0, seconds: { unobserved: DAY } });
  });

  test('a day that was all maintenance has neither availability nor coverage', () => {
    const windows = [window_({ from: T('00:00'), to: T('00:00', '25') })];
    const [app] = availabilityOf({
      ...november24,
      windows,
      probes: [probe('2026-11-24', [{ target: 'app', states: 'd1440' }])],
    });
    expect(app).toMatchObject({ availability: null, coverage: null, outages: [] });
  });

  test('the sums of the days are the sums of the period, minute by minute as an oracle counts them', () => {
    const state = fc.constantFrom<ProbeState>('up', 'down', 'unobserved');
    const minutes = fc.array(state, { minLength: 200, maxLength: 200 });
    fc.assert(
      fc.property(
        minutes,
        minutes,
        fc.integer({ min: 0, max: 199 }),
        fc.integer({ min: 0, max: 199 }),
        (one, two, w1, w2) => {
          const [start, end] = [Math.min(w1, w2), Math.max(w1, w2)];
          const clock = (n: number) =>
            T(`${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`);
          const series = [
            { target: 'app', states: encodeProbe(one) },
            { target: 'app', states: encodeProbe(two), probe: 'tcp' },
          ];
          const windows = [window_({ from: clock(start), to: clock(end) })];
          const [app] = availabilityOf({ ...november24, windows, probes: [probe('2026-11-24', series)] });
          const expected = { up: 0, down: 0, planned: 0, plannedUp: 0, plannedDown: 0, unobserved: (1440 - 200) * MIN };
          for (let n = 0; n < 200; n += 1) {
            for (const key of countedAs([one[n], two[n]], n >= start && n < end)) expected[key] += MIN;
          }
          expect(app?.seconds).toEqual(expected);
          expect(app?.outages.reduce((sum, outage) => sum + outage.seconds, 0)).toBe(expected.down);
        },
      ),
      { numRuns: runs(8) },
    );
  });

  test('a month of the worst case is counted to the sample', () => {
    const worst = encodeProbe(Array.from({ length: 1440 }, (_, i) => (i % 2 === 0 ? 'up' : 'down')));
    const probes = Array.from({ length: 30 }, (_, d) =>
      probe(`2026-11-${String(d + 1).padStart(2, '0')}`, [{ target: 'app', states: worst }]),
    );
    const [app] = availabilityOf({ from: T('00:00', '01'), to: '2026-12-01T00:00:00+08:00', windows: [], probes });
    expect(app?.availability).toBe(0.5);
  });
});

test('spans: what is joined and taken out agrees with counting one by one', () => {
  const spans = fc.array(
    fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
    { maxLength: 6 },
  );
  const within = (list: readonly { from: number; to: number }[], n: number) =>
    list.some((one) => one.from <= n && n < one.to);
  fc.assert(
    fc.property(spans, spans, (some, holes) => {
      const joined = union(some);
      const left = subtract(joined, union(holes));
      for (let n = 0; n < 31; n += 1) {
        expect(within(joined, n)).toBe(within(some, n));
        expect(within(left, n)).toBe(within(some, n) && !within(holes, n));
      }
      expect(joined.every((one, i) => one.from < one.to && (joined[i + 1]?.from ?? 99) > one.to)).toBe(true);
    }),
  );
});
