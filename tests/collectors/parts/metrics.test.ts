/** The checklist and the collectors meet in the catalogue: each automatic check asks for a metric that exists. */

import { describe, expect, test } from 'vitest';
import { metrics } from '../../../src/collectors/parts/metrics.ts';
import { judgeInspection } from '../../../src/subjects/inspections/judge/judge.ts';
import { starterAssets } from '../../contract/_starter.ts';
import { everyDay } from '../../support/every-day.ts';

const { assets, checks } = starterAssets();

describe('starter checklist', () => {
  test('ids are unique; clauses of cloud assets and of chapter five', () => {
    expect(new Set(checks.map((c) => c.id)).size).toBe(checks.length);
    for (const check of checks) expect(check.clause).toMatch(/^(4\.[34]\.|5\.)/);
  });

  test.each(checks.filter((c) => !c.manual).map((c) => [c.id, c] as const))(
    '%s has a metric with the same unit',
    (_, check) => {
      const metric = metrics[check.metric ?? ''];
      expect(metric, `metric ${check.metric}`).toBeDefined();
      const isAge = ['分钟', '小时', '天'].includes(check.unit ?? '') && metric?.unit === undefined;
      if (!isAge) expect(check.unit).toBe(metric?.unit);
      if (check.perInstance) expect(metric?.instance).toBeDefined();
    },
  );

  test('manual checks have no metric and are answered by a person', () => {
    const manual = checks.filter((c) => c.manual);
    expect(manual.length).toBeGreaterThan(3);
    for (const check of manual) expect([check.metric, check.op]).toEqual([undefined, 'observed']);
  });

  test('every kind of asset is looked at, and every named asset exists', () => {
    const kinds = new Set(checks.flatMap((c) => c.kinds ?? []));
    for (const asset of assets) expect(kinds.has(asset.kind), asset.kind).toBe(true);
    for (const id of checks.flatMap((c) => c.assets ?? [])) expect(assets.map((a) => a.id)).toContain(id);
  });

  test('the log of the contract has about 131 rows, none of them normal before a source is configured', () => {
    const rows = judgeInspection({
      ...everyDay,
      checks,
      assets,
      inspection: null,
      confirm: null,
      previous: null,
      asOf: '2026-11-24T17:00:00+08:00',
    });
    const own = rows.filter((r) => r.contract);
    expect(own.length).toBeGreaterThanOrEqual(125);
    expect(own.length).toBeLessThanOrEqual(137);
    expect(new Set(own.map((r) => r.outcome))).toEqual(new Set(['unconfigured', 'manual-pending']));
  });
});
