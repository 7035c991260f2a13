/** 查验 names the records of a document's own days first, and says how many it looked back to. */
import { expect, it } from 'vitest';
import { rememberRecordIds } from '../../src/archive/manifest-records.ts';
import { proofDocuments } from '../../src/archive/proof-documents.ts';
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
