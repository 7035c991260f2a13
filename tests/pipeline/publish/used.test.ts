/** Of the documents that had a record at hand, each kind is named once: by the one that counts its day. */
import { expect, it } from 'vitest';
import type { Manifest } from '../../../src/archive/manifest.ts';
import { rememberRecordIds } from '../../../src/archive/manifest-records.ts';
import { usedIn } from '../../../src/pipeline/publish/used.ts';

const ID = 'HF-20260512-001';

function issued(obligation: string, period: string, days: [from: string, to: string], revision = 1) {
  const [from, to] = days;
  const number = `${obligation}-${period}-r${revision}`;
  const manifest = { number, obligation, period, revision, from, to } as Manifest;
  rememberRecordIds(manifest, () => ({ 'restore-test': [ID] }));
  return { folder: number, manifest };
}

const quarter = (revision: number) => issued('restore', '2026-Q2', ['2026-04-01', '2026-06-30'], revision);

it('by the newest revision of the one whose days hold it, or by the first that had it', () => {
  const used = usedIn([
    issued('restore', '2026-Q1', ['2026-01-01', '2026-03-31']),
    quarter(1),
    quarter(2),
    issued('restore', '2026-Q3', ['2026-07-01', '2026-09-30']),
    issued('plan', '2026-08', ['2026-08-01', '2026-08-31']),
    issued('plan', '2026-07', ['2026-07-01', '2026-07-31']),
  ]);
  expect(used.get(ID)).toEqual({ all: 6, numbers: ['restore-2026-Q2-r2', 'plan-2026-07-r1'] });
  expect(used.get('HF-20260101-001')).toBeUndefined();
});

it('each of those that are about the record itself', () => {
  const days = ['2026-05-12', '2026-05-12'] as [string, string];
  const used = usedIn([
    issued('report', `${ID}-c`, days),
    issued('report', `${ID}-z`, days),
    issued('report', `${ID}-z`, days, 2),
    issued('report', 'HF-20260512-0011', days),
  ]);
  expect(used.get(ID)?.numbers).toEqual([`report-${ID}-c-r1`, `report-${ID}-z-r2`]);
});
