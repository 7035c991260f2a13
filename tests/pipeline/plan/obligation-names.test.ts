import { describe, expect, it } from 'vitest';
import { noSuchObligation } from '../../../src/pipeline/plan/obligation-names.ts';

const known = [
  { id: 'inspection-log', name: '系统巡检日志', code: 'XJ' },
  { id: 'daily-maintenance', name: '日常维护报告', code: 'RB' },
  { id: 'monthly-maintenance', name: '月度运维报告', code: 'YB' },
];

describe('a deliverable that is none', () => {
  it.each([
    ['inspection-lgo', 'inspection-log（系统巡检日志）'],
    ['巡检日志', 'inspection-log（系统巡检日志）'],
    ['xj', 'inspection-log（系统巡检日志）'],
    ['daily', 'daily-maintenance（日常维护报告）'],
    ['monthly-report', 'monthly-maintenance（月度运维报告）'],
    ['月度报告', 'monthly-maintenance（月度运维报告）'],
  ])('%s: asks whether %s was meant', (found, meant) => {
    const { message } = noSuchObligation(found, known);
    expect(message).toContain(`实际：${found}`);
    expect(message).toMatch(new RegExp(`您是不是要 ${meant}`));
  });

  it('names only those that may be meant, and where all are', () => {
    const { message } = noSuchObligation('monthly-report', known);
    expect(message).not.toContain('系统巡检日志');
    expect(message).toContain('contract/');
  });

  it('lists all with their names, and where to look when nothing is near', () => {
    const { message } = noSuchObligation('zzzzzz', known, '--obligation');
    for (const { id, name } of known) expect(message).toContain(`${id}（${name}）`);
    expect(message).toContain('位置：--obligation');
    expect(message).toContain('运行 opsledger due');
  });
});
