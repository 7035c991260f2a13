/**
 * What is deducted for what, and what becomes of a payment by it: 考核、违约金、服务抵扣. Part of `contract/contract.yaml`. No scheme:
 * nothing is counted and nothing printed. A score is never made up: each deduction names the record that it rests on.
 */

import { z } from 'zod';
import { dutyWords } from '../../states/duty.ts';
import { stateWords } from '../../states/occurrence.ts';
import { clauseId, count, date, number, optional, slug, text } from '../scalars.ts';
import { answerTermSchema } from './answers.ts';
import { roundingKey } from './fees.ts';
import { incidentsKey, maintenanceChoices, monthsKey, windowIntervals } from './requirements.ts';
import { saysKey } from './says.ts';
import { clauseTopics, topicIds } from './topics.ts';

/** What the amounts of a scheme are, with the unit that stands behind a figure. */
export const penaltyMeasures = { points: '分', money: '元', percent: '%' } as const;
export type PenaltyMeasure = keyof typeof penaltyMeasures;

/** Over which time a scheme is settled. */
export const schemePeriods = {
  month: '每月',
  quarter: '每季度',
  'half-year': '每半年',
  term: '每学期',
  year: '每年',
  service: '服务期',
} as const;

/** What a rule looks at. */
export const penaltyGrounds = {
  'over-limit': '故障超过时限',
  attendance: '到岗不足',
  document: '交付物迟交或缺失',
  activity: '次数不足',
  quota: '故障次数超过限额',
  repeat: '重复故障',
  backup: '漏做备份',
  kept: '备份提前删除',
  certificate: '证书过期上岗',
  availability: '可用率低于档位',
  permit: '许可不符的操作',
  exception: '条款的例外',
  assessed: '采购人评定',
} as const;
export type PenaltyGround = keyof typeof penaltyGrounds;

/** How a rule counts. */
export const penaltyCounts = {
  occurrence: '每次',
  incident: '每起故障',
  step: '每档（不足的按一档）',
  'whole-step': '每满一档',
  day: '每日',
  'person-day': '每人日',
  'late-day': '每迟一日',
  'day-begun': '每逾期 24 小时（不足的按一日）',
  period: '每期',
} as const;
export type PenaltyCount = keyof typeof penaltyCounts;

/** By every so many minutes beyond a limit: the started ones, or those alone that are full. */
export const isInSteps = (per: PenaltyCount): boolean => per === 'step' || per === 'whole-step';

/** What of a ground counts; without it everything that the ground finds. */
export const penaltyKinds = {
  absent: dutyWords.absent,
  late: `${dutyWords.late}；迟交`,
  'left-early': dutyWords['left-early'],
  missing: stateWords.missing,
} as const;

/** Over which spans an availability is held against the bands. */
export const availabilitySpans = {
  month: '逐月',
  quarter: '逐季度',
  'half-year': '逐半年',
  term: '逐学期',
  year: '逐年',
  service: '整个服务期',
  period: '整期',
} as const;

const positive = () => number().refine((v) => typeof v === 'number' && v > 0, '应为大于 0 的数字');

const below = optional(number()).meta({ label: '低于', example: 85 }).describe('Not including the number itself.');
const atMost = optional(number()).meta({ label: '不高于', example: 85 }).describe('Including the number itself.');

const availabilityBand = z.strictObject({ below, atMost, amount: positive().meta({ label: '扣减' }) });

export const penaltyRuleSchema = z.strictObject({
  id: slug().meta({ label: '规则编号', example: 'late-restoration' }),
  label: text().meta({ label: '扣分事项', example: '紧急故障超时' }),
  clauses: z
    .array(clauseId().meta({ label: '条款' }), '应为清单')
    .min(1, '至少写明一条条款')
    .meta({ label: '依据条款' })
    .describe('The clauses that set the deduction; for `exception` without topics also those whose exceptions count.'),
  on: z
    .enum(Object.keys(penaltyGrounds) as [PenaltyGround, ...PenaltyGround[]])
    .meta({ label: '依据什么', choices: penaltyGrounds }),
  topics: optional(z.array(z.enum(topicIds).meta({ label: '事项', choices: clauseTopics }), '应为清单'))
    .meta({ label: '事项', choices: clauseTopics })
    .describe(
      'Of `over-limit` which limits, of `exception` the clauses with one of these topics; what another rule names is not counted again.',
    ),
  levels: optional(z.array(text(), '应为清单'))
    .meta({ label: '故障级别' })
    .describe('Of `over-limit` and `repeat`: ids of levels; without it faults of every level.'),
  kinds: optional(
    z.array(
      z.enum(['absent', 'late', 'left-early', 'missing']).meta({ label: '情形', choices: penaltyKinds }),
      '应为清单',
    ),
  ).meta({ label: '情形', choices: penaltyKinds }),
  posts: optional(z.array(slug(), '应为清单')).meta({ label: '岗位' }).describe('Ids of `requirements.posts`.'),
  obligations: optional(z.array(slug(), '应为清单')).meta({ label: '交付义务' }),
  activities: optional(z.array(slug(), '应为清单'))
    .meta({ label: '活动' })
    .describe('Ids of `requirements.activities`.'),
  backups: optional(z.array(slug(), '应为清单'))
    .meta({ label: '备份' })
    .describe('Ids of `requirements.backups`; without it every backup that the contract asks for, or wants kept.'),
  certificates: optional(z.array(slug(), '应为清单'))
    .meta({ label: '证书' })
    .describe('Ids of `requirements.certificates`; without it every certificate of the contract.'),
  quotas: optional(z.array(slug(), '应为清单'))
    .meta({ label: '限额' })
    .describe('Ids of `quotas`; without it every quota of the contract.'),
  withinDays: optional(count())
    .meta({ label: '几日内再次发生', unit: '日', example: 30 })
    .describe('Of `repeat`: after the day on which the earlier fault began, which is not counted; inclusive.'),
  graceMinutes: optional(count())
    .meta({ label: '宽限', unit: '分钟', example: 240 })
    .describe(
      'Of `document`: late by no more than this counts nothing. A threshold: beyond it the whole delay counts.',
    ),
  assets: optional(z.array(slug(), '应为清单'))
    .meta({ label: '监控对象' })
    .describe('Without it, all that are probed.'),
  of: optional(z.enum(['each', 'together']).meta({ choices: { each: '逐个对象', together: '各对象合计' } })).meta({
    label: '可用率的算法',
  }),
  window: optional(
    z.enum(['month', 'quarter', 'half-year', 'term', 'year', 'service', 'period']).meta({ choices: availabilitySpans }),
  )
    .meta({ label: '可用率的区间' })
    .describe('Of `availability`: each of these that ends in the period is judged over all its own days.'),
  interval: optional(z.enum(['natural', 'service']).meta({ choices: windowIntervals })).meta({
    label: '各期的起止',
    choices: windowIntervals,
  }),
  months: monthsKey(),
  incidents: incidentsKey(),
  maintenance: optional(z.enum(['excluded', 'included', 'available']).meta({ choices: maintenanceChoices })).meta({
    label: '计划维护',
  }),
  bands: optional(z.array(availabilityBand).min(1, '至少一档'))
    .meta({ label: '可用率档位' })
    .describe('The deepest band that holds decides.'),
  per: z
    .enum(Object.keys(penaltyCounts) as [PenaltyCount, ...PenaltyCount[]])
    .meta({ label: '计法', choices: penaltyCounts }),
  stepMinutes: optional(count())
    .meta({ label: '每档', unit: '分钟', example: 60 })
    .describe(
      'Of `step`: every started so many minutes beyond the limit count once; of `whole-step`: every full ones, and less than that nothing.',
    ),
  amount: optional(positive())
    .meta({ label: '扣减', example: 2 })
    .describe('In the measure of the scheme, for each that counts.'),
  capEach: optional(positive()).meta({ label: '每次至多' }),
  ...saysKey,
  cap: optional(positive()).meta({ label: '本期至多' }),
});

/** Over what a cap that several rules share is counted. */
export const sharedCapSpans = { incident: '同一故障', period: '每期' } as const;

/** A cap over several rules together: 同一故障的扣分合计不超过若干. It comes before the caps of the rules and of the scheme. */
export const sharedCapSchema = z.strictObject({
  clauses: z.array(clauseId(), '应为清单').min(1, '至少写明一条条款').meta({ label: '依据条款' }),
  per: z.enum(['incident', 'period']).meta({ label: '合计的范围', choices: sharedCapSpans }),
  over: z
    .array(slug(), '应为清单')
    .min(1, '至少一项')
    .meta({ label: '规则', example: 'late-restoration' })
    .describe('Ids of rules of this scheme; of two caps with the same `per` no rule stands in both.'),
  cap: positive().meta({ label: '合计至多', example: 10 }),
  ...saysKey,
});

/** Days on which everything is recorded and nothing deducted: 磨合期. */
export const freeSpanSchema = z.strictObject({
  clauses: z.array(clauseId(), '应为清单').min(1, '至少写明一条条款').meta({ label: '依据条款' }),
  name: optional(text()).meta({ label: '名称', example: '磨合期' }),
  ...saysKey,
  from: date().meta({ label: '起' }),
  to: date().meta({ label: '止' }),
});

/** By when the supplier objects to a deduction, and the purchaser answers. */
export const objectionTermsSchema = z.strictObject({
  clauses: z.array(clauseId(), '应为清单').min(1, '至少写明一条条款').meta({ label: '依据条款' }),
  within: answerTermSchema
    .meta({ label: '提出异议的期限' })
    .describe('From the notice of the deduction, as the objection tells it; its own day is not counted.'),
  ...saysKey,
  answer: optional(answerTermSchema).meta({ label: '答复异议的期限' }).describe('From the objection, likewise.'),
});

/** What becomes of the payment: the deepest band that holds decides. */
export const scoreBandSchema = z.strictObject({
  below,
  atMost,
  percent: optional(number()).meta({ label: '扣除当期服务费的百分比', unit: '%', example: 5 }),
  amount: optional(number()).meta({ label: '扣除金额', unit: '元' }),
  text: text().meta({ label: '结果', example: '扣除当期服务费的 5%' }),
  ...saysKey,
});

export const paymentSchema = z.strictObject({
  name: text().meta({ label: '付款阶段', example: '第一期服务费' }),
  from: date().meta({ label: '起' }),
  to: date().meta({ label: '止' }).describe('The payment of every period of the scheme that ends within these days.'),
  amount: positive().meta({ label: '金额', unit: '元' }),
  ...saysKey,
});

export const penaltySchemeSchema = z.strictObject({
  id: slug().meta({ label: '办法编号', example: 'half-year-score' }),
  name: text().meta({ label: '名称', example: '半年考核' }),
  clauses: z.array(clauseId(), '应为清单').min(1, '至少写明一条条款').meta({ label: '依据条款' }),
  measure: z
    .enum(['points', 'money', 'percent'])
    .meta({ label: '计量', choices: { points: '扣分', money: '扣款（元）', percent: '扣当期服务费的百分比' } }),
  ...saysKey,
  full: optional(positive()).meta({ label: '满分', unit: '分', example: 100 }).describe('Of `points` alone.'),
  period: z
    .enum(['month', 'quarter', 'half-year', 'term', 'year', 'service'])
    .meta({ label: '考核周期', choices: schemePeriods }),
  obligation: optional(slug())
    .meta({ label: '评分表', example: 'assessment-score' })
    .describe('Obligation whose document prints it; without it the one whose unit is the score sheet.'),
  fees: optional(z.array(slug(), '应为清单').min(1, '至少一项费用'))
    .meta({ label: '服务费' })
    .describe(
      'Ids of `fees` of which shares are taken: of an object its own, of a score all of them. Without it nothing is computed in money but amounts.',
    ),
  rounding: roundingKey(),
  cap: optional(positive()).meta({ label: '本期至多扣减' }),
  rules: z.array(penaltyRuleSchema, '应为清单').min(1, '至少一条规则').meta({ label: '规则' }),
  sharedCaps: optional(z.array(sharedCapSchema, '应为清单')).meta({ label: '几条规则合计的上限' }),
  free: optional(z.array(freeSpanSchema, '应为清单'))
    .meta({ label: '只记录不扣减的日期' })
    .describe('By the day of what happened; of what has no day, where the whole period lies in it.'),
  objections: optional(objectionTermsSchema)
    .meta({ label: '异议' })
    .describe('Without it no time is owed; objections are told all the same.'),
  bands: optional(z.array(scoreBandSchema)).meta({ label: '结果的档位' }),
  otherwise: optional(text()).meta({ label: '各档均不适用时', example: '全额支付' }),
  payments: optional(z.array(paymentSchema)).meta({ label: '付款阶段' }),
});

export const penaltiesSchema = z
  .array(penaltySchemeSchema, '应为清单')
  .meta({ label: '考核与扣款办法' })
  .describe('Empty: no scheme in force; nothing is counted and nothing printed.');

export type PenaltyRule = z.infer<typeof penaltyRuleSchema>;
export type PenaltyScheme = z.infer<typeof penaltySchemeSchema>;
export type ScoreBand = z.infer<typeof scoreBandSchema>;
export type ObjectionTerms = z.infer<typeof objectionTermsSchema>;
export type SharedCap = z.infer<typeof sharedCapSchema>;
export type Payment = z.infer<typeof paymentSchema>;
