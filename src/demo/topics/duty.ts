/** Roster and sign-in: the resident engineer on working days, one engineer on call day and night (5.1.1(1), 5.1.1(3)). Pure. */
import type { Entry } from '../kit/book.ts';
import { HOTLINE, people } from '../kit/people.ts';
import type { Random } from '../kit/random.ts';
import type { StoryContext } from '../kit/story.ts';
import { clock, dayOf, plusDays, plusMinutes, type StoryDay, t } from '../kit/times.ts';

/** Days on which the resident engineer was away and replaced. */
const leave: Readonly<Record<string, string>> = {
  '2026-02-12': '事假，已书面报备，由乙岗顶岗',
  '2026-02-13': '事假，已书面报备，由乙岗顶岗',
  '2026-07-13': '年假，已书面报备，由乙岗顶岗',
  '2026-07-14': '年假，已书面报备，由乙岗顶岗',
  '2026-07-15': '年假，已书面报备，由乙岗顶岗',
  '2026-10-19': '参加安全培训，已书面报备，由乙岗顶岗',
};
/** The machine was off: signed in on paper, and entered when the month had been reported. */
const LATE_ENTRY = { date: '2026-04-21', writtenAt: '2026-05-07T10:30:00+08:00' };
const lateOn: Readonly<Record<string, string>> = { '2026-01-21': '暴雨交通中断', '2026-06-09': '地铁故障' };

export function dutyEntries(context: StoryContext): Entry[] {
  const random = context.random.of('duty');
  const first = context.days[0]?.date ?? '';
  return context.days.flatMap((day) => [...(day.working ? resident(day, random) : []), onCall(day, first)]);
}

/** Who was away, and when. */
export const leaveDays = Object.keys(leave).map((date) => ({ person: people.resident, date }));

/** The engineer of the 7×24 rota at an instant: a turn goes from nine to nine. @param first first day of service */
export function onCallOf(instant: string, first: string): string {
  const days = Math.round((Date.parse(t(dayOf(instant), '00:00')) - Date.parse(t(first, '00:00'))) / 86_400_000);
  const turn = days - (instant.slice(11) < '09:00:00' ? 1 : 0);
  return rota[(turn + rota.length) % rota.length] as string;
}

/** From when on somebody sits at the bureau who signs in before nine, or was late; until six. */
const seatedFrom = (date: string): string => (date in lateOn ? '09:26' : '09:00');

/** true when the resident engineer, or who stands in, is certainly at the bureau: the duty records of the day say the same. */
export function isSomebodySeated(instant: string, isWorkingDay: (date: string) => boolean): boolean {
  const [date, time] = [dayOf(instant), instant.slice('yyyy-mm-ddT'.length, 'yyyy-mm-ddThh:mm'.length)];
  return isWorkingDay(date) && time >= seatedFrom(date) && time < '18:00';
}

/** Who sits at the bureau on a day. */
export const residentOf = (date: string): string => (date in leave ? people.resident2 : people.resident);

function resident({ date }: StoryDay, random: Random): Entry[] {
  const away = leave[date];
  const late = lateOn[date];
  const isLateEntry = date === LATE_ENTRY.date;
  const reason = isLateEntry ? '考勤机断网，纸质签到，后补登' : late;
  const signedIn =
    late === undefined ? random.int(8 * 3600 + 41 * 60, 8 * 3600 + 58 * 60) : 9 * 3600 + random.int(900, 1500);
  const signedOut = random.int(18 * 3600 + 60, 18 * 3600 + 35 * 60);
  const base = {
    date,
    post: 'resident',
    plannedFrom: t(date, '09:00'),
    plannedTo: t(date, '18:00'),
    place: '东楼机房值班室',
  };
  const present = (person: string, state: string): Entry => ({
    kind: 'duty',
    writtenAt: isLateEntry ? LATE_ENTRY.writtenAt : t(date, '18:36'),
    draft: {
      ...base,
      at: t(date, clock(signedIn)),
      person,
      state,
      signedInAt: t(date, clock(signedIn)),
      signedOutAt: t(date, clock(signedOut)),
      way: random.chance(0.9) && !isLateEntry ? 'device' : 'paper',
      phone: HOTLINE,
      ...(reason === undefined ? {} : { reason }),
    },
  });
  if (away === undefined) return [present(people.resident, late === undefined ? 'present' : 'late')];
  return [
    {
      kind: 'duty',
      writtenAt: t(date, '09:05'),
      draft: {
        ...base,
        at: t(date, '08:50'),
        person: people.resident,
        state: 'leave',
        substitute: people.resident2,
        reason: away,
      },
    },
    present(people.resident2, 'present'),
  ];
}

const rota = [people.nightA, people.nightB, people.nightC];

function onCall({ date }: StoryDay, first: string): Entry {
  return {
    kind: 'duty',
    writtenAt: t(date, '09:02'),
    draft: {
      date,
      at: plusMinutes(t(date, '09:00'), -70),
      post: 'oncall',
      person: onCallOf(t(date, '09:00'), first),
      plannedFrom: t(date, '09:00'),
      plannedTo: t(plusDays(date, 1), '09:00'),
      state: 'planned',
      way: 'system',
      phone: HOTLINE,
    },
  };
}
