/**
 * How often an obligation comes round, as the data say it: exactly one of `every`, `timesADay`, `dates`, `atLeast` and
 * `seasons`. What periods follow from it is in `calendar/cadence-periods.ts`.
 */
import { z } from 'zod';
import { boolean, clock, count, date, optional, text } from '../scalars.ts';
import { calendarName, type LeftOut, leftOutList } from './calendars.ts';

/** What `every` counts in. `event`: once for each record of the obligation's `eventKind`; `service`: once for all of it. */
export const cadenceUnits = {
  day: '日',
  week: '周',
  'half-month': '半月',
  month: '月',
  quarter: '季度',
  'half-year': '半年',
  year: '年',
  term: '学期',
  service: '服务期',
  event: '次',
} as const;
export type CadenceUnit = keyof typeof cadenceUnits;

const unitIds = Object.keys(cadenceUnits) as [CadenceUnit, ...CadenceUnit[]];

/** Units of which several can make one period; of the others there is no second to add. */
export const countableUnits: readonly CadenceUnit[] = ['day', 'week', 'month', 'quarter', 'half-year', 'year'];

/** More of them never make one period of a contract. */
export const MOST_UNITS = 366;

/** `every: week` is what one writes first. */
const asKeys = (example: string) => ({
  error: ({ code }: { code?: string }) => (code === 'invalid_type' ? `应为一组键值，例如 ${example}` : undefined),
});

export const everySchema = z.strictObject(
  {
    n: optional(count())
      .meta({ label: '数目', example: 1 })
      .describe('Every so many of the unit; without it every one.'),
    unit: z.enum(unitIds).meta({ label: '单位', choices: cadenceUnits, example: 'week' }),
  },
  asKeys('{ unit: week } 或 { n: 2, unit: week }'),
);

const frames = ['week', 'half-month', 'month', 'quarter', 'half-year', 'year', 'term'] as const;

export const atLeastSchema = z.strictObject({
  n: count().meta({ label: '至少次数', unit: '次', example: 2 }),
  per: z.enum(frames).meta({
    label: '每',
    choices: Object.fromEntries(frames.map((one) => [one, cadenceUnits[one]])),
    example: 'year',
  }),
  spread: optional(boolean())
    .meta({ label: '均匀分布' })
    .describe('true: each has its own equal part of the frame to happen in; without it all of them the whole frame.'),
});

/** `--01-31`: this day of every year. */
const YEARLY = /^--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const LONGEST_FEBRUARY = '2028-';

/** A calendar date, or a day of every year: `2027-01-31`, `--01-31`. */
export const anchoredDate = () =>
  z
    .string('应为日期，例如 2027-01-31，或每年的一天，例如 --01-31')
    .refine(
      (value) => (value.startsWith('--') ? isYearlyDay(value) : isDate(value)),
      '应为存在的日期，例如 2027-01-31，或每年的一天，例如 --01-31',
    );

/** Whether `--01-31` is a day of some year. */
export const isYearlyDay = (value: string): boolean => YEARLY.test(value) && isDate(LONGEST_FEBRUARY + value.slice(2));

const isDate = (value: string): boolean => date().safeParse(value).success;

/** Ids that no ordinal of a period can be taken for, `-n2`, `-s1`. */
const SEASON_ID = /^[a-z]{2,20}$/;

/** A stretch of the year, or of the service, that has a name: 汛期, 供暖季, 建设期. */
export const seasonSchema = z.strictObject({
  id: z.string().regex(SEASON_ID, '应为 2–20 个小写字母，例如 flood').meta({ label: '编号', example: 'flood' }),
  name: text().meta({ label: '名称', example: '汛期' }),
  from: anchoredDate().meta({ label: '首日', example: '--05-15' }).describe('Inclusive.'),
  to: anchoredDate()
    .meta({ label: '末日', example: '--10-15' })
    .describe('Inclusive; of every year one that is earlier than `from` lies in the next year.'),
});
export type Season = z.infer<typeof seasonSchema>;

/** How the periods are cut: by the calendar, from the first day of service on, or from a day of the month on. */
export const intervals = {
  natural: '自然周、月、季度、半年、年',
  service: '自服务期首日起算',
  'natural-months': '自服务期首月起，以自然月计的季度、半年',
} as const;
const DAY_N = /^day-([2-9]|1\d|2[0-8])$/;
const WEEKDAY_N = /^weekday-([1-7])$/;
const FROM_DATE = /^from-(\d{4}-\d{2}-\d{2})$/;

/** `weekday-4`: weeks begin on Thursdays. @returns 1 is Monday; undefined: the interval says no weekday */
export const weekdayOf = (interval: string | undefined): number | undefined => {
  const [, weekday] = WEEKDAY_N.exec(interval ?? '') ?? [];
  return weekday === undefined ? undefined : Number(weekday);
};

/** `from-2026-09-01`: counted from this date on, and back from it. @returns the date; undefined: the interval names none */
export const countedFrom = (interval: string | undefined): string | undefined => FROM_DATE.exec(interval ?? '')?.[1];

function isInterval(value: string): boolean {
  const from = countedFrom(value);
  return value in intervals || DAY_N.test(value) || WEEKDAY_N.test(value) || (from !== undefined && isDate(from));
}

/** The keys of an obligation that say how often it comes round. */
export const cadenceKeys = {
  every: optional(everySchema).meta({ label: '周期' }),
  timesADay: optional(z.array(clock()))
    .meta({ label: '每日各班的起始时刻', example: '08:00、20:00' })
    .describe('One for each, from its time to the next one; the last of a day ends with the first of the next day.'),
  dates: optional(z.array(anchoredDate()))
    .meta({ label: '日期', example: '--01-31' })
    .describe('One on each of these days.'),
  atLeast: optional(atLeastSchema).meta({ label: '至少次数' }),
  seasons: optional(z.array(seasonSchema))
    .meta({ label: '季节、阶段' })
    .describe('One for each of these stretches: of every year (汛期), or of the service (建设期、运行期).'),
  interval: optional(
    z
      .string()
      .refine(
        isInterval,
        '应为 natural、service、natural-months、day-N（N 为 2–28，每期自该日起，例如 day-26）、weekday-N（N 为 1–7，每周自星期几起，例如 weekday-4）或 from-日期（自该日起算，例如 from-2026-09-01）',
      ),
  )
    .meta({ label: '统计区间', example: 'natural' })
    .describe('Without it, natural.'),
  dayFrom: optional(clock())
    .meta({ label: '每日统计起点', example: '17:00' })
    .describe(
      'For every day: the interval runs from this time of the day before; without it, from midnight to midnight.',
    ),
  only: optional(calendarName())
    .meta({ label: '只在', example: 'terms' })
    .describe('Name of a calendar: only periods with a day of it are owed.'),
  except: leftOutList()
    .meta({ label: '不要求的日期' })
    .describe('Only periods with a day that is none of these are owed.'),
};

/** What of an obligation says how often it comes round. */
export interface Cadence {
  every?: z.infer<typeof everySchema> | undefined;
  timesADay?: readonly string[] | undefined;
  dates?: readonly string[] | undefined;
  atLeast?: z.infer<typeof atLeastSchema> | undefined;
  seasons?: readonly Season[] | undefined;
  interval?: string | undefined;
  dayFrom?: string | undefined;
  only?: string | undefined;
  except?: readonly LeftOut[] | undefined;
}

/** The unit of `every` when it is every single one; undefined for all other cadences. */
export const everyOne = ({ every }: Cadence): CadenceUnit | undefined =>
  every !== undefined && (every.n ?? 1) === 1 ? every.unit : undefined;

/** Every single day. */
export const isDaily = (obligation: Cadence): boolean => everyOne(obligation) === 'day';

/** Once for each record of its `eventKind`. */
export const isOfEvents = ({ every }: Cadence): boolean => every?.unit === 'event';

/** Of one day or a part of it: what was not observed then is not written afterwards. */
export const isOfDays = (obligation: Cadence): boolean => isDaily(obligation) || obligation.timesADay !== undefined;

/** A word for cadences that are alike, as figures and groups are named: `month`, `week-2`, `shifts-2`, `at-least-1-term`. */
export function cadenceKey({ every, timesADay, atLeast, seasons }: Cadence): string {
  if (every !== undefined) {
    const n = every.n ?? 1;
    return every.unit === 'service' ? 'once' : n === 1 ? every.unit : `${every.unit}-${n}`;
  }
  if (timesADay !== undefined) return `shifts-${timesADay.length}`;
  if (seasons !== undefined) return 'seasons';
  return atLeast === undefined ? 'dates' : `at-least-${atLeast.n}-${atLeast.per}`;
}

/** What people read: `每日`, `每 2 周`, `每学期`, `逐次`, `每日 2 次`, `每学期至少 1 次`, `服务期内一次`, `按日期`. */
export function cadenceText({ every, timesADay, atLeast, seasons }: Cadence): string {
  if (every !== undefined) return everyText(every.unit, every.n ?? 1);
  if (timesADay !== undefined) return `每日 ${timesADay.length} 次`;
  if (seasons !== undefined) return `每逢${[...new Set(seasons.map(({ name }) => name))].join('、')}`;
  return atLeast === undefined ? '按日期' : `每${cadenceUnits[atLeast.per]}至少 ${atLeast.n} 次`;
}

function everyText(unit: CadenceUnit, n: number): string {
  if (unit === 'event') return '逐次';
  if (unit === 'service') return '服务期内一次';
  if (n === 1) return `每${cadenceUnits[unit]}`;
  const counter = unit === 'month' || unit === 'quarter' ? '个' : unit === 'half-year' ? '个' : '';
  return `每 ${n} ${counter}${cadenceUnits[unit]}`;
}
