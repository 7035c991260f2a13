/** Whatever was made of what the contract asks for, the recount misses the same sets on the same days. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contractDuring } from '../../src/contract/precedence/held-views.ts';
import type { AskedBackup } from '../../src/contract/terms/backups.ts';
import { requirementsOf } from '../../src/contract/terms/requirements.ts';
import { toDate } from '../../src/contract/time.ts';
import { askedCounts, askedSets } from '../../src/recount/backups/asked.ts';
import { clockOf, type Data } from '../../src/recount/data.ts';
import type { World } from '../../src/recount/world.ts';
import { owedSets, owedSum } from '../../src/subjects/recovery/judge/backup-owed.ts';
import backup, { type BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';
import { runs } from '../support/runs.ts';

/** With a leap day, month ends and a week that goes over the year's end. */
const starts = ['2027-12-20', '2028-02-20', '2028-04-25'];
const DAYS = 20;
const clock = clockOf('2027-12-01T00:00:00+08:00');

const row = fc.record(
  {
    per: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
    on: fc.constantFrom(1, 7, 29, 30, 31),
    plans: fc.constantFrom(['a'], ['b'], ['a', 'b']),
    assets: fc.constantFrom(['db'], ['db', 'scada']),
    clauses: fc.constantFrom(['1'], ['S1']),
  },
  { requiredKeys: ['per', 'on', 'assets', 'clauses'] },
) as unknown as fc.Arbitrary<Omit<AskedBackup, 'id' | 'name'> & { on: number }>;
const rows = fc.array(row, { minLength: 1, maxLength: 3 }).map((all) =>
  all.map(({ on, ...one }, n): AskedBackup => {
    const day = one.per === 'day' ? {} : { on: one.per === 'week' ? Math.min(on, 7) : on };
    return { id: `r${n}`, name: '备份', ...one, ...day };
  }),
);
const made = fc.array(
  fc.record({
    day: fc.integer({ min: -1, max: DAYS }),
    time: fc.constantFrom('00:00:00', '02:00:00', '23:59:59'),
    asset: fc.constantFrom('db', 'scada'),
    plan: fc.constantFrom('a', 'b', 'c'),
    result: fc.constantFrom('success' as const, 'success' as const, 'failed' as const),
    verified: fc.constantFrom('passed' as const, 'failed' as const, 'not-checked' as const),
  }),
  { maxLength: 40 },
);

test('day by day, by plan, by object, and by the paper that holds', () => {
  fc.assert(
    fc.property(fc.constantFrom(...starts), rows, made, (from, asked, sets) => {
      const plus = (days: number): string => toDate(from).add({ days }).toString();
      const to = plus(DAYS - 1);
      const known = sets.map(({ day, time, ...rest }, n): BackupRecord => {
        const at = `${plus(day)}T${time}+08:00`;
        return { ...backup.example, ...rest, id: `BF-20271201-${100 + n}`, at, startedAt: at };
      });
      const contract = {
        ...{ servicePeriod: { from, to: '2028-12-31' }, requirements: { backups: asked }, clauses: [] },
        papers: [
          { id: 'contract', name: '合同', file: 'contract/a.txt', rank: 1 },
          { id: 'later', name: '补充协议', file: 'contract/b.txt', prefix: 'S', rank: 2, from: plus(9) },
        ],
      };
      const view = contractDuring(contract as never, { from, to });
      const own = owedSets(known, from, to, requirementsOf(view).backups).filter((one) => one.asked !== undefined);
      const span = { period: 'p', from, to, start: 0, end: 0, cut: null, tells: true };
      const world = {
        ...{ clock, contract, spans: [span], asOf: `${plus(DAYS)}T00:00:00+08:00` },
        records: () => known as Data[],
      } as unknown as World;
      const told = own.flatMap(({ asked: ask, asset, missing }) =>
        missing.map(({ day, tried }) => `${day} ${ask?.id} ${asset} ${tried}`),
      );
      const counted = askedSets(world)
        .filter(({ isThere }) => !isThere)
        .map((one) => `${one.day} ${one.asked.id} ${one.asset} ${one.tried}`);
      expect(told.sort()).toEqual(counted.sort());
      const { owed, there } = owedSum(own);
      expect(askedCounts(world)).toEqual({ 'asked.owed': owed, 'asked.there': there, 'asked.missed': owed - there });
    }),
    { numRuns: runs(200) },
  );
});
