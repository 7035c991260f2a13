/** An activity counts for what the contract asks for: the id is one of these, and a mistyped one is told. */
import { expect, test } from 'vitest';
import { activityStates } from '../../src/assess/contract/activities.ts';
import type { Served } from '../../src/contract/calendar/activity-spans.ts';
import type { Activity } from '../../src/contract/terms/requirements.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import kind, { type ActivityRecord } from '../../src/subjects/work/kinds/activity.ts';
import { contract } from './_kinds.ts';

const training: Activity = {
  ...{ id: 'training', name: '使用培训', kind: 'activity', times: 1, per: 'term', clauses: ['5.3.10'] },
  where: { field: 'activity', in: ['training'] },
  spans: [
    { from: '2026-09-01', to: '2027-01-31' },
    { from: '2027-02-15', to: '2027-07-10' },
  ],
};
const asking = { ...contract, contract: { ...contract.contract, requirements: { activities: [training] } } };
const on = (day: string, more: Partial<ActivityRecord> = {}): ActivityRecord => ({
  ...kind.example,
  id: `HD-${day.replaceAll('-', '')}-001`,
  date: day,
  at: `${day}T16:30:00+08:00`,
  ...more,
});

test('the id is one of those that the contract asks for', () => {
  expect(kind.check?.(on('2026-11-24'), asking)).toEqual([]);
  expect(kind.check?.(on('2026-11-24', { activity: 'trainings' }), asking)).toEqual([
    { field: 'activity', found: 'trainings', expected: '合同要求的事项之一：training 使用培训' },
  ]);
});

const judged = (activity: Activity, records: AnyRecord[], service: Served, today: string) =>
  activityStates([activity], {
    ...{ recordsOf: () => records, service, isWorkingDay: () => true },
    asOf: `${today}T12:00:00+08:00`,
  });

const states = (today: string, ...days: string[]) =>
  judged(
    training,
    days.map((day) => on(day)),
    { from: '2026-09-01', to: '2028-08-31' },
    today,
  ).map(({ to, state, lacking }) => `${to} ${state} ${lacking}`);

test('owed from the first day of each term, missed when it is over', () => {
  expect(states('2026-08-31')).toEqual([]);
  expect(states('2026-11-24')).toEqual(['2027-01-31 open 1']);
  expect(states('2026-11-24', '2026-10-12')).toEqual(['2027-01-31 met 0']);
  expect(states('2027-01-31')).toEqual(['2027-01-31 open 1']);
  expect(states('2027-02-15', '2027-02-10')).toEqual(['2027-01-31 missed 1', '2027-07-10 open 1']);
});

test('without spans of its own once a term is once each term of the contract', () => {
  const terms = [
    { id: '2027-T1', name: '春季', from: '2027-03-01', to: '2027-06-30' },
    { id: '2027-T2', name: '秋季', from: '2027-09-01', to: '2027-12-31' },
  ];
  const service = { from: '2027-01-01', to: '2027-12-31', terms };
  const found = judged({ ...training, spans: undefined }, [on('2027-05-12')], service, '2027-09-01');
  expect(found.map(({ from, to, state }) => `${from} ${to} ${state}`)).toEqual([
    '2027-03-01 2027-06-30 met',
    '2027-09-01 2027-12-31 open',
  ]);
});

test('another activity counts for nothing, and steps run from the first day of service', () => {
  const half: Activity = { ...training, per: 'half-year', times: 2, spans: [] };
  const found = judged(
    half,
    [on('2026-03-31', { activity: 'stock' }), on('2026-08-30'), on('2026-08-31')],
    { from: '2026-03-01', to: '2026-12-31' },
    '2026-12-31',
  );
  expect(found.map(({ from, to, done }) => [from, to, done.length])).toEqual([
    ['2026-03-01', '2026-08-31', 2],
    ['2026-09-01', '2026-12-31', 0],
  ]);
});
