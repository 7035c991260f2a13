/** A document about a fault that is due when the limit of its level for the analysis passes, and what a contract may ask of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildBundle } from '../../../src/contract/bundle/build-bundle.ts';
import type { ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import { occurrencesOf } from '../../../src/contract/calendar/calendar.ts';
import { loadWorkingDays } from '../../../src/contract/calendar/working-days-data.ts';
import { type Obligation, obligationSchema } from '../../../src/contract/terms/obligations.ts';
import { toInstant, toText } from '../../../src/contract/time.ts';
import { dueList } from '../../../src/recount/calendar.ts';
import { clockOf } from '../../../src/recount/data.ts';
import { workdaysOf } from '../../../src/recount/workdays.ts';
import type { World } from '../../../src/recount/world.ts';
import { incidentEvent } from '../../../src/subjects/incidents/judge/event.ts';
import { NO_MONITORING } from '../../../src/subjects/incidents/judge/monitoring.ts';
import { runs } from '../../support/runs.ts';
import { type Course, contractWith, fault, time } from './_contract.ts';

const TERMS = `
calendars:
  - { id: open, name: 营业时间, days: working-days, hours: [{ from: "08:30", to: "12:00" }, { from: "13:00", to: "17:00" }] }
levels:
  - { id: A, name: 甲级, limits: [{ clock: analysis, clause: "9.1", minutes: 720 }] }
  - { id: B, name: 乙级, limits: [{ clock: analysis, clause: "9.1", workingMinutes: 600, calendar: open }] }
  - { id: C, name: 丙级, limits: [{ clock: analysis, clause: "9.1", workingDays: 2, calendar: open }] }
`;

const obligation = (more: Record<string, unknown> = {}): Obligation =>
  obligationSchema.parse({
    ...{ id: 'analysis', code: 'FX', name: '故障分析', every: { unit: 'event' }, eventKind: 'incident' },
    ...{ due: { limit: 'analysis', agreed: 'false' }, issueFrom: { rule: 'fields', fields: ['closedAt'] } },
    ...{ clauses: ['9.1'], signature: 'full', unit: 'incident-analysis', ...more },
  });

const contractOf = (terms = TERMS, more: Record<string, unknown> = {}): ContractBundle => {
  const bundle = contractWith(['9.1'], terms);
  return { ...bundle, obligations: [obligation(more)] };
};

const CONTRACT = contractOf();
const workdays = loadWorkingDays();
const again = workdaysOf([]);
const servicePeriod = { from: '2027-01-01', to: '2027-12-31' };

/** When the tool and the recount say that the analysis is due. */
function duesOf(course: Course, bundle = CONTRACT): { ours: string | null; theirs: number | null } {
  const own = { ...bundle, contract: { ...bundle.contract, servicePeriod } };
  const record = { ...fault(course), id: 'GZ-20270318-001' };
  const asOf = time('12-31 12:00');
  const [found] = occurrencesOf({
    ...{ obligations: own.obligations, servicePeriod, workdays, asOf },
    events: [incidentEvent(record, own, asOf, NO_MONITORING)],
  });
  const world = {
    ...{ contract: own.contract, interpretations: [], assets: own.assets, obligations: own.obligations, asOf },
    ...{ clock: clockOf(asOf), workdays: again, known: [] },
    records: (kind: string) => (kind === 'incident' ? [record] : []),
  } as unknown as World;
  return { ours: found?.dueAt ?? null, theirs: dueList(world)[0]?.due ?? null };
}

const due = (course: Course, bundle?: ContractBundle): string | undefined =>
  duesOf(course, bundle).ours?.slice(5, 16).replace('T', ' ');

describe('the due time by the limit of the level', () => {
  const closed = { reported: '03-18 09:00', restored: '03-18 15:00', closed: '03-18 16:00' };

  test.each([
    ['A', '03-19 04:00', 'minutes run day and night'],
    ['B', '03-22 10:00', 'working minutes pass over the weekend'],
    ['C', '03-22 17:00', 'working days end with the time of the calendar'],
  ])('%s: %s, %s', (level, expected) => expect(due({ level, ...closed })).toBe(expected));

  test('is not known before the fault is closed', () => {
    expect(due({ level: 'A', reported: '03-18 09:00', restored: '03-18 15:00' })).toBeUndefined();
  });

  test('may be bounded by a field of the record', () => {
    const bounded = contractOf(TERMS, { due: { limit: 'analysis', notAfter: 'confirmedRestoredAt', agreed: 'false' } });
    const more = { confirmedRestoredAt: time('03-18 17:00') };
    expect(duesOf({ level: 'A', ...closed, more }, bounded)).toEqual({
      ours: time('03-18 17:00'),
      theirs: Date.parse(time('03-18 17:00')),
    });
  });

  test('is the same when it is counted again', () => {
    const minutes = fc.integer({ min: 0, max: 20 * 1440 });
    fc.assert(
      fc.property(fc.constantFrom('A', 'B', 'C'), minutes, minutes, (level, start, length) => {
        const moment = (n: number) =>
          toText(toInstant(time('03-01 00:00')).add({ minutes: n }))
            .slice(5, 16)
            .replace('T', ' ');
        const course = {
          level,
          reported: moment(start),
          restored: moment(start + length),
          closed: moment(start + length),
        };
        const { ours, theirs } = duesOf(course);
        expect(ours).not.toBeNull();
        expect(theirs).toBe(Date.parse(ours as string));
      }),
      { numRuns: runs(10) },
    );
  });
});

describe('what is wrong', () => {
  const problems = (bundle: ContractBundle): string[] =>
    buildBundle(bundle)
      .problems.filter(({ at }) => at.includes('due'))
      .map(({ file, at, found, expected }) => `${file} ${at}: ${found} → ${expected}`);
  const lacking = TERMS.replace('[{ clock: analysis, clause: "9.1", minutes: 720 }]', '[]').replace(
    'workingMinutes: 600, calendar: open',
    'agreed: true',
  );

  test('nothing, where each level has its limit, or all have one', () => {
    expect(problems(contractOf())).toEqual([]);
    expect(problems(contractOf(`${lacking}limits:\n  - { clock: analysis, clause: "9.1", minutes: 60 }\n`))).toEqual(
      [],
    );
  });

  test('levels without a limit that gives a time, all in one problem', () => {
    expect(problems(contractOf(lacking))).toEqual([
      'contract/obligations.yaml obligations[0].due.limit: analysis；没有“提交分析处理记录”时限的级别：A（甲级）、B（乙级） → contract.yaml 中这些级别都有可以算出期限的 limits（clock: analysis），或在 eventLevels 中只列出有的级别',
    ]);
    expect(problems(contractOf(lacking, { eventLevels: ['C'] }))).toEqual([]);
  });

  test('a limit of a class stands for the incidents of it alone', () => {
    const ofClass = `${lacking}limits:\n  - { clock: analysis, clause: "9.1", minutes: 60, class: grave }\nclasses:\n  - { id: grave, name: 严重, when: [{ levels: [A] }] }\n`;
    expect(problems(contractOf(ofClass))).toHaveLength(1);
    expect(problems(contractOf(ofClass, { eventClass: 'grave' }))).toEqual([]);
  });

  test('beside another rule, or of something else than a fault', () => {
    const both = { due: { limit: 'analysis', after: 'closedAt', hours: '24', agreed: 'false' } };
    expect(problems(contractOf(TERMS, both))).toEqual([
      'contract/obligations.yaml obligations[0].due.after: 与 limit 同时写 → 写明 limit 时不再写起算、移动和时刻',
    ]);
    expect(problems(contractOf(TERMS, { eventKind: 'drill' }))).toEqual([
      'contract/obligations.yaml obligations[0].due.limit: drill → 只用于每起故障的交付义务（every: { unit: event }，eventKind: incident）',
    ]);
  });
});
