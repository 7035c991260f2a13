/** Invariants over any year: whatever is issued early, late or never, written down later, corrected or withdrawn, the months sum to the whole. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComposeInput, Deliverable } from '../../reports/_deliverable.ts';
import daily from '../../reports/daily-maintenance.ts';
import { correctedCounts } from '../../reports/deliveries/due.ts';
import { inspectionCorrectionsOf } from '../../reports/inspection/summary.ts';
import monthly from '../../reports/monthly-maintenance.ts';
import { compositionsOf } from '../../reports/period/composition.ts';
import { periodView } from '../../reports/period/period.ts';
import { periodFacts } from '../../reports/periodic/facts.ts';
import registers from '../../reports/register.ts';
import { attendancePart } from '../../reports/service/attendance.ts';
import { availabilityPart } from '../../reports/service/availability.ts';
import review from '../../reports/service-review.ts';
import { sumOf } from '../../src/contract/calendar/balance.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import type { Cadence } from '../../src/contract/terms/cadence.ts';
import { findingLevelIds } from '../../src/contract/terms/finding-levels.ts';
import { withdrawalOf } from '../../src/records/counted.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import duty from '../../src/subjects/attendance/kinds/duty.ts';
import { begunIn } from '../../src/subjects/availability/judge/availability.ts';
import change from '../../src/subjects/changes/kinds/change.ts';
import { countDeliveries } from '../../src/subjects/deliveries/judge/deliveries.ts';
import expense from '../../src/subjects/expenses/kinds/expense.ts';
import { countFindings } from '../../src/subjects/findings/judge/findings.ts';
import { causeChoices, responsibilityChoices } from '../../src/subjects/incidents/kinds/incident/choices.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import { daysWithoutInspection } from '../../src/subjects/inspections/judge/days.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import consultation from '../../src/subjects/requests/kinds/consultation.ts';
import { runs } from '../support/runs.ts';
import {
  atClosing,
  CLOSING,
  contract,
  days,
  dayTimes,
  histories,
  issueMonths,
  issueTimes,
  issueTimesOutOfOrder,
  knownAt,
  periodsBy,
  probesAtMonthEnds,
} from './_history.ts';
import { watchedFaults } from './_watched.ts';

type Figures = Record<string, number>;

function add(figures: Figures, key: string, count: number): void {
  figures[key] = (figures[key] ?? 0) + count;
}

function addFindingsAndChanges(
  figures: Figures,
  { vulnerabilities, changes, work }: ReturnType<typeof periodFacts>,
): void {
  const found = countFindings(vulnerabilities.findings, vulnerabilities.own);
  for (const level of findingLevelIds)
    for (const kind of ['new', 'reopened', 'fixed'] as const)
      add(figures, `findings ${kind} ${level}`, found[kind][level]);
  for (const { value, count } of vulnerabilities.corrections) add(figures, `findings ${value}`, count);
  add(figures, 'scans', vulnerabilities.scans - vulnerabilities.scansBack.length);
  for (const id of ['calls', 'consultations'] as const) {
    const own = work[id];
    add(figures, id, own.registered.length - own.back.length);
    const corrected = own.corrections.reduce((n, { count }) => n + count, 0);
    add(figures, `${id} done`, own.done.length + own.doneEarlier.length + corrected);
  }
  const { registered, back, confirmed, corrections } = changes;
  add(figures, 'changes', registered.length - back.length);
  add(figures, 'changes confirmed', confirmed.length + corrections.reduce((n, { count }) => n + count, 0));
}

/** What is compared: every count, amount, day and clock of the periodic reports, corrections among them. */
function figuresOf(input: ComposeInput): { figures: Figures; counted: ReturnType<typeof periodFacts>['counted'] } {
  const facts = periodFacts(periodView(input));
  const { view, incidents, availability, days, delivered } = facts;
  const figures: Figures = {};
  for (const one of compositionsOf(view, [call])) add(figures, one.kind.id, one.total);
  for (const level of incidents.summary.byLevel) add(figures, `level ${level.level}`, level.count);
  add(figures, 'level P5', incidents.summary.requirements.length);
  for (const { label, count } of incidents.summary.byResponsibility) add(figures, `responsibility ${label}`, count);
  for (const { label, count } of incidents.summary.byCause) add(figures, `cause ${label}`, count);
  for (const clock of incidents.summary.clocks) {
    const { met, missed, overrun, unrecorded } = clock.counts;
    add(figures, `${clock.id} met`, met);
    add(figures, `${clock.id} missed`, missed + overrun);
    add(figures, `${clock.id} unrecorded`, unrecorded);
    add(figures, `${clock.id} undecided`, clock.counts.undecided);
    add(figures, `${clock.id} not-applicable`, clock.counts['not-applicable']);
  }
  for (const { key, value, count } of incidents.corrections) {
    const [, what = ''] = key.split(' ');
    if (what === 'level') add(figures, `level ${value}`, count);
    else if (what === 'cause') add(figures, `cause ${causeChoices[value as 'unknown']}`, count);
    else if (what === 'responsibility')
      add(figures, `responsibility ${responsibilityChoices[value as 'supplier']}`, count);
    else add(figures, `${what} ${value}`, count);
  }
  addFindingsAndChanges(figures, facts);
  const attendance = attendancePart(view);
  add(figures, 'work days', attendance.days.length);
  add(figures, 'all days', attendance.allDays);
  for (const [state, count] of Object.entries(attendance.counts)) add(figures, `duty ${state}`, count);
  for (const [state, count] of Object.entries(attendance.corrections?.counts ?? {}))
    add(figures, `duty ${state}`, count);
  for (const key of ['up', 'down'] as const) {
    add(
      figures,
      key,
      availability.targets.reduce((sum, one) => sum + one.seconds[key], 0) + (availability.corrections?.[key] ?? 0),
    );
  }
  const later = inspectionCorrectionsOf(view);
  add(figures, 'inspected', days.length + later.inspected.length);
  add(figures, 'uninspected', daysWithoutInspection(days, view.firstDay, view.lastDay).length - later.inspected.length);
  add(figures, 'confirmed', days.filter((one) => one.confirmed).length + later.confirmed.length);
  for (const [outcome, count] of Object.entries(later.counts)) {
    add(figures, `checks ${outcome}`, count + days.reduce((sum, one) => sum + one.counts[outcome as 'normal'], 0));
  }
  const corrected = correctedCounts(delivered.corrections);
  for (const [key, count] of Object.entries(countDeliveries(delivered.list)))
    add(figures, `deliveries ${key}`, count + corrected[key as 'owed']);
  return { figures, counted: facts.counted };
}

const sum = (all: readonly Figures[]): Figures => {
  const total: Figures = {};
  for (const [key, count] of all.flatMap((one) => Object.entries(one))) add(total, key, count);
  return Object.fromEntries(Object.entries(total).filter(([, count]) => count !== 0));
};

describe('over any year', () => {
  it('the months sum to the whole, for every count, day, second and clock', () => {
    fc.assert(
      fc.property(histories, issueTimes, (history, offsets) => {
        const months = issueMonths(monthly, history, offsets, figuresOf);
        const whole = atClosing(review, history, months.issued, figuresOf);
        expect(sum(months.documents.map((one) => one.figures))).toEqual(sum([whole]));
      }),
      { numRuns: runs(4) },
    );
  });

  it('so do half-months, weeks from any day, seasons and months counted from a date, partial ones at both ends', () => {
    const cadences: Cadence[] = [
      { every: { unit: 'half-month' } },
      { every: { n: 2, unit: 'week' }, interval: 'weekday-4' },
      { every: { unit: 'month' }, interval: 'from-2026-10-20' },
      {
        seasons: [
          { id: 'flood', name: '汛期', from: '--05-15', to: '--10-15' },
          { id: 'dry', name: '枯水期', from: '--10-16', to: '--05-14' },
        ],
      },
    ];
    const offsets = fc.array(fc.option(fc.integer({ min: -90, max: 900 }), { nil: null, freq: 6 }), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.constantFrom(...cadences), histories, offsets, (cadence, history, times) => {
        const by = periodsBy(cadence);
        const parts = issueMonths(monthly, history, times, figuresOf, by);
        const whole = atClosing(review, history, parts.issued, figuresOf, by);
        expect(parts.documents.length).toBe(by.periods.length);
        expect(sum(parts.documents.map((one) => one.figures))).toEqual(sum([whole]));
      }),
      { numRuns: runs(4) },
    );
  });

  it('the days sum to the records that stand, as the months do, of all that a report of a day counts', () => {
    const ofMonth = [call, consultation, change] as unknown as RecordKind[];
    const ofDay = [...ofMonth, incident as unknown as RecordKind];
    const countedIn = (kinds: readonly RecordKind[]) => (input: ComposeInput) => ({
      figures: Object.fromEntries(compositionsOf(periodView(input), kinds).map(({ kind, total }) => [kind.id, total])),
      counted: {},
    });
    const allOf = (documents: readonly { figures: Figures }[]) => sum(documents.map(({ figures }) => figures));
    fc.assert(
      fc.property(histories, issueTimes, dayTimes, (history, offsets, ofDays) => {
        const known = knownAt(history, CLOSING).filter((one) => withdrawalOf(one) === null);
        const standing = (kinds: readonly RecordKind[]) =>
          sum(kinds.map(({ id }) => ({ [id]: known.filter(({ kind }) => kind === id).length })));
        const months = issueMonths(monthly, history, offsets, countedIn(ofMonth)).documents;
        expect(allOf(months)).toEqual(standing(ofMonth));
        expect(allOf(issueMonths(daily, history, ofDays, countedIn(ofDay), days).documents)).toEqual(standing(ofDay));
      }),
      { numRuns: runs(2) },
    );
  });

  it('an outage that goes on over midnight is one, in the month in which it begins, whatever is learned or issued first', () => {
    const outagesOf = (input: ComposeInput) => {
      const { targets, corrections, counted } = availabilityPart(periodView(input));
      const begun = targets.reduce((total, one) => total + begunIn(one), 0);
      return { figures: { begun: begun + (corrections?.outages ?? 0) }, counted };
    };
    fc.assert(
      fc.property(probesAtMonthEnds, issueTimesOutOfOrder, (history, offsets) => {
        const { documents, issued } = issueMonths(monthly, history, offsets, outagesOf);
        expect(sum(documents.map((one) => one.figures))).toEqual(sum([atClosing(review, history, issued, outagesOf)]));
      }),
      { numRuns: runs(6) },
    );
  });

  /** Holds when what all periods together say of each clock is one thing, once. */
  function expectEachClockOnce(
    documents: readonly { period: string }[],
    issued: readonly Pick<IssuedSummary, 'period' | 'counted'>[],
  ): void {
    const newest = documents.map(({ period }) => issued.filter((one) => one.period === period).at(-1));
    const total = sumOf(newest.map((one) => one?.counted ?? {}));
    for (const [key, values] of Object.entries(total)) {
      if (!/ (response|remote-start|arrival|diagnosis|restoration|record)$/.test(key)) continue;
      const standing = Object.values(values).filter((count) => count !== 0);
      expect(standing.length <= 1 && standing.every((count) => count === 1), key).toBe(true);
    }
  }

  it('each clock of each incident is judged in one period, and once more only to correct it', () => {
    fc.assert(
      fc.property(histories, issueTimes, (history, offsets) => {
        const { documents, issued } = issueMonths(monthly, history, offsets, figuresOf);
        expectEachClockOnce(documents, issued);
      }),
      { numRuns: runs(3) },
    );
  });

  it('a clock that monitoring makes 口径未定 is judged in one period too, whenever it ends and its alert is linked', () => {
    let undecided = 0;
    fc.assert(
      fc.property(watchedFaults, issueTimes, (history, offsets) => {
        const { documents, issued } = issueMonths(monthly, history, offsets, figuresOf);
        expectEachClockOnce(documents, issued);
        const whole = atClosing(review, history, issued, figuresOf);
        expect(sum(documents.map((one) => one.figures))).toEqual(sum([whole]));
        undecided += (whole['restoration undecided'] ?? 0) + (whole['response undecided'] ?? 0);
      }),
      // The first of them are always the same, so that some clock is 口径未定 in every run.
      { numRuns: runs(6), examples: fc.sample(fc.tuple(watchedFaults, issueTimes), { seed: 1, numRuns: 3 }) },
    );
    expect(undecided).toBeGreaterThan(0);
  });
});

describe('the registers of any year', () => {
  const unitOf = (id: string): Deliverable => registers(contract).find((one) => one.id === id) as Deliverable;
  const kinds = { call, duty, expense } as unknown as Record<string, RecordKind>;

  /** The figures of the first table, as they are printed in the overview. */
  function overviewOf(deliverable: Deliverable, input: ComposeInput) {
    const { sections, counted } = deliverable.compose({ ...input, kinds });
    const blocks = sections.flatMap((section) => section.blocks);
    const figures = blocks.flatMap((block) => (block.type === 'key-figures' ? block.items : []));
    return { figures: figures.map(({ number }) => number ?? 0), counted: counted ?? {} };
  }

  it('sum to the records that stand and to their amounts, withdrawn and corrected ones among them', () => {
    fc.assert(
      fc.property(histories, issueTimes, (history, offsets) => {
        const standing = <T extends AnyRecord>(kind: RecordKind<T>): T[] =>
          knownAt(history, CLOSING).filter((one) => one.kind === kind.id && withdrawalOf(one) === null) as T[];
        for (const [id, expected] of [
          ['call-register', [standing(call).length]],
          ['expense-register', [standing(expense).length, standing(expense).reduce((n, one) => n + one.amount, 0)]],
        ] as const) {
          const unit = unitOf(id);
          const { documents } = issueMonths(unit, history, offsets, (input) => overviewOf(unit, input));
          const sums = expected.map((_, n) => documents.reduce((total, one) => total + (one.figures[n] ?? 0), 0));
          expect(sums, id).toEqual(expected);
        }
      }),
      { numRuns: runs(6) },
    );
  });
});
