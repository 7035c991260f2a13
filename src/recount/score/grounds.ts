/** What each rule of a penalty scheme finds in a period, counted again: how often, of what amount, and under which name. */

import { missedSets } from '../backups/asked.ts';
import { balanceOf } from '../balance.ts';
import { ofDays, ofPeriod, upToPeriod } from '../belongs.ts';
import { placesOf } from '../counted-attendance.ts';
import { dueDay, judgedDues, keyIn } from '../counted-deliveries.ts';
import { type Data, datesOf, ms, plusDays } from '../data.ts';
import type { Judged } from '../incidents.ts';
import type { ClockTime } from '../levels/counted-clocks.ts';
import { factFor } from '../levels/on-time.ts';
import { usesOf } from '../levels/quotas.ts';
import { type Seen, seenOf } from '../outages/availability.ts';
import { windowsEnding } from '../outages/windows.ts';
import { breachesOf } from '../permits/breaches.ts';
import { countedDays } from '../spans.ts';
import { isVouched } from '../vouched.ts';
import type { World } from '../world.ts';
import { exceptionsOf } from './exceptions.ts';
import { faultsOf } from './fault-downtime.ts';
import { owingsOf } from './owings.ts';
import { faultsAgain } from './repeats.ts';

export interface Hit {
  record: string;
  day: string;
  count: number;
  /** Of one, where the rule itself names none. */
  each?: number;
  /** Nobody observed it: what it would come to at most, and nothing counts. */
  unseen?: true;
}

/** null: what this ground finds is not counted again. */
export function hitsOf(world: World, rule: Data, scheme: Data): Hit[] | null {
  const ground = grounds[rule.on];
  const hits = rule.on === 'exception' ? missedClauses(world, rule) : (ground?.(world, rule, scheme) ?? null);
  if (hits === null) return null;
  if (rule.per === 'period')
    return [hits.find((one) => !one.unseen), hits.find((one) => one.unseen)].flatMap((one) =>
      one === undefined ? [] : [{ ...one, count: 1 }],
    );
  if (rule.per === 'day') return [...new Map(hits.map((one) => [one.day, one])).values()];
  if (rule.per === 'incident') return [...new Map(hits.map((one) => [one.record, one])).values()];
  return hits;
}

const grounds: Readonly<Record<string, (world: World, rule: Data, scheme: Data) => Hit[]>> = {
  'over-limit': lateFaults,
  attendance: missingPersons,
  document: lateDocuments,
  activity: missingActivities,
  quota: faultsBeyond,
  repeat: faultsAgain,
  backup: missedSets,
  availability: lowAvailability,
  permit: (world) =>
    breachesOf(world).map(({ record, from }) => ({ record: record.id, day: world.clock.day(from), count: 1 })),
  assessed: assessedByHand,
};

/** Of a whole period no day is known: counted by the day it is left out. */
function missedClauses(world: World, rule: Data): Hit[] | null {
  const all: Data[] = world.contract.requirements?.activities ?? [];
  const undone = missingActivities(world, {}).map(({ record, day }) => {
    const own = all.find(({ id }) => record === `${id} ${day}`);
    return { clauses: (own?.clauses ?? []).map(String), record, day: null };
  });
  const found = exceptionsOf(world, rule, undone);
  return (
    found
      ?.filter(({ day }) => rule.per !== 'day' || day !== null)
      .map(({ record, day }) => ({ record, day: day ?? '', count: 1 })) ?? null
  );
}

/** By the purchaser's own hand: what the supplier alone tells of it decides nothing. */
function assessedByHand(world: World, { id }: Data, scheme: Data): Hit[] {
  return ofPeriod(world, 'assessment')
    .filter((one) => one.scheme === scheme.id && one.rule === id && isVouched(one, one.at))
    .map((one) => ({ record: one.id, day: one.date, count: 1, each: Number(one.amount) }));
}

const FAILING = ['missed', 'overrun', 'unrecorded'];
const clockOf = (topic: string): string => (topic === 'incident-record' ? 'record' : topic);

function lateFaults(world: World, { topics, levels, per, stepMinutes }: Data): Hit[] {
  const { incidents, counts } = balanceOf(world);
  const clocks = [...new Set<string>(topics.map(clockOf))];
  return incidents
    .filter((one) => !one.requirement && one.record.responsibility === 'supplier')
    .filter((one) => levels === undefined || levels.includes(one.level))
    .flatMap((one) =>
      clocks
        .filter((id) => counts(`${one.record.id} ${id}`) && isMissed(one, id))
        .map((id) => ({
          record: one.record.id,
          day: world.clock.day(one.start),
          count: per === 'step' ? stepsOf(one.clocks[id] as ClockTime, Number(stepMinutes)) : 1,
        })),
    );
}

/** What decides nothing by itself is missed where the two together are. */
function isMissed({ clocks }: Judged, id: string): boolean {
  if (!FAILING.includes(clocks[id]?.state ?? '')) return false;
  return clocks[id]?.decides !== false || FAILING.includes(clocks['diagnosis']?.state ?? '');
}

function stepsOf({ seconds, limit }: ClockTime, minutes: number): number {
  if (seconds === null || limit === undefined) return 1;
  const over = seconds - limit;
  let steps = 1;
  while (steps * minutes * 60 < over) steps += 1;
  return steps;
}

function missingPersons(world: World, { kinds, posts }: Data): Hit[] {
  const wanted: string[] = (kinds ?? ['absent']).flatMap((kind: string) =>
    kind === 'absent' ? ['leave', 'absent'] : [kind],
  );
  return placesOf(world)
    .filter(({ post }) => post.post === 'resident' && (posts === undefined || posts.includes(post.id)))
    .flatMap(({ day, duties }) =>
      duties.filter((one) => wanted.includes(one.state)).map(({ id }) => ({ record: id, day, count: 1 })),
    );
}

function lateDocuments(world: World, rule: Data): Hit[] {
  const { counts } = balanceOf(world);
  return judgedDues(world)
    .filter(({ due }) => due.obligation.id !== world.manifest.obligation && counts(keyIn(due)))
    .filter(({ due }) => rule.obligations === undefined || rule.obligations.includes(due.obligation.id))
    .flatMap((one) => lateDocument(world, rule, one));
}

function lateDocument(
  world: World,
  { kinds, per, graceMinutes }: Data,
  { due, outcome }: ReturnType<typeof judgedDues>[number],
): Hit[] {
  if (due.due === null || outcome.state === 'waived') return [];
  const at = outcome.times[factFor(world, due.obligation, dueDay(world, due))];
  if ((at ?? ms(world.asOf)) <= due.due) return [];
  const wanted: string[] = kinds ?? ['late', 'missing'];
  const byDays = per === 'late-day' || per === 'day-begun';
  if (!wanted.includes(at !== null || byDays ? 'late' : 'missing')) return [];
  const late = (at ?? ms(world.asOf)) - due.due;
  if (graceMinutes !== undefined && late <= Number(graceMinutes) * 60_000) return [];
  const dayAt = (time: number): string => world.clock.day(new Date(time).toISOString());
  const [from, to] = [dayAt(due.due), dayAt(at ?? ms(world.asOf))];
  const days = per === 'day-begun' ? daysBegun(late) : Math.max(1, datesOf(from, to).length - 1);
  return [{ record: `${due.obligation.id} ${due.period}`, day: from, count: byDays ? days : 1 }];
}

/** Milliseconds in days of 24 hours, one that has begun counted whole. */
function daysBegun(late: number): number {
  let days = 1;
  while (days * 86_400_000 < late) days += 1;
  return days;
}

/** Of each quota the faults of the supplier beyond its number, after those that other documents counted. */
function faultsBeyond(world: World, { quotas }: Data): Hit[] {
  const { incidents, counts } = balanceOf(world);
  const own = (one: Judged): boolean => counts(`${one.record.id} level`);
  const all: Data[] = world.contract.quotas ?? [];
  return all
    .filter(({ id }) => quotas === undefined || quotas.includes(id))
    .flatMap((quota) =>
      usesOf(world, quota, incidents, countedDays(world)).flatMap((readings) => {
        const beyond = readings.map((uses) =>
          [...uses.filter((one) => !own(one)), ...uses.filter(own)].slice(Number(quota.limit)).filter(own),
        );
        return (beyond[0] ?? [])
          .filter((one) => beyond.every((all) => all.includes(one)))
          .map(({ record, start }) => ({ record: record.id, day: world.clock.day(start), count: 1 }));
      }),
    );
}

/** Of the periods that ended on a day that is counted here. */
function missingActivities(world: World, { activities, kinds = ['late', 'missing'] }: Data): Hit[] {
  const days = countedDays(world);
  return owingsOf(world)
    .filter(({ activity, ends }) => ends >= days.from && ends <= days.to && (activities?.includes(activity.id) ?? true))
    .flatMap(({ activity, ends, lacking, late }): Hit[] => {
      const count = (kinds.includes('late') ? late : 0) + (kinds.includes('missing') ? lacking - late : 0);
      return count > 0 ? [{ record: `${activity.id} ${ends}`, day: ends, count }] : [];
    });
}

function probedTime({ maintenance }: Data, parts: readonly Seen[]): { up: number; down: number } {
  const sum = (of: (one: Seen) => number): number => parts.reduce((all, one) => all + of(one), 0);
  const up = sum((one) => one.up);
  const down = sum((one) => one.down);
  const [upThen, downThen] = [sum((one) => one.inWindows.up), sum((one) => one.inWindows.down)];
  if (maintenance === 'included') return { up: up + upThen, down: down + downThen };
  return { up: maintenance === 'available' ? up + upThen + downThen : up, down };
}

function lowAvailability(world: World, rule: Data): Hit[] {
  const { from, to } = countedDays(world);
  const isOwn = rule.window === undefined || rule.window === 'period';
  const all = isOwn ? [{ from, to }] : windowsEnding(world.contract, rule, from, to);
  const windows = all.filter((one) => rule.months === undefined || rule.months.includes(Number(one.from.slice(5, 7))));
  const most = Math.max(0, ...rule.bands.map(({ amount }: Data) => Number(amount)));
  const unseen = { count: 1, each: most, unseen: true as const };
  return windows.flatMap((window) => {
    const start = world.clock.at(window.from, '00:00');
    const end = world.clock.at(plusDays(window.to, 1), '00:00');
    if (end <= start) return [];
    const known = isOwn ? ofDays(world, 'probe') : upToPeriod(world, 'probe');
    const probes = known.filter(({ date }) => date >= window.from && date <= window.to);
    const seen = seenOf(world, { counted: probes, before: [] }, start, end);
    const names: string[] = rule.assets ?? [
      ...new Set(known.flatMap((one) => one.series.map((row: Data) => row.target))),
    ];
    const groups = rule.of === 'together' ? [names] : names.map((name) => [name]);
    return groups.flatMap((group): Hit[] => {
      const parts = group.flatMap((name) => seen.get(name) ?? []);
      const { up, down } =
        rule.incidents === undefined
          ? probedTime(rule, parts)
          : faultsOf(world, String(group[0]), rule, { from: start, to: end }, parts[0]);
      if (up + down === 0) return [{ record: group.join(), day: window.from, ...unseen }];
      const percent = (up * 100) / (up + down);
      const deepest = rule.bands.findLast(({ below, atMost }: Data) =>
        below === undefined ? percent <= Number(atMost) : percent < Number(below),
      );
      return deepest === undefined
        ? []
        : [{ record: group.join(), day: window.from, count: 1, each: Number(deepest.amount) }];
    });
  });
}
