/**
 * Outages that stand at a midnight which parts two documents: whether each began there or goes on from the day before, as far as
 * a document knows, and what it corrects of those before it. Counted again from the samples.
 */

import { belongs, factOf, ofDays } from '../belongs.ts';
import { type Data, plusDays } from '../data.ts';
import { countedDays } from '../spans.ts';
import { counts } from '../units.ts';
import { serviceRecords, type World } from '../world.ts';
import { plannedOf } from './planned.ts';
import { runsOf, type Span } from './probe-runs.ts';

type Held = Record<string, Record<string, number>>;
type Values = Readonly<Record<string, number>>;

export const isMidnight = (key: string): boolean => key.startsWith('outage ');
const keyIn = (day: string, target: string): string => `outage ${day} ${target}`;

/** @param before what the other documents counted, all together. @returns what this one counts, its corrections among it */
export function midnightsOf(world: World, before: Readonly<Record<string, Values>>): Held[] {
  if (!counts(world, 'outages')) return [];
  return [...ownFirst(world), ...learnedLate(world), ...joined(world, before)];
}

/** Of the first own day. */
function ownFirst(world: World): Held[] {
  const { from, to } = countedDays(world);
  if (from > to) return [];
  const targets = targetsOf(ofDays(world, 'probe'));
  return targets.flatMap((target) =>
    one(from, target, valueAt(world, target, from, serviceRecords(world, 'probe')), 1),
  );
}

/** Of days of earlier documents of which samples came in only now: as it is known now, less as it was known before. */
function learnedLate(world: World): Held[] {
  const first = countedDays(world).from;
  const all = serviceRecords(world, 'probe');
  const late = new Set(all.filter((probe) => probe.date < first && belongs(world, factOf(world, probe))));
  const days = new Set([...late].flatMap(({ date }) => [date, plusDays(date, 1)]).filter((day) => day < first));
  const known = all.filter((probe) => !late.has(probe));
  const of = (probes: readonly Data[], day: string, sign: number): Held[] =>
    targetsOf(probes.filter(({ date }) => date === day)).flatMap((target) =>
      one(day, target, valueAt(world, target, day, probes), sign),
    );
  return [...days].flatMap((day) => [...of(all, day, 1), ...of(known, day, -1)]);
}

/** Of the day after the last own one by how that one ends; of the first own one all that others corrected is taken back. */
function joined(world: World, before: Readonly<Record<string, Values>>): Held[] {
  const { from, to } = countedDays(world);
  if (from > to) return [];
  const own = ofDays(world, 'probe');
  return Object.entries(before).flatMap(([key, values]): Held[] => {
    const [, day = '', target = ''] = /^outage (\S+) (.+)$/.exec(key) ?? [];
    if (!Object.values(values).some((count) => count !== 0)) return [];
    const back = { [key]: Object.fromEntries(Object.entries(values).map(([value, count]) => [value, -count])) };
    if (day === plusDays(to, 1))
      return [back, { [key]: { [isDownAt(world, target, day, own) ? 'goes-on' : 'begun']: 1 } }];
    return day === from ? [back] : [];
  });
}

const one = (day: string, target: string, value: string | null, count: number): Held[] =>
  value === null ? [] : [{ [keyIn(day, target)]: { [value]: count } }];

const targetsOf = (probes: readonly Data[]): string[] => [
  ...new Set<string>(probes.flatMap((probe) => probe.series.map((row: Data) => row.target))),
];

/** null: it answered at the beginning of the day, or was not asked. */
function valueAt(world: World, target: string, day: string, probes: readonly Data[]): string | null {
  const midnight = world.clock.at(day, '00:00');
  const isDown = (run: Span): boolean => run.from <= midnight && run.to > midnight;
  const runs = downIn(
    world,
    target,
    probes.filter(({ date }) => date === day),
  );
  if (!runs.some(isDown) || plannedOf(world, target).some(isDown)) return null;
  const before = probes.filter(({ date }) => date === plusDays(day, -1));
  return isDownAt(world, target, day, before) ? 'goes-on' : 'begun';
}

/** true when it did not answer right before the day. */
function isDownAt(world: World, target: string, day: string, probes: readonly Data[]): boolean {
  const midnight = world.clock.at(day, '00:00');
  const reaches = (one: Span): boolean => one.from < midnight && one.to >= midnight;
  return downIn(world, target, probes).some(reaches) && !plannedOf(world, target).some(reaches);
}

const downIn = (world: World, target: string, probes: readonly Data[]): Span[] =>
  probes.flatMap((probe) => runsOf(world, probe, target)).filter(({ state }) => state === 'd');
