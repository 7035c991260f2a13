/** Weeks, halves and terms, by the words that a person types; what is issued for one is found by them. */
import { describe, expect, it } from 'vitest';
import { periodText } from '../../../src/contract/calendar/period-text.ts';
import { readPeriod } from '../../../src/search/ask/periods.ts';
import { buildIndex, search } from '../../../src/search/search.ts';

const TODAY = '2026-11-24';
const term = (name: string, from: string, to: string, period: string) => ({ period, from, to, name });
const periods = {
  week47: { period: '2026-W47', from: '2026-11-16', to: '2026-11-22' },
  week48: { period: '2026-W48', from: '2026-11-23', to: '2026-11-29' },
  week40: { period: '2026-W40', from: '2026-09-28', to: '2026-10-11' },
  week27: { period: '2025-W47', from: '2025-11-17', to: '2025-11-23' },
  first: { period: '2026-H1', from: '2026-01-01', to: '2026-06-30' },
  second: { period: '2026-H2', from: '2026-07-01', to: '2026-12-31' },
  service: { period: '2027-H1', from: '2027-02-15', to: '2027-08-14' },
  quarter: { period: '2026-Q3', from: '2026-07-01', to: '2026-09-30' },
  autumn: term('2026—2027 学年第一学期', '2026-09-01', '2027-01-20', '2026-T1'),
  spring: term('2025—2026 学年第二学期', '2026-02-20', '2026-07-10', '2025-T2'),
  year: { period: '2026', from: '2026-03-01', to: '2027-02-28' },
};
const names = Object.keys(periods) as (keyof typeof periods)[];
const titles = names.map((name) => `运维报告 ${periodText({ event: undefined, ...periods[name] } as never)}`);
const index = buildIndex(
  titles.map((title, n) => ({
    url: `/${names[n]}`,
    title,
    kind: 'document',
    text: '报告',
    series: names[n] as string,
  })),
);

/** What the question names, best first. */
function named(question: string): string[] {
  const period = readPeriod(question, TODAY);
  if (period === null) return [];
  const fits = titles.map((title, n) => ({
    name: names[n],
    fit: period.fit(title.normalize('NFKC').replace(/\s/g, '')),
  }));
  return fits.filter(({ fit }) => fit > 0).map(({ name }) => name as string);
}

describe('the period that a question names', () => {
  it.each([
    ['第47周周报', ['week47', 'week27']],
    ['第 47 周 报告', ['week47', 'week27']],
    ['第四十七周的报告', ['week47', 'week27']],
    ['2026年第47周', ['week47']],
    ['2026 年第 47 周', ['week47']],
    ['2026年47周', ['week47']],
    ['2026-W47', ['week47']],
    ['报告 w47', ['week47', 'week27']],
    ['第41周', ['week40']],
    ['上周的周报', ['week47']],
    ['本周周报', ['week48']],
    ['下半年报告', ['second']],
    ['2026年上半年', ['first']],
    ['2027年上半年', ['service']],
    ['2026-H2', ['second']],
    ['2026年第3季度', ['quarter']],
    ['2026 年第 3 季度', ['quarter']],
    ['2026年三季度', ['quarter']],
    ['2026-Q3', ['quarter']],
    ['第一学期报告', ['autumn']],
    ['2025-2026学年第2学期', ['spring']],
    ['本学期', ['autumn']],
    ['上学期的报告', ['spring']],
    ['2026年11月18日周报', ['week47']],
    ['2026年11月周报', ['week47', 'week48']],
  ])('is read from %s', (question, expected) => expect(named(question)).toEqual(expected));

  it.each([
    '三周没登录的账号',
    '每周一次',
    '周报',
    'CAMPUS-ZB-2026W47-r1',
    'CAMPUS-BF-2026Q4-r1',
    '周期性任务',
    '学期报告',
  ])('is none in %s', (question) => expect(readPeriod(question, TODAY)).toBeNull());

  it('leaves the words that say what is wanted', () => {
    expect(readPeriod('第 47 周 报告')?.rest).toBe('报告');
    expect(readPeriod('查w47的报告')?.rest).toBe('查 报告');
    expect(readPeriod('2026年下半年')?.rest).toBe('');
  });
});

it.each([
  ['第47周', '/week47'],
  ['第 47 周', '/week47'],
  ['2026年上半年运维报告', '/first'],
  ['下半年', '/second'],
  ['2026年第3季度 报告', '/quarter'],
  ['第一学期运维报告', '/autumn'],
  ['2026 服务年度报告', '/year'],
])('%s finds first what is of it', (question, url) => expect(search(index, question, 3, TODAY)[0]?.url).toBe(url));
