/** 故障: what a fault's page tells, and the limits as 首页 counts them. */
import { describe, expect, it } from 'vitest';
import incidentKind from '../../src/records/kinds/incident.ts';
import faults from '../../src/sections/faults.ts';
import { compose, exampleRecords, pagesOf, siteFacts } from '../support/site-parts.ts';

const pages = (given: Parameters<typeof siteFacts>[0] = {}) => pagesOf(faults, siteFacts(given));

describe('the pages', () => {
  it('show every time, clock and step of a fault', () => {
    const text = JSON.stringify(pages().find(({ path }) => path === incidentKind.example.id));
    for (const part of [
      '2026-11-24 10:05:30',
      '用时 3 分 42 秒',
      '数据库连接池耗尽',
      '暂停计时',
      '报表查询改走只读从库',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('tell how long a major fault lasted as its quota counts it', () => {
    const { levels, ...rest } = incidentKind.example;
    const confirmed = '2026-11-24T15:00:00+08:00';
    const major = {
      ...rest,
      levels: levels.map((one) => ({ ...one, level: 'P1' as const })),
      confirmedRestoredAt: confirmed,
    };
    const [made] = pages({ records: { ...exampleRecords(), incident: [major] } });
    const cells = (caption: string) =>
      made?.sections
        .flatMap(({ blocks }) => blocks)
        .flatMap((block) => (block.type === 'table' && block.caption === caption ? block.rows : []))
        .map((row) => row.cells['down']);
    const [counted] = cells('故障') ?? [];
    expect(counted).toMatchObject({ text: expect.stringContaining('小时') });
    expect(cells('各口径下的重大故障')?.length).toBeGreaterThan(0);
    expect(new Set(cells('各口径下的重大故障'))).toEqual(new Set([(counted as { text: string }).text]));
  });

  it('name the articles that a fault was solved by, and lead to those that there are', () => {
    const incident = [{ ...incidentKind.example, articles: ['linux/disk-full', 'gone/away'] }];
    const articles = new Map([['linux/disk-full', '服务器磁盘满了怎么处理']]);
    const made = pages({ articles, records: { ...exampleRecords(), incident } });
    const text = JSON.stringify(made.find(({ path }) => path === incidentKind.example.id));
    expect(text).toContain('{"text":"服务器磁盘满了怎么处理","href":"/knowledge-base/linux/disk-full"}');
    expect(text).toContain('{"text":"gone/away"}');
  });

  it('draw their charts where there is something to draw, with the words beside', () => {
    const chart = pages()[0]
      ?.sections.flatMap(({ blocks }) => blocks)
      .find(({ type }) => type === 'chart');
    expect(chart).toMatchObject({ summary: expect.stringContaining('近一年故障 1 起') });
    expect(chart?.type === 'chart' && chart.svg.startsWith('<svg')).toBe(true);
  });
});

describe('the limits', () => {
  it('have a page each, and one of all that were missed, as 首页 counts them', () => {
    const missed = { ...structuredClone(incidentKind.example), id: 'GZ-20261110-001' };
    const late = { ...missed, respondedAt: missed.discoveredAt.replace('T10', 'T12') };
    const { pages, board } = compose(siteFacts({ records: { ...exampleRecords(), incident: [late] } }));
    for (const { href, met, missed: count } of [...board.commitments, ...board.recovery]) {
      const page = pages['faults']?.find(({ path }) => `/faults/${path}` === href);
      expect(page?.description).toContain(`达标 ${met} 次，未达标 ${count} 次`);
    }
    const counted = [...board.commitments, ...board.recovery].reduce((sum, one) => sum + one.missed, 0);
    expect(counted).toBeGreaterThan(0);
    const all = pages['faults']?.find(({ path }) => path === 'limit/missed');
    const [table] = all?.sections.flatMap(({ blocks }) => blocks) ?? [];
    expect(table?.type === 'table' && table.rows).toHaveLength(counted);
  });
});

describe('the months', () => {
  it('are those of the 月报, both ends printed: what came after its cut stands in the next month', () => {
    const evening = { ...incidentKind.example, id: 'GZ-20261130-001' };
    const start = '2026-11-30T20:00:00+08:00';
    const fault = { ...evening, at: start, enteredAt: start, discoveredAt: start, reportedAt: start };
    const documents = [
      { obligation: 'monthly-maintenance', period: '2026-11', revision: 1, issuedAt: '2026-11-30T16:30:00+08:00' },
    ] as never;
    const made = pages({
      now: '2026-12-05T09:00:00+08:00',
      documents,
      records: { ...exampleRecords(), incident: [fault as never] },
    });
    expect(made.map(({ path }) => path)).toContain('month/2026-12');
    expect(JSON.stringify(made.find(({ path }) => path === 'month/2026-12'))).toContain(
      '2026-11-30 16:30 至 2026-12-05 09:00',
    );
  });
});
