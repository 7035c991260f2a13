/** A contract of several papers, in time: what held on the day judges. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildBundle } from '../../src/contract/bundle/build-bundle.ts';
import { heldDuring, heldOn } from '../../src/contract/bundle/held-on.ts';
import { occurrencesOf } from '../../src/contract/calendar/calendar.ts';
import { loadWorkingDays } from '../../src/contract/calendar/working-days-data.ts';
import {
  assetsDuring,
  assetsOn,
  contractDuring,
  contractOn,
  wholeOf,
} from '../../src/contract/precedence/held-views.ts';
import { expandClauses } from '../../src/contract/terms/clauses.ts';
import { contractSchema } from '../../src/contract/terms/contract.ts';
import { holdTogether, isHeldDuring, isHeldOn } from '../../src/contract/terms/held.ts';
import { liftTerms } from '../../src/contract/terms/lifts/lift-terms.ts';
import { paperOf, standsIn, withoutSpace } from '../../src/contract/terms/papers.ts';
import { assessIncident } from '../../src/subjects/incidents/judge/clocks.ts';
import incidentKind from '../../src/subjects/incidents/kinds/incident.ts';
import { judgeInspection } from '../../src/subjects/inspections/judge/judge.ts';
import inspectionKind from '../../src/subjects/inspections/kinds/inspection.ts';
import { everyDay } from '../support/every-day.ts';
import { data, starter } from './_starter.ts';

const fixture = join(import.meta.dirname, '../fixtures/contract/contract-schema-2.yaml');

test('a contract of schema 2 has its one paper, and is the starter otherwise', () => {
  const old = parse(readFileSync(fixture, 'utf8'), { schema: 'failsafe' }) as Record<string, unknown>;
  const { contract } = starter();
  // What covers which words nobody said then.
  const clauses = contract.clauses.map(({ says: _says, declaration: _reason, ...one }) => one);
  expect(contractSchema.parse({ ...liftTerms(old), schema: 3 })).toEqual({ ...contract, clauses });
});

test('every clause of the starter stands in its paper, white space aside', () => {
  const { contract } = starter();
  const paper = withoutSpace(readFileSync(join(data, 'contract/original.txt'), 'utf8'));
  expect(contract.clauses.filter((clause) => !standsIn(clause, paper))).toEqual([]);
  expect(standsIn({ text: '每\n\t日 三次' }, withoutSpace('须每日\u3000三 次巡检'))).toBe(true);
  expect(standsIn({ text: '每日四次' }, withoutSpace('须每日三次巡检'))).toBe(false);
});

describe('clauses of several papers', () => {
  const clause = starter().contract.clauses[0];
  if (clause === undefined) throw new Error('no clause');
  const contract = {
    papers: [
      { id: 'contract', name: '合同', file: 'contract/original.txt', rank: 1 },
      { id: 'bid', name: '投标响应', file: 'contract/papers/bid.txt', prefix: 'B', rank: 2, from: '2026-03-01' },
    ],
    clauses: ['3.1', '3.2', 'B3.1', 'B3.2', 'B4.1(2)(a)'].map((id) => ({ ...clause, id })),
  };

  test('are told apart by their prefix, in lists and ranges too', () => {
    const ids = (list: string[]) => expandClauses(list, contract).map(({ id }) => id);
    expect(ids(['3'])).toEqual(['3.1', '3.2']);
    expect(ids(['B3'])).toEqual(['B3.1', 'B3.2']);
    expect(ids(['B3.2-B4'])).toEqual([]);
    expect(ids(['B3.1-3.2'])).toEqual(['B3.1', 'B3.2']);
    expect(ids(['B3-4'])).toEqual(['B3.1', 'B3.2', 'B4.1(2)(a)']);
    expect(paperOf(contract, { id: 'B3.1' })?.id).toBe('bid');
    expect(paperOf(contract, { id: '3.1', in: 'bid' })?.id).toBe('bid');
  });

  test('hold as long as their paper does', () => {
    expect(contractOn(contract, '2026-02-28').clauses.map(({ id }) => id)).toEqual(['3.1', '3.2']);
    expect(contractOn(contract, '2026-03-01').clauses).toHaveLength(5);
  });

  test.each([
    [{ papers: [contract.papers[0], contract.papers[0]] }, 'papers[1].id'],
    [{ papers: [contract.papers[0], { ...contract.papers[1], prefix: undefined }] }, 'papers[1].prefix'],
    [{ clauses: [{ ...clause, in: 'bit' }] }, 'clauses[0].in'],
    [{ clauses: [{ ...clause, id: 'C1' }] }, 'clauses[0].id'],
    [{ clauses: [{ ...clause, from: '2026-03-01', until: '2026-02-01' }] }, 'clauses[0].until'],
  ])('%j is told', (wrong, at) => {
    const bundle = starter();
    const parts = { ...bundle, contract: { ...bundle.contract, papers: contract.papers, ...wrong } as never };
    expect(buildBundle(parts).problems.map((one) => one.at)).toContain(at);
  });
});

describe('a limit that a supplement changed', () => {
  const bundle = starter();
  const [first] = bundle.contract.levels;
  if (first === undefined) throw new Error('no level');
  const record = incidentKind.schema.parse(incidentKind.example);
  const { level } = record.levels.at(-1) ?? { level: '' };
  const day = record.at.slice(0, 10);
  const before = Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
  const own = bundle.contract.levels.find((one) => one.id === level) ?? first;
  const others = bundle.contract.levels.filter((one) => one !== own);
  const restoredIn = (minutes: number) => [{ clock: 'restoration' as const, clause: '5.1.3', minutes }];
  const context = (levels: typeof others) => ({
    contract: { ...bundle.contract, levels },
    asOf: '2027-12-31T00:00:00+08:00',
    interpretations: bundle.interpretations,
    monitoring: { alerts: [], probes: [] },
    submissions: null,
    assets: bundle.assets,
    isWorkingDay: () => true,
  });
  const limit = (levels: typeof others) =>
    assessIncident(record, context(levels)).clocks.find(({ id }) => id === 'restoration')?.limitSeconds;

  test('judges the faults of its days alone', () => {
    const until = { ...own, limits: restoredIn(77), until: before };
    const from = { ...own, limits: restoredIn(55), from: day };
    expect(limit([...others, until, from])).toBe(55 * 60);
    const next = Temporal.PlainDate.from(day).add({ days: 1 }).toString();
    expect(limit([...others, { ...until, until: day }, { ...from, from: next }])).toBe(77 * 60);
  });

  test('stands twice in the data only on different days', () => {
    const twice = (a: object, b: object) =>
      buildBundle({
        ...bundle,
        contract: { ...bundle.contract, levels: [...others, { ...own, ...a }, { ...own, ...b }] },
      }).problems.filter((one) => /不与/.test(one.expected));
    expect(twice({ until: before }, { from: day })).toEqual([]);
    expect(twice({ until: day }, { from: day })).toMatchObject([{ at: `levels[${others.length + 1}].id` }]);
  });

  test('is listed once in a document about both', () => {
    const levels = [
      { ...own, limits: restoredIn(77), until: before },
      { ...own, from: day },
    ];
    const view = contractDuring({ ...bundle.contract, levels }, { from: before, to: day });
    expect(view.levels).toEqual([{ ...own, from: day }]);
    expect(wholeOf(view).levels).toHaveLength(2);
    expect(contractOn(view, before).levels).toMatchObject([{ limits: restoredIn(77) }]);
  });
});

describe('an asset', () => {
  const bundle = starter();
  const inspection = inspectionKind.schema.parse(inspectionKind.example);
  const rowsOf = (held: object): string[] => {
    const assets = bundle.assets.map((one) => (one.id === 'app-server-1' ? { ...one, ...held } : one));
    const input = { checks: bundle.checks, inspection, confirm: null, previous: null, asOf: inspection.finishedAt };
    return judgeInspection({ ...everyDay, ...input, assets })
      .filter(({ asset }) => asset === 'app-server-1')
      .map(({ check }) => check);
  };
  const shifted = (days: number) => Temporal.PlainDate.from(inspection.date).add({ days }).toString();

  test('that was retired is not inspected, one to come is not yet', () => {
    const all = rowsOf({});
    expect(all.length).toBeGreaterThan(3);
    expect(rowsOf({ until: inspection.date })).toEqual(all);
    expect(rowsOf({ until: shifted(-1) })).toEqual([]);
    expect(rowsOf({ from: shifted(1) })).toEqual([]);
  });

  test('keeps its name for documents that tell of it', () => {
    const assets = [{ ...bundle.assets[0], id: 'x', until: '2026-03-31' }] as typeof bundle.assets;
    const april = heldDuring({ ...bundle, assets }, { from: '2026-04-01', to: '2026-04-30' });
    expect(april.assets).toEqual([]);
    expect(wholeOf(april.assets)).toEqual(assets);
    expect(heldOn({ ...bundle, assets }, '2026-03-31').assets).toHaveLength(1);
  });
});

test('an obligation is owed in the periods that it touches', () => {
  const bundle = starter();
  const monthly = bundle.obligations.find((one) => one.every?.unit === 'month' && one.interval === 'natural');
  if (monthly === undefined) throw new Error('no monthly obligation');
  const periods = (held: object) =>
    occurrencesOf({
      obligations: [{ ...monthly, ...held }],
      servicePeriod: { from: '2026-01-01', to: '2026-12-31' },
      workdays: loadWorkingDays(bundle.holidays),
      events: [],
      asOf: '2026-01-01T00:00:00+08:00',
    }).map(({ period }) => period);
  expect(periods({})).toHaveLength(12);
  expect(periods({ from: '2026-05-15', until: '2026-06-30' }).sort()).toEqual(['2026-05', '2026-06']);
});

describe('spans', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}`);
  const held = fc
    .record({ from: fc.option(day, { nil: undefined }), until: fc.option(day, { nil: undefined }) })
    .filter(({ from, until }) => from === undefined || until === undefined || from <= until);
  const days = Array.from({ length: 28 }, (_, n) => `2026-02-${String(n + 1).padStart(2, '0')}`);

  test('what is held during a span is held on one of its days, and the reverse', () => {
    fc.assert(
      fc.property(held, day, day, (one, a, b) => {
        const span = a <= b ? { from: a, to: b } : { from: b, to: a };
        const within = days.filter((at) => span.from <= at && at <= span.to);
        expect(isHeldDuring(one, span)).toBe(within.some((at) => isHeldOn(one, at)));
      }),
    );
  });

  test('two hold together when a day has both', () => {
    fc.assert(
      fc.property(held, held, (a, b) => {
        expect(holdTogether(a, b)).toBe(days.some((at) => isHeldOn(a, at) && isHeldOn(b, at)));
      }),
    );
  });

  test('a view of a view is a view of the whole', () => {
    fc.assert(
      fc.property(fc.array(held), day, day, (list, a, b) => {
        expect(assetsOn(assetsOn(list, a), b)).toEqual(assetsOn(list, b));
        expect(assetsDuring(list, { from: a, to: a })).toEqual(assetsOn(list, a));
      }),
    );
  });
});
