/** Which months, quarters … a document judges: those that end in it, over all their own days, one that is cut short among them. */
import { describe, expect, test } from 'vitest';
import scoreSheet from '../../reports/assessment-score.ts';
import { periodView } from '../../reports/period/period.ts';
import {
  availabilityWindows,
  clausesOfOpenWindows,
  observedSpans,
} from '../../reports/service/availability-windows.ts';
import { foundOfTarget } from '../../src/assess/contract/requirement-exceptions.ts';
import { windowText } from '../../src/contract/calendar/judged-windows.ts';
import type { Obligation } from '../../src/contract/terms/obligations.ts';
import type { AvailabilityTarget } from '../../src/contract/terms/requirements.ts';
import { NO_WINDOWS } from '../../src/subjects/availability/judge/availability-targets.ts';
import { bundle } from './_documents.ts';
import { records } from './_month.ts';
import { periodicInput } from './_periodic.ts';

const statement = bundle.obligations.find((one) => one.id === 'compliance-statement') as Obligation;
const obligation: Obligation = {
  ...statement,
  ...{ id: 'assessment-score', code: 'KP', every: { unit: 'month' }, interval: 'natural' },
};
const target = (per: AvailabilityTarget['per']): AvailabilityTarget => ({
  ...{ id: per, name: '可用率', percent: 99, per, of: 'together', maintenance: 'excluded', clauses: ['5.5.1'] },
});
const viewOf = (from: string, ...per: AvailabilityTarget['per'][]) => {
  const contract = {
    ...bundle,
    obligations: [...bundle.obligations, obligation],
    contract: {
      ...bundle.contract,
      servicePeriod: { from, to: '2027-08-31' },
      requirements: { availability: per.map(target) },
    },
  };
  const asOf = '2026-12-01T17:00:00+08:00';
  return periodView(periodicInput({ deliverable: scoreSheet, records, period: '2026-11', asOf, contract }).input);
};

describe('the first month of a service that begins in the middle of it', () => {
  const view = viewOf('2026-11-10', 'month', 'quarter');
  const windows = availabilityWindows(view, () => ({ told: [] }));

  test('is judged over the days of service in it, and says so', () => {
    expect(windows.ended.map(windowText)).toEqual(['2026-11（不足一整期，按服务期内 2026-11-10 至 2026-11-30 计）']);
    const [found] = foundOfTarget(target('month'), windows);
    const days = 21 * 86_400 * windows.seen.length;
    expect((found?.up ?? 0) + (found?.down ?? 0) + (found?.unobserved ?? 0)).toBeLessThanOrEqual(days);
    expect(windows.seen[0]?.days[0]?.date).toBe('2026-11-10');
    expect(found?.share).not.toBeNull();
  });

  test('of a quarter that goes on nothing is judged: it is not due yet', () => {
    expect(windows.open.map(({ name }) => name)).toEqual(['2026 年第 4 季度']);
    expect(foundOfTarget(target('quarter'), windows)).toEqual([]);
    expect([...clausesOfOpenWindows(view.input.contract.contract, windows)]).toEqual(['5.5.1']);
  });

  test('what ended and was observed is told for the clause, and of a clause without a target nothing', () => {
    expect(observedSpans(view, '5.5.1', windows)).toEqual([
      { name: '可用率 2026-11（不足一整期，按服务期内 2026-11-10 至 2026-11-30 计）', observed: true },
    ]);
    expect(observedSpans(view, '5.5.1', { ...windows, seen: [] })).toMatchObject([{ observed: false }]);
    expect(observedSpans(view, '5.3.6', windows)).toBeNull();
  });
});

test('a contract that asks for none has none, and nothing is looked at', () => {
  expect(availabilityWindows(viewOf('2026-11-10'), () => ({ told: [] }))).toEqual(NO_WINDOWS);
});
