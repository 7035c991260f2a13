/** What nobody measured is never told as found well: no scan, no check of a backup, no record to look through, no observation. */
import { describe, expect, it } from 'vitest';
import type { ComplianceFacts } from '../../reports/compliance/facts.ts';
import { precheckSection } from '../../reports/compliance/precheck.ts';
import type { PeriodView } from '../../reports/period/period.ts';
import { failureTable } from '../../reports/recovery/backup-summary.ts';
import { acceptedSection, detailSection, planSection } from '../../reports/vulnerability/details.ts';
import { levelSection } from '../../reports/vulnerability/statistics.ts';
import { NEVER_SCANNED, type VulnerabilityView } from '../../reports/vulnerability/view.ts';
import findings from '../../src/sections/findings.ts';
import { noneAbnormalText } from '../../src/subjects/inspections/conclusion.ts';
import backup, { type BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';
import { exampleRecords, pagesOf, siteFacts } from '../support/site-parts.ts';

describe('without any scan', () => {
  const input = { asOf: '2026-11-30T18:00:00+08:00', records: {}, contract: { contract: { clauses: [] } } };
  const view = {
    ...{ view: { input, names: new Map() }, scans: [], told: [], history: [], before: null },
    now: { from: new Set(), findings: [] },
  } as unknown as VulnerabilityView;

  it.each([
    ['details', detailSection],
    ['plan', planSection],
    ['levels', levelSection],
  ] as const)('the section %s says that nothing was looked at, and no number', (_, section) => {
    const text = JSON.stringify(section(view).blocks);
    expect(text).toContain(NEVER_SCANNED);
    expect(text).not.toMatch(/没有待修复|没有登记漏洞。|待修复 0/);
  });

  it('what was accepted is a fact of its own', () => {
    expect(JSON.stringify(acceptedSection(view))).toContain('没有登记接受风险');
  });

  it('the page of findings says the same', () => {
    const text = JSON.stringify(pagesOf(findings, siteFacts({ records: { ...exampleRecords(), scan: [] } })));
    expect(text).toContain('还没有扫描记录，不能说明');
    expect(text).not.toContain('没有未修复的漏洞。');
  });
});

it('backups that nobody checked are not called whole', () => {
  const view = { names: new Map() } as unknown as PeriodView;
  const one = (verified: BackupRecord['verified']): BackupRecord => ({ ...backup.example, verified });
  expect(failureTable(view, [], [one('passed'), one('not-checked')]).empty).toContain('1 份未校验');
  expect(failureTable(view, [], [one('passed')]).empty).toContain('均通过');
});

it('a statement without records says that there was nothing to look through', () => {
  const of = (prechecked: number) =>
    JSON.stringify(
      precheckSection({ precheck: [], prechecked, view: { input: { draft: false } } } as unknown as ComplianceFacts),
    );
  expect(of(0)).toContain('没有可按规则核对的');
  expect(of(12)).toContain('核对 12 条记录');
});

it('an inspection that observed nothing found nothing well', () => {
  const counts = {
    normal: 0,
    abnormal: 0,
    unreachable: 0,
    stale: 0,
    unconfigured: 3,
    'manual-pending': 0,
    'not-applicable': 0,
  };
  expect(noneAbnormalText(counts, '本次巡检', '异常')).toContain('不能判断');
});
