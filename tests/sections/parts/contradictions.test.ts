/** What the site once said in two ways: each is counted, or told, in one place. */
import { describe, expect, it } from 'vitest';
import restoreKind from '../../../src/records/kinds/restore-test.ts';
import type { SiteDocument, SitePage } from '../../../src/report/site-model.ts';
import backups from '../../../src/sections/backups.ts';
import faults from '../../../src/sections/faults.ts';
import { exampleRecords, pagesOf, siteFacts } from '../../support/site-parts.ts';

const sectionOf = (pages: SitePage[], path: string, id: string) =>
  pages.find((page) => page.path === path)?.sections.find((one) => one.id === id);

describe('the page of a restore test', () => {
  const { id } = restoreKind.example;
  const report = (period: string): SiteDocument =>
    ({
      ...{
        number: `BF-${period}`,
        obligation: 'backup-restore-test',
        name: '恢复测试报告',
        period,
        periodText: period,
      },
      ...{ revisionText: '第 1 版', status: 'issued', issuedAt: null, files: { html: `/archive/BF-${period}.html` } },
    }) as SiteDocument;
  const documents = ['2026-Q1', '2026-Q2', '2026-Q3'].map(report);

  it('lists the report that counts it, and not each of its kind', () => {
    const used = new Map([[id, { all: 3, numbers: ['BF-2026-Q2'] }]]);
    const section = sectionOf(pagesOf(backups, siteFacts({ documents, used })), id, 'documents');
    const links = section?.blocks.flatMap((block) => (block.type === 'links' ? block.items : [])) ?? [];
    expect(links.map(({ text }) => text)).toEqual(['恢复测试报告 2026-Q2 第 1 版', '全部']);
  });

  it('says so where none counts it', () => {
    expect(sectionOf(pagesOf(backups, siteFacts({ documents })), id, 'documents')?.blocks).toEqual([
      { type: 'note', text: '还没有签发用到它的报告。' },
    ]);
  });
});

it('faults are counted in 起 without what the contract counts as a requirement, which is told beside them', () => {
  const records = exampleRecords();
  const [one] = records.incident;
  if (one === undefined) throw new Error('no example');
  const demand = {
    ...one,
    id: 'GZ-20261123-009',
    levels: one.levels.map((level) => ({ ...level, level: 'P5' })),
  };
  const pages = pagesOf(faults, siteFacts({ records: { ...records, incident: [demand, one] } }));
  expect(sectionOf(pages, '', 'list')?.note).toBe('近一年 2 条：故障 1 起，作为需求另行统计的 1 条');
  const trend = JSON.stringify(sectionOf(pages, '', 'trend'));
  expect(trend).toContain('近一年故障 1 起');
  const alone = pagesOf(faults, siteFacts({ records: { ...records, incident: [one] } }));
  expect(sectionOf(alone, '', 'list')?.note).toBe('近一年 1 起');
});
