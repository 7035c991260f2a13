/** Each time limit of the contract over many incidents: reached, missed, still running. Pure. */
import { clauseIds } from '../../contract/terms/clauses.ts';
import type { Commitment } from '../../contract/terms/levels.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import type { Clock, ClockState } from './clock.ts';
import { assessIncident, type IncidentAssessment, type IncidentContext, isFailing } from './clocks.ts';

export interface LimitCase {
  id: string;
  state: ClockState;
  text: string;
}

/** One limit; commitments of several clauses with the same clock and limit are one. */
export interface LimitSummary {
  /** `response-600`, `restoration-P1`, `requirement`. */
  id: string;
  clauses: string[];
  limitSeconds: number | null;
  met: number;
  missed: number;
  /** Still open, or not concluded: 进行中, 待协商, 口径未定. */
  running: number;
  /** met ÷ (met + missed); null when nothing has been decided. */
  rate: number | null;
  /** Every incident that the limit applies to. */
  cases: LimitCase[];
}

/**
 * The limits for response, remote start and arrival, and for the analysis where the submissions are known. One for major
 * incidents only is held against whatever is major by at least one reading that is still open.
 */
export function summariseCommitments(
  incidents: readonly IncidentRecord[],
  context: IncidentContext,
): (LimitSummary & { clock: Commitment['clock']; majorOnly: boolean })[] {
  // The agreed dates of requirements are apart, as in the documents.
  const judged = incidents.map((incident) => assessIncident(incident, context)).filter((one) => !one.requirement);
  const groups = Map.groupBy(
    context.contract.commitments.filter((one) => one.clock !== 'record' || context.submissions !== null),
    (one) => `${one.clock}-${one.limitMinutes * 60}`,
  );
  return [...groups].map(([id, commitments]) => {
    const [first] = commitments as [Commitment];
    const limitSeconds = first.limitMinutes * 60;
    const majorOnly = commitments.every((one) => one.majorOnly);
    const cases = judged
      .filter((one) => !majorOnly || one.major.byAny)
      .flatMap((one) => limitCase(one, first.clock as Clock['id'], limitSeconds));
    const clauses = [...new Set(commitments.map((one) => one.clause))];
    return { ...summary(id, clauses, limitSeconds, cases), clock: first.clock, majorOnly };
  });
}

function limitCase(one: IncidentAssessment, id: Clock['id'], limitSeconds: number): LimitCase[] {
  const clock = one.clocks.find((candidate) => candidate.id === id);
  if (clock === undefined) return [];
  const found = clock.limitSeconds === limitSeconds ? clock : clock.alternatives.find(isLimit(limitSeconds));
  if (found === undefined || found.state === 'not-applicable') return [];
  return [{ id: one.id, state: found.state, text: found.text }];
}

const isLimit = (seconds: number) => (one: { option?: string; limitSeconds: number | null }) =>
  one.option === undefined && one.limitSeconds === seconds;

/** Restoration by level: P1–P4 against their RTO, and the requirements (P5) by their agreed date, apart. */
export function summariseRestoration(
  incidents: readonly IncidentRecord[],
  context: IncidentContext,
): { levels: (LimitSummary & { level: string; name: string })[]; requirements: LimitSummary } {
  const judged = incidents.map((incident) => assessIncident(incident, context));
  const casesOf = (list: readonly IncidentAssessment[]): LimitCase[] =>
    list.flatMap((one) => {
      const clock = one.clocks.find(({ id }) => id === 'restoration');
      return clock === undefined ? [] : [{ id: one.id, state: clock.state, text: clock.text }];
    });
  const clauses = clauseIds(context.contract, 'restoration');
  const levels = context.contract.faultLevels
    .filter((level) => clauses.length > 0 && level.rtoMinutes !== null)
    .map((level) => {
      const cases = casesOf(judged.filter((one) => one.level === level.id));
      const limit = level.rtoMinutes === null ? null : level.rtoMinutes * 60;
      return { ...summary(`restoration-${level.id}`, clauses, limit, cases), level: level.id, name: level.name };
    });
  const requirements = summary('requirement', clauses, null, casesOf(judged.filter((one) => one.requirement)));
  return { levels, requirements };
}

function summary(id: string, clauses: string[], limitSeconds: number | null, cases: LimitCase[]): LimitSummary {
  const count = (test: (state: ClockState) => boolean): number => cases.filter(({ state }) => test(state)).length;
  const met = count((state) => state === 'met');
  const missed = count(isFailing);
  const running = count((state) => state === 'running' || state === 'to-be-agreed' || state === 'undecided');
  return {
    id,
    clauses,
    limitSeconds,
    met,
    missed,
    running,
    rate: met + missed === 0 ? null : met / (met + missed),
    cases,
  };
}
