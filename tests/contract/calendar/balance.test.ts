import { describe, expect, it } from 'vitest';
import { correctionsOf, countedByOthers, countedOf, sumOf } from '../../../src/contract/calendar/balance.ts';

describe('更正以前各期', () => {
  const key = 'GZ-20261124-001 restoration';

  it('is a signed row of what changed, of what is gone, and of nothing else', () => {
    const before = { [key]: { met: 1 }, gone: { P2: 1 }, same: { P3: 1 } };
    expect(correctionsOf({ [key]: { missed: 1 }, same: { P3: 1 }, fresh: { P1: 1 } }, before)).toEqual([
      { key, value: 'met', count: -1 },
      { key, value: 'missed', count: 1 },
      { key: 'gone', value: 'P2', count: -1 },
    ]);
  });

  it('is counted with the rest, so that it is made once', () => {
    const first = { [key]: { met: 1 } };
    const second = countedOf(correctionsOf({ [key]: { missed: 1 } }, first));
    expect(correctionsOf({ [key]: { missed: 1 } }, sumOf([first, second]))).toEqual([]);
    expect(correctionsOf({}, sumOf([first, second, countedOf(correctionsOf({}, sumOf([first, second])))]))).toEqual([]);
  });

  it('is held against the newest revision of every other period, and not against what was made on request', () => {
    const of = (period: string, revision: number, met: number) => ({
      obligation: 'monthly-maintenance',
      period,
      revision,
      counted: { [key]: { met } },
    });
    const issued = [
      of('2026-10', 1, 5),
      of('2026-10', 2, 1),
      of('2026-12', 1, 2),
      of('2026-11', 1, 7),
      of('service-20261101', 1, 9),
    ];
    expect(countedByOthers(issued, 'monthly-maintenance', '2026-11')).toEqual({ [key]: { met: 3 } });
    // What is made on request lies over all periods: it counts its own interval, whatever the others counted.
    expect(countedByOthers(issued, 'monthly-maintenance', 'service-20261130')).toEqual({});
  });
});
