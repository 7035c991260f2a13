/** 考核评分: the sheet of the running period on a page; no page, and no reason, where the contract has no scheme. */

import { describe, expect, it } from 'vitest';
import type { PeriodView } from '../../reports/period/period.ts';
import { schemeSections } from '../../reports/score/sections.ts';
import { type ScoreFacts, scoresOf } from '../../src/assess/contract/score.ts';
import type { PenaltyScheme } from '../../src/contract/terms/penalties.ts';
import { scoreFigures, scoreReasons } from '../../src/pipeline/status/score-reasons.ts';
import type { ScoreSheet } from '../../src/sections/parts/facts.ts';
import scores from '../../src/sections/scores.ts';
import { attendanceOf } from '../../src/subjects/attendance/judge/attendance.ts';
import { NO_WINDOWS } from '../../src/subjects/availability/judge/availability-targets.ts';
import { compose, pagesOf, siteFacts } from '../support/site-parts.ts';

const scheme: PenaltyScheme = {
  ...{ id: 'half', name: '半年考核', clauses: ['6.1'], measure: 'points', full: 100, period: 'half-year' },
  rules: [{ id: 'scan', label: '漏扫', clauses: ['5.3.6'], on: 'exception', per: 'occurrence', amount: 8 }],
  bands: [{ below: 95, percent: 5, text: '扣除当期服务费的 5%' }],
};

const ENDED = '2027-03-01T00:00:00+08:00';

function sheet(times: number, end = '2026-11-25T18:00:00+08:00'): ScoreSheet {
  const { contract } = siteFacts();
  const facts: ScoreFacts = {
    ...{ incidents: [], deliveries: [], activities: [], quotas: [], counted: new Map(), availability: [], covers: [] },
    ...{
      onTimeBy: () => 'issued' as const,
      windows: NO_WINDOWS,
      assessments: [],
      faults: [],
      objections: [],
      owedSets: [],
      keptSets: [],
      certified: [],
    },
    attendance: attendanceOf([], '2026-11-01', '2026-11-01', () => false, []),
    exceptions: Array.from({ length: times }, () => ({
      ...{ clauses: ['5.3.6'], where: 'SM-20261124-001', day: '2026-11-24', text: '扫描没有完成' },
    })),
    asOf: '2026-11-25T18:00:00+08:00',
    assetName: (asset) => asset,
  };
  const [score] = scoresOf({
    recorded: 9,
    ...{ contract: contract.contract, schemes: [scheme], interpretations: [], from: '2026-09-01', to: '2027-02-28' },
    factsBy: () => facts,
  });
  const view = { start: '2026-09-01T00:00:00+08:00', end, to: '2027-02-28', input: { contract } };
  const sections = schemeSections(view as unknown as PeriodView, score as never, false);
  return {
    obligation: 'assessment-score',
    name: '考核评分表',
    periodText: '2026 年下半年',
    sections,
    document: null,
    ended: false,
    problem: null,
  };
}

const page = (given: ScoreSheet, view: 'supplier' | 'audit' = 'supplier') =>
  JSON.stringify(pagesOf(scores, siteFacts({ scores: [given], view })));

describe('考核评分', () => {
  it('has no page and no link where the contract has no scheme', () => {
    expect(pagesOf(scores, siteFacts())).toEqual([]);
    expect(Object.keys(compose(siteFacts()).pages)).not.toContain('scores');
  });

  it('shows the result and each deduction with its record', () => {
    const text = page(sheet(1));
    expect(text).toContain('半年考核：扣分 8 分，得 92 分；低于 95 分：扣除当期服务费的 5%');
    expect(text).toContain('扫描没有完成');
    expect(text).toMatch(/"text":"SM-20261124-001","href":"\/[a-z]/);
    expect(text).toContain('"id":"score.half.result"');
  });

  it('keeps the words of records from the auditor, and shows which they are', () => {
    const text = page(sheet(1), 'audit');
    expect(text).not.toContain('扫描没有完成');
    expect(text).toContain('SM-20261124-001');
  });

  it('lists what the periods before came to, each with its document, or that none was issued', () => {
    const before = { ...sheet(2, ENDED), ended: true, periodText: '2026 年上半年', document: 'KP-2026H1-r2' };
    const first = { ...sheet(0, ENDED), ended: true, periodText: '2025 年下半年' };
    const [ended] = pagesOf(scores, siteFacts({ scores: [sheet(1), before, first] }))
      .flatMap(({ sections }) => sections)
      .filter(({ id }) => id === 'ended');
    const [table] = ended?.blocks ?? [];
    const rows = table?.type === 'table' ? table.rows.map(({ cells }) => cells) : [];
    expect(rows).toEqual([
      expect.objectContaining({
        period: '2026 年上半年',
        result: expect.objectContaining({ text: expect.stringContaining('扣分 16 分，得 84 分'), tone: 'abnormal' }),
        number: { text: 'KP-2026H1-r2', href: '/documents?number=KP-2026H1-r2' },
      }),
      expect.objectContaining({
        result: expect.objectContaining({ text: expect.stringContaining('扣分 0 分，得 100 分'), tone: 'normal' }),
        number: expect.objectContaining({ text: '未签发' }),
      }),
    ]);
  });

  it('names the sheets of several obligations apart', () => {
    const pages = pagesOf(
      scores,
      siteFacts({ scores: [sheet(1), { ...sheet(0), obligation: 'other', name: '违约金' }] }),
    );
    const titles = pages.flatMap(({ sections }) => sections.map(({ title }) => title));
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('says so when the result cannot be computed', () => {
    expect(page({ ...sheet(0), sections: [], problem: '记录不可读' })).toContain('未能计算：记录不可读');
  });
});

describe('the reasons of the verdict', () => {
  it('name a result that costs something, and none where nothing is deducted', () => {
    expect(scoreReasons([sheet(1)]).map(({ gravity, text }) => `${gravity} ${text}`)).toEqual([
      'cost 考核评分表 2026 年下半年：半年考核：扣分 8 分，得 92 分；低于 95 分：扣除当期服务费的 5%',
    ]);
    expect(scoreReasons([sheet(0)])).toEqual([]);
  });

  it('name the last period that ended beside the one that runs, and no earlier one', () => {
    const ended = (periodText: string, times: number) => ({ ...sheet(times, ENDED), ended: true, periodText });
    const texts = scoreReasons([sheet(0), ended('上一期', 1), ended('更早一期', 3)]).map(({ text }) => text);
    expect(texts).toEqual([expect.stringMatching(/^考核评分表 上一期：.*扣分 8 分/)]);
    expect(scoreReasons([ended('最后一期', 2), ended('上一期', 1)])).toHaveLength(1);
  });

  it('bear the figures of the sheet', () => {
    expect(scoreFigures(sheet(1)).map(({ id, value }) => [id, value])).toEqual([
      ['score.half.deducted', 8],
      ['score.half.result', 92],
    ]);
  });
});
