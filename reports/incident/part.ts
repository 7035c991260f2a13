/** The incidents of a period, judged once for all the sections that speak of them. */
import type { IncidentContext } from '../../src/assess/incidents/clocks.ts';
import { incidentsOfPeriod } from '../../src/assess/incidents/period.ts';
import { majorQuota, type Quota } from '../../src/assess/incidents/quota.ts';
import { type IncidentSummary, summariseIncidents } from '../../src/assess/incidents/summary.ts';
import { compareInstants, type InstantText } from '../../src/contract/time.ts';
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
  /** Issue time of each incident's 故障分析处理记录. */
  analysisIssuedAt: ReadonlyMap<string, InstantText>;
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
  };
  const all = upToPeriod(view, incident);
  const { own, carried } = incidentsOfPeriod(all, view.from, view.to, context);
  const analysisIssuedAt = analysisTimes(view);
  return {
    context,
    own,
    carried,
    summary: summariseIncidents(own, context, analysisIssuedAt),
    carriedSummary: summariseIncidents(carried, context, analysisIssuedAt),
    quota: majorQuota(all, context),
    analysisIssuedAt,
  };
}

function analysisTimes({ input }: PeriodView): Map<string, InstantText> {
  const times = new Map<string, InstantText>();
  for (const { obligation, period, issuedAt } of input.issued) {
    if (obligation !== 'incident-analysis') continue;
    const before = times.get(period);
    if (before === undefined || compareInstants(issuedAt, before) < 0) times.set(period, issuedAt);
  }
  return times;
}
