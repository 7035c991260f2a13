import { describe, expect, it } from 'vitest';
import { COVERING, readPeriod } from '../../../src/search/ask/periods.ts';
import { toFiles } from '../../../src/search/index/shards.ts';
import { openRemote } from '../../../src/search/remote.ts';
import { buildIndex, missing, type SearchDocument, search } from '../../../src/search/search.ts';

const TODAY = '2026-11-24';
const titles = [
  '系统巡检日志 2026 年 11 月 24 日',
  '系统巡检日志 2026 年 11 月 23 日',
  '系统巡检日志 2026 年 10 月 8 日',
  '安全防护情况月报 2026 年 11 月（2026-11-01 至 2026-11-24）',
  '安全防护情况月报 2026 年 10 月',
  '安全防护情况月报 2026 年 1 月',
  '安全防护情况月报 2025 年 12 月（2025-11-25 至 2025-12-31）',
  '数据备份验证与恢复测试报告 第 4 服务季度（2026-08-25 至 2026-11-24）',
  '数据备份验证与恢复测试报告 服务季度（2026-05-25 至 2026-08-24）',
  '重大故障记录报告（终报） GZ-20260813-001 终报',
  '服务器磁盘满了怎么处理',
];

/** The titles of the period that a question names, the best fit first. */
function named(question: string, today: string | undefined = TODAY): string[] {
  const period = readPeriod(question, today);
  if (period === null) return [];
  const fits = titles.map((title) => ({ title, fit: period.fit(title.replace(/\s/g, '').normalize('NFKC')) }));
  return (
    fits
      // The month of a day that was asked for is looked at below.
      .filter(({ fit }) => fit > COVERING)
      .sort((a, b) => b.fit - a.fit)
      .map(({ title }) => title)
  );
}

describe('the period that a question names', () => {
  it.each([
    ['十月的月报', [titles[4], titles[2]]],
    ['10月份月报', [titles[4], titles[2]]],
    ['2026年十月安全月报', [titles[4], titles[2]]],
    ['2026-10 安全月报', [titles[4], titles[2]]],
    ['去年12月的月报', [titles[6]]],
    ['1月月报', [titles[5]]],
    ['11月24号巡检', [titles[0]]],
    ['2026/11/23巡检', [titles[1]]],
    ['十一月二十三日巡检', [titles[1]]],
    ['8月13日重大故障', [titles[9]]],
    ['第三季度恢复测试', [titles[8]]],
    ['2026年4季度恢复测试', [titles[7]]],
    ['去年的月报', [titles[6]]],
    ['第四服务季度的恢复测试', [titles[7]]],
    ['第 4 服务季度（2026-08-25 至 2026-11-24）', [titles[7]]],
  ])('is read from %s', (question, expected) => expect(named(question)).toEqual(expected));

  it.each([
    ['今天的巡检', [titles[0]]],
    ['昨天的巡检', [titles[1]]],
    ['上个月的漏洞报告', [titles[4], titles[2]]],
    ['本月月报', [titles[3], titles[0], titles[1]]],
    ['本季度恢复测试', [titles[7]]],
    ['上季度恢复测试', [titles[8]]],
  ])('is told from today in %s', (question, expected) => {
    expect(named(question)).toEqual(expected);
    expect(readPeriod(question)).toBeNull();
  });

  it('goes over the ends of months and years', () => {
    expect(readPeriod('上个月月报', '2026-03-31')?.fit('月报2026年2月')).toBe(1);
    expect(readPeriod('上个月月报', '2027-01-05')?.fit('月报2026年12月')).toBe(1);
    expect(readPeriod('昨天的日志', '2027-01-01')?.fit('日志2026年12月31日')).toBe(1);
  });

  it('leaves the words that say what is wanted', () => {
    expect(readPeriod('上个月的漏洞报告', TODAY)?.rest).toBe('漏洞报告');
    expect(readPeriod('查三月份的月报')?.rest).toBe('查 月报');
    expect(readPeriod('十月')?.rest).toBe('');
  });

  it.each(['三个月没登录的账号', '每月一次漏洞扫描', '月报', '13月', 'HQSF-XJ-20261124-r1', '5.3.10', '第三条', ''])(
    'is none in %s',
    (question) => expect(readPeriod(question, TODAY)).toBeNull(),
  );
});

describe('a search for what is issued for a period', () => {
  const document = (title: string, series: string): SearchDocument => ({
    url: title,
    title,
    kind: 'document',
    text: '已签发',
    series,
  });
  const documents: SearchDocument[] = [
    ...Array.from({ length: 9 }, (_, i) => document(`用户满意度汇总 2026 年 ${9 - i} 月`, 'satisfaction')),
    ...Array.from({ length: 9 }, (_, i) => document(`安全防护情况月报 2026 年 ${9 - i} 月`, 'protection')),
    { url: 'kb', title: '满意度低怎么办', kind: 'article', text: '先回访，再改进。' },
    { url: 'load', title: '看系统负载', kind: 'article', text: '用 sar 看各时段的负载。' },
  ];
  const index = buildIndex(documents);
  const found = (query: string, limit = 5) => search(index, query, limit, '2026-09-10').map(({ url }) => url);

  it('finds the one of that period first', () => {
    expect(found('三月满意度')[0]).toBe('用户满意度汇总 2026 年 3 月');
    expect(found('上个月的月报')[0]).toBe('安全防护情况月报 2026 年 8 月');
  });

  it('finds the newest first when none is named, and lets the others not fill the page', () => {
    const urls = found('满意度');
    expect(urls.slice(0, 3)).toContain('kb');
    expect(urls.filter((url) => url !== 'kb')[0]).toBe('用户满意度汇总 2026 年 9 月');
  });

  it('lists all of a period when nothing else is asked', () => {
    expect(found('三月')).toEqual(['用户满意度汇总 2026 年 3 月', '安全防护情况月报 2026 年 3 月']);
  });

  it('reads a month for which nothing was issued as a word like any other', () => {
    expect(found('十二月满意度')).toContain('kb');
  });

  it('is missing where nothing was issued for it, and only there', () => {
    const said = (query: string, from = documents) => missing(buildIndex(from), query, '2026-09-10');
    expect(said('6月20日的巡检日志')).toBe('没有“6月20日”的文件：这一期没有签发，或者缺失');
    expect(said('去年三月的月报')).toContain('“去年三月”');
    for (const query of ['三月满意度', '满意度', '怎么改进']) expect(said(query), query).toBeNull();
    expect(
      said(
        '6月20日',
        documents.filter(({ kind }) => kind !== 'document'),
      ),
    ).toBeNull();
  });

  it('finds the month of a day where nothing of the day speaks of it, and of a day alone nothing but it', () => {
    expect(found('5月3日的满意度')[0]).toBe('用户满意度汇总 2026 年 5 月');
    const index = buildIndex([...documents, document('系统巡检日志 2026 年 5 月 3 日', 'inspection')]);
    expect(search(index, '5月3日', 5, '2026-09-10').map(({ url }) => url)).toEqual(['系统巡检日志 2026 年 5 月 3 日']);
  });

  it('puts a record of that day first, whose title tells no day, and still misses the document', () => {
    const fault = (id: string, title: string, text: string): SearchDocument => ({
      url: `/faults/${id}`,
      title,
      kind: 'incident',
      text,
    });
    const index = buildIndex([
      ...documents,
      document('系统巡检日志 2026 年 3 月 20 日', 'inspection'),
      fault('GZ-20260320-001', '主库宕机致行政系统中断', '全系统中断，影响各子系统，值守发现后处置，恢复后观察。'),
      fault('GZ-20260813-001', '网络故障致业务系统整体中断', '全系统中断。全系统中断。'),
      fault('GZ-20260512-001', '打印不出', '换了墨盒。'),
    ]);
    const first = (query: string) => search(index, query, 5, '2026-09-10')[0]?.url;
    expect(first('全系统中断')).toBe('/faults/GZ-20260813-001');
    for (const query of ['3月20日全系统中断', '三月全系统中断', '2026-03-20 全系统中断'])
      expect(first(query), query).toBe('/faults/GZ-20260320-001');
    expect(first('3月20日巡检')).toBe('系统巡检日志 2026 年 3 月 20 日');
    expect(missing(index, '5月12日的巡检', '2026-09-10')).toContain('“5月12日”');
  });

  it('still knows what 昨天 says of a question about a server', () => {
    expect(found('昨天的负载怎么看')[0]).toBe('load');
  });

  it('is the same in a browser', async () => {
    const files = new Map(toFiles(index).map(({ path, body }) => [path, body]));
    const remote = openRemote(async (name) => files.get(name) ?? '');
    for (const query of ['三月满意度', '满意度', '三月', '上个月的月报']) {
      expect((await remote.search(query, 5, '2026-09-10')).map(({ url }) => url)).toEqual(found(query));
    }
  });
});
