/** What was down of that which each clause wants to run, over the service so far: as the statements tell it of their periods. Pure. */
import { outagesText } from '../../assess/contract/clause-outages.ts';
import { assetsByClause } from '../../contract/terms/clauses.ts';
import { assessIncident } from '../../subjects/incidents/judge/clocks.ts';
import { incidentsOfPeriod } from '../../subjects/incidents/judge/period.ts';
import incidentKind from '../../subjects/incidents/kinds/incident.ts';
import { yearOf } from '../availability/year.ts';
import { incidentContext } from '../board/figures.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';

/** By the ids of the clauses; one of which nothing was down is not among them. */
export function outagesByClause(facts: SiteFacts): Map<string, string> {
  const { contract } = facts.contract;
  const context = incidentContext(facts);
  const { own } = incidentsOfPeriod(recordsOf(facts, incidentKind), contract.servicePeriod.from, facts.until, context);
  const faults = own.map((incident) => ({ incident, judged: assessIncident(incident, context) }));
  const targets = yearOf(facts)?.targets ?? [];
  const assets = assetsByClause(facts.contract);
  return new Map(
    contract.clauses.flatMap((clause): [string, string][] => {
      const text = outagesText(clause, assets.get(clause.id) ?? [], { faults, targets });
      return text === '' ? [] : [[clause.id, text]];
    }),
  );
}
