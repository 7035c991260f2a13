/** What was mended late stays told: exactly what was overdue when it was mended, from the day on which it had become so. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settledTable } from '../../../src/page/table.ts';
import { cellText } from '../../../src/report/cell.ts';
import changeKind, { type ChangeRecord } from '../../../src/subjects/changes/kinds/change.ts';
import { chainFacts } from '../../../src/subjects/findings/judge/chain.ts';
import { defaultRules, followFindings } from '../../../src/subjects/findings/judge/findings.ts';
import { type LateFix, lateFixes, lateFixText } from '../../../src/subjects/findings/judge/late-fixes.ts';
import { assetsByAddress } from '../../../src/subjects/findings/judge/track.ts';
import type { FindingDecisionRecord } from '../../../src/subjects/findings/kinds/finding-decision.ts';
import type { ScanRecord } from '../../../src/subjects/findings/kinds/scan.ts';
import { lateFixTable } from '../../../src/subjects/findings/late-table.ts';
import { runs } from '../../support/runs.ts';
import { day, noon, numbered, type Shown } from './_scan.ts';

const { scan, decision } = numbered();
const a: Shown = { id: 'CVE-2024-6387', address: '10.0.0.11', asset: 'app-server-1' };
const A = { address: '10.0.0.11', asset: 'app-server-1' };
/** Of the level of `a`. */
const DAYS = defaultRules.deadlines.high;

const released = (n: number): ChangeRecord => ({
  ...changeKind.example,
  ...{ id: 'BG-20260901-001', assets: ['app-server-1'], findings: [a.id], stage: 'released', releasedAt: noon(n) },
});

function lateOf(
  scans: readonly ScanRecord[],
  decisions: readonly FindingDecisionRecord[] = [],
  changes: ChangeRecord[] = [],
): LateFix[] {
  const asOf = noon(400);
  const list = followFindings({ scans, decisions, asOf, from: noon(0) });
  return lateFixes(chainFacts({ scans, decisions, changes }, assetsByAddress(scans), asOf), list, defaultRules);
}

const shows = (n: number, it: boolean): ScanRecord => scan(n, [A], it ? [a] : []);

test('mended on its last day it is in time, a day later it is late, and the release decides where there is one', () => {
  expect(lateOf([shows(0, true), shows(DAYS, false)])).toEqual([]);
  const [late] = lateOf([shows(0, true), shows(DAYS + 1, false)]);
  expect(late).toMatchObject({ dueOn: day(DAYS), lateFrom: day(DAYS + 1), fix: { late: 1, by: 'rescan' } });
  const months = [shows(0, true), shows(60, false)];
  expect(lateOf(months, [], [released(DAYS)])).toEqual([]);
  const [mended] = lateOf(months, [], [released(DAYS + 3)]);
  expect(mended && lateFixText(mended)).toBe(
    `期限 ${day(DAYS)}，${day(DAYS + 3)} 修复，晚于期限 3 天，${day(60)} 复扫确认`,
  );
});

test('the list says by what it was mended, how late, and how pressing it was, on both sides', () => {
  const months = [shows(0, true), shows(60, false)];
  const [byScan] = lateOf(months);
  const [byChange] = lateOf(months, [], [released(DAYS + 3)]);
  if (byScan === undefined || byChange === undefined) throw new Error('not late');
  const mild = { ...byScan, one: { ...byScan.one, finding: { ...byScan.one.finding, level: 'low' as const } } };
  const table = lateFixTable({ place: ({ asset }) => asset ?? '', scan: (id) => `/findings#${id}` });
  for (const side of ['paper', 'site'] as const) {
    const { rows } = settledTable(table, [byScan, byChange, mild], side);
    expect(rows.map(({ cells }) => [cellText(cells['by']), Number.parseInt(cellText(cells['late']), 10)])).toEqual([
      ['复扫，没有登记发布的变更', 60 - DAYS],
      [`变更发布，${day(60)} 复扫确认`, 3],
      ['复扫，没有登记发布的变更', 60 - DAYS],
    ]);
    expect(rows.map(({ tone }) => tone)).toEqual(['abnormal', 'abnormal', 'abnormal']);
    if (side === 'site') expect(rows[0]?.cells['by']).toMatchObject({ href: `/findings#${byScan.fix.rescanned.scan}` });
  }
});

test('each time is told by the day that was agreed for it', () => {
  const agreed = decision(1, a, { decision: 'assign', owner: '驻点', plan: '升级', dueOn: day(10) });
  const twice = [shows(0, true), shows(20, false), shows(30, true), shows(90, false)];
  const dues = lateOf(twice, [agreed]).map(({ dueOn, begun }) => [dueOn, begun.at]);
  expect(dues).toEqual([
    [day(10), noon(0)],
    [day(10), noon(30)],
  ]);
  const anew = decision(31, a, { decision: 'assign', owner: '驻点', plan: '升级', dueOn: day(95) });
  expect(lateOf(twice, [agreed, anew]).map(({ begun }) => begun.at)).toEqual([noon(0)]);
});

test('what comes back graver makes nothing late that had been mended in time', () => {
  const worse = scan(60, [A], [{ ...a, level: 'critical' }]);
  expect(lateOf([shows(0, true), shows(DAYS, false), worse, shows(66, false)])).toEqual([]);
});

test('a word that was taken back on its day leaves it as late as it was', () => {
  const made = [
    decision(17, a, { decision: 'accept', reason: '示例', approver: '采购人', expiresOn: day(30) }),
    decision(17, a, { decision: 'reopen', reason: '示例', approver: '采购人' }),
  ];
  const dues = lateOf([shows(0, true), shows(18, false)], made).map(({ lateFrom }) => lateFrom);
  expect(dues).toEqual([day(DAYS + 1)]);
});

test('is what was overdue until it was mended, and since the day on which it became overdue', () => {
  // Scans on even days, decisions on odd ones: which of two at one moment came first is no question here.
  const scans = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean()), {
    selector: ([n]) => n,
    maxLength: 8,
  });
  const kind = fc.constantFrom('accept', 'reopen', 'false-positive');
  const decisions = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), kind, fc.integer({ min: 0, max: 60 })), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(scans, decisions, (looked, decided) => {
      const all = [shows(0, true), ...looked.map(([n, it]) => shows(n * 2, it))];
      const made = decided.map(([n, what, days]) =>
        decision(n * 2 + 1, a, {
          ...{ decision: what, reason: '示例', approver: '采购人' },
          ...(what === 'accept' ? { expiresOn: day(n * 2 + 1 + days) } : {}),
        }),
      );
      const isOverdue = (asOf: string): boolean =>
        followFindings({ scans: all, decisions: made, asOf, from: noon(0) }).some(({ pastDue }) => pastDue);
      const [one] = followFindings({ scans: all, decisions: made, asOf: noon(400), from: noon(0) });
      const late = lateOf(all, made);
      const dateOf = (at: string): string => at.slice(0, 10);
      const expected = (one?.fixes ?? []).filter(({ at }) => isOverdue(`${dateOf(at)}T11:59:00+08:00`));
      expect(late.map(({ fix }) => fix.rescanned.scan)).toEqual(expected.map(({ scan: id }) => id));
      for (const { lateFrom, fix } of late) {
        if (lateFrom < dateOf(fix.at)) expect(isOverdue(`${lateFrom}T23:59:59+08:00`)).toBe(true);
        const before = new Date(Date.parse(`${lateFrom}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
        expect(isOverdue(`${before}T23:59:59+08:00`)).toBe(false);
      }
    }),
    { numRuns: runs(25) },
  );
});
