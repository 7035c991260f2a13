/** Seconds up, down and not observed of each target between two instants, counted again from the samples. */
import type { Data } from '../data.ts';
import type { World } from '../world.ts';
import { plannedOf } from './planned.ts';
import { runsOf, type Span } from './probe-runs.ts';

export interface Seen {
  up: number;
  down: number;
  unobserved: number;
  /** What was seen in agreed maintenance. */
  inWindows: { up: number; down: number };
  /** How often it ceased to answer, agreed maintenance left out; what began before the two instants is not among them. */
  outages: number;
}

/**
 * @param from milliseconds. @param to milliseconds, not included
 * @param counted records to count. @param before those of the day before: what was down at its end did not begin after it
 */
export function seenOf(
  world: World,
  { counted, before }: { counted: readonly Data[]; before: readonly Data[] },
  from: number,
  to: number,
): Map<string, Seen> {
  const targets = new Set<string>(counted.flatMap((one) => one.series.map((row: Data) => row.target)));
  const probes = [...before, ...counted];
  return new Map([...targets].map((target) => [target, ofTarget(world, target, probes, { from, to })]));
}

function ofTarget(world: World, target: string, probes: readonly Data[], whole: Span): Seen {
  const windows = plannedOf(world, target);
  const runs = probes.flatMap((probe) => runsOf(world, probe, target));
  // Where one probe failed the target was down, whatever another says: second by second between all the ends.
  const ends = [whole, ...windows, ...runs].flatMap((one) => [one.from, one.to]);
  const cuts = [...new Set(ends)].filter((at) => at >= whole.from && at <= whole.to).sort((a, b) => a - b);
  const seen: Seen = { up: 0, down: 0, unobserved: 0, outages: 0, inWindows: { up: 0, down: 0 } };
  const reaches = (one: Span): boolean => one.from < whole.from && one.to >= whole.from;
  let wasDown = !windows.some(reaches) && runs.some((one) => one.state === 'd' && reaches(one));
  for (let n = 0; n + 1 < cuts.length; n += 1) {
    const [from, to] = [cuts[n] as number, cuts[n + 1] as number];
    const covers = (one: Span): boolean => one.from <= from && one.to >= to;
    const states = new Set(runs.filter(covers).map((one) => one.state));
    const state = states.has('d') ? 'down' : states.has('u') ? 'up' : 'unobserved';
    if (windows.some(covers)) {
      wasDown = false;
      if (state !== 'unobserved') seen.inWindows[state] += (to - from) / 1000;
      continue;
    }
    seen[state] += (to - from) / 1000;
    if (state === 'down' && !wasDown) seen.outages += 1;
    wasDown = state === 'down';
  }
  return seen;
}
