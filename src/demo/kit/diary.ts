/** Who is busy when, so that nobody of the story is in two places at one time. */

import type { Entry } from './book.ts';
import { isDemand } from './levels.ts';
import { isBefore, later, plusMinutes } from './times.ts';

/** One stretch of a person's time; both ends ISO, the end excluded. */
export interface Engagement {
  person: string;
  from: string;
  to: string;
}

export interface Diary {
  isFree(person: string, from: string, to: string): boolean;
  take(one: Engagement): void;
  /** The first of the people who is free then, and has the time taken; undefined: none is. */
  takeFirst(people: readonly string[], from: string, to: string): string | undefined;
  /** The first time from `wanted` on, not after `until`, at which the person has so many minutes, and takes it. */
  next(person: string, wanted: string, minutes: number, until: string): string | undefined;
}

/** @param told what stands already, whatever else happens: faults, releases, repairs, drills */
export function openDiary(told: readonly Entry[]): Diary {
  const taken = new Map<string, Engagement[]>();
  const take = (one: Engagement): void => {
    const own = taken.get(one.person);
    if (own === undefined) taken.set(one.person, [one]);
    else own.push(one);
  };
  for (const one of told.flatMap(engagementsOf)) take(one);
  const clashing = (person: string, from: string, to: string): Engagement | undefined =>
    taken.get(person)?.find((one) => isBefore(from, one.to) && isBefore(one.from, to));
  const isFree = (person: string, from: string, to: string) => clashing(person, from, to) === undefined;
  return {
    isFree,
    take,
    takeFirst(people, from, to) {
      const person = people.find((one) => isFree(one, from, to));
      if (person !== undefined) take({ person, from, to });
      return person;
    },
    next(person, wanted, minutes, until) {
      let from = wanted;
      for (let clash = clashing(person, from, plusMinutes(from, minutes)); clash !== undefined; ) {
        from = plusMinutes(clash.to, 3);
        clash = clashing(person, from, plusMinutes(from, minutes));
      }
      if (isBefore(until, from)) return undefined;
      take({ person, from, to: plusMinutes(from, minutes) });
      return from;
    },
  };
}

type Draft = Readonly<Record<string, unknown>>;

/** What a record says about whom it kept busy. */
const engagements: Readonly<Record<string, (draft: Draft) => Engagement[]>> = {
  incident: ({ timeline, handler, respondedAt, levels }) => {
    const steps = (timeline as { at: string; actor?: string }[]).map(({ at, actor }) => ({
      at,
      actor: actor ?? handler,
    }));
    const answered = respondedAt === undefined ? [] : [{ at: respondedAt as string, actor: handler }];
    const all = [...answered, ...steps] as { at: string; actor: string }[];
    // An adjustment goes on for weeks; nobody does nothing else.
    if (isDemand((levels as { level: string }[]).at(-1)?.level))
      return all.map(({ at, actor }) => stretch(actor, at, plusMinutes(at, 10)));
    return [...Map.groupBy(all, ({ actor }) => actor)].map(([actor, own]) => {
      const times = own.map(({ at }) => at);
      return stretch(
        actor,
        times.reduce((a, b) => (isBefore(a, b) ? a : b)),
        plusMinutes(times.reduce(later), 10),
      );
    });
  },
  'remote-session': ({ operator, startedAt, endedAt }) => [stretch(operator, startedAt, endedAt)],
  'service-order': ({ engineer, departedAt, arrivedAt, leftAt }) => [
    stretch(engineer, departedAt ?? arrivedAt, leftAt),
  ],
  'device-repair': ({ engineer, arrivedAt, closedAt, diagnosedAt, irreparable }) => [
    stretch(engineer, arrivedAt, irreparable === true ? diagnosedAt : (closedAt ?? diagnosedAt)),
  ],
  'restore-test': ({ operator, startedAt, finishedAt }) => [stretch(operator, startedAt, finishedAt)],
  drill: ({ roles, startedAt, finishedAt }) =>
    (roles as { person: string }[]).map(({ person }) => stretch(person, startedAt, finishedAt)),
};

/** Of a record that is edited each version tells, and the last one all. */
const engagementsOf = ({ kind, draft }: Entry): Engagement[] => engagements[kind]?.(draft) ?? [];

const stretch = (person: unknown, from: unknown, to: unknown): Engagement => ({
  person: person as string,
  from: from as string,
  to: to as string,
});
