/** The incidents of a period, judged once for all the sections that speak of them. */
import type { IncidentContext } from '../../src/assess/incidents/clocks.ts';
import { incidentsOfPeriod } from '../../src/assess/incidents/period.ts';
import { majorQuota, type Quota } from '../../src/assess/incidents/quota.ts';
import { submissionsIn } from '../../src/assess/incidents/submissions.ts';
import { type IncidentSummary, summariseIncidents } from '../../src/assess/incidents/summary.ts';
import incident, { type IncidentRecord } from '../../src/records/kinds/incident.ts';
import { type PeriodView, upToPeriod } from '../period/period.ts';

export interface IncidentPart {
  context: IncidentContext;
  /** Clocks began in the period; P5 among them. */
  own: IncidentRecord[];
  /** 上期转入. */
  carried: IncidentRecord[];
  /** Of `own`. */
  summary: IncidentSummary;
  /** Of `carried`. */
  carriedSummary: IncidentSummary;
  /** Over the service period up to the moment of judging. */
  quota: Quota;
}

/** Needs `incident` since the begin of service, and `manifest`. */
export function incidentPart(view: PeriodView): IncidentPart {
  const { input } = view;
  const { contract, interpretations } = input.contract;
  const context: IncidentContext = {
    contract,
    interpretations,
    asOf: input.asOf,
    monitoring: input.monitoring,
    submissions: submissionsIn(input.issued),
  };
  const all = upToPeriod(view, incident);
  const { own, carried } = incidentsOfPeriod(all, view.from, view.to, context);
  return {
    context,
    own,
    carried,
    summary: summariseIncidents(own, context),
    carriedSummary: summariseIncidents(carried, context),
    quota: majorQuota(all, context),
  };
}
