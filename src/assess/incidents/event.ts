/** What the contract calendar must know of an incident: which reports it brings up, and from when. Pure. */
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import type { CalendarEvent } from '../../contract/calendar/events.ts';
import type { LevelId } from '../../contract/terms/levels.ts';
import { compareInstants, type InstantText, toInstant, toText } from '../../contract/time.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import { assessIncident, type IncidentAssessment } from './clocks.ts';
import type { Monitoring } from './monitoring.ts';

/** Levels whose incidents ask for a 整改方案 (5.7(5)). */
const RECTIFIED: readonly LevelId[] = ['P1', 'P2', 'P3'];

/**
 * The incident as an event of the calendar. Reports of major incidents fall due as soon as any reading that is shown
 * makes it one: while 口径 major is unconfirmed, by either of them. `majorAt` is the instant from which it was known.
 * @param asOf ISO; an open incident counts up to this instant
 * @param monitoring alerts and probes, from which it follows where its clocks start
 */
export function incidentEvent(
  incident: IncidentRecord,
  contract: Pick<ContractBundle, 'contract' | 'interpretations' | 'obligations'>,
  asOf: InstantText,
  monitoring: Monitoring,
): CalendarEvent {
  const bundle = { ...contract, monitoring };
  const { major, levelUsed } = judge(incident, bundle, asOf);
  const since = major.byAny ? major.since : owedBefore(incident, bundle, asOf);
  const rectify = incident.flagged || RECTIFIED.includes(levelUsed.id);
  return {
    kind: 'incident',
    id: incident.id,
    at: incident.at,
    fields: { ...incident, ...(since === null ? {} : { majorAt: since }) },
    level: levelUsed.id,
    holds: [...(since === null ? [] : ['major']), ...(rectify ? ['p1-p3-or-flagged'] : [])],
  };
}

type Bundle = Parameters<typeof incidentEvent>[1] & { monitoring: Monitoring };

function judge(incident: IncidentRecord, bundle: Bundle, asOf: InstantText): IncidentAssessment {
  const { contract, interpretations, monitoring } = bundle;
  return assessIncident(incident, { contract, asOf, interpretations, monitoring, submissions: null });
}

/**
 * A level lowered or a pause confirmed later may take an incident out of the major ones. What had fallen due by then
 * stays due: an early report cannot be un-owed, and one that was issued must keep its place in the calendar.
 * @returns since when it was major, or null when no report had fallen due
 */
function owedBefore(incident: IncidentRecord, bundle: Bundle, asOf: InstantText): InstantText | null {
  const grace = firstReportHours(bundle);
  if (grace === null) return null;
  for (const change of changesBefore(incident, asOf)) {
    const before = toText(toInstant(change).subtract({ seconds: 1 }));
    const { major } = judge(incident, bundle, before);
    if (major.since === null) continue;
    const known = compareInstants(incident.discoveredAt, major.since) > 0 ? incident.discoveredAt : major.since;
    if (compareInstants(toText(toInstant(known).add({ hours: grace })), before) <= 0) return major.since;
  }
  return null;
}

/** The confirmations that can end being major, in order of time. */
function changesBefore(incident: IncidentRecord, asOf: InstantText): InstantText[] {
  return [...incident.levels, ...(incident.pauses ?? [])]
    .flatMap(({ confirmedAt }) => (confirmedAt === undefined ? [] : [confirmedAt]))
    .filter((at) => compareInstants(at, asOf) <= 0)
    .sort(compareInstants);
}

/** Hours after which the first report of a major incident is due, as the obligations say; null when none is asked for. */
function firstReportHours({ obligations }: Bundle): number | null {
  const hours = obligations
    .filter(({ eventKind, eventWhen }) => eventKind === 'incident' && eventWhen === 'major')
    .flatMap(({ due, parts }) => [due, ...(parts ?? []).map((part) => part.due)])
    .flatMap((due) => (due?.hours !== undefined && due.orLater === 'majorAt' ? [due.hours] : []));
  return hours.length === 0 ? null : Math.min(...hours);
}
