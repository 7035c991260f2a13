/**
 * What a document of availability corrects of those before it: samples that came in later, and outages at the midnights that part
 * two documents, each of which knows only one side.
 */

import { type Correction, correctionsOf, sumOf } from '../../src/contract/calendar/balance.ts';
import type { Counted } from '../../src/contract/calendar/occurrence.ts';
import { at, compareInstants, toDate, toText } from '../../src/contract/time.ts';
import {
  availabilityOf,
  begunIn,
  type TargetAvailability,
} from '../../src/subjects/availability/judge/availability.ts';
import maintenanceWindow from '../../src/subjects/availability/kinds/maintenance-window.ts';
import probe, { type ProbeRecord } from '../../src/subjects/inspections/kinds/probe.ts';
import { allOf, lateOf, type PeriodView } from '../period/period.ts';

/** First instant of a day. */
export const startOf = (day: string): string => toText(at(day, '00:00'));
const shifted = (day: string, days: number): string => toDate(day).add({ days }).toString();
/** First instant after a day. */
export const afterDay = (day: string): string => startOf(shifted(day, 1));
/** Those of the day before. */
export const ofDayBefore = (probes: readonly ProbeRecord[], day: string): ProbeRecord[] =>
  probes.filter(({ date }) => date === shifted(day, -1));

const BEGUN = 'begun';
const GOES_ON = 'goes-on';
const KEY = /^outage (\d{4}-\d\d-\d\d) /;

/** What came in later about the days of earlier documents, as differences in seconds and outages. */
export interface Corrections {
  days: string[];
  up: number;
  down: number;
  outages: number;
}

/** Outages that stand at the beginning of a day: whether each began there, or goes on from the day before. */
export function atMidnight(targets: readonly TargetAvailability[], day: string, sign: 1 | -1): Counted {
  const start = startOf(day);
  return Object.fromEntries(
    targets.flatMap(({ target, outages }) => {
      const own = outages.find(({ from }) => compareInstants(from, start) === 0);
      return own === undefined ? [] : [[`outage ${day} ${target}`, { [own.goesOn ? GOES_ON : BEGUN]: sign }]];
    }),
  );
}

/**
 * Of the day after the last own one, which another document counted before this one told how its own day ends; and of the
 * first own one what another corrected of an earlier revision, since this one knows it by itself.
 */
export function joinedLater(view: PeriodView, targets: readonly TargetAvailability[], until: string): Correction[] {
  if (view.lastDay < view.firstDay) return [];
  const next = shifted(view.lastDay, 1);
  const of = (day: string) => Object.entries(view.input.countedBefore).filter(([key]) => KEY.exec(key)?.[1] === day);
  const [before, own] = [of(next), of(view.firstDay)];
  const isDown = new Set(
    targets.flatMap(({ target, outages }) =>
      outages.some(({ to }) => compareInstants(to, until) === 0) ? [`outage ${next} ${target}`] : [],
    ),
  );
  const now = before.map(([key]) => [key, { [isDown.has(key) ? GOES_ON : BEGUN]: 1 }] as const);
  return correctionsOf(Object.fromEntries(now), Object.fromEntries([...before, ...own]));
}

export interface LateOnes extends Corrections {
  counted: Counted;
}

/** Both together; null for nothing. */
export function corrected(late: LateOnes, joined: readonly Correction[]): Corrections | null {
  const { days, up, down } = late;
  const outages = joined.reduce((sum, { value, count }) => sum + (value === BEGUN ? count : 0), late.outages);
  return days.length === 0 && outages === 0 ? null : { days, up, down, outages };
}

/** Each day of which samples came in later, as it is known now, less as it was known before. */
export function lateOnes(view: PeriodView): LateOnes {
  const late = new Set(lateOf(view, probe));
  const days = [...new Set([...late].map((one) => one.date))].sort();
  if (days.length === 0) return { days, up: 0, down: 0, outages: 0, counted: {} };
  const all = allOf(view, probe);
  const windows = allOf(view, maintenanceWindow);
  // Whether an outage of the day after began on it is known only now; of the first own day this document knows it.
  const touched = [...new Set(days.flatMap((day) => [day, shifted(day, 1)]))].filter((day) => day < view.firstDay);
  const dayOf = (probes: readonly ProbeRecord[], day: string): TargetAvailability[] => {
    const own = probes.filter(({ date }) => date === day);
    const of = { probes: own, before: ofDayBefore(probes, day), windows };
    return availabilityOf({ ...of, from: startOf(day), to: afterDay(day) });
  };
  const known = all.filter((one) => !late.has(one));
  const [now, before] = [all, known].map((probes) => touched.flatMap((day) => dayOf(probes, day))) as [
    TargetAvailability[],
    TargetAvailability[],
  ];
  const differ = (of: (one: TargetAvailability) => number): number =>
    [...now.map(of), ...before.map((one) => -of(one))].reduce((sum, one) => sum + one, 0);
  return {
    days,
    up: differ(({ seconds }) => seconds.up),
    down: differ(({ seconds }) => seconds.down),
    outages: differ(begunIn),
    counted: sumOf(
      touched.flatMap((day) => [atMidnight(dayOf(all, day), day, 1), atMidnight(dayOf(known, day), day, -1)]),
    ),
  };
}
