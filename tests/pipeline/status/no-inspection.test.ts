/** A contract with an inspection a week or a month is short of none on the days between; one of every day is. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noInspection } from '../../../src/pipeline/status/no-inspection.ts';

type Items = Parameters<typeof noInspection>[0];

const item = (from: string, to: string, hasEvidence: boolean, id = 'inspection-log'): Items[number] =>
  ({ obligation: { id }, occurrence: { period: from, from, to }, hasEvidence }) as unknown as Items[number];

const DAILY = '今日尚无巡检记录';

it('asks each day for one where every day has one, or no document tells of them', () => {
  expect(noInspection([], '2027-02-03')).toEqual({ text: DAILY, owed: true });
  expect(noInspection([item('2027-02-03', '2027-02-03', false)], '2027-02-03').text).toBe(DAILY);
  expect(noInspection([item('2027-02-01', '2027-02-07', false, 'weekly')], '2027-02-03').text).toBe(DAILY);
});

it('asks for that of the week or month that runs, once', () => {
  const of = (hasEvidence: boolean) => [
    item('2027-01-25', '2027-01-31', !hasEvidence),
    item('2027-02-01', '2027-02-07', hasEvidence),
  ];
  expect(noInspection(of(false), '2027-02-03')).toEqual({
    text: '本期（2027-02-01 至 2027-02-07）尚无巡检记录',
    owed: true,
  });
  expect(noInspection(of(true), '2027-02-03')).toEqual({
    text: '今日没有巡检，本期（2027-02-01 至 2027-02-07）已有巡检记录',
    owed: false,
  });
});

it('is owed on every day of a period without one, and on none of a period with one', () => {
  const first = Temporal.PlainDate.from('2027-03-01');
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 31 }), fc.nat(30), fc.boolean(), (days, at, hasEvidence) => {
      const on = first.add({ days: at % days });
      const items = [item(`${first}`, `${first.add({ days: days - 1 })}`, hasEvidence)];
      expect(noInspection(items, `${on}`).owed).toBe(!hasEvidence);
    }),
  );
});
