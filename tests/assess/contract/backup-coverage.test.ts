/** What a clause about backups asks for is what their documents count, in every period and over all of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupExceptions } from '../../../src/assess/contract/backup-exceptions.ts';
import type { ClauseEvidence } from '../../../src/assess/contract/clause-evidence.ts';
import { type Coverage, type CoverageFacts, coverageOf } from '../../../src/assess/contract/coverage.ts';
import { unexcepted } from '../../../src/assess/contract/unexcepted.ts';
import type { Asset } from '../../../src/contract/terms/assets.ts';
import { dateOf } from '../../../src/contract/time.ts';
import { daysBetween } from '../../../src/subjects/recovery/judge/backup-days.ts';
import { owedSets, owedSum } from '../../../src/subjects/recovery/judge/backup-owed.ts';
import type { BackupRecord } from '../../../src/subjects/recovery/kinds/backup.ts';
import { runs } from '../../support/runs.ts';

const database = { id: 'mysql', name: 'MySQL 主库' } as Asset;
/** No check of the inspection looks at its backups. */
const logs = { id: 'log-host', name: '日志服务器' } as Asset;

const set = (asset: string, day: string, result: BackupRecord['result'] = 'success') =>
  ({
    ...{ kind: 'backup', id: `${asset} ${day} ${result}` },
    plan: `${asset}-nightly`,
    asset,
    content: 'data',
    startedAt: `${day}T01:30:00+08:00`,
    result,
  }) as unknown as BackupRecord;

/** @param counted sets that the period counts, where it does not begin and end with a day */
function told(
  sets: readonly BackupRecord[],
  from: string,
  to: string,
  about: readonly Asset[] = [],
  counted = sets.filter(({ startedAt }) => from <= dateOf(startedAt) && dateOf(startedAt) <= to),
): Coverage {
  const facts = {
    assets: [database, logs],
    backedUp: [database],
    records: sets.filter(({ startedAt }) => from <= dateOf(startedAt) && dateOf(startedAt) <= to),
    owedSets: owedSets(sets, from, to),
    backupSets: { known: sets, counted, from, to },
    beside: () => [],
  } as unknown as CoverageFacts;
  const own = counted.filter(({ asset }) => about.length === 0 || about.some(({ id }) => id === asset));
  const kinds = [{ kind: { id: 'backup' }, records: own }];
  const evidence = { clause: { topics: ['backup'] }, assets: about, kinds } as unknown as ClauseEvidence;
  const [one] = coverageOf(evidence, facts);
  if (one === undefined) throw new Error('asks for nothing');
  return one;
}

const YEAR = daysBetween('2026-04-01', '2026-06-30');
const months = ['2026-04', '2026-05', '2026-06'].map((month) => YEAR.filter((day) => day.startsWith(month)));

describe('a clause about backups', () => {
  const whole = [...YEAR.map((day) => set('mysql', day)), ...YEAR.map((day) => set('log-host', day))];
  const gap = whole.filter(({ asset, startedAt }) => asset !== 'log-host' || dateOf(startedAt) !== '2026-05-09');

  it('of no assets of its own counts the plan that no check looks at, and names what that lacks', () => {
    expect(told(gap, '2026-04-01', '2026-06-30')).toMatchObject({
      expected: 182,
      found: 181,
      missing: ['2026-05-09（日志服务器）'],
    });
  });

  it('of some assets counts their plans alone, whether a check looks at them or not', () => {
    expect(told(gap, '2026-04-01', '2026-06-30', [database])).toMatchObject({ expected: 91, found: 91 });
    expect(told(gap, '2026-04-01', '2026-06-30', [logs])).toMatchObject({ expected: 91, found: 90 });
  });

  it('says why the records beside it are another number, of the plans that it is about', () => {
    const again = [...whole, set('mysql', '2026-05-20', 'failed')];
    // The period began within its first day, after the sets of that day: the one before counts them.
    const after = again.filter(({ startedAt }) => dateOf(startedAt) > '2026-04-01');
    const apart = (about: readonly Asset[]) => told(again, '2026-04-01', '2026-06-30', about, after).apart;
    expect(apart([])).toBe('整日计；本期记录 181 条 = 已有 182 + 未成功 1 − 计入其他期 2');
    expect(apart([logs])).toContain('本期记录 90 条 = 已有 91 − 计入其他期 1');
    // As many: nothing is to be explained.
    expect(apart([database])).toBeUndefined();
    expect(told(whole, '2026-04-01', '2026-06-30').apart).toBeUndefined();
  });

  it('counts in each period what its documents count, and over all of them what the service has', () => {
    const results = fc.array(fc.constantFrom('success', 'failed', 'none'), { minLength: 91, maxLength: 91 });
    fc.assert(
      fc.property(results, results, (first, second) => {
        const made = (asset: string, list: readonly string[]) =>
          YEAR.flatMap((day, n) => {
            const kept = day.endsWith('-01') ? 'success' : list[n];
            return kept === 'none' ? [] : [set(asset, day, kept as BackupRecord['result'])];
          });
        const sets = [...made('mysql', first), ...made('log-host', second)];
        const parts = months.map((days) => {
          const [from = '', to = ''] = [days[0], days.at(-1)];
          const known = sets.filter(({ startedAt }) => dateOf(startedAt) <= to);
          const one = told(known, from, to);
          const { owed, there } = owedSum(owedSets(known, from, to));
          if (owed > 0) expect(one).toMatchObject({ counter: '份', expected: owed, found: there });
          const [, all, sum = ''] = /记录 (\d+) 条 =(.*)$/.exec(one.apart ?? '') ?? [];
          const terms = [...sum.matchAll(/(^|[+−])[^+−]*? (\d+)(?= |$)/g)];
          const added = terms.reduce((total, [, sign, n]) => total + (sign === '−' ? -1 : 1) * Number(n), 0);
          if (one.apart !== undefined) expect(added).toBe(Number(all));
          return owed > 0 ? one : null;
        });
        const all = told(sets, '2026-04-01', '2026-06-30');
        const sum = (key: 'expected' | 'found') => parts.reduce((total, one) => total + (one?.[key] ?? 0), 0);
        if (all.counter === '份') expect([sum('expected'), sum('found')]).toEqual([all.expected, all.found]);
        expect(all.missing).toHaveLength(all.expected - all.found);
      }),
      { numRuns: runs(5) },
    );
  });

  it('lacks nothing that its exceptions do not name, and says of a set made good on the same day that it is none', () => {
    const results = fc.array(fc.constantFrom('success', 'failed', 'none', 'redone'), { minLength: 91, maxLength: 91 });
    fc.assert(
      fc.property(results, results, (first, second) => {
        const made = (asset: string, list: readonly string[]) =>
          YEAR.flatMap((day, n): BackupRecord[] => {
            if (list[n] === 'none') return [];
            if (list[n] !== 'redone') return [set(asset, day, list[n] as BackupRecord['result'])];
            return [set(asset, day, 'failed'), set(asset, day)];
          });
        const sets = [...made('mysql', first), ...made('log-host', second)];
        const [from, to] = ['2026-04-01', '2026-06-30'];
        const contract = { clauses: [{ id: '5.5.2', topics: ['backup'] }], papers: [] } as unknown as Named;
        const owed = owedSets(sets, from, to);
        const exceptions = backupExceptions({ contract, assets: [database, logs], backups: sets, owedSets: owed });
        const one = told(sets, from, to);
        if (one.counter !== '份') return;
        expect(unexcepted(one, exceptions)).toEqual([]);
        expect(unexcepted(one, []).length).toBe(one.expected - one.found);
        const redone = exceptions.filter(({ text }) => text.includes('该日不缺'));
        expect(redone.length).toBe([...first, ...second].filter((kind) => kind === 'redone').length);
        const lacking = exceptions.flatMap(({ lacks }) => lacks ?? []);
        // A plan owes nothing before its first set, nor one without a rhythm.
        for (const name of one.missing) expect(lacking).toContain(name);
      }),
      { numRuns: runs(5) },
    );
  });

  it('whose missing sets stand behind no exception says how many those are', () => {
    expect(unexcepted({ missing: ['甲', '甲', '乙'] }, [{ where: '', lacks: ['甲'] }])).toEqual(['甲', '乙']);
    expect(unexcepted({ missing: ['GZ-1', '乙'] }, [{ where: 'GZ-1' }])).toEqual(['乙']);
    expect(unexcepted({ missing: ['甲'], excepted: true }, [])).toEqual([]);
  });
});

type Named = Parameters<typeof backupExceptions>[0]['contract'];

it('a clause about restore tests has as many as were made in the periods that ended, whatever documents tell of them', () => {
  const one = (from: string, to: string, done: string[]) => ({
    activity: { kind: 'restore-test', clauses: ['25'], times: 1 },
    ...{ from, to, done, lacking: 1 - done.length, state: done.length === 1 ? 'met' : 'missed' },
  });
  const facts = {
    activities: [one('2026-07-01', '2026-08-31', ['T-1']), one('2026-09-01', '2026-10-31', [])],
    documents: () => [{}, {}],
    beside: () => [],
  } as unknown as CoverageFacts;
  const clause = { id: '25', topics: ['restore-test'] };
  const evidence = { clause, assets: [], kinds: [] } as unknown as ClauseEvidence;
  expect(coverageOf(evidence, facts)).toMatchObject([
    { expected: 2, found: 1, missing: ['2026-09-01 至 2026-10-31'], excepted: true },
  ]);
});

describe('a clause about backups that the contract asks for in numbers', () => {
  const asked = [{ id: 'daily', name: '日备份', assets: ['mysql', 'scada'], per: 'day' as const, clauses: ['23'] }];
  const made = [set('mysql', '2026-04-03')];
  const owed = owedSets(made, '2026-04-01', '2026-04-07', asked);

  it('wants each of them, of an object without any set too', () => {
    const facts = {
      ...{ assets: [database], backedUp: [database, { id: 'scada', name: 'SCADA' }], records: made, owedSets: owed },
      ...{ backupSets: { known: made, counted: made, from: '2026-04-01', to: '2026-04-07' }, beside: () => [] },
    } as unknown as CoverageFacts;
    const kinds = [{ kind: { id: 'backup' }, records: made }];
    const evidence = { clause: { topics: ['backup'] }, assets: [], kinds } as unknown as ClauseEvidence;
    expect(coverageOf(evidence, facts)).toMatchObject([{ wanted: '应有的成功备份', expected: 14, found: 1 }]);
  });

  it('is broken on each day without them, under the clause that asks', () => {
    const contract = { clauses: [], papers: [] } as never;
    const broken = backupExceptions({ contract, assets: [database], backups: made, owedSets: owed });
    expect(broken.map(({ day, clauses }) => [day, clauses])).toEqual(
      daysBetween('2026-04-01', '2026-04-07').map((day) => [day, ['23']]),
    );
    expect(broken[2]?.text).toBe('2026-04-03 应有的备份没有登记：scada，共 1 份');
  });
});
