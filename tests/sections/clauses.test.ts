/** 条款追溯: from each clause to what it asks for, and what proves it. */
import { describe, expect, it } from 'vitest';
import type { SiteDocument } from '../../src/report/site-model.ts';
import { incidentContext } from '../../src/sections/board/figures.ts';
import { recordsByClause } from '../../src/sections/clauses/evidence.ts';
import { traceClauses } from '../../src/sections/clauses/trace.ts';
import clauses from '../../src/sections/clauses.ts';
import type { SiteFacts } from '../../src/sections/parts/facts.ts';
import { statement, verdictsOf } from '../support/clause-verdicts.ts';
import { pagesOf, siteFacts } from '../support/site-parts.ts';

const document = (changes: Partial<SiteDocument>): SiteDocument => ({
  number: 'HQSF-BF-2026Q4-r1',
  obligation: 'backup-restore-test',
  name: '数据备份验证与恢复测试报告',
  period: '2026-Q4',
  periodText: '2026 年第 4 季度',
  revision: 1,
  revisionText: '第 1 版',
  status: 'issued',
  issuedAt: '2026-11-25T10:00:00+08:00',
  confirmedAt: null,
  late: false,
  clauses: ['5.3.8'],
  fingerprint: 'f'.repeat(64),
  files: { html: '/archive/x.html', pdf: '/archive/x.pdf', xlsx: '/archive/x.xlsx' },
  downloads: { pdf: 'x.pdf', xlsx: 'x.xlsx' },
  marks: [],
  ...changes,
});

const tracesOf = (given: SiteFacts) => traceClauses(given, recordsByClause(given, incidentContext(given)));
const facts = siteFacts({ documents: [document({})] });

describe('the trace of clauses', () => {
  const traces = tracesOf(facts);

  it('has a row for every clause of the contract, in its order', () => {
    expect(traces).toHaveLength(85);
    expect(traces.map(({ clause }) => clause.id)).toEqual(facts.contract.contract.clauses.map(({ id }) => id));
    const rows = pagesOf(clauses, facts)[0]?.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'table' ? block.rows : [])),
    );
    expect(rows).toHaveLength(85);
  });

  it('leads from 5.3.8 to its obligation, its evidence and the document issued', () => {
    const trace = traces.find(({ clause }) => clause.id === '5.3.8');
    expect(trace?.obligations.find(({ id }) => id === 'backup-restore-test')).toMatchObject({
      documents: 1,
      latest: { number: 'HQSF-BF-2026Q4-r1', href: '/documents?number=HQSF-BF-2026Q4-r1' },
    });
    expect(trace?.evidence.find(({ kind }) => kind === 'restore-test')?.records).toHaveLength(1);
  });

  it('counts a training for the clause that asks for trainings, not for the one that asks for stock-takings', () => {
    const { contract, ...bundle } = facts.contract;
    const [model] = contract.clauses;
    if (model === undefined) throw new Error('no clause');
    const clauses = (['training', 'stock-taking'] as const).map((id) => ({ ...model, id, topics: [id] }));
    const activities = clauses.map(({ id }) => ({
      ...{ id, name: id, kind: 'activity', where: { field: 'activity', in: [id] } },
      ...{ times: 1, per: 'month' as const, clauses: [id] },
    }));
    const given = {
      ...facts,
      contract: { ...bundle, contract: { ...contract, clauses, requirements: { activities } } },
    };
    expect(tracesOf(given).map(({ evidence }) => evidence.map(({ records }) => records.length))).toEqual([[1], [0]]);
  });

  it('leads from a clause that no obligation names to the documents with a section about it', () => {
    const obligations = facts.obligations.map((one) => ({ ...one, clauses: [] }));
    const told = new Map([['monthly-maintenance', ['restore-test' as const]]]);
    const [trace, other] = ['5.3.8', '5.3.1'].map((id) =>
      tracesOf({ ...facts, obligations, told }).find(({ clause }) => clause.id === id),
    );
    expect(trace?.obligations.map(({ id }) => id)).toEqual(['monthly-maintenance']);
    expect(other?.obligations).toEqual([]);
  });

  it('says what each clause asks for, and leads to the newest statement of what proves it', () => {
    const number = 'HQSF-LY-2026Q4-r1';
    const given = siteFacts({ documents: [document({ number, obligation: 'compliance-statement' })] });
    const text = JSON.stringify(pagesOf(clauses, given).find(({ path }) => path === '5.3.8'));
    expect(text).toContain('事项：备份验证和恢复测试（按期）。');
    expect(text).toContain(`/documents?number=${number}`);
  });

  it('opens the records that prove a clause, and not every one of their kind', () => {
    const [model] = facts.records['backup'] ?? [];
    if (model === undefined) throw new Error('no backup');
    const other = { ...model, id: `${model.id.slice(0, -3)}009`, asset: 'subsystem-hr' };
    const given = siteFacts({ records: { ...facts.records, backup: [model, other] } });
    const trace = tracesOf(given).find(({ evidence }) =>
      evidence.some(({ kind, records }) => kind === 'backup' && records.length === 1),
    );
    const page = pagesOf(clauses, given).find(({ path }) => path === trace?.clause.id);
    const [list] = page?.sections.find(({ id }) => id === 'of-backup')?.blocks ?? [];
    if (list?.type !== 'table') throw new Error('no list');
    expect(list.rows.map(({ cells }) => cells['id'])).toEqual([expect.objectContaining({ text: model.id })]);
  });

  it('counts no draft as issued', () => {
    const draft = siteFacts({ documents: [document({ status: 'draft', issuedAt: null })] });
    const trace = tracesOf(draft).find(({ clause }) => clause.id === '5.3.8');
    expect(trace?.obligations.map(({ documents }) => documents).every((count) => count === 0)).toBe(true);
  });

  it('lists no empty kind of record about what the contract does not ask for', () => {
    const { contract, ...bundle } = facts.contract;
    const evidence = (clauses: typeof contract.clauses) =>
      tracesOf({ ...facts, ids: new Map(), contract: { ...bundle, contract: { ...contract, clauses } } })
        .find(({ clause }) => clause.topics.includes('protection'))
        ?.evidence.map(({ kind }) => kind);
    expect(evidence(contract.clauses)).toContain('scan');
    const without = evidence(contract.clauses.filter(({ topics }) => !topics.includes('scan')));
    expect(without).toBeDefined();
    expect(without).not.toContain('scan');
  });
});

describe('the list of clauses', () => {
  const headings = new Map([
    ['4.1.1(1)', ['四、项目服务内容', '（一）系统一、二期运维清单', '1 人事管理子系统']],
    ['4.1.1(2)', ['四、项目服务内容', '（一）系统一、二期运维清单', '1 人事管理子系统']],
  ]);
  const states = [['4.1.1(1)', { text: '有例外', tone: 'abnormal', mark: '▲' }]] as const;
  const verdicts = verdictsOf(statement(states));

  it('stands under the headings of the paper, with what the statements say of each', () => {
    const [list] = pagesOf(clauses, siteFacts({ clauses: { headings, verdicts } }));
    const section = list?.sections.find(({ title }) => title === '四、项目服务内容　（一）系统一、二期运维清单');
    const [table] = section?.blocks ?? [];
    if (table?.type !== 'table') throw new Error('no table');
    expect(table.rows.map(({ cells }) => cells['state'])).toEqual([
      {
        text: '有例外',
        tone: 'abnormal',
        mark: '▲',
        sub: '2025 年第 4 季度；服务期至今故障 1 起，合计历时 1 小时 14 分 30 秒',
      },
      { text: '未列入', tone: 'muted', mark: '–', sub: '2025 年第 4 季度' },
    ]);
    expect(list?.description).toContain('最近一份是合同履约对照表 2026 年第 4 季度');
  });

  it('says at the head of every mark of what it is', () => {
    const pages = pagesOf(clauses, siteFacts({ clauses: { headings, verdicts } }));
    const heads = (path: string) =>
      (pages.find((one) => one.path === path)?.sections ?? []).flatMap(({ blocks }) =>
        blocks.flatMap((block) =>
          block.type === 'table' ? block.columns.filter(({ key }) => key === 'state').map(({ label }) => label) : [],
        ),
      );
    expect(new Set(heads(''))).toEqual(new Set(['达成情况（服务期至今）']));
    expect(heads('state/exception/2025-Q4')).toEqual(['2025 年第 4 季度达成情况']);
  });

  it('has no column of verdicts before a statement was issued', () => {
    const [list] = pagesOf(clauses, siteFacts());
    const columns = list?.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'table' ? block.columns.map(({ key }) => key) : [])),
    );
    expect(columns).not.toContain('state');
  });
});
