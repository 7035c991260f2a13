/**
 * What was decided to be put right, with its deadline: 整改措施 of faults and 改进措施 of drills, one list and one state wherever they are
 * told. Pure; what is not done is judged at `asOf`.
 */
import { dateOf, type InstantText, toDate } from '../../../contract/time.ts';
import { type MeasureState, measureStates } from '../../../states/measure.ts';

export interface Measure {
  /** Deadline, inclusive; undefined: nobody set one, and it is never overdue. */
  dueOn?: string | undefined;
  status: 'open' | 'doing' | 'unfinished' | 'done';
  doneOn?: string | undefined;
}

/** The deadline's own day is still in time. */
export function measureState({ dueOn, status, doneOn }: Measure, asOf: InstantText): MeasureState {
  if (status === 'done') return doneOn !== undefined && dueOn !== undefined && doneOn > dueOn ? 'done-late' : 'done';
  return dueOn !== undefined && dateOf(asOf) > dueOn ? 'overdue' : status;
}

/** `已逾期 56 天`: the state, with the whole days since the deadline. */
export function measureText(measure: Measure, asOf: InstantText): string {
  const state = measureState(measure, asOf);
  if (state !== 'overdue' || measure.dueOn === undefined) return measureStates[state];
  return `${measureStates[state]} ${toDate(measure.dueOn).until(toDate(dateOf(asOf)), { largestUnit: 'days' }).days} 天`;
}

/** true of a measure that is not carried out. */
export const isToDo = ({ status }: Pick<Measure, 'status'>): boolean => status !== 'done';

/** A measure, and the record that has it. */
export interface KeptMeasure extends Measure {
  record: string;
  problem: string;
  measure: string;
  owner?: string | undefined;
}

/** A measure as it was entered: a drill calls its list `problems`, an incident `measures`. */
type Entered = Pick<KeptMeasure, 'problem' | 'measure' | 'owner' | 'dueOn'>;
interface DrillProblems {
  id: string;
  problems?: readonly (Entered & { status: string })[] | undefined;
}
interface IncidentMeasures {
  id: string;
  measures?: readonly (Entered & Measure)[] | undefined;
}

/** A drill says of a measure that it is done or not, and of one that is not nothing more. */
export const drillMeasures = ({ id, problems }: DrillProblems): KeptMeasure[] =>
  (problems ?? []).map(({ problem, measure, owner, dueOn, status }) => ({
    ...{ record: id, problem, measure, owner, dueOn },
    status: status === 'done' ? 'done' : 'unfinished',
  }));

export const incidentMeasures = ({ id, measures }: IncidentMeasures): KeptMeasure[] =>
  (measures ?? []).map(({ problem, measure, owner, dueOn, status, doneOn }) => ({
    ...{ record: id, problem, measure, owner, dueOn, status, doneOn },
  }));

/** Of all kinds of records that have any, those with the earliest deadline first and those without one last. */
export const measuresOf = (incidents: readonly IncidentMeasures[], drills: readonly DrillProblems[]): KeptMeasure[] =>
  [...incidents.flatMap(incidentMeasures), ...drills.flatMap(drillMeasures)].sort((a, b) => {
    const [one, other] = [a.dueOn ?? LAST, b.dueOn ?? LAST];
    return one < other ? -1 : one > other ? 1 : 0;
  });

/** After every date. */
const LAST = '~';
