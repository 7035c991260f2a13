/** 漏洞: the same findings in every view, whatever the view may see of them. */
import { describe, expect, it } from 'vitest';
import { findingPaths, MOST_PAGES } from '../../src/sections/board/finding-places.ts';
import findings from '../../src/sections/findings.ts';
import type { SiteFacts } from '../../src/sections/parts/facts.ts';
import type { FollowedFinding } from '../../src/subjects/findings/judge/findings.ts';
import type { FindingDecisionRecord } from '../../src/subjects/findings/kinds/finding-decision.ts';
import type { PermitRecord } from '../../src/subjects/permits/kinds/permit.ts';
import { siteModel } from '../support/site-fixture.ts';
import { compose, exampleRecords, pagesOf, siteFacts } from '../support/site-parts.ts';

it('the views count the same findings, though ports are what tells two of them apart and a decision finds its own by', () => {
  const records = exampleRecords();
  const [scan] = records.scan;
  const [finding] = scan?.findings ?? [];
  const [decision] = records['finding-decision'];
  if (scan === undefined || finding === undefined || decision === undefined) throw new Error('no example of a finding');
  const three = ['22/tcp', '2222/tcp', '8022/tcp'].map((component) => ({ ...finding, component }));
  const accepted = { ...decision, decision: 'accept' as const, component: '2222/tcp', expiresOn: '2027-02-28' };
  const given = { ...records, scan: [{ ...scan, findings: three }], 'finding-decision': [accepted] };
  const [own, ...others] = (['supplier', 'purchaser', 'audit'] as const).map((view) => {
    const made = compose(siteFacts({ view, records: given }));
    const rows = made.pages['findings']?.[0]?.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'table' ? [block.rows.length] : [])),
    );
    return { board: made.board.findings, rows };
  });
  expect(own?.board.levels.find(({ level }) => level === 'high')).toMatchObject({ open: 2 });
  expect(others).toEqual([own, own]);
  const seen = JSON.stringify(pagesOf(findings, siteFacts({ view: 'audit', records: given })));
  expect(seen).toContain('接受风险');
  for (const part of ['22/tcp', '8022/tcp', '采购人项目负责人']) expect(seen).toContain(part);
});

describe('the page of a finding', () => {
  const now = exampleRecords();
  const [scan] = now.scan;
  const [change] = now.change;
  const [decision] = now['finding-decision'];
  if (scan === undefined || change === undefined || decision === undefined) throw new Error('an example is missing');
  const [finding] = scan.findings;
  const { approver: _, expiresOn: __, reason: ___, ...bare } = decision;
  const assigned: FindingDecisionRecord = {
    ...bare,
    ...{ decision: 'assign', owner: '驻点', plan: '升级', dueOn: '2026-12-01', change: change.id },
    at: '2026-11-24T09:00:00+08:00',
  };
  const released = { ...change, releasedAt: '2026-11-24T19:30:00+08:00', findings: [finding?.id ?? ''] };
  const steps = (given: Partial<ReturnType<typeof exampleRecords>>, more: Partial<SiteFacts> = {}) => {
    const records = { ...now, scan: [scan], change: [released], 'finding-decision': [assigned], ...given };
    const pages = pagesOf(findings, siteFacts({ records, ...more }));
    const page = pages.find(({ path }) => path === 'CVE-2024-6387--app-server-1--22-tcp');
    const [table] = page?.sections.find(({ id }) => id === 'chain')?.blocks ?? [];
    if (table?.type !== 'table') throw new Error('no chain');
    const list = pages[0]?.sections[0]?.blocks.find(({ type }) => type === 'table');
    return { rows: table.rows.map(({ cells }) => cells), list: JSON.stringify(list) };
  };
  const text = (cell: unknown): string => (typeof cell === 'string' ? cell : (cell as { text: string }).text);

  it('leads from the sight by the decision and the change to what no scan has looked at since', () => {
    const { rows, list } = steps({});
    expect(rows.map(({ step }) => text(step))).toEqual(['发现', '决定', '修复', '复扫']);
    expect(rows.map(({ record }) => text(record))).toEqual([scan.id, assigned.id, released.id, '—']);
    for (const cell of rows.slice(0, 3).map(({ record }) => record)) expect(cell).toHaveProperty('href');
    expect(text(rows[1]?.text)).toContain('2026-12-01');
    expect(text(rows[2]?.text)).toContain(`许可 ${released.permit}`);
    expect(text(rows[3]?.text)).toContain('尚未复扫');
    expect(list).toContain('/findings/CVE-2024-6387--app-server-1--22-tcp');
    expect(list).toContain('修复已发布，尚未复扫');
  });

  it('names the scan that no longer shows it, and the document that tells of it', () => {
    const later = { ...scan, id: 'SM-20261125-001', findings: [], entries: 0, exposures: [] };
    const again = { ...later, startedAt: '2026-11-25T01:00:00+08:00', finishedAt: '2026-11-25T02:00:00+08:00' };
    const document = siteModel().documents[0];
    if (document === undefined) throw new Error('no document');
    const { rows } = steps(
      { scan: [scan, again] },
      { documents: [document], used: new Map([[again.id, { numbers: [document.number], all: 1 }]]) },
    );
    expect(rows.at(-1)?.['record']).toMatchObject({ text: again.id });
    expect(rows.at(-1)?.['document']).toMatchObject({ href: document.files.html });
    expect(text(rows.at(-1)?.['text'])).toContain('未再发现');
  });

  it('says on the list and on its page for how many days the deadline has passed', () => {
    const records = { ...now, 'finding-decision': [{ ...assigned, dueOn: '2026-11-20' }] };
    const seen = JSON.stringify(pagesOf(findings, siteFacts({ records, now: '2026-11-30T09:00:00+08:00' })));
    expect(seen).toContain('已逾期 10 天');
    expect(seen).toContain('期限 2026-11-20，已逾期 10 天');
  });

  it('says on the list of its asset and on its page when it was mended and how late, and never in the colour of what was in time', () => {
    const later = { ...scan, id: 'SM-20261225-001', findings: [], entries: 0, exposures: [] };
    const again = { ...later, startedAt: '2026-12-25T01:00:00+08:00', finishedAt: '2026-12-25T02:00:00+08:00' };
    const records = {
      ...{ ...now, scan: [scan, again], change: [released] },
      'finding-decision': [{ ...assigned, dueOn: '2026-11-20' }],
    };
    const pages = pagesOf(findings, siteFacts({ records, now: '2026-12-30T09:00:00+08:00' }));
    const seen = (path: string): string => JSON.stringify(pages.find((page) => page.path === path));
    const list = '"text":"已修复，晚 4 天","tone":"abnormal","mark":"▲","sub":"2026-11-24 修复，2026-12-25 复扫确认"';
    expect(seen('app-server-1')).toContain(list);
    const own = '"text":"2026-11-24 修复，晚于期限 4 天，2026-12-25 复扫确认","tone":"abnormal"';
    expect(seen('CVE-2024-6387--app-server-1--22-tcp')).toContain(own);
    const times = { ...records, 'finding-decision': [{ ...assigned, dueOn: '2026-12-20' }] };
    const inTime = pagesOf(findings, siteFacts({ records: times, now: '2026-12-30T09:00:00+08:00' }));
    expect(JSON.stringify(inTime.find(({ path }) => path === 'app-server-1'))).toContain(
      '"text":"已修复","tone":"normal"',
    );
  });

  it('says so where nobody decided and nobody mended', () => {
    const { rows } = steps({ 'finding-decision': [], change: [] });
    expect(rows.map(({ text: told }) => text(told)).join()).toMatch(
      /没有登记处理决定.*没有登记整改实施.*未登记修复发布，发现后未再扫描/,
    );
  });

  it('has an address of its own for each of two that read alike, and the first thousand only', () => {
    const list = Array.from({ length: MOST_PAGES + 2 }, (_, n) => ({
      key: String(n),
      finding: { ...finding, component: n < 2 ? ['a/b', 'A.b'][n] : `c${n}` },
    }));
    const paths = findingPaths(list as unknown as FollowedFinding[]);
    expect(new Set([...paths.values()].map((path) => path.toLowerCase())).size).toBe(MOST_PAGES);
  });

  it('has a path that a file system takes, whatever the scanner calls the finding', () => {
    const named = (id: string) => ({ key: id, finding: { id, asset: 'a', component: 'c'.repeat(5000) } });
    const paths = [...findingPaths(['x'.repeat(3000), 'X'.repeat(3001)].map(named) as never).values()];
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(2);
    for (const path of paths) expect(`${path}.html`.length).toBeLessThan(255);
  });
});

it('marks a scan whose permit had expired, as 许可不符 judges it, and not one that it covers', () => {
  const now = exampleRecords();
  const cellWith = (permits: Partial<PermitRecord>) => {
    const permit = (now.permit ?? []).map((one) => ({ ...one, ...permits }));
    const [page] = pagesOf(findings, siteFacts({ records: { ...now, permit } }));
    const [table] = page?.sections.find(({ id }) => id === 'scans')?.blocks ?? [];
    return table?.type === 'table' ? table.rows[0]?.cells['permit'] : undefined;
  };
  const [text, href] = [now.scan[0]?.permit, expect.any(String)];
  expect(cellWith({})).toEqual({ text, href });
  const expired = cellWith({ validTo: '2026-11-01T00:00:00+08:00' });
  expect(expired).toMatchObject({ text: `${text}（许可已过期）`, href });
});
