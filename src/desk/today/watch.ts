/**
 * 接班、交班: who takes over a post at which somebody is on call, and who hands it over, each by one button with the server's time. The
 * post, its shifts and who may stand there are the contract's.
 */

import { UserError } from '../../contract/error.ts';
import type { Post } from '../../contract/terms/requirements.ts';
import { at, compareInstants, dateOf, formatTime, toDate, toText } from '../../contract/time.ts';
import { addRecord } from '../../pipeline/record/add.ts';
import type { Session } from '../../pipeline/session.ts';
import { slotsOf } from '../../subjects/attendance/judge/posts.ts';
import type { DutyRecord } from '../../subjects/attendance/kinds/duty.ts';
import type { Actor } from '../actor.ts';
import { dutiesSince, postsOn } from './sign-ins.ts';

/** A post on call now that the person may take over, or holds. */
export interface WatchLine {
  /** Of the form: post, shift and day. */
  key: string;
  name: string;
  /** Record of the person who holds it; null: they may take it over. */
  record: string | null;
  /** `18:02`; empty: nobody of this name holds it. */
  since: string;
  /** `24:00`; until then it counts without anything more. */
  until: string;
  /** Who else holds it. */
  others: readonly string[];
}

interface Watch {
  key: string;
  name: string;
  place: string | undefined;
  /** Day on which the shift began. */
  date: string;
  /** ISO instants; `from` null where the contract names no hours, and the watch begins when somebody takes it. */
  from: string | null;
  to: string;
  duties: DutyRecord[];
}

const nextDay = (day: string, days = 1): string => toDate(day).add({ days }).toString();

/** @param now ISO. @returns posts on call now that this person may take, or holds; none where the contract asks for none */
export async function watchOf(session: Session, person: string, now: string): Promise<WatchLine[]> {
  return (await watches(session, person, now)).map(({ key, name, to, duties }) => {
    const held = duties.filter((one) => holds(one, now));
    const own = held.find((one) => one.person === person);
    return {
      ...{ key, name, record: own?.id ?? null },
      since: own?.signedInAt === undefined ? '' : formatTime(own.signedInAt).slice(0, 5),
      until: formatTime(to) === '00:00:00' ? '24:00' : formatTime(to).slice(0, 5),
      others: [...new Set(held.filter((one) => one !== own).map((one) => one.person))],
    };
  });
}

/** Took over and did not hand over yet. */
const holds = ({ signedInAt, signedOutAt, plannedTo }: DutyRecord, now: string): boolean =>
  signedInAt !== undefined &&
  (signedOutAt === undefined || compareInstants(signedOutAt, now) > 0) &&
  compareInstants(now, plannedTo) < 0;

async function watches(session: Session, person: string, now: string): Promise<Watch[]> {
  const today = dateOf(now);
  const duties = (await dutiesSince(session, now, 1)).filter(({ post }) => post === 'oncall');
  // A shift of the night before runs until its end.
  return [nextDay(today, -1), today].flatMap((day) => {
    const posts = postsOn(session, day).filter(({ post }) => post === 'oncall');
    const ofDay = slotsOf(
      posts,
      duties.filter(({ date }) => date === day),
    );
    return ofDay
      .filter(({ post }) => post.people?.includes(person) ?? true)
      .map(({ post, shift, duties: own }) => watchAt(post, shift, day, own))
      .filter(({ from, to, date }) => {
        const begun = from === null ? date === today : compareInstants(from, now) <= 0;
        return begun && compareInstants(now, to) < 0;
      });
  });
}

function watchAt(post: Post, shift: string | null, day: string, duties: DutyRecord[]): Watch {
  const span = shift === null ? post.hours : post.shifts?.find(({ name }) => name === shift);
  const end = span === undefined || span.to <= span.from ? nextDay(day) : day;
  return {
    key: [post.id, shift ?? '', day].join(' '),
    name: [post.name, shift ?? ''].filter((text) => text !== '').join(' '),
    ...{ place: post.place, date: day, duties },
    from: span === undefined ? null : toText(at(day, span.from)),
    to: toText(at(end, span?.to ?? '00:00')),
  };
}

/** See `todayCalls`. */
export async function takeOver(session: Session, actor: Actor, now: string, key: string): Promise<string> {
  const watch = (await watches(session, actor.name, now)).find((one) => one.key === key);
  if (watch === undefined || watch.duties.some((one) => one.person === actor.name && holds(one, now))) {
    throw new UserError('没有可以接的班', {
      ...{ found: key, expected: '合同此刻要求有人值班、本人尚未接班的岗位' },
      hint: '可能已经接班；回到今日查看',
    });
  }
  const record = {
    ...{ date: watch.date, at: now, person: actor.name, post: 'oncall', state: 'present' },
    ...{ plannedFrom: watch.from ?? now, plannedTo: watch.to, signedInAt: now, way: 'system' },
    ...(watch.place === undefined ? {} : { place: watch.place }),
  };
  const { id } = await addRecord(session, record, '接班', { kind: 'duty', now, entered: { ...actor } });
  return `已接班 ${watch.name} ${formatTime(now)}（${id}）`;
}

/** See `todayCalls`. */
export async function handOver(session: Session, actor: Actor, now: string, record: string): Promise<string> {
  const held = (await watches(session, actor.name, now)).flatMap(({ duties }) => duties);
  const own = held.find((one) => one.id === record && one.person === actor.name && holds(one, now));
  if (own === undefined) {
    throw new UserError('没有可以交的班', {
      ...{ found: record, expected: '本人已接班、未交班的记录' },
      hint: '可能已经交班；回到今日查看',
    });
  }
  await addRecord(session, { id: own.id, signedOutAt: now }, '交班', {
    ...{ kind: 'duty', now, by: actor.name, entered: { ...actor } },
    reason: '交班',
  });
  return `已交班 ${formatTime(now)}（${own.id}）`;
}
