/** 签到、签退: at which post and shift a person can sign in now, what stands of them, and the duty records that follow. */

import { opensOf } from '../../contract/calendar/named-days.ts';
import { UserError } from '../../contract/error.ts';
import { notAhead } from '../../contract/fast-clock.ts';
import { type Post, requirementsOf } from '../../contract/terms/requirements.ts';
import { at, compareInstants, dateOf, formatTime, secondsBetween, toDate, toText } from '../../contract/time.ts';
import { addRecord } from '../../pipeline/record/add.ts';
import type { Session } from '../../pipeline/session.ts';
import { dutyWords } from '../../states/duty.ts';
import { isOwedOn } from '../../subjects/attendance/judge/posts.ts';
import type { DutyRecord } from '../../subjects/attendance/kinds/duty.ts';
import { formatDuration } from '../../wording/durations.ts';
import type { Actor } from '../actor.ts';

/** A shift or post at which a person can sign in. */
export interface AttendanceSlot {
  /** Of the form: post and begin. */
  key: string;
  /** `驻点运维工程师 09:00–18:00`. */
  text: string;
  /** Seconds after the begin; null: in time. */
  lateText: string | null;
  /** Its time is over, or far ahead: only 补登. */
  backfill: boolean;
  /** How many others have signed in, where they are as many as the contract asks for; null while somebody is missing. */
  filled: number | null;
}

/** One sign-in of the person, as it stands on record. */
export interface AttendanceEntry {
  record: string;
  text: string;
  state: string;
  signedIn: string;
  signedOut: string | null;
  /** Of a day that is over: what is missing can only be made up for. */
  past: boolean;
  /** 签退 now would be before the end of the shift: by how much; null otherwise. */
  earlyText: string | null;
  /** What the attendance machine has, where that is read; null otherwise. */
  machine: string | null;
}

export interface AttendanceOfDay {
  slots: AttendanceSlot[];
  entries: AttendanceEntry[];
}

interface Slot {
  key: string;
  name: string;
  place: string | undefined;
  date: string;
  /** ISO instants of the shift. */
  from: string;
  to: string;
  /** Persons that the contract asks for; undefined where a roster names this one. */
  headcount?: number;
}

/** Nobody signs in earlier than that before a shift (`duty`). */
const EARLIEST_SECONDS = 12 * 3600;

const daysBefore = (day: string, days: number): string => toDate(day).subtract({ days }).toString();

/** How long a sign-out that was forgotten can be made up for here; and of how many days a sign-in. */
const FORGOTTEN_DAYS = 7;
const MISSED_DAYS = 1;

/** Duty records of today and of the days before it; a shift of the day before may still run. */
export async function dutiesSince(session: Session, now: string, days: number): Promise<DutyRecord[]> {
  const today = dateOf(now);
  const window = { from: daysBefore(today, days), to: today };
  return (await session.workspace.records.list<DutyRecord>('duty', window)).records;
}

/** @returns null where the contract asks for no post at which this person would sign in, and nothing stands of them */
export async function attendanceOf(session: Session, person: string, now: string): Promise<AttendanceOfDay | null> {
  const duties = await dutiesSince(session, now, FORGOTTEN_DAYS);
  const entries = entriesOf(duties, person, now);
  const slots = openSlots(session, duties, person, now).map((slot) => ({
    ...slotView(slot, now),
    filled: filledBy(slot, duties),
  }));
  return entries.length + slots.length === 0 ? null : { slots, entries };
}

/** How many are there, once they are as many as the contract asks for. */
function filledBy({ from, place, headcount }: Slot, duties: readonly DutyRecord[]): number | null {
  const there = duties.filter((one) => isThere(one) && one.plannedFrom === from && one.place === place);
  const count = new Set(there.map(({ person }) => person)).size;
  return headcount !== undefined && count >= headcount ? count : null;
}

const isThere = ({ post, signedInAt }: DutyRecord): boolean => post === 'resident' && signedInAt !== undefined;

function entriesOf(duties: readonly DutyRecord[], person: string, now: string): AttendanceEntry[] {
  const own = duties.filter((one) => one.person === person && isThere(one));
  const current = own.filter(({ date, signedOutAt }) => date === dateOf(now) || signedOutAt === undefined);
  const machines = current.filter(({ way }) => way === 'device');
  const typed = current.filter(({ way }) => way !== 'device');
  const rest = machines.filter((machine) => !typed.some((one) => one.plannedFrom === machine.plannedFrom));
  return [...typed, ...rest].map((one) => ({
    record: one.id,
    text: [one.place ?? '', dayText(one, now), spanText(one.plannedFrom, one.plannedTo)]
      .filter((text) => text !== '')
      .join(' '),
    past: dateOf(one.plannedTo) < dateOf(now),
    state: dutyWords[one.state],
    signedIn: formatTime(one.signedInAt as string),
    signedOut: one.signedOutAt === undefined ? null : formatTime(one.signedOutAt),
    earlyText:
      one.signedOutAt === undefined && compareInstants(now, one.plannedTo) < 0
        ? formatDuration(secondsBetween(now, one.plannedTo))
        : null,
    machine:
      one.way === 'device'
        ? '来自考勤机'
        : machineText(
            one,
            machines.find(({ plannedFrom }) => plannedFrom === one.plannedFrom),
          ),
  }));
}

/** What the machine has beside what the person pressed: differences are for people to settle. */
function machineText(own: DutyRecord, machine: DutyRecord | undefined): string | null {
  if (machine?.signedInAt === undefined || own.signedInAt === undefined) return null;
  const apart = Math.abs(secondsBetween(machine.signedInAt, own.signedInAt));
  const out = machine.signedOutAt === undefined ? '' : `、签退 ${formatTime(machine.signedOutAt)}`;
  return `考勤机签到 ${formatTime(machine.signedInAt)}${out}${apart === 0 ? '，一致' : `，签到相差 ${formatDuration(apart)}`}`;
}

const hour = (instant: string): string => formatTime(instant).slice(0, 5);
const spanText = (from: string, to: string): string =>
  `${hour(from)}–${dateOf(to) > dateOf(from) ? '次日 ' : ''}${hour(to)}`;

/** Of a shift that began on another day, which. */
const dayText = ({ date }: { date: string }, now: string): string => (date === dateOf(now) ? '' : date);

/** The shifts of today, and of the day before to make up for, for which nothing stands of this person yet. */
function openSlots(session: Session, duties: readonly DutyRecord[], person: string, now: string): Slot[] {
  const today = dateOf(now);
  const days = [...Array(MISSED_DAYS + 1).keys()].map((n) => daysBefore(today, MISSED_DAYS - n));
  const own = duties.filter((one) => one.person === person && one.post === 'resident');
  const rostered = own
    .filter(({ state }) => state === 'planned')
    .map(({ date, place, plannedFrom, plannedTo }) => slotAt('roster', '⟦现场⟧', place, date, plannedFrom, plannedTo));
  const asked = days.flatMap((day) => {
    const ofDay = rostered.filter(({ date }) => date === day);
    return ofDay.length > 0 ? ofDay : askedSlots(session, person, day);
  });
  const taken = new Set(own.filter(({ state }) => state !== 'planned').map(({ plannedFrom }) => plannedFrom));
  return asked.filter(({ from }) => !taken.has(from));
}

/** Posts at which the contract asks for somebody on that day; none outside the service. */
export function postsOn({ workspace, workdays }: Session, day: string): Post[] {
  const { contract } = workspace.contract;
  const { from, to } = contract.servicePeriod;
  if (day < from || day > to) return [];
  const opens = opensOf(contract, workdays);
  return requirementsOf(contract).posts.filter((post) => isOwedOn(post, day, opens));
}

function askedSlots(session: Session, person: string, day: string): Slot[] {
  const posts = postsOn(session, day).filter(({ post }) => post === 'resident');
  const named = posts.filter(({ people }) => people?.includes(person) === true);
  const open = named.length > 0 ? named : posts.filter(({ people }) => people === undefined);
  return open.flatMap((post) => slotsOfPost(post, day));
}

/** The shifts of a post at which somebody signs in; none where it has no hours, or nobody is on the spot. */
export function slotsOfPost({ id, name, place, shifts, hours, headcount, post: kind }: Post, day: string): Slot[] {
  if (kind !== 'resident') return [];
  const spans =
    shifts?.map((shift) => ({ ...shift, name: `${name} ${shift.name}` })) ?? (hours ? [{ ...hours, name }] : []);
  return spans.map(({ name: text, from, to }) => {
    const end = to > from ? day : toDate(day).add({ days: 1 }).toString();
    return { ...slotAt(id, text, place, day, toText(at(day, from)), toText(at(end, to))), headcount };
  });
}

const slotAt = (id: string, name: string, place: string | undefined, date: string, from: string, to: string): Slot => ({
  key: `${id} ${from}`,
  name,
  place,
  date,
  from,
  to,
});

function slotView({ key, name, date, from, to }: Slot, now: string): Omit<AttendanceSlot, 'filled'> {
  const after = secondsBetween(from, now);
  return {
    ...{ key, text: [name, dayText({ date }, now), spanText(from, to)].filter((text) => text !== '').join(' ') },
    lateText: after > 0 ? formatDuration(after) : null,
    backfill: compareInstants(now, to) > 0 || -after > EARLIEST_SECONDS,
  };
}

/** The instant of a typed time near a shift. @throws UserError when it is none, or still to come */
function typedTime(time: string, { from, to }: Pick<Slot, 'from' | 'to'>, now: string, act: 'in' | 'out'): string {
  const what = act === 'in' ? '签到' : '签退';
  const fault = (expected: string): UserError =>
    new UserError(`${what}的时间不对`, { at: `${what}时间`, found: time, expected, hint: '改正后再提交；没有保存' });
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw fault('时:分，例如 08:55');
  const days = [...new Set([dateOf(from), dateOf(to), dateOf(now)])];
  const instants = days
    .map((day) => notAhead(toText(at(day, time)), now))
    .filter((one) => compareInstants(one, now) <= 0);
  const near = instants.toSorted(
    (a, b) =>
      Math.abs(secondsBetween(a, act === 'out' ? to : from)) - Math.abs(secondsBetween(b, act === 'out' ? to : from)),
  );
  if (near[0] === undefined) throw fault(`不晚于现在 ${hour(now)}`);
  return near[0];
}

/** A time other than now is 补登, and says why. */
function reasonFor(what: string, { time, reason }: { time: string; reason: string }): string {
  if (time === '') return reason;
  if (reason !== '') return `补登${what}：${reason}`;
  throw new UserError(`补登${what}须写原因`, {
    at: '原因',
    found: '（未填）',
    expected: '一句话说明为什么当时没有登记',
    hint: '没有保存',
  });
}

/** See `todayCalls`. */
export async function signIn(
  session: Session,
  actor: Actor,
  now: string,
  given: { slot: string; time: string; reason: string },
): Promise<string> {
  const duties = await dutiesSince(session, now, FORGOTTEN_DAYS);
  const slot = openSlots(session, duties, actor.name, now).find(({ key }) => key === given.slot);
  if (slot === undefined) {
    throw new UserError('没有可以签到的班次', {
      ...{ found: given.slot, expected: '今日合同要求到岗、尚未登记的班次' },
      hint: '可能已经签到；回到今日查看',
    });
  }
  const reason = reasonFor('签到', given);
  const signedInAt = given.time === '' ? now : typedTime(given.time, slot, now, 'in');
  const late = secondsBetween(slot.from, signedInAt) > 0;
  const record = {
    ...{ date: slot.date, at: signedInAt, person: actor.name, post: 'resident' },
    ...{ plannedFrom: slot.from, plannedTo: slot.to, state: late ? 'late' : 'present', signedInAt, way: 'system' },
    ...(slot.place === undefined ? {} : { place: slot.place }),
    ...(reason === '' ? {} : { reason }),
  };
  const { id } = await addRecord(session, record, '签到', { kind: 'duty', now, entered: { ...actor } });
  return `已签到 ${formatTime(signedInAt)}${late ? '（迟到）' : ''}（${id}）`;
}

/** See `todayCalls`. */
export async function signOut(
  session: Session,
  actor: Actor,
  now: string,
  given: { record: string; time: string; reason: string },
): Promise<string> {
  const duties = await dutiesSince(session, now, FORGOTTEN_DAYS);
  const own = duties.find((one) => one.id === given.record && one.person === actor.name && isThere(one));
  if (own === undefined || own.signedOutAt !== undefined) {
    throw new UserError('没有可以签退的签到', {
      ...{ found: given.record, expected: '本人今日已签到、未签退的记录' },
      hint: '可能已经签退；回到今日查看',
    });
  }
  const reason = reasonFor('签退', given);
  const signedOutAt =
    given.time === '' ? now : typedTime(given.time, { from: own.plannedFrom, to: own.plannedTo }, now, 'out');
  const early = own.state === 'present' && compareInstants(signedOutAt, own.plannedTo) < 0;
  await addRecord(session, { id: own.id, signedOutAt, ...(early ? { state: 'left-early' } : {}) }, '签退', {
    ...{ kind: 'duty', now, by: actor.name, entered: { ...actor } },
    reason: reason === '' ? '签退' : reason,
  });
  return `已签退 ${formatTime(signedOutAt)}${early ? '（早退）' : ''}`;
}
