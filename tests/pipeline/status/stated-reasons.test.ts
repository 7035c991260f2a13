/** 首页's verdict names what the newest statement found: operations without a fitting permit, clauses with exceptions. */
import { describe, expect, it } from 'vitest';
import { breachReason, exceptionReason } from '../../../src/pipeline/status/stated-reasons.ts';
import type { StatedException } from '../../../src/report/statement.ts';
import { breachesOf } from '../../../src/sections/clauses/breaches.ts';
import { statement, verdictsOf } from '../../support/clause-verdicts.ts';

const said = (breaches: number | null, ...words: string[]) =>
  statement(
    words.map((text, n) => [String(n), { text }]),
    { breaches, source: { text: '合同履约对照表 2026 年第 3 季度', href: '/documents?number=X' } },
  );
const stated = (breaches: number | null, ...words: string[]) => verdictsOf(said(breaches, ...words));
const within = { from: '2026-01-01', to: '2026-11-25T18:00:00+08:00' };

describe('the reasons of the newest statement', () => {
  it('are operations that match no permit, with the document that lists them', () => {
    expect(breachReason(stated(2))).toMatchObject({
      gravity: 'unauthorised',
      brief: '本服务期许可不符 2 项',
      text: '本服务期许可不符 2 项，见合同履约对照表 2026 年第 3 季度',
      href: '/archive/X.html',
    });
    expect([breachReason(stated(0)), breachReason(stated(null)), breachReason(null)]).toEqual([null, null, null]);
  });

  it('count operations over the whole service, and lead to where those of several periods are listed', () => {
    expect(breachReason(verdictsOf(said(0), said(3), said(null), said(1), 'open'))).toMatchObject({
      text: '本服务期许可不符 4 项，其中最近一期（2026 年第 3 季度）1 项，见各期对照表的例外清单',
      href: '/clauses/state/exceptions',
    });
    expect(breachReason(verdictsOf(said(3), said(0)))).toMatchObject({
      text: '本服务期许可不符 3 项，其中最近一期（2026 年第 1 季度）0 项，见合同履约对照表 2026 年第 3 季度',
      href: '/archive/X.html',
    });
  });

  it('lead to exactly those rows where the lists show which they are', () => {
    const rows = (count: number): StatedException[] =>
      Array.from({ length: count }, (_, n) => ({
        ...{ clauses: ['5.4'], day: '2026-01-02', where: `YC-20260102-00${n + 1}`, text: '未取得许可' },
        breach: true as const,
      }));
    const other: StatedException = { clauses: ['5.4'], day: null, where: '', text: '缺许可台账' };
    const listed = (count: number | null, found = count ?? 0) =>
      statement([], { breaches: count, exceptions: [other, ...rows(found), other] });
    const verdicts = verdictsOf(listed(2), listed(0), listed(null), listed(3));
    expect(breachReason(verdicts)).toMatchObject({ brief: '本服务期许可不符 5 项', href: '/clauses/state/breaches' });
    expect(breachesOf(verdicts)).toHaveLength(5);
    expect(breachReason(verdictsOf(listed(2)))?.href).toBe('/clauses/state/breaches');
    // A list that does not say which they are is opened whole, and nothing is guessed.
    expect(breachReason(verdictsOf(listed(2), listed(3, 0)))?.href).toBe('/clauses/state/exceptions');
    const { periods, ...rest } = verdicts;
    const [first] = periods;
    if (first === undefined) throw new Error('no period');
    expect(breachesOf({ ...rest, periods: [first, first] })).toHaveLength(2);
  });

  it('count no operation twice where the statement of a year holds those of its quarters', () => {
    const { periods, ...rest } = verdictsOf(said(1), said(2), said(3));
    const [first, second, whole] = periods;
    if (first === undefined || second === undefined || whole === undefined) throw new Error('no periods');
    const year = { ...whole, from: first.from };
    expect(breachReason({ ...rest, periods: [first, year, second] })).toMatchObject({ brief: '本服务期许可不符 3 项' });
    expect(breachReason({ ...rest, periods: [first, first] })).toMatchObject({ brief: '本服务期许可不符 1 项' });
  });

  it('are clauses with exceptions, as many as the list that it opens', () => {
    const found = exceptionReason(stated(null, '有例外', '达成', '有例外'), within);
    expect(found).toMatchObject({
      brief: '本服务期有例外的条款 2 项',
      href: '/clauses/state/exception',
      figure: { value: 2 },
    });
    expect([exceptionReason(stated(null, '达成'), within), exceptionReason(null, within)]).toEqual([null, null]);
  });

  it('count a clause of the whole service, and say how many there are in the last period', () => {
    const over = verdictsOf(said(null, '有例外', '有例外', '达成'), said(null, '达成', '有例外', '达成'), 'open');
    expect(exceptionReason(over, within)).toMatchObject({
      text: '本服务期有例外的条款 2 项，最近一期（2026 年第 1 季度）1 项',
      figure: { value: 2 },
    });
  });

  it('count beside them, with a list of its own, what a 口径 settled since calls missed, and never a clause twice', () => {
    const of = (words: string[], ...missed: string[]) =>
      exceptionReason({ ...stated(null, ...words), missed: new Map(missed.map((id) => [id, ['2025-11-01']])) }, within);
    const since = { href: '/clauses/state/missed-since', figure: { id: 'clauses.state.missed-since', value: 1 } };
    expect(of(['有例外', '达成', '因口径而异'], '0', '2')).toMatchObject({
      text: '本服务期有例外的条款 1 项',
      brief: '本服务期有例外的条款 1 项、签发后判定未达标 1 项',
      figure: { value: 1 },
      also: [{ text: '签发后判定未达标 1 项', ...since }],
    });
    expect(of(['有例外', '达成'], '0')).not.toHaveProperty('also');
    expect(of(['达成', '因口径而异'], '1')).toMatchObject({ text: '本服务期条款签发后判定未达标 1 项', ...since });
  });
});
