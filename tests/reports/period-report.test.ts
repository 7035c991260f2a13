/** 期间报告: its sections as the data choose them, each resting on no more than it says. */
import { describe, expect, it } from 'vitest';
import type { DeliverableUnit } from '../../reports/_deliverable.ts';
import monthly from '../../reports/monthly-maintenance.ts';
import { periodView } from '../../reports/period/period.ts';
import report from '../../reports/period-report.ts';
import { periodFacts } from '../../reports/periodic/facts.ts';
import { catalogue } from '../../reports/sections/catalogue.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import type { Cadence } from '../../src/contract/terms/cadence.ts';
import { bindUnits } from '../../src/pipeline/bind-units.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import waiver from '../../src/subjects/signing/kinds/waiver.ts';
import { bundle, recordOf } from './_documents.ts';
import { AS_OF, issuedUntil, records } from './_month.ts';
import { periodicDocument, periodicInput } from './_periodic.ts';
import { printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const template = bundle.obligations.find(({ id }) => id === 'monthly-maintenance');
if (template === undefined) throw new Error('no monthly report');
const units = new Map<string, DeliverableUnit>([
  ['period-report', report],
  ['monthly-maintenance', monthly],
]);

/** A report of one's own beside the monthly one. */
function contractWith(id: string, unit: string, sections: string[], cadence: Cadence): ContractBundle {
  const one = { ...template, id, code: 'QJ', name: '运维报告', unit, sections, ...cadence, interval: 'natural' };
  return {
    ...bundle,
    contract: {
      ...bundle.contract,
      terms: [{ id: '2026-T1', name: '2026–2027 学年第一学期', from: '2026-09-01', to: '2026-11-29' }],
    },
    obligations: [template, one] as ContractBundle['obligations'],
    registers: [],
    written: [],
  };
}

function documentOf(sections: string[], cadence: Cadence, period: string, unit = 'period-report'): ReportDocument {
  const contract = contractWith('own-report', unit, sections, cadence);
  const deliverable = bindUnits(contract, units).get('own-report');
  if (deliverable === undefined) throw new Error('not bound');
  return periodicDocument({ deliverable, records, period, asOf: AS_OF, issued: issuedUntil(AS_OF), contract });
}

type Posts = NonNullable<NonNullable<ContractBundle['contract']['requirements']>['posts']>;
const week: Cadence = { every: { unit: 'week' } };
const titlesOf = (document: ReportDocument): string[] => document.sections.map(({ title }) => title).slice(0, -2);

/** The contract, with a backup that has to be kept: what it asks for nothing of has no section. */
const keepingBackups = (bundle: ContractBundle): ContractBundle => ({
  ...bundle,
  contract: {
    ...bundle.contract,
    requirements: {
      ...bundle.contract.requirements,
      backups: [
        { id: 'daily', name: '日备份', assets: ['mysql-primary'], per: 'day', keepDays: 30, clauses: ['5.3.8'] },
      ],
    },
  },
});

it.each(catalogue)('a section of the catalogue $id reads only the records that it names', (one) => {
  const { input } = periodicInput({ deliverable: monthly, records, period: '2026-11', asOf: AS_OF });
  const seen = new Set<string>();
  const watched = <T extends object>(what: T): T =>
    new Proxy(what, {
      get: (target, key) => {
        if (typeof key === 'string') seen.add(key);
        return Reflect.get(target, key);
      },
    });
  const own = {
    ...{ ...input, contract: keepingBackups(input.contract) },
    ...{ records: watched(input.records), withdrawn: watched(input.withdrawn) },
  };
  for (const [key, given] of [
    ['occurrences', one.occurrences],
    ['monitoring', one.monitoring],
  ] as const) {
    const get = () => {
      if (given !== true) throw new Error(`reads ${key}`);
      return input[key];
    };
    Object.defineProperty(own, key, { get });
  }
  Object.defineProperty(own, 'issued', {
    get: () => {
      seen.add('manifest');
      return input.issued;
    },
  });
  const facts = periodFacts(periodView(own), one.counts ?? []);
  const sections = [one.compose(facts)].flat();
  expect(sections).not.toEqual([]);
  const titles: Readonly<Record<string, RegExp>> = { 下期计划: /^下月计划/, 次数限额: /限额$/ };
  const title = titles[one.title] ?? new RegExp(`^${one.title.slice(0, 2)}`);
  for (const section of sections) expect(section.title).toMatch(title);
  expect(facts.counted).toBeDefined();
  expect([...seen].filter((kind) => !one.kinds.includes(kind))).toEqual([]);
});

describe('a weekly report', () => {
  const sections = ['overview', 'incidents', 'clocks', 'inspections', 'requests', 'knowledge', 'plan', 'supplement'];
  const document = documentOf(sections, week, '2026-W48');

  it('has the chosen sections in the chosen order', () => {
    expect(titlesOf(document)).toEqual([
      '本周要点',
      '故障统计',
      '响应与恢复达成',
      '巡检汇总',
      '服务请求',
      '技术咨询与知识',
      '下周计划',
      '统计区间与归属',
    ]);
  });

  it('counts its own week, and tells on its first page of what it counts alone', () => {
    const overview = sectionOf(document, 'first-page');
    expect(printed(overview)).toContain('统计区间 2026-11-23 00:00 至 2026-11-30 00:00');
    expect(rowsOf(tableOf(document, '关键数字')).map(({ label, value }) => [label, value])).toEqual([
      [expect.stringMatching(/^故障（/), '1 起'],
      [expect.stringMatching(/^响应达成率/), expect.anything()],
      [expect.stringMatching(/^恢复达成率/), expect.anything()],
      ['巡检日（已确认 0）', '7 日'],
    ]);
  });

  it('looks ahead to the next week alone', () => {
    expect(printed(sectionOf(document, 'plan'))).toContain('下周到期的交付物');
    expect(printed(sectionOf(document, 'plan'))).not.toContain('下月');
  });

  it('says of what nobody wrote down that it is 未登记', () => {
    const empty = documentOf(['calls', 'orders'], week, '2026-W37');
    expect(printed(sectionOf(empty, 'calls'))).toContain('统计区间内未登记来电');
    expect(printed(sectionOf(empty, 'orders'))).toContain('统计区间内未登记现场服务');
  });
});

describe('what is not asked for in the period', () => {
  const firstWeek = (posts?: Posts): ReportDocument => {
    const own = contractWith('own-report', 'period-report', ['overview', 'deliveries', 'attendance'], week);
    const due = { after: 'period-end', weekday: 1, time: '10:00', agreed: false };
    const requirements = { ...own.contract.requirements, ...(posts === undefined ? {} : { posts }) };
    const contract = {
      ...{ ...own, contract: { ...own.contract, requirements } },
      obligations: own.obligations.map((one) => (one.id === 'own-report' ? { ...one, due } : one)),
    } as ContractBundle;
    const deliverable = bindUnits(contract, units).get('own-report');
    if (deliverable === undefined) throw new Error('not bound');
    return periodicDocument({
      ...{ deliverable, records, period: '2026-W36', asOf: '2026-09-07T09:00:00+08:00', issued: [], contract },
    });
  };

  it('concludes of no deliverable that all were in time', () => {
    const document = firstWeek();
    expect(printed(sectionOf(document, 'deliveries'))).toContain('统计区间内没有应交的交付物。');
    expect(JSON.stringify(document)).not.toContain('均已按期');
  });

  it('says of an interval that begins early that the weeks before were waived', () => {
    const contract = contractWith('own-report', 'period-report', ['overview', 'incidents'], week);
    const deliverable = bindUnits(contract, units).get('own-report');
    if (deliverable === undefined) throw new Error('not bound');
    const times = { at: '2026-09-07T09:00:00+08:00', enteredAt: '2026-09-07T09:10:00+08:00' };
    const free = { ...recordOf(waiver), ...times, id: 'HM-20260907-001', obligation: 'own-report', period: '2026-W36' };
    const document = periodicDocument({
      ...{ deliverable, records: [free], period: '2026-W37', asOf: '2026-09-14T09:00:00+08:00', issued: [], contract },
    });
    expect(printed(sectionOf(document, 'first-page'))).toMatch(
      /统计区间 2026-09-01 00:00 .*已豁免的 2026-W36 不另编制/s,
    );
  });

  it('says nothing of 值班 that is asked for on other days alone', () => {
    const resident = {
      id: 'r',
      name: '驻场',
      post: 'resident',
      headcount: 2,
      days: 'working-days',
      clauses: ['5.1.5'],
    };
    const oncall = { ...resident, id: 'o', name: '假期值班', post: 'oncall', headcount: 1 };
    const posts = (days: string) => [resident, { ...oncall, days }] as Posts;
    expect(printed(sectionOf(firstWeek(posts('vacations')), 'attendance'))).not.toContain('有排班登记');
    expect(printed(sectionOf(firstWeek(posts('all')), 'attendance'))).toContain('有排班登记的 0 日，共 6 日');
  });
});

it('any other length a half-year, a term, a quarter: each by its own days', () => {
  const days = (cadence: Cadence, period: string): string => {
    const { frame } = documentOf(['overview', 'inspections'], cadence, period);
    return frame.periodText;
  };
  expect(days({ every: { unit: 'half-year' } }, '2026-H2')).toBe('2026 年下半年（2026-09-01 至 2026-12-31）');
  expect(days({ every: { unit: 'term' } }, '2026-T1')).toBe('2026–2027 学年第一学期（2026-09-01 至 2026-11-29）');
  expect(days({ every: { unit: 'quarter' } }, '2026-Q4')).toBe('2026 年第 4 季度（2026-09-01 至 2026-12-31）');
});

it('a weekly report that is not owed in vacations leaves the days of a vacation out of what is counted by days, and keeps what happened on them', () => {
  const cadence: Cadence = { ...week, only: 'terms' };
  const terms = [
    { id: '2026-T1', name: '第一学期', from: '2026-09-01', to: '2026-10-18' },
    { id: '2026-T2', name: '第二学期', from: '2026-11-16', to: '2026-11-29' },
  ];
  const own = contractWith(
    'own-report',
    'period-report',
    ['overview', 'attendance', 'inspections', 'incidents'],
    cadence,
  );
  const contract: ContractBundle = { ...own, contract: { ...own.contract, terms } };
  const deliverable = bindUnits(contract, units).get('own-report');
  if (deliverable === undefined) throw new Error('not bound');
  const before = ['2026-W40', '2026-W41', '2026-W42'].map((period) => ({
    ...(issuedUntil(AS_OF)[0] as IssuedSummary),
    obligation: 'own-report',
    period,
    revision: 1,
    issuedAt: '2026-10-19T09:00:00+08:00',
  }));
  const document = periodicDocument({
    ...{ deliverable, records, contract, period: '2026-W47', asOf: '2026-11-23T09:00:00+08:00', issued: before },
  });
  const overview = printed(sectionOf(document, 'first-page'));
  expect(overview).toContain('为 2026-11-16 至 2026-11-22');
  expect(printed(sectionOf(document, 'attendance'))).toContain('工作日 5 日（2026-11-16 至 2026-11-22）');
  expect(printed(sectionOf(document, 'attendance'))).not.toContain('更正');
  expect(printed(sectionOf(document, 'inspections'))).toContain('应巡检 7 日，已巡检 7 日');
  expect(printed(sectionOf(document, 'incidents'))).toContain('GZ-20261105-001');
});

describe('a monthly report with other sections', () => {
  it('shares the unit, and prints those that the data choose', () => {
    const document = documentOf(['plan', 'incidents'], { every: { unit: 'month' } }, '2026-11', 'monthly-maintenance');
    expect(titlesOf(document)).toEqual(['本月要点', '下月计划', '故障统计']);
  });

  it('lets the data choose among all that it has', () => {
    const whole = documentOf(
      Object.keys(monthly.sections ?? {}),
      { every: { unit: 'month' } },
      '2026-11',
      'monthly-maintenance',
    );
    expect(whole.sections.slice(0, -2).map(({ id }) => id)).toEqual([
      'first-page',
      ...Object.keys(monthly.sections ?? {}).filter((id) => id !== 'owed'),
    ]);
  });
});
