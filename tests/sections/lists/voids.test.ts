/** Documents that were made void: listed beside what was sent back, whoever agreed, and said to be none where there is none. */
import { describe, expect, it } from 'vitest';
import { siteVoids } from '../../../src/sections/lists/voids.ts';
import { voidTable } from '../../../src/site/lib/void-table.ts';
import signoff, { type SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { siteModel } from '../../support/site-fixture.ts';

const { documents } = siteModel();
const gone = (changes: Partial<SignoffRecord> = {}): SignoffRecord => ({
  ...signoff.example,
  action: 'void',
  obligation: 'inspection-log',
  period: '2026-11-18',
  revision: 1,
  at: '2026-11-18T17:20:00+08:00',
  person: '王五六',
  reason: '重复签发',
  ...changes,
});

describe('what was made void', () => {
  it('says when, who, why, who agreed and what took its place, the newest first', () => {
    const later = gone({ id: 'QS-20261119-009', revision: 2, agreedBy: '李四' });
    const list = siteVoids([gone(), later], documents);
    expect(list).toEqual([
      expect.objectContaining({ document: 'HQSF-XJ-20261118-r2', agreed: '⟦采购人⟧李四同意', answer: null }),
      {
        record: signoff.example.id,
        document: 'HQSF-XJ-20261118-r1',
        at: '2026-11-18 17:20',
        person: '王五六',
        agreed: '',
        reason: '重复签发',
        answer: 'HQSF-XJ-20261118-r2',
      },
    ]);
    expect(voidTable(list, documents).rows).toMatchObject([
      { cells: { person: { text: '王五六', sub: '⟦采购人⟧李四同意' }, answer: { text: '没有代替的版次' } } },
      { cells: { person: '王五六', answer: { sub: '2026-11-19 09:10 签发' } } },
    ]);
  });

  it('leads to no document that is not in the archive, and says so where there is none', () => {
    expect(siteVoids([gone({ period: '2001-01-01' })], documents)).toEqual([]);
    expect(voidTable([], documents)).toMatchObject({ rows: [], empty: expect.stringMatching(/^没有作废的交付物/) });
  });
});
