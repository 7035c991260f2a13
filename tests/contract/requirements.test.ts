/** Requirements in numbers: lifted from what code knew, checked against the rest, and worded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildBundle } from '../../src/contract/bundle/build-bundle.ts';
import { contractSchema } from '../../src/contract/terms/contract.ts';
import { liftRequirements } from '../../src/contract/terms/lifts/lift-terms.ts';
import {
  askedTimesNote,
  askedTimesText,
  atLeastText,
  requirementsOf,
  requirementsSchema,
  timesText,
} from '../../src/contract/terms/requirements.ts';
import { starter } from './_starter.ts';

const old = parse(readFileSync(join(import.meta.dirname, '../fixtures/contract/contract-schema-2.yaml'), 'utf8'), {
  schema: 'failsafe',
}) as Record<string, unknown>;
const bundle = starter();

describe('a contract of schema 2', () => {
  test('gets the numbers that stand in the first contract now', () => {
    const lifted = requirementsSchema.parse(liftRequirements(old)['requirements']);
    const now = requirementsOf(bundle.contract);
    expect(requirementsOf({ requirements: lifted })).toEqual(now);
    expect(now.posts.map((one) => [one.id, one.headcount, one.hoursText])).toEqual([
      ['resident', 1, '5×8'],
      ['oncall', 1, '7×24'],
    ]);
  });

  test('gets none for a topic that no clause bears', () => {
    const clauses = (old['clauses'] as { topics: string[] }[]).map((one) => ({ ...one, topics: ['scope'] }));
    const lifted = requirementsSchema.parse(liftRequirements({ ...old, clauses })['requirements']);
    expect(requirementsOf({ requirements: lifted })).toMatchObject({ posts: [], activities: [], retention: [] });
  });

  test('is left alone where it has its own', () => {
    const own = { ...old, requirements: { posts: [] } };
    expect(liftRequirements(own)).toBe(own);
  });
});

test('days on which nobody has to be there may say why, as those of a calendar do', () => {
  const except = [{ from: '2027-07-05', to: '2027-08-29', name: '暑假' }];
  const post = {
    id: 'lab',
    name: '机房值守',
    post: 'resident',
    headcount: 2,
    days: 'weekdays',
    except,
    clauses: ['1'],
  };
  expect(requirementsSchema.safeParse({ posts: [post] }).success).toBe(true);
});

describe('words', () => {
  test.for([
    [{ per: 'quarter', times: 1 }, '每季度一次'],
    [{ per: 'year', times: 1, atLeast: true }, '每年至少一次'],
    [{ per: 'half-year', times: 2, atLeast: true }, '每半年至少两次'],
    [{ per: 'term', times: 1 }, '每学期一次'],
    [{ per: 'month', times: 12 }, '每月 12 次'],
  ] as const)('%o is %s', ([activity, text]) => expect(timesText(activity)).toBe(text));

  test('of who plans it', () => expect(atLeastText({ per: 'year', times: 2 }, '演练')).toBe('每年至少演练两次'));

  test('with their clauses; nothing where the contract asks for no number', () => {
    expect(askedTimesText(bundle.contract, 'drill')).toBe('（⟦条款:5.3.9⟧ 要求每年至少一次）');
    expect(askedTimesNote(bundle.contract, 'restore-test')).toBe('每季度一次，条款 ⟦条款:5.3.8⟧');
    expect(askedTimesNote({}, 'restore-test')).toBe('');
    expect(askedTimesText({}, 'drill')).toBe('');
  });
});

describe('what is wrong', () => {
  const problems = (requirements: unknown) => {
    const contract = contractSchema.parse({ ...JSON.parse(JSON.stringify(bundle.contract)), requirements });
    return buildBundle({ ...bundle, contract }).problems.map(
      ({ at, found, expected }) => `${at}：${found}，${expected}`,
    );
  };
  const post = { id: 'north', name: '驻点', post: 'resident', headcount: 2, days: 'all', clauses: ['5.1.1(3)'] };
  const training = { id: 'training', name: '培训', kind: 'note', times: 1, per: 'year', clauses: ['5.3.10'] };

  const nightly = {
    ...{ id: 'nightly', name: '日备份', assets: ['mysql-primary'], per: 'day', clauses: ['5.3.8'] },
  };

  test('rows of one object by plans of their own', () => {
    const weekly = { ...nightly, id: 'weekly', per: 'week', on: 7, plans: ['weekly'] };
    expect(problems({ backups: [{ ...nightly, plans: ['nightly'] }, weekly] })).toEqual([]);
  });

  test('the first contract has nothing', () => expect(buildBundle(bundle).problems).toEqual([]));

  test.for([
    ['an unknown clause', { posts: [{ ...post, clauses: ['5.1.1(8)'] }] }, 'requirements.posts[0].clauses：5.1.1(8)'],
    ['an id twice', { posts: [post, post] }, '不与 requirements.posts[0] 重复'],
    ['a term without its days', { activities: [{ ...training, per: 'term' }] }, '按学期的要求须有学期'],
    [
      'a span the wrong way round',
      { activities: [{ ...training, spans: [{ from: '2026-12-31', to: '2026-01-01' }] }] },
      '不早于起始日 2026-12-31',
    ],
    [
      'an object that does not exist, with the nearest',
      {
        availability: [
          {
            ...{ id: 'a', name: '可用率', percent: 99.9, per: 'month', of: 'each', maintenance: 'excluded' },
            ...{ assets: ['mysql-primay'], clauses: ['5.5.4'] },
          },
        ],
      },
      '是否指 mysql-primary',
    ],
    [
      'a backup on a day that no week has',
      { backups: [{ ...nightly, per: 'week', on: 8 }] },
      'backups[0].on：8，1 至 7',
    ],
    ['a monthly backup on no day', { backups: [{ ...nightly, per: 'month' }] }, 'backups[0].on：（缺少），1 至 31'],
    ['a daily backup on one day', { backups: [{ ...nightly, on: 1 }] }, '每日的备份不写哪一日'],
    [
      'a backup of nothing that is there',
      { backups: [{ ...nightly, assets: ['mysql-primay'] }] },
      '是否指 mysql-primary',
    ],
    [
      'a set that would count for two rows',
      { backups: [nightly, { ...nightly, id: 'weekly', per: 'week', on: 7, plans: ['weekly'] }] },
      'backups[1].plans：weekly，mysql-primary 另有 nightly',
    ],
    [
      'shifts beside hours',
      {
        posts: [
          { ...post, hours: { from: '08:00', to: '16:00' }, shifts: [{ name: '早班', from: '08:00', to: '16:00' }] },
        ],
      },
      '不另写时间',
    ],
  ])('%s', ([, requirements, text]) => expect(problems(requirements).join('\n')).toContain(text));

  test.for([
    ['nobody', { posts: [{ ...post, headcount: 0 }] }, '1 起的整数'],
    ['more than all', { coverage: [{ of: 'scan', percent: 120, clauses: ['5.3.6'] }] }, '不大于 100'],
    ['no clause', { posts: [{ ...post, clauses: [] }] }, '至少写明一条条款'],
    ['an unknown key', { posts: [{ ...post, head: 1 }] }, 'head'],
  ])('%s is refused', ([, requirements, text]) => {
    const found = requirementsSchema.safeParse(requirements);
    expect(JSON.stringify(found.error?.issues)).toContain(text);
  });
});
