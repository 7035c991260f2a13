/** What the lists call set elsewhere is what no fault is judged by, over contracts as the oracle draws them and over the starters. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { contractOn } from '../../src/contract/precedence/held-views.ts';
import { limitsWithout } from '../../src/contract/precedence/limits.ts';
import { clausesBehind, limitsBehind } from '../../src/contract/precedence/limits-behind.ts';
import type { LimitTerm } from '../../src/contract/terms/levels.ts';
import { limitTerms } from '../../src/contract/terms/levels.ts';
import { contextOf } from '../../src/subjects/incidents/judge/context.ts';
import { type LimitCase, type LimitSource, limitsFor } from '../../src/subjects/incidents/judge/limits.ts';
import { NO_MONITORING } from '../../src/subjects/incidents/judge/monitoring.ts';
import { inspectContract } from '../../src/workspace/store/inspect-contract.ts';
import { drawnOf, plans } from '../oracle/terms/_contracts.ts';
import { bundleOf } from '../oracle/terms/_product.ts';
import { contractWith } from '../subjects/incidents/_contract.ts';
import { runs } from '../support/runs.ts';

const days = '10-10 10-14 10-15 10-31 11-01 11-06 11-08 11-24 11-30 12-01'.split(' ').map((day) => `2026-${day}`);
const times = '03:00 07:00 10:17 13:00 19:00 23:00'.split(' ');
const span = { from: '2026-10-10', to: '2026-12-01' };
const asOf = '2027-06-01T00:00:00+08:00';

interface Point {
  source: LimitSource;
  given: LimitCase;
}

/** Faults of every level at many moments, of each asset and each kind of customers that a row names, and of none. */
function* pointsOf(bundle: ContractBundle): Generator<Point> {
  const rows = limitTerms(bundle.contract);
  const named = (key: 'assets' | 'customers'): string[][] => [
    [],
    ...[...new Set(rows.flatMap(({ when }) => when?.[key] ?? []))].map((id) => [id]),
  ];
  for (const day of days) {
    const contract = contractOn(bundle.contract, day);
    const source = { ...contextOf(bundle, { asOf, monitoring: NO_MONITORING, submissions: null }), contract };
    for (const time of times)
      for (const { id: level } of contract.levels)
        for (const assets of named('assets'))
          for (const customers of named('customers'))
            yield { source, given: { level, start: `${day}T${time}:00+08:00`, calendar: null, assets, customers } };
  }
}

const clocksOf = (bundle: ContractBundle): LimitTerm['clock'][] => [
  ...new Set(limitTerms(bundle.contract).map(({ clock }) => clock)),
];

const alike = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Each amount of the contract by level: whether it held in one case at least, and decided in one. */
function judgedBy(points: readonly Point[]): Map<string, { decides: boolean }> {
  const found = new Map<string, { decides: boolean }>();
  for (const { source, given } of points)
    for (const row of limitTerms(source.contract)) {
      const [own] = limitsFor(source, row.clock, given, (one) => alike(one, row));
      if (own === undefined) continue;
      const key = keyOf(row, given.level);
      const behind = limitsFor(source, row.clock, given).some((limit) =>
        limit.behind.some((one) => one.clause === row.clause && one.text === own.text),
      );
      const seen = found.get(key) ?? { decides: false };
      seen.decides ||= !behind;
      found.set(key, seen);
    }
  return found;
}

const keyOf = ({ levels: _, ...row }: LimitTerm, level: string): string => `${level} ${JSON.stringify(row)}`;

function expectOneTruth(bundle: ContractBundle): void {
  const { contract } = bundle;
  const behind = limitsBehind(contract, span);
  const points = [...pointsOf(bundle)];
  const listed = new Set(
    [...behind].flatMap(([row, levels]) => [...levels.keys()].map((level) => keyOf(row as LimitTerm, level))),
  );
  for (const [key, { decides }] of judgedBy(points)) expect(`${key} ${listed.has(key)}`).toBe(`${key} ${!decides}`);
  // Without them every fault is judged as with them, what multiplies among it.
  for (const { source, given } of points) {
    const less = {
      ...source.contract,
      levels: limitsWithout(source.contract.levels, contract.levels, behind),
      limits: limitsWithout(source.contract.limits ?? [], contract.levels, behind),
    };
    for (const clock of clocksOf(bundle)) {
      const told = (of: LimitSource): string[] => limitsFor(of, clock, given).map((one) => `${one.key} ${one.class}`);
      expect(told({ ...source, contract: less })).toEqual(told(source));
    }
  }
}

test('over drawn contracts', () => {
  const drawn = fc.sample(plans, { seed: 7, numRuns: runs(20) }).map((plan) => bundleOf(drawnOf(plan).files).bundle);
  const ranked = drawn.flatMap((bundle) => {
    const ranks = new Set((bundle?.contract.papers ?? []).map(({ rank }) => rank));
    return bundle === null || bundle === undefined || ranks.size < 2 ? [] : [bundle];
  });
  expect(ranked.length).toBeGreaterThan(4);
  for (const bundle of ranked.slice(0, runs(5))) expectOneTruth(bundle);
});

const starters = join(import.meta.dirname, '../../data/starters');

test.for(readdirSync(starters))('of the starter %s', async (name) => {
  const { bundle } = await inspectContract(join(starters, name));
  if (bundle === null) throw new Error(`${name} is unusable`);
  expectOneTruth(bundle);
});

const night = (papers: string, limits: string): ContractBundle =>
  contractWith(
    ['B1', '9'],
    `
papers:
${papers}
calendars: [{ id: night, name: 夜间, days: all, hours: [{ from: "20:00", to: "08:00" }] }]
levels: [{ id: red, name: 红色 }]
limits:
${limits}
`,
  );

const BID = `  - { id: bid, name: 投标响应, file: contract/bid.txt, prefix: B, rank: 1 }
  - { id: main, name: 合同, file: contract/main.txt, rank: 2 }`;

test.for([
  ['a part of the day under a higher paper that names none', '{ clock: response, clause: "9", minutes: 30 }', ['B1']],
  ['the same part of the day', '{ clock: response, clause: "9", minutes: 30, during: night }', ['B1']],
  ['the other part of the day', '{ clock: response, clause: "9", minutes: 30, outside: night }', []],
  ['the same amount', '{ clock: response, clause: "9", minutes: 15 }', []],
  ['one asset alone', '{ clock: response, clause: "9", minutes: 30, when: { assets: [ward-line] } }', []],
] as const)('a night limit of a bid and %s of the contract', ([, higher, clauses]) => {
  const bundle = night(BID, `  - { clock: response, clause: B1, minutes: 15, during: night }\n  - ${higher}`);
  expectOneTruth(bundle);
  expect([...clausesBehind(bundle.contract, span).keys()]).toEqual(clauses);
});

test('two rows of a higher paper that share the day leave nothing to a row for all of it', () => {
  const both = ['during', 'outside'].map(
    (key, n) => `  - { clock: response, clause: "9", minutes: ${30 + n}, ${key}: night }`,
  );
  const bundle = night(BID, `  - { clock: response, clause: B1, minutes: 15 }\n${both.join('\n')}`);
  expectOneTruth(bundle);
  expect([...clausesBehind(bundle.contract, span).keys()]).toEqual(['B1']);
});
