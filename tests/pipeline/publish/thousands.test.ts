import { expect, it } from 'vitest';
import { alikeThousands } from '../../../src/pipeline/publish/sections.ts';
import type { SitePage } from '../../../src/report/site-model.ts';

it('divides all figures of a column at the right where one is divided, and nothing else', () => {
  const page = (rows: readonly Record<string, unknown>[], align?: 'right') =>
    ({
      ...{ path: '', title: '' },
      sections: [
        {
          ...{ id: 'a', title: '' },
          blocks: [
            { type: 'table', columns: [{ key: 'n', label: '行数', align }], rows: rows.map((n) => ({ cells: n })) },
          ],
        },
      ],
    }) as unknown as SitePage;
  const texts = (given: SitePage) =>
    alikeThousands([given]).flatMap(({ sections }) =>
      sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.type === 'table' ? block.rows.map(({ cells }) => cells['n']) : [])),
      ),
    );
  const mixed = [{ n: '516,681' }, { n: { text: '1650 行', href: '/x' } }, { n: '1236' }, { n: '—' }, {}];
  expect(texts(page(mixed, 'right'))).toEqual(['516,681', { text: '1,650 行', href: '/x' }, '1,236', '—', '']);
  expect(texts(page(mixed))).toEqual(mixed.map(({ n }) => n));
  expect(texts(page([{ n: '1236' }], 'right'))).toEqual(['1236']);
});
