/** Seconds up and down of an object between two instants where the contract counts by faults of certain levels, counted again. */
import { balanceOf } from '../balance.ts';
import { type Data, ms } from '../data.ts';
import type { Seen } from '../outages/availability.ts';
import { plannedOf } from '../outages/planned.ts';
import type { World } from '../world.ts';

export interface UpDown {
  up: number;
  down: number;
}

/**
 * Without any such fault only what probes saw from end to end, never down, is up.
 * @param whole milliseconds, the end not included. @param probed the same object by its probes
 */
export function faultsOf(
  world: World,
  target: string,
  { incidents: levels, maintenance }: Data,
  whole: { from: number; to: number },
  probed: Seen | undefined,
): UpDown {
  const length = (whole.to - whole.from) / 1000;
  const windows = plannedOf(world, target);
  const faults = balanceOf(world)
    .incidents.filter((one) => !one.requirement && levels.includes(one.level) && one.record.assets.includes(target))
    .map((one) => ({ from: ms(one.start), to: one.restored ?? whole.to }))
    .filter(({ from, to }) => from < whole.to && to > whole.from && to > from);
  // Between all the ends nothing changes: each piece is one thing or another.
  const ends = [whole, ...windows, ...faults].flatMap((one) => [one.from, one.to]);
  const cuts = [...new Set(ends)].filter((at) => at >= whole.from && at <= whole.to).sort((a, b) => a - b);
  const sum: UpDown = { up: 0, down: 0 };
  let agreed = 0;
  for (let n = 1; n < cuts.length; n += 1) {
    const [from, to] = [cuts[n - 1] as number, cuts[n] as number];
    const covers = (one: { from: number; to: number }): boolean => one.from <= from && one.to >= to;
    const isDown = faults.some(covers);
    const seconds = (to - from) / 1000;
    if (maintenance !== 'included' && windows.some(covers)) {
      agreed += seconds;
      if (maintenance === 'available') sum.up += seconds;
    } else sum[isDown ? 'down' : 'up'] += seconds;
  }
  if (faults.length > 0) return sum;
  const isProven = probed !== undefined && probed.down === 0 && probed.up > 0 && probed.up + agreed >= length;
  return isProven ? { up: length, down: 0 } : { up: 0, down: 0 };
}
