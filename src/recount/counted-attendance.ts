/** 驻点出勤: who was there on each day on which the contract asks for somebody, person by person, counted again. */
import { ofDays } from './belongs.ts';
import { type Figures, under } from './counted.ts';
import { type Data, datesOf, ms } from './data.ts';
import { decidedOn } from './levels/held.ts';
import { isWanted, opensOn } from './open-days.ts';
import { certificateFigures, isVoid, type Shown, shownBy } from './permits/certificates.ts';
import { countedDays } from './spans.ts';
import type { World } from './world.ts';

/** Best answer first: of those who signed the best ones fill the post. */
const BEST = ['present', 'left-early', 'late', 'leave', 'uncertified', 'absent'];
const THERE = ['present', 'left-early', 'late'];

/** One post on one day in one shift. */
export interface Place {
  day: string;
  post: Data;
  /** Of a post with shifts which one, from 1. */
  shift: number | null;
  /** The records that fill it, best first. */
  duties: Data[];
  /** What became of each person that is owed. */
  states: string[];
}

/** What contracts without numbers were counted by: a resident on working days, a roster on every day. */
const OLD: readonly Data[] = [
  { id: 'resident', post: 'resident', headcount: 1, days: 'working-days' },
  { id: 'oncall', post: 'oncall', headcount: 1, days: 'all' },
];

const POSTS = {
  about: ({ post, place, people }: Data) => [post, place, people],
  said: ({ headcount, days, hours, shifts, except }: Data) => [headcount, days, hours, shifts, except],
};

const postsOf = ({ contract }: World): readonly Data[] =>
  contract.requirements?.posts ?? (Number(contract.schema) < 3 ? OLD : []);

/** Every post of the days that are counted whole. */
export function placesOf(world: World): Place[] {
  const duties = Map.groupBy(ofDays(world, 'duty'), (one) => one.date);
  const { from, to } = countedDays(world);
  return datesOf(from, to).flatMap((day) => placesOn(world, day, duties.get(day) ?? []));
}

function placesOn(world: World, day: string, duties: readonly Data[]): Place[] {
  const all = postsOf(world);
  const posts = (all === OLD ? all : decidedOn(world.contract, all, day, POSTS)).filter((post) =>
    isAsked(world, post, day),
  );
  const fitting = (post: Data): Data[] => duties.filter((one) => bestFor(one, posts) === post);
  return posts.flatMap((post) => {
    const own = fitting(post);
    if (post.shifts === undefined) return [placeOf(world, day, post, null, own)];
    return post.shifts.map((shift: Data, n: number) =>
      placeOf(
        world,
        day,
        post,
        n + 1,
        own.filter((one) => isHalfThere(world, one, shift)),
      ),
    );
  });
}

function placeOf(world: World, day: string, post: Data, shift: number | null, told: readonly Data[]): Place {
  const isNobody = (one: Data): boolean => THERE.includes(one.state) && isVoid(world, one, post);
  const own =
    post.post !== 'resident' ? told : told.map((one) => (isNobody(one) ? { ...one, state: 'uncertified' } : one));
  const headcount = Number(post.headcount);
  const order = (one: Data): number => BEST.indexOf(one.state);
  const duties = own
    .filter((one) => order(one) >= 0)
    .sort((a, b) => order(a) - order(b))
    .slice(0, headcount);
  const states = Array.from({ length: headcount }, (_, n) => duties[n]?.state ?? 'unregistered');
  return { day, post, shift, duties: post.post === 'resident' ? duties : [...own], states };
}

function isAsked(world: World, post: Data, day: string): boolean {
  const { days, from, until } = post;
  return (from ?? day) <= day && (until ?? day) >= day && opensOn(world, days, day) && isWanted(world, post, day);
}

/** Every shift that was worked on the days that are counted whole, for each certificate that it asks for. */
export function shownOf(world: World): Shown[] {
  const { from, to } = countedDays(world);
  const all = postsOf(world);
  return ofDays(world, 'duty')
    .filter(({ date, state }) => date >= from && date <= to && THERE.includes(state))
    .flatMap((duty) => {
      const posts = (all === OLD ? all : decidedOn(world.contract, all, duty.date, POSTS)).filter((post) =>
        isAsked(world, post, duty.date),
      );
      return shownBy(world, duty, bestFor(duty, posts));
    });
}

export const certificatesShown = (world: World): Figures => certificateFigures(world, shownOf(world));

/** The one post that a record is of: by the person, by the place, or the one that names neither. */
function bestFor(duty: Data, posts: readonly Data[]): Data | undefined {
  const kind = posts.filter((one) => one.post === duty.post);
  const byPerson = kind.find((one) => (one.people ?? []).includes(duty.person));
  const byPlace = kind.find((one) => one.place !== undefined && String(duty.place ?? '').includes(one.place));
  return byPerson ?? byPlace ?? kind.find((one) => one.place === undefined && one.people === undefined);
}

const DAY = 86_400_000;

function isHalfThere({ clock }: World, duty: Data, shift: Data): boolean {
  const from = clock.at(duty.date, shift.from);
  const end = clock.at(duty.date, shift.to);
  const to = end > from ? end : end + DAY;
  const both = Math.min(to, ms(duty.plannedTo)) - Math.max(from, ms(duty.plannedFrom));
  return both * 2 >= to - from;
}

/** Those that decide on one of the days of the document. */
function postsAsked(world: World): readonly Data[] {
  const all = postsOf(world);
  if (all === OLD) return all;
  const { from, to } = world.manifest;
  const decided = new Set(datesOf(from, to).flatMap((day) => decidedOn(world.contract, all, day, POSTS)));
  return all.filter((post) => decided.has(post));
}

/** Of the days that are counted whole. */
export function attendanceFigures(world: World): Figures {
  const all = placesOf(world);
  const own = all.filter(({ post }) => post.post === 'resident');
  const rosters = Map.groupBy(
    all.filter(({ post }) => post.post !== 'resident'),
    ({ day }) => day,
  );
  const complete = [...rosters.values()].filter((places) =>
    places.every(({ post, duties }) => duties.length >= Number(post.headcount)),
  );
  const asked = postsAsked(world);
  const residents = asked.filter(({ post }) => post === 'resident');
  const single = residents.length === 1 && Number(residents[0].headcount) * (residents[0].shifts?.length ?? 1) === 1;
  const groups = Map.groupBy(own, ({ post, shift }) => (shift === null ? post.id : `${post.id}.${shift}`));
  const parts = [...groups].map(([id, places]) =>
    under(`attendance.${id}`, { ...countsOf(places), ...owedOf(places), days: places.length }),
  );
  return {
    ...(residents.length === 0 ? {} : under('attendance', { ...countsOf(own), ...(single ? {} : owedOf(own)) })),
    ...(single ? {} : Object.assign({}, ...parts)),
    ...(asked.length === residents.length ? {} : { 'oncall.days': complete.length }),
  };
}

const owedOf = (places: readonly Place[]): Figures => ({
  owed: places.reduce((sum, one) => sum + one.states.length, 0),
});

function countsOf(places: readonly Place[]): Record<string, Figures[string]> {
  const states = places.flatMap((one) => one.states);
  const of = (state: string): number => states.filter((one) => one === state).length;
  const isTold = states.some((one) => one !== 'unregistered');
  return {
    days: new Set(places.map(({ day }) => day)).size,
    present: of('present'),
    late: of('late'),
    early: of('left-early'),
    leave: of('leave'),
    uncertified: of('uncertified'),
    absent: of('absent'),
    unregistered: of('unregistered'),
    rate: isTold
      ? { numerator: of('present') + of('late') + of('left-early'), denominator: states.length }
      : { numerator: 0, denominator: 0 },
  };
}
