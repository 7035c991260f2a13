/** Runs of equal samples of a probe, decoded again from what the record holds. */
import type { Data } from '../data.ts';
import type { World } from '../world.ts';

/** Milliseconds, the second not included. */
export interface Span {
  from: number;
  to: number;
}

type State = 'u' | 'd';

/** `u540 d3 u897`: runs of slots from midnight on; what was not observed is left out. */
export function runsOf(world: World, probe: Data, target: string): (Span & { state: State })[] {
  const midnight = world.clock.at(probe.date, '00:00');
  return probe.series
    .filter((row: Data) => row.target === target)
    .flatMap((row: Data) => {
      let slot = 0;
      return row.states.split(' ').flatMap((part: string) => {
        const from = midnight + slot * probe.interval * 1000;
        slot += Number(part.slice(1));
        const state = part[0];
        return state === 'n' ? [] : [{ state, from, to: midnight + slot * probe.interval * 1000 }];
      });
    });
}
