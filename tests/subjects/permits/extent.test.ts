/** How far a permit reaches: looking or changing, conditions, and the free words of what was done. */
import { describe, expect, test } from 'vitest';
import { officeTime } from '../../../src/contract/calendar/office.ts';
import type { AnyRecord } from '../../../src/records/record.ts';
import { changeNamed } from '../../../src/subjects/permits/judge/change-words.ts';
import { operationsOf } from '../../../src/subjects/permits/judge/operations.ts';
import { countCovers, coverOf, coverStates } from '../../../src/subjects/permits/judge/permits.ts';
import type { PermitRecord } from '../../../src/subjects/permits/kinds/permit.ts';
import { contract, kindOf, variant } from '../../records/_kinds.ts';
import { signedScan } from '../../support/signed.ts';

const T = (clock: string): string => `2026-11-24T${clock}:00+08:00`;
const context = {
  asOf: T('23:59'),
  isWorkingDay: () => true,
  office: officeTime({ officeHours: { from: '09:00', to: '18:00' } }, () => true),
};

const permit = (patch: Readonly<Record<string, unknown>> = {}): PermitRecord =>
  variant('permit', {
    operations: ['remote'],
    assets: undefined,
    requires: undefined,
    conditions: undefined,
    ...patch,
  }) as never;
const session = (patch: Readonly<Record<string, unknown>> = {}): AnyRecord =>
  variant('remote-session', {
    permit: 'XK-20261120-002',
    startedAt: T('10:00'),
    endedAt: T('11:00'),
    access: undefined,
    actions: '查看慢查询与连接数',
    ...patch,
  }) as never;
const cover = (record: AnyRecord, of: PermitRecord) => {
  const [one] = coverOf(operationsOf([record]), [of], context);
  if (one === undefined) throw new Error('no operation');
  return one;
};

describe('a session under a permit to look', () => {
  const looking = permit({ access: 'read' });

  test.for([
    ['that looked', {}, 'covered'],
    ['that says it changed something', { access: 'change' }, 'read-only'],
    ['that belongs to a change', { change: 'BG-20261110-001' }, 'read-only'],
    ['that belongs to a change and says it only looked', { access: 'read', change: 'BG-20261110-001' }, 'read-only'],
    ['whose words name a change', { actions: '查看日志；重启应用服务' }, 'text-change'],
    [
      'whose words name one although it says it only looked',
      { access: 'read', actions: '终止 3 个会话' },
      'text-change',
    ],
    ['whose words say that nothing was changed', { actions: '查看日志，未重启；建议扩容' }, 'covered'],
  ] as const)('%s', ([, patch, state]) => {
    const found = cover(session(patch), looking);
    expect(found.state).toBe(state);
    expect(found.breach).toBe(state === 'read-only');
    expect(found.doubt).toBe(state === 'text-change');
  });

  test('that is amiss in several ways is told of each', () => {
    const bounded = permit({ access: 'read', validTo: T('10:30'), requires: ['bastion'] });
    const found = cover(session({ access: 'change', way: 'vpn' }), bounded);
    expect(found).toMatchObject({ state: 'expired', breach: true });
    for (const state of ['expired', 'read-only', 'condition'] as const)
      expect(found.text).toContain(coverStates[state]);
  });

  test('whose words are to be looked at breaks a condition all the same', () => {
    const bounded = permit({ access: 'read', requires: ['bastion'] });
    const found = cover(session({ actions: '查看日志；重启应用服务', way: 'vpn' }), bounded);
    expect(found).toMatchObject({ state: 'condition', breach: true, doubt: false });
  });

  test('may change what the permit lets it change', () => {
    const changing = permit({ access: 'change' });
    expect(cover(session({ access: 'change', actions: '重启应用服务' }), changing).state).toBe('covered');
  });

  test('an older permit says in its text that it is one to look', () => {
    const older = permit({ access: undefined, scope: '经堡垒机的远程诊断，只读查看；改动另行申请' });
    expect(cover(session({ actions: '清理临时文件' }), older).state).toBe('text-change');
    expect(cover(session({ access: 'change' }), older)).toMatchObject({ state: 'read-only', breach: true });
    const silent = permit({ access: undefined, scope: '仅限本次故障处置' });
    expect(cover(session({ actions: '清理临时文件' }), silent).state).toBe('covered');
  });

  test('what was overstepped is named', () => {
    expect(cover(session({ actions: '查看日志；重启应用服务' }), looking).text).toContain(
      '待核实：“重启应用服务”（XK-',
    );
  });
});

describe('conditions that a permit sets', () => {
  test.for([
    ['bastion', session({ way: 'bastion' }), session({ way: 'vpn' })],
    [
      'companion',
      session({ companion: '采购人项目负责人', attachments: [signedScan(T('10:00'))] }),
      session({ companion: undefined }),
    ],
    ['off-hours', session({ startedAt: T('19:00'), endedAt: T('20:00') }), session()],
  ] as const)('%s', ([condition, kept, broken]) => {
    const of = permit({ access: 'read', requires: [condition] });
    expect(cover(kept, of).state).toBe('covered');
    expect(cover(broken, of)).toMatchObject({ state: 'condition', breach: true });
  });

  test.for([
    ['clean-up', 'restore', 'restore-test', { cleanedAt: '2026-11-25T09:00:00+08:00' }],
    ['backup-first', 'release', 'change', { backup: undefined, releasedAt: T('19:30'), confirmedAt: undefined }],
    ['review', 'data-modify', 'service-request', { reviewer: undefined }],
  ] as const)('%s of what is no session', ([condition, operation, kind, broken]) => {
    const of = permit({ operations: [operation], requires: [condition] });
    const record = variant(kind, { permit: of.id, ...broken }) as never;
    expect(cover(record, of)).toMatchObject({ state: 'condition', breach: true });
  });

  test('the purchaser’s part in one, by the word of the supplier alone, waits for the purchaser', () => {
    const of = permit({ access: 'read', requires: ['companion'] });
    const told = cover(session({ companion: '采购人项目负责人' }), of);
    expect(told).toMatchObject({ state: 'told', breach: false, doubt: true });
    expect(told.text).toContain('许可的条件由⟦供应商⟧登记，待⟦采购人⟧确认：⟦采购人⟧陪同或知悉');
    const without = permit({ access: 'read' });
    expect(cover(session({ companion: '采购人项目负责人' }), without).state).toBe('covered');
  });

  test('one that the record does not tell about is said to be uncompared, not kept', () => {
    const of = permit({ access: 'read', requires: ['clean-up', 'bastion'], conditions: '测试数据当日回报' });
    expect(cover(session(), of).uncompared).toEqual(['测试数据当日清除', '测试数据当日回报']);
  });
});

describe('everything done is compared', () => {
  test('a note and a visit too, by object, time and what they say was changed', () => {
    const of = permit({ access: 'read', assets: ['app-server-1'] });
    const note = (patch: object) => cover(variant('note', { permit: of.id, ...patch }) as never, of).state;
    const visit = (patch: object) =>
      cover(
        variant('service-order', {
          permit: of.id,
          arrivedAt: T('10:00'),
          leftAt: T('11:00'),
          assets: ['app-server-1'],
          ...patch,
        }) as never,
        of,
      ).state;
    expect(note({ text: '查看错误日志 12 行' })).toBe('covered');
    expect(note({})).toBe('text-change');
    expect(note({ asset: 'app-server-2' })).toBe('other-asset');
    expect(note({ at: '2026-11-25T10:00:00+08:00' })).toBe('expired');
    expect(visit({ work: '检查供电与网络' })).toBe('covered');
    expect(visit({ work: '更换电源适配器' })).toBe('text-change');
  });

  test('a note of a change without a permit is no breach yet, and does not pass', () => {
    const [one] = coverOf(operationsOf([variant('note', {}) as never]), [permit()], context);
    expect(one).toMatchObject({ state: 'unstated', breach: false, doubt: true });
    expect(operationsOf([variant('note', { text: '查看错误日志' }) as never])).toEqual([]);
    expect(operationsOf([variant('note', { topic: 'plan' }) as never])).toEqual([]);
  });

  test('what passed, what did not and what is open sum to all', () => {
    const of = permit({ access: 'read' });
    const all = [session(), session({ access: 'change' }), session({ actions: '重启应用服务' })];
    expect(countCovers(coverOf(operationsOf(all), [of], context))).toEqual({
      covered: 1,
      uncompared: 0,
      pending: 0,
      breaches: 1,
      doubts: 1,
    });
  });
});

test('a permit for remote work says whether it is one to look or to change', () => {
  const problems = kindOf('permit').check?.(permit({ access: undefined }) as never, contract) ?? [];
  expect(problems.map((one) => one.field)).toEqual(['access']);
});

test.for([
  ['查看日志，重启应用服务', '重启应用服务'],
  ['未作改动', null],
  ['改动另行申请', null],
  ['查看变更记录', null],
  ['无需重启', null],
  ['建议清理临时文件', null],
  ['核对更新时间', null],
  ['先查看，未重启；随后清理临时文件', '清理临时文件'],
] as const)('%s', ([text, named]) => expect(changeNamed(text)).toBe(named));
