/**
 * What the contract asks for in numbers: posts, activities each period, availability, retention, coverage. Part of
 * `contract/contract.yaml`. What stands nowhere here is not asked for: nothing is judged by it and nothing printed.
 */

import { z } from 'zod';
import { boolean, clauseId, clock, count, date, endClock, number, optional, slug, text } from '../scalars.ts';
import { type AskedBackup, askedBackupSchema } from './backups.ts';
import { cadenceKeys, cadenceText } from './cadence.ts';
import { calendarName, leftOutList } from './calendars.ts';
import { type AskedCertificate, askedCertificateSchema } from './certificates.ts';
import { clauseMarks } from './clause-marks.ts';
import { type HeldSpan, heldKeys } from './held.ts';
import { saysKey } from './says.ts';

/** How often, with the word that people read. */
export const requirementPeriods = {
  month: '每月',
  'two-months': '每两个月',
  quarter: '每季度',
  'four-months': '每四个月',
  'half-year': '每半年',
  term: '每学期',
  year: '每年',
  service: '服务期内',
} as const;
export type RequirementPeriod = keyof typeof requirementPeriods;

const clauses = () =>
  z
    .array(clauseId().meta({ label: '条款' }), '应为清单')
    .min(1, '至少写明一条条款')
    .meta({ label: '依据条款' });

/** How the months, quarters … of a number are cut. */
export const windowIntervals = { natural: '自然月、季度、半年、年', service: '自服务期首日起算' } as const;

/** A list that may be left out: then it is empty. */
const listOf = <T extends z.ZodType>(item: T) => optional(z.array(item, '应为清单'));

const percent = () =>
  number()
    .refine((v) => typeof v === 'number' && v > 0 && v <= 100, '应为大于 0、不大于 100 的百分数')
    .meta({ label: '百分比', unit: '%' });

const atLeastOne = (label: string, unit: string) =>
  count()
    .refine((v) => typeof v === 'number' && v >= 1, '应为 1 起的整数')
    .meta({ label, unit, example: 1 });

const span = z.strictObject({
  from: date().meta({ label: '起' }),
  to: date().meta({ label: '止' }),
  name: optional(text()).meta({ label: '名称', example: '寒假' }).describe('For people who read the data.'),
});

const shiftSchema = z.strictObject({
  name: text().meta({ label: '班次', example: '早班' }),
  from: clock().meta({ label: '起', example: '08:00' }),
  to: endClock().meta({ label: '止', example: '16:00' }).describe('Not after `from`: the shift ends on the next day.'),
});

export const postSchema = z.strictObject({
  id: slug().meta({ label: '岗位编号', example: 'south' }),
  name: text().meta({ label: '岗位', example: '驻场工程师' }),
  post: z.enum(['resident', 'oncall', 'backup']).meta({
    label: '值班记录的岗位',
    choices: { resident: '现场', oncall: '值班', backup: '后备支持' },
  }),
  place: optional(text())
    .meta({ label: '地点', example: '南片' })
    .describe('Duty records whose place holds this text are of this post; without it those of any place.'),
  people: optional(z.array(text(), '应为清单'))
    .meta({ label: '人员', example: '王五' })
    .describe('Duty records of these people are of this post, whatever their place.'),
  headcount: atLeastOne('人数', '人').describe('At least so many, in each shift where there are shifts.'),
  days: calendarName()
    .meta({ label: '哪些日', example: 'working-days' })
    .describe('Name of a calendar: on its days somebody has to be there.'),
  only: optional(calendarName())
    .meta({ label: '只在', example: 'terms' })
    .describe('Only days that are days of this calendar, too.'),
  hours: optional(z.strictObject({ from: clock().meta({ label: '起' }), to: endClock().meta({ label: '止' }) })).meta({
    label: '时间',
  }),
  hoursText: optional(text()).meta({ label: '时间（合同的写法）', example: '5×8' }),
  shifts: optional(z.array(shiftSchema).min(1, '至少一个班次')).meta({ label: '班次' }),
  except: leftOutList().meta({ label: '不要求到岗的日期' }).describe('Such as holidays of a school.'),
  clauses: clauses(),
  ...saysKey,
  ...heldKeys,
});

/** The one day of a period on which something has to happen, counted from its first or last day as due times are. */
const activityDaySchema = z.strictObject({
  after: optional(z.literal('period-start')).meta({ label: '起算（其后）', example: 'period-start' }),
  before: optional(z.literal('period-end')).meta({ label: '起算（其前）', example: 'period-end' }),
  workingDays: optional(count())
    .meta({ label: '工作日数', unit: '个工作日', example: 0 })
    .describe('The day itself is not counted; 0 before `period-end` is the last working day of the period.'),
  weekday: optional(count()).meta({ label: '星期几' }).describe('1 is Monday.'),
  dayOfMonth: optional(count()).meta({ label: '每月几日' }),
});

/** What something has to follow each time. */
const afterSchema = z.strictObject({
  kind: slug().meta({ label: '记录种类', example: 'change' }),
  where: optional(
    z.strictObject({
      field: text().meta({ label: '字段', example: 'type' }),
      in: z.array(text()).min(1, '至少一个取值').meta({ label: '取值' }),
    }),
  ).meta({ label: '筛选' }),
  name: text().meta({ label: '事由', example: '变更' }),
  days: count().meta({ label: '日数', unit: '日', example: 7 }).describe('By the end of that day.'),
});

export const activitySchema = z.strictObject({
  id: slug().meta({ label: '编号', example: 'training' }),
  name: text().meta({ label: '事项', example: '使用培训' }),
  kind: slug().meta({ label: '记录种类', example: 'activity' }),
  where: optional(
    z.strictObject({
      field: text().meta({ label: '字段', example: 'activity' }),
      in: z.array(text()).min(1, '至少一个取值').meta({ label: '取值' }),
    }),
  )
    .meta({ label: '筛选' })
    .describe('Only records whose field (any of its values, for a list) is one of these.'),
  times: atLeastOne('次数', '次'),
  atLeast: optional(boolean())
    .meta({ label: '“至少”' })
    .describe('true: the paper says 至少. It is printed so; more is never too much.'),
  per: optional(
    z.enum(Object.keys(requirementPeriods) as [RequirementPeriod, ...RequirementPeriod[]]).meta({
      choices: requirementPeriods,
    }),
  )
    .meta({ label: '每', choices: requirementPeriods })
    .describe(
      'In steps from the first day of service. Exactly one of `per`, `every`, `timesADay`, `seasons` and `after`.',
    ),
  every: cadenceKeys.every,
  timesADay: cadenceKeys.timesADay,
  seasons: cadenceKeys.seasons,
  interval: cadenceKeys.interval.describe('Of `every`, as of an obligation; without it, natural.'),
  after: optional(afterSchema)
    .meta({ label: '每次……之后' })
    .describe('In place of periods: within so many days of each record of this kind.'),
  day: optional(activityDaySchema)
    .meta({ label: '哪一日' })
    .describe('Of each period; what is done later, until that day of the next one, is late.'),
  assets: optional(z.array(slug(), '应为清单').min(1, '至少一个对象'))
    .meta({ label: '对象', example: 'mysql-primary' })
    .describe('So often of each of these; without it so often, whatever of.'),
  rotate: optional(
    z.array(
      z.strictObject({
        value: text().meta({ label: '取值', example: 'mysql-primary' }),
        name: text().meta({ label: '名称', example: '业务数据库' }),
      }),
      '应为清单',
    ),
  )
    .meta({ label: '逐期轮换' })
    .describe(
      'Of `where.field`: in the first period only records with the first value count, in the second the second, and so round.',
    ),
  spans: optional(z.array(span))
    .meta({ label: '各期起止' })
    .describe('The periods themselves, where they are no steps from the first day of service: terms, agreed dates.'),
  clauses: clauses(),
  ...saysKey,
  ...heldKeys,
});

/** How agreed maintenance counts in an availability. */
export const maintenanceChoices = {
  excluded: '不计入',
  included: '计入（其间的中断照算）',
  available: '其间不算中断，时间照计入总时长',
} as const;

/** Months of the year of which a number is asked for: 汛期各月. */
export const monthsKey = () =>
  optional(
    z
      .array(
        count().refine((v) => typeof v === 'number' && v >= 1 && v <= 12, '应为 1 至 12 的月份'),
        '应为清单',
      )
      .min(1, '至少一个月份'),
  )
    .meta({ label: '只在这些月份', example: 5 })
    .describe('Of a number of each natural month alone; without it every month.');

/** Levels of faults by which an availability counts what is down. */
export const incidentsKey = () =>
  optional(z.array(text(), '应为清单').min(1, '至少一个级别'))
    .meta({ label: '按这些级别的故障计中断', example: 'critical' })
    .describe(
      'Down from where the clocks of such a fault of the object start until it is restored; without it what probes saw.',
    );

/** `每月`; `5 至 9 月每月` of some months alone. */
export function targetPeriodText({ per, months }: Pick<AvailabilityTarget, 'per' | 'months'>): string {
  if (months === undefined) return requirementPeriods[per];
  const sorted = [...new Set(months)].sort((a, b) => a - b);
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const run = sorted.length > 2 && last - first === sorted.length - 1;
  return `${run ? `${first} 至 ${last}` : sorted.join('、')} 月${requirementPeriods[per]}`;
}

export const availabilityTargetSchema = z.strictObject({
  id: slug().meta({ label: '编号', example: 'core-availability' }),
  name: text().meta({ label: '事项', example: '核心系统可用率' }),
  assets: optional(z.array(slug(), '应为清单'))
    .meta({ label: '监控对象' })
    .describe('Without it, every object that is probed.'),
  percent: percent(),
  per: z.enum(['month', 'quarter', 'half-year', 'term', 'year', 'service']).meta({
    label: '每',
    choices: requirementPeriods,
  }),
  interval: optional(z.enum(['natural', 'service']))
    .meta({ label: '各期的起止', choices: windowIntervals })
    .describe('Without it years run from the first day of service, all others by the calendar.'),
  of: z.enum(['each', 'together']).meta({ label: '算法', choices: { each: '逐个对象', together: '各对象合计' } }),
  months: monthsKey(),
  incidents: incidentsKey(),
  maintenance: z.enum(['excluded', 'included', 'available']).meta({
    label: '计划维护',
    choices: maintenanceChoices,
  }),
  clauses: clauses(),
  ...saysKey,
});

export const retentionSchema = z.strictObject({
  of: z.enum(['logs', 'documents']).meta({ label: '对象', choices: { logs: '操作日志', documents: '文档' } }),
  months: atLeastOne('月数', '个月'),
  clauses: clauses(),
  ...saysKey,
});

export const coverageSchema = z.strictObject({
  of: z.enum(['scan']).meta({ label: '事项', choices: { scan: '漏洞扫描' } }),
  percent: percent(),
  clauses: clauses(),
  ...saysKey,
});

/** What the paper calls the kinds of duty; default 现场, 值班, 后备支持. */
export const dutiesSchema = z.strictObject({
  resident: optional(text()).meta({ label: '现场', example: '驻场' }),
  oncall: optional(text()).meta({ label: '值班', example: '电话值班' }),
  backup: optional(text()).meta({ label: '后备支持', example: '二线支持' }),
});

export const requirementsSchema = optional(
  z.strictObject({
    duties: optional(dutiesSchema)
      .meta({ label: '值班种类的称谓' })
      .describe('Words of the paper that documents, pages and forms say; default 现场, 值班, 后备支持.'),
    posts: listOf(postSchema).meta({ label: '岗位' }),
    activities: listOf(activitySchema).meta({ label: '每期次数' }),
    availability: listOf(availabilityTargetSchema).meta({ label: '可用率' }),
    backups: listOf(askedBackupSchema).meta({ label: '备份' }),
    certificates: listOf(askedCertificateSchema).meta({ label: '持证上岗' }),
    retention: listOf(retentionSchema).meta({ label: '留存期限' }),
    coverage: listOf(coverageSchema).meta({ label: '覆盖率' }),
  }),
)
  .meta({ label: '数量要求' })
  .describe('What the paper asks for in numbers. What stands nowhere here is not asked for.');

export type Post = z.infer<typeof postSchema>;
/** Days on which a paper of higher rank says otherwise; only in a view of the contract, never in data. */
interface Elsewhere {
  elsewhere?: readonly HeldSpan[] | undefined;
}

export type Activity = z.infer<typeof activitySchema> & Elsewhere;
export type AvailabilityTarget = z.infer<typeof availabilityTargetSchema> & Elsewhere;
export type Retention = z.infer<typeof retentionSchema>;

/** Every list of the requirements, empty where the contract asks for nothing of it. */
export interface Requirements {
  posts: readonly Post[];
  activities: readonly Activity[];
  availability: readonly AvailabilityTarget[];
  backups: readonly AskedBackup[];
  certificates: readonly AskedCertificate[];
  retention: readonly Retention[];
  coverage: readonly z.infer<typeof coverageSchema>[];
}

/** Whatever has the key of the contract. */
export interface Asking {
  requirements?: { [K in keyof Requirements]?: Requirements[K] | undefined } | undefined;
}

/** What the contract asks for in numbers: each list is there, empty where it asks for nothing. */
export function requirementsOf(contract: Asking): Requirements {
  const { posts = [], activities = [], availability = [], backups = [] } = contract.requirements ?? {};
  const { certificates = [], retention = [], coverage = [] } = contract.requirements ?? {};
  return { posts, activities, availability, backups, certificates, retention, coverage };
}

/** true where the contract wants backup sets kept for a time. */
export const keepsBackups = (contract: Asking): boolean =>
  requirementsOf(contract).backups.some(({ keepDays }) => keepDays !== undefined);

/** The activities whose evidence are records of a kind; none where the contract asks for no number of them. */
export function activitiesOf(contract: Asking, kind: string): Activity[] {
  return requirementsOf(contract).activities.filter((one) => one.kind === kind);
}

/** The value whose turn a period is, by its place among the periods; null where nothing is rotated. */
export function turnOf({ rotate = [] }: Pick<Activity, 'rotate'>, n: number): { value: string; name: string } | null {
  return rotate[n % rotate.length] ?? null;
}

/** Which records count in the period of that place: what the activity takes, and of a rotation the value whose turn it is. */
export function takenIn(activity: Pick<Activity, 'where' | 'rotate'>, n: number): { field: string; in: string[] }[] {
  const { where } = activity;
  if (where === undefined) return [];
  const turn = turnOf(activity, n);
  return turn === null ? [where] : [where, { field: where.field, in: [turn.value] }];
}

/** false: the clause asks for activities of this kind, and the record is of another one (a training is no stock-taking). */
export function isForClause(contract: Asking, clause: string, record: { kind: string }): boolean {
  const asked = activitiesOf(contract, record.kind).filter(({ clauses }) => clauses.includes(clause));
  const fieldOf = (field: string): string => String((record as Record<string, unknown>)[field]);
  return (
    asked.length === 0 || asked.some(({ where }) => where === undefined || where.in.includes(fieldOf(where.field)))
  );
}

const DIGITS = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十'];

/** `一`, `两`, … `十`, then `11`. */
const timesWord = (n: number): string => DIGITS[n] ?? ` ${n} `;

type HowOften = Partial<Pick<Activity, 'per' | 'every' | 'timesADay' | 'seasons' | 'after' | 'day'>>;

/** `每季度`, `每 3 个月`, `每逢汛期`, `每班`, `每次变更后 7 日内`; with its day `每月最后一个工作日`. */
export function oftenText({ per, every, timesADay, seasons, after, day }: HowOften): string {
  return `${periodWord()}${day === undefined ? '' : dayWord(day)}`;

  function periodWord(): string {
    if (per !== undefined) return requirementPeriods[per];
    if (after !== undefined) return `每次${after.name}后 ${after.days} 日内`;
    if (timesADay !== undefined) return '每班';
    return every?.unit === 'service' ? requirementPeriods.service : cadenceText({ every, seasons });
  }
}

function dayWord({ before, workingDays, weekday, dayOfMonth }: z.infer<typeof activityDaySchema>): string {
  const end = before !== undefined;
  if (workingDays === 0) return end ? '最后一个工作日' : '第一个工作日';
  if (workingDays !== undefined) return `${end ? '末日前' : '首日后'}第 ${workingDays} 个工作日`;
  if (weekday !== undefined) return `${end ? '最后一个' : '第一个'}星期${'一二三四五六日'[weekday - 1]}`;
  return dayOfMonth === undefined ? (end ? '末日' : '首日') : ` ${dayOfMonth} 日`;
}

/** `每季度一次`, `每年至少一次`, `每月至少 12 次`. */
export function timesText({ times, atLeast, ...often }: HowOften & Pick<Activity, 'times' | 'atLeast'>): string {
  return `${oftenText(often)}${atLeast === true ? '至少' : ''}${timesWord(times)}次`;
}

/** `每季度至少做一次`: what follows from it for who plans it. */
export function atLeastText({ times, ...often }: HowOften & Pick<Activity, 'times'>, verb: string): string {
  return `${oftenText(often)}至少${verb}${timesWord(times)}次`;
}

/** `每季度一次`, of all that ask for records of the kind, with their clauses; null where the contract asks for no number. */
export function askedTimes(contract: Asking, kind: string): { text: string; clauses: { id: string }[] } | null {
  const own = activitiesOf(contract, kind);
  if (own.length === 0) return null;
  const ids = [...new Set(own.flatMap((one) => one.clauses))];
  return { text: [...new Set(own.map(timesText))].join('、'), clauses: ids.map((id) => ({ id })) };
}

/** `（5.3.9 要求每年至少一次）` after a sentence; nothing where the contract asks for no number. */
export function askedTimesText(contract: Asking, kind: string): string {
  const asked = askedTimes(contract, kind);
  return asked === null ? '' : `（${clauseMarks(asked.clauses.map(({ id }) => id))} 要求${asked.text}）`;
}

/** `每季度一次，条款 5.3.8` beside a heading; empty where the contract asks for no number. */
export function askedTimesNote(contract: Asking, kind: string): string {
  const asked = askedTimes(contract, kind);
  return asked === null ? '' : `${asked.text}，条款 ${clauseMarks(asked.clauses.map(({ id }) => id))}`;
}
