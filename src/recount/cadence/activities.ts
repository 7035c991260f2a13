/** What the contract wants done so many times a period: its periods, and how often it was done in each of them, counted again. */
import { type Data, ms, plusDays, plusMonths } from '../data.ts';
import { decidedOn } from '../levels/held.ts';
import type { Terms } from '../terms.ts';
import { dayOf, serviceRecords, type World } from '../world.ts';
import { type Owed, periodsOf } from './owed-periods.ts';
import { dayOfRule } from './shifts.ts';

/** What was owed of an activity in one of its periods, for one of its objects. */
export interface Owing {
  activity: Data;
  /** The day with which the period is over. */
  ends: string;
  /** So many are lacking, and so many of them were done after their day. */
  lacking: number;
  late: number;
}

const STEPS: Readonly<Record<string, number>> = {
  ...{ month: 1, 'two-months': 2, quarter: 3, 'four-months': 4, 'half-year': 6, year: 12 },
};

const matches = (record: Data, filters: readonly Data[]): boolean =>
  filters.every((one) => [record[one.field]].flat().some((value) => one.in.includes(String(value))));

/** Whether a record counts for an activity in the n-th of its periods: of a rotation only one of the value whose turn it is. */
export function countsInSpan({ where, rotate = [] }: Data, n: number, record: Data): boolean {
  if (where === undefined) return true;
  const turn = rotate[n % rotate.length];
  return matches(record, [where, ...(turn === undefined ? [] : [{ field: where.field, in: [turn.value] }])]);
}

type Given = Pick<Terms, 'contract' | 'workdays'>;

/** The periods in which an activity has to happen, between its own first and last day. */
export function activityPeriods(given: Given, activity: Data): Pick<Owed, 'from' | 'to' | 'clock'>[] {
  const { per, spans, every, timesADay, seasons, interval, from, until } = activity;
  if (!(spans?.length > 0) && per === undefined)
    return activity.after === undefined ? periodsOf(given, { every, timesADay, seasons, interval, from, until }) : [];
  const { contract } = given;
  const all: Data[] = spans?.length > 0 ? spans : per === 'term' ? (contract.terms ?? []) : steps(contract, STEPS[per]);
  return all
    .map((one) => ({ from: [one.from, from ?? one.from].sort()[1], to: [one.to, until ?? one.to].sort()[0] }))
    .filter((one) => one.from <= one.to);
}

function steps({ servicePeriod: service }: Data, months: number | undefined): { from: string; to: string }[] {
  if (months === undefined) return [service];
  const found: { from: string; to: string }[] = [];
  for (let n = 0; plusMonths(service.from, n * months) <= service.to; n += 1) {
    const to = plusDays(plusMonths(service.from, (n + 1) * months), -1);
    found.push({ from: plusMonths(service.from, n * months), to: [to, service.to].sort()[0] as string });
  }
  return found;
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
      .flatMap(({ n, ends, holds, isInTime }) =>
        objects.map((object): Owing => {
          const own = known
            .filter((one) => countsInSpan(activity, n, one) && holds(one))
            .filter((one) => object === null || seenIn(one).includes(object));
          const inTime = own.filter(isInTime).length;
          const lacking = Math.max(0, Number(activity.times) - inTime);
          return { activity, ends, lacking, late: Math.min(lacking, own.length - inTime) };
        }),
      );
  });
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
    .filter((one) => matches(one, after.where === undefined ? [] : [after.where]))
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
