/**
 * Classes of incidents beside the levels, such as 重大故障, and the quotas on incidents: `classes` and `quotas` of
 * `contract/contract.yaml`. What makes an incident one of a class is data, and may depend on a 口径 that binds it.
 */
import { z } from 'zod';
import { clauseId, count, optional, slug, text } from '../scalars.ts';
import { levelId } from './levels.ts';
import { saysKey } from './says.ts';

/** What was down, as a record of an incident says. */
export const outageWords = {
  whole: '全系统中断',
  core: '核心业务中断',
  partial: '部分功能不可用',
  none: '未中断',
} as const;
export type Outage = keyof typeof outageWords;

/** What must hold of an incident, all of it. */
export const conditionSchema = z.strictObject({
  levels: optional(z.array(levelId()).min(1, '至少一项')).meta({ label: '级别' }),
  outages: optional(
    z
      .array(z.enum(Object.keys(outageWords) as [Outage, ...Outage[]]).meta({ choices: outageWords }))
      .min(1, '至少一项'),
  ).meta({ label: '中断范围', choices: outageWords }),
  fromMinutes: optional(count())
    .meta({ label: '恢复用时达到', unit: '分钟', example: 120 })
    .describe('Inclusive: 两小时（含）以上.'),
  overMinutes: optional(count()).meta({ label: '恢复用时超过', unit: '分钟' }).describe('Exclusive: 超过两小时.'),
  words: optional(text())
    .meta({ label: '时长的写法', example: '两小时' })
    .describe('Of the length of time, as printed.'),
});

/** An incident is meant when one of the conditions holds. */
export const conditionsSchema = z.array(conditionSchema).min(1, '至少一项').meta({ label: '条件（有一项即是）' });

export const classSchema = z.strictObject({
  id: slug().meta({ label: '类别编号', example: 'major' }),
  name: text().meta({ label: '类别', example: '重大故障' }),
  when: optional(conditionsSchema)
    .meta({ label: '条件（有一项即是）' })
    .describe('Where a 口径 binds the class, its options say instead.'),
  note: optional(text())
    .meta({ label: '附注' })
    .describe('Stands in brackets after the name where its meaning is told.'),
});

export const classesSchema = optional(z.array(classSchema)).meta({ label: '故障类别' });

/** The years, halves, quarters and months in which a quota counts anew. */
export const quotaSpans = {
  'service-year': '服务年度',
  'service-half-year': '服务半年',
  'service-quarter': '服务季度',
  'service-month': '服务月',
  'calendar-year': '自然年',
  'calendar-half-year': '自然半年',
  'calendar-quarter': '自然季度',
  'calendar-month': '自然月',
  service: '服务期',
} as const;
export type QuotaSpan = keyof typeof quotaSpans;

/** How a sentence says a span, and what a heading over its count begins with. */
export const quotaSpanWords: Readonly<Record<QuotaSpan, { every: string; heading: string }>> = {
  'service-year': { every: '每年', heading: '年度' },
  'service-half-year': { every: '每半年', heading: '半年' },
  'service-quarter': { every: '每季度', heading: '季度' },
  'service-month': { every: '每月', heading: '月度' },
  'calendar-year': { every: '每年', heading: '年度' },
  'calendar-half-year': { every: '每半年', heading: '半年' },
  'calendar-quarter': { every: '每季度', heading: '季度' },
  'calendar-month': { every: '每月', heading: '月度' },
  service: { every: '服务期内', heading: '' },
};

export const quotaSchema = z.strictObject({
  id: slug().meta({ label: '限额编号', example: 'major-yearly' }),
  name: text().meta({ label: '限额', example: '年度限额' }),
  clause: clauseId().meta({ label: '依据条款' }),
  limit: count().meta({ label: '次数', unit: '次' }),
  per: z
    .enum(Object.keys(quotaSpans) as [QuotaSpan, ...QuotaSpan[]])
    .meta({ label: '计数期间', choices: quotaSpans })
    .describe('`service-…` from the first day of service on, `calendar-…` by the calendar.'),
  class: optional(slug()).meta({ label: '类别', example: 'major' }),
  when: optional(conditionsSchema)
    .meta({ label: '条件（有一项即是）' })
    .describe('Which incidents count, where they are no class. Neither `class` nor `when`: all faults.'),
  ...saysKey,
});

export const quotasSchema = optional(z.array(quotaSchema)).meta({ label: '限额' });

export type Condition = z.infer<typeof conditionSchema>;
export type IncidentClass = z.infer<typeof classSchema>;
export type QuotaTerm = z.infer<typeof quotaSchema>;
