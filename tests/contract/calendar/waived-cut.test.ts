/** What a waived period would have told is told by the next document that is issued: once, and never by none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { belongsTo } from '../../../src/contract/calendar/belongs.ts';
import { countedDays, countedSpan, cutsUpTo, type Fact } from '../../../src/contract/calendar/cut.ts';
import type { Occurrence } from '../../../src/contract/calendar/occurrence.ts';
import type { WaivedPeriod } from '../../../src/contract/calendar/waived.ts';
import { at, toDate, toText } from '../../../src/contract/time.ts';
import { runs } from '../../support/runs.ts';

const START = toDate('2026-01-01');
const hour = (n: number): string => toText(at(START, '00:00').add({ hours: n }));
const dayAt = (n: number): string => START.add({ days: n }).toString();

const OBLIGATION = 'report';
const COUNT = 7;
/** So many periods of so many days. */
const occurrencesOf = (days: number): Occurrence[] =>
  Array.from({ length: COUNT }, (_, n) => ({
    ...{ obligation: OBLIGATION, period: `p${n}`, from: dayAt(days * n), to: dayAt(days * (n + 1) - 1) },
    ...{ issueFrom: null, dueAt: null },
  }));

interface Issued {
  n: number;
  obligation: string;
  period: string;
  revision: 1;
  issuedAt: string;
}
const issuedAs = (n: number, issuedAt: string): Issued => ({
  ...{ n, obligation: OBLIGATION, period: `p${n}`, revision: 1, issuedAt },
});
const waivedAs = (n: number, from: string, to: string | null = null): WaivedPeriod => ({
  ...{ obligation: OBLIGATION, period: `p${n}`, from, to },
});

/** What is known of the waivers at a moment. */
const knownAt = (waived: readonly WaivedPeriod[], now: string): WaivedPeriod[] =>
  waived
    .filter(({ from }) => from <= now)
    .map((one) => ({ ...one, to: one.to !== null && one.to <= now ? one.to : null }));

const cutsAt = (all: readonly Occurrence[], n: number, now: string, issued: Issued[], waived: WaivedPeriod[]) =>
  cutsUpTo(all[n] as Occurrence, all, issued, {
    ...{ cut: now, serviceEnd: '2026-12-31', waived: knownAt(waived, now) },
  });

/** By fact, the documents that tell it, when each is composed with what is known at its time. */
function told(all: readonly Occurrence[], order: readonly Issued[], waived: WaivedPeriod[], facts: readonly Fact[]) {
  const found = new Map<Fact, string[]>(facts.map((fact) => [fact, []]));
  const issued: Issued[] = [];
  for (const document of order) {
    const { n, period, issuedAt: now } = document;
    const cuts = cutsAt(all, n, now, issued, waived);
    for (const [fact, by] of found)
      if (fact.entered <= now && belongsTo(fact, cuts)?.period === period) by.push(period);
    issued.push(document);
  }
  return found;
}

const scenes = fc.integer({ min: 0, max: 1 }).chain((kind) => {
  const days = kind === 0 ? 1 : 10;
  const length = 24 * days;
  const offset = fc.integer({ min: -Math.floor(length / 3), max: 3 * length });
  return fc.record({
    days: fc.constant(days),
    periods: fc.array(
      fc.record({
        issue: fc.option(fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, offset), { freq: 3, nil: null }),
        waiver: fc.option(
          fc.record({ from: fc.integer({ min: -length, max: 2 * length }), for: fc.option(fc.nat(2 * length)) }),
        ),
      }),
      { minLength: COUNT, maxLength: COUNT },
    ),
    facts: fc.array(
      fc.record({ event: fc.nat(COUNT * length - 1), delay: fc.oneof(fc.constant(0), fc.nat(5 * length)) }),
      { minLength: 1, maxLength: 20 },
    ),
  });
});

type Scene = typeof scenes extends fc.Arbitrary<infer T> ? T : never;

function sceneOf({ days, periods, facts }: Scene) {
  const end = (n: number): number => 24 * days * (n + 1);
  const order = periods
    .flatMap(({ issue }, n) => (issue === null ? [] : [issuedAs(n, hour(end(n) + issue))]))
    .toSorted((a, b) => (a.issuedAt < b.issuedAt ? -1 : a.issuedAt > b.issuedAt ? 1 : 0));
  const waived = periods.flatMap(({ waiver }, n) =>
    waiver === null
      ? []
      : [waivedAs(n, hour(end(n) + waiver.from), waiver.for === null ? null : hour(end(n) + waiver.from + waiver.for))],
  );
  const all = facts.map(({ event, delay }): Fact => ({ event: hour(event), entered: hour(event + delay) }));
  return { all: occurrencesOf(days), order, waived, facts: all, end: (n: number) => hour(end(n)) };
}

describe('a fact, whatever is issued, waived, waived no more or missed, in whatever order', () => {
  it('is told by no two documents', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { all, order, waived, facts } = sceneOf(scene);
        for (const by of told(all, order, waived, facts).values()) expect(by.length).toBeLessThan(2);
      }),
      { numRuns: runs(15) },
    );
  });

  it('is told by one once a later document is issued, unless the period in which it happened is still owed', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { all, order, waived, facts, end } = sceneOf(scene);
        const isOpen = (n: number, now: string): boolean =>
          order.every((one) => one.n !== n || one.issuedAt > now) &&
          waived.every((one) => one.period !== `p${n}` || one.from > now || (one.to !== null && one.to <= now));
        for (const [fact, by] of told(all, order, waived, facts)) {
          const could = order.some(
            ({ n, issuedAt: now }) =>
              fact.event < end(n) &&
              fact.event <= now &&
              fact.entered <= now &&
              // Of those before it none is owed that had begun when it happened, but for what it came to late.
              !Array.from({ length: n }, (_, k) => k).some((k) => isOpen(k, now) && fact.event < end(k)),
          );
          if (could) expect(by).toHaveLength(1);
        }
      }),
      { numRuns: runs(15) },
    );
  });
});

describe('a waived day', () => {
  const days = occurrencesOf(1);
  const onTime = (n: number): Issued => issuedAs(n, hour(24 * (n + 1) + 1));
  const ahead = waivedAs(2, hour(24));

  it('leaves what is corrected afterwards, and happened before it or on it, to the next report', () => {
    const order = [0, 1, 3, 4].map(onTime);
    const before: Fact = { event: hour(10), entered: hour(24 * 3 + 9) };
    const onIt: Fact = { event: hour(24 * 2 + 10), entered: hour(24 * 2 + 11) };
    const late: Fact = { event: hour(24 * 2 + 10), entered: hour(24 * 4 + 9) };
    const found = told(days, order, [ahead], [before, onIt, late]);
    expect([...found.values()]).toEqual([['p3'], ['p3'], ['p4']]);
    expect([...told(days, order, [], [onIt]).values()]).toEqual([[]]);
  });

  it('is passed over: the next report counts from where the one before it ended, and rests on no other', () => {
    const cuts = cutsAt(days, 3, hour(97), [0, 1].map(onTime), [ahead]);
    expect(cuts.map(({ period }) => period)).toEqual(['p1', 'p2', 'p3']);
    expect(countedSpan(cuts)).toEqual({ from: hour(48), to: hour(96) });
    expect(countedDays(cuts)).toEqual({ from: dayAt(2), to: dayAt(3) });
    const next = cutsAt(days, 4, hour(121), [0, 1, 3].map(onTime), [ahead]);
    expect(next.map(({ period }) => period)).toEqual(['p3', 'p4']);
    expect(countedSpan(next)).toEqual({ from: hour(96), to: hour(120) });
  });

  it('that is waived only after the next report gives what it held to the one after that', () => {
    const order = [0, 1, 3, 4].map(onTime);
    const onIt: Fact = { event: hour(24 * 2 + 10), entered: hour(24 * 2 + 11) };
    expect([...told(days, order, [waivedAs(2, hour(100))], [onIt]).values()]).toEqual([['p4']]);
  });
});

it('a day that was missed holds back what happened on it, and nothing that is corrected of the days before', () => {
  const days = occurrencesOf(1);
  const order = [0, 1, 3].map((n) => issuedAs(n, hour(24 * (n + 1) + 1)));
  const before: Fact = { event: hour(10), entered: hour(24 * 3 + 9) };
  const onIt: Fact = { event: hour(24 * 2 + 10), entered: hour(24 * 3 + 9) };
  const found = told(days, order, [], [before, onIt]);
  expect([...found.values()]).toEqual([['p3'], []]);
  const madeLater = [...order, issuedAs(2, hour(24 * 9))];
  expect([...told(days, madeLater, [], [before, onIt]).values()]).toEqual([['p3'], ['p2']]);
});
