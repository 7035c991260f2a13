/** What issued documents leave open, as they state it. */
import { expect, it } from 'vitest';
import { isOfFault, judgedClocks } from '../../../src/pipeline/status/left-open.ts';

it('the limits that it says were kept or missed, and no other state; of one that it tells twice the first', () => {
  const limits = [
    { label: '响应', state: 'met' as const, text: '达标' },
    { label: '远程启动', state: 'undecided' as const, text: '口径未定' },
    { label: '恢复', state: 'missed' as const, text: '未达标' },
    { label: '响应', state: 'missed' as const, text: '未达标' },
  ];
  expect(judgedClocks(limits)).toEqual([limits[0], limits[2]]);
});

it('of faults of the year, by whichever of their documents', () => {
  const from = '2026-01-01';
  const periods = ['GZ-20260320-001', 'GZ-20260320-001-z', 'GZ-20260721-001-c-x1', 'GZ-20251231-001-z', '2026-03'];
  expect(periods.filter((one) => isOfFault(one, from))).toEqual(periods.slice(0, 3));
});
