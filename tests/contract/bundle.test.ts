import { describe, expect, test } from 'vitest';
import { buildBundle } from '../../src/contract/bundle/build-bundle.ts';
import { allObligations, type ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { Obligation } from '../../src/contract/terms/obligations.ts';
import { starter } from './_starter.ts';

/** The problems of the starter after one change, as `file at: found → expected`. */
function problemsAfter(change: (bundle: ContractBundle) => void): string[] {
  const bundle = starter();
  change(bundle);
  return buildBundle(bundle).problems.map((one) => `${one.file} ${one.at}: ${one.found} → ${one.expected}`);
}

const obligation = (bundle: ContractBundle, id: string): Obligation => {
  const found = allObligations(bundle).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no obligation ${id}`);
  return found;
};

/** The entry at `n`, which the starter has. */
const entry = <T>(list: readonly T[] | undefined, n: number): T => {
  const found = list?.[n];
  if (found === undefined) throw new Error(`no entry ${n}`);
  return found;
};

const FILES = 'contract/';

/** Checksum of a signed letter. */
const PAPER = 'a'.repeat(64);

describe('each contradiction is one problem with file and place', () => {
  test.each<[string, (bundle: ContractBundle) => void, string]>([
    [
      'a doubled asset',
      (b) => b.assets.push(entry(b.assets, 0)),
      `${FILES}assets.yaml assets[89].id: subsystem-hr → 不与 assets[0] 重复`,
    ],
    [
      'a doubled clause',
      (b) => b.contract.clauses.push(entry(b.contract.clauses, 4)),
      `${FILES}contract.yaml clauses[85].id: 3.3（不限起止） → 不与 clauses[4]（不限起止）在同一日有效`,
    ],
    ['a doubled check', (b) => b.checks.push(entry(b.checks, 0)), '.id: host-cpu → 不与 checks[0] 重复'],
    [
      'an unknown host',
      (b) => Object.assign(entry(b.assets, 16), { host: 'app-server-9' }),
      'assets[16].host: app-server-9 →',
    ],
    [
      'a host that is no machine',
      (b) => Object.assign(entry(b.assets, 16), { host: 'subsystem-hr' }),
      'assets[16].host: subsystem-hr →',
    ],
    [
      'an unknown clause of an asset',
      (b) => Object.assign(entry(b.assets, 0), { clause: '4.9' }),
      'assets[0].clause: 4.9 →',
    ],
    [
      'a check of an unknown asset',
      (b) => Object.assign(entry(b.checks, 0), { assets: ['app-server-1', 'x'] }),
      'checks[0].assets[1]: x →',
    ],
    [
      'a check that names no asset',
      (b) => Object.assign(entry(b.checks, 0), { assets: undefined, kinds: [] }),
      'checks[0]: host-cpu → kinds、families 或 assets',
    ],
    [
      'a check of a kind without assets',
      (b) => {
        b.assets = b.assets.filter((one) => one.kind !== 'ops-host');
        entry(b.checks, 0).kinds = ['ops-host'];
      },
      'checks[0]: ops-host → kinds、families 或 assets 至少指明',
    ],
    [
      'a check without metric',
      (b) => Object.assign(entry(b.checks, 0), { metric: undefined }),
      'checks[0].metric: （缺少）',
    ],
    [
      'a check without limit',
      (b) => Object.assign(entry(b.checks, 0), { limit: undefined }),
      'checks[0].limit: （缺少）',
    ],
    [
      'a service that ends before it begins',
      (b) => {
        b.contract.servicePeriod.to = '2025-12-31';
      },
      'servicePeriod.to: 2025-12-31 → 不早于起始日 2026-01-01',
    ],
    [
      'two levels with one name',
      (b) => b.contract.levels.push(entry(b.contract.levels, 1)),
      'levels[5].id: P2 → 不与 levels[1] 重复',
    ],
    [
      'an unknown clause of a commitment',
      (b) => Object.assign(entry(b.contract.limits ?? [], 0), { clause: '5.3.11' }),
      'limits[0].clause: 5.3.11 →',
    ],
    [
      'a code used twice',
      (b) => {
        entry(b.written, 0).code = 'XJ';
      },
      `${FILES}written.yaml documents[0].code: XJ → 不与 contract/obligations.yaml obligations[0] 重复`,
    ],
    [
      'an id used twice',
      (b) => {
        entry(b.registers, 3).id = 'inspection-log';
      },
      'registers[3].id: inspection-log →',
    ],
    ['an empty range of clauses', (b) => obligation(b, 'service-review').clauses.push('3.3-3.1'), 'clauses: 3.3-3.1 →'],
    [
      'a default that is no option',
      (b) => {
        entry(b.interpretations, 1).default = 'c';
      },
      'interpretations[1].default: c → 选项之一：outage、letter',
    ],
    [
      'a confirmed reading without choice',
      (b) => Object.assign(entry(b.interpretations, 1), { confirmed: true, confirmedOn: '2026-01-05', scan: PAPER }),
      'interpretations[1].chosen: （缺少）',
    ],
    [
      'a confirmed reading without date',
      (b) => Object.assign(entry(b.interpretations, 1), { confirmed: true, chosen: 'letter', scan: PAPER }),
      'interpretations[1].confirmedOn: （缺少）',
    ],
    [
      'a confirmed reading without the signed paper',
      (b) =>
        Object.assign(entry(b.interpretations, 1), { confirmed: true, chosen: 'letter', confirmedOn: '2026-01-05' }),
      'interpretations[1].scan: （缺少）',
    ],
    [
      'a due rule without time',
      (b) => {
        delete obligation(b, 'monthly-maintenance').due?.time;
      },
      'due.time: （缺少） → 时刻，例如 17:00',
    ],
    [
      'an event rule on a month',
      (b) => {
        obligation(b, 'monthly-maintenance').due = { hours: 1, after: 'closedAt', agreed: true };
      },
      'due.after: closedAt → 按记录起算的期限只用于写明 eventKind 的交付义务',
    ],
    [
      'neither due nor parts',
      (b) => {
        obligation(b, 'monthly-maintenance').due = null;
      },
      '].due: （缺少） → 期限，或分次报告 parts',
    ],
    [
      'an event without its kind',
      (b) => {
        delete obligation(b, 'incident-analysis').eventKind;
      },
      '.eventKind: （缺少）',
    ],
    [
      'a repetition without end',
      (b) => {
        delete obligation(b, 'major-incident').parts?.[1]?.until;
      },
      'parts[1].until: （缺少）',
    ],
    [
      'a repetition every 0 hours',
      (b) => Object.assign(entry(obligation(b, 'major-incident').parts, 1), { everyHours: 0 }),
      'parts[1].everyHours: 0 →',
    ],
    [
      'a suffix used twice',
      (b) => Object.assign(entry(obligation(b, 'device-repair').parts, 1), { suffix: 'y' }),
      'parts[1].suffix: y →',
    ],
    [
      'a plan before nothing',
      (b) => Object.assign(obligation(b, 'drill-plan').due ?? {}, { of: 'drill' }),
      'due.of: drill → 一项交付义务的编号',
    ],
    [
      'a plan before a plan',
      (b) => {
        obligation(b, 'service-plan').due = {
          before: 'due',
          workingDays: 1,
          time: '17:00',
          of: 'drill-plan',
          agreed: true,
        };
      },
      'due.of: drill-plan → 期限不再取决于',
    ],
    [
      'dates without days',
      (b) => {
        Object.assign(obligation(b, 'service-plan'), { every: undefined, dates: [] });
      },
      '.dates: （缺少）',
    ],
    [
      'an evening start of a month',
      (b) => {
        obligation(b, 'monthly-maintenance').dayFrom = '17:00';
      },
      '.dayFrom: month →',
    ],
  ])('%s', (_, change, expected) => {
    const problems = problemsAfter(change);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
  });

  test('several at once are all listed', () => {
    expect(
      problemsAfter((b) => {
        b.contract.servicePeriod.to = '2025-12-31';
        entry(b.written, 0).code = 'XJ';
      }),
    ).toHaveLength(2);
  });
});

test('all obligations stand in the order of the data', () => {
  const bundle = starter();
  expect(allObligations(bundle)).toHaveLength(16 + 14 + 6);
  expect(
    allObligations(bundle)
      .map((one) => one.id)
      .slice(15, 17),
  ).toEqual(['security-exercise', 'attendance-register']);
});
