import { describe, expect, it } from 'vitest';
import type { ClauseException } from '../../../src/assess/contract/clause-exceptions.ts';
import { penaltiesOf } from '../../../src/assess/contract/penalties.ts';
import type { Contract } from '../../../src/contract/terms/contract.ts';
import { starter } from '../../contract/_starter.ts';

const { contract } = starter();
const missed = (clause: string, day: string | null, where = ''): ClauseException => ({
  clauses: [clause],
  day,
  where,
  text: '未按期',
});
const exceptions = [
  missed('5.3.5', '2026-11-10', 'A'),
  missed('5.3.5', '2026-11-10', 'B'),
  missed('5.3.5', '2026-11-11'),
  missed('5.3.6', null),
  missed('5.1.2', '2026-11-12'),
];
const apply = (rule: Contract['penalties'][number]) => penaltiesOf({ ...contract, penalties: [rule] }, exceptions)[0];

describe('penaltiesOf', () => {
  it('counts nothing without rules: this contract has none', () => {
    expect(contract.penalties).toEqual([]);
    expect(penaltiesOf(contract, exceptions)).toEqual([]);
  });

  it('counts every occurrence', () => {
    expect(apply({ clause: '5.3.5', label: '巡检', points: 0.1, per: 'occurrence' })).toMatchObject({
      count: 3,
      total: 0.3,
      basis: ['A', 'B', '2026-11-11'],
    });
  });

  it('counts each day once', () => {
    expect(apply({ clause: '5.3.5', label: '巡检', points: 2, per: 'day' })).toMatchObject({ count: 2, total: 4 });
  });

  it('counts a period once, however often', () => {
    expect(apply({ clause: '5.3.5', label: '巡检', points: 5, per: 'period' })).toMatchObject({ count: 1, total: 5 });
    expect(apply({ clause: '5.3.8', label: '恢复测试', points: 5, per: 'period' })).toMatchObject({
      count: 0,
      total: 0,
      basis: [],
    });
  });

  it('takes a chapter for all clauses below it', () => {
    expect(apply({ clause: '5.3', label: '响应', points: 1, per: 'occurrence' })).toMatchObject({ count: 4 });
  });
});
