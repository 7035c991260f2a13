/** Which incidents belong to a period, and what each option of an open 口径 makes of its figures. Pure. */
import type { DateText } from '../../../contract/time.ts';
import { compareInstants, dateOf } from '../../../contract/time.ts';
import { reportedDay } from '../kinds/incident/clock-start.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import { assessIncident, type IncidentContext } from './clocks.ts';
import { type CountedClocks, type IncidentSummary, summariseIncidents } from './incident-figures.ts';
import { choosing, openOn } from './interpretation.ts';

export interface PeriodIncidents {
  /** Those whose clocks started in the period. */
  own: IncidentRecord[];
  /** Begun before, not closed before the period began: 上期转入. */
  carried: IncidentRecord[];
}

/** @param from first and last day, both inclusive */
export function incidentsOfPeriod(
  incidents: readonly IncidentRecord[],
  from: DateText,
  to: DateText,
  context: IncidentContext,
): PeriodIncidents {
  const own: IncidentRecord[] = [];
  const carried: IncidentRecord[] = [];
  for (const incident of incidents) {
    const { start } = assessIncident(incident, context);
    if (compareInstants(start, context.asOf) > 0) continue;
    const day = dateOf(start);
    if (day >= from && day <= to) own.push(incident);
    else if (day < from && (incident.closedAt === undefined || dateOf(incident.closedAt) >= from))
      carried.push(incident);
  }
  return { own, carried };
}

export interface SummaryByOption {
  /** Id of the 口径. */
  interpretation: string;
  question: string;
  option: string;
  label: string;
  isDefault: boolean;
  /** See `Interpretation`. */
  countsFrom?: string;
  summary: IncidentSummary;
}

/** Effects whose readings change whether a clock is met; that of a class is for quotas. */
const CHANGING: readonly (string | undefined)[] = [
  ...['response-limit', 'clock-start', 'pauses', 'arrival', 'working-time'],
];

/**
 * The summary under each option of each unconfirmed question that decides clocks; none when all are confirmed.
 * @param clocks as for the summary that the options stand beside
 */
export function summariesByOption(
  incidents: readonly IncidentRecord[],
  context: IncidentContext,
  clocks?: CountedClocks,
): SummaryByOption[] {
  const days = incidents.map(reportedDay);
  return openOn(context.interpretations, days)
    .filter((one) => CHANGING.includes(one.binds))
    .flatMap((one) =>
      one.options.map(({ id, label }) => {
        const interpretations = choosing(context.interpretations, one.id, id);
        const summary = summariseIncidents(incidents, { ...context, interpretations }, clocks);
        return {
          interpretation: one.id,
          question: one.question,
          option: id,
          label,
          isDefault: id === one.default,
          ...(one.countsFrom === undefined ? {} : { countsFrom: one.countsFrom }),
          summary,
        };
      }),
    );
}
