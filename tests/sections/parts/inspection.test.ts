/** 今日巡检 as a page: what the figures of 首页 open. */
import { describe, expect, it } from 'vitest';
import type { SitePage, TableBlock } from '../../../src/report/site-model.ts';
import {
  checkList,
  inspectionPage,
  showsInspection,
  todayHref,
  worstCell,
} from '../../../src/sections/parts/inspection.ts';
import { judgedChecks, siteFacts } from '../../support/site-parts.ts';

const tables = (page: SitePage): TableBlock[] =>
  page.sections.flatMap(({ blocks }) => blocks.filter((block): block is TableBlock => block.type === 'table'));

describe('today’s checks', () => {
  const inspection = [
    ...judgedChecks({ normal: 3, 'manual-pending': 1, abnormal: 2 }),
    ...judgedChecks({ normal: 2 }, false),
  ];
  const page = inspectionPage(siteFacts({ inspection }));

  it('stand with the worst first, and those of the supplier’s own machine apart', () => {
    const [own, apart] = tables(page);
    const outcomes = own?.rows.map(({ filter }) => filter?.['outcome']);
    expect(outcomes?.join(' ')).toBe('abnormal abnormal manual-pending normal normal normal');
    expect(apart?.rows).toHaveLength(2);
    expect(apart?.filters).toBeUndefined();
    expect(own?.rows[0]).toMatchObject({
      tone: 'abnormal',
      cells: {
        check: { text: '磁盘使用率 /data1' },
        outcome: { mark: '▲', sort: 0 },
        asset: { text: '应用服务器 1', href: '/assets/app-server-1' },
      },
    });
  });

  it('have an address that the filter understands', () => {
    expect(todayHref()).toBe(`/assets/${page.path}`);
    expect(todayHref('stale')).toBe(`/assets/${page.path}?outcome=stale`);
    expect(tables(page)[0]?.filters?.[0]?.options.map(({ value }) => value)).toContain('stale');
  });

  it('name devices that are judged together without a page that is not there', () => {
    const [row] = judgedChecks({ normal: 1 });
    const together = { ...row, asset: 'desk-sign', assetName: '电子桌牌（45 台）' } as (typeof inspection)[number];
    const [own] = tables(inspectionPage(siteFacts({ inspection: [together] })));
    expect(own?.rows[0]?.cells['asset']).toEqual({ text: '电子桌牌（45 台）' });
  });

  it('are owed on the days of the service alone', () => {
    const facts = siteFacts();
    const { from, to } = facts.contract.contract.servicePeriod;
    const on = (today: string, given: typeof inspection = []) =>
      showsInspection({ ...facts, today, inspection: given });
    expect([on('1999-01-01'), on(from), on(to), on('2999-01-01')]).toEqual([false, true, true, false]);
    expect(on('2999-01-01', inspection)).toBe(true);
  });

  it('say that there are none, and never that all is well', () => {
    expect(tables(inspectionPage(siteFacts()))[0]).toMatchObject({ rows: [] });
    expect(checkList([]).empty).toContain('还没有');
    expect(worstCell([])).toMatchObject({ text: '今日未检', tone: 'muted' });
  });
});
