import { describe, expect, it } from 'vitest';
import { returnLists } from '../../src/site/lib/returns.ts';
import { siteModel } from '../support/site-fixture.ts';

const { documents } = siteModel();
const back = (document: string, answer: string | null, n = 1) => ({
  record: `QS-20261118-${String(n).padStart(3, '0')}`,
  document,
  at: '2026-11-18 17:20',
  person: '采购人经办人',
  via: '',
  reason: '处理措施没有写',
  answer,
});

describe('the lists of what was sent back', () => {
  it('keep apart what still waits for its revision', () => {
    const { open, answered, more } = returnLists(
      [back('HQSF-XJ-20261118-r2', null, 2), back('HQSF-XJ-20261118-r1', 'HQSF-XJ-20261118-r2')],
      documents,
      '甲方',
    );
    expect(returnLists([], documents, '甲方').open.empty).toContain('甲方退回');
    expect(open.rows).toMatchObject([
      { id: 'QS-20261118-002', tone: 'abnormal', cells: { reason: '处理措施没有写', answer: { text: '尚未修订' } } },
    ]);
    expect(answered.rows).toMatchObject([
      {
        cells: {
          name: { sub: 'HQSF-XJ-20261118-r1' },
          at: { text: '2026-11-18 17:20', sub: 'QS-20261118-001' },
          person: '采购人经办人',
          answer: { href: expect.stringContaining('HQSF-XJ-20261118-r2.html'), sub: '2026-11-19 09:10 签发' },
        },
      },
    ]);
    expect(more).toBe(0);
  });

  it('stay short however often something was sent back', () => {
    const many = Array.from({ length: 130 }, (_, n) => back('HQSF-XJ-20261118-r1', 'HQSF-XJ-20261118-r2', n));
    const { answered, more } = returnLists(many, documents, '采购人');
    expect(answered.rows).toHaveLength(100);
    expect(more).toBe(30);
  });
});
