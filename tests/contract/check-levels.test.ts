/** What is wrong with levels, limits, calendars, classes, quotas and 口径: each told with place, found, expected and what was meant. */
import { expect, test } from 'vitest';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { contractWith, problemsOf } from '../subjects/incidents/_contract.ts';

const TERMS = {
  calendars: `- { id: office, name: 办公时间, days: working-days }`,
  levels: `- { id: urgent, name: 紧急, limits: [{ clock: arrival, clause: "1.1", minutes: 30 }] }\n  - { id: minor, name: 一般 }`,
  limits: `- { clock: response, clause: "1.1", minutes: 10 }`,
  classes: `- { id: grave, name: 严重事件, when: [{ levels: [urgent] }] }`,
  quotas: `- { id: yearly, name: 年度限额, clause: "1.1", class: grave, limit: 1, per: service-year }`,
};

const QUESTION = `{ id: q, binds: pauses, question: 问, clauses: ["1.1"], default: a, confirmed: false, chosen: ~, options: [{ id: a, label: 甲, text: 甲, effect: none }] }`;

function contractOf(changes: Partial<typeof TERMS & typeof CUSTOMERS>, question = QUESTION): ContractBundle {
  const terms = Object.entries({ ...TERMS, ...changes }).map(([key, text]) => `${key}:\n  ${text}`);
  return contractWith(['1.1'], terms.join('\n'), `interpretations:\n  - ${question}`);
}

test('a common limit and that of a level say the same thing twice', () => {
  const limits = '- { clock: arrival, clause: "1.1", minutes: 60, levels: [minor, urgent] }';
  expect(problemsOf(contractOf({ limits }))).toEqual([
    'levels[0].limits[0]: arrival → 紧急的这一时限只写一次（与 limits[0] 重复）',
  ]);
});

test('nothing, of terms that fit', () => expect(problemsOf(contractOf({}))).toEqual([]));

const alerted = (row: string): Partial<typeof TERMS> => ({
  levels: `- { id: urgent, name: 紧急, alerts: [${row}] }\n  - { id: minor, name: 一般 }`,
});

const row = (rest: string): string => `- { clock: response, clause: "1.1", ${rest} }`;
const crossing = `${row('minutes: 10, when: { assets: [ward-line] }')}
  ${row('minutes: 5, when: { season: office }')}`;
const CUSTOMERS = { customers: '- { id: vip, name: 重点客户 }' };

test('rows of crossing cases are in order once a row of both says which holds, or papers, or a calendar, keep them apart', () => {
  const settled = `${crossing}
  ${row('minutes: 4, when: { assets: [ward-line], season: office }')}`;
  const apart = `${row('minutes: 10, when: { assets: [ward-line] }, outside: office')}
  ${row('minutes: 5, when: { season: office }')}`;
  expect([settled, apart].map((limits) => problemsOf(contractOf({ limits })))).toEqual([[], []]);
});

test.each<[string, Partial<typeof TERMS & typeof CUSTOMERS>, string]>([
  [
    'a row of alerts that would fit them all',
    alerted('{}'),
    'levels[0].alerts[0]: （缺少） → 至少写明 severities、assets、names 中的一项',
  ],
  [
    'alerts of an asset that there is not',
    alerted('{ severities: [critical], assets: [no-such] }'),
    'levels[0].alerts[0].assets[0]: no-such → ',
  ],
  [
    'rows of crossing cases',
    { limits: crossing },
    'limits[1].when: response → 与 limits[0] 的情形会同时成立而分不出哪一行更具体',
  ],
  ['a case that says nothing', { limits: row('minutes: 5, when: {}') }, 'limits[0].when: （缺少） → 至少写明 assets'],
  [
    'a case of an asset that there is not',
    { limits: row('minutes: 5, when: { assets: [ward-lines] }') },
    'limits[0].when.assets[0]: ward-lines → 可能想写 ward-line。',
  ],
  [
    'a case of customers that there are not',
    { limits: row('minutes: 5, when: { customers: [vips] }'), ...CUSTOMERS },
    'limits[0].when.customers[0]: vips → 可能想写 vip。客户类别（customers）：vip（重点客户）',
  ],
  [
    'a case of a season that there is not',
    { limits: row('minutes: 5, when: { season: offices }') },
    'limits[0].when.season: offices → 可能想写 office',
  ],
  ['a factor of a class', { limits: row('times: 1/2, class: grave') }, 'limits[0].class: grave → 不用于倍数（times）'],
  [
    'half of noon of the next day',
    { limits: `${row('times: 1/2')}\n  ${row('workingDays: 1, calendar: office, time: "12:00"')}` },
    'limits[0].times: 1/2 → limits[1] 的时限不是一段时长',
  ],
  [
    'a part of a second',
    { limits: `${row('minutes: 10')}\n  ${row('times: 1/7')}` },
    'limits[1].times: 1/7 → 乘 limits[0] 的 10 分钟得整秒',
  ],
  [
    'an unknown clause',
    { limits: '- { clock: response, clause: "1.9", minutes: 10 }' },
    'limits[0].clause: 1.9 → contract/contract.yaml 中的条款编号',
  ],
  [
    'no amount',
    { limits: '- { clock: response, clause: "1.1" }' },
    'limits[0].minutes: （缺少） → minutes、workingMinutes、workingDays、agreed、times 中的一项',
  ],
  [
    'two amounts',
    { limits: '- { clock: response, clause: "1.1", minutes: 10, workingDays: 1, calendar: office }' },
    'limits[0].workingDays: minutes、workingDays → ',
  ],
  [
    'working time without a calendar',
    { limits: '- { clock: response, clause: "1.1", workingMinutes: 10 }' },
    'limits[0].calendar: （缺少） → 按工作时间计的须写明时间表：office（办公时间）',
  ],
  [
    'a time of a day that no count of days names',
    { limits: '- { clock: response, clause: "1.1", minutes: 10, time: "12:00" }' },
    'limits[0].time: 12:00 → 只用于 workingDays',
  ],
  [
    'a calendar that is not there',
    { limits: '- { clock: response, clause: "1.1", workingMinutes: 10, calendar: offices }' },
    'limits[0].calendar: offices → 可能想写 office。时间表（contract.yaml 的 calendars，或内置的）：office（办公时间）、working-days（工作日）',
  ],
  [
    'a level that is not there',
    { limits: '- { clock: response, clause: "1.1", minutes: 10, levels: [urgnet] }' },
    'limits[0].levels[0]: urgnet → 可能想写 urgent。故障级别（contract.yaml 的 levels）：urgent（紧急）、minor（一般）',
  ],
  [
    'a class that is not there',
    { limits: '- { clock: response, clause: "1.1", minutes: 10, class: graev }' },
    'limits[0].class: graev → 可能想写 grave。',
  ],
  [
    'an agreed response',
    { limits: '- { clock: response, clause: "1.1", agreed: true }' },
    'limits[0].agreed: response → 协商确定只用于恢复',
  ],
  [
    'an arrival instead of an arrival',
    { limits: '- { clock: restoration, clause: "1.1", minutes: 5, or: arrival }' },
    'limits[0].or: restoration → 只用于远程启动',
  ],
  [
    'levels that differ in their case alone',
    { levels: `${TERMS.levels}\n  - { id: URGENT, name: 特急 }` },
    'levels[2].id: URGENT → 不与 levels[0] 重复',
  ],
  [
    'one limit twice',
    {
      levels:
        '- { id: urgent, name: 紧急, limits: [{ clock: arrival, clause: "1.1", minutes: 30 }, { clock: arrival, clause: "1.1", minutes: 60 }] }',
    },
    'levels[0].limits[1]: arrival → 紧急的这一时限只写一次',
  ],
  [
    'a calendar without time',
    { calendars: '- { id: office, name: 办公时间, days: all, except: [{ from: "2020-01-01", to: "2040-01-01" }] }' },
    'calendars[0]: 办公时间 → 服务期内至少有一段时间',
  ],
  [
    'days left out backwards',
    { calendars: '- { id: office, name: 办公时间, days: all, except: [{ from: "2026-03-02", to: "2026-03-01" }] }' },
    'calendars[0].except[0].to: 2026-03-01 → 不早于 2026-03-02',
  ],
  [
    'a class that nothing defines',
    { classes: '- { id: grave, name: 严重事件 }' },
    'classes[0].when: （缺少） → “严重事件”指哪些故障',
  ],
  [
    'a quota on two things',
    {
      quotas:
        '- { id: y, name: 限额, clause: "1.1", class: grave, when: [{ fromMinutes: 5 }], limit: 1, per: service }',
    },
    'quotas[0].when: grave → class 和 when 只写一个',
  ],
  [
    'from and over',
    { classes: '- { id: grave, name: 严重事件, when: [{ fromMinutes: 5, overMinutes: 5 }] }' },
    'classes[0].when[0].overMinutes: 5 → ',
  ],
])('%s', (_, changes, expected) => {
  const problems = problemsOf(contractOf(changes));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(expected);
});

test.each([
  [
    'an effect that it has not',
    QUESTION.replace('effect: none', 'effect: non'),
    'options[0].effect: non → 可能想写 none。confirmed（有证据并经⟦采购人⟧确认的不计入）、none（一律计入）',
  ],
  ['no effect', QUESTION.replace(', effect: none', ''), 'options[0].effect: （缺少） → confirmed'],
  [
    'a class that is not named',
    QUESTION.replace('binds: pauses', 'binds: class').replace('effect: none', 'when: [{ fromMinutes: 5 }]'),
    'interpretations[0].class: （缺少）',
  ],
  [
    'levels without a calendar',
    QUESTION.replace('binds: pauses', 'binds: working-time').replace('effect: none', 'levels: [urgent]'),
    'options[0].calendar: （缺少）',
  ],
  [
    'a calendar on another effect',
    QUESTION.replace('effect: none', 'effect: none, calendar: office'),
    'options[0].calendar: office → 只用于 binds: working-time',
  ],
  [
    'one effect twice',
    `${QUESTION}\n  - ${QUESTION.replace('id: q', 'id: r')}`,
    'interpretations[1].binds: pauses → 不与 interpretations[0] 决定同一件事',
  ],
])('of a question: %s', (_, question, expected) => {
  const problems = problemsOf(contractOf({}, question));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(expected);
});
