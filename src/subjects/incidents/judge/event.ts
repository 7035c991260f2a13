/** What the contract calendar must know of an incident: which reports it brings up, and from when. Pure. */
import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import { type CalendarEvent, classField, type EventReading, eventHolds } from '../../../contract/calendar/events.ts';
import { limitByCalendar, limitField } from '../../../contract/terms/due-rules.ts';
import { compareInstants, type InstantText, toInstant, toText } from '../../../contract/time.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import type { ClassResult } from './classes.ts';
import { assessIncident, type IncidentAssessment } from './clocks.ts';
import { contextOf } from './context.ts';
import type { Monitoring } from './monitoring.ts';

/**
 * The incident as an event of the calendar. Reports on incidents of a class fall due as soon as any reading that is shown makes
 * it one: while its 口径 is unconfirmed, by either of them. The field `<class>At` is the instant from which it was known.
 * @param asOf ISO; an open incident counts up to this instant
 * @param monitoring alerts and probes, from which it follows where its clocks start
 */
export function incidentEvent(
  incident: IncidentRecord,
  contract: Pick<ContractBundle, 'contract' | 'assets' | 'holidays' | 'interpretations' | 'obligations'>,
  asOf: InstantText,
  monitoring: Monitoring,
): CalendarEvent {
  const bundle = { ...contract, monitoring };
  const { classes, levelUsed } = judge(incident, bundle, asOf);
  const since = classes.flatMap((one): [string, InstantText][] => {
    const at = one.byAny ? one.since : owedBefore(incident, bundle, one.id, asOf);
    return at === null ? [] : [[one.id, at]];
  });
  const changes = changesBefore(incident, asOf).map((until) => {
    const was = judge(incident, bundle, toText(toInstant(until).subtract({ seconds: 1 })));
    return { until, holds: eventHolds({ level: was.levelUsed.id, classes: [], flagged: incident.flagged }) };
  });
  return {
    kind: 'incident',
    id: incident.id,
    at: incident.at,
    fields: {
      ...incident,
      ...Object.fromEntries(since.map(([id, at]) => [classField(id), at])),
      ...limitTimes(incident, bundle, asOf),
    },
    holds: eventHolds({ level: levelUsed.id, classes: since.map(([id]) => id), flagged: incident.flagged }),
    ...(changes.length === 0 ? {} : { before: changes }),
    ...readingsOf(incident, classes, levelUsed.id),
  };
}

/** Each reading of a class whose 口径 nobody confirmed, where they differ in whether it is one or since when. */
function readingsOf(
  { flagged }: IncidentRecord,
  classes: readonly ClassResult[],
  level: string,
): Pick<CalendarEvent, 'readings'> {
  const readings = classes.flatMap((one): EventReading[] => {
    const shown = Object.values(one.byOption);
    const isAgreed = shown.every(({ open, since }) => !open && since === one.since);
    if (!one.byAny || isAgreed) return [];
    const others = classes.filter((other) => other.byAny && other !== one).map(({ id }) => id);
    return shown.map(({ label, holds, open, since }) => {
      const isOne = holds || open;
      return {
        ...{ label, open },
        ...(one.countsFrom === undefined ? {} : { countsFrom: one.countsFrom }),
        holds: eventHolds({ level, classes: isOne ? [...others, one.id] : others, flagged }),
        fields: { [classField(one.id)]: isOne ? since : null },
      };
    });
  });
  return readings.length === 0 ? {} : { readings };
}

/** When the analysis has to be there by the limit of the level; nothing where no obligation goes by it. */
function limitTimes(incident: IncidentRecord, bundle: Bundle, asOf: InstantText): Record<string, unknown> {
  const asks = bundle.obligations.some(({ due, parts }) =>
    [due, ...(parts ?? []).map((part) => part.due)].some((rule) => rule?.limit === 'analysis'),
  );
  if (!asks) return {};
  const context = contextOf(bundle, { asOf, monitoring: bundle.monitoring, submissions: new Map() });
  const clock = assessIncident(incident, context).clocks.find(({ id }) => id === 'record');
  if (clock?.deadline == null) return {};
  const byCalendar = /^[wd]/.test(clock.limitKey ?? '');
  return { [limitField('analysis')]: clock.deadline, [limitByCalendar('analysis')]: byCalendar };
}

type Bundle = Parameters<typeof incidentEvent>[1] & { monitoring: Monitoring };

function judge(incident: IncidentRecord, bundle: Bundle, asOf: InstantText): IncidentAssessment {
  return assessIncident(incident, contextOf(bundle, { asOf, monitoring: bundle.monitoring, submissions: null }));
}

/**
 * A level lowered or a pause confirmed later may take an incident out of a class. What had fallen due by then
 * stays due: an early report cannot be un-owed, and one that was issued must keep its place in the calendar.
 * @returns since when it was of the class, or null when no report had fallen due
 */
function owedBefore(incident: IncidentRecord, bundle: Bundle, classId: string, asOf: InstantText): InstantText | null {
  const grace = firstReportHours(bundle, classId);
  if (grace === null) return null;
  for (const change of changesBefore(incident, asOf)) {
    const before = toText(toInstant(change).subtract({ seconds: 1 }));
    const since = judge(incident, bundle, before).classes.find(({ id }) => id === classId)?.since ?? null;
    if (since === null) continue;
    const known = compareInstants(incident.discoveredAt, since) > 0 ? incident.discoveredAt : since;
    if (compareInstants(toText(toInstant(known).add({ hours: grace })), before) <= 0) return since;
  }
  return null;
}

/** The confirmations that can take it out of a class, in order of time. */
function changesBefore(incident: IncidentRecord, asOf: InstantText): InstantText[] {
  return [...incident.levels, ...(incident.pauses ?? [])]
    .flatMap(({ confirmedAt }) => (confirmedAt === undefined ? [] : [confirmedAt]))
    .filter((at) => compareInstants(at, asOf) <= 0)
    .sort(compareInstants);
}

/** Hours after which the first report of a class is due, as the obligations say; null when none is asked for. */
function firstReportHours({ obligations }: Bundle, classId: string): number | null {
  const hours = obligations
    .filter(({ eventKind, eventClass }) => eventKind === 'incident' && eventClass === classId)
    .flatMap(({ due, parts }) => [due, ...(parts ?? []).map((part) => part.due)])
    .flatMap((due) => (due?.hours !== undefined && due.orLater === classField(classId) ? [due.hours] : []));
  return hours.length === 0 ? null : Math.min(...hours);
}
