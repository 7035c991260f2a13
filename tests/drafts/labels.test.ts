/** The short name of a clause: whole words and whole numbers of its own beginning. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelOf } from '../../src/drafts/labels.ts';
import { runs } from '../support/runs.ts';

describe('the label of a clause', () => {
  test.each([
    ['合同标的　甲方委托乙方承担系统维护。', '合同标的'],
    ['乙方应于每周五17:00前提交本周小结。', '每周五17:00前提交本周小结'],
    ['服务期自2026年5月1日起至2028年4月30日止，共两年。', '服务期自2026年5月1日起'],
    ['（对应第九条）夜间时限与日间相同。', '夜间时限与日间相同'],
    ['每月2,000元，按季支付。', '每月2,000元'],
    ['1\t水泵\t3台', '1'],
    ['', '第三条'],
  ])('%s', (text, label) => {
    expect(labelOf(text, '第三条')).toBe(label);
  });

  const word = fc.constantFrom(
    '设备',
    '记录',
    '系统',
    '网络',
    '人员',
    '报告',
    '2026年5月1日',
    '99.95%',
    '24小时',
    'SCADA',
  );

  test('is cut between words, never within one or within a number', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (all) => {
        const label = labelOf(`${all.join('')}。`, '第三条');
        const ends = all.map((_, n) => all.slice(0, n + 1).join(''));
        expect(ends).toContain(label);
        expect([...label].length).toBeLessThanOrEqual(18);
      }),
      { numRuns: runs(100) },
    );
  });
});
