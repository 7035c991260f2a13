/** Which duty record fills which post of the contract, on a day and in a shift. Pure. */
import { holdsDay, type Opens } from '../../../contract/calendar/named-days.ts';
import { isHeldOn } from '../../../contract/terms/held.ts';
import type { Post } from '../../../contract/terms/requirements.ts';
import {
  at,
  DAY_SECONDS,
  type DateText,
  HOUR_SECONDS,
  MINUTE_SECONDS,
  secondsBetween,
  toText,
} from '../../../contract/time.ts';
import type { DutyRecord } from '../kinds/duty.ts';

/** true on a day on which the contract asks for somebody at the post. */
export function isOwedOn(post: Post, date: DateText, opens: Opens): boolean {
  return isHeldOn(post, date) && opens(post.days, date) && holdsDay(post, date, opens);
}

export interface Slot {
  post: Post;
  shift: string | null;
  duties: DutyRecord[];
}

/** The posts with their shifts, and the records of one day that are of each. A record is of one post: the one that it names best. */
export function slotsOf(posts: readonly Post[], duties: readonly DutyRecord[]): Slot[] {
  const own = Map.groupBy(duties, (duty) => postOf(posts, duty));
  return posts.flatMap((post): Slot[] => {
    const records = own.get(post) ?? [];
    if (post.shifts === undefined) return [{ post, shift: null, duties: records }];
    return post.shifts.map((shift) => ({
      post,
      shift: shift.name,
      duties: records.filter((duty) => coversHalf(duty, shift)),
    }));
  });
}

/** By the person, else by the place, else the post that names neither; null of a record of none. */
export function postOf(posts: readonly Post[], { post, place = '', person }: DutyRecord): Post | null {
  const same = posts.filter((one) => one.post === post);
  return (
    same.find(({ people }) => people?.includes(person) === true) ??
    same.find((one) => one.place !== undefined && place.includes(one.place)) ??
    same.find((one) => one.place === undefined && one.people === undefined) ??
    null
  );
}

const seconds = (clock: string): number =>
  Number(clock.slice(0, 2)) * HOUR_SECONDS + Number(clock.slice(3)) * MINUTE_SECONDS;

/** The planned time covers half of the shift or more; a shift that ends before it begins ends on the next day. */
function coversHalf({ date, plannedFrom, plannedTo }: DutyRecord, shift: { from: string; to: string }): boolean {
  const midnight = toText(at(date, '00:00'));
  const from = seconds(shift.from);
  const to = seconds(shift.to) > from ? seconds(shift.to) : seconds(shift.to) + DAY_SECONDS;
  const [planned, until] = [secondsBetween(midnight, plannedFrom), secondsBetween(midnight, plannedTo)];
  return Math.min(to, until) - Math.max(from, planned) >= (to - from) / 2;
}
