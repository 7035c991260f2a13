/**
 * When something is due, and from when it may be issued: a day that is so far after or before a moment, at a time of the day.
 * Worked out by `calendar/due-rule.ts`, which says what each shift means.
 */
import { z } from 'zod';
import { boolean, count, date, endClock, number, optional, slug, text } from '../scalars.ts';
import { anchoredDate } from './cadence.ts';

/** Moments from which days are counted; any other word is a field of the record. */
export const anchors = {
  'period-start': '统计区间首日',
  'period-end': '统计区间末日',
  'year-start': '服务年度首日',
  'year-end': '服务年度末日',
  'service-start': '服务期首日',
  'service-end': '服务期末日',
  due: '交付义务 of 的期限',
} as const;

const FIELD = /^[a-z][A-Za-z0-9]*$/;

const anchor = () =>
  text().refine(
    (value) => Object.hasOwn(anchors, value) || FIELD.test(value),
    `应为 ${Object.keys(anchors).join('、')} 之一，或记录的时间字段，例如 closedAt`,
  );

/** Ways to get from the moment to a day; a rule has exactly one. */
export const shifts = ['days', 'workingDays', 'weekday', 'dayOfMonth', 'on', 'months', 'hours'] as const;

const shiftKeys = {
  after: optional(anchor())
    .meta({ label: '起算（其后）', example: 'period-end' })
    .describe('`period-end`, … or a field of the record.'),
  before: optional(anchor()).meta({ label: '起算（其前）', example: 'service-end' }),
  days: optional(count()).meta({ label: '日数', unit: '日' }),
  workingDays: optional(count())
    .meta({ label: '工作日数', unit: '个工作日' })
    .describe('The day itself is not counted; 0: the day itself, or the nearest working day in that direction.'),
  weekday: optional(count())
    .meta({ label: '星期几', example: 1 })
    .describe('1 is Monday. The first one after, or the last one not after.'),
  dayOfMonth: optional(count())
    .meta({ label: '每月几日', example: 25 })
    .describe('The first one after, or the last one not after; in a shorter month its last day.'),
  on: optional(z.array(anchoredDate()))
    .meta({ label: '各期限日', example: '--01-31' })
    .describe('The first one of these days not before, or the last one not after.'),
  months: optional(count()).meta({ label: '月数', unit: '个月' }),
  hours: optional(number()).meta({ label: '小时数', unit: '小时' }),
  time: optional(endClock())
    .meta({ label: '时刻', example: '17:00' })
    .describe('Of the last day. Required, but for `hours` and `limit`, which run to a moment of their own.'),
  of: optional(slug()).meta({ label: '哪项交付义务的期限', example: 'recovery-drill' }),
};

export const dueRuleSchema = z.strictObject({
  ...shiftKeys,
  date: optional(date()).meta({ label: '日期' }).describe('Instead of everything else: this one day.'),
  limit: optional(
    z
      .enum(['analysis'])
      .meta({ label: '依级别的时限', choices: { analysis: '提交分析处理记录' }, example: 'analysis' }),
  )
    .meta({ label: '依级别的时限', choices: { analysis: '提交分析处理记录' } })
    .describe('Instead of everything else: when this limit of the level of the incident passes.'),
  roll: optional(z.enum(['next', 'previous'])).meta({
    label: '非工作日',
    choices: { next: '顺延至下一工作日', previous: '提前至上一工作日' },
  }),
  otherTime: optional(endClock())
    .meta({ label: '顺延后的时刻', example: '10:00' })
    .describe('The time of the day when the day itself is no working day and the next one is meant.'),
  orLater: optional(text())
    .meta({ label: '起算字段（较晚者）', example: 'majorAt' })
    .describe('When this field of the event is later than `after`, it is counted from it.'),
  notAfter: optional(text())
    .meta({ label: '不得晚于', example: 'decidedAt' })
    .describe('The due time is never later than this field of the event.'),
  agreed: boolean().meta({ label: '双方约定' }).describe('true: the contract gives no time for this.'),
});

export const issueFromSchema = z.strictObject({
  rule: optional(
    z.enum([
      'evidence', // as soon as the evidence of the period exists; never before its first day
      'fields', // as soon as the event's `fields` are there
    ]),
  ).meta({
    label: '可签发时间规则',
    choices: { evidence: '有证据即可', fields: '记录填妥所列字段' },
  }),
  fields: optional(z.array(text())).meta({ label: '必需字段' }),
  ...shiftKeys,
});

/** Field that assessment adds to an incident: when this limit of its level passes. */
export const limitField = (clock: NonNullable<DueRule['limit']>): string => `${clock}Due`;
/** The same: `true` when it is counted by working time. */
export const limitByCalendar = (clock: NonNullable<DueRule['limit']>): string => `${clock}ByCalendar`;

export type DueRule = z.infer<typeof dueRuleSchema>;
export type IssueFrom = z.infer<typeof issueFromSchema>;
/** A rule without its time of the day. */
export type ShiftRule = Pick<DueRule, keyof typeof shiftKeys> & Pick<DueRule, 'roll' | 'orLater'>;

/** By which fact a document is in time; where the contract leaves it open it is a 口径 (`on-time` of `effects.ts`). */
export const onTimeFacts = {
  issued: '以签发时间为准',
  delivered: '以送达时间为准',
  received: '以采购人签收时间为准',
} as const;
export type OnTimeBy = keyof typeof onTimeFacts;

/** What each fact is called. */
export const onTimeWords: Readonly<Record<OnTimeBy, string>> = { issued: '签发', delivered: '送达', received: '签收' };

const facts = Object.keys(onTimeFacts) as [OnTimeBy, ...OnTimeBy[]];

/** Key of the contract, for all its documents, and of an obligation, for its own. */
export const onTimeByKey = {
  onTimeBy: optional(z.enum(facts))
    .meta({ label: '按期以何为准', choices: onTimeFacts, example: 'delivered' })
    .describe("The fact that has to happen by the due time; an obligation without one goes by the contract's."),
};
