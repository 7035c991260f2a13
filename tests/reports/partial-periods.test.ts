/** What reports say of 本月, 上月 and 下期 where the service begins and ends in the middle of a month, or a period joined its neighbour. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import statement from '../../reports/compliance-statement.ts';
import monthly from '../../reports/monthly-maintenance.ts';
import review from '../../reports/service-review.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { Occurrence } from '../../src/contract/calendar/occurrence.ts';
import { toDate } from '../../src/contract/time.ts';
import { runs } from '../support/runs.ts';
import { bundle } from './_documents.ts';
import { t } from './_incidents.ts';
import { calendarOf, issuedFor, periodicDocument } from './_periodic.ts';

const serving = (from: string, to: string): ContractBundle => ({
  ...bundle,
  contract: { ...bundle.contract, servicePeriod: { from, to } },
});
const AS_OF = t('2026-12-31 17:00:00');
const daysOf = ({ from, to }: Pick<Occurrence, 'from' | 'to'>): number =>
  toDate(from).until(toDate(to), { largestUnit: 'days' }).days + 1;

const periodsOf = (id: string, contract: ContractBundle): Occurrence[] =>
  calendarOf([], AS_OF, contract)
    .filter(({ obligation }) => obligation === id)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));

/** The text of the first page and of the whole, and the heads of the columns of its figures. */
function printed(deliverable: typeof monthly, own: Occurrence, contract: ContractBundle, before?: Occurrence) {
  const asOf = own.dueAt ?? AS_OF;
  const issued =
    before === undefined
      ? []
      : [issuedFor(deliverable.id, before.period, before.dueAt ?? AS_OF, { figures: { 'permits.breaches': 1 } })];
  const document = periodicDocument({ deliverable, records: [], period: own.period, asOf, contract, issued });
  const page = document.sections.find(({ opening }) => opening === true);
  const blocks = page?.blocks ?? [];
  return {
    title: page?.title ?? '',
    notes: blocks.flatMap((one) => (one.type === 'note' ? [one.text] : [])),
    heads: blocks.flatMap((one) =>
      one.type === 'table' && one.title === '关键数字' ? one.columns.map(({ label }) => label) : [],
    ),
    whole: JSON.stringify(document.sections),
    plan: document.sections.find(({ id }) => id === 'plan')?.title ?? '',
  };
}

describe('a service that begins and ends within a month', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => String(n).padStart(2, '0'));
  const service = fc.tuple(day, fc.integer({ min: 20, max: 150 })).map(([first, length]) => {
    const from = `2026-09-${first}`;
    return serving(from, toDate(from).add({ days: length }).toString());
  });

  /** What a report may say of its own period and of the one after. */
  function speaksOf(own: Occurrence, { title, whole, plan }: ReturnType<typeof printed>, unit: Unit, isLast: boolean) {
    expect(title).toBe(`本${unit(own)}要点`);
    expect(whole).not.toMatch(isLast ? /列入下期|在下期/ : /列入服务期结束后的收口版/);
    if (isLast) expect(plan).not.toMatch(/下月|下期/);
  }

  /** And of the one before, whose figures stand beside its own. */
  function compares(own: Occurrence, before: Occurrence, { heads, notes }: ReturnType<typeof printed>, unit: Unit) {
    expect(heads).toContain(`上${unit(before)}`);
    const days = [daysOf(before), daysOf(own)];
    const told = notes.filter((text) => text.includes('长短不同的区间'));
    expect(told).toHaveLength(Math.max(...days) > Math.min(...days) * 1.15 ? 1 : 0);
    for (const text of told) for (const n of days) expect(text).toContain(`（${n} 天）`);
  }

  type Unit = (one: Occurrence) => string;
  test.each([
    ['月报', monthly, 31, '月'],
    ['履约对照表', statement, 92, '季度'],
    ['年度总结', review, 0, '期'],
  ] as const)(
    '%s speaks of periods that there are, and of a month only where it is one',
    (_, deliverable, most, word) => {
      const unit: Unit = (one) => (daysOf(one) > most ? '期' : word);
      fc.assert(
        fc.property(service, (contract) => {
          const all = periodsOf(deliverable.id, contract);
          for (const n of new Set([0, 1, all.length - 1])) {
            const [before, own] = [all[n - 1], all[n]];
            if (own === undefined) continue;
            const said = printed(deliverable, own, contract, before);
            speaksOf(own, said, unit, n === all.length - 1);
            if (before !== undefined) compares(own, before, said, unit);
          }
        }),
        { numRuns: runs(4) },
      );
    },
  );

  test('what comes after the last cut is told by the closing revision, and on request by nobody', () => {
    const contract = serving('2026-09-10', '2026-12-31');
    const last = periodsOf('monthly-maintenance', contract).at(-1) as Occurrence;
    expect(printed(monthly, last, contract).notes.at(-1)).toMatch(
      /；其后至 2026-12-31 24:00 .*列入服务期结束后的收口版。$/,
    );
    const request = { deliverable: statement, records: [], period: 'service-20261130', contract };
    const text = JSON.stringify(periodicDocument({ ...request, asOf: t('2026-11-30 10:00:00') }).sections);
    expect(text).toContain('24:00 发生或登记的，不列入本文档');
  });
});

test('a column is not called 上月 that is of an earlier one', () => {
  const contract = serving('2026-09-01', '2027-08-31');
  const [first, , third] = periodsOf('monthly-maintenance', contract);
  if (first === undefined || third === undefined) throw new Error('no months');
  const { heads } = printed(monthly, third, contract, first);
  expect(heads).toContain('2026-09 一期');
  expect(heads).not.toContain('上月');
});
