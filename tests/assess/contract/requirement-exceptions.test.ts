/** Availability and coverage against the numbers of the contract. */

import { describe, expect, test } from 'vitest';
import { requirementExceptions } from '../../../src/assess/contract/requirement-exceptions.ts';
import { judgedWindows } from '../../../src/contract/calendar/judged-windows.ts';
import type { AvailabilityTarget } from '../../../src/contract/terms/requirements.ts';
import { sumOfSeconds, type TargetAvailability } from '../../../src/subjects/availability/judge/availability.ts';
import { type AvailabilityWindows, NO_WINDOWS } from '../../../src/subjects/availability/judge/availability-targets.ts';
import { contract } from '../../records/_kinds.ts';

const target: AvailabilityTarget = {
  ...{ id: 'a', name: '可用率', percent: 99.5, per: 'month', of: 'each', maintenance: 'excluded', clauses: ['5.5.1'] },
};
const day = (date: string, up: number, down: number, planned = 0) => ({
  ...{ date, up, down, planned, plannedUp: 0, plannedDown: planned, unobserved: 0, availability: null },
});
const seen = (name: string, days: ReturnType<typeof day>[]): TargetAvailability => {
  const seconds = sumOfSeconds(days);
  return { target: name, seconds, availability: null, coverage: 1, outages: [], days };
};
/** Of a statement over October and November of a service that began in the middle of September. */
const windowsOf = (unit: AvailabilityTarget['per'], found: readonly TargetAvailability[]): AvailabilityWindows => {
  const all = judgedWindows({ unit }, { from: '2026-09-16', to: '2026-11-30' });
  return { ...NO_WINDOWS, ended: all.filter(({ to }) => to >= '2026-10-01'), open: [], seen: found };
};
const texts = (
  more: Partial<AvailabilityTarget> | null,
  availability: TargetAvailability[],
  scanned = { numerator: 0, denominator: 0 },
) =>
  requirementExceptions({
    contract: {
      ...contract.contract,
      requirements: {
        availability: more === null ? [] : [{ ...target, ...more }],
        coverage: more === null ? [] : [{ of: 'scan', percent: 95, clauses: ['5.3.6'] }],
      },
    },
    ...{
      activities: [],
      windows: windowsOf(more?.per ?? 'month', availability),
      scanned,
      assetName: (asset) => asset,
    },
  }).map((one) => `${one.clauses.join()} ${one.text}`);

describe('availability', () => {
  const days = [day('2026-10-01', 995, 5), day('2026-11-01', 994, 6, 100)];
  const api = seen('api', days);
  test('by the month: that of a month that lies under it, not the bound itself', () => {
    expect(texts({}, [api])).toEqual([
      '5.5.1 api 2026-11 可用率 99.40 %（中断 6 秒）（计入计划维护为 90.36 %），要求每月不低于 99.5 %',
    ]);
  });
  test('by the year over its own days and not those of the statement, all objects together', () => {
    expect(texts({ per: 'year', of: 'together' }, [api, seen('db', [day('2026-10-01', 90_000, 0)])])).toEqual([]);
    // 995 + 994 of 2,000 seconds in the interval, but 11,989 of 12,000 in the year.
    const before = day('2026-09-20', 10_000, 0);
    expect(texts({ per: 'year' }, [seen('api', [before, ...days])])).toEqual([]);
    expect(texts({ per: 'year' }, [api])).toEqual([
      '5.5.1 api 2026-09-16 至 2026-11-30（不足一整期，按服务期内的日计） 可用率 99.45 %（中断 11 秒）（计入计划维护为 94.71 %），要求每年不低于 99.5 %',
    ]);
  });
  test('with agreed maintenance as down where the contract says so', () => {
    expect(texts({ maintenance: 'included' }, [api])[0]).toContain('90.36 %');
    expect(texts({ maintenance: 'included' }, [api])[0]).toContain('不计计划维护为');
    expect(texts({}, [api])[0]).toContain('计入计划维护为 90.36 %');
  });
  test('of what nobody observed nothing is said, nor where the contract asks for no number', () => {
    expect(texts({}, [seen('api', [])])).toEqual([]);
    expect(texts(null, [api], { numerator: 0, denominator: 9 })).toEqual([]);
  });
});

test('the share of assets that scans looked at', () => {
  expect(texts({}, [], { numerator: 19, denominator: 20 })).toEqual([]);
  expect(texts({}, [], { numerator: 37, denominator: 39 })).toEqual(['5.3.6 漏洞扫描覆盖 94.87 %，要求不低于 95 %']);
  expect(texts({}, [])).toEqual([]);
});
