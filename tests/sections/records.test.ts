/** 证据记录: every record has its place, of whatever kind. */
import { expect, it } from 'vitest';
import records from '../../src/sections/records.ts';
import { pagesOf, siteFacts } from '../support/site-parts.ts';

it('every record stands on the page of its month, of every kind on one', () => {
  const ids = new Map([
    ['consultation', ['ZX-20251124-001', 'ZX-20251125-001']],
    ['permit', ['XK-20251124-001']],
  ]);
  const pages = pagesOf(records, siteFacts({ ids }));
  expect(pages.map(({ path }) => path).filter((path) => path.startsWith('month/'))).toEqual(['month/2025-11']);
  expect(pages.find(({ path }) => path === 'month/2025-11')?.sections).toMatchObject([
    {
      id: 'consultation',
      blocks: [
        {
          items: [
            { id: 'ZX-20251125-001', href: '/records/consultation/2025-11#ZX-20251125-001' },
            { id: 'ZX-20251124-001' },
          ],
        },
      ],
    },
    { id: 'permit', blocks: [{ items: [{ id: 'XK-20251124-001' }] }] },
  ]);
  expect(JSON.stringify(pages.find(({ path }) => path === 'consultation'))).toContain('/records/consultation/2025-11');
});
