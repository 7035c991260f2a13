/** Which backup sets a plan owed: a night of which nothing was recorded is missing, in whatever period it is counted. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AskedBackup } from '../../../src/contract/terms/backups.ts';
import { toDate } from '../../../src/contract/time.ts';
import { apartText, setsApart } from '../../../src/subjects/recovery/judge/backup-apart.ts';
import { missingDays, owedSets, owedSum, owedText } from '../../../src/subjects/recovery/judge/backup-owed.ts';

type Known = Parameters<typeof owedSets>[0][number];
const set = (
  day: string,
  result: Known['result'] = 'success',
  plan = 'nightly',
  verified: Known['verified'] = 'passed',
): Known => ({
  ...{ plan, asset: 'db', content: 'database', startedAt: `${day}T02:00:00+08:00`, result, verified },
});
const days = (from: string, count: number, step = 1): string[] =>
  Array.from({ length: count }, (_, n) =>
    toDate(from)
      .add({ days: n * step })
      .toString(),
  );
const name = (): string => '主库';

describe('a plan that runs each night', () => {
  test('has no set of a night whose only one did not pass its check', () => {
    const known = days('2026-06-01', 30).map((day) =>
      set(day, 'success', 'nightly', day === '2026-06-07' ? 'failed' : 'passed'),
    );
    expect(owedText(owedSets(known, '2026-06-01', '2026-06-30'), name)).toBe(
      '应有 30，已有 29，当日做过而没有成功 06-07（主库）',
    );
  });

  const nights = days('2026-05-01', 61).filter((day) => day !== '2026-06-20');

  test('owes a set of each day, and names the night without one', () => {
    const owed = owedSets(
      nights.map((day) => set(day)),
      '2026-06-01',
      '2026-06-30',
    );
    expect(owed).toMatchObject([
      { rhythm: 'daily', owed: 30, there: 29, missing: [{ day: '2026-06-20', tried: false }] },
    ]);
    expect(owedText(owed, name)).toBe('应有 30，已有 29，缺 06-20（主库）');
  });

  test('tells a set that failed from one that is not there; a second one of the same day makes up for it', () => {
    const known = [
      ...nights.map((day) => set(day, day === '2026-06-05' || day === '2026-06-06' ? 'failed' : 'success')),
    ];
    const owed = owedSets([...known, set('2026-06-06')], '2026-06-01', '2026-06-30');
    expect(owedSum(owed)).toEqual({ owed: 30, there: 28, unrecorded: 1, failed: 1 });
    expect(owedText(owed, name)).toBe('应有 30，已有 28，缺 06-20（主库），当日做过而没有成功 06-05（主库）');
  });

  test('that stops owes what it owed', () => {
    const owed = owedSets(
      days('2026-05-01', 31).map((day) => set(day)),
      '2026-07-01',
      '2026-08-31',
    );
    expect(owedSum(owed)).toMatchObject({ owed: 62, there: 0, unrecorded: 62 });
    expect(missingDays(owed, name, false, 2)).toBe('07-01（主库）、07-02（主库） 等 62 天');
  });

  test('owes nothing before its first set, and nothing of days that are not over', () => {
    const known = nights.map((day) => set(day));
    expect(owedSets(known, '2026-04-01', '2026-04-30')).toMatchObject([{ owed: 0, missing: [] }]);
    expect(owedSets(known, '2026-06-01', '2026-05-31')).toMatchObject([{ owed: 0 }]);
  });
});

test('a plan that runs once a week owes a set on its day', () => {
  const saturdays = days('2026-05-02', 9, 7).filter((day) => day !== '2026-06-20');
  const owed = owedSets(
    saturdays.map((day) => set(day)),
    '2026-06-01',
    '2026-06-30',
  );
  expect(owed).toMatchObject([{ rhythm: 6, owed: 4, there: 3, missing: [{ day: '2026-06-20' }] }]);
});

test('of a plan without a rhythm nothing is said', () => {
  for (const own of [days('2026-06-01', 2), days('2026-05-02', 5, 14), ['2026-06-01', '2026-06-04', '2026-06-09']])
    expect(
      owedText(
        owedSets(
          own.map((day) => set(day)),
          '2026-06-01',
          '2026-06-30',
        ),
        name,
      ),
    ).toBeNull();
});

test('the months of a quarter add up to the quarter, whatever is missing', () => {
  const all = days('2026-03-01', 122);
  const outcome = fc.constantFrom('success', 'success', 'success', 'failed', 'none');
  const plan = fc.record({
    results: fc.array(outcome, { minLength: all.length, maxLength: all.length }),
    step: fc.constantFrom(1, 7, 3),
  });
  fc.assert(
    fc.property(fc.array(plan, { minLength: 1, maxLength: 3 }), (plans) => {
      const known = plans.flatMap(({ results, step }, n) =>
        all.flatMap((day, i) => {
          const result = results[i];
          return i % step !== 0 || result === 'none' ? [] : [set(day, result as Known['result'], `p${n}`)];
        }),
      );
      // As the 月报 of each month knows them: nothing of later months.
      const months = [
        ['2026-04-01', '2026-04-30'],
        ['2026-05-01', '2026-05-31'],
        ['2026-06-01', '2026-06-30'],
      ].map(([first = '', last = '']) => {
        const then = known.filter(({ startedAt }) => startedAt.slice(0, 10) <= last);
        return owedSum(owedSets(then, first, last));
      });
      const quarter = owedSum(owedSets(known, '2026-04-01', '2026-06-30'));
      for (const key of ['owed', 'there', 'unrecorded', 'failed'] as const)
        expect(months.reduce((sum, one) => sum + one[key], 0)).toBe(quarter[key]);
      expect(quarter.owed).toBe(quarter.there + quarter.unrecorded + quarter.failed);
      expect(quarter.unrecorded + quarter.failed > 0).toBe(
        (owedText(owedSets(known, '2026-04-01', '2026-06-30'), name) ?? '').match(/缺|没有成功/) !== null,
      );
    }),
  );
});

describe('sets that are not owed', () => {
  const told = (list: readonly Known[]) => list.map((one, n) => ({ ...one, id: `BF-${n}` }));

  test('are named by why there are more: made again, by a plan without a rhythm, of a day that is not over', () => {
    const known = told([
      ...days('2026-05-01', 62).map((day) => set(day)),
      ...[set('2026-06-06'), set('2026-06-03', 'success', 'now-and-then')],
    ]);
    const span = { from: '2026-06-01', to: '2026-06-30' };
    const counted = known.filter(({ startedAt }) => startedAt > '2026-06-02');
    expect(apartText(owedSets(known, span.from, span.to), { known, counted, ...span })).toBe(
      '成功 32：按计划应有且已有的 30，加同日重复或不在应有之日的 1，加没有固定间隔的计划 1，加 2026-06-01 至 2026-06-30 以外的 1，减去计入其他期的 1。',
    );
    expect(
      apartText(owedSets(known.slice(0, 61), span.from, span.to), {
        known: known.slice(0, 61),
        counted: known.slice(31, 61),
        ...span,
      }),
    ).toBe(null);
  });

  test('make up the difference, whatever was made and counted', () => {
    const day = fc.integer({ min: 0, max: 70 }).map((n) => days('2026-05-01', 71)[n] as string);
    const one = fc.tuple(day, fc.constantFrom('success' as const, 'failed' as const), fc.constantFrom('a', 'b'));
    fc.assert(
      fc.property(fc.array(fc.tuple(one, fc.boolean()), { maxLength: 80 }), (list) => {
        const known = told(list.map(([args]) => set(...args)));
        const counted = known.filter((_, n) => list[n]?.[1] === true);
        const span = { from: '2026-06-01', to: '2026-06-30' };
        const sum = setsApart(owedSets(known, span.from, span.to), { known, counted, ...span });
        expect(sum.there + sum.extra + sum.free + sum.outside - sum.elsewhere).toBe(sum.success);
        for (const count of Object.values(sum)) expect(count).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('what the contract asks for', () => {
  const ask = (more: Partial<AskedBackup>): AskedBackup => ({
    ...{ id: 'daily', name: '日备份', assets: ['db', 'scada'], per: 'day', clauses: ['23'] },
    ...more,
  });
  const june = (known: Known[], ...asked: AskedBackup[]) => owedSets(known, '2026-06-10', '2026-06-30', asked);

  test('is owed though next to nothing was made', () => {
    const owed = june([set('2026-06-12')], ask({}));
    expect(owedSum(owed)).toEqual({ owed: 42, there: 1, unrecorded: 41, failed: 0 });
    expect(owed.map(({ asset, there }) => [asset, there])).toEqual([
      ['scada', 0],
      ['db', 1],
    ]);
  });

  test('takes the sets of its plans alone; of other plans the rhythm is read', () => {
    const weekly = ask({ id: 'weekly', assets: ['db'], plans: ['weekly'], per: 'week', on: 7 });
    const known = [...days('2026-06-10', 21).map((day) => set(day)), set('2026-06-14', 'success', 'weekly')];
    expect(june(known, weekly)).toMatchObject([
      { plan: 'nightly', rhythm: 'daily', owed: 21, there: 21 },
      { plan: 'weekly', rhythm: 7, owed: 3, there: 1, missing: [{ day: '2026-06-21' }, { day: '2026-06-28' }] },
    ]);
    const free = setsApart(june(known, weekly), { known: [], counted: [], from: '2026-06-10', to: '2026-06-30' });
    expect(free.free).toBe(0);
  });

  test('of a month falls on its last day where the month has no such one', () => {
    const monthly = (on: number, from: string, to: string) =>
      owedSets([], from, to, [ask({ assets: ['db'], per: 'month', on })]).flatMap(({ missing }) =>
        missing.map(({ day }) => day),
      );
    expect(monthly(31, '2028-01-31', '2028-04-30')).toEqual(['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30']);
    expect(monthly(30, '2027-02-01', '2027-03-30')).toEqual(['2027-02-28', '2027-03-30']);
    expect(monthly(1, '2027-02-02', '2027-02-28')).toEqual([]);
  });

  test('is not owed on days on which a paper of higher rank says otherwise', () => {
    const one = ask({ assets: ['db'], elsewhere: [{ from: '2026-06-11', to: '2026-06-29' }] });
    expect(june([], one).flatMap(({ missing }) => missing.map(({ day }) => day))).toEqual(['2026-06-10', '2026-06-30']);
  });
});
