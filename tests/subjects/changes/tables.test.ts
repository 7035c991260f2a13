/** Changes as every list tells them: what was released without a permit stands out, and a shared release owns to it. */
import { expect, test } from 'vitest';
import { settledTable } from '../../../src/page/table.ts';
import { cellText, richCell } from '../../../src/report/cell.ts';
import kind, { type ChangeRecord } from '../../../src/subjects/changes/kinds/change.ts';
import { changeTable } from '../../../src/subjects/changes/tables.ts';

const { permit: _, ...example } = kind.example;
const cellsOf = (more: Partial<ChangeRecord>, side: 'paper' | 'site') =>
  settledTable(changeTable({ asset: (id) => id }), [{ ...example, ...more }], side).rows[0]?.cells ?? {};

test('a release without a permit is abnormal, what is not released wants none yet', () => {
  const released = { releasedAt: '2026-11-20T18:00:00+08:00' };
  expect(cellsOf(released, 'paper')['permit']).toMatchObject({ text: '未取得许可', tone: 'abnormal', mark: '▲' });
  expect(cellText(cellsOf({ releasedAt: undefined }, 'paper')['permit'])).toBe('');
  expect(cellText(cellsOf({ ...released, permit: 'XK-20261119-001' }, 'paper')['permit'])).toBe('XK-20261119-001');
});

test('versions of a release of several assets are said to be nobody’s in particular', () => {
  const versions = { versionBefore: '1.0', versionAfter: '1.1' };
  const told = (more: Partial<ChangeRecord>) => richCell(cellsOf(more, 'site')['version']);
  expect(told({ ...versions, assets: ['a', 'b'] })).toMatchObject({
    text: '1.0 → 1.1',
    sub: expect.stringContaining('2 项'),
  });
  expect(told({ ...versions, assets: ['a'] }).sub).toBeUndefined();
  expect(told({ versionBefore: undefined, versionAfter: undefined, assets: ['a', 'b'] }).sub).toBeUndefined();
});
