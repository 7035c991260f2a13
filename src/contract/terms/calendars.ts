/**
 * Time in which work is owed, by name (教学时间, 值班时间 …), and the places to which somebody must travel: `calendars` and
 * `places` of `contract/contract.yaml`.
 */
import { z } from 'zod';
import { count, date, endClock, optional, slug, text } from '../scalars.ts';

/** The days of a calendar. */
export const calendarDays = {
  'working-days': '国家规定的工作日（含调休上班日）',
  weekdays: '每周固定的几天，不论节假日',
  'non-working-days': '国家规定的休息日和节假日',
  all: '每天',
  terms: '学期内',
  vacations: '学期之间（寒暑假）',
  listed: '只有 extra 所列的日期',
} as const;

/** Calendars that every contract has without defining them; wherever days are named these words stand beside its own. */
export const builtInCalendars = {
  'working-days': '工作日',
  'non-working-days': '非工作日',
  weekdays: '周一至周五',
  all: '每日',
  terms: '学期内',
  vacations: '学期之间（寒暑假）',
} as const;
export type BuiltInCalendar = keyof typeof builtInCalendars;

/** true of a word that stands for a calendar which no contract has to define. */
export const isBuiltIn = (name: string): name is BuiltInCalendar => Object.hasOwn(builtInCalendars, name);

/** The name of a calendar: an own one of the contract or a built-in word. */
export const calendarName = () =>
  slug().meta({ label: '时间表', example: 'teaching', choices: { ...builtInCalendars } });

const daySpanSchema = z.strictObject({
  from: date().meta({ label: '起' }),
  to: date().meta({ label: '止' }),
  name: optional(text()).meta({ label: '名称', example: '补课' }),
});

/** Days that are left out: a span, or those of a calendar by its name. */
export const leftOutSchema = z.strictObject({
  from: optional(date()).meta({ label: '起' }),
  to: optional(date()).meta({ label: '止' }),
  calendar: optional(calendarName()).describe('In place of `from` and `to`: every day of this calendar.'),
  name: optional(text()).meta({ label: '名称', example: '寒假' }).describe('For people who read the data.'),
});

/** A list of days that are left out, wherever one stands. */
export const leftOutList = () => optional(z.array(leftOutSchema, '应为清单'));

export type LeftOut = z.infer<typeof leftOutSchema>;

const weekdayList = () =>
  optional(
    z
      .array(
        z.preprocess(
          (v) => (typeof v === 'string' && /^\d+$/.test(v) ? Number(v) : v),
          z.int('应为整数').min(1, '1 为星期一').max(7, '7 为星期日'),
        ),
      )
      .min(1, '至少一天'),
  );

export const calendarSchema = z.strictObject({
  id: slug().meta({ label: '时间表编号', example: 'teaching' }),
  name: text().meta({ label: '时间表', example: '教学时间' }),
  days: z
    .enum(['working-days', 'weekdays', 'non-working-days', 'all', 'terms', 'vacations', 'listed'])
    .meta({ label: '日子', choices: calendarDays, example: 'working-days' }),
  weekdays: weekdayList()
    .meta({ label: '星期几', example: 1 })
    .describe('Of `weekdays`: 1 is Monday, 7 Sunday; without it, Monday to Friday.'),
  hours: optional(
    z
      .array(
        z.strictObject({
          from: endClock().meta({ label: '起', example: '08:00' }),
          to: endClock().meta({ label: '止', example: '17:30' }),
          weekdays: weekdayList()
            .meta({ label: '星期几', example: 6 })
            .describe('Of the days of the calendar only these; without it, all of them.'),
        }),
      )
      .min(1, '至少一段'),
  )
    .meta({ label: '时段' })
    .describe('Without it, the whole day. One that ends at or before it begins runs into the next day.'),
  only: optional(calendarName())
    .meta({ label: '只在', example: 'terms' })
    .describe('Only days that are days of this calendar, too.'),
  except: leftOutList()
    .meta({ label: '不计的日期' })
    .describe('Both days inclusive, or the days of another calendar; no time of the calendar begins on them.'),
  extra: optional(z.array(daySpanSchema, '应为清单'))
    .meta({ label: '另加的日期' })
    .describe('Both days inclusive; days of the calendar whatever `days`, `only` and `except` say.'),
});

export const calendarsSchema = optional(z.array(calendarSchema)).meta({ label: '时间表' });

export const placeSchema = z.strictObject({
  id: slug().meta({ label: '地点编号', example: 'east-campus' }),
  name: text().meta({ label: '地点', example: '东院区' }),
  travelMinutes: count()
    .meta({ label: '路途宽限', unit: '分钟', example: 30 })
    .describe('Added to each limit for arrival there; 0 for none.'),
});

export const placesSchema = optional(z.array(placeSchema)).meta({ label: '地点' });

export type Calendar = z.infer<typeof calendarSchema>;
/** Part of a day in which time counts, by the clock; one that ends at or before it begins runs into the next day. */
export type Hours = NonNullable<Calendar['hours']>[number];
export type Place = z.infer<typeof placeSchema>;
