/** Who is on duty now: the posts that the contract asks for, and whoever stands on a roster or signed in. */

import type { Post } from '../../contract/terms/requirements.ts';
import { compareInstants, dateOf, formatTime } from '../../contract/time.ts';
import type { Session } from '../../pipeline/session.ts';
import { dutyWords } from '../../states/duty.ts';
import { slotsOf } from '../../subjects/attendance/judge/posts.ts';
import type { DutyRecord } from '../../subjects/attendance/kinds/duty.ts';
import { dutiesSince, postsOn, slotsOfPost } from './sign-ins.ts';

export interface DutyLine {
  /** Post, shift and place. */
  post: string;
  /** Who is there or rostered; empty: nobody is on record. */
  people: { name: string; state: string; phone: string | null }[];
  /** Persons that the contract asks for; null where it asks for none. */
  owed: number | null;
  /** Whoever is there says so by 签到; of the others somebody writes it down. */
  signsIn: boolean;
}

const postWords: Readonly<Record<DutyRecord['post'], string>> = {
  resident: '⟦现场⟧',
  oncall: '⟦值班⟧',
  backup: '⟦后备支持⟧',
};

/** A shift runs until its end, and whoever is still there until they sign out. */
const runsAt = (duty: DutyRecord, now: string): boolean =>
  compareInstants(duty.plannedFrom, now) <= 0 && compareInstants(now, duty.plannedTo) < 0;

export async function onDuty(session: Session, now: string): Promise<DutyLine[]> {
  const duties = (await dutiesSince(session, now, 1)).filter((one) => runsAt(one, now) || isEarly(one, now));
  const slots = slotsOf(postsOn(session, dateOf(now)), duties).filter(({ post, shift }) => isHour(post, shift, now));
  const told = new Set(slots.flatMap((slot) => slot.duties.map(({ id }) => id)));
  const others = Map.groupBy(
    duties.filter(({ id }) => !told.has(id)),
    ({ post }) => post,
  );
  return [
    ...slots.map(({ post, shift, duties: own }) => ({
      post: [post.name, shift ?? ''].filter((text) => text !== '').join(' '),
      people: peopleOf(own, now),
      owed: post.headcount,
      signsIn: slotsOfPost(post, dateOf(now)).length > 0,
    })),
    ...[...others].map(([post, own]) => ({
      post: postWords[post],
      people: peopleOf(own, now),
      owed: null,
      signsIn: false,
    })),
  ];
}

/** Signed in already for a shift that is about to begin. */
const isEarly = ({ date, signedInAt, signedOutAt, plannedFrom }: DutyRecord, now: string): boolean =>
  date === dateOf(now) &&
  signedInAt !== undefined &&
  signedOutAt === undefined &&
  compareInstants(now, plannedFrom) < 0;

/** Within the hours or the shift of the post; a post without hours is owed all day. */
function isHour({ hours, shifts }: Post, shift: string | null, now: string): boolean {
  const span = shift === null ? hours : shifts?.find(({ name }) => name === shift);
  if (span === undefined) return true;
  const clock = formatTime(now).slice(0, 5);
  return span.from < span.to ? span.from <= clock && clock < span.to : span.from <= clock || clock < span.to;
}

/** One line a person: of a roster entry and a sign-in, the sign-in. */
function peopleOf(duties: readonly DutyRecord[], now: string): DutyLine['people'] {
  const byPerson = Map.groupBy(duties, ({ person }) => person);
  return [...byPerson].map(([name, own]) => {
    const one = own.find(({ state }) => state !== 'planned') ?? (own[0] as DutyRecord);
    const out = one.signedOutAt !== undefined && compareInstants(one.signedOutAt, now) <= 0;
    return {
      name,
      state: out ? `已签退 ${formatTime(one.signedOutAt as string).slice(0, 5)}` : dutyWords[one.state],
      phone: one.phone ?? null,
    };
  });
}
