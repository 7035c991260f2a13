/** What is drafted of levels, activities and documents: as the words say it, and nothing where they say more than a row holds. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proposed, termsIn } from '../../src/drafts/draft.ts';
import { splitPaper } from '../../src/drafts/split.ts';
import { runs } from '../support/runs.ts';

const of = (text: string) => termsIn(proposed(splitPaper(text.split('\n')).clauses));
const levels = (text: string) =>
  of(text).levels.map(({ name, scope, limits, unread }) => [
    ...[name, scope ?? ''],
    limits.map(({ clock, amount }) => `${clock} ${Object.entries(amount).flat().join(' ')}`).join(', '),
    ...unread,
  ]);

describe('levels', () => {
  test.each([
    [
      '1. 一级故障：全部停产。\n2. 一级故障：3分钟内应答，1.5小时内到达现场，4小时内恢复。',
      [['一级故障', '全部停产', 'response minutes 3, arrival minutes 90, restoration minutes 240']],
    ],
    [
      '1. 紧急故障1小时内到场、2小时内排除；一般故障3个工作日内排除。',
      [
        ['紧急故障', '', 'arrival minutes 60, restoration minutes 120'],
        ['一般故障', '', 'restoration workingDays 3'],
      ],
    ],
    [
      '1. 一类故障10分钟、二类故障20分钟内到达车间。',
      [
        ['一类故障', '', 'arrival minutes 10'],
        ['二类故障', '', 'arrival minutes 20'],
      ],
    ],
    [
      '1. P1（全停）：响应时间不超过5分钟，2小时恢复。',
      [['P1', '全停', 'response minutes 5, restoration minutes 120']],
    ],
    [
      '1. 时限见下表：\n级别\t响应\t恢复\n红色\t5分钟\t2小时\n黄色\t30分钟\t次日12:00前',
      [
        ['红色', '', 'response minutes 5, restoration minutes 120'],
        ['黄色', '', 'response minutes 30', '1“次日12:00前”'],
      ],
    ],
    // What counts from another moment, or says no length of time, is no row: it is pointed out.
    [
      '1. 一类故障20分钟内到达；一类故障到站后15分钟内恢复。',
      [['一类故障', '', 'arrival minutes 20', '1“15分钟内恢复”']],
    ],
    ['1. 三级故障：当班应答，24小时内到达现场。', [['三级故障', '', 'arrival minutes 1440', '1“当班应答”']]],
    // A second limit of one clock has a condition that a row does not know.
    [
      '1. 紧急故障10分钟内到达现场。\n2. 急诊楼的紧急故障，5分钟内到达现场。',
      [['紧急故障', '', 'arrival minutes 10', '2“5分钟内到达现场”']],
    ],
    ['1. 一级故障恢复超时，每超过1小时扣500元。\n2. 一级故障恢复后24小时内提交故障报告。', []],
  ])('%s', (text, found) => {
    expect(levels(text).map((one) => one.map((part) => String(part).replace('现场', '')))).toEqual(
      found.map((one) => one.map((part) => part.replace('现场', ''))),
    );
  });

  test('hold no limit that the paper does not say of them', () => {
    const names = ['一级故障', '二级故障', '三级故障'];
    const amount = fc.record({ n: fc.integer({ min: 1, max: 90 }), unit: fc.constantFrom('分钟', '小时') });
    const row = fc.record({ arrival: amount, restoration: amount });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 3 }), fc.boolean(), (rows, isTable) => {
        const said = ({ n, unit }: { n: number; unit: string }) => `${n}${unit}`;
        const text = isTable
          ? `1. 时限如下表：\n级别\t到场\t恢复\n${rows.map((one, k) => `${names[k]}\t${said(one.arrival)}\t${said(one.restoration)}`).join('\n')}`
          : `1. ${rows.map((one, k) => `${names[k]}${said(one.arrival)}内到场、${said(one.restoration)}内恢复`).join('；')}。`;
        const minutes = ({ n, unit }: { n: number; unit: string }) => n * (unit === '小时' ? 60 : 1);
        expect(of(text).levels.map(({ name, limits }) => [name, ...limits.map(({ amount: own }) => own)])).toEqual(
          rows.map((one, k) => [names[k], { minutes: minutes(one.arrival) }, { minutes: minutes(one.restoration) }]),
        );
      }),
      { numRuns: runs(60) },
    );
  });
});

test.each([
  ['1. 每年组织防汛应急演练不少于4次。', [['drill', 'drill', 4, 'year']]],
  [
    '1. 每季度进行一次恢复测试。\n2. 每半年组织一次操作培训。\n3. 每月盘点一次库存。',
    [
      ['restore-test', 'restore-test', 1, 'quarter'],
      ['training', 'activity', 1, 'half-year'],
      ['stock-taking', 'activity', 1, 'month'],
    ],
  ],
  ['1. 每年春节前和国庆节前各组织一次演练。', []],
  ['1. 甲线每月保养一次，乙线每季度保养一次。', []],
  ['1. 上岗前接受培训。', []],
])('activities of %s', (text, found) => {
  expect(of(text).activities.map(({ id, kind, times, per }) => [id, kind, times, per])).toEqual(found);
});

test.each([
  [
    '1. 乙方提交下列文档：\n（1）运维周报，每周一12:00前；',
    '{ unit: week }',
    '{ after: period-end, weekday: 1, time: "12:00", agreed: false }',
  ],
  [
    '1. 每周五17:00前提交本周维护小结。',
    '{ unit: week }',
    '{ before: period-end, weekday: 5, time: "17:00", agreed: false }',
  ],
  [
    '1. 月报：次月5日18:00前提交。',
    '{ unit: month }',
    '{ after: period-end, dayOfMonth: 5, time: "18:00", agreed: false }',
  ],
  [
    '1. 每月25日前提交当月工单统计。',
    '{ unit: month }',
    '{ before: period-end, dayOfMonth: 25, time: "24:00", agreed: false }',
  ],
  [
    '1. 季度服务报告，季度结束后10日内提交。',
    '{ unit: quarter }',
    '{ after: period-end, days: 10, time: "24:00", agreed: false }',
  ],
  [
    '1. 每年1月20日前提交年度评估报告。',
    '{ unit: year }',
    '{ after: period-end, on: ["--01-20"], time: "24:00", agreed: false }',
  ],
  [
    '1. 项目总结：合同期满前15日。',
    '{ unit: service }',
    '{ before: service-end, days: 15, time: "24:00", agreed: false }',
  ],
  ['1. 故障恢复后48小时内提交故障报告。', '{ unit: event }', '{ after: restoredAt, hours: 48, agreed: false }'],
])('a document of %s', (text, every, due) => {
  expect(of(text).obligations.map((one) => [one.every, one.due])).toEqual([[every, due]]);
});

test.each([
  '1. 乙方应及时提交整改报告。',
  '1. 日报（次日10:00前）、周报（每周一）、月报（次月5日前）。',
  '1. 延误事件发生后4小时内提交初步报告。',
])('no document of %s', (text) => {
  expect(of(text).obligations).toEqual([]);
});
