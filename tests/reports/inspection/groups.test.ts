/** Sections by group: what is counted as an object. */
import { expect, test } from 'vitest';
import type { Asset } from '../../../src/contract/terms/assets.ts';
import type { Check } from '../../../src/contract/terms/checklist.ts';
import { groupSection } from '../../../src/subjects/inspections/check-tables.ts';
import { judgeInspection } from '../../../src/subjects/inspections/judge/judge.ts';
import { starter } from '../../contract/_starter.ts';
import { everyDay } from '../../support/every-day.ts';

const { assets, checks } = starter();
const section = (group: Check['group'], given: readonly Asset[] = assets) =>
  groupSection(
    { id: group, title: group },
    judgeInspection({
      ...everyDay,
      checks,
      assets: given,
      inspection: null,
      confirm: null,
      previous: null,
      asOf: '2026-11-24T17:00:00+08:00',
    }).filter((row) => row.contract),
  );
const notes = (group: Check['group']) =>
  section(group).blocks.flatMap((block) => (block.type === 'note' ? [block.text] : []));

test.each([
  ['linux', 'Linux 操作系统'],
  ['desk-sign', '电子桌牌'],
  ['mysql', 'MySQL 数据库'],
] as const)('a row over a kind is no object of its own %s', (kind, name) => {
  const contractAssets = assets.filter((one) => one.kind === kind && one.contract).length;
  const groups = [...new Set(checks.map((one) => one.group))];
  const said = groups.flatMap(notes).filter((text) => text.startsWith(`${name}（`));
  expect(said.length).toBeGreaterThan(0);
  for (const text of said) expect(text).toContain(`${name}（${contractAssets} 个对象）`);
});
