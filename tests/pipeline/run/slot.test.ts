/** Which slot an automatic inspection fills: the day's, or the shift's. */
import { expect, test } from 'vitest';
import type { Obligation } from '../../../src/contract/terms/obligations.ts';
import { shiftBegun } from '../../../src/pipeline/run/tick.ts';
import { starter } from '../../contract/_starter.ts';

const DAY = '2026-11-24';
const now = (time: string): string => `${DAY}T${time}:00+08:00`;

test('the shift that runs, from its first minute; without shifts the day is one slot', () => {
  const { obligations } = starter();
  expect(shiftBegun(obligations, DAY, now('12:00'))).toBeNull();
  const shifts: Obligation[] = obligations.map((one) =>
    one.id === 'inspection-log' ? { ...one, every: undefined, timesADay: ['08:00', '20:00'] } : one,
  );
  expect(['02:00', '08:00', '19:59', '20:00'].map((time) => shiftBegun(shifts, DAY, now(time)))).toEqual([
    null,
    now('08:00'),
    now('08:00'),
    now('20:00'),
  ]);
});
