/** Penalty schemes as data: the old rules lifted, and what is wrong told with its place and the nearest that was meant. */
import { describe, expect, test } from 'vitest';
import { buildBundle } from '../../src/contract/bundle/build-bundle.ts';
import { contractSchema } from '../../src/contract/terms/contract.ts';
import { liftPenalties } from '../../src/contract/terms/lifts/lift-terms.ts';
import { penaltiesSchema } from '../../src/contract/terms/penalties.ts';
import { starter } from './_starter.ts';

const bundle = starter();

describe('flat rules of schema 2', () => {
  const old = { penalties: [{ clause: '5.3.5', label: '巡检', points: '0.5', per: 'day' }] };

  test('are one scheme that counts the exceptions of their clauses', () => {
    const lifted = penaltiesSchema.parse(liftPenalties(old)['penalties']);
    expect(lifted).toEqual([
      {
        ...{ id: 'rules', name: '考核扣分', clauses: ['5.3.5'], measure: 'points', period: 'service' },
        rules: [{ id: 'rule-1', label: '巡检', clauses: ['5.3.5'], on: 'exception', per: 'day', amount: 0.5 }],
      },
    ]);
  });

  test('are left alone where there is none, and what was mistyped stays for the message', () => {
    expect(liftPenalties({ penalties: [] })).toEqual({ penalties: [] });
    const wrong = liftPenalties({ penalties: [{ ...old.penalties[0], unit: '分' }] });
    expect(penaltiesSchema.safeParse(wrong['penalties']).error?.issues[0]?.message).toContain('unit');
  });
});

describe('what is wrong', () => {
  const rule = {
    id: 'late',
    label: '超时',
    clauses: ['5.1.3'],
    on: 'over-limit',
    topics: ['restoration'],
    per: 'occurrence',
    amount: 1,
  };
  const scheme = {
    id: 'score',
    name: '考核',
    clauses: ['5.1.3'],
    measure: 'points',
    full: 100,
    period: 'quarter',
    rules: [rule],
  };
  const shared = (per: string, over: string[]) => ({ clauses: ['5.1.3'], per, over, cap: 9 });
  const problems = (...schemes: unknown[]) => {
    const contract = contractSchema.parse({ ...JSON.parse(JSON.stringify(bundle.contract)), penalties: schemes });
    return buildBundle({ ...bundle, contract }).problems.map(
      ({ at, found, expected }) => `${at}：${found}，${expected}`,
    );
  };
  const withRule = (more: object) => problems({ ...scheme, rules: [{ ...rule, ...more }] });

  test('a scheme that holds what it needs has nothing', () => {
    expect(problems(scheme)).toEqual([]);
  });

  test.for([
    [{ levels: ['P9'] }, 'penalties[0].rules[0].levels[0]：P9，故障级别'],
    [{ topics: ['scan'] }, 'penalties[0].rules[0].topics[0]：scan，有时限的事项：response'],
    [{ topics: undefined }, 'penalties[0].rules[0].topics：（缺少）'],
    [{ per: 'person-day' }, '“故障超过时限”可按 occurrence 每次'],
    [{ per: 'step' }, 'penalties[0].rules[0].stepMinutes：（缺少）'],
    [{ stepMinutes: 5 }, '只用于按每档（step、whole-step）计的规则'],
    [{ amount: undefined }, 'penalties[0].rules[0].amount：（缺少）'],
    [{ on: 'repeat', topics: undefined }, 'penalties[0].rules[0].withinDays：（缺少）'],
    [{ withinDays: 30 }, 'withinDays 只用于 repeat（重复故障）'],
    [{ on: 'backup', topics: undefined }, 'penalties[0].rules[0].on：backup，先在 requirements.backups 写明备份'],
    [{ backups: ['daily'] }, 'backups 只用于 backup（漏做备份）'],
    [{ graceMinutes: 30 }, 'graceMinutes 只用于 document（交付物迟交或缺失）'],
    [{ on: 'quota', topics: undefined, quotas: ['majr'] }, 'penalties[0].rules[0].quotas[0]：majr，quotas 中的限额'],
    [{ posts: ['resident'] }, 'posts 只用于 attendance（到岗不足）'],
    [{ clauses: ['9.9'] }, 'penalties[0].rules[0].clauses：9.9'],
    [{ on: 'attendance', topics: undefined, per: 'person-day', posts: ['residnet'] }, '是否指 resident'],
    [{ on: 'document', topics: undefined, obligations: ['monthly-maintenence'] }, '是否指 monthly-maintenance'],
    [{ on: 'activity', topics: undefined, activities: ['dril'] }, '是否指 drill'],
    [{ on: 'availability', topics: undefined, amount: undefined }, 'penalties[0].rules[0].bands：（缺少）'],
    [{ on: 'availability', topics: undefined, bands: [{ below: 99, amount: 1 }] }, '写在各档（bands）中'],
    [
      {
        on: 'availability',
        topics: undefined,
        amount: undefined,
        bands: [
          { below: 95, amount: 9 },
          { below: 99, amount: 1 },
        ],
      },
      'penalties[0].rules[0].bands[1]：99，小于上一档的 95',
    ],
    [
      { on: 'availability', topics: undefined, amount: undefined, bands: [{ amount: 1 }] },
      'below（不含本数）或 atMost（含本数）其一',
    ],
  ] as const)('of a rule: %o', ([more, text]) => {
    expect(withRule(more).join('\n')).toContain(text);
  });

  test.for([
    [{ full: undefined, bands: [{ below: 85, text: '扣' }] }, 'penalties[0].full：（缺少）'],
    [{ measure: 'money' }, '只有扣分办法（points）写满分'],
    [{ measure: 'money', full: undefined, bands: [{ below: 85, text: '扣' }] }, 'penalties[0].bands：money'],
    [{ obligation: 'complience-statement' }, '是否指 compliance-statement'],
    [
      {
        bands: [
          { below: 70, text: '一' },
          { atMost: 85, text: '二' },
        ],
      },
      '小于上一档的 70',
    ],
    [
      {
        payments: [
          { name: '一', from: '2026-01-01', to: '2026-06-30', amount: 1 },
          { name: '二', from: '2026-06-30', to: '2026-12-31', amount: 1 },
        ],
      },
      '不与 penalties[0].payments[0] 的日期重叠',
    ],
    [{ rules: [rule, rule] }, '不与 penalties[0].rules[0] 重复'],
    [{ sharedCaps: [shared('incident', ['lat'])] }, 'penalties[0].sharedCaps[0].over[0]：lat，本办法一条规则的编号'],
    [
      { sharedCaps: [shared('incident', ['late', 'late'])] },
      'penalties[0].sharedCaps[0].over[1]：late，一条规则只列入',
    ],
    [
      { sharedCaps: [shared('period', ['late']), shared('period', ['late'])] },
      'penalties[0].sharedCaps[1].over[0]：late，一条规则只列入一个同类的合计上限',
    ],
    [
      { rules: [{ ...rule, on: 'permit', topics: undefined }], sharedCaps: [shared('incident', ['late'])] },
      '同一故障的上限只管 over-limit、quota、repeat 的规则',
    ],
    [{ free: [{ clauses: ['5.1.3'], from: '2026-07-31', to: '2026-07-01' }] }, '不早于起始日 2026-07-31'],
    [{ free: [{ clauses: ['9.9'], from: '2026-07-01', to: '2026-07-31' }] }, 'penalties[0].free[0].clauses：9.9'],
  ] as const)('of a scheme: %o', ([more, text]) => {
    expect(problems({ ...scheme, ...more }).join('\n')).toContain(text);
  });

  test('two schemes of one id', () => {
    expect(problems(scheme, scheme).join()).toContain('不与 penalties[0] 重复');
  });

  test.for([
    [{ on: 'overlimit' }, 'rules.0.on'],
    [{ amount: -1 }, 'rules.0.amount'],
    [{ topics: ['speed'] }, 'rules.0.topics.0'],
  ] as const)('no such code or number: %o', ([more, path]) => {
    const found = penaltiesSchema.safeParse([{ ...scheme, rules: [{ ...rule, ...more }] }]);
    expect(found.error?.issues.map((one) => one.path.slice(1).join('.'))).toContain(path);
  });
});

describe('fees and caps over schemes', () => {
  const money = {
    ...{ id: 'fines', name: '违约金', clauses: ['5.1.3'], measure: 'money', period: 'month' },
    rules: [{ id: 'q', label: '评定', clauses: ['5.1.3'], on: 'assessed', per: 'occurrence' }],
  };
  const fee = { id: 'all', name: '服务费', clauses: ['5.1.3'], per: 'month', amount: 100 };
  const cap = {
    id: 'year',
    name: '上限',
    clauses: ['5.1.3'],
    per: 'year',
    over: ['fines'],
    percent: 10,
    fees: ['all'],
  };
  const problemsOf = (terms: object): string[] => {
    const contract = contractSchema.parse({ ...bundle.contract, penalties: [money], fees: [fee], ...terms });
    return buildBundle({ ...bundle, contract }).problems.map(({ at, found }) => `${at}: ${found}`);
  };

  test.for([
    [{ deductionCaps: [cap] }, []],
    [
      {
        fees: [
          { ...fee, until: '2026-12-31' },
          { ...fee, from: '2027-01-01' },
        ],
      },
      [],
    ],
    [{ fees: [fee, { ...fee, from: '2027-01-01' }] }, ['fees[1].id: all']],
    [{ fees: [{ ...fee, assets: ['nowhere'] }] }, ['fees[0].assets[0]: nowhere']],
    [{ penalties: [{ ...money, fees: ['all'] }] }, ['penalties[0].fees: money']],
    [{ penalties: [{ ...money, measure: 'percent', fees: ['al'] }] }, ['penalties[0].fees[0]: al']],
    [
      { deductionCaps: [{ ...cap, percent: undefined }] },
      ['deductionCaps[0].percent: （缺少）', 'deductionCaps[0].fees: all'],
    ],
    [{ deductionCaps: [{ ...cap, fees: undefined }] }, ['deductionCaps[0].fees: （缺少）']],
    [{ deductionCaps: [{ ...cap, amount: 5 }] }, ['deductionCaps[0].percent: 10']],
    [{ deductionCaps: [{ ...cap, over: ['other'] }] }, ['deductionCaps[0].over[0]: other']],
    [{ deductionCaps: [cap, { ...cap, id: 'again' }] }, ['deductionCaps[1].over[0]: fines']],
    [
      { penalties: [{ ...money, period: 'quarter' }], deductionCaps: [{ ...cap, per: 'month' }] },
      ['deductionCaps[0].per: fines quarter'],
    ],
  ] as const)('%o: %o', ([terms, problems]) => {
    expect(problemsOf(terms)).toEqual(problems);
  });

  test('take no amount below a fen', () => {
    const { error } = contractSchema.safeParse({ ...bundle.contract, fees: [{ ...fee, amount: 0.001 }] });
    expect(error?.issues[0]?.message).toContain('至多两位小数');
  });
});
