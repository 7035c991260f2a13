/** 驻点出勤 (5.1.1(3)): what the duty records say of each working day. A day on which nobody signed is 未登记, never 缺勤. Pure. */

import { type DateText, secondsBetween, toDate } from '../../contract/time.ts';
import type { DutyRecord } from '../../records/kinds/duty.ts';
import type { Rate } from '../../wording/figures.ts';
import { MISSING } from '../../wording/words.ts';

export const attendanceStates = {
  present: '在岗',
  late: '迟到',
  'left-early': '早退',
  leave: '请假（顶岗未签到）',
  absent: '缺勤',
  unregistered: MISSING,
} as const;
export type AttendanceState = keyof typeof attendanceStates;

export interface AttendanceDay {
  date: DateText;
  state: AttendanceState;
  /** Seconds between sign-in and sign-out of all residents together; null when one of the two was never written down. */
  seconds: number | null;
}

export interface Attendance {
  /** Working days of the span, in order. */
  days: AttendanceDay[];
  counts: Record<AttendanceState, number>;
  /**
   * 到岗率: days on which somebody was there (late and early ones and substitutes who signed in included) of the working days
   * that somebody registered. What nobody wrote down is neither there nor absent.
   */
  attended: Rate;
  /** Days of the span on which a 7×24 roster was entered, and all days. */
  rostered: number;
  /** The days without one. */
  unrostered: DateText[];
  allDays: number;
}

/**
 * Best answer first: one resident who was there is enough for the day (不少于1名). A substitute is a resident of the day and
 * signs in as such; a name on somebody's leave proves nobody's presence.
 */
const best: readonly DutyRecord['state'][] = ['present', 'left-early', 'late', 'leave', 'absent'];

/** @param from first and last day, both inclusive */
export function attendanceOf(
  duties: readonly DutyRecord[],
  from: DateText,
  to: DateText,
  isWorkingDay: (date: DateText) => boolean,
): Attendance {
  const byDay = Map.groupBy(duties, (one) => one.date);
  const all = daysBetween(from, to);
  const days = all.filter(isWorkingDay).map((date) => dayOf(date, byDay.get(date) ?? []));
  const counts = Object.fromEntries(Object.keys(attendanceStates).map((state) => [state, 0])) as Attendance['counts'];
  for (const day of days) counts[day.state] += 1;
  const unrostered = all.filter((date) => byDay.get(date)?.some((one) => one.post === 'oncall') !== true);
  const registered = days.length - counts.unregistered;
  return {
    days,
    counts,
    attended: { numerator: registered - counts.leave - counts.absent, denominator: registered },
    rostered: all.length - unrostered.length,
    unrostered,
    allDays: all.length,
  };
}

function dayOf(date: DateText, duties: readonly DutyRecord[]): AttendanceDay {
  const residents = duties.filter((one) => one.post === 'resident');
  const state = best.find((one) => residents.some((duty) => duty.state === one));
  const spans = residents.map(({ signedInAt, signedOutAt }) =>
    signedInAt === undefined || signedOutAt === undefined ? null : secondsBetween(signedInAt, signedOutAt),
  );
  const known = spans.filter((one) => one !== null);
  return {
    date,
    state: state === undefined ? 'unregistered' : (state as AttendanceState),
    seconds: known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0),
  };
}

function daysBetween(from: DateText, to: DateText): DateText[] {
  const days: DateText[] = [];
  for (let day = toDate(from); day.toString() <= to; day = day.add({ days: 1 })) days.push(day.toString());
  return days;
}
