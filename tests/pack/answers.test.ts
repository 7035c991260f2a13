/** What each request of a list gets, and why it gets nothing. */
import { expect, it } from 'vitest';
import { type Askable, answersTo } from '../../src/pack/make/answers.ts';
import type { RequestRow } from '../../src/pack/make/request-list.ts';

const month = (n: number) => {
  const first = Temporal.PlainDate.from({ year: 2026, month: n, day: 1 });
  return { from: first.toString(), to: first.with({ day: first.daysInMonth }).toString() };
};
const days = ['2026-03-01', '2026-03-02', '2026-04-01'];

const askable: Askable = {
  kinds: [
    { id: 'log', name: '系统巡检日志', every: 'day', evidence: ['inspection'] },
    { id: 'monthly', name: '系统维护及优化记录月报', every: 'month', evidence: [] },
    { id: 'review', name: '年度运维总结与建设规划建议', every: 'year', evidence: [] },
    { id: 'ledger', name: '系统维护及优化台账', every: 'month', evidence: ['change'] },
    { id: 'emergency', name: '应急预案', every: 'service', evidence: [] },
    { id: 'incident', name: '故障分析处理记录', every: 'event', evidence: ['incident'] },
  ],
  recordKinds: [
    { id: 'inspection', name: '巡检记录' },
    { id: 'change', name: '变更记录' },
    { id: 'call', name: '来电受理' },
  ],
  documents: [
    ...days.map((day) => ({ number: `AB-XJ-${day.replaceAll('-', '')}-r1`, obligation: 'log', from: day, to: day })),
    { number: 'AB-WH-202603-r1', obligation: 'monthly', ...month(3) },
    { number: 'AB-WH-202603-r2', obligation: 'monthly', ...month(3) },
    { number: 'AB-TZ-202603-r1', obligation: 'ledger', ...month(3) },
  ],
  items: [
    { obligation: 'monthly', period: '2026 年 4 月', ...month(4), isIssued: false, state: '逾期未交' },
    { obligation: 'review', period: '服务期', from: '2026-01-01', to: '2026-12-31', isIssued: false, state: '未到期' },
    {
      obligation: 'emergency',
      period: '服务期',
      from: '2026-01-01',
      to: '2026-12-31',
      isIssued: false,
      state: '已豁免',
    },
  ],
  records: [
    { id: 'BG-20260303-001', kind: 'change', path: 'records/change/2026/03/BG-20260303-001.yaml', day: '2026-03-03' },
    { id: 'LD-20260304-001', kind: 'call', path: 'records/call/2026/03/LD-20260304-001.yaml', day: '2026-03-04' },
  ],
  service: { from: '2026-01-01', to: '2026-12-31' },
};

function ask(name: string, period = '', note = '', within?: { from: string; to: string }) {
  const row: RequestRow = { sheet: 'Sheet1', row: 2, name, period, note, unread: false };
  const { requests } = answersTo([row], askable, within);
  return requests[0] as (typeof requests)[number];
}

it('gives the documents of a kind by its name or one that is near', () => {
  for (const name of ['系统巡检日志', '巡检记录', '巡检日志', '每日巡检表', '3月巡检记录'])
    expect(ask(name, '3月').found, name).toEqual(['AB-XJ-20260301-r1', 'AB-XJ-20260302-r1']);
  for (const name of ['月度运维报告', '月度系统维护报告'])
    expect(ask(name, '2026年3月').found, name).toEqual(expect.arrayContaining(['AB-WH-202603-r1', 'AB-WH-202603-r2']));
});

it('gives what a number names, with all its revisions where it has none', () => {
  expect(ask('AB-WH-202603-r1').found).toEqual(['AB-WH-202603-r1']);
  expect(ask('月报', '', '编号 ab-wh-202603').found).toEqual(['AB-WH-202603-r1', 'AB-WH-202603-r2']);
  const wrong = ask('AB-WH-202613-r1');
  expect(wrong.found).toEqual([]);
  expect(wrong.told).toMatch(/归档中没有编号 AB-WH-202613-r1；相近的有 AB-WH-202603-r1/);
});

it('gives the records of a kind and what is made of them', () => {
  expect(ask('变更记录', '3月')).toMatchObject({
    found: ['AB-TZ-202603-r1', 'records/change/2026/03/BG-20260303-001.yaml'],
    told: '提供 变更记录 1 条、系统维护及优化台账 1 份',
  });
  expect(ask('来电记录', '3月')).toMatchObject({
    found: ['records/call/2026/03/LD-20260304-001.yaml'],
    grade: 'perhaps',
    told: '可能是 来电受理 1 条：名称不同，均已列入；清单写的是“来电记录”，请核对',
  });
});

it('says why there is nothing: not issued, not due, waived, nothing due, outside, unknown', () => {
  expect(ask('系统维护及优化记录月报', '4月')).toMatchObject({
    found: [],
    told: expect.stringMatching(/逾期未交 1 期（2026 年 4 月）/),
  });
  expect(ask('年度总结')).toMatchObject({ grade: 'unknown', told: expect.stringMatching(/^未认准.*未到期/) });
  expect(ask('应急预案').told).toMatch(/已豁免/);
  expect(ask('故障分析处理记录', '3月').told).toMatch(/^没有：.*没有签发，也没有应交/);
  expect(ask('故障分析', '3月').told).toMatch(/^未认准“故障分析”：可能是 .*期内没有签发/);
  expect(ask('来电受理', '4月')).toMatchObject({ found: [], told: '没有：来电受理在所要的期间没有登记' });
  expect(ask('巡检日志', '2024年3月').told).toMatch(/服务期（2026-01-01 至 2026-12-31）以外/);
  for (const name of ['培训记录', '保密协议', '食堂菜单'])
    expect(ask(name), name).toMatchObject({ found: [], told: expect.stringMatching(/^未认出“.+”.*不等于没有/) });
});

it('tells what is lacking beside what it gives', () => {
  expect(ask('系统维护及优化记录月报', '3月至4月').told).toBe(
    '提供 系统维护及优化记录月报 2 份；另有系统维护及优化记录月报逾期未交 1 期（2026 年 4 月）',
  );
});

it('narrows nothing by a period that it cannot read, and says so', () => {
  const answer = ask('巡检日志', '近期');
  expect(answer.found).toHaveLength(3);
  expect(answer.told).toMatch(/期间“近期”没有读懂/);
});

it('takes what is of more days than were asked for, and only touches them', () => {
  // Of the service, whose days are more than those of a month.
  expect(ask('应急预案', '3月').told).toMatch(/已豁免/);
  expect(ask('应急预案', '2025-12').told).toMatch(/以外/);
});

it('goes by the days of the pack where a row names none', () => {
  expect(ask('巡检日志', '', '', month(4)).found).toEqual(['AB-XJ-20260401-r1']);
});

it('does not guess what a formula would say', () => {
  const row: RequestRow = { sheet: 'Sheet1', row: 9, name: '〔公式〕', period: '', note: '', unread: true };
  expect(answersTo([row], askable).requests[0]).toMatchObject({
    row: 9,
    found: [],
    told: expect.stringMatching(/公式/),
  });
});
