/** The pages grow with the months: what is older than a year has no page of its own, and no list grows without limit. */
import { describe, expect, it } from 'vitest';
import type { SitePage, TableBlock } from '../../../src/report/site-model.ts';
import { recoveryProof } from '../../../src/sections/backups/latest.ts';
import { recordHref } from '../../../src/sections/parts/links.ts';
import { compose, exampleRecords, siteFacts } from '../../support/site-parts.ts';

type Records = ReturnType<typeof exampleRecords>;
type Known = 'incident' | 'change' | 'backup' | 'restore-test' | 'drill' | 'scan';
type Pages = Record<string, SitePage[]>;

/** The example of a kind under another id, which holds its day. */
function example<K extends Known>(kind: K, id: string, changes: Partial<Records[K][number]> = {}) {
  const [given] = exampleRecords()[kind];
  return { ...(given as Records[K][number]), ...(kind === 'incident' ? beginningOn(id) : {}), ...changes, id };
}

/** A fault belongs to the month in which it began. */
function beginningOn(id: string) {
  const start = `${id.slice(3, 7)}-${id.slice(7, 9)}-${id.slice(9, 11)}T10:00:00+08:00`;
  return { at: start, discoveredAt: start, reportedAt: start, enteredAt: start };
}

const factsOf = (records: Partial<Pick<Records, Known | 'finding-decision'>>) =>
  siteFacts({ records: { ...exampleRecords(), ...records } });
const pathsOf = (pages: Pages, section: string): string[] => (pages[section] ?? []).map(({ path }) => path);
const pageOf = (pages: Pages, section: string, path: string): SitePage => {
  const found = pages[section]?.find((one) => one.path === path);
  if (found === undefined) throw new Error(`no page ${section}/${path}`);
  return found;
};
const tablesOf = ({ sections }: Pick<SitePage, 'sections'>): TableBlock[] =>
  sections.flatMap(({ blocks }) => blocks.filter((block): block is TableBlock => block.type === 'table'));
const rowIds = (page: Pick<SitePage, 'sections'>): (string | undefined)[] =>
  tablesOf(page).flatMap(({ rows }) => rows.map(({ id }) => id));

/** The day before the year that the fixture shows, and its first day. */
const OLD = '20251124';
const RECENT = '20251125';

describe('older than a year', () => {
  it('faults are a line on the page of their month, beside those that still have a page', () => {
    const ids = [`GZ-${OLD}-001`, `GZ-${RECENT}-001`];
    const { pages } = compose(factsOf({ incident: ids.map((id) => example('incident', id)) }));
    expect(pathsOf(pages, 'faults').filter((path) => path.startsWith('GZ-'))).toEqual([ids[1]]);
    const month = pageOf(pages, 'faults', 'month/2025-11');
    expect(rowIds(month)).toEqual(ids.toReversed());
    expect(tablesOf(month)[0]?.rows.map(({ cells }) => cells['title'])).toMatchObject([
      { href: `/faults/${ids[1]}` },
      expect.not.objectContaining({ href: expect.anything() }),
    ]);
    expect(rowIds(pageOf(pages, 'faults', ''))).toContain(ids[1]);
    expect(rowIds(pageOf(pages, 'faults', ''))).not.toContain(ids[0]);
  });

  it('restore tests and drills fold into the month of the backups', () => {
    const facts = factsOf({
      backup: [example('backup', `BF-${RECENT}-001`)],
      'restore-test': [`HF-${OLD}-001`, `HF-${RECENT}-001`].map((id) => example('restore-test', id)),
      drill: [`YL-20240910-001`].map((id) => example('drill', id)),
    });
    const { pages } = compose(facts);
    expect(pathsOf(pages, 'backups')).toEqual(['', 'month/2025-11', `HF-${RECENT}-001`]);
    const month = pageOf(pages, 'backups', 'month/2025-11');
    expect(month.sections.map(({ id }) => id)).toEqual(['backup', 'restore-test']);
    expect(rowIds(month)).toEqual([`BF-${RECENT}-001`, `HF-${OLD}-001`]);
    expect(rowIds(pageOf(pages, 'records', 'month/2024-09'))).toEqual(['YL-20240910-001']);
    const list = pageOf(pages, 'backups', '');
    expect(rowIds(list)).toContain(`HF-${RECENT}-001`);
    expect(rowIds(list)).not.toContain(`HF-${OLD}-001`);
    expect(JSON.stringify(list.sections.find(({ id }) => id === 'drills'))).toContain('/records/month/2024-09#drill');
    expect(JSON.stringify(recoveryProof(facts))).toContain('/records/month/2024-09#YL-20240910-001');
  });

  it('findings that were fixed are counted, and scans are left to their reports', () => {
    const [given] = exampleRecords().scan;
    const [finding] = given?.findings ?? [];
    if (given === undefined || finding === undefined) throw new Error('the example has no finding');
    const scan = (id: string, day: string, findings: typeof given.findings) =>
      example('scan', id, {
        findings,
        at: `${day}T02:00:00+08:00`,
        startedAt: `${day}T01:00:00+08:00`,
        finishedAt: `${day}T02:00:00+08:00`,
      });
    const scans = [
      scan('SM-20250901-001', '2025-09-01', [finding]),
      scan('SM-20251001-001', '2025-10-01', []),
      scan('SM-20251201-001', '2025-12-01', []),
    ];
    const { pages } = compose(factsOf({ scan: scans, 'finding-decision': [] }));
    const asset = pageOf(pages, 'findings', finding.asset ?? 'unknown');
    expect(JSON.stringify(asset)).toContain('另有 1 项一年以前已修复');
    expect(tablesOf(asset).flatMap(({ rows }) => rows)).toEqual([]);
    expect(rowIds(pageOf(pages, 'findings', '')).filter((id) => id?.startsWith('SM-'))).toEqual(['SM-20251201-001']);
    // One page an asset, however many scans there were.
    expect(pathsOf(pages, 'findings')).toEqual(['', finding.asset]);
  });

  it('consultations and other records are found by their month', () => {
    const facts = factsOf({});
    expect(recordHref(facts, `ZX-${RECENT}-001`)).toBe(`/consultations/2025-11#ZX-${RECENT}-001`);
    expect(recordHref(facts, `ZX-${OLD}-001`)).toBe(`/records/consultation/2025-11#ZX-${OLD}-001`);
    expect(recordHref(facts, `XK-${OLD}-001`)).toBe(`/records/permit/2025-11#XK-${OLD}-001`);
    expect(recordHref(facts, `BF-${OLD}-001`)).toBe(`/records/backup/2025-11#BF-${OLD}-001`);
    expect(recordHref(facts, `HF-${OLD}-001`)).toBe(`/backups/month/2025-11#HF-${OLD}-001`);
  });

  it('a month before the year is one page, on which each record stands once', () => {
    const [incident, drill] = ['GZ-20240105-001', 'YL-20240110-001'];
    const ids = new Map([
      ['incident', [incident, 'GZ-20240106-001']],
      ['drill', [drill]],
      ['permit', ['XK-20240105-001']],
    ]);
    const facts = factsOf({
      incident: [example('incident', incident), example('incident', `GZ-${RECENT}-001`)],
      drill: [example('drill', drill)],
    });
    const { pages } = compose({ ...facts, ids });
    for (const section of ['faults', 'backups'] as const)
      expect(pathsOf(pages, section)).not.toContain('month/2024-01');
    expect(pathsOf(pages, 'records').filter((path) => path.startsWith('month/'))).toEqual(['month/2024-01']);
    const { sections } = pageOf(pages, 'records', 'month/2024-01');
    expect(sections.map(({ id }) => id)).toEqual(['incident', 'drill', 'permit']);
    expect(sections.flatMap((section) => rowIds({ sections: [section] }))).toEqual([incident, drill]);
    // The second fault has no readable record: its id is all there is of it, and it is there.
    const listed = sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'ids' ? block.items : [])),
    );
    expect(listed).toEqual([{ id: 'GZ-20240106-001' }, { id: 'XK-20240105-001' }]);
    expect(recordHref(facts, incident)).toBe(`/records/month/2024-01#${incident}`);
    expect(recordHref(facts, 'XK-20240105-001')).toBe('/records/month/2024-01#XK-20240105-001');
    expect(JSON.stringify(pageOf(pages, 'faults', ''))).toContain('/records/month/2024-01#incident');
    expect(JSON.stringify(pageOf(pages, 'records', 'permit'))).toContain('/records/month/2024-01#permit');
  });
});

describe('a busy year', () => {
  const DAYS = 364;
  const dayOf = (n: number): string =>
    Temporal.PlainDate.from('2025-11-26').add({ days: n }).toString().replaceAll('-', '');
  const many = (prefix: string, aDay: number): string[] =>
    Array.from({ length: DAYS }, (_, day) =>
      Array.from({ length: aDay }, (__, n) => `${prefix}-${dayOf(day)}-${String(n + 1).padStart(3, '0')}`),
    ).flat();
  const incident = many('GZ', 1).map((id) => example('incident', id));
  const change = many('BG', 1).map((id) => example('change', id));
  const records = { ...exampleRecords(), incident, change };
  const ids = new Map(Object.entries(records).map(([kind, list]) => [kind, list.map(({ id }) => id)]));
  ids.set('permit', many('XK', 20));
  const { pages } = compose({ ...siteFacts({ records }), ids });

  it('lists on no page of faults or records what would grow with the year', () => {
    for (const page of [...(pages['faults'] ?? []), ...(pages['records'] ?? [])]) {
      const rows = tablesOf(page).reduce((sum, table) => sum + table.rows.length, 0);
      const listed = page.sections
        .flatMap(({ blocks }) => blocks)
        .reduce((sum, block) => sum + (block.type === 'ids' ? block.items.length : 0), 0);
      expect(rows, page.path).toBeLessThanOrEqual(351);
      expect(listed, page.path).toBeLessThanOrEqual(31 * 25);
    }
  });

  it('says what is not listed, and leads to it', () => {
    const faults = JSON.stringify(pageOf(pages, 'faults', ''));
    expect(faults).toContain(`近一年 ${incident.length} 起，列出最近 100 条，其余见各月`);
    expect(faults).toContain('/faults/month/2026-03');
    expect(faults).toMatch(/项，其中已逾期 \d+ 项，列出期限最早的 8 项/);
    expect(faults).toContain('/faults/open/measures');
    expect(JSON.stringify(pageOf(pages, 'records', 'change'))).toContain('列出最近 250 条，其余见各月');
    expect(JSON.stringify(pageOf(pages, 'records', 'permit'))).toContain('/records/month/2026-03#permit');
  });
});
