/** 查验 names the records of a document's own days first, and says how many it looked back to. */
import { expect, it } from 'vitest';
import { rememberRecordIds } from '../../src/archive/manifest-records.ts';
import { proofDocuments } from '../../src/archive/proof-documents.ts';
import { recordCount } from '../../src/site/lib/proof-records.ts';
import { manifest } from './_manifest.ts';

it('of an inspection log its own inspection, then those for its trend, the newest first', () => {
  const one = { ...manifest(), from: '2026-03-03', to: '2026-03-03' };
  const ids = ['XJ-20260301-001', 'XJ-20260302-001', 'XJ-20260303-001'];
  rememberRecordIds(one, () => ({ inspection: ids, signoff: ['QS-20260303-001'] }));
  const [found] = proofDocuments([{ folder: 'x', manifest: one }], { clauses: [] });
  expect(found?.records).toEqual({
    inspection: { count: 3, before: 2, ids: ['XJ-20260303-001', 'XJ-20260302-001', 'XJ-20260301-001'] },
    signoff: { count: 1, ids: ['QS-20260303-001'] },
  });
});

it('of more than are written out its own are, and not the oldest', () => {
  const one = { ...manifest(), from: '2026-03-03', to: '2026-03-03' };
  const old = Array.from({ length: 60 }, (_, n) => `XJ-2025${String(n + 101).padStart(4, '0')}-001`);
  rememberRecordIds(one, () => ({ inspection: [...old, 'XJ-20260303-001'] }));
  const [found] = proofDocuments([{ folder: 'x', manifest: one }], { clauses: [] });
  expect(found?.records['inspection']?.ids[0]).toBe('XJ-20260303-001');
  expect(found?.records['inspection']).toMatchObject({ count: 61, before: 60 });
});

it('of those it was made from it says how many had been withdrawn, and how many were since', () => {
  const one = { ...manifest(), from: '2026-03-01', to: '2026-03-31' };
  rememberRecordIds(one, () => ({
    call: ['LD-20260302-001', 'LD-20260303-001', 'LD-20260304-001'],
    note: ['JS-20260303-001'],
  }));
  const withdrawn = new Map([
    ['LD-20260302-001', one.times.issued],
    ['LD-20260304-001', '2099-01-01T00:00:00+08:00'],
    ['LD-20260309-001', '2026-03-09T12:00:00+08:00'],
  ]);
  const [found] = proofDocuments([{ folder: 'x', manifest: one }], { clauses: [] }, new Map(), withdrawn);
  const { call, note } = found?.records ?? {};
  expect(call).toMatchObject({ count: 3, withdrawn: 1, withdrawnSince: 1 });
  expect([call, note].map((some) => some && recordCount(some).replaceAll('\u00a0', ' '))).toEqual([
    '3 条（含作废 1 条，签发后作废 1 条）',
    '1 条',
  ]);
});
