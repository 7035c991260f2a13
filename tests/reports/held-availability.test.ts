/** 可用率 of 目标达成 and of page one is held against the number that the contract asks for, by the spans of 履约对照表. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import statement from '../../reports/compliance-statement.ts';
import monthly from '../../reports/monthly-maintenance.ts';
import { periodView } from '../../reports/period/period.ts';
import { periodFacts } from '../../reports/periodic/facts.ts';
import availability from '../../reports/sections/availability.ts';
import { availabilityWindows } from '../../reports/service/availability-windows.ts';
import review from '../../reports/service-review.ts';
import { isMissed } from '../../src/assess/contract/requirement-exceptions.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { AvailabilityTarget } from '../../src/contract/terms/requirements.ts';
import probe, { type ProbeRecord } from '../../src/subjects/inspections/kinds/probe.ts';
import { runs } from '../support/runs.ts';
import { bundle, recordOf } from './_documents.ts';
import { t } from './_incidents.ts';
import { daysFrom } from './_month.ts';
import { periodicDocument, periodicInput } from './_periodic.ts';

const AS_OF = t('2026-11-30 23:30:00');
const HOST = 'subsystem-hr';

const target = (per: AvailabilityTarget['per'], percent: number): AvailabilityTarget => ({
  ...{ id: `by-${per}`, name: '核心系统', percent, per, of: 'together', maintenance: 'excluded', clauses: ['5.5.1'] },
});
const asking = (...availabilityTargets: AvailabilityTarget[]): ContractBundle => ({
  ...bundle,
  contract: {
    ...bundle.contract,
    requirements: { ...bundle.contract.requirements, availability: availabilityTargets },
  },
});

/** Each day of September to November, but the last, seen whole but the minutes it was down; null: not seen at all. */
function probesOf(down: (day: string) => number | null): ProbeRecord[] {
  return daysFrom('2026-09-01', '2026-11-29').flatMap((day) => {
    const minutes = down(day);
    if (minutes === null) return [];
    const states = minutes === 0 ? 'u1440' : `u600 d${minutes} u${840 - minutes}`;
    const next = Temporal.PlainDate.from(day).add({ days: 1 }).toString();
    return [
      recordOf(probe, {
        id: `TC-${day.replaceAll('-', '')}-001`,
        ...{ at: t(`${day} 23:59:59`), enteredAt: t(`${next} 00:05:00`), date: day },
        ...{ interval: 60, series: [{ target: HOST, probe: 'http', states }], failures: [] },
      }),
    ];
  });
}

const downOn = (...days: string[]) => probesOf((day) => (days.includes(day) ? 300 : 0));

/** The row of the yearly review. */
function goalOf(records: readonly ProbeRecord[], contract: ContractBundle) {
  const document = periodicDocument({ deliverable: review, records, period: 'service', asOf: AS_OF, contract });
  const goals = document.sections.find(({ id }) => id === 'goals');
  const rows = goals?.blocks.flatMap((one) => (one.type === 'table' ? one.rows : [])) ?? [];
  const { wanted, judged } = rows.find(({ cells }) => cells['metric'] === '可用率（已观测时间）')?.cells ?? {};
  return { wanted: String(wanted), judged: (judged as { text: string }).text };
}

/** News and proofs of the first page. */
function told(records: readonly ProbeRecord[], contract: ContractBundle, deliverable = review, period = 'service') {
  const { input } = periodicInput({ deliverable, records, period, asOf: AS_OF, contract });
  const facts =
    deliverable === review
      ? periodFacts(periodView(input), [], { windows: availabilityWindows(periodView(input), () => ({ told: [] })) })
      : periodFacts(periodView(input), []);
  return {
    news: availability.parts.flatMap((part) => part.news(facts)).map(({ text, gravity }) => `${gravity}: ${text}`),
    proofs: availability.parts.flatMap((part) => part.proofs(facts)),
  };
}

describe('a contract that asks for a number each month', () => {
  const contract = asking(target('month', 99.9));

  test('is not listed only: a month under it is an exception, with its share', () => {
    const { wanted, judged } = goalOf(downOn('2026-10-12'), contract);
    expect(judged).toBe('有例外');
    expect(wanted).toBe('核心系统每月不低于 99.9 %（五（五）1）：统计完的 2 期中 1 期未达到（2026-10 99.33 %）');
    expect(told(downOn('2026-10-12'), contract).news).toEqual([
      'target-missed: subsystem-hr 1 期可用率低于每月不低于 99.9 %：2026-10 99.33 %，中断共 5 小时'.replace(
        'subsystem-hr',
        bundle.assets.find(({ id }) => id === HOST)?.name ?? '',
      ),
    ]);
  });

  test('is met where every month was, missed where none was, and unknown where nobody looked', () => {
    expect(goalOf(downOn(), contract)).toEqual({
      wanted: '核心系统每月不低于 99.9 %（五（五）1）：统计完的 2 期均达到',
      judged: '达成',
    });
    expect(told(downOn(), contract).proofs).toEqual([expect.stringContaining('达到要求')]);
    expect(goalOf(downOn('2026-09-03', '2026-10-12'), contract).judged).toBe('未达成');
    expect(
      goalOf(
        probesOf((day) => (day < '2026-10-01' ? null : 0)),
        contract,
      ),
    ).toEqual({
      wanted: '核心系统每月不低于 99.9 %（五（五）1）：统计完的 2 期中 1 期没有观测到（2026-09）',
      judged: '部分未观测',
    });
    expect(goalOf([], contract).judged).toBe('没有数据');
  });

  test('says nothing of a month that is met by a year that is not', () => {
    const { news, proofs } = told(downOn('2026-10-12'), asking(target('month', 99)));
    expect(news).toEqual([]);
    expect(proofs[0]).toContain('达到要求');
  });
});

test('月报 names the days of which it holds a share against the month, where they are not those of the month', () => {
  const contract = asking(target('month', 99.9));
  const missed = told(downOn('2026-11-12'), contract, monthly, '2026-11');
  expect(missed.news).toEqual([expect.stringContaining('（2026-11-01 至 2026-11-29），低于每月不低于 99.9 %')]);
  expect(told(downOn(), contract, monthly, '2026-11').proofs[0]).toContain('所统计的各日达到要求');
});

test('of a number for the year nothing is concluded before it is over', () => {
  const contract = asking(target('service', 99.9));
  expect(goalOf(downOn(), contract)).toEqual({
    wanted: '核心系统服务期内不低于 99.9 %（五（五）1）：尚没有统计完的一期',
    judged: '未满一期',
  });
  expect(told(downOn(), contract).proofs[0]).not.toContain('达到要求');
  const { news } = told(downOn('2026-11-12'), contract, monthly, '2026-11');
  expect(news).toEqual([expect.stringMatching(/^undecided: .*（该要求不按本文档的区间判定）$/)]);
});

test('a contract without a number lists what was seen', () => {
  expect(goalOf(downOn('2026-10-12'), asking())).toEqual({ wanted: '合同没有数值要求', judged: '列示' });
});

test('misses as many months as 履约对照表 has exceptions of, whatever was seen', () => {
  const days = daysFrom('2026-09-01', '2026-11-29');
  const seen = fc.array(fc.tuple(fc.constantFrom(...days), fc.constantFrom(null, 30, 60, 300, 800)), { maxLength: 12 });
  fc.assert(
    fc.property(seen, (list) => {
      const by = new Map(list);
      const contract = asking(target('month', 99.9));
      const records = probesOf((day) => by.get(day) ?? (by.has(day) ? null : 0));
      const whole = periodicDocument({
        ...{ deliverable: statement, records, period: 'service-20261130', asOf: AS_OF, contract },
      });
      const stated = JSON.stringify(whole.sections).match(/可用率 [\d.]+ %（中断[^）]*）[^"]*，要求每月/g) ?? [];
      const { wanted } = goalOf(records, contract);
      expect(Number(/(\d+) 期未达到/.exec(wanted)?.[1] ?? 0)).toBe(new Set(stated).size);
    }),
    { numRuns: runs(4) },
  );
});

test('what was observed alone can be missed', () => {
  const found = { ...{ targets: [HOST], window: null, up: 0, down: 0, unobserved: 1, other: null } };
  expect(isMissed(target('month', 99), { ...found, share: null })).toBe(false);
});
