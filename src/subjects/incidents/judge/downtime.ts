/** How long an incident lasted, with and without what paused it. Pure. */
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import { elapsedBetween } from './clock.ts';
import { type IncidentFacts, pausedBetween } from './incident-facts.ts';
import type { ChosenOption } from './interpretation.ts';

/** Restoration time, or time open so far: with and without the confirmed pauses. Seconds. */
export interface Downtime {
  gross: number;
  net: number;
  /** The figure that counts under the option in force. */
  counted: number;
  /** Restored at `asOf`. */
  restored: boolean;
}

/** Time down between the clocks' start and restoration (or `asOf`). @param incident with the pauses that stop its restoration */
export function downtimeOf(
  incident: Pick<IncidentRecord, 'pauses'>,
  facts: IncidentFacts,
  pauses: Pick<ChosenOption, 'effect'>,
  asOf: InstantText,
): Downtime {
  const end = facts.restoredAt ?? (compareInstants(asOf, facts.start) > 0 ? asOf : facts.start);
  const gross = elapsedBetween(facts.start, end);
  const net = gross - pausedBetween(incident, facts.start, end, asOf).confirmed;
  return { gross, net, counted: pauses.effect === 'none' ? gross : net, restored: facts.restoredAt !== null };
}
