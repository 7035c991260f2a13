/** What was sent back and what was made void: each with its document, the revision that followed, and how that stands since. */
import { describe, expect, it } from 'vitest';
import type { SiteDocument, SiteReceipt } from '../../../src/report/site-model.ts';
import { siteReturns, siteVoids } from '../../../src/sections/lists/taken-back.ts';
import type { SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { sentBack, siteModel } from '../../support/site-fixture.ts';

const { documents } = siteModel();
const RECEIPT: SiteReceipt = { state: 'received', text: '已签收', on: '2026-11-20', days: null };
const second = documents.find(({ number }) => number === 'HQSF-XJ-20261118-r2') as SiteDocument;

describe('what was sent back', () => {
  it('says when, who, why and which revision answered it, apart from what still waits for one', () => {
    const { open, answered, revised } = siteReturns([sentBack(2, { id: 'QS-20261118-002' }), sentBack(1)], documents);
    const next = { text: '尚未签发修订版', tone: 'attention', mark: '△' };
    expect(open.rows).toMatchObject([{ id: 'QS-20261118-002', cells: { next, since: { text: '—' } } }]);
    expect(answered.rows).toMatchObject([
      {
        cells: {
          name: { sub: 'HQSF-XJ-20261118-r1' },
          at: { text: '2026-11-18 17:20', sub: sentBack(1).id },
          person: { text: '采购人经办人', sub: '现场退回' },
          reason: { text: '应用服务器 3 的处理措施没有写' },
          next: { href: expect.stringContaining('HQSF-XJ-20261118-r2.html'), sub: '2026-11-19 09:10 签发' },
        },
      },
    ]);
    expect(revised).toBe(1);
  });

  it('says so when only the supplier tells of it', () => {
    const [row] = siteReturns([sentBack(1, { attachments: [] })], documents).answered.rows;
    expect(row?.cells['person']).toMatchObject({ sub: '现场退回，⟦供应商⟧登记，待⟦采购人⟧确认' });
  });

  it('is answered by no draft, and leads to no document that is not in the archive', () => {
    const draft = { ...second, number: 'HQSF-XJ-20261118-r3', revision: 3, status: 'draft' as const };
    expect(siteReturns([sentBack(2)], [...documents, draft]).open.rows).toHaveLength(1);
    expect(siteReturns([sentBack(1, { period: '2001-01-01' })], documents)).toMatchObject({
      ...{ open: { rows: [], empty: expect.stringContaining('⟦采购人⟧退回') }, answered: { rows: [] } },
    });
  });

  it('says how the revision stands with the purchaser since, as the list of documents does', () => {
    const given = (receipt: Partial<SiteReceipt>, all = documents) =>
      siteReturns(
        [sentBack(1)],
        all.map((one) => (one.number === second.number ? { ...one, receipt: { ...RECEIPT, ...receipt } } : one)),
      ).answered.rows[0]?.cells['since'];
    expect(given({})).toMatchObject({ text: '已签收', mark: '●', sub: '2026-11-20' });
    expect(given({ state: 'waiting', text: '待签收', on: '2026-11-19', days: 3 })).toMatchObject({
      ...{ text: '待签收', tone: 'attention', sub: '2026-11-19，已等 3 天' },
    });
    expect(given({ state: 'undelivered', text: '未送达', on: null })).toEqual({
      ...{ text: '未送达', tone: 'muted', mark: '–' },
    });
    // Of a document that was revised again, the revision that stands is named.
    const third = { ...second, number: 'HQSF-XJ-20261118-r3', revision: 3, revisionText: '第 3 版', receipt: RECEIPT };
    expect(given({}, [...documents, third])).toMatchObject({ text: '第 3 版已签收' });
  });

  it('stays short however often something was sent back', () => {
    const { answered, revised } = siteReturns(
      Array.from({ length: 130 }, () => sentBack(1)),
      documents,
    );
    expect([answered.rows.length, revised]).toEqual([100, 130]);
  });
});

describe('what was made void', () => {
  const gone = (revision: number, changes: Partial<SignoffRecord> = {}) =>
    sentBack(revision, { action: 'void', reason: '重复签发', ...changes });

  it('says when, who, why, who agreed and what took its place, the newest first', () => {
    const { rows } = siteVoids([gone(1), gone(2, { agreedBy: '李四' })], documents);
    expect(rows).toMatchObject([
      { cells: { by: { sub: '⟦采购人⟧李四同意' }, next: { text: '尚未签发', mark: '–' } } },
      { cells: { reason: { text: '重复签发' }, next: { sub: '2026-11-19 09:10 签发' } } },
    ]);
  });

  it('leads to no document that is not in the archive, and says so where there is none', () => {
    expect(siteVoids([gone(1, { period: '2001-01-01' })], documents)).toMatchObject({
      ...{ rows: [], empty: expect.stringMatching(/^没有作废的交付物/) },
    });
  });
});
