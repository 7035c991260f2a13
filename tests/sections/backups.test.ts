/** 备份与演练 on the site: what is wrong comes first, and what is not finished says so. */
import { describe, expect, test } from 'vitest';
import { unitOf } from '../../src/contract/terms/units.ts';
import type { TableBlock } from '../../src/report/site-model.ts';
import { signedDocuments } from '../../src/sections/backups/signed.ts';
import backups from '../../src/sections/backups.ts';
import drillKind, { type DrillRecord } from '../../src/subjects/recovery/kinds/drill.ts';
import restoreKind, { type RestoreTestRecord } from '../../src/subjects/recovery/kinds/restore-test.ts';
import signoffKind, { type SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { exampleRecords, pagesOf, siteFacts } from '../support/site-parts.ts';

const pages = (test: Partial<RestoreTestRecord> = {}, drill: Partial<DrillRecord> = {}) =>
  pagesOf(
    backups,
    siteFacts({
      records: {
        ...exampleRecords(),
        'restore-test': [{ ...restoreKind.example, ...test }],
        drill: [{ ...drillKind.example, ...drill }],
      },
    }),
  );
const tableOf = (list: ReturnType<typeof pages>, path: string, caption: string): TableBlock => {
  const blocks = list.find((one) => one.path === path)?.sections.flatMap((section) => section.blocks) ?? [];
  const found = blocks.find((block): block is TableBlock => block.type === 'table' && block.title === caption);
  if (found === undefined) throw new Error(`no table ${caption}`);
  return found;
};

test('restore tests name the failure and how many tables were the same', () => {
  const made = pages({
    result: 'failed',
    failure: '缺表 oa.c',
    tables: [...restoreKind.example.tables, { table: 'oa.c', result: 'missing' }],
  });
  expect(tableOf(made, '', '恢复测试').rows[0]).toMatchObject({
    tone: 'abnormal',
    cells: { tables: { text: '1/2' }, result: { text: '不通过', mark: '▲', sub: '缺表 oa.c' } },
  });
});

test('the chart of sizes names databases, not their ids', () => {
  const example = exampleRecords().backup[0];
  if (example === undefined) throw new Error('no example of a backup');
  const set = (id: string, asset: string, size: number) => ({
    ...example,
    id,
    asset,
    size,
    content: 'database' as const,
  });
  const backup = [
    set('BF-20261001-001', 'mysql-primary', 2 * 2 ** 30),
    set('BF-20261001-002', 'mysql-casework', 2 ** 30),
    set('BF-20261101-001', 'mysql-primary', 3 * 2 ** 30),
    set('BF-20261101-002', 'mysql-casework', 2 ** 30),
  ];
  const [page] = pagesOf(backups, siteFacts({ records: { ...exampleRecords(), backup } }));
  const chart = page?.sections.flatMap(({ blocks }) => blocks).find(({ type }) => type === 'chart');
  expect(chart).toMatchObject({ summary: expect.stringContaining('MySQL 主库 由 2.00 GB 到 3.00 GB') });
  expect(chart?.type === 'chart' && chart.series.map(({ texts }) => texts)).toContainEqual(['2.00 GB', '3.00 GB']);
  expect(chart?.type === 'chart' && chart.series.map(({ name }) => name).sort()).toEqual([
    'MySQL 主库',
    'MySQL 执法办案库',
  ]);
});

describe('drills', () => {
  const { result: _result, closedAt: _closedAt, ...open } = drillKind.example;
  test('say what came of them, or that their summary is not finished', () => {
    const cellsOf = (list: ReturnType<typeof pages>) => tableOf(list, '', '演练一览').rows[0]?.cells;
    expect(cellsOf(pages())).toMatchObject({ result: { text: '达到目标', tone: 'normal' } });
    const unfinished = pagesOf(backups, siteFacts({ records: { ...exampleRecords(), drill: [open] } }));
    const said = { closed: { text: '尚未完成' }, result: { text: '未登记', tone: 'attention' } };
    expect(cellsOf(unfinished)).toMatchObject(said);
  });

  test('show their permit beside plan, scenario, roll-back and evaluation', () => {
    const page = pages().find((one) => one.path === drillKind.example.id);
    const shown = JSON.stringify(page);
    const { permit, plan, scenario, rollback, evaluation } = drillKind.example;
    for (const part of [permit, plan, scenario, rollback, evaluation]) expect(shown).toContain(part);
    expect(JSON.stringify(pages({}, { permit: undefined, withoutPermit: '事后报告' }))).toContain('事后报告');
  });
});

test('a report is signed for on the page of its test by the agreed reading of a receipt, as everywhere else', () => {
  const facts = siteFacts({});
  const [unit, id] = ['backup-restore-test', restoreKind.example.id];
  const obligation = facts.obligations.find((one) => unitOf(one) === unit)?.id ?? unit;
  const report = {
    number: 'HF-1',
    obligation,
    name: '恢复测试报告',
    period: '2026-10',
    revision: 1,
    issuedAt: facts.now,
  };
  const document = { ...report, periodText: '2026-10', revisionText: '第 1 版', files: { html: '/x' } } as never;
  const received: SignoffRecord = {
    ...{ ...signoffKind.example, attachments: undefined, action: 'receive', at: facts.now, enteredAt: facts.now },
    ...{ obligation, period: '2026-10', revision: 1 },
    enteredBy: { account: 'clerk', channel: 'purchaser' },
  };
  const stateBy = (chosen: string): unknown => {
    const interpretations = facts.contract.interpretations.map((one) =>
      one.binds === 'online-receipt' ? { ...one, confirmed: true, chosen } : one,
    );
    const [table] = signedDocuments(
      siteFacts({
        contract: { ...facts.contract, interpretations },
        records: { ...exampleRecords(), signoff: [received] },
        documents: [document],
        used: new Map([[id, { numbers: ['HF-1'], all: 1 }]]),
      }),
      id,
      unit,
    );
    return table?.type === 'table' && table.rows[0]?.cells.receipt;
  };
  expect(stateBy('equal')).toMatchObject({ text: '已签收' });
  expect(stateBy('on-paper')).toMatchObject({ text: '待签收' });
});
