/** What has to happen so often a period; of a rotation only what its turn asks for. */
import { describe, expect, test } from 'vitest';
import { activityStates, activityText } from '../../../src/assess/contract/activities.ts';
import { buildBundle } from '../../../src/contract/bundle/build-bundle.ts';
import type { ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import type { Activity } from '../../../src/contract/terms/requirements.ts';
import { timesText } from '../../../src/contract/terms/requirements.ts';
import type { AnyRecord } from '../../../src/records/record.ts';
import { starter } from '../../contract/_starter.ts';

const rotating: Activity = {
  ...{ id: 'restore', name: '恢复测试', kind: 'restore-test', times: 1, per: 'two-months', clauses: ['9'] },
  where: { field: 'asset', in: ['ledger', 'archive', 'portal'] },
  rotate: [
    { value: 'ledger', name: '台账库' },
    { value: 'archive', name: '档案库' },
    { value: 'portal', name: '门户库' },
  ],
};
const service = { from: '2027-03-01', to: '2028-02-29' };
const test1 = (day: string, asset: string) =>
  ({ id: `${asset} ${day}`, kind: 'restore-test', at: `${day}T10:00:00+08:00`, asset }) as unknown as AnyRecord;
const statesOf = (records: AnyRecord[], today = '2027-12-15') =>
  activityStates([rotating], {
    recordsOf: () => records,
    service,
    isWorkingDay: () => true,
    asOf: `${today}T12:00:00+08:00`,
  });

describe('a rotation every two months', () => {
  test('takes in each period only the one whose turn it is, and begins anew after the last', () => {
    const states = statesOf([
      test1('2027-03-31', 'ledger'),
      test1('2027-05-10', 'ledger'),
      test1('2027-07-01', 'portal'),
      test1('2027-10-02', 'ledger'),
    ]);
    expect(states.map(({ from, turn, state, done }) => [from, turn, state, done.length])).toEqual([
      ['2027-03-01', '台账库', 'met', 1],
      ['2027-05-01', '档案库', 'missed', 0],
      ['2027-07-01', '门户库', 'met', 1],
      ['2027-09-01', '台账库', 'met', 1],
      ['2027-11-01', '档案库', 'open', 0],
    ]);
  });

  test('says whose turn was missed', () => {
    const [, second] = statesOf([test1('2027-05-10', 'ledger')]);
    expect(second && activityText(second, timesText(rotating), String)).toBe(
      '恢复测试（本期轮到档案库） 2027-05-01 至 2027-06-30：0 次，要求每两个月一次',
    );
  });
});

test('what is rotated are values that the activity takes', () => {
  const { contract, ...rest } = starter();
  const problems = (activity: Activity) =>
    buildBundle({
      ...rest,
      contract: { ...contract, requirements: { ...contract.requirements, activities: [activity] } },
    } as ContractBundle).problems.map(({ at, expected }) => `${at} ${expected}`);
  const own = { ...rotating, clauses: ['5.3.8'] };
  expect(problems(own)).toEqual([]);
  const strange = { ...own, rotate: [{ value: 'desk', name: '其他' }] };
  expect(problems(strange)).toEqual([
    'requirements.activities[0].rotate[0].value where.in 中的一个：ledger、archive、portal',
  ]);
  const { where: _, ...without } = strange;
  expect(problems(without)).toEqual([
    'requirements.activities[0].rotate[0].value 轮换的取值属于 where 的字段：先写 where',
  ]);
});
