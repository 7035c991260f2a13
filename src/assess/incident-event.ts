/** What the contract calendar must know of an incident: which reports it brings up, and from when. Pure. */
import type { ContractBundle } from '../contract/bundle.ts';
import type { LevelId } from '../contract/contract.ts';
import type { CalendarEvent } from '../contract/events.ts';
import type { InstantText } from '../contract/time.ts';
import type { IncidentRecord } from '../records/kinds/incident.ts';
import { assessIncident } from './incident-clocks.ts';

/** Levels whose incidents ask for a 整改方案 (5.7(5)). */
const RECTIFIED: readonly LevelId[] = ['P1', 'P2', 'P3'];

/**
 * The incident as an event of the calendar. Reports of major incidents fall due as soon as any reading that is shown
 * makes it one; `majorAt` is the instant from which it was known.
 * @param asOf ISO; an open incident counts up to this instant
 */
export function incidentEvent(incident: IncidentRecord, bundle: ContractBundle, asOf: InstantText): CalendarEvent {
  const { contract, interpretations } = bundle;
  const { major, levelUsed } = assessIncident(incident, { contract, asOf, interpretations });
  const rectify = incident.flagged || RECTIFIED.includes(levelUsed.id);
  return {
    kind: 'incident',
    id: incident.id,
    at: incident.at,
    fields: { ...incident, ...(major.since === null ? {} : { majorAt: major.since }) },
    holds: [...(major.byAny ? ['major'] : []), ...(rectify ? ['p1-p3-or-flagged'] : [])],
  };
}
