/** Absent is never passing: whatever an inspection holds, 正常 needs a fresh, plausible, fitting reading or a person. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Check } from '../../../src/contract/terms/checklist.ts';
import type { Reading } from '../../../src/records/reading.ts';
import { judgeInspection } from '../../../src/subjects/inspections/judge/judge.ts';
import { rowKey } from '../../../src/subjects/inspections/judge/result.ts';
import type { Inspected } from '../../../src/subjects/inspections/judge/select.ts';
import { runs } from '../../support/runs.ts';
import { asset, check, input, inspection, reading, run } from './_checks.ts';

const END_MS = Date.parse('2026-11-24T01:00:41Z');
const instantText = (offsetSeconds: number) =>
  new Date(END_MS + offsetSeconds * 1000).toISOString().replace(/\.\d+Z/, 'Z');
const anyOffset = fc.oneof(fc.integer({ min: -3600, max: 0 }), fc.integer({ min: -500_000, max: 500_000 }));

const anyValue = fc.oneof(
  fc.double({ noDefaultInfinity: false }),
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.constantFrom(null, true, false, '', 'none', 'NaN', '63.2', '-1', 'stopped', Number.NaN, Number.POSITIVE_INFINITY),
  fc.string(),
);
const anyReading: fc.Arbitrary<Reading> = fc
  .record({
    source: fc.constantFrom('s1', 's2'),
    target: fc.constantFrom('app-server-1', 'app-server-2'),
    metric: fc.constantFrom('disk.used', 'cpu.used'),
    instance: fc.constantFrom(undefined, '/', '/data'),
    value: anyValue,
    problem: fc.constantFrom(undefined, undefined, '权限不足'),
    at: anyOffset.map(instantText),
    dataAt: fc.option(anyOffset.map(instantText), { nil: undefined }),
  })
  .map((over) => reading(over));
const anyRun = fc
  .record({
    source: fc.constantFrom('s1', 's2'),
    target: fc.constantFrom('app-server-1', 'app-server-2', 'linux'),
    ok: fc.boolean(),
  })
  .map((over) => run({ ...over, reason: over.ok ? null : '连接被拒绝' }));
const anyInspection = fc
  .record({ runs: fc.array(anyRun, { maxLength: 4 }), readings: fc.array(anyReading, { maxLength: 6 }) })
  .map((over) => inspection(over));

/** Written apart from the judgement on purpose: what alone may stand behind 正常 for `≤ 80 %`. */
function justifies(r: Reading, target: string): boolean {
  const value = typeof r.value === 'string' && r.value.trim() !== '' ? Number(r.value) : r.value;
  const dataAt = Date.parse(r.dataAt ?? r.at);
  return (
    r.target === target &&
    r.metric === 'disk.used' &&
    r.problem === undefined &&
    typeof value === 'number' &&
    value >= 0 &&
    value <= 80 &&
    dataAt >= END_MS - 24 * 3600_000 - 1000 &&
    dataAt <= END_MS + 300_000
  );
}

const assets = [asset(), asset({ id: 'app-server-2', name: '应用服务器 2' })];
const options = [
  check(),
  check({ perInstance: true }),
  check({ aggregate: 'count' }),
  check({ aggregate: 'worst', perInstance: true }),
];

test('正常 is always justified by a reading', () => {
  fc.assert(
    fc.property(
      anyInspection,
      fc.option(anyInspection, { nil: null }),
      fc.constantFrom(...options),
      (now, previous, one) => {
        for (const row of judgeInspection(input({ checks: [one], assets, inspection: now, previous }))) {
          for (const member of row.members ?? [row]) {
            if (member.outcome !== 'normal') continue;
            expect(
              now.readings.some(
                (r) => justifies(r, member.asset) && (member.instance === null || r.instance === member.instance),
              ),
            ).toBe(true);
          }
          if (row.members !== undefined && row.outcome === 'normal') {
            expect(row.members.every((m) => m.outcome === 'normal' || m.outcome === 'not-applicable')).toBe(true);
          }
        }
      },
    ),
    { numRuns: runs(100) },
  );
});

test('every asset that the checklist names has a row, and every row that is not normal says why', () => {
  fc.assert(
    fc.property(anyInspection, fc.constantFrom(...options.slice(0, 2)), (now, one) => {
      const rows = judgeInspection(input({ checks: [one], assets, inspection: now }));
      expect(new Set(rows.map((r) => r.asset)).size).toBe(2);
      for (const row of rows) {
        expect(row.measured).not.toBe('');
        if (row.outcome === 'unreachable' || row.outcome === 'stale') expect(row.reason).toMatch(/\S/);
        if (row.outcome === 'unconfigured') expect(row.value).toBeNull();
      }
    }),
    { numRuns: runs(50) },
  );
});

test('what failed in one collection of a day has failed that day, however often it is collected again', () => {
  const outcomesOf = (now: Inspected, one: Check, previous: Inspected | null = null) =>
    judgeInspection(input({ checks: [one], assets, inspection: now, previous })).flatMap((row) => row.members ?? [row]);
  fc.assert(
    fc.property(
      fc.array(anyInspection, { minLength: 1, maxLength: 3 }),
      anyInspection,
      fc.constantFrom(...options),
      (earlier, last, one) => {
        const day = new Map(outcomesOf({ ...last, earlier }, one).map((row) => [rowKey(row), row]));
        const alone = new Map(outcomesOf(last, one).map((row) => [rowKey(row), row.outcome]));
        const failed = [...earlier, last].flatMap((each) =>
          outcomesOf(each, one).filter((row) => row.outcome === 'abnormal'),
        );
        for (const row of failed) {
          const told = day.get(rowKey(row));
          expect(told?.outcome).toBe('abnormal');
          expect(`${told?.measured} ${told?.reason}`).toContain(row.measured);
        }
        const abnormal = [...day.values()].filter(({ outcome }) => outcome === 'abnormal').map(rowKey);
        expect(new Set(abnormal)).toEqual(new Set(failed.map(rowKey)));
        // Nothing else comes of it: what was not measured last is not made so by what was measured before.
        for (const [key, { outcome }] of day) if (outcome !== 'abnormal') expect(outcome).toBe(alone.get(key));
      },
    ),
    { numRuns: runs(200) },
  );
});
