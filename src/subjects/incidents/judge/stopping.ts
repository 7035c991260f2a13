/** Which pauses of an incident stop which of its clocks, by the contract's `pauses`. Pure. */
import { type StoppableClock, stoppableClocks } from '../../../contract/terms/pauses.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import { type LimitSource, timesOf } from './limits.ts';

type Paused = Pick<IncidentRecord, 'pauses'>;

/** The pauses that stop a clock, confirmed or not. Where the contract says nothing of it a pause stops the restoration alone. */
export function stopping({ pauses = [] }: Paused, source: LimitSource, clock: StoppableClock): Paused {
  const terms = source.contract.pauses;
  if (terms === undefined) return { pauses: clock === 'restoration' ? pauses : [] };
  const times = timesOf(source);
  const own = terms.filter(({ clocks }) => clocks.includes(clock));
  return {
    pauses: pauses.filter((one) =>
      own.some(
        ({ reasons, during }) =>
          (reasons === undefined || reasons.includes(one.reason)) &&
          (during === undefined || times(during).holds(one.from)),
      ),
    ),
  };
}

export const isStoppable = (clock: string): clock is StoppableClock => Object.hasOwn(stoppableClocks, clock);
