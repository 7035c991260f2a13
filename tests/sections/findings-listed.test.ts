/** A finding that a document lists as overdue and that counts as mended in time now says so on its page, and no other does. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SiteDocument } from '../../src/report/site-model.ts';
import { listedSection } from '../../src/sections/findings/listed.ts';

const hour = (n: number): string => `2026-10-${String(n).padStart(2, '0')}T16:00:00+08:00`;
const listedAt = (day: number, asset = '应用服务器 1', id = 'CVE-2026-4120') => ({
  document: { number: `YB-${day}`, name: '月报', issuedAt: hour(day) } as SiteDocument,
  ...{ id, asset },
});
const release = { id: 'BG-1', releasedAt: hour(5), enteredAt: hour(6) };
const fixed = (late: number, rescanned: number) =>
  ({
    ...{ repairs: [release], decisions: [], rescan: {} },
    fix: { by: 'repair', at: hour(5), late, rescanned: { scan: 'SM-1', at: hour(rescanned) } },
  }) as never;
const one = { finding: { id: 'CVE-2026-4120' }, since: hour(2), dueOn: '2026-10-07' } as never;
const told = (listed: object[], chain = fixed(0, 20)) =>
  JSON.stringify(listedSection({ listedOverdue: listed as never }, one, chain, '应用服务器 1'));

it('of documents between its discovery and the scan that proves the repair, where it was in time (property)', () => {
  const day = fc.integer({ min: 1, max: 28 });
  fc.assert(
    fc.property(day, day, fc.integer({ min: 0, max: 2 }), (issued, rescanned, late) => {
      const isTold = told([listedAt(issued)], fixed(late, rescanned)) !== '[]';
      expect(isTold).toBe(late === 0 && issued >= 2 && issued < rescanned);
    }),
  );
});

it('names the documents, the release and the scan; and when the release was written down after them', () => {
  const text = told([listedAt(9), listedAt(10, '应用服务器 2'), listedAt(11, '应用服务器 1', 'CVE-2026-0001')]);
  expect(text).toContain('修复（2026-10-05 发布，期限 2026-10-07）还没有复扫确认，按逾期未修复列出');
  expect(text).toContain('2026-10-20 复扫不再发现，按发布之日计，没有逾期');
  expect(text).toContain('/documents?number=YB-9');
  for (const other of ['YB-10', 'YB-11', '补登']) expect(text).not.toContain(other);
  expect(told([listedAt(5)])).toContain('于 2026-10-06 16:00 补登，还没有复扫确认');
});
