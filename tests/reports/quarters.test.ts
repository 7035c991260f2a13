/** Invariants over any year: whatever is issued early, late or never, written down later or withdrawn, the quarters sum to it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComposeInput } from '../../reports/_deliverable.ts';
import backupRestore from '../../reports/backup-restore-test.ts';
import { complianceFacts } from '../../reports/compliance/facts.ts';
import statement from '../../reports/compliance-statement.ts';
import { correctedCounts, type DeliveryPart, deliveryPart, withoutObligation } from '../../reports/deliveries/due.ts';
import { incidentPart } from '../../reports/incident/part.ts';
import { compositionsOf } from '../../reports/period/composition.ts';
import { periodView } from '../../reports/period/period.ts';
import { coversOfPeriod } from '../../reports/service/permit-covers.ts';
import { lateRenewalsOf, renewalsOf } from '../../reports/service/renewals.ts';
import review from '../../reports/service-review.ts';
import { vulnerabilityPart } from '../../reports/vulnerability/summary.ts';
import { sumOf } from '../../src/contract/calendar/balance.ts';
import { withdrawalOf } from '../../src/records/counted.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { printedIn } from '../../src/recount/compare/compare.ts';
import { countDeliveries } from '../../src/subjects/deliveries/judge/deliveries.ts';
import type { ScanRecord } from '../../src/subjects/findings/kinds/scan.ts';
import { countCovers } from '../../src/subjects/permits/judge/permits.ts';
import backup, { type BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';
import restoreTest, { type RestoreTestRecord } from '../../src/subjects/recovery/kinds/restore-test.ts';
import { runs } from '../support/runs.ts';
import { atClosing, issueMonths, issueTimes, knownAt, type Told } from './_history.ts';
import { backupHistories, renewalHistories, spokenHistories, year, yearHistories } from './_quarters.ts';

type Figures = Record<string, number>;

function sum(all: readonly Figures[]): Figures {
  const total: Figures = {};
  for (const [key, count] of all.flatMap((one) => Object.entries(one))) total[key] = (total[key] ?? 0) + count;
  return Object.fromEntries(Object.entries(total).filter(([, count]) => count !== 0));
}

/** Scans that came in as they were made: one that comes in between two others parts the time of a finding, and each part begins anew. */
function inOrder(scans: readonly Told[]): Told[] {
  const finished = ({ record }: Told): string => (record as ScanRecord).finishedAt;
  const kept: Told[] = [];
  for (const one of scans.toSorted((a, b) => (finished(a) < finished(b) ? -1 : 1))) {
    const last = kept.at(-1);
    if (last === undefined || (last.record.enteredAt <= one.record.enteredAt && finished(last) < finished(one)))
      kept.push(one);
  }
  return kept;
}

describe('the quarters of any year', () => {
  const others = (input: ComposeInput) => withoutObligation(deliveryPart(periodView(input)), statement.id);
  const deliveredIn = ({ list, corrections }: DeliveryPart): Figures =>
    sum([{ ...countDeliveries(list) }, { ...correctedCounts(corrections) }]);

  /** 应交项, levels and clocks, with what is corrected of them. */
  function figuresOf(input: ComposeInput) {
    const view = periodView(input);
    const incidents = incidentPart(view);
    const figures = deliveredIn(others(input));
    const add = (key: string, count: number): void => {
      figures[key] = (figures[key] ?? 0) + count;
    };
    for (const { level, count } of incidents.summary.byLevel) add(`level ${level}`, count);
    add('level P5', incidents.summary.requirements.length);
    for (const { id, counts } of incidents.summary.clocks) {
      const { met, missed, overrun, unrecorded, undecided } = counts;
      // One that runs over its limit has missed it, whatever comes.
      const states = {
        ...{ met, missed: missed + overrun, unrecorded, undecided },
        'not-applicable': counts['not-applicable'],
      };
      for (const [state, count] of Object.entries(states)) add(`${id} ${state}`, count);
    }
    for (const { key, value, count } of incidents.corrections) add(`${key.split(' ')[1]} ${value}`, count);
    const told = Object.entries(figures).filter(([key]) => !/^(cause|responsibility) /.test(key));
    return {
      figures: Object.fromEntries(told),
      counted: sumOf([incidents.counted, deliveryPart(view).counted]),
    };
  }

  it('sum to its 应交项, its incidents and every clock of them', () => {
    fc.assert(
      fc.property(yearHistories, issueTimes, (history, offsets) => {
        const { documents, issued } = issueMonths(statement, history, offsets, figuresOf, year);
        const whole = atClosing(review, history, issued, figuresOf, year);
        expect(sum(documents.map((one) => one.figures))).toEqual(sum([whole]));
      }),
      { numRuns: runs(3) },
    );
  });

  it('tell in no statement of the statement itself, neither what is owed nor what became of it', () => {
    const ofStatement = (input: ComposeInput) => {
      const { delivered, counted } = complianceFacts(input);
      return { figures: deliveredIn(delivered), counted };
    };
    const { documents, issued } = issueMonths(statement, [], [300, 300, 300, 300], ofStatement, year);
    const whole = atClosing(review, [], issued, figuresOf, year);
    expect(sum(documents.map((one) => one.figures))).toEqual(sum([whole]));
  });

  it('tell of each finding that was mended late: once, or as one that still waited', () => {
    const lateIn = (input: ComposeInput) => {
      const { findings, late } = vulnerabilityPart(periodView(input));
      const waiting = findings.filter(({ pastDue }) => pastDue).map(({ key, since }) => `${key} ${since}`);
      return { figures: { mended: late.map(({ one, begun }) => `${one.key} ${begun.at}`), waiting }, counted: {} };
    };
    let seen = 0;
    fc.assert(
      fc.property(yearHistories, issueTimes, (history, offsets) => {
        // A scan that is withdrawn takes back what it showed: of that the documents tell as of any other.
        const kept = inOrder(history.filter(({ record, changes }) => record.kind === 'scan' && changes.length === 0));
        const { documents, issued } = issueMonths(statement, kept, offsets, lateIn, year);
        const { mended } = atClosing(review, kept, issued, lateIn, year);
        const told = documents.flatMap(({ figures }) => figures.mended);
        expect(told).toEqual([...new Set(told)]);
        const all = documents.flatMap(({ figures }) => [...figures.mended, ...figures.waiting]);
        expect(mended.filter((one) => !all.includes(one))).toEqual([]);
        seen += told.length;
      }),
      { numRuns: runs(8), seed: 3 },
    );
    expect(seen).toBeGreaterThan(5);
  });

  it('tell of each thing that was renewed after it had run out: once, or as one that was still to be seen to', () => {
    const lateIn = (input: ComposeInput) => {
      const view = periodView(input);
      const late = lateRenewalsOf(view).map(({ id }) => id);
      const open = renewalsOf(view).flatMap(({ state, renewal: { id } }) => (state === 'expired' ? [id] : []));
      return { figures: { late, open }, counted: {} };
    };
    let seen = 0;
    fc.assert(
      fc.property(renewalHistories, issueTimes, (history, offsets) => {
        const { documents, issued } = issueMonths(statement, history, offsets, lateIn, year);
        const { late } = atClosing(review, history, issued, lateIn, year);
        const told = documents.flatMap(({ figures }) => figures.late);
        expect(told).toEqual([...new Set(told)]);
        const all = documents.flatMap(({ figures }) => [...figures.late, ...figures.open]);
        expect(late.filter((one) => !all.includes(one))).toEqual([]);
        seen += told.length;
      }),
      { numRuns: runs(8), seed: 3 },
    );
    expect(seen).toBeGreaterThan(5);
  });

  it('sum to the operations by word of mouth whose written permit came late, in whichever quarter that was', () => {
    const breachesIn = (input: ComposeInput) => ({
      figures: { breaches: countCovers(coversOfPeriod(periodView(input))).breaches },
      counted: {},
    });
    fc.assert(
      fc.property(spokenHistories, issueTimes, (history, offsets) => {
        const { documents, issued } = issueMonths(statement, history, offsets, breachesIn, year);
        const whole = atClosing(review, history, issued, breachesIn, year);
        expect(sum(documents.map((one) => one.figures))).toEqual(sum([whole]));
      }),
      { numRuns: runs(5) },
    );
  });

  const kinds: readonly string[] = [backup.id, restoreTest.id];
  const standing = (history: readonly Told[]) =>
    knownAt(history, year.closing).filter((one) => withdrawalOf(one) === null && kinds.includes(one.kind));
  const ofKind = (history: readonly Told[], kind: string): AnyRecord[] =>
    standing(history).filter((one) => one.kind === kind);

  it('sum to the backups and restore tests that stand, what is taken back among them', () => {
    const totalsOf = (input: ComposeInput) => {
      const totals = compositionsOf(periodView(input), [backup, restoreTest]).map(({ kind, total }) => [
        kind.id,
        total,
      ]);
      return { figures: Object.fromEntries(totals) as Figures, counted: {} };
    };
    fc.assert(
      fc.property(backupHistories, issueTimes, (history, offsets) => {
        const { documents } = issueMonths(backupRestore, history, offsets, totalsOf, year);
        const expected = kinds.map((kind) => ({ [kind]: ofKind(history, kind).length }));
        expect(sum(documents.map((one) => one.figures))).toEqual(sum(expected));
      }),
      { numRuns: runs(5) },
    );
  });

  /** Of each plan of the year, as the quarters tell of theirs. */
  const ofPlans = (backups: readonly BackupRecord[]): Figures =>
    Object.fromEntries(
      [...Map.groupBy(backups, ({ asset, plan }) => `backups.${asset}.${plan}`)].flatMap(([id, own]) => [
        [`${id}.total`, own.length],
        [`${id}.success`, own.filter(({ result }) => result === 'success').length],
        [`${id}.offsite`, own.filter(({ offsite, result }) => offsite !== undefined && result === 'success').length],
      ]),
    );

  it('sum to the results of the year, in every figure that is printed', () => {
    const printedOf = (input: ComposeInput) => {
      const { sections } = backupRestore.compose(input);
      const printed = printedIn({ sections }).map(({ figure }) => [figure.id, figure.value]);
      return { figures: Object.fromEntries(printed) as Figures, counted: {} };
    };
    fc.assert(
      fc.property(backupHistories, issueTimes, (all, offsets) => {
        const history = all.map(({ record }): Told => ({ record, changes: [] }));
        const { documents } = issueMonths(backupRestore, history, offsets, printedOf, year);
        const backups = ofKind(history, backup.id) as BackupRecord[];
        const tests = ofKind(history, restoreTest.id) as RestoreTestRecord[];
        const expected = {
          'backups.total': backups.length,
          'backups.bad': backups.filter((one) => one.result !== 'success').length,
          'restore-tests.total': tests.length,
          'restore-tests.passed': tests.filter((one) => one.result === 'passed').length,
          // What failed to be restored missed both goals.
          'restore-tests.goals-missed': tests.filter((one) => one.result === 'failed').length * 2,
          ...ofPlans(backups),
        };
        expect(sum(documents.map((one) => one.figures))).toEqual(sum([expected]));
      }),
      { numRuns: runs(4) },
    );
  });
});
