import { describe, expect, it } from 'vitest';
import type { SiteDocument, SiteReceipt } from '../../src/report/site-model.ts';
import { returnLists } from '../../src/site/lib/returns.ts';
import { siteModel } from '../support/site-fixture.ts';

const { documents } = siteModel();
const RECEIPT: SiteReceipt = { state: 'received', text: '已签收', on: '2026-11-20', days: null };
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

  it('say how the revision stands with the purchaser since, as the list of documents does', () => {
    const given = (receipt: Partial<SiteReceipt>) =>
      returnLists(
        [back('HQSF-XJ-20261118-r1', 'HQSF-XJ-20261118-r2')],
        documents.map((one) =>
          one.number === 'HQSF-XJ-20261118-r2' ? { ...one, receipt: { ...RECEIPT, ...receipt } } : one,
        ),
        '采购人',
      ).answered.rows[0]?.cells['since'];
    expect(given({})).toMatchObject({ text: '已签收', mark: '●', sub: '2026-11-20' });
    expect(given({ state: 'waiting', text: '待签收', on: '2026-11-19', days: 3 })).toMatchObject({
      ...{ text: '待签收', tone: 'attention', sub: '2026-11-19，已等 3 天' },
    });
    expect(given({ state: 'undelivered', text: '未送达', on: null })).toEqual({
      text: '未送达',
      tone: 'muted',
      mark: '–',
    });
    const { open } = returnLists([back('HQSF-XJ-20261118-r2', null)], documents, '采购人');
    expect(open.rows[0]?.cells['since']).toBe('—');
    // Of a document that was revised again, the revision that stands is named.
    const [later] = documents.filter(({ number }) => number === 'HQSF-XJ-20261118-r2');
    const third = {
      ...later,
      number: 'HQSF-XJ-20261118-r3',
      revisionText: '第 3 版',
      receipt: RECEIPT,
    } as SiteDocument;
    const all = [...documents.map(({ receipt: _, ...one }) => one), third];
    const [row] = returnLists([back('HQSF-XJ-20261118-r1', 'HQSF-XJ-20261118-r2')], all, '采购人').answered.rows;
    expect(row?.cells['since']).toMatchObject({ text: '第 3 版已签收' });
  });

  it('stay short however often something was sent back', () => {
    const many = Array.from({ length: 130 }, (_, n) => back('HQSF-XJ-20261118-r1', 'HQSF-XJ-20261118-r2', n));
    const { answered, more } = returnLists(many, documents, '采购人');
    expect(answered.rows).toHaveLength(100);
    expect(more).toBe(30);
  });
});
