import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countFindings,
  daysPastDue,
  type FindingsInput,
  followFindings,
} from '../../../src/subjects/findings/judge/findings.ts';
import { followScans } from '../../../src/subjects/findings/judge/track.ts';
import { runs } from '../../support/runs.ts';
import { day, noon, numbered, type Shown } from './_scan.ts';

const { scan, decision } = numbered();

const a: Shown = { id: 'CVE-2024-6387', address: '10.0.0.11', asset: 'app-server-1' };
const b: Shown = { id: 'CVE-2023-44487', address: '10.0.0.12', asset: 'app-server-2', level: 'medium' };
const A = { address: '10.0.0.11', asset: 'app-server-1' };
const B = { address: '10.0.0.12', asset: 'app-server-2' };

const follow = (input: Partial<FindingsInput>) =>
  followFindings({ scans: [], decisions: [], asOf: noon(100), from: noon(50), ...input });
const states = (input: Partial<FindingsInput>) =>
  Object.fromEntries(follow(input).map((one) => [one.finding.id, one.state]));

describe('states', () => {
  test('first seen in the period is 新增, seen before 持续', () => {
    expect(states({ scans: [scan(0, [A], [a]), scan(60, [A, B], [a, b])] })).toEqual({
      [a.id]: 'continuing',
      [b.id]: 'new',
    });
  });

  test('gone from a scan that covered the asset is 已修复, with the time of that scan', () => {
    const [one] = follow({ scans: [scan(0, [A], [a]), scan(60, [A], [])] });
    expect(one).toMatchObject({ state: 'fixed', open: false, fixedAt: noon(60), pastDue: false });
  });

  test.for([
    ['the asset was not scanned', scan(60, [B], [])],
    ['the host was down', scan(60, [{ ...A, state: 'down' }], [])],
    ['the host was excluded', scan(60, [{ ...A, state: 'excluded' }], [])],
    ['another scanner looked', scan(60, [A], [], 'OpenVAS')],
    ['the scan was earlier', scan(0, [A], [])],
  ] as const)('not fixed when %s', ([, later]) => {
    expect(states({ scans: [scan(1, [A], [a]), later] })).toEqual({ [a.id]: 'continuing' });
  });

  test('shown by two scanners, it is fixed when neither shows it', () => {
    const scans = [scan(0, [A], [a]), scan(1, [A], [a], 'OpenVAS'), scan(60, [A], [])];
    expect(states({ scans })).toEqual({ [a.id]: 'continuing' });
    expect(states({ scans: [...scans, scan(61, [A], [], 'OpenVAS')] })).toEqual({ [a.id]: 'fixed' });
  });

  test('back after it was fixed is 重新出现, and 持续 in the period after', () => {
    const scans = [scan(0, [A], [a]), scan(20, [A], []), scan(60, [A], [a])];
    expect(follow({ scans })[0]).toMatchObject({ state: 'reopened', since: noon(60), firstSeen: noon(0), open: true });
    expect(states({ scans, from: noon(61) })).toEqual({ [a.id]: 'continuing' });
  });

  test('other words neither duplicate nor reopen; the newest are shown', () => {
    const list = follow({
      scans: [scan(0, [A], [{ ...a, text: '旧说法' }]), scan(60, [A], [{ ...a, text: '新说法' }])],
    });
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject({ state: 'continuing', finding: { description: '新说法' } });
  });

  test('the same id on another port or asset is another finding', () => {
    const scans = [scan(0, [A, B], [a, { ...a, component: '2222/tcp' }, { ...a, ...B }])];
    expect(follow({ scans })).toHaveLength(3);
  });

  test('scans after the report are not known yet', () => {
    expect(states({ scans: [scan(0, [A], [a]), scan(101, [A], [])] })).toEqual({ [a.id]: 'continuing' });
  });
});

describe('assets and addresses', () => {
  test('an address that was mapped later keeps its findings', () => {
    const bare = { id: a.id, address: a.address };
    const scans = [scan(0, [{ address: a.address }], [bare]), scan(60, [A], [a])];
    expect(follow({ scans })).toMatchObject([{ state: 'continuing', finding: { asset: 'app-server-1' } }]);
    expect(states({ scans: [...scans, scan(61, [A], [])] })).toEqual({ [a.id]: 'fixed' });
  });

  test('an asset whose one address changed is still covered', () => {
    expect(states({ scans: [scan(0, [A], [a]), scan(60, [{ ...A, address: '10.0.0.99' }], [])] })).toEqual({
      [a.id]: 'fixed',
    });
  });

  test('of an asset with several addresses or images, looking at another one fixes nothing', () => {
    const web = { address: 'web:1.10', asset: 'app-server-1' };
    const api = { address: 'api:2.0', asset: 'app-server-1' };
    const scans = [scan(0, [web, api], [{ ...a, ...web }]), scan(60, [api], [])];
    expect(states({ scans })).toEqual({ [a.id]: 'continuing' });
    expect(states({ scans: [...scans, scan(61, [web], [])] })).toEqual({ [a.id]: 'fixed' });
  });
});

describe('decisions', () => {
  const scans = [scan(0, [A], [a])];
  const accept = decision(10, a, {
    decision: 'accept',
    reason: '仅内网可达',
    approver: '采购人项目负责人',
    expiresOn: day(100),
  });

  test('accepted until the last day of its validity, then it counts again', () => {
    expect(states({ scans, decisions: [accept] })).toEqual({ [a.id]: 'accepted' });
    // By the supplier's word alone nobody bears the risk.
    expect(states({ scans, decisions: [{ ...accept, attachments: [] }] })).toEqual({ [a.id]: 'continuing' });
    const [one] = follow({ scans, decisions: [accept], asOf: noon(101) });
    expect(one).toMatchObject({ state: 'continuing', pastDue: true, decision: { expired: { id: accept.id } } });
    // Late by what it has waited since, and not since a deadline of days on which nobody waited for it.
    expect(one).toMatchObject({ daysPast: 1, lateFrom: day(101) });
    expect(one?.dueOn).not.toBe(day(100));
    expect(follow({ scans, decisions: [accept], asOf: noon(103) })[0]).toMatchObject({ daysPast: 3 });
  });

  test('a false positive holds until it is taken back', () => {
    const wrong = decision(10, a, { decision: 'false-positive', reason: '版本误判', approver: '采购人项目负责人' });
    expect(states({ scans, decisions: [wrong] })).toEqual({ [a.id]: 'false-positive' });
    expect(states({ scans, decisions: [wrong, decision(11, a, { decision: 'reopen' })] })).toEqual({
      [a.id]: 'continuing',
    });
  });

  test('what a scan no longer shows is fixed, whatever was decided', () => {
    expect(states({ scans: [...scans, scan(60, [A], [])], decisions: [accept] })).toEqual({ [a.id]: 'fixed' });
  });

  test('a retest by hand is shown and does not make it fixed', () => {
    const retest = decision(10, a, { decision: 'retest', retest: 'fixed' });
    expect(follow({ scans, decisions: [retest] })[0]).toMatchObject({
      open: true,
      decision: { retest: { retest: 'fixed' } },
    });
  });

  test('a decision after the report is not known yet', () => {
    expect(states({ scans, decisions: [accept], asOf: noon(9) })).toEqual({ [a.id]: 'continuing' });
  });

  test('owner, plan, deadline and change are the last that were said', () => {
    const first = decision(10, a, { decision: 'assign', owner: '甲岗', plan: '升级', dueOn: day(30) });
    const second = decision(12, a, { decision: 'assign', owner: '乙岗', plan: '升级', change: 'BG-20261110-001' });
    expect(follow({ scans, decisions: [second, first] })[0]).toMatchObject({
      owner: '乙岗',
      dueOn: day(30),
      decision: { change: 'BG-20261110-001' },
    });
  });

  test('made for an address, it holds once the address is known to be an asset', () => {
    const bare = { id: a.id, address: a.address };
    const early = decision(10, bare, { decision: 'false-positive', reason: '误判', approver: '采购人项目负责人' });
    expect(
      states({ scans: [scan(0, [{ address: a.address }], [bare]), scan(60, [A], [a])], decisions: [early] }),
    ).toEqual({
      [a.id]: 'false-positive',
    });
  });
});

describe('deadlines', () => {
  test.for([
    ['critical', 7],
    ['high', 15],
    ['medium', 30],
    ['low', 90],
  ] as const)('%s: %d days, the last one included', ([level, days]) => {
    const scans = [scan(0, [A], [{ ...a, level }])];
    expect(follow({ scans, asOf: noon(days) })[0]).toMatchObject({ dueOn: day(days), pastDue: false });
    expect(follow({ scans, asOf: noon(days + 1) })[0]).toMatchObject({ pastDue: true });
  });

  test('days are a setting; a reappearance starts anew', () => {
    const scans = [scan(0, [A], [a]), scan(20, [A], []), scan(60, [A], [a])];
    const rules = { deadlines: { critical: 1, high: 3, medium: 5, low: 7 }, epssFrom: 0.9 };
    expect(follow({ scans, rules })[0]).toMatchObject({ dueOn: day(63), pastDue: true });
  });

  test('overdue first, then the most severe', () => {
    const scans = [scan(0, [A, B], [{ ...b, level: 'low' }, { ...b, id: 'X', level: 'critical' }, a])];
    const late = decision(1, a, { decision: 'assign', owner: '甲岗', plan: '升级', dueOn: day(2) });
    expect(follow({ scans, decisions: [late], asOf: noon(5) }).map((one) => one.finding.id)).toEqual([a.id, 'X', b.id]);
  });
});

test('counts by state and level; what was fixed in earlier periods is left out', () => {
  const scans = [scan(0, [A, B], [a, b]), scan(20, [A], []), scan(60, [B], [b, { ...b, id: 'X', level: 'critical' }])];
  const counts = countFindings(follow({ scans }), noon(50));
  expect(counts.fixed.high).toBe(0);
  expect(counts.new.critical).toBe(1);
  expect(counts.continuing.medium).toBe(1);
  expect(countFindings(follow({ scans }), noon(10)).fixed.high).toBe(1);
});

test('a level that only a scanner no longer showing it gave does not stay', () => {
  const scans = [
    scan(0, [A], [{ ...a, level: 'critical' }]),
    scan(1, [A], [{ ...a, level: 'low' }], 'OpenVAS'),
    scan(60, [A], []),
  ];
  expect(follow({ scans: scans.slice(0, 2) })[0]?.finding.level).toBe('critical');
  expect(follow({ scans })[0]).toMatchObject({ open: true, finding: { level: 'low' } });
});

describe('against a slow oracle', () => {
  const ids = ['V1', 'V2', 'V3'];
  const addresses = ['10.0.0.1', '10.0.0.2'];
  const arbitrary = fc.array(
    fc.record({
      scanner: fc.constantFrom('Nessus', 'Trivy'),
      covered: fc.subarray(addresses),
      shown: fc.subarray(addresses.flatMap((address) => ids.map((id) => ({ address, id })))),
    }),
    { minLength: 1, maxLength: 12 },
  );

  /** Is the finding open after all scans, and since when? Looks at every scan again for every finding. */
  function oracle(
    scans: readonly { scanner: string; covered: string[]; shown: Shown[] }[],
    address: string,
    id: string,
  ) {
    const showing = new Map<string, boolean>();
    let since: number | null = null;
    let open = false;
    scans.forEach((one, n) => {
      if (!one.covered.includes(address)) return;
      const here = one.shown.some((s) => s.address === address && s.id === id);
      showing.set(one.scanner, here);
      const now = [...showing.values()].some(Boolean);
      if (now && !open) since = n;
      open = now;
    });
    return { seen: since !== null, open, since };
  }

  test('open, since when, and how many after each scan', () => {
    fc.assert(
      fc.property(arbitrary, (raw) => {
        const told = raw.map((one) => ({ ...one, shown: one.shown.filter((s) => one.covered.includes(s.address)) }));
        const scans = told.map((one, n) =>
          scan(
            n,
            one.covered.map((address) => ({ address })),
            one.shown,
            one.scanner,
          ),
        );
        const list = follow({ scans });
        for (const address of addresses) {
          for (const id of ids) {
            const expected = oracle(told, address, id);
            const found = list.find((one) => one.finding.address === address && one.finding.id === id);
            expect(found !== undefined).toBe(expected.seen);
            if (found !== undefined)
              expect({ open: found.open, since: found.since }).toEqual({
                open: expected.open,
                since: noon(expected.since ?? 0),
              });
          }
        }
        followScans(scans).history.forEach(({ open }, n) => {
          const upTo = told.slice(0, n + 1);
          const expected = addresses.flatMap((address) => ids.filter((id) => oracle(upTo, address, id).open)).length;
          expect(open.critical + open.high + open.medium + open.low).toBe(expected);
        });
      }),
      { numRuns: runs(15) },
    );
  });
});

test('a year of 100,000 findings is followed in seconds', () => {
  const base = scan(0, [], []);
  const hosts = Array.from({ length: 20 }, (_, h) => ({ address: `10.0.1.${h}`, state: 'scanned' as const }));
  const one = (h: number, i: number) => ({
    id: `CVE-2026-${i}`,
    address: `10.0.1.${h}`,
    component: 'pkg',
    level: 'low' as const,
  });
  const scans = Array.from({ length: 12 }, (_, m) => ({
    ...base,
    id: `SM-202609${String(m + 1).padStart(2, '0')}-001`,
    finishedAt: noon(m * 7),
    hosts,
    findings: Array.from({ length: 8334 }, (_, i) => one(i % 20, i + m * 500)),
  }));
  const started = process.threadCpuUsage();
  const list = follow({ scans });
  const { user, system } = process.threadCpuUsage(started);
  // About 1.5 s here; the bound only catches what has become quadratic.
  expect((user + system) / 1000).toBeLessThan(15_000);
  expect(list.filter((finding) => finding.open)).toHaveLength(8334);
});

test('counts the days since the deadline of what still waits, and none of what does not', () => {
  const on = (today: string, pastDue = true) =>
    daysPastDue({ pastDue, lateFrom: '2026-02-18' as never }, today as never);
  expect([on('2026-02-18'), on('2026-03-24'), on('2026-03-24', false)]).toEqual([1, 35, 0]);
});
