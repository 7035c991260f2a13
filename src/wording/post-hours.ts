/**
 * When somebody has to be at a post of the contract: which days, from when to when, as the paper writes it. What the data do not say is
 * said to be missing, never made up. The one place where these hours are put into words, for site, filing and statement. Pure.
 */
import type { CalendarSource } from '../contract/calendar/named-days.ts';
import { officeTime } from '../contract/calendar/office.ts';
import { calendarNamed } from '../contract/calendar/working-time.ts';
import type { LeftOut } from '../contract/terms/calendars.ts';
import type { Contract } from '../contract/terms/contract.ts';
import type { Post } from '../contract/terms/requirements.ts';

/** A part of a day by the clock; one that ends at or before it begins runs into the next day. */
interface ClockSpan {
  from: string;
  to: string;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** `09:00–18:00`, `22:00–次日 06:00`. */
const spanText = ({ from, to }: ClockSpan): string => `${from}–${to <= from ? '次日 ' : ''}${to}`;

/** `工作日`, `每日，只在学期内，寒假除外`. A name that the contract does not have stands as it is. */
export function postDays(
  contract: CalendarSource,
  { days, only, except = [] }: Pick<Post, 'days' | 'only' | 'except'>,
): string {
  const nameOf = (name: string): string => calendarNamed(contract, name)?.name ?? name;
  const leftOut = ({ from, to, calendar, name }: LeftOut): string =>
    name ?? (calendar === undefined ? `${from} 至 ${to}` : nameOf(calendar));
  return [
    nameOf(days),
    ...(only === undefined ? [] : [`只在${nameOf(only)}`]),
    ...(except.length === 0 ? [] : [`${except.map(leftOut).join('、')}除外`]),
  ].join('，');
}

/** From when to when, by its shifts, its hours or those of its calendar; null: the data give no clock. */
export function postClock(
  contract: CalendarSource,
  { days, hours, shifts }: Pick<Post, 'days' | 'hours' | 'shifts'>,
): string | null {
  if (shifts !== undefined) return shifts.map((one) => `${one.name} ${spanText(one)}`).join('、');
  if (hours !== undefined) return spanText(hours);
  const own = calendarNamed(contract, days)?.hours;
  if (own === undefined) return null;
  const dayOf = (weekdays: readonly number[] | undefined): string =>
    weekdays === undefined ? '' : `星期${weekdays.map((one) => WEEKDAYS[one - 1]).join('、')} `;
  return own.map(({ from, to, weekdays }) => `${dayOf(weekdays)}${spanText({ from, to })}`).join('、');
}

/** Days and clock, as far as the data give it: `工作日 09:00–18:00`, `每日`. */
export const postTimes = (contract: CalendarSource, post: Post): string =>
  [postDays(contract, post), postClock(contract, post)].filter((text) => text !== null).join(' ');

/** What the data leave open: the clock, or whether one span holds a rest; of shifts and of calendars with several spans nothing. */
export function postNotes(contract: CalendarSource, post: Pick<Post, 'post' | 'days' | 'hours' | 'shifts'>): string[] {
  // Of people on call the whole day is watched then; of those who sign in nothing is known.
  if (postClock(contract, post) === null)
    return [post.post === 'resident' ? '起止时刻没有写明' : '没有另写起止时刻，按全天'];
  return post.hours !== undefined && post.shifts === undefined ? ['其间的休息时间没有写明'] : [];
}

/** `工作日 09:00–18:00（合同写作 5×8；其间的休息时间没有写明）`, `每日（合同写作 7×24；没有另写起止时刻，按全天）`. */
export function postHoursText(contract: CalendarSource, post: Post): string {
  const paper = post.hoursText === undefined ? [] : [`合同写作 ${post.hoursText}`];
  const beside = [...paper, ...postNotes(contract, post)].join('；');
  return `${postTimes(contract, post)}${beside === '' ? '' : `（${beside}）`}`;
}

/** The hours of the office, by which logs and conditions of permits are counted: `工作日 09:00–18:00`. */
export function officeHoursText(contract: Pick<Contract, 'officeHours' | 'calendars' | 'terms'>): string {
  const { calendar } = contract.officeHours;
  const { hours } = officeTime(contract, () => true);
  const days = calendar === undefined ? '工作日' : (calendarNamed(contract, calendar)?.name ?? calendar);
  return `${days} ${hours.map(spanText).join('、')}`;
}
