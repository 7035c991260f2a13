/** What the site once said in two ways: each is counted, or told, in one place. */
import { describe, expect, it } from 'vitest';
import type { SiteDocument, SitePage } from '../../../src/report/site-model.ts';
import backups from '../../../src/sections/backups.ts';
import faults from '../../../src/sections/faults.ts';
import restoreKind from '../../../src/subjects/recovery/kinds/restore-test.ts';
import signoffKind, { type SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { exampleRecords, pagesOf, siteFacts } from '../../support/site-parts.ts';

const sectionOf = (pages: SitePage[], path: string, id: string) =>
  pages.find((page) => page.path === path)?.sections.find((one) => one.id === id);

const scan = {
  ...{ sha256: 'a'.repeat(64), name: '签收页.pdf', type: 'application/pdf', size: 1 },
  ...{ subject: '签收页', takenAt: '2026-07-02T09:30:00+08:00', proof: 'purchaser' as const },
};

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
      ...{
        revision: 1,
        revisionText: '第 1 版',
        status: 'issued',
        issuedAt: null,
        files: { html: `/archive/BF-${period}.html` },
      },
    }) as SiteDocument;
  const documents = ['2026-Q1', '2026-Q2', '2026-Q3'].map(report);

  it('lists the report that counts it, and not each of its kind', () => {
    const used = new Map([[id, { all: 3, numbers: ['BF-2026-Q2'] }]]);
    const section = sectionOf(pagesOf(backups, siteFacts({ documents, used })), id, 'documents');
    const rows = section?.blocks.flatMap((block) => (block.type === 'table' ? block.rows : [])) ?? [];
    expect(rows.map(({ cells }) => cells['document'])).toMatchObject([
      { text: '恢复测试报告 2026-Q2 第 1 版', sub: 'BF-2026-Q2' },
    ]);
  });

  it('says who handed it over and who signed for it, and when; and that nobody did', () => {
    const used = new Map([[id, { all: 3, numbers: ['BF-2026-Q2', 'BF-2026-Q3'] }]]);
    const act = (n: number, more: Partial<SignoffRecord>): SignoffRecord => ({
      ...signoffKind.example,
      ...{ id: `QS-20260701-00${n}`, obligation: 'backup-restore-test', period: '2026-Q2', revision: 1 },
      ...more,
    });
    const signoff = [
      act(1, { action: 'deliver', at: '2026-07-01T10:00:00+08:00', person: '工程师甲', via: '现场递交' }),
      act(2, { action: 'receive', at: '2026-07-02T09:30:00+08:00', person: '经办人乙', attachments: [scan] }),
    ];
    const facts = siteFacts({ documents, used, records: { ...exampleRecords(), signoff } });
    const section = sectionOf(pagesOf(backups, facts), id, 'documents');
    const rows = section?.blocks.flatMap((block) => (block.type === 'table' ? block.rows : [])) ?? [];
    expect(rows[0]?.cells).toMatchObject({
      delivered: { text: '2026-07-01 10:00，工程师甲，现场递交' },
      receipt: { text: '已签收', sub: expect.stringMatching(/^2026-07-02 09:30，经办人乙/) },
    });
    expect(rows[1]?.cells).toMatchObject({ delivered: '未送达', receipt: { text: '未送达' } });
    // Only the supplier's word: it is none of the purchaser's.
    const told = siteFacts({
      ...{ documents, used },
      records: { ...exampleRecords(), signoff: signoff.map((one) => ({ ...one, attachments: [] })) },
    });
    const claimed = sectionOf(pagesOf(backups, told), id, 'documents')?.blocks.flatMap((block) =>
      block.type === 'table' ? block.rows : [],
    );
    expect(claimed?.[0]?.cells['receipt']).toMatchObject({ text: '待确认' });
  });

  it('says so where none counts it', () => {
    expect(sectionOf(pagesOf(backups, siteFacts({ documents })), id, 'documents')?.blocks).toEqual([
      { type: 'note', text: '还没有签发用到它的报告，也就没有签收。' },
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
