import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { belongsTo } from '../../../src/contract/calendar/belongs.ts';
import {
  countedDays,
  countedSpan,
  cutsUpTo,
  endOfDay,
  type Fact,
  type PeriodCut,
} from '../../../src/contract/calendar/cut.ts';
import type { Occurrence } from '../../../src/contract/calendar/occurrence.ts';
import { at, toDate, toText } from '../../../src/contract/time.ts';
import { runs } from '../../support/runs.ts';

const START = toDate('2026-01-01');
/** An instant so many hours after the first day. */
const hour = (n: number): string => toText(at(START, '00:00').add({ hours: n }));
/** Periods of ten days each. */
const HOURS = 240;
const tenDays = Array.from({ length: 5 }, (_, n): Occurrence => {
  const [from, to] = [10 * n, 10 * n + 9].map((days) => START.add({ days }).toString()) as [string, string];
  return { obligation: 'report', period: `p${n + 1}`, from, to, issueFrom: null, dueAt: null };
});
/** Of the first periods, as the last of them sees it; those after it are `ahead`. */
function periods(cuts: readonly (string | null)[], last: number = cuts.length, firstCut?: string | null): PeriodCut[] {
  const issued = cuts.flatMap((issuedAt, n) =>
    issuedAt === null ? [] : [{ obligation: 'report', period: `p${n + 1}`, revision: 1, issuedAt }],
  );
  const now = cuts[last - 1] ?? hour(100 * HOURS);
  const found = cutsUpTo(tenDays[last - 1] as Occurrence, tenDays, issued, {
    ...{ cut: now, serviceEnd: '2026-12-31' },
    ...(firstCut === undefined ? {} : { firstCut }),
  });
  return cuts[last - 1] === null ? [...found.slice(0, -1), { ...(found.at(-1) as PeriodCut), cut: null }] : found;
}

const COUNT = 5;
const END = HOURS * COUNT;
/** Hour at which each period is issued: before its end, long after it, or never until the end of all. */
const issueHours = fc.array(fc.option(fc.integer({ min: -HOURS, max: 3 * HOURS }), { nil: null }), {
  minLength: COUNT,
  maxLength: COUNT,
});
const facts = fc.array(
  fc.record({ event: fc.integer({ min: 0, max: END - 1 }), delay: fc.integer({ min: 0, max: 4 * HOURS }) }),
  { minLength: 1, maxLength: 30 },
);

interface Issue {
  period: number;
  hour: number;
}

/** When each is issued, in order; the last again at the end of all, for the closing revision. */
function issuesOf(hours: readonly (number | null)[]): Issue[] {
  const late = END + 6 * HOURS;
  const own = hours.map((offset, n) => ({
    period: n,
    // Not before its period has begun: then it is refused.
    hour: Math.max(HOURS * n, offset === null ? late + n : HOURS * (n + 1) + offset),
  }));
  const first = own.toSorted((a, b) => a.hour - b.hour || a.period - b.period);
  return [...first, { period: COUNT - 1, hour: late + COUNT }];
}

/** The cut of each when all are issued. */
function issuedAtLast(hours: readonly (number | null)[]): string[] {
  const cuts: string[] = [];
  for (const { period, hour: now } of issuesOf(hours)) cuts[period] = hour(now);
  return cuts;
}

/** What each document counts that is composed with no more than what is known at its time. */
function collected(hours: readonly (number | null)[], all: readonly Fact[]): Map<number, Set<Fact>> {
  const cuts: (string | null)[] = new Array<null>(COUNT).fill(null);
  const found = new Map<number, Set<Fact>>();
  for (const { period, hour: now } of issuesOf(hours)) {
    const before = cuts[period] ?? null;
    cuts[period] = hour(now);
    const known = all.filter((fact) => fact.entered <= hour(now));
    const upTo = periods(cuts, period + 1, before);
    const own = known.filter((fact) => belongsTo(fact, upTo)?.period === `p${period + 1}`);
    // A closing revision tells all that its first one told, and more.
    for (const fact of found.get(period) ?? []) expect(own).toContain(fact);
    found.set(period, new Set(own));
  }
  return found;
}

describe('the cut', () => {
  it('puts each fact into exactly one period, whatever is issued late, early, never, or out of order', () => {
    fc.assert(
      fc.property(issueHours, facts, (hours, rows) => {
        const all = rows.map(({ event, delay }): Fact => ({ event: hour(event), entered: hour(event + delay) }));
        const found = [...collected(hours, all).values()];
        for (const fact of all) expect(found.filter((own) => own.has(fact))).toHaveLength(1);
      }),
      { numRuns: runs(40) },
    );
  });

  it('counts every day once, in runs that follow each other', () => {
    fc.assert(
      fc.property(issueHours, (hours) => {
        const cuts = periods(issuedAtLast(hours));
        const days: string[] = [];
        for (const [n] of cuts.entries()) {
          const { from, to } = countedDays(cuts.slice(0, n + 1));
          for (let day = toDate(from); day.toString() <= to; day = day.add({ days: 1 })) days.push(day.toString());
        }
        expect(days).toEqual([...Array(10 * COUNT).keys()].map((n) => START.add({ days: n }).toString()));
      }),
    );
  });

  it('prints the interval that it counts: a fact written down at once lies in it', () => {
    fc.assert(
      fc.property(issueHours, fc.integer({ min: 0, max: END - 1 }), (hours, event) => {
        const cuts = periods(issuedAtLast(hours));
        const fact = { event: hour(event), entered: hour(event) };
        const n = cuts.indexOf(belongsTo(fact, cuts) as PeriodCut);
        const span = countedSpan(cuts.slice(0, n + 1));
        expect(span.from <= fact.event && fact.event <= span.to).toBe(true);
      }),
    );
  });

  it('of a period that was issued before it began counts nothing of the time before it', () => {
    expect(countedSpan(periods([hour(-5), hour(HOURS + 5)]))).toEqual({ from: hour(0), to: hour(HOURS + 5) });
  });

  it('lets what comes after the cut stand in the next one, and what its own document did not see yet wait', () => {
    const [first, second] = [hour(HOURS - 8), null];
    const cuts = periods([first, second]);
    const of = (event: number, entered: number) => belongsTo({ event: hour(event), entered: hour(entered) }, cuts);
    expect(of(10, 11)?.period).toBe('p1');
    expect(of(HOURS - 8, HOURS - 8)?.period).toBe('p1');
    expect(of(HOURS - 7, HOURS - 7)?.period).toBe('p2');
    expect(of(10, HOURS)?.period).toBe('p2');
    expect(of(2 * HOURS, 2 * HOURS)).toBeNull();
    expect(belongsTo({ event: hour(-1), entered: hour(-1) }, cuts)?.period).toBe('p1');
  });

  it('takes the day of the cut into the next period', () => {
    const cuts = periods([hour(HOURS - 8), hour(2 * HOURS + 5)]);
    expect(countedDays(cuts.slice(0, 1))).toEqual({ from: '2026-01-01', to: '2026-01-09' });
    expect(countedDays(cuts)).toEqual({ from: '2026-01-10', to: '2026-01-20' });
    expect(belongsTo({ event: endOfDay('2026-01-10'), entered: hour(1) }, cuts)?.period).toBe('p2');
  });
});

describe('daily reports', () => {
  const DAYS = 50;
  const dayOf = (n: number): string => START.add({ days: n }).toString();
  const occurrences = Array.from({ length: DAYS }, (_, n): Occurrence => {
    const [from, to] = [dayOf(n), dayOf(n)];
    return { obligation: 'daily-maintenance', period: from, from, to, issueFrom: null, dueAt: null };
  });
  const occurrence = (n: number): Occurrence => occurrences[n] as Occurrence;
  const issuedAs = (n: number, issuedAt: string) => ({
    ...{ obligation: 'daily-maintenance', period: dayOf(n), revision: 1, issuedAt },
  });
  /** Cuts of the report of a day that is issued now. */
  const cutsAt = (n: number, now: string, issued: readonly ReturnType<typeof issuedAs>[]) =>
    cutsUpTo(occurrence(n), occurrences, issued, { cut: now, serviceEnd: '2026-12-31' });

  /** How often each fact is told, when the reports are made in this order. */
  function timesTold(order: readonly { n: number; now: string }[], all: readonly Fact[]): Map<Fact, number> {
    const issued: ReturnType<typeof issuedAs>[] = [];
    const times = new Map<Fact, number>();
    for (const { n, now } of order) {
      const cuts = cutsAt(n, now, issued);
      const own = all.filter((one) => one.entered <= now && belongsTo(one, cuts)?.period === dayOf(n));
      for (const one of own) times.set(one, (times.get(one) ?? 0) + 1);
      issued.push(issuedAs(n, now));
    }
    return times;
  }

  it('tell what was written down forty days later once, when the report of its day is made after that', () => {
    const onTime = occurrences.flatMap((_, n) => (n === 3 ? [] : [{ n, now: hour(24 * (n + 1) + 1) }]));
    const fact: Fact = { event: hour(24 * 3 + 9), entered: hour(24 * 43 + 9) };
    const order = [...onTime, { n: 3, now: hour(24 * 60) }];
    expect([...timesTold(order, [fact]).values()]).toEqual([1]);
  });

  it('tell every fact once, however late one of them is made and whatever came between', () => {
    const late = fc.oneof(
      { weight: 8, arbitrary: fc.constant(1) },
      fc.integer({ min: -2, max: 24 * DAYS }),
      fc.constant(null),
    );
    const told = fc.array(
      fc.record({ event: fc.integer({ min: 0, max: 24 * DAYS - 1 }), delay: fc.integer({ min: 0, max: 24 * DAYS }) }),
      { minLength: 1, maxLength: 25 },
    );
    fc.assert(
      fc.property(fc.array(late, { minLength: DAYS, maxLength: DAYS }), told, (hours, rows) => {
        const all = rows.map(({ event, delay }): Fact => ({ event: hour(event), entered: hour(event + delay) }));
        const order = hours
          .flatMap((offset, n) => (offset === null ? [] : [{ n, now: hour(24 * (n + 1) + offset) }]))
          .toSorted((a, b) => (a.now < b.now ? -1 : 1));
        const times = timesTold(order, all);
        expect([...times.values()].filter((count) => count > 1)).toEqual([]);
      }),
      { numRuns: runs(5) },
    );
  });

  it('look back at the one before, at those that were made after it, and at the last that is not made yet', () => {
    const onTime = (n: number) => issuedAs(n, hour(24 * (n + 1) + 1));
    const all = occurrences.slice(0, 45).map((_, n) => onTime(n));
    const periodsOf = (issued: readonly ReturnType<typeof issuedAs>[]) =>
      cutsAt(45, hour(24 * 46 + 1), issued).map(({ period }) => period);
    expect(periodsOf(all)).toEqual([dayOf(44), dayOf(45)]);
    expect(periodsOf(all.filter((_, n) => n !== 3))).toEqual([dayOf(3), dayOf(44), dayOf(45)]);
    const again = all.map((one, n) => (n === 3 ? issuedAs(3, hour(24 * 45 + 12)) : one));
    expect(periodsOf(again)).toEqual([dayOf(3), dayOf(44), dayOf(45)]);
  });
});
