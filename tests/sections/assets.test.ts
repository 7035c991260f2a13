/** 资产与设备: each asset has a page with all that was seen of it. */
import { describe, expect, it } from 'vitest';
import { withKind } from '../../src/contract/terms/assets.ts';
import type { RichCell } from '../../src/report/site-model.ts';
import assets from '../../src/sections/assets.ts';
import { assetLink } from '../../src/sections/parts/links.ts';
import type { ScanRecord } from '../../src/subjects/findings/kinds/scan.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import { compose, exampleRecords, pagesOf, siteFacts } from '../support/site-parts.ts';

const facts = siteFacts();
const pages = pagesOf(assets, facts);

it('the pages give every asset a page with its faults and what was seen today', () => {
  expect(pages).toHaveLength(facts.contract.assets.length + 2);
  const own = JSON.stringify(pages.find(({ path }) => path === 'mysql-primary'));
  expect(own).toContain('请假审批提交报错');
  expect(own).toContain('今日还没有这项资产的巡检结果');
});

it('counts in its list no requirement as a fault, and says that there are some', () => {
  const own = structuredClone(incident.example) as IncidentRecord;
  const asked = { ...own, id: 'GZ-20261124-002', levels: own.levels.map((one) => ({ ...one, level: 'P5' })) };
  const given = siteFacts({ records: { ...exampleRecords(), incident: [own, asked], 'device-repair': [] } });
  const cells = (pagesOf(assets, given).find(({ path }) => path === '')?.sections ?? [])
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.type === 'table' ? block.rows : []))
    .filter(({ id }) => own.assets.includes(id ?? ''))
    .map((row) => row.cells['faults']);
  expect(cells.length).toBeGreaterThan(0);
  for (const cell of cells) expect(cell).toMatchObject({ text: '1', sub: '另有需求 1 条', figure: { value: 1 } });
});

describe('a kind of very many', () => {
  const printer = { id: 'printer', name: '打印机', counter: '台', family: 'terminal' as const };
  const printers = Array.from({ length: 450 }, (_, n) =>
    withKind(
      {
        id: `printer-${n + 1}`,
        name: `打印机 ${n + 1}`,
        kind: 'printer',
        place: '东楼',
        serial: `SN${n + 1}`,
        clause: '4.4',
        contract: true,
      },
      printer,
    ),
  );
  const { contract } = facts;
  const fault: IncidentRecord = { ...structuredClone(incident.example), assets: ['printer-250'] };
  const many = siteFacts({
    contract: { ...contract, kinds: [...contract.kinds, printer], assets: [...contract.assets, ...printers] },
    records: { ...exampleRecords(), incident: [fault] },
  });
  const found = pagesOf(assets, many);
  const page = (path: string) => found.find((one) => one.path === path);

  it('stands on pages of its own, each asset in a row, and has a page for those alone of which there is more to tell', () => {
    const own = found.filter(({ path }) => /^printer-|^kind\//.test(path)).map(({ path }) => path);
    expect(own).toEqual(['kind/printer/1', 'kind/printer/2', 'kind/printer/3', 'printer-250']);
    const rows = own.slice(0, 3).map((path) => {
      const [table] = page(path)?.sections[0]?.blocks ?? [];
      return table?.type === 'table' ? table.rows.length : 0;
    });
    expect(rows).toEqual([200, 200, 50]);
    const text = JSON.stringify(page('kind/printer/2'));
    expect(text).toContain('"href":"/assets/printer-250"');
    expect(text).not.toContain('"href":"/assets/printer-249"');
    expect(text).toContain('SN249');
  });

  it('is reached from the list, and each of its assets from wherever it is named', () => {
    expect(JSON.stringify(page(''))).toContain('"text":"打印机 201 至 打印机 400","href":"/assets/kind/printer/2"');
    expect(assetLink(many, 'printer-201')).toEqual({ text: '打印机 201', href: '/assets/kind/printer/2#printer-201' });
    expect(assetLink(many, 'mysql-primary').href).toBe('/assets/mysql-primary');
  });
});

describe('what the page of an asset says in short', () => {
  const composed = compose(facts).pages;
  const own = (id: string) => composed['assets']?.find(({ path }) => path === id);
  const factOf = (id: string, label: string) =>
    own(id)
      ?.sections.flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.type === 'facts' ? block.items : []))
      .find((one) => one.label === label)?.value as RichCell | undefined;

  it('is of its findings what their page says', () => {
    const pages = (composed['findings'] ?? []).filter(({ path }) =>
      facts.contract.assets.some(({ id }) => id === path),
    );
    expect(pages.length).toBeGreaterThan(0);
    for (const { path, description } of pages) {
      const told = factOf(path, '漏洞');
      expect(told?.href).toBe(`/findings/${path}`);
      expect(`${told?.text}。`).toBe(description);
    }
  });

  it('never calls free of findings what no scan looked at', () => {
    const scanned = new Set(
      facts.records['scan']?.flatMap((one) => (one as ScanRecord).hosts.map(({ asset }) => asset)),
    );
    const others = facts.contract.assets.filter(
      ({ id, scanned: asked, contract }) => contract && asked && !scanned.has(id),
    );
    expect(others.length).toBeGreaterThan(0);
    for (const { id, host } of others)
      expect(factOf(id, '漏洞')?.text).toMatch(
        host !== undefined && scanned.has(host) ? /只扫描过所在主机/ : /不能说明有无漏洞/,
      );
  });

  it('is of its availability in the service what 可用率 says', () => {
    const [year] = composed['availability'] ?? [];
    const [list] = year?.sections[0]?.blocks ?? [];
    const rows = list?.type === 'table' ? list.rows : [];
    expect(rows.length).toBeGreaterThan(0);
    const shares = rows.map(({ cells }) => (cells['availability'] as RichCell).figure);
    for (const figure of shares) {
      const id = figure?.id.replace('availability.', '') ?? '';
      const section = own(id)?.sections.find((one) => one.id === 'availability');
      expect(section?.figures).toContainEqual(figure);
      expect(JSON.stringify(section?.blocks)).toContain(`"href":"/availability`);
    }
  });
});
