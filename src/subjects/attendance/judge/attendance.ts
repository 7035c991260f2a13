/**
 * 驻点出勤: what the duty records say of each day on which the contract asks for somebody, person by person and post by post. A
 * person of whom nobody signed anything is 未登记, never 缺勤. Where the contract asks for no post, nothing is judged. Pure.
 */

import { type CalendarSource, type Opens, opensOf } from '../../../contract/calendar/named-days.ts';
import type { Post } from '../../../contract/terms/requirements.ts';
import { type DateText, secondsBetween, toDate } from '../../../contract/time.ts';
import { dutyWords } from '../../../states/duty.ts';
import { formatDuration } from '../../../wording/durations.ts';
import type { Rate } from '../../../wording/figures.ts';
import { postTimes } from '../../../wording/post-hours.ts';
import { MISSING } from '../../../wording/words.ts';
import type { DutyRecord } from '../kinds/duty.ts';
import { isOwedOn, slotsOf } from './posts.ts';

export const attendanceStates = {
  present: dutyWords.present,
  late: dutyWords.late,
  'left-early': dutyWords['left-early'],
  leave: '请假（顶岗未签到）',
  // 上岗而证书已过期: only where the paper says that such a shift is one with nobody there.
  uncertified: '证书过期（按缺岗）',
  absent: dutyWords.absent,
  unregistered: MISSING,
} as const;
export type AttendanceState = keyof typeof attendanceStates;

/** One post on one day, in one shift: who had to be there, and who was. */
export interface AttendanceSlot {
  date: DateText;
  post: Post;
  /** Name of the shift; null of a post without shifts. */
  shift: string | null;
  /** Persons that the contract asks for. */
  owed: number;
  /** Of them there (late and early ones and substitutes who signed in included), and with a state that somebody registered. */
  there: number;
  registered: number;
  counts: Record<AttendanceState, number>;
  /** Of the persons of whom something was registered, the record and what it says; of late and early ones by how many seconds. */
  records: { id: string; state: AttendanceState; off: number | null }[];
}

export interface AttendanceDay {
  date: DateText;
  /** The worst of the persons that are owed. */
  state: AttendanceState;
  /** Seconds between sign-in and sign-out of all residents together; null when one of the two was never written down. */
  seconds: number | null;
  slots: AttendanceSlot[];
}

export interface Attendance {
  /** What the contract asks for: posts at which somebody signs in, and those for which a roster stands. */
  posts: readonly Post[];
  rosters: readonly Post[];
  /** When somebody has to sign in, each once: `工作日 09:00–18:00`. */
  hours: readonly string[];
  /** Days of the span on which somebody is owed, in order. */
  days: AttendanceDay[];
  /** Persons owed, over all days: 应到人次. */
  owed: number;
  /** Of the persons owed. */
  counts: Record<AttendanceState, number>;
  /** 到岗率, see `attendedOf`. */
  attended: Rate;
  /** Days of the span on which the roster was complete, and all days on which the contract asks for one. */
  rostered: number;
  /** The days without one. */
  unrostered: DateText[];
  allDays: number;
}

/**
 * Best answer first: of those who signed for a post the best ones fill it (不少于). A substitute is a resident of the day and
 * signs in as such; a name on somebody's leave proves nobody's presence.
 */
const best = ['present', 'left-early', 'late', 'leave', 'uncertified', 'absent'] as const;
const ORDER: readonly string[] = best;
const THERE: readonly AttendanceState[] = ['present', 'left-early', 'late'];

/**
 * @param from first and last day, both inclusive
 * @param posts what the contract asks for (`requirements.posts`)
 * @param source the contract, for the calendars and terms that its posts name
 * @param isUncertified of somebody on duty at a post: the shift counts as one with nobody there, see `countsAsAbsent`
 */
export function attendanceOf(
  duties: readonly DutyRecord[],
  from: DateText,
  to: DateText,
  isWorkingDay: (date: DateText) => boolean,
  posts: readonly Post[],
  source: CalendarSource = {},
  isUncertified: Uncertified = () => false,
): Attendance {
  const opens = opensOf(source, { isWorkingDay });
  const byDay = Map.groupBy(duties, (one) => one.date);
  const signed = posts.filter(({ post }) => post === 'resident');
  const rosters = posts.filter(({ post }) => post !== 'resident');
  const all = daysBetween(from, to);
  const days = all.flatMap((date) => dayOf(date, byDay.get(date) ?? [], signed, { opens, isUncertified }));
  const slots = days.flatMap((one) => one.slots);
  const counts = sumOf(slots);
  const owed = slots.reduce((sum, one) => sum + one.owed, 0);
  const rosterDays = all.filter((date) => rosters.some((post) => isOwedOn(post, date, opens)));
  const unrostered = rosterDays.filter((date) => !isRostered(date, byDay.get(date) ?? [], rosters, opens));
  return {
    posts: signed,
    rosters,
    hours: [...new Set(signed.map((post) => postTimes(source, post)))],
    days,
    owed,
    counts,
    attended: attendedOf(owed, counts),
    rostered: rosterDays.length - unrostered.length,
    unrostered,
    allDays: rosterDays.length,
  };
}

/**
 * 到岗率: persons who were there (late and early ones and substitutes who signed in included) of all that are owed. Of whom nobody
 * wrote anything down, nobody knows that they were there; where nobody wrote down anything at all there is no rate.
 */
export function attendedOf(owed: number, counts: Record<AttendanceState, number>): Rate {
  const registered = owed - counts.unregistered;
  if (registered === 0) return { numerator: 0, denominator: 0 };
  return { numerator: registered - counts.leave - counts.uncertified - counts.absent, denominator: owed };
}

/** How the persons owed in some slots are counted. */
export function sumOf(slots: readonly AttendanceSlot[]): Record<AttendanceState, number> {
  const states = Object.keys(attendanceStates) as AttendanceState[];
  return Object.fromEntries(
    states.map((state) => [state, slots.reduce((sum, one) => sum + one.counts[state], 0)]),
  ) as Record<AttendanceState, number>;
}

interface JudgedBy {
  opens: Opens;
  isUncertified: Uncertified;
}

type Uncertified = (duty: DutyRecord, post: Post) => boolean;

function dayOf(
  date: DateText,
  duties: readonly DutyRecord[],
  posts: readonly Post[],
  { opens, isUncertified }: JudgedBy,
): AttendanceDay[] {
  const owed = posts.filter((post) => isOwedOn(post, date, opens));
  if (owed.length === 0) return [];
  const slots = slotsOf(owed, duties).map(({ post, shift, duties: own }) =>
    slotOf(
      { date, post, shift },
      own.map((one) => ({ ...one, stands: standsAs(one, isUncertified(one, post)) })),
    ),
  );
  const residents = duties.filter((one) => one.post === 'resident');
  const spans = residents.map(({ signedInAt, signedOutAt }) =>
    signedInAt === undefined || signedOutAt === undefined ? null : secondsBetween(signedInAt, signedOutAt),
  );
  const known = spans.filter((one) => one !== null);
  const states = Object.keys(attendanceStates) as AttendanceState[];
  const worst = states.findLast((state) => slots.some((one) => one.counts[state] > 0)) ?? 'unregistered';
  return [{ date, state: worst, slots, seconds: known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) }];
}

/** Who came with an expired certificate was there, and counts as absent; of who was not there it changes nothing. */
const standsAs = ({ state }: DutyRecord, uncertified: boolean): string =>
  uncertified && THERE.some((one) => one === state) ? 'uncertified' : state;

type Standing = DutyRecord & { stands: string };

function slotOf(
  { date, post, shift }: Pick<AttendanceSlot, 'date' | 'post' | 'shift'>,
  duties: readonly Standing[],
): AttendanceSlot {
  const rank = ({ stands }: Standing): number => ORDER.indexOf(stands);
  const taken = duties
    .filter((one) => rank(one) !== -1)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, post.headcount)
    .map((one) => ({ id: one.id, state: one.stands as AttendanceState, off: offOf(one) }));
  const states = [
    ...taken.map((one) => one.state),
    ...Array<AttendanceState>(post.headcount - taken.length).fill('unregistered'),
  ];
  const of = (state: AttendanceState): number => states.filter((one) => one === state).length;
  const counts = Object.fromEntries(
    (Object.keys(attendanceStates) as AttendanceState[]).map((state) => [state, of(state)]),
  ) as Record<AttendanceState, number>;
  const there = states.filter((one) => THERE.includes(one)).length;
  return { date, post, shift, owed: post.headcount, there, registered: taken.length, counts, records: taken };
}

/** Seconds after the planned begin, or before the planned end; null: of another state, or nobody wrote the time down. */
export function offOf({
  state,
  plannedFrom,
  plannedTo,
  signedInAt,
  signedOutAt,
}: Pick<DutyRecord, 'state' | 'plannedFrom' | 'plannedTo' | 'signedInAt' | 'signedOutAt'>): number | null {
  const seconds =
    state === 'late' && signedInAt !== undefined
      ? secondsBetween(plannedFrom, signedInAt)
      : state === 'left-early' && signedOutAt !== undefined
        ? secondsBetween(signedOutAt, plannedTo)
        : 0;
  return seconds > 0 ? seconds : null;
}

/** Each roster that is owed has names enough. */
function isRostered(date: DateText, duties: readonly DutyRecord[], rosters: readonly Post[], opens: Opens): boolean {
  const owed = rosters.filter((post) => isOwedOn(post, date, opens));
  return slotsOf(owed, duties).every(({ post, duties: own }) => own.length >= post.headcount);
}

function daysBetween(from: DateText, to: DateText): DateText[] {
  const days: DateText[] = [];
  for (let day = toDate(from); day.toString() <= to; day = day.add({ days: 1 })) days.push(day.toString());
  return days;
}

/** `到岗 3 人，应到 4 人：北片 1/2（缺勤 1）`; of a single person what became of them: `迟到 25 分`. */
export function shortText({ slots, state }: AttendanceDay): string {
  const owed = slots.reduce((sum, one) => sum + one.owed, 0);
  if (owed === 1) {
    const off = slots.flatMap(({ records }) => records).find((one) => one.state === state)?.off ?? null;
    const word = state === 'unregistered' ? '没有签到登记' : attendanceStates[state];
    return off === null ? word : `${word} ${formatDuration(off)}`;
  }
  const there = slots.reduce((sum, one) => sum + one.there, 0);
  const odd = slots.filter((one) => one.counts.present < one.owed);
  return `到岗 ${there} 人，应到 ${owed} 人：${odd.map(slotText).join('，')}`;
}

/** `北片 1/2（缺勤 1）`. */
export function slotText({ post, shift, owed, there, counts }: AttendanceSlot): string {
  const states = (Object.keys(attendanceStates) as AttendanceState[]).filter((one) => one !== 'present');
  const odd = states.filter((state) => counts[state] > 0).map((state) => `${attendanceStates[state]} ${counts[state]}`);
  return `${slotName(post, shift)} ${there}/${owed}${odd.length === 0 ? '' : `（${odd.join('、')}）`}`;
}

/** Where, or which post, and the shift. */
export const slotName = (post: Post, shift: string | null): string => `${post.place ?? post.name}${shift ?? ''}`;
