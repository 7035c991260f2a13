/** How often what the contract wants done so many times a period was done in each of them, counted again. */
import { activityPeriods, countsInSpan } from '../cadence/activities.ts';
import { dayOfRule } from '../cadence/shifts.ts';
import type { Figures } from '../counted.ts';
import { type Data, ms, plusDays } from '../data.ts';
import { decidedOn } from '../levels/held.ts';
import { dayOf, serviceRecords, type World } from '../world.ts';

/** What was owed of an activity in one of its periods, for one of its objects. */
export interface Owing {
  activity: Data;
  /** Which of its periods: of a shift several end on a day. */
  turn: number;
  /** null: of all. */
  object: string | null;
  /** What was done of it, in time first. */
  records: string[];
  /** The day with which the period is over. */
  ends: string;
  /** So many are lacking, and so many of them were done after their day. */
  lacking: number;
  late: number;
}

const ACTIVITIES = {
  about: ({ kind, where, assets }: Data) => [kind, where, assets],
  said: ({ times, per, every, timesADay, seasons, interval, after, day, spans }: Data) => [
    ...[times, per, every, timesADay, seasons, interval, after, day, spans],
  ],
};

/** Every activity in every period that is over at the document's moment. */
export function owingsOf(world: World): Owing[] {
  const all: Data[] = world.contract.requirements?.activities ?? [];
  return all.flatMap((activity) => {
    const known = serviceRecords(world, activity.kind);
    const objects: (string | null)[] = activity.assets ?? [null];
    return periodsWith(world, activity)
      .filter(
        (one) => one.over <= ms(world.asOf) && decidedOn(world.contract, all, one.asked, ACTIVITIES).includes(activity),
      )
      .flatMap(({ n, ends, holds, isInTime }, turn) =>
        objects.map((object): Owing => {
          const own = known
            .filter((one) => countsInSpan(activity, n, one) && holds(one))
            .filter((one) => object === null || seenIn(one).includes(object));
          const inTime = own.filter(isInTime);
          const after = own.filter((one) => !inTime.includes(one));
          const lacking = Math.max(0, Number(activity.times) - inTime.length);
          const records = [...inTime, ...after].map(({ id }) => id);
          return { activity, turn, object, records, ends, lacking, late: Math.min(lacking, after.length) };
        }),
      );
  });
}

/** Of what ended on some days, by the activity. */
export function owingFigures(world: World, { from, to }: { from: string; to: string }): Figures {
  const figures: Record<string, number> = {};
  for (const { activity, ends, lacking } of owingsOf(world)) {
    if (ends < from || ends > to) continue;
    const name = `owed.activity.${activity.id}`;
    for (const what of ['owed', 'met', 'missed', 'unseen']) figures[`${name}.${what}`] ??= 0;
    for (const what of ['owed', lacking === 0 ? 'met' : 'missed'])
      figures[`${name}.${what}`] = Number(figures[`${name}.${what}`]) + 1;
  }
  return figures;
}

interface Turn {
  n: number;
  ends: string;
  /** The day whose paper decides whether it is asked for. */
  asked: string;
  /** In milliseconds: from then on it is over. */
  over: number;
  holds(record: Data): boolean;
  isInTime(record: Data): boolean;
}

function periodsWith(world: World, activity: Data): Turn[] {
  const { clock } = world;
  const always = (): boolean => true;
  const byDays = (from: string, to: string, n: number): Turn => ({
    ...{ n, ends: to, asked: to, over: clock.at(plusDays(to, 1), '00:00'), isInTime: always },
    holds: (one) => dayOf(world, one) >= from && dayOf(world, one) <= to,
  });
  if (activity.after !== undefined)
    return following(world, activity).map(([from, to]) => ({ ...byDays(from, to, 0), asked: from }));
  const periods = activityPeriods(world, activity);
  if (activity.day !== undefined) return onDays(world, activity, periods);
  return periods.map(({ from, to, clock: hours }, n) => {
    if (hours === undefined) return byDays(from, to, n);
    const [start, end] = [clock.at(...hours.from), clock.at(...hours.to)];
    const ends = clock.day(new Date(end - 1).toISOString());
    return {
      n,
      ends,
      asked: from,
      over: end,
      holds: (one) => ms(one.at) >= start && ms(one.at) < end,
      isInTime: always,
    };
  });
}

/** From the day of each record that it has to follow. */
function following(world: World, { after, from, until }: Data): [string, string][] {
  const { servicePeriod: service } = world.contract;
  return serviceRecords(world, after.kind)
    .filter((one) => countsInSpan({ where: after.where }, 0, one))
    .map((one) => dayOf(world, one))
    .filter(
      (day) => day >= (from ?? service.from) && day <= (until ?? service.to) && day <= world.clock.day(world.asOf),
    )
    .map((day) => [day, plusDays(day, Number(after.days))]);
}

/** A record is of the last of these days not after it; what comes before all of them is of the first, and never in time. */
function onDays(world: World, { day: rule }: Data, periods: readonly { from: string; to: string }[]): Turn[] {
  const days = periods.map((span): string => {
    const back = rule.before !== undefined;
    const edge = back ? span.to : span.from;
    const found = dayOfRule(rule, { day: edge, first: !back, whole: span }, world.workdays) ?? edge;
    return [span.from, found, span.to].sort()[1] as string;
  });
  const last = periods.at(-1)?.to ?? '';
  return days.map((due, n) => ({
    ...{ n, ends: due, asked: due, over: world.clock.at(plusDays(due, 1), '00:00') },
    holds: (one) => {
      const day = dayOf(world, one);
      return day >= due && day <= last && !days.some((other) => other > due && other <= day);
    },
    isInTime: (one) => dayOf(world, one) === due,
  }));
}

/** Assets that a record tells of. */
function seenIn({ kind, hosts, readings, manual, series, asset, assets, target }: Data): string[] {
  if (kind === 'scan') return hosts.filter((one: Data) => one.state === 'scanned').map((one: Data) => one.asset);
  if (kind === 'inspection')
    return [...readings.filter((one: Data) => one.value !== null), ...manual].map((one: Data) => one.target);
  if (kind === 'probe') return series.filter((one: Data) => /[ud]/.test(one.states)).map((one: Data) => one.target);
  if (kind === 'finding-decision') return [target];
  return [asset, ...(assets ?? [])].filter((one) => one !== undefined);
}
