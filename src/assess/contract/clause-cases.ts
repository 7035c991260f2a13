/** Which faults a clause is about: by the limits that the contract's data give to it, and by what each of them set going. Pure. */
import type { Clause } from '../../contract/terms/contract.ts';
import { factorTerms, limitTerms } from '../../contract/terms/levels.ts';
import { faultTopics, type Topic } from '../../contract/terms/topics.ts';
import type { ClockState } from '../../states/clock.ts';
import type { IncidentAssessment, IncidentContext } from '../../subjects/incidents/judge/clocks.ts';
import { summariseCommitments, summariseRestoration } from '../../subjects/incidents/judge/commitments.ts';
import type { Quota } from '../../subjects/incidents/judge/quota.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import type { CoverageFacts } from './coverage.ts';

/** Faults of a period as they are judged. */
export interface JudgedFaults {
  own: readonly IncidentRecord[];
  /** Of `own`. */
  assessments: readonly IncidentAssessment[];
  quotas: readonly Quota[];
  context: IncidentContext;
}

/** The incidents that any topic of the clause is about. */
export const incidentsOf = (clause: Clause, facts: Pick<CoverageFacts, 'cases'>): Set<string> =>
  new Set(
    clause.topics
      .filter((topic) => faultTopics.includes(topic))
      .flatMap((topic) => facts.cases(clause, topic).map(({ id }) => id)),
  );

const clocks: Partial<Record<Topic, string>> = {
  response: 'response',
  'remote-start': 'remote-start',
  arrival: 'arrival',
  notice: 'notice',
};

/** By the limits that the contract's data give to the clause itself; restoration, record and quota by the faults they concern. */
export function casesOf({ own, assessments, quotas, context }: JudgedFaults): CoverageFacts['cases'] {
  const limits = summariseCommitments(own, context);
  const { levels, requirements } = summariseRestoration(own, context);
  const record = assessments.flatMap(({ id, clocks: all }) =>
    all.filter((one) => one.id === 'record' && one.state !== 'not-applicable').map(({ state }) => ({ id, state })),
  );
  const ofClass = (id: string | undefined): Set<string> =>
    new Set(assessments.filter((one) => one.classes.some((own) => own.id === id && own.byAny)).map((one) => one.id));
  const counted = (clause: string): string[] =>
    quotas
      .filter((one) => one.clause === clause)
      .flatMap(({ byOption }) => byOption.flatMap(({ supplier, pending }) => [...supplier, ...pending]));
  const seen = (ids: readonly string[]) => [...new Set(ids)].map((id) => ({ id, state: 'met' as ClockState }));
  return (clause, topic) => {
    if (topic === 'quota') return seen(counted(clause.id));
    if (topic === 'repair' || topic === 'support-system') return seen(own.map(({ id }) => id));
    if (topic === 'restoration')
      return [...levels, ...(requirements === null ? [] : [requirements])].flatMap(({ cases }) => cases);
    if (topic === 'incident-record') return record;
    const rows = [...limitTerms(context.contract), ...factorTerms(context.contract)];
    const terms = rows.filter((one) => one.clock === clocks[topic] && one.clause === clause.id);
    const all = terms.some((one) => one.class === undefined);
    const majors = new Set(terms.flatMap((one) => [...ofClass(one.class)]));
    return limits
      .filter((one) => one.clock === clocks[topic] && one.clauses.includes(clause.id))
      .flatMap(({ cases }) => cases.filter(({ id }) => all || majors.has(id)));
  };
}
