import { describe, expect, it } from 'vitest';
import { composeSite } from '../../../src/pipeline/publish/sections.ts';
import incidentKind from '../../../src/records/kinds/incident.ts';
import type { PageSection, SiteDocument, SitePage } from '../../../src/report/site-model.ts';
import { clausePages, traceClauses } from '../../../src/sections/clauses.ts';
import { exampleRecords, siteFacts } from '../../support/site-parts.ts';

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

const facts = siteFacts({ documents: [document({})] });
const { pages, board } = composeSite(facts);
const page = (section: PageSection, path: string): SitePage | undefined =>
  pages[section].find((one) => one.path === path);
const textOf = (one: SitePage | undefined): string => JSON.stringify(one);

describe('the trace of clauses', () => {
  const traces = traceClauses(facts);

  it('has a row for every clause of the contract, in its order', () => {
    expect(traces).toHaveLength(85);
    expect(traces.map(({ clause }) => clause.id)).toEqual(facts.contract.contract.clauses.map(({ id }) => id));
    const rows = clausePages(facts)[0]?.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'table' ? block.rows : [])),
    );
    expect(rows).toHaveLength(85);
  });

  it('leads from 5.3.8 to its obligation, its evidence and the document issued', () => {
    const trace = traces.find(({ clause }) => clause.id === '5.3.8');
    expect(trace?.obligations.find(({ id }) => id === 'backup-restore-test')).toMatchObject({
      documents: 1,
      latest: { number: 'HQSF-BF-2026Q4-r1', href: '/verify?number=HQSF-BF-2026Q4-r1' },
    });
    expect(trace?.evidence).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'restore-test', count: 1 })]),
    );
  });

  it('counts no draft as issued', () => {
    const draft = siteFacts({ documents: [document({ status: 'draft', issuedAt: null })] });
    const trace = traceClauses(draft).find(({ clause }) => clause.id === '5.3.8');
    expect(trace?.obligations.map(({ documents }) => documents).every((count) => count === 0)).toBe(true);
  });
});

describe('the pages', () => {
  it('have one address each, and every link to a composed page leads to one', () => {
    const known = new Set<string>();
    for (const [section, list] of Object.entries(pages)) {
      for (const { path } of list) {
        const address = `/${section}${path === '' ? '' : `/${path}`}`;
        expect(known.has(address), address).toBe(false);
        known.add(address);
      }
    }
    const links = [
      ...JSON.stringify([pages, board]).matchAll(
        /"href":"(\/(?:clauses|faults|findings|assets|backups|records)[^"?#]*)/g,
      ),
    ];
    expect(links.length).toBeGreaterThan(100);
    const dead = links.map(([, href = '']) => decodeURIComponent(href)).filter((href) => !known.has(href));
    expect([...new Set(dead)]).toEqual([]);
  });

  it('show every time, clock and step of a fault', () => {
    const text = textOf(page('faults', incidentKind.example.id));
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
    const made = composeSite(siteFacts({ records: { ...exampleRecords(), incident: [major] } })).pages.faults[0];
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
    const made = composeSite(siteFacts({ articles, records: { ...exampleRecords(), incident } }));
    const text = textOf(made.pages.faults.find(({ path }) => path === incidentKind.example.id));
    expect(text).toContain('{"text":"服务器磁盘满了怎么处理","href":"/knowledge-base/linux/disk-full"}');
    expect(text).toContain('{"text":"gone/away"}');
  });

  it('give every asset a page with its faults and what was seen today', () => {
    expect(pages.assets).toHaveLength(facts.contract.assets.length + 2);
    expect(textOf(page('assets', 'mysql-primary'))).toContain('请假审批提交报错');
    expect(textOf(page('assets', 'mysql-primary'))).toContain('今日还没有这项资产的巡检结果');
  });

  it('draw their charts where there is something to draw, with the words beside', () => {
    const chart = page('faults', '')
      ?.sections.flatMap(({ blocks }) => blocks)
      .find(({ type }) => type === 'chart');
    expect(chart).toMatchObject({ summary: expect.stringContaining('近一年故障 1 起') });
    expect(chart?.type === 'chart' && chart.svg.startsWith('<svg')).toBe(true);
  });

  it('say what will stand where there is nothing yet', () => {
    const none = Object.fromEntries(Object.keys(exampleRecords()).map((kind) => [kind, []])) as unknown as ReturnType<
      typeof exampleRecords
    >;
    const empty = composeSite(siteFacts({ records: none, ids: new Map() }));
    expect(textOf(empty.pages.faults[0])).toContain('没有登记故障');
    expect(textOf(empty.pages.backups[0])).toContain('还没有备份记录');
    expect(empty.board.findings.scannedOn).toBeNull();
    expect(empty.board.availability).toEqual({ span: null, subsystems: [], others: [], quiet: 0 });
    expect(empty.board.commitments.every(({ rate }) => rate === null)).toBe(true);
    expect(new Set(empty.board.commitments.map(({ rateText }) => rateText))).toEqual(new Set(['尚无可判定']));
    expect(empty.board.recoveryProof.map(({ value }) => (typeof value === 'string' ? value : value.text))).toEqual([
      '近一年没有备份记录',
      '尚未做过恢复测试',
      '尚未演练',
    ]);
  });
});

describe('the views', () => {
  const everything = (view: 'supplier' | 'purchaser' | 'audit'): string =>
    // The contract's own words name the post of 驻点运维工程师; they are no person's name.
    JSON.stringify({ ...composeSite(siteFacts({ view })).pages, clauses: [] });

  it('show the supplier all', () => {
    const text = everything('supplier');
    for (const part of ['/backup/mysql/20261124', '驻点运维工程师']) expect(text).toContain(part);
  });

  it('leave the addresses of machines out of the purchaser’s', () => {
    const text = everything('purchaser');
    expect(text).not.toMatch(/\/backup\/mysql\/20261124|10\.0\.0\.11|22\/tcp|scratch-db/);
    expect(text).toContain('驻点运维工程师');
  });

  it('count the same findings, though ports are what tells two of them apart and a decision finds its own by', () => {
    const records = exampleRecords();
    const [scan] = records.scan;
    const [finding] = scan?.findings ?? [];
    const [decision] = records['finding-decision'];
    if (scan === undefined || finding === undefined || decision === undefined)
      throw new Error('no example of a finding');
    const findings = ['22/tcp', '2222/tcp', '8022/tcp'].map((component) => ({ ...finding, component }));
    const accepted = { ...decision, decision: 'accept' as const, component: '2222/tcp', expiresOn: '2027-02-28' };
    const given = { ...records, scan: [{ ...scan, findings }], 'finding-decision': [accepted] };
    const [own, ...others] = (['supplier', 'purchaser', 'audit'] as const).map((view) => {
      const made = composeSite(siteFacts({ view, records: given }));
      const rows = made.pages.findings[0]?.sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.type === 'table' ? [block.rows.length] : [])),
      );
      return { board: made.board.findings, rows };
    });
    expect(own?.board.levels.find(({ level }) => level === 'high')).toMatchObject({ open: 2 });
    expect(others).toEqual([own, own]);
    const seen = JSON.stringify(composeSite(siteFacts({ view: 'audit', records: given })).pages.findings);
    expect(seen).toContain('接受风险');
    expect(seen).not.toMatch(/22\/tcp|10\.0\.0\.11|采购人项目负责人/);
  });

  it('leave names out of the auditor’s too, and keep different people apart', () => {
    const text = everything('audit');
    expect(text).not.toMatch(/10\.0\.0\.11|驻点运维工程师|数据库工程师/);
    expect(new Set(text.match(/〔人员 \d+〕/g)).size).toBeGreaterThan(2);
  });
});
