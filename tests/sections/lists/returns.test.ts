import { describe, expect, it } from 'vitest';
import { siteReturns } from '../../../src/sections/lists/returns.ts';
import signoff, { type SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { signedScan } from '../../support/signed.ts';
import { siteModel } from '../../support/site-fixture.ts';

const { documents } = siteModel();
const back = (changes: Partial<SignoffRecord>): SignoffRecord => ({
  ...signoff.example,
  action: 'return',
  obligation: 'inspection-log',
  period: '2026-11-18',
  revision: 1,
  at: '2026-11-18T17:20:00+08:00',
  person: '王五六',
  reason: '10.0.0.21 的处理措施没有写',
  attachments: [signedScan('2026-11-18T17:20:00+08:00')],
  ...changes,
});

describe('what was sent back', () => {
  it('says when, who, why and which revision answered it', () => {
    expect(siteReturns([back({ via: '现场退回' })], documents)).toEqual([
      {
        record: signoff.example.id,
        document: 'HQSF-XJ-20261118-r1',
        at: '2026-11-18 17:20',
        person: '王五六',
        via: '现场退回',
        reason: '10.0.0.21 的处理措施没有写',
        answer: 'HQSF-XJ-20261118-r2',
      },
    ]);
  });

  it('says so when only the supplier tells of it', () => {
    const told = back({ via: '现场退回', attachments: [] });
    expect(siteReturns([told], documents)[0]?.via).toBe('现场退回，⟦供应商⟧登记，待⟦采购人⟧确认');
  });

  it('is open while its own revision is the newest; a draft answers nothing', () => {
    const newest = back({ revision: 2 });
    expect(siteReturns([newest], documents)[0]?.answer).toBeNull();
    const issued = documents.find(({ number }) => number === 'HQSF-XJ-20261118-r2');
    if (issued === undefined) throw new Error('the fixture has no second revision');
    const draft = { ...issued, number: 'HQSF-XJ-20261118-r3', revision: 3, status: 'draft' as const };
    expect(siteReturns([newest], [...documents, draft])[0]?.answer).toBeNull();
  });

  it('leads to no document that is not in the archive', () => {
    expect(siteReturns([back({ period: '2001-01-01' })], documents)).toEqual([]);
  });
});
