/**
 * Fault levels and what was promised for them: response, remote start, arrival, restoration, analysis. Part of
 * `contract/contract.yaml`. What a level is called, how many there are and how long each clock may run is data; code knows
 * the clocks only.
 */
import { z } from 'zod';
import { boolean, clauseId, count, endClock, fraction, optional, slug, text } from '../scalars.ts';
import { heldKeys } from './held.ts';
import { saysKey } from './says.ts';

/** The clocks that a limit may hold, with what ends each. The list is closed. */
export const limitClocks = {
  response: '响应',
  'remote-start': '启动远程诊断',
  arrival: '抵达现场',
  restoration: '恢复',
  analysis: '提交分析处理记录',
  notice: '通报进展',
} as const;
export type LimitClock = keyof typeof limitClocks;

/** Id of a level: the paper's own code such as `P1`, which is printed, or a lower-case word such as `urgent`, which is not. */
export const levelId = () =>
  z.string().regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/, '应为字母、数字与连字符，例如 P1 或 urgent');

/** Kinds of customers that a contract treats apart, as incidents name them. */
export const customersSchema = optional(
  z.array(
    z.strictObject({
      id: slug().meta({ label: '客户类别编号', example: 'vip' }),
      name: text().meta({ label: '客户类别', example: 'VIP 用户' }),
    }),
  ),
).meta({ label: '客户类别' });

/** The case in which a row holds: all that is said must be so. */
const limitWhenSchema = z.strictObject({
  assets: optional(z.array(slug()).min(1, '至少一项'))
    .meta({ label: '系统或设备', example: 'marketing' })
    .describe('Ids of assets: of an incident of several each is held to its own row, and the strictest decides.'),
  customers: optional(z.array(slug()).min(1, '至少一项'))
    .meta({ label: '受影响的客户', example: 'vip' })
    .describe('Ids of `customers`: whom the incident record names as affected.'),
  season: optional(slug())
    .meta({ label: '季节', example: 'flood-season' })
    .describe('Id of a calendar in which the clock starts.'),
});
export type LimitWhen = z.infer<typeof limitWhenSchema>;

const limitShape = {
  clock: z
    .enum(Object.keys(limitClocks) as [LimitClock, ...LimitClock[]])
    .meta({ label: '计时', choices: limitClocks, example: 'arrival' }),
  clause: clauseId().meta({ label: '依据条款' }),
  minutes: optional(count())
    .meta({ label: '时限', unit: '分钟', example: 60 })
    .describe(
      'Inclusive; hours of the wall clock, day and night. Of `notice`: from each report to the next, until it is restored.',
    ),
  workingMinutes: optional(count())
    .meta({ label: '时限（工作时间）', unit: '分钟', example: 240 })
    .describe('Inclusive; only time of `calendar` counts.'),
  workingDays: optional(count())
    .meta({ label: '时限（工作日）', unit: '个工作日', example: 2 })
    .describe('Until the end of that day of `calendar`, the day on which the clock starts not counted.'),
  time: optional(endClock())
    .meta({ label: '至当日时刻', example: '12:00' })
    .describe('Of `workingDays`: inclusive; the time of the last day at which the limit passes, in place of its end.'),
  calendar: optional(slug()).meta({ label: '时间表', example: 'teaching' }).describe('Id of an entry of `calendars`.'),
  agreed: optional(boolean())
    .meta({ label: '协商确定' })
    .describe('true: case by case; judged by the date that both sides agreed on (`agreedOn` of the record).'),
  class: optional(slug())
    .meta({ label: '仅此类别', example: 'major' })
    .describe(
      'Id of an entry of `classes`: only its incidents. An arrival that is owed so is owed however one diagnoses.',
    ),
  during: optional(slug())
    .meta({ label: '仅此时间表之内' })
    .describe('Only when the clock starts within this calendar.'),
  outside: optional(slug())
    .meta({ label: '仅此时间表之外' })
    .describe('Only when the clock starts outside this calendar.'),
  or: optional(z.enum(['arrival']).meta({ label: '或', choices: { arrival: '到场' } }))
    .meta({ label: '可由此代替', choices: { arrival: '到场' } })
    .describe('Of a remote start: with an arrival in time it need not be kept, nor the arrival with it.'),
  when: optional(limitWhenSchema)
    .meta({ label: '仅在此情形' })
    .describe('In such a case the row takes the place of those with fewer conditions, longer or shorter.'),
  times: optional(fraction())
    .meta({ label: '倍数', example: '1/2' })
    .describe('In place of an amount: what the other rows of the clock allow is multiplied by it, exactly.'),
  text: optional(text()).meta({ label: '原文', example: '≦2小时' }).describe('As the paper prints it.'),
  label: optional(text()).meta({ label: '承诺', example: '10 分钟内响应' }),
  ...saysKey,
  ...heldKeys,
};

/** One limit of one level. Of `minutes`, `workingMinutes`, `workingDays`, `agreed` and `times` exactly one stands. */
export const levelLimitSchema = z.strictObject(limitShape);

/** One limit that several levels share, or all of them. */
export const limitSchema = z.strictObject({
  ...limitShape,
  levels: optional(z.array(levelId()).min(1, '至少一项'))
    .meta({ label: '仅这些级别' })
    .describe('Without it, all levels.'),
});

/** How severe monitoring calls an alert. */
export const alertSeverities = { critical: '严重', warning: '警告', info: '提示' } as const;
export type AlertSeverity = keyof typeof alertSeverities;

/** Alerts of monitoring for which the contract says the level: all that stands in the row must hold. */
const levelAlertSchema = z.strictObject({
  severities: optional(
    z
      .array(
        z.enum(Object.keys(alertSeverities) as [AlertSeverity, ...AlertSeverity[]]).meta({ choices: alertSeverities }),
      )
      .min(1, '至少一项'),
  ).meta({ label: '告警级别', choices: alertSeverities }),
  assets: optional(z.array(slug()).min(1, '至少一项')).meta({ label: '对象', example: 'mysql-primary' }),
  names: optional(z.array(text()).min(1, '至少一项'))
    .meta({ label: '告警名称', example: '数据库不可用' })
    .describe('The name of the alert, or a part of it.'),
});

export const levelSchema = z.strictObject({
  id: levelId()
    .meta({ label: '级别', example: 'P1' })
    .describe('One that begins with a capital letter is printed; of others the name is.'),
  name: text().meta({ label: '正式命名', example: '紧急故障' }),
  ordinal: optional(text()).meta({ label: '等级', example: '一级故障' }),
  scope: optional(text()).meta({ label: '影响范围' }),
  example: optional(text()).meta({ label: '示例场景' }),
  short: optional(text()).meta({ label: '简称' }).describe('How sentences call it; without it, the name.'),
  requirement: optional(boolean())
    .meta({ label: '不是故障' })
    .describe('true: a requirement or task, outside the statistics of faults, held to the date that was agreed.'),
  brief: optional(boolean()).meta({ label: '一页简表' }).describe('true: its analysis is printed on one page.'),
  limits: optional(z.array(levelLimitSchema)).meta({ label: '时限' }),
  alerts: optional(z.array(levelAlertSchema).min(1, '至少一项'))
    .meta({ label: '由监控告警定级（有一项即是）' })
    .describe('Alerts of which a fault of this level is proposed. Without it none is: a person says the level.'),
  ...heldKeys,
});

/** Fault levels, the worst first. */
export const levelsSchema = z.array(levelSchema).meta({ label: '故障分级' });
export const limitsSchema = optional(z.array(limitSchema)).meta({ label: '各级共同的时限' });

export type Level = z.infer<typeof levelSchema>;
export type LimitTerm = z.infer<typeof limitSchema>;

/** The part of a contract from which limits are read. */
export interface LimitTerms {
  levels: readonly Level[];
  limits?: readonly LimitTerm[] | undefined;
}

/** All limits of a contract: the common ones, then those of each level. What only multiplies others is none. */
export const limitTerms = (terms: LimitTerms): LimitTerm[] => rowsOf(terms).filter(({ times }) => times === undefined);

/** What multiplies the limits of a contract, in the same order. */
export const factorTerms = (terms: LimitTerms): FactorTerm[] =>
  rowsOf(terms).flatMap((one) => (one.times === undefined ? [] : [{ ...one, times: one.times }]));

export type FactorTerm = LimitTerm & { times: string };

function rowsOf({ levels, limits }: LimitTerms): LimitTerm[] {
  return [
    ...(limits ?? []),
    ...levels.flatMap((level) => (level.limits ?? []).map((one) => ({ ...one, levels: [level.id] }))),
  ];
}

/** How a sentence calls a level: its short name, else its name. */
export const levelShort = ({ short, name }: Pick<Level, 'short' | 'name'>): string => short ?? name;

/** true for the paper's own code: it begins with a capital letter. */
export const isLevelCode = (id: string): boolean => /^[A-Z]/.test(id);

/** With its name, as people choose it: `P1 重大故障`; `紧急故障`. */
export const levelTitle = ({ id, name }: Pick<Level, 'id' | 'name'>): string =>
  isLevelCode(id) ? `${id} ${name}` : name;
