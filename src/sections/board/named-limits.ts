/** Every limit of the contract as it was kept in this service, under the name that pages share. Pure. */
import {
  type LimitSummary,
  summariseCommitments,
  summariseRestoration,
} from '../../subjects/incidents/judge/commitments.ts';
import { incidentsOfPeriod } from '../../subjects/incidents/judge/period.ts';
import incidentKind from '../../subjects/incidents/kinds/incident.ts';
import { recordsOf } from '../parts/facts.ts';
import { incidentContext } from './figures.ts';

/** Of a whole service. */
type Facts = Parameters<typeof incidentContext>[0];

/** A limit as it was kept, under its name. */
export interface NamedLimit {
  title: string;
  limit: LimitSummary;
}

/** The limits of this service period, in the order of the contract. */
export function namedLimits(facts: Facts): NamedLimit[] {
  const { own, context } = ownIncidents(facts);
  const { levels, requirements } = summariseRestoration(own, context);
  return [
    ...[...summariseCommitments(own, context), ...levels].map((limit) => ({ title: limit.label, limit })),
    ...(requirements === null ? [] : [{ title: `${requirements.label}（按约定日期）`, limit: requirements }]),
  ];
}

/** The faults of this service period, and how they are judged. */
export function ownIncidents(facts: Facts) {
  const { servicePeriod } = facts.contract.contract;
  const context = incidentContext(facts);
  return {
    context,
    ...incidentsOfPeriod(recordsOf(facts, incidentKind), servicePeriod.from, servicePeriod.to, context),
  };
}
