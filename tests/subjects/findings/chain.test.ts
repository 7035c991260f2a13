/** 发现 → 决定 → 修复 → 复扫: what no scan looked at since is never told as mended. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import changeKind, { type ChangeRecord } from '../../../src/subjects/changes/kinds/change.ts';
import {
  chainFacts,
  findingChain,
  fixText,
  type Rescan,
  rescanText,
} from '../../../src/subjects/findings/judge/chain.ts';
import { followFindings } from '../../../src/subjects/findings/judge/findings.ts';
import { assetsByAddress } from '../../../src/subjects/findings/judge/track.ts';
import type { FindingDecisionRecord } from '../../../src/subjects/findings/kinds/finding-decision.ts';
import type { ScanRecord } from '../../../src/subjects/findings/kinds/scan.ts';
import { runs } from '../../support/runs.ts';
import { day, noon, numbered, type Shown } from './_scan.ts';

const { scan } = numbered();
const a: Shown = { id: 'CVE-2024-6387', address: '10.0.0.11', asset: 'app-server-1' };
const A = { address: '10.0.0.11', asset: 'app-server-1' };

const change = (n: number, more: Partial<ChangeRecord> = {}): ChangeRecord => ({
  ...changeKind.example,
  id: `BG-20260901-${String(n).padStart(3, '0')}`,
  assets: ['app-server-1'],
  findings: [a.id],
  stage: 'released',
  releasedAt: noon(n),
  ...more,
});

function chainOf(
  scans: readonly ScanRecord[],
  changes: readonly ChangeRecord[],
  decisions: FindingDecisionRecord[] = [],
) {
  const asOf = noon(100);
  const facts = chainFacts({ scans, decisions, changes }, assetsByAddress(scans), asOf);
  const [one] = followFindings({ scans, decisions, asOf, from: noon(0) });
  if (one === undefined) throw new Error('nothing found');
  return findingChain(facts, one);
}

const words = (scans: readonly ScanRecord[], changes: readonly ChangeRecord[] = []): [Rescan['state'], string] => {
  const { rescan } = chainOf(scans, changes);
  return [rescan.state, rescanText(rescan)];
};

describe('the re-scan', () => {
  test('is wanting as long as no scan began after the release', () => {
    // Of what no release is on record there is nothing to be scanned again.
    expect(words([scan(0, [A], [a])])).toEqual(['none', '未登记修复发布，发现后未再扫描']);
    expect(words([scan(0, [A], [a]), scan(10, [A], [a])], [change(20)])).toEqual(['none', '修复已发布，尚未复扫']);
    const during = { ...scan(20, [A], [a]), startedAt: noon(9) };
    expect(words([scan(0, [A], [a]), during], [change(10)])).toEqual(['none', '修复已发布，尚未复扫']);
  });

  test('is wanting where a later scan did not reach the host, or another scanner looked', () => {
    const down = scan(30, [{ ...A, state: 'down' }], []);
    const other = scan(40, [A], [], 'OpenVAS');
    expect(words([scan(0, [A], [a]), down, other], [change(20)])).toEqual(['none', '修复已发布，尚未复扫']);
  });

  test('shows it still, or no longer', () => {
    expect(words([scan(0, [A], [a]), scan(30, [A], [a])], [change(20)])[0]).toBe('present');
    expect(words([scan(0, [A], [a]), scan(30, [A], [])], [change(20)])).toEqual(['gone', '2026-10-01 扫描不再发现']);
  });

  test('a change that was not released, or was withdrawn, is no repair to look at', () => {
    const { releasedAt: _, ...planned } = change(5);
    const scans = [scan(0, [A], [a]), scan(10, [A], [a])];
    const states = [[planned as ChangeRecord], [change(20, { stage: 'withdrawn' })]].map((all) => words(scans, all)[0]);
    expect(states).toEqual(['present', 'present']);
  });

  test('says “no longer” exactly where the finding is fixed, whatever came before', () => {
    const day = fc.record({ n: fc.integer({ min: 0, max: 90 }), shows: fc.boolean(), reached: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(day, { maxLength: 8 }),
        fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 3 }),
        (days, done) => {
          const scans = [
            scan(0, [A], [a]),
            ...days.map(({ n, shows, reached }) =>
              scan(n, [{ ...A, state: reached ? 'scanned' : 'down' }], shows && reached ? [a] : []),
            ),
          ];
          const [one] = followFindings({ scans, decisions: [], asOf: noon(100), from: noon(0) });
          const { rescan } = chainOf(
            scans,
            done.map((n) => change(n)),
          );
          expect(rescan.state === 'gone').toBe(one?.fixedAt !== null);
        },
      ),
      { numRuns: runs(8) },
    );
  });
});

test('repairs are those that a decision names and those that say so on its asset, each once', () => {
  const elsewhere = change(3, { assets: ['app-server-2'] });
  const named = change(4, { findings: [], assets: ['app-server-2'] });
  const { decision } = numbered();
  const made = decision(2, a, { decision: 'assign', owner: '驻点', plan: '升级', change: named.id });
  const { repairs, decisions } = chainOf([scan(0, [A], [a])], [change(2), elsewhere, named], [made]);
  expect(repairs.map(({ id }) => id)).toEqual([change(2).id, named.id]);
  expect(decisions.map(({ id }) => id)).toEqual([made.id]);
});

describe('the day on which it was fixed', () => {
  const scans = [scan(0, [A], [a]), scan(60, [A], [])];
  const { decision } = numbered();
  const dueOn = (n: number) => [decision(1, a, { decision: 'assign', owner: '驻点', plan: '升级', dueOn: day(n) })];
  const told = (changes: readonly ChangeRecord[], due: number) => {
    const { fix } = chainOf(scans, changes, dueOn(due));
    return fix === null ? null : fixText(fix);
  };

  test('is that of the release which a later scan confirms, and by it alone it was late', () => {
    expect(told([change(10)], 10)).toBe(`${day(10)} 修复，${day(60)} 复扫确认`);
    expect(told([change(10), change(17)], 10)).toBe(`${day(17)} 修复，晚于期限 7 天，${day(60)} 复扫确认`);
  });

  test('is that of the scan where no release of its episode came before it', () => {
    const byScan = `${day(60)} 复扫确认，晚于期限 50 天`;
    expect(told([], 10)).toBe(byScan);
    expect(told([change(61)], 10)).toBe(byScan);
    expect(told([change(5, { stage: 'withdrawn' })], 10)).toBe(byScan);
    const back = [scan(0, [A], [a]), scan(20, [A], []), scan(30, [A], [a]), scan(60, [A], [])];
    expect(chainOf(back, [change(10)]).fix?.by).toBe('rescan');
  });

  test('is there exactly where a scan confirms it, and never after that scan', () => {
    const n = fc.integer({ min: 0, max: 90 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(n, fc.boolean()), { maxLength: 6 }),
        fc.array(n, { maxLength: 3 }),
        (days, done) => {
          const all = [scan(0, [A], [a]), ...days.map(([on, shows]) => scan(on, [A], shows ? [a] : []))];
          const { fix, rescan } = chainOf(
            all,
            done.map((on) => change(on)),
          );
          expect(fix !== null).toBe(rescan.state === 'gone');
          if (fix !== null) expect(fix.at <= fix.rescanned.at).toBe(true);
        },
      ),
      { numRuns: runs(8) },
    );
  });
});
