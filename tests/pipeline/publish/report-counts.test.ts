/** The month of the site lists by periods, its 月报 counts by due times: the page says what the other one has. */
import { expect, it } from 'vitest';
import type { ArchivedDocument } from '../../../src/archive/store.ts';
import { reportCounts } from '../../../src/pipeline/publish/report-counts.ts';
import { siteFacts } from '../../support/site-parts.ts';

const CUT = '2026-10-30T16:30:00+08:00';

const issued = (period: string, revision: number, figures: Record<string, number | null> | undefined, at: string) => ({
  folder: `archive/${period}/r${revision}`,
  manifest: {
    ...{ obligation: 'monthly-maintenance', period, revision, figures, title: '系统维护及优化记录月报' },
    ...{ number: `HQSF-YB-${period}-r${revision}`, times: { issued: at }, cut: CUT },
  },
});

it('is the figure of the newest revision of the month, with the days that it counts', () => {
  const given = [
    issued('2026-10', 2, { 'deliveries.owed': 94 }, '2026-11-02T10:00:00+08:00'),
    issued('2026-10', 1, { 'deliveries.owed': 71 }, '2026-10-30T16:30:00+08:00'),
    issued('2026-09', 1, { 'clocks.total': 2 }, '2026-09-30T16:30:00+08:00'),
    issued('2026-11', 1, undefined, '2026-11-25T10:00:00+08:00'),
  ] as unknown as ArchivedDocument[];
  const [first, ...rest] = given;
  const other = { ...first, manifest: { ...first?.manifest, obligation: 'expense-ledger', revision: 9 } };
  const found = reportCounts(siteFacts(), [...rest, first as ArchivedDocument, other as ArchivedDocument]);
  expect(Object.keys(found)).toEqual(['2026-10']);
  expect(found['2026-10']?.text).toMatch(
    /^系统维护及优化记录月报按应交时间统计，在 .+ 至 2026-10-30 16:30 之间届满的 94 份$/,
  );
  expect(found['2026-10']?.href).toBe('/documents?number=HQSF-YB-2026-10-r2');
});
