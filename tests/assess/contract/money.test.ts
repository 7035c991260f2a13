/** 扣款计算: shares of fees line by line, caps over schemes in their order, months that add up to the year; held against sums by hand. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Deductions, deductionsOf, fenText } from '../../../src/assess/contract/money/deductions.ts';
import { feeOver } from '../../../src/assess/contract/money/fee.ts';
import { exact, fenOf } from '../../../src/assess/contract/money/fraction.ts';
import type { Deduction, RuleResult } from '../../../src/assess/contract/score/deduction.ts';
import type { SchemeResult, SchemeScore } from '../../../src/assess/contract/score.ts';
import type { DeductionCap, Fee, Rounding } from '../../../src/contract/terms/fees.ts';
import type { PenaltyRule, PenaltyScheme } from '../../../src/contract/terms/penalties.ts';
import { runs } from '../../support/runs.ts';

const rule: PenaltyRule = { id: 'r', label: '事项', clauses: ['1'], on: 'assessed', per: 'occurrence' };
const schemeOf = (id: string, measure: PenaltyScheme['measure'], more: Partial<PenaltyScheme> = {}): PenaltyScheme => ({
  ...{ id, name: id, clauses: ['1'], measure, period: 'month', rules: [rule] },
  ...more,
});
const lineOf = (amount: number, more: Partial<Deduction> = {}): Deduction => ({
  ...{ record: 'PD-1', day: null, text: '', quantity: 1, each: amount, amount },
  ...more,
});

/** A score as the scheme's own caps left it. */
function scoreOf(scheme: PenaltyScheme, deductions: Deduction[], more: Partial<SchemeResult> = {}): SchemeScore {
  const sum = deductions.reduce((all, one) => Math.round((all + one.amount) * 100) / 100, 0);
  const rules: RuleResult[] = [{ rule, deductions, apart: [], uncapped: sum, total: sum }];
  const result: SchemeResult = {
    ...{ rules, deducted: sum, uncapped: sum, shared: [], score: null, band: null, payment: null },
    ...more,
  };
  return { scheme, result, open: [], recorded: 1, objections: [] };
}

const fee = (id: string, amount: number, more: Partial<Fee> = {}): Fee => ({
  ...{ id, name: id, clauses: ['1'], per: 'month', amount },
  ...more,
});
const month = (n: number) => {
  const from = Temporal.PlainDate.from('2026-07-01').add({ months: n });
  return { from: from.toString(), to: from.add({ months: 1 }).subtract({ days: 1 }).toString() };
};
const YEAR = { from: '2026-07-01', to: '2027-06-30' };
const NOTHING = () => ({ taken: () => ({ least: 0, most: 0 }), missing: 0 });

describe('a fee', () => {
  test.for([
    ['month', 100, '2026-07-01', '2026-07-31', 10_000],
    ['month', 100, '2026-07-01', '2026-09-30', 30_000],
    ['year', 100, '2026-07-01', '2026-07-31', 833],
    ['year', 100, '2026-07-01', '2027-06-30', 10_000],
    ['quarter', 0.01, '2026-07-01', '2026-07-31', 0],
    ['half-year', 60, '2026-07-15', '2026-08-14', 1000],
    // The last day of a month stays the last day.
    ['month', 100, '2027-01-31', '2027-02-27', 10_000],
  ] as const)('%s %d over %s to %s: %d fen', ([per, amount, from, to, fen]) => {
    const found = feeOver([fee('a', amount, { per })], ['a'], { from, to });
    expect(typeof found === 'string' ? found : fenOf(found)).toBe(fen);
  });

  it('is that which holds on the last day of each month', () => {
    const fees = [fee('a', 100, { until: '2026-08-15' }), fee('a', 200, { from: '2026-08-16' })];
    const found = feeOver(fees, ['a'], { from: '2026-07-01', to: '2026-09-30' });
    expect(typeof found === 'string' ? found : fenOf(found)).toBe(50_000);
  });

  it('is none of a part of a month, or of a month of which nothing is written', () => {
    expect(feeOver([fee('a', 1)], ['a'], { from: '2026-07-02', to: '2026-07-31' })).toContain('不是整月');
    expect(feeOver([fee('a', 1, { until: '2026-07-31' })], ['a'], { from: '2026-07-01', to: '2026-08-31' })).toContain(
      '没有写明 2026-08-31 的服务费',
    );
  });
});

test.for([
  [undefined, '0.005', 1],
  [{ to: 'fen', how: 'half-up' }, '0.0049', 0],
  [{ to: 'fen', how: 'up' }, '0.0001', 1],
  [{ to: 'fen', how: 'down' }, '0.0099', 0],
  [{ to: 'yuan', how: 'half-up' }, '1.5', 200],
  [{ to: 'yuan', how: 'down' }, '1.99', 100],
  [{ to: 'jiao', how: 'up' }, '1.01', 110],
  [{ to: 'fen', how: 'half-up' }, '1.005', 101],
] as const)('%o rounds %s to %i fen', ([rounding, yuan, fen]) => {
  expect(fenOf(exact(Number(yuan)), rounding as Rounding | undefined)).toBe(fen);
  expect(fenText(123_456_705)).toBe('1,234,567.05');
});

describe('shares', () => {
  const fees = [fee('web-fee', 1000, { assets: ['web'] }), fee('db-fee', 333.33, { assets: ['db'] })];
  const credits = schemeOf('credits', 'percent', { fees: ['web-fee', 'db-fee'] });
  const of = (...found: Deduction[]) =>
    deductionsOf({ fees }, [scoreOf(credits, found)], { days: month(0), year: YEAR, earlier: NOTHING }).schemes[0];

  it('are of the fee of their own object, each rounded by itself', () => {
    const found = of(lineOf(5, { assets: ['web'] }), lineOf(5, { assets: ['db'] }));
    expect(found?.lines.map(({ basis, fen }) => [basis, fen])).toEqual([
      ['1,000.00', 5000],
      ['333.33', 1667],
    ]);
  });

  it('are never more than the whole of it', () => {
    const found = of(lineOf(60, { assets: ['web'] }), lineOf(60, { assets: ['web'] }), lineOf(60, { assets: ['db'] }));
    expect(found?.lines.map(({ share, fen }) => [share, fen])).toEqual([
      [60, 60_000],
      [40, 40_000],
      [60, 20_000],
    ]);
  });

  it('of what has no fee are no amount, and not none', () => {
    expect(of(lineOf(5, { assets: ['other'], text: '电话' }))).toMatchObject({
      lines: [],
      problem: '合同数据没有写明“电话”所属的服务费',
    });
  });

  it('of a score are of all fees of the scheme, by the band', () => {
    const band = { below: 90, percent: 3, amount: 10, text: '扣减 3%' };
    const scheme = schemeOf('score', 'points', { fees: ['web-fee', 'db-fee'], full: 100, bands: [band] });
    const score = scoreOf(scheme, [lineOf(15)], { score: 85, band });
    const found = deductionsOf({ fees }, [score], { days: month(0), year: YEAR, earlier: NOTHING });
    // 3 % of 1333.33 is 39.9999.
    expect(found.total).toEqual({ least: 5000, most: 5000 });
  });
});

describe('caps over schemes', () => {
  const fees = [fee('all', 1000)];
  const [fines, credits] = [schemeOf('fines', 'money'), schemeOf('credits', 'percent', { fees: ['all'] })];
  const capOf = (id: string, per: DeductionCap['per'], more: Partial<DeductionCap>): DeductionCap => ({
    ...{ id, name: id, clauses: ['1'], per, over: ['fines', 'credits'] },
    ...more,
  });

  it('count what earlier sheets took, and nothing is sure while one is not there', () => {
    const caps = [capOf('year', 'year', { percent: 10, fees: ['all'] })];
    const of = (least: number, most: number, missing: number): Deductions =>
      deductionsOf({ fees, deductionCaps: caps }, [scoreOf(fines, [lineOf(500)])], {
        ...{ days: month(3), year: YEAR },
        earlier: () => ({ taken: (id) => (id === 'fines' ? { least, most } : { least: 0, most: 0 }), missing }),
      });
    expect(of(0, 0, 0).caps[0]?.limit).toBe(120_000);
    expect(of(100_000, 100_000, 0).total).toEqual({ least: 20_000, most: 20_000 });
    expect(of(70_000, 100_000, 0).total).toEqual({ least: 20_000, most: 50_000 });
    expect(of(0, 0, 1).total).toEqual({ least: 0, most: 50_000 });
    expect(of(130_000, 130_000, 0).total).toEqual({ least: 0, most: 0 });
  });

  /** In fen: fines as they are, each share of the fee half up, never more than the whole fee. */
  const askedByHand = (said: { fines: number[]; credits: number[] }, price: number): Record<string, number> => {
    let percentLeft = 100;
    let shares = 0;
    for (const one of said.credits) {
      const percent = Math.min(one, percentLeft);
      percentLeft -= percent;
      shares += Math.floor((price * percent + 50) / 100);
    }
    return { fines: said.fines.reduce((sum, one) => sum + one, 0), credits: shares };
  };

  /** By hand: hundredths of 元 of each line, the month's cap, then what is left of the year's. */
  it('take the month before the year, in the order of the schemes; the months add up to no more than the year', () => {
    const cents = fc.integer({ min: 1, max: 90_000 });
    const months = fc.array(
      fc.record({
        fines: fc.array(cents, { maxLength: 3 }),
        credits: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
      }),
      { minLength: 12, maxLength: 12 },
    );
    const terms = fc.record({
      price: fc.integer({ min: 10_000, max: 500_000 }),
      // Beyond what any month comes to: as if there were none.
      ofMonth: fc.oneof(cents, fc.constant(100_000_000)),
      ofYear: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(100)),
      first: fc.constantFrom(['fines', 'credits'], ['credits', 'fines']).map((one): string[] => [...one]),
    });
    fc.assert(
      fc.property(months, terms, (all, { price, ofMonth, ofYear, first }) => {
        const own = [fee('all', price / 100)];
        const deductionCaps = [
          capOf('year', 'year', { over: first, percent: ofYear, fees: ['all'] }),
          capOf('month', 'month', { over: first, amount: ofMonth / 100 }),
        ];
        const yearly = Math.floor((price * 12 * ofYear) / 100);
        const before: Record<string, number> = { fines: 0, credits: 0 };
        let byHand = 0;
        for (const [n, said] of all.entries()) {
          const found = deductionsOf(
            { fees: own, deductionCaps },
            [
              scoreOf(
                fines,
                said.fines.map((one) => lineOf(one / 100)),
              ),
              scoreOf(
                credits,
                said.credits.map((one) => lineOf(one, { assets: ['web'] })),
              ),
            ],
            {
              ...{ days: month(n), year: YEAR },
              earlier: () => ({ taken: (id) => ({ least: before[id] ?? 0, most: before[id] ?? 0 }), missing: 0 }),
            },
          );
          const asked = askedByHand(said, price);
          let room = Math.min(ofMonth, Math.max(0, yearly - byHand));
          for (const id of first) {
            const taken = Math.min(asked[id] ?? 0, room);
            room -= taken;
            byHand += taken;
            expect(found.taken.get(id)).toEqual({ least: taken, most: taken });
            before[id] = (before[id] ?? 0) + taken;
          }
          expect(found.total.least).toBeLessThanOrEqual(ofMonth);
        }
        expect((before['fines'] ?? 0) + (before['credits'] ?? 0)).toBe(byHand);
        expect(byHand).toBeLessThanOrEqual(yearly);
      }),
      { numRuns: runs(60) },
    );
  });

  it('leave between what the options of a reading and what waits come to', () => {
    const score = scoreOf(fines, [lineOf(100)]);
    const options = [50, 100].map((amount, n) => ({
      ...{ option: `o${n}`, label: '', isDefault: n === 1, result: scoreOf(fines, [lineOf(amount)]).result },
    }));
    const waiting = scoreOf(fines, []).result;
    const [own] = waiting.rules as [RuleResult];
    own.apart = [lineOf(30, { apart: 'claimed' }), lineOf(900, { apart: 'waived' })];
    const of = (one: SchemeScore) =>
      deductionsOf({ fees }, [one], { days: month(0), year: YEAR, earlier: NOTHING }).total;
    expect(of({ ...score, open: [{ interpretation: 'i', question: '', options }] })).toEqual({
      least: 5000,
      most: 10_000,
    });
    expect(of({ ...score, result: waiting })).toEqual({ least: 0, most: 3000 });
  });
});
