/**
 * Time in which work is owed, by name (教学时间, 值班时间 …), and the places to which somebody must travel: `calendars` and
 * `places` of `contract/contract.yaml`.
 */
import { z } from 'zod';
import { count, date, optional, slug, text } from '../scalars.ts';

/** The days of a calendar. */
export const calendarDays = {
  'working-days': '国家规定的工作日（含调休上班日）',
  weekdays: '每周固定的几天，不论节假日',
  'non-working-days': '国家规定的休息日和节假日',
  all: '每天',
} as const;

/** A time of day up to the end of the day. */
const timeOfDay = () =>
  z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, '应为时刻，例如 08:00，一天的末尾写 24:00');

export const calendarSchema = z.strictObject({
  id: slug().meta({ label: '时间表编号', example: 'teaching' }),
  name: text().meta({ label: '时间表', example: '教学时间' }),
  days: z
    .enum(['working-days', 'weekdays', 'non-working-days', 'all'])
    .meta({ label: '日子', choices: calendarDays, example: 'working-days' }),
  weekdays: optional(
    z
      .array(
        z.preprocess(
          (v) => (typeof v === 'string' && /^\d+$/.test(v) ? Number(v) : v),
          z.int('应为整数').min(1, '1 为星期一').max(7, '7 为星期日'),
        ),
      )
      .min(1, '至少一天'),
  )
    .meta({ label: '星期几', example: 1 })
    .describe('Of `weekdays`: 1 is Monday, 7 Sunday; without it, Monday to Friday.'),
  hours: optional(
    z
      .array(
        z.strictObject({
          from: timeOfDay().meta({ label: '起', example: '08:00' }),
          to: timeOfDay().meta({ label: '止', example: '17:30' }),
        }),
      )
      .min(1, '至少一段'),
  )
    .meta({ label: '时段' })
    .describe('Without it, the whole day. One that ends at or before it begins runs into the next day.'),
  except: optional(
    z.array(
      z.strictObject({
        from: date().meta({ label: '起' }),
        to: date().meta({ label: '止' }),
        name: optional(text()).meta({ label: '名称', example: '寒假' }),
      }),
    ),
  )
    .meta({ label: '不计的日期' })
    .describe('Both days inclusive; no time of the calendar begins on them.'),
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
export type Place = z.infer<typeof placeSchema>;
