/** What is drafted of posts, availability, backups and deductions: as the words say it, and nothing where one word stays unread. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proposed, termsIn } from '../../src/drafts/draft.ts';
import { splitPaper } from '../../src/drafts/split.ts';
import type { DraftRow } from '../../src/drafts/terms/rows.ts';
import { runs } from '../support/runs.ts';

const of = (text: string) => termsIn(proposed(splitPaper(text.split('\n')).clauses));
/** The values of a row that stand for words of the paper, and a `?` for each thing that it lacks. */
const told = (keys: readonly string[]) => (row: DraftRow) =>
  [...keys.map((key) => JSON.stringify(row.data[key] ?? null).replaceAll('"', '')), ...row.missing.map(() => '?')].join(
    ' ',
  );

describe('posts', () => {
  const posts = (text: string) => of(text).posts.map(told(['name', 'headcount', 'days', 'hours']));

  test.each([
    ['驻场人员不少于3名，工作日在岗。', ['驻场人员 3 working-days null']],
    ['每日安排1名工程师驻场。', ['工程师 1 all null']],
    ['驻点工程师两名，周一至周五9:00至18:00。', ['驻点工程师 2 weekdays {from:09:00,to:18:00}']],
    ['乙方派驻2名运维工程师，5×8小时驻场。', ['运维工程师 2 working-days null']],
    [
      '乙方在控制室实行全天候值守，白班7:30至19:30不少于3人，夜班19:30至次日7:30不少于1人。',
      ['值守人员（白班） 3 all null', '值守人员（夜班） 1 all null'],
    ],
    [
      '机房实行7×24小时现场值守，每班不少于2人，早班8:00至16:00，中班16:00至24:00，夜班0:00至8:00。',
      ['值守人员 2 all null'],
    ],
  ])('%s', (text, found) => {
    expect(posts(`1. ${text}`)).toEqual(found);
  });

  test.each([
    '派驻项目经理1名、工程师2名，工作日驻场。',
    '每日巡检，驻场工程师2名。',
    '驻场工程师不少于2名。服务热线7×24小时接听。',
    '驻场工程师2名，变动提前5个工作日通知。',
    '驻场人员中至少1名持电工证，工作日在岗。',
    '重大活动期间增派2名工程师驻场，每日在岗。',
    '实行四班三运转值守，每班2人，7×24小时。',
    '驻场工程师缺岗的，每人每日扣200元。',
    '驻场工程师2名，分驻东、西两院，工作日在岗。',
    '服务台7×24小时值班，不少于1人。',
    '东校区、西校区各派驻工程师不少于1人，工作日在岗。',
  ])('no post of %s', (text) => {
    expect(posts(`1. ${text}`)).toEqual([]);
  });
});

describe('availability', () => {
  const targets = (text: string) => of(text).availability.map(told(['name', 'percent', 'per', 'of', 'maintenance']));

  test.each([
    ['1. 各系统月度可用率均不低于99.9%。', ['各系统可用率 99.9 month each included']],
    ['1. 核心交换机可用率每月不低于99.99%。', ['核心交换机可用率 99.99 month each included ?']],
    [
      '1. 门户、邮箱年度可用率均不低于99.9%，论坛不低于99.5%。',
      ['门户、邮箱可用率 99.9 year each included ?', '论坛可用率 99.5 year each included ?'],
    ],
    ['1. 每个系统的月度可用率不低于99.5%，计划维护从总时长中扣除。', ['每个系统可用率 99.5 month each excluded']],
    [
      '1. 各系统月度可用率不低于99%。\n2. 可用率等于总分钟数减去中断分钟数再除以总分钟数，计划维护不计入中断。',
      ['各系统可用率 99 month each available'],
    ],
    // How agreed maintenance or several objects count is for a person to say.
    ['1. 各系统月度可用率不低于99.9%。\n2. 计划检修时间不计入故障时间。', ['各系统可用率 99.9 month each 待填写 ?']],
    ['1. 月度可用率不低于99.9%。', ['可用率 99.9 month 待填写 included ?']],
  ])('%s', (text, found) => {
    expect(targets(text)).toEqual(found);
  });

  test.each([
    '月度可用率低于99.9%的，扣当月服务费的1%。',
    '连续两个月可用率不低于99%。',
    '可用率不低于99.9%。',
    '汛期各月的月度可用率不低于99.99%。',
  ])('none of %s', (text) => {
    expect(targets(`1. ${text}`)).toEqual([]);
  });

  test('is counted by the faults of the levels that the paper names', () => {
    const text = '1. 一级故障10分钟内响应。\n2. 各系统月度可用率不低于99%，中断时间为一级故障自报告至恢复的时间。';
    // Such a number is asked for of objects that are named, and no paper names them by id.
    expect(of(text).availability.map(({ data, missing }) => [data.incidents, data.assets, missing.length])).toEqual([
      [['level-1'], ['待填写'], 1],
    ]);
  });
});

test.each([
  [
    '1. 数据库每周日全量备份、每日增量备份，全量备份保留90日，增量备份保留14日。',
    ['每周全量备份 week 7 90 null ?', '每日增量备份 day null 14 null ?'],
  ],
  [
    '1. 病历库每日备份一次，每月1日做月备份。\n2. 日备份保留不少于三十日，月备份保留365日。',
    ['每日备份 day null 30 [2] ?', '每月备份 month 1 365 [2] ?'],
  ],
  ['1. 配置每周备份一次，备份保留60天。', ['每周备份 week 待填写 60 null ? ?']],
  // Which of the two is kept so long is not said.
  ['1. 数据库每日备份、每周一备份。备份保留30日。', ['每日备份 day null null null ?', '每周备份 week 1 null null ?']],
  ['1. 每日检查备份情况。', []],
  ['1. 每月抽取备份进行恢复验证。', []],
])('backups of %s', (text, found) => {
  expect(of(text).backups.map(told(['name', 'per', 'on', 'keepDays', 'keepClauses']))).toEqual(found);
});

describe('deductions', () => {
  const LEVELS = '1. 一级故障10分钟内响应、1小时内恢复；二级故障30分钟内响应、4小时内恢复。';
  const HEAD = '2. 每月考核一次，满分100分。';
  const rules = (text: string) =>
    of(`${LEVELS}\n${HEAD}\n3. ${text}`).penalties.flatMap(({ data, rules: all }) =>
      all.map((one) => `${data.measure} ${told(['on', 'topics', 'levels', 'per', 'amount'])(one)}`),
    );

  test.each([
    [
      '响应超时：一级故障每次扣3分，二级故障每次扣1分。',
      ['points over-limit [response] [level-1] occurrence 3', 'points over-limit [response] [level-2] occurrence 1'],
    ],
    ['一级、二级故障恢复超时每起扣5分。', ['points over-limit [restoration] [level-1,level-2] incident 5']],
    ['恢复超时，每超过1小时扣2分，不足1小时的按1小时计。', ['points over-limit [restoration] null step 2']],
    [
      '一级故障响应超时每次扣6分，恢复超时每次扣9分。',
      ['points over-limit [response] [level-1] occurrence 6', 'points over-limit [restoration] [level-1] occurrence 9'],
    ],
    ['各类文档逾期，每逾期1日扣0.5分，不足一日按一日计。', ['points document null null day-begun 0.5']],
    ['违规变更，每次扣2分。', ['points permit null null occurrence 2 ?']],
    ['响应超时每次扣1,000元，从当月服务费中扣除。', ['money over-limit [response] null occurrence 1000']],
    ['恢复超时每次扣当月服务费的1.5%。', ['percent over-limit [restoration] null occurrence 1.5']],
    ['一级故障次数超过限额的，每超1次扣10分。', ['points quota null null occurrence 10 ?']],
    // Of a level that was not drafted, without a period, or about what another one is about: a person looks.
    ['停线故障响应超时每次扣3分。', ['points over-limit [response] [待填写] occurrence 3 ?']],
    ['橙色故障响应超时每次扣3分。', ['points over-limit [response] [待填写] occurrence 3 ?']],
    [
      '响应超时每次扣1分；一级故障响应超时每次扣3分。',
      ['points over-limit [response] null occurrence 1 ?', 'points over-limit [response] [level-1] occurrence 3 ?'],
    ],
  ])('%s', (text, found) => {
    expect(rules(text)).toEqual(found);
  });

  test.each([
    '响应超时每次扣3分，情节严重的扣5分。',
    '响应超时每次扣3分，每月累计不超过10分。',
    '到场超时30分钟以内每次扣1分，30分钟以上每次扣3分。',
    '恢复超时，每满1小时扣2分。',
    '恢复超时，每超过1小时扣2分。',
    '恢复超时每小时扣2分。',
    '连续2次响应超时扣5分。',
    '第二次响应超时扣5分。',
    '缺岗每次扣2分。',
    '报告迟交每日扣100元。',
    '一级故障超时每次扣2分。',
    '响应超时每次扣5分（一级故障）。',
    '响应超时每次扣2至5分。',
  ])('no rule of %s', (text) => {
    expect(rules(text)).toEqual([]);
  });

  const amount = fc.integer({ min: 1, max: 99 });
  const breach = fc.constantFrom<readonly [string, string]>(
    ['响应', 'response'],
    ['到场', 'arrival'],
    ['恢复', 'restoration'],
  );
  const count = fc.constantFrom<readonly [string, string]>(
    ['每次', 'occurrence'],
    ['每起', 'incident'],
    ['每发生一次', 'occurrence'],
  );
  const late = fc.constantFrom('超时', '逾期', '延误');

  test('say what they say, however they are put together', () => {
    const form = fc.boolean();
    fc.assert(
      fc.property(breach, late, count, amount, amount, form, ([word, topic], how, [times, per], a, b, isListed) => {
        const text = isListed
          ? `${word}${how}：一级故障${times}扣${a}分，二级${times}扣${b}分。`
          : `一级故障${word}${how}的，${times}扣${a}分；二级故障${word}${how}的，${times}扣${b}分。`;
        expect(rules(text)).toEqual([
          `points over-limit [${topic}] [level-1] ${per} ${a}`,
          `points over-limit [${topic}] [level-2] ${per} ${b}`,
        ]);
      }),
      { numRuns: runs(60) },
    );
  });

  test('are none, and named beside the scheme, as soon as one more condition stands there', () => {
    const condition = fc.constantFrom(
      '夜间',
      '重大活动期间',
      '累计3次',
      '经催告仍',
      '造成停诊的',
      '超过两小时的',
      '非不可抗力',
    );
    fc.assert(
      fc.property(breach, late, count, amount, condition, ([word], how, [times], n, more) => {
        const sentence = `${more}${word}${how}，${times}扣${n}分`;
        const [scheme] = of(`${HEAD}\n3. 违规变更，每次扣2分；${sentence}。`).penalties;
        expect(scheme?.rules.map(({ id }) => id)).toEqual(['permit']);
        expect(scheme?.unread).toEqual([`3“${sentence}”`]);
      }),
      { numRuns: runs(60) },
    );
  });

  test('come with what else the clauses say of the scheme, or name it', () => {
    const text = `${HEAD}
3. 文档逾期，每逾期1日扣1分。恢复超时每次扣2分。
4. 每月扣分合计不超过30分。文档逾期不超过4小时的不扣分。2026年2月为试运行期，只记录不扣分。
5. 95分以上（含）全额支付当月服务费；低于95分的扣减3%；不足85分的扣除当月服务费的8%。低于60分的，采购人有权解除合同。
6. 同一故障的响应、恢复扣分合计不超过8分。`;
    const [scheme] = of(text).penalties;
    expect(scheme?.data).toMatchObject({
      ...{ id: 'month-points', measure: 'points', full: 100, period: 'month', cap: 30, otherwise: '全额支付' },
      free: [{ name: '试运行期', from: '2026-02-01', to: '2026-02-28' }],
      bands: [
        { below: 95, percent: 3 },
        { below: 85, percent: 8, text: '扣除当月服务费的8%' },
      ],
    });
    expect(scheme?.rules.map(({ data }) => data.graceMinutes ?? null)).toEqual([240, null]);
    expect(scheme?.sharedCaps).toMatchObject([{ over: ['restoration'], cap: 8 }]);
    expect(scheme?.unread).toEqual(['5“低于60分的，采购人有权解除合同”']);
    // A cap over a rule that a person has still to write is theirs to write, too.
    const [waiting] = of(`${HEAD}\n3. 橙色故障恢复超时每次扣2分。\n4. 同一故障的扣分合计不超过8分。`).penalties;
    expect(waiting?.sharedCaps).toEqual([]);
    expect(waiting?.unread).toEqual(['4“同一故障的扣分合计不超过8分”']);
    // Over which time it is counted is said, or a person says it.
    expect(of('1. 恢复超时每次扣500元。').penalties.map(({ missing }) => missing)).toEqual([['period 考核周期']]);
  });
});

describe('credits by availability', () => {
  const credits = (text: string) =>
    of(text).penalties.flatMap(({ data, rules }) =>
      rules.map((one) => `${data.period} ${told(['of', 'maintenance', 'bands'])(one)}`),
    );

  test.each([
    [
      '1. 任一系统月度可用率低于99.9%的，抵扣当月服务费的5%；低于99%的，抵扣当月服务费的10%。',
      ['month each included [{below:99.9,amount:5},{below:99,amount:10}]'],
    ],
    [
      '1. 某一系统的季度可用率低于目标的，按下表抵扣该系统当季服务费：\n季度可用率\t抵扣比例\n低于99.9%，不低于99%\t3%\n低于99%\t8%',
      ['quarter each included [{below:99.9,amount:3},{below:99,amount:8}]'],
    ],
    [
      '1. 月可用率低于99.9%的，扣除当月服务费的5%。\n2. 可用率的中断时间不计经批准的维护。',
      ['month 待填写 待填写 [{below:99.9,amount:5}] ? ?'],
    ],
  ])('%s', (text, found) => {
    expect(credits(text)).toEqual(found);
  });

  test.each([
    '任一系统月度可用率低于99.9%的，抵扣当月服务费的5%；连续两个月低于99%的，抵扣当月服务费的20%。',
    '任一系统月度可用率低于99.9%，不低于99.5%的，抵扣当月服务费的5%；低于99%的，抵扣当月服务费的10%。',
    '任一系统月度可用率低于99.9%，不低于99.5%的，抵扣当月服务费的5%。',
    '任一系统月度可用率低于99.9%的，抵扣当月服务费的5%；因第三方原因的减半。',
    '任一系统月度可用率按下表抵扣：\n月度可用率\t抵扣比例\n低于99.9%\t5%\n低于99%\t另行协商',
  ])('none of %s', (text) => {
    expect(credits(`1. ${text}`)).toEqual([]);
  });
});
