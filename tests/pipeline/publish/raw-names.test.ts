/** No cell of any page is the bare id of an asset, a check, a document or a source: a reader sees what it is called. */
import { expect, it } from 'vitest';
import type { RichCell } from '../../../src/report/site-model.ts';
import { sourceTypeWords } from '../../../src/wording/source-types.ts';
import { siteModel } from '../../support/site-fixture.ts';
import { siteFacts } from '../../support/site-parts.ts';

const { contract, obligations } = siteFacts();
const ids = new Set([
  ...contract.assets.map(({ id }) => id),
  ...contract.checks.map(({ id }) => id),
  ...obligations.map(({ id }) => id),
  ...Object.keys(sourceTypeWords).filter((id) => id.includes('-')),
  'service',
]);
/** Where an id is what is told. */
const TOLD = new Set(['编号', '资产编号']);

/** Texts of cells and facts, each with what it stands under. */
function* texts(value: unknown, under: string): Generator<[under: string, text: string]> {
  if (typeof value === 'string') yield [under, value];
  else if (Array.isArray(value)) for (const one of value) yield* texts(one, under);
  else if (typeof value === 'object' && value !== null) yield [under, (value as RichCell).text];
}

it('is so in every view', () => {
  const bare: string[] = [];
  for (const view of ['supplier', 'purchaser', 'audit'] as const) {
    for (const { id, pages } of siteModel(view).sections) {
      for (const block of pages.flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks))) {
        const cells = blocksTexts(block);
        for (const [under, text] of cells)
          if (ids.has(text) && !TOLD.has(under)) bare.push(`${view} ${id} ${under}: ${text}`);
      }
    }
  }
  expect([...new Set(bare)]).toEqual([]);
});

function blocksTexts(
  block: ReturnType<typeof siteModel>['sections'][number]['pages'][number]['sections'][number]['blocks'][number],
): [string, string][] {
  if (block.type === 'facts') return block.items.flatMap(({ label, value }) => [...texts(value, label)]);
  if (block.type === 'table')
    return block.rows.flatMap(({ cells }) => block.columns.flatMap(({ key, label }) => [...texts(cells[key], label)]));
  if (block.type !== 'records') return [];
  return block.items.flatMap(({ facts, lists }) => [
    ...facts.flatMap(({ label, value }) => [...texts(value, label)]),
    ...lists.flatMap(({ columns, rows }) =>
      rows.flatMap((row) => row.flatMap((cell, n) => [...texts(cell, columns[n] ?? '')])),
    ),
  ]);
}
