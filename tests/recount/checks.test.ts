/** The checks of a day that was collected several times, counted twice: by what judges them, and by the second count. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockOf } from '../../src/recount/data.ts';
import { checkRows, outcomesIn } from '../../src/recount/inspection.ts';
import type { World } from '../../src/recount/world.ts';
import { inspectionsOf } from '../../src/subjects/inspections/judge/day.ts';
import { judgeDay } from '../../src/subjects/inspections/judge/days.ts';
import { countOutcomes } from '../../src/subjects/inspections/judge/result.ts';
import kind, { type InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import { asset, check, reading, run } from '../subjects/inspections/_checks.ts';
import { everyDay } from '../support/every-day.ts';
import { runs } from '../support/runs.ts';

const DAY = '2026-11-24';
const asOf = `${DAY}T17:00:00+08:00`;
const { metric: _metric, ...byHand } = check({ id: 'room', kinds: ['linux'], manual: true });
const checks = [
  check(),
  check({ id: 'each', perInstance: true }),
  check({ id: 'all', aggregate: 'count', perInstance: true }),
  byHand,
];
const assets = [asset(), asset({ id: 'app-server-2' })];
const target = fc.constantFrom('app-server-1', 'app-server-2');
const instance = fc.constantFrom(undefined, '/', '/data');
const value = fc.constantFrom(61, 93, 20, null);
const seen = fc.record({ target, result: fc.constantFrom('normal' as const, 'abnormal' as const), n: fc.nat(59) });
const collection = fc.record({
  read: fc.array(fc.record({ target, instance, value }), { maxLength: 5 }),
  failed: fc.array(target, { maxLength: 2 }),
  byHand: fc.array(seen, { maxLength: 2 }),
});

test('are the same by both', () => {
  fc.assert(
    fc.property(fc.array(collection, { minLength: 1, maxLength: 4 }), (all) => {
      const records = all.map(({ read, failed, byHand: rows }, n): InspectionRecord => {
        const at = `${DAY}T0${9 + n}:00:00+08:00`.replace('T010', 'T10').replace('T011', 'T11').replace('T012', 'T12');
        return {
          ...{ ...kind.example, id: `XJ-20261124-00${n + 1}`, at, startedAt: at, finishedAt: at },
          runs: [
            ...read.map((one) => run({ target: one.target, startedAt: at, finishedAt: at })),
            ...failed.map((one) => run({ source: 's2', target: one, ok: false, reason: '连接被拒绝', finishedAt: at })),
          ],
          readings: read.map(({ value: own, ...one }) =>
            reading({ ...one, value: own, at, ...(own === null ? { problem: '权限不足' } : {}) }),
          ),
          manual: rows.map(({ n: minute, ...one }) => ({
            ...{ check: 'room', by: '甲', at: `${DAY}T08:${String(minute).padStart(2, '0')}:00+08:00` },
            ...one,
          })),
        };
      });
      const inspection = inspectionsOf(records, DAY).today as InspectionRecord;
      const judged = judgeDay({ ...everyDay, checks, assets }, { inspection, among: records, confirm: null, asOf });
      const world = { records: () => records, checks, assets, asOf, clock: clockOf(asOf) } as unknown as World;
      expect(outcomesIn(checkRows(world, DAY, undefined))).toEqual(countOutcomes(judged));
    }),
    { numRuns: runs(200) },
  );
});
