/** The days of a request, in the ways in which people write them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDays } from '../../src/pack/make/asked-days.ts';

const service = { from: '2025-11-25', to: '2026-11-24' };
const days = (text: string): string =>
  readDays(text, service)
    .spans.map(({ from, to }) => `${from}/${to}`)
    .join(' ');

it.each([
  ['3月', '2026-03-01/2026-03-31'],
  ['三月份', '2026-03-01/2026-03-31'],
  ['2026年3月', '2026-03-01/2026-03-31'],
  ['2026-03', '2026-03-01/2026-03-31'],
  ['２０２６年３月', '2026-03-01/2026-03-31'],
  ['202603', '2026-03-01/2026-03-31'],
  ['一季度', '2026-01-01/2026-03-31'],
  ['2026年第一季度', '2026-01-01/2026-03-31'],
  ['2026Q2', '2026-04-01/2026-06-30'],
  ['上半年', '2026-01-01/2026-06-30'],
  ['2026-03-01 至 2026-03-31', '2026-03-01/2026-03-31'],
  ['2026年3月1日—2026年3月31日', '2026-03-01/2026-03-31'],
  ['2026.3-2026.5', '2026-03-01/2026-05-31'],
  ['3月至5月', '2026-03-01/2026-05-31'],
  ['3-5月', '2026-03-01/2026-05-31'],
  ['2026/3/5', '2026-03-05/2026-03-05'],
  ['20260305', '2026-03-05/2026-03-05'],
  ['3月5日', '2026-03-05/2026-03-05'],
  ['2026年度', '2026-01-01/2026-12-31'],
  ['服务期内', '2025-11-25/2026-11-24'],
  ['全年', '2025-11-25/2026-11-24'],
])('reads %s', (text, spans) => expect(days(text)).toBe(spans));

it('takes a month without a year as that of each year of the service', () => {
  expect(days('11月')).toBe('2025-11-01/2025-11-30 2026-11-01/2026-11-30');
  expect(days('12月')).toBe('2025-12-01/2025-12-31');
});

it('reads no days where there are none, and gives the words back', () => {
  for (const text of ['按合同', '', '13月', '2026-02-30', '7×24小时值班登记表']) expect(days(text), text).toBe('');
  expect(readDays('巡检记录2026年3月', service).rest).toBe('巡检记录');
  expect(readDays('3 月的巡检日志', service).rest).toBe('巡检日志');
});

it('reads every stretch of days that it is given in full', () => {
  const day = fc
    .integer({ min: 0, max: 3000 })
    .map((n) => Temporal.PlainDate.from('2020-01-01').add({ days: n }).toString());
  fc.assert(
    fc.property(day, day, fc.constantFrom('至', ' 至 ', '到', '~', '—'), (a, b, word) => {
      const [from = '', to = ''] = [a, b].sort();
      expect(days(`${from}${word}${to}`)).toBe(`${from}/${to}`);
    }),
  );
});
