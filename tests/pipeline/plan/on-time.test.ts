/**
 * One state of an 应交项, whoever asks: for any sequence of issuing, delivering, signing for and waiving, what `due` and `status` say,
 * what the report prints, what the score takes and what is counted again are the same; by issue, by delivery and by receipt.
 */
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Deliverable } from '../../../reports/_deliverable.ts';
import assessmentScore from '../../../reports/assessment-score.ts';
import periodReports from '../../../reports/period-report.ts';
import { allObligations, type ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import { occurrencesOf } from '../../../src/contract/calendar/calendar.ts';
import type { IssuedSummary } from '../../../src/contract/calendar/occurrence.ts';
import type { OnTimeBy } from '../../../src/contract/terms/due-rules.ts';
import { dateOf, toDate, toInstant, toText } from '../../../src/contract/time.ts';
import type { DeliverableFacts } from '../../../src/pipeline/deliverable-facts.ts';
import { dueItems, needsAttention } from '../../../src/pipeline/plan/due-items.ts';
import { type Plan, planAt } from '../../../src/pipeline/plan/plan.ts';
import type { PlanSource } from '../../../src/pipeline/plan/plan-facts.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { verdictOf } from '../../../src/pipeline/status/verdict.ts';
import type { AnyRecord } from '../../../src/records/record.ts';
import { judgedDues } from '../../../src/recount/counted-deliveries.ts';
import { clockOf, ms } from '../../../src/recount/data.ts';
import { workdaysOf } from '../../../src/recount/workdays.ts';
import type { World } from '../../../src/recount/world.ts';
import type { ReportDocument } from '../../../src/report/document.ts';
import type { OccurrenceState } from '../../../src/states/occurrence.ts';
import signoffKind, { type SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import waiverKind, { type WaiverRecord } from '../../../src/subjects/signing/kinds/waiver.ts';
import { loadContract } from '../../../src/workspace/store/contract-data.ts';
import { manifest } from '../../archive/_manifest.ts';
import { documentOf, workdays } from '../../reports/_documents.ts';
import { quietBoard } from '../../support/quiet-board.ts';
import { signedScan } from '../../support/signed.ts';

const NOW = '2026-12-01T09:00:00+08:00';
const WEEKS = ['2026-W45', '2026-W46', '2026-W47', '2026-W48'];
const DUES = ['2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'].map((day) => `${day}T10:00:00+08:00`);

const library = await loadContract(join(import.meta.dirname, '../../fixtures/contracts/library'));

/** The library's weekly reports alone, in time by one fact. */
function contractBy(onTimeBy: OnTimeBy): ContractBundle {
  const { onTimeBy: _said, ...contract } = library.contract;
  const obligations = library.obligations
    .filter(({ id }) => id !== 'fault-note')
    .map(({ onTimeBy: _own, ...one }) => one);
  const registers = library.registers.map(({ onTimeBy: _own, ...one }) => one);
  return { ...library, contract: { ...contract, onTimeBy }, obligations, registers };
}

const hours = (most: number) => fc.option(fc.integer({ min: 0, max: most }), { nil: null, freq: 4 });

/** What happened to one week's report: hours before its due time at which it may be issued, and the steps from each to the next. */
const course = fc.record({
  issued: fc.option(fc.integer({ min: -40, max: 60 }), { nil: null, freq: 5 }),
  minutes: fc.constantFrom(-1, 0, 1),
  delivered: hours(50),
  received: hours(40),
  shown: fc.boolean(),
  waived: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
});

type Course = typeof course extends fc.Arbitrary<infer T> ? T : never;

const after = (time: string, hours: number, minutes = 0): string =>
  toText(toInstant(time).add({ minutes: hours * 60 + minutes }));
const idOf = (prefix: string, time: string, n: number): string =>
  `${prefix}-${dateOf(time).replaceAll('-', '')}-${String(n).padStart(3, '0')}`;

/** Documents and records that had come to be by now. */
function historyOf(courses: readonly Course[]) {
  const documents: ReturnType<typeof manifest>[] = [];
  const records: AnyRecord[] = [];
  courses.forEach((one, n) => {
    const dueAt = DUES[n] ?? '';
    const about = { obligation: 'weekly', period: WEEKS[n] ?? '' };
    const at = (time: string) => ({ at: time, enteredAt: time });
    if (one.waived) {
      const time = after(dueAt, 1);
      const { attachments: _own, ...example } = waiverKind.example;
      const shown = { attachments: [signedScan(time)] };
      records.push({ ...example, ...at(time), ...about, ...shown, id: idOf('HM', time, n + 1) } as WaiverRecord);
    }
    if (one.issued === null) return;
    const issued = after(dueAt, one.issued, one.minutes);
    const number = `LIBR-ZB-${about.period.replace('-', '')}-r1`;
    const times = { ...manifest().times, issued };
    documents.push(manifest({ ...about, number, title: '维护周报', dueAt, times, late: issued > dueAt, cut: issued }));
    const act = (action: SignoffRecord['action'], time: string, id: number, shown: boolean): void => {
      const { measures: _none, ...example } = signoffKind.example;
      const proof = shown ? { attachments: [signedScan(time)] } : {};
      records.push({ ...example, ...at(time), ...about, ...proof, action, id: idOf('QS', time, id) } as SignoffRecord);
    };
    if (one.delivered === null) return;
    const delivered = after(issued, one.delivered);
    act('deliver', delivered, 10 + n, false);
    if (one.received !== null) act('receive', after(delivered, one.received), 20 + n, one.shown);
  });
  return {
    documents: documents.filter(({ times }) => ms(times.issued) <= ms(NOW)),
    records: records.filter(({ at }) => ms(at) <= ms(NOW)).sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

type History = ReturnType<typeof historyOf>;

/** State and late days as the paper says them, worked out from the course alone. */
function right(one: Course, n: number, by: OnTimeBy): { state: OccurrenceState; lateDays: number } {
  const due = ms(DUES[n] ?? '');
  const now = ms(NOW);
  const known = (time: number | null): number | null => (time === null || time > now ? null : time);
  const issued = known(one.issued === null ? null : due + (one.issued * 60 + one.minutes) * 60_000);
  const delivered = known(issued === null || one.delivered === null ? null : issued + one.delivered * 3_600_000);
  const received = known(
    delivered === null || one.received === null || !one.shown ? null : delivered + one.received * 3_600_000,
  );
  const fact = by === 'issued' ? issued : by === 'delivered' ? delivered : received;
  const isWaived = one.waived && due + 3_600_000 <= now && fact === null;
  if (isWaived) return { state: 'waived', lateDays: 0 };
  if (fact !== null && fact <= due) return { state: 'on-time', lateDays: 0 };
  const days = toDate(dateOf(DUES[n] ?? '')).until(
    toDate(dateOf(toText(toInstant(new Date(fact ?? now).toISOString())))),
    {
      largestUnit: 'days',
    },
  ).days;
  const lateDays = Math.max(1, days);
  if (fact !== null) return { state: by === 'issued' ? 'late' : 'delivered-late', lateDays };
  return { state: issued === null ? 'overdue' : 'undelivered', lateDays };
}

/** The plan of `due` and `status`, from records in memory. */
function planOf(contract: ContractBundle, { documents, records }: History): Promise<Plan> {
  const none = { files: [], withdrawn: [], problems: [] };
  const store = {
    list: (kind: string) => Promise.resolve({ records: records.filter((one) => one.kind === kind), ...none }),
    ids: (kind: string) => Promise.resolve(records.filter((one) => one.kind === kind).map(({ id }) => id)),
  };
  const deliverables = new Map(
    allObligations(contract).map(({ id }) => [id, { evidence: [] } as unknown as DeliverableFacts]),
  );
  const issued = documents.map((one) => ({ folder: '', manifest: one }));
  return planAt({ root: '', contract, records: store, workdays, deliverables, issued } as unknown as PlanSource, NOW);
}

/** A document of the library that counts the weekly reports, with everything that the contract makes due. */
function composed(contract: ContractBundle, history: History, id: string, period: string): ReportDocument {
  const unit = id === 'half-year-score' ? assessmentScore : undefined;
  const found = unit ?? periodReports(contract).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  const { servicePeriod } = contract.contract;
  const weekly = contract.obligations.filter((one) => one.id === 'weekly');
  const occurrences = occurrencesOf({ obligations: weekly, servicePeriod, workdays, events: [], asOf: NOW });
  const deliverable: Deliverable = { ...found, id, compose: (input) => found.compose({ ...input, occurrences }) };
  const issued = history.documents.map(
    ({ times, pages = 1, ...one }): IssuedSummary => ({ ...one, pages, issuedAt: times.issued, confirmedAt: null }),
  );
  return documentOf({ deliverable, records: history.records, asOf: NOW, period, contract, issued });
}

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value === null || typeof value !== 'object'
      ? []
      : Object.values(value).flatMap(textsIn);

/** What is counted again. */
function recounted(contract: ContractBundle, { documents, records }: History): string[] {
  const world = {
    contract: contract.contract,
    interpretations: contract.interpretations,
    obligations: allObligations(contract),
    clock: clockOf(NOW),
    workdays: workdaysOf([]),
    asOf: NOW,
    known: documents,
    records: (kind: string) => records.filter((one) => one.kind === kind),
  } as unknown as World;
  return judgedDues(world)
    .filter(({ due }) => due.obligation.id === 'weekly' && WEEKS.includes(due.period))
    .map(({ outcome }) => outcome.state);
}

describe.each(['issued', 'delivered', 'received'] as const)('in time by what is %s', (by) => {
  const contract = contractBy(by);
  const word = { issued: '签发', delivered: '送达', received: '签收' }[by];

  test('due, status, report, score and the recount say one thing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(course, course, course, course), async (courses) => {
        const history = historyOf(courses);
        const wanted = courses.map((one, n) => right(one, n, by));
        const states = wanted.map(({ state }) => state);
        const count = (...of: OccurrenceState[]): number => states.filter((one) => of.includes(one)).length;
        const gaps = states.length - count('on-time', 'waived');

        const plan = await planOf(contract, history);
        const items = plan.items.filter(
          ({ obligation, occurrence }) => obligation.id === 'weekly' && WEEKS.includes(occurrence.period),
        );
        expect(items.map(({ state }) => state)).toEqual(states);
        const listed = await dueItems({ workspace: { contract } } as unknown as Session, { items }, NOW, () => true);
        expect(listed.filter(needsAttention)).toHaveLength(count('overdue', 'undelivered'));
        expect(recounted(contract, history)).toEqual(states);

        const told = verdictOf({ ...plan, items }, null, quietBoard, { inspects: false })
          .reasons.map(({ text }) => text)
          .join('\n');
        const done = states.length - count('overdue', 'waived');
        expect(told.includes('尚无已签发的文档')).toBe(done === 0);
        expect(told.includes('按期')).toBe(count('on-time') > 0);
        if (count('on-time') > 0) expect(told).toContain(`按期 ${count('on-time')} 项`);
        expect(told.includes(`逾期未${word} `)).toBe(by !== 'issued' && count('undelivered') > 0);

        const report = composed(contract, history, 'month-sheet', '2026-11');
        const opening = textsIn(report.sections.find((one) => one.opening === true)).join('\n');
        const listedGaps = [...opening.matchAll(/(\d+) 份交付物(?:到期未交|未按期)/g)].map(([, n]) => Number(n));
        expect(listedGaps.reduce((sum, n) => sum + n, 0)).toBe(gaps);
        expect(opening.includes(`份均按期${word}`)).toBe(gaps === 0 && count('on-time') > 0);
        const texts = textsIn(report).join('\n');
        for (const [state, text] of [
          ['late', '补报'],
          ['delivered-late', `逾期${word}`],
          ['undelivered', `逾期未${word}`],
        ] as const)
          if (count(state) > 0) expect(texts).toContain(`${text} ${count(state)} 份`);

        const score = textsIn(composed(contract, history, 'half-year-score', '2026-H2')).join('\n');
        const points = 2 * wanted.reduce((sum, { lateDays }) => sum + lateDays, 0);
        expect(score).toContain(`扣分 ${points} 分`);
      }),
      { numRuns: 4 },
    );
  });
});
