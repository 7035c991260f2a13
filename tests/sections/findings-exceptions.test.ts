/** Whatever a statement counts as 逾期 leads back to it from the page of each finding, named or not, whatever became of it since. */
import { expect, it } from 'vitest';
import { remedyExceptions } from '../../src/assess/contract/late-exceptions.ts';
import type { StatedException } from '../../src/report/statement.ts';
import { followed, pastDue, siteChains } from '../../src/sections/board/finding-figures.ts';
import findings from '../../src/sections/findings.ts';
import type { SiteFacts } from '../../src/sections/parts/facts.ts';
import { assetLink, exceptionsHref } from '../../src/sections/parts/links.ts';
import { lateFixes } from '../../src/subjects/findings/judge/late-fixes.ts';
import type { ScanRecord } from '../../src/subjects/findings/kinds/scan.ts';
import { statement, verdictsOf } from '../support/clause-verdicts.ts';
import { exampleRecords, pagesOf, siteFacts } from '../support/site-parts.ts';

const examples = exampleRecords();
const [scan] = examples.scan;
const [finding] = scan?.findings ?? [];
if (scan === undefined || finding === undefined) throw new Error('no example of a finding');

/** As many as that, high: found on the first of March, to be remedied by the sixteenth; two statements later it is there again. */
function scansOf(count: number): ScanRecord[] {
  const all = Array.from({ length: count }, (_, n) => ({
    ...finding,
    id: `CVE-2026-1${n + 100}`,
    level: 'high' as const,
  }));
  const on = (day: string, own: typeof all): ScanRecord =>
    ({
      ...scan,
      ...{ id: `SM-${day.replaceAll('-', '')}-001`, findings: own, entries: own.length, exposures: [] },
      ...{ startedAt: `${day}T01:00:00+08:00`, finishedAt: `${day}T02:00:00+08:00` },
    }) as ScanRecord;
  return [on('2026-03-01', all), on('2026-04-20', []), on('2026-06-01', all)];
}

const base = siteFacts({ records: examples, now: '2026-06-10T09:00:00+08:00', today: '2026-06-10' });
const contract = base.contract.contract;
contract.servicePeriod = { from: '2025-11-25', to: '2026-11-24' };

function factsAt(asOf: string, count: number): SiteFacts {
  const records = { ...examples, scan: scansOf(count), change: [], 'finding-decision': [] };
  return { ...base, now: asOf, today: asOf.slice(0, 10), records };
}

/** The exceptions of a statement that was issued then. */
function statedAt(issuedAt: string, count: number): StatedException[] {
  const then = factsAt(issuedAt, count);
  const told = {
    ...then,
    records: { ...then.records, scan: scansOf(count).filter(({ finishedAt }) => finishedAt <= issuedAt) },
  };
  const chains = siteChains(told);
  const list = followed(told);
  const late = lateFixes(chains, list, { deadlines: { critical: 7, high: 15, medium: 30, low: 90 }, epssFrom: 0.9 });
  return remedyExceptions({
    ...{ contract, months: [], scannedMonths: new Set(), overdue: pastDue(chains, list).late, lateFixes: late },
    assetName: (id) => assetLink(told, id).text,
  }).map(({ where, ...told }) => ({ ...told, where: '' }));
}

const pagesWith = (count: number, issuedAt: string, exceptions: StatedException[]) => {
  const clauses = { headings: new Map(), verdicts: verdictsOf(statement([], { issuedAt, exceptions })) };
  return pagesOf(findings, { ...factsAt('2026-06-10T09:00:00+08:00', count), clauses })
    .filter(({ path }) => path.startsWith('CVE-2026-1'))
    .map((page) => JSON.stringify(page.sections.find(({ id }) => id === 'summary')));
};

const OVERDUE = '2026-03-25T17:00:00+08:00';
const MENDED = '2026-05-22T17:00:00+08:00';

for (const count of [1, 10, 11, 23])
  it(`of ${count}, that were overdue, and of as many that were mended late`, () => {
    for (const [at, words] of [
      [OVERDUE, `逾期未修复的漏洞 ${count} 个`],
      [MENDED, `逾期后才修复的漏洞 ${count} 个`],
    ] as const) {
      const exceptions = statedAt(at, count);
      expect(exceptions.map(({ text }) => text.split('：')[0])).toEqual([words]);
      const pages = pagesWith(count, at, exceptions);
      expect(pages).toHaveLength(count);
      for (const page of pages) {
        expect(page).toContain(words);
        expect(page).toContain(exceptionsHref('2025-Q4').split('?')[0]);
      }
    }
  });

it('but not one that the statement does not count, nor any where the count comes out otherwise', () => {
  const [exception] = statedAt(OVERDUE, 12);
  if (exception === undefined) throw new Error('no exception');
  const told = (text: string, count = 12): number =>
    pagesWith(12, OVERDUE, [{ ...exception, text, findings: { state: 'overdue', count, cut: true } }]).filter((page) =>
      page.includes('对照表'),
    ).length;
  expect(told(exception.text)).toBe(12);
  expect(told(exception.text, 14)).toBe(10);
  // Another thing of which the name is the end of that one is not named.
  expect(told(exception.text.replaceAll(/(?<=[：、])/g, '备用'))).toBe(0);
});

it('leads from the list of what was mended late to the statement that lists it, and to none of another time', () => {
  const listed = (issuedAt: string, exceptions: StatedException[]) => {
    const clauses = { headings: new Map(), verdicts: verdictsOf(statement([], { issuedAt, exceptions })) };
    const page = pagesOf(findings, { ...factsAt('2026-06-10T09:00:00+08:00', 12), clauses }).find(
      ({ path }) => path === '',
    );
    const [table] = page?.sections.find(({ id }) => id === 'fixed-late')?.blocks ?? [];
    if (table?.type !== 'table') throw new Error('no list');
    return table.rows.map(({ cells }) => cells['stated']);
  };
  for (const at of [OVERDUE, MENDED]) {
    const cells = listed(at, statedAt(at, 12));
    expect(cells).toHaveLength(12);
    for (const cell of cells) expect(cell).toMatchObject({ href: exceptionsHref('2025-Q4') });
  }
  // Before they were late, and after they were there again: neither is about this time.
  expect(listed('2026-03-10T17:00:00+08:00', statedAt(OVERDUE, 12))).toEqual(Array(12).fill(undefined));
  expect(statedAt(OVERDUE, 2)[0]?.text).toMatch(/期限 2026-03-16，已逾期 9 天、/);
});
