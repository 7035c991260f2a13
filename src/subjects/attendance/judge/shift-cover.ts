/**
 * Whether each post has somebody all the time that the contract asks for, by the planned hours of the duty records: stretches with too few
 * (空缺), with more than asked for (重叠), and one person in two shifts at once. Whoever is away (请假, 缺勤) covers nothing; who stands in
 * does by a record of their own. Pure.
 */
import { type CalendarSource, hoursOn, type Opens } from '../../../contract/calendar/named-days.ts';
import { calendarNamed } from '../../../contract/calendar/working-time.ts';
import type { Post } from '../../../contract/terms/requirements.ts';
import { at, compareInstants, type DateText, type InstantText, toDate, toText } from '../../../contract/time.ts';
import type { DutyRecord } from '../kinds/duty.ts';
import { isOwedOn, postOf } from './posts.ts';

export interface Stretch {
  from: InstantText;
  /** The first instant after it. */
  to: InstantText;
}

/** A stretch of a post on a day in which another number of people was planned than the contract asks for. */
export interface OffCount extends Stretch {
  post: Post;
  /** The day of which the time is, also where it runs over midnight. */
  day: DateText;
  owed: number;
  planned: number;
  duties: readonly DutyRecord[];
}

/** One person in two shifts at once. */
export interface DoubleShift extends Stretch {
  person: string;
  duties: readonly [DutyRecord, DutyRecord];
}

const AWAY: readonly DutyRecord['state'][] = ['leave', 'absent'];
const covers = ({ state }: DutyRecord): boolean => !AWAY.includes(state);

export interface CoverInput {
  posts: readonly Post[];
  /** Of the days and of the day before. */
  duties: readonly DutyRecord[];
  /** Up to when it is judged: of what is to come nobody knows. */
  until: InstantText;
  source: CalendarSource;
  opens: Opens;
  isWorkingDay(day: DateText): boolean;
}

/**
 * The time for which a post wants somebody on a day: its shifts, its hours, those of its calendar, else the whole day of people on
 * call; null: nobody is owed, or the contract does not say from when to when.
 */
export function owedSpans(post: Post, day: DateText, input: Omit<CoverInput, 'duties' | 'posts'>): Stretch[] | null {
  if (!isOwedOn(post, day, input.opens)) return null;
  const clocks = clocksOf(post, day, input);
  if (clocks === null) return null;
  const next = toDate(day).add({ days: 1 }).toString();
  return clocks
    .map(({ from, to }) => ({
      from: toText(at(day, from)),
      to: toText(at(to <= from ? next : day, to)),
    }))
    .filter(({ from }) => compareInstants(from, input.until) < 0)
    .map(({ from, to }) => ({ from, to: compareInstants(to, input.until) < 0 ? to : input.until }));
}

function clocksOf(
  { shifts, hours, days, post }: Post,
  day: DateText,
  { source, isWorkingDay }: Pick<CoverInput, 'source' | 'isWorkingDay'>,
): readonly { from: string; to: string }[] | null {
  if (shifts !== undefined) return shifts;
  if (hours !== undefined) return [hours];
  const calendar = calendarNamed(source, days);
  if (calendar?.hours !== undefined) return hoursOn(calendar, day, source, { isWorkingDay });
  return post === 'resident' ? null : [{ from: '00:00', to: '24:00' }];
}

/** Stretches in which a post has too few or more than asked for, in order of time; stretches that touch and say the same are one. */
export function offCounts(input: CoverInput, day: DateText): OffCount[] {
  const own = input.duties.filter(covers);
  const byPost = Map.groupBy(own, (duty) => postOf(input.posts, duty));
  return input.posts.flatMap((post) =>
    (owedSpans(post, day, input) ?? []).flatMap((span) =>
      joined(countsIn(span, byPost.get(post) ?? []))
        .filter(({ planned }) => planned !== post.headcount)
        .map((one) => ({ ...one, post, day, owed: post.headcount })),
    ),
  );
}

/** `planned`: how many at any moment of it; `duties`: whoever they were. */
type Counted = Stretch & Pick<OffCount, 'planned' | 'duties'>;

/** The span cut wherever somebody begins or ends. */
function countsIn(span: Stretch, duties: readonly DutyRecord[]): Counted[] {
  const inside = (instant: InstantText): boolean =>
    compareInstants(span.from, instant) < 0 && compareInstants(instant, span.to) < 0;
  const cuts = [...duties.flatMap(({ plannedFrom, plannedTo }) => [plannedFrom, plannedTo]).filter(inside)];
  const ends = [span.from, ...cuts.sort(compareInstants), span.to];
  return ends.slice(1).flatMap((to, n): Counted[] => {
    const from = ends[n] ?? to;
    if (compareInstants(from, to) >= 0) return [];
    const there = duties.filter(
      ({ plannedFrom, plannedTo }) => compareInstants(plannedFrom, from) <= 0 && compareInstants(to, plannedTo) <= 0,
    );
    return [{ from, to, planned: there.length, duties: there }];
  });
}

function joined(all: readonly Counted[]): Counted[] {
  const out: Counted[] = [];
  for (const one of all) {
    const before = out.at(-1);
    if (before?.planned === one.planned) {
      const duties = [...new Set([...before.duties, ...one.duties])];
      out[out.length - 1] = { ...before, to: one.to, duties };
    } else out.push(one);
  }
  return out;
}

/** @param duties of which both that overlap are wanted */
export function doubleShifts(duties: readonly DutyRecord[]): DoubleShift[] {
  const byPerson = Map.groupBy(duties.filter(covers), ({ person }) => person);
  return [...byPerson].flatMap(([person, own]) => {
    const sorted = own.toSorted((a, b) => compareInstants(a.plannedFrom, b.plannedFrom));
    return sorted.flatMap((first, n) =>
      sorted
        .slice(n + 1)
        .filter((second) => compareInstants(second.plannedFrom, first.plannedTo) < 0)
        .map((second): DoubleShift => {
          const to = compareInstants(first.plannedTo, second.plannedTo) < 0 ? first.plannedTo : second.plannedTo;
          return { person, from: second.plannedFrom, to, duties: [first, second] };
        }),
    );
  });
}
