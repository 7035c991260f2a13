/** Months of which nothing was written down are named where the contract wants the kind in every month. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { monthText } from '../../src/contract/calendar/month-text.ts';
import { emptyMonths } from '../../src/sections/records/empty-months.ts';
import { siteFacts } from '../support/site-parts.ts';

const base = siteFacts();
const facts = (today: string): typeof base => ({ ...base, today });
const textOf = (blocks: ReturnType<typeof emptyMonths>): string =>
  blocks.map((one) => (one.type === 'note' ? one.text : '')).join('');
const SERVICE = Array.from({ length: 12 }, (_, n) =>
  Temporal.PlainYearMonth.from('2026-09').add({ months: n }).toString(),
);

it('names spans of months that are over, and not the one that runs', () => {
  const text = textOf(emptyMonths(facts('2027-03-04'), 'duty', '值班与考勤', ['2026-09', '2026-11', '2027-02']));
  expect(text).toContain('2026 年 10 月、2026 年 12 月至 2027 年 1 月（2 个月）。');
  expect(text).not.toContain('2027 年 3 月');
  expect(emptyMonths(facts('2026-09-30'), 'duty', '值班与考勤', [])).toEqual([]);
});

it('says nothing of a kind that may well have none, nor of a contract that does not want it', () => {
  expect(emptyMonths(facts('2027-03-04'), 'incident', '故障', [])).toEqual([]);
  const other = structuredClone(base.contract);
  other.contract.requirements = { ...other.contract.requirements, posts: [] };
  expect(emptyMonths({ ...facts('2027-03-04'), contract: other }, 'duty', '值班与考勤', [])).toEqual([]);
});

it('speaks whenever a month of the service that is over has none, and names the first of them', () => {
  fc.assert(
    fc.property(fc.subarray(SERVICE), fc.integer({ min: 0, max: 14 }), (seen, ahead) => {
      const today = Temporal.PlainDate.from('2026-09-15').add({ months: ahead }).toString();
      const gone = SERVICE.filter((month) => month < today.slice(0, 7) && !seen.includes(month));
      const text = textOf(emptyMonths(facts(today), 'inspection', '巡检', seen));
      expect(text !== '').toBe(gone.length > 0);
      if (gone[0] !== undefined) expect(text).toContain(monthText(gone[0]));
    }),
  );
});
