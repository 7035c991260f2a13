/** Who answers for a month: its 月报, and the statement of each period that has days of it. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { periodsOf } from '../../../src/contract/calendar/cadence-periods.ts';
import { toDate } from '../../../src/contract/time.ts';
import type { StatedException } from '../../../src/report/statement.ts';
import { monthAnswers } from '../../../src/sections/board/month-answers.ts';
import type { ClauseStatement, JudgedPeriod, SiteFacts } from '../../../src/sections/parts/facts.ts';
import { siteModel } from '../../support/site-fixture.ts';
import { siteFacts } from '../../support/site-parts.ts';

const exception = (day: string | null): StatedException => ({ clauses: ['5.4'], day, where: '', text: '…' });
const statement = (...exceptions: StatedException[]) => ({ page: '/d/x', exceptions }) as unknown as ClauseStatement;
const period = (n: number, from: string, to: string, stated: JudgedPeriod['statement']): JudgedPeriod => ({
  ...{ key: `q${n}`, name: `第 ${n} 个服务季度`, from, to, statement: stated },
  dueAt: '2027-03-02T18:00:00+08:00',
});

const base = siteFacts();
const service = { from: '2026-09-15', to: '2027-09-14' };
const contract = { ...base.contract, contract: { ...base.contract.contract, servicePeriod: service } };
const [like] = siteModel().documents;
const report = (month: string, revision: number) => ({
  ...like,
  ...{ obligation: 'monthly-maintenance', name: '系统维护及优化记录月报', period: month, revision, status: 'issued' },
  periodText: `${Number(month.slice(0, 4))} 年 ${Number(month.slice(5))} 月`,
  files: { html: `/a/${month}-r${revision}.html`, pdf: null, xlsx: null },
});
const facts = (periods: readonly JudgedPeriod[]): SiteFacts =>
  ({
    ...base,
    ...{ contract, today: '2026-12-20', documents: [report('2026-10', 1), report('2026-10', 2)] },
    clauses: { headings: new Map(), verdicts: { newest: statement(), periods, counter: '个季度' } },
  }) as unknown as SiteFacts;

it('names the newest 月报, and what the statements of its days list of it', () => {
  const news = {
    abnormal: [{ text: '漏洞逾期未修复 3 个', anchor: '#vulnerabilities' }],
    attention: [{ text: '暂停待确认', anchor: null }],
    wholeDays: { from: '2026-09-30', to: '2026-10-29' },
  };
  const found = monthAnswers(
    facts([
      period(
        1,
        '2026-09-15',
        '2026-12-14',
        statement(exception('2026-10-03'), exception('2026-11-09'), exception(null)),
      ),
      period(2, '2026-12-15', '2027-03-14', 'open'),
    ]),
    new Map([
      ['2026-10', news],
      ['2026-11', news],
    ]),
  );
  expect(found['2026-10']).toMatchObject({ exceptions: 1 });
  expect(found['2026-10']?.told).toEqual({
    abnormal: [{ text: '漏洞逾期未修复 3 个', href: '/a/2026-10-r2.html#vulnerabilities' }],
    attention: [{ text: '暂停待确认', href: '/a/2026-10-r2.html' }],
    wholeDays: '2026-09-30 至 2026-10-29',
  });
  // Of one that this reader has no document of nothing is told.
  expect(found['2026-11']).toMatchObject({ told: null, exceptions: 1 });
  expect(Object.keys(found)).toEqual(['2026-09', '2026-10', '2026-11', '2026-12']);
  expect(found['2026-10']?.report?.href).toBe('/a/2026-10-r2.html');
  expect(found['2026-10']?.judged).toEqual([
    {
      text: '第 1 个服务季度（2026-09-15 至 2026-12-14）的对照表逐条判定：列出日期在本月的例外 1 项，另有不指明日期的例外 1 项',
      href: '/clauses/state/exceptions#in-q1',
    },
  ]);
  expect(found['2026-11']?.report).toEqual({ text: '2026 年 11 月的《系统维护及优化记录月报》尚未签发' });
  expect(found['2026-12']?.judged.map(({ text }) => text.slice(0, 9))).toEqual(['第 1 个服务季度', '第 2 个服务季度']);
  expect(found['2026-12']?.judged[1]?.text).toContain('尚未签发，应于 2027-03-02 前签发');
});

it('leads to the statement where it lists nothing, and never calls judged what was not', () => {
  const of = (stated: JudgedPeriod['statement']) =>
    monthAnswers(facts([period(1, '2026-09-15', '2026-12-14', stated)]), new Map())['2026-10']?.judged[0];
  expect(of(statement())).toEqual({
    text: '第 1 个服务季度（2026-09-15 至 2026-12-14）的对照表逐条判定：没有列出日期在本月的例外',
    href: '/d/x',
  });
  expect(of('owed')?.text).toContain('未判定');
  expect(of('waived')?.text).toContain('未判定');
  expect(
    monthAnswers({ ...facts([]), clauses: { headings: new Map(), verdicts: null } }, new Map())['2026-10']?.judged,
  ).toEqual([]);
});

it('says by which fact 按期 is told, and that it is open while both sides have not agreed', () => {
  const of = (changes: object, terms: object = {}) => {
    const changed = { ...contract, ...changes, contract: { ...contract.contract, ...terms } };
    return monthAnswers({ ...facts([]), contract: changed } as SiteFacts, new Map())['2026-10'];
  };
  const open = of({});
  expect(open?.fact).toBe('签发');
  expect(open?.open?.text).toMatch(/^“按期”暂按签发时间计；以.*还是.*为准，口径未经双方确认$/);
  expect(open?.open?.href).toContain('/interpretations#');
  expect(of({}, { onTimeBy: 'delivered' })).toMatchObject({ fact: '送达', open: null });
  const [own] = contract.interpretations.filter(({ id }) => id === 'on-time');
  const settled = { ...own, chosen: own?.options[0]?.id, confirmed: true, confirmedOn: '2026-10-01' };
  expect(of({ interpretations: [settled] })?.open).toBeNull();
});

it('says of each month of any service which 月报 counts its days, and calls none unissued that was', () => {
  const start = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(start, fc.integer({ min: 40, max: 400 }), (first, days) => {
      const from = first.toISOString().slice(0, 10);
      const span = { from, to: toDate(from).add({ days }).toString() };
      const bundle = { ...contract, contract: { ...contract.contract, servicePeriod: span } };
      const given = { ...facts([]), contract: bundle, today: '2028-06-30' };
      const periods = periodsOf({ every: { unit: 'month' } }, span).map(({ id }) => id);
      const documents = periods.map((id) => report(id, 1)) as unknown as SiteFacts['documents'];
      const found = Object.entries(monthAnswers({ ...given, documents } as SiteFacts, new Map()));
      expect(found.map(([month]) => month)).toEqual(expect.arrayContaining(periods));
      for (const [month, { report: one, joined }] of found) {
        const isOwn = periods.includes(month);
        expect(joined === undefined).toBe(isOwn);
        const counted = isOwn
          ? month
          : month < from.slice(0, 7) || month === found[0]?.[0]
            ? periods[0]
            : periods.at(-1);
        expect(one?.href).toBe(`/a/${counted}-r1.html`);
        if (joined !== undefined) expect(joined.href).toBe(`/deliverables/month/${counted}`);
      }
    }),
  );
});
