/**
 * The clocks of one incident: response, remote start, arrival, restoration, record (clauses 5.1.1(2), 5.1.3, 5.3.1–5.3.4),
 * by the ten rules of the specification. Pure; what is open is judged at `asOf`.
 */
import type { Contract } from '../../contract/contract.ts';
import type { Interpretation } from '../../contract/interpretations.ts';
import type { InstantText } from '../../contract/time.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import { vouchedIncident } from '../../records/purchaser.ts';
import { arrivalClock, diagnosisClock, remoteStartClock } from './arrival.ts';
import type { Clock, ClockState } from './clock.ts';
import { factsOf, type IncidentFacts, type LevelUsed } from './facts.ts';
import type { ClockInput } from './input.ts';
import { chosenOption } from './interpretation.ts';
import { type Downtime, downtimeOf, type Major, majorOf, majorOption } from './major.ts';
import { recordClock, responseClock } from './response.ts';
import { restorationClock } from './restoration.ts';

export interface IncidentContext {
  contract: Pick<Contract, 'faultLevels' | 'commitments' | 'majorIncidentQuota' | 'servicePeriod'>;
  /** Open clocks are judged, and later facts left out, at this instant. */
  asOf: InstantText;
  interpretations: readonly Interpretation[];
}

export interface IncidentAssessment {
  id: string;
  /** Level that the clocks used. */
  level: string;
  levelUsed: LevelUsed;
  /** P5: a requirement, outside the statistics of incidents. */
  requirement: boolean;
  startField: IncidentFacts['startField'];
  start: InstantText;
  clocks: Clock[];
  major: Major;
  downtime: Downtime;
  /** Over all clocks that decide: met; missed (also overrun or not recorded); running. */
  overall: 'met' | 'missed' | 'running';
  /** Restored at `asOf`. */
  restored: boolean;
  closed: boolean;
}

/**
 * Judges one incident.
 * @param analysisIssuedAt when the 故障分析处理记录 was issued, if it was; proves the record within 24 h better than the entry does
 * @throws RangeError when the incident's level is not one of the contract's (refused at entry)
 */
export function assessIncident(
  recorded: IncidentRecord,
  context: IncidentContext,
  analysisIssuedAt?: InstantText,
): IncidentAssessment {
  const incident = vouchedIncident(recorded);
  const { contract, asOf, interpretations } = context;
  const facts = factsOf(incident, contract, asOf);
  const level = contract.faultLevels.find((one) => one.id === facts.level.id);
  if (level === undefined) throw new RangeError(`level ${facts.level.id} is not in the contract`);
  const requirement = level.rtoMinutes === null;
  const readings = {
    response: chosenOption(interpretations, 'response', 'stricter'),
    pauses: chosenOption(interpretations, 'pauses', 'confirmed-only'),
    major: majorOption(interpretations),
  };
  const major = majorOf(incident, facts, readings, asOf, requirement);
  const input: ClockInput = {
    incident,
    facts,
    level,
    requirement,
    major,
    commitments: contract.commitments,
    faultLevels: contract.faultLevels,
    readings,
    asOf,
  };
  const clocks = [
    responseClock(input),
    remoteStartClock(input),
    arrivalClock(input),
    diagnosisClock(input),
    restorationClock(input),
    recordClock(input, analysisIssuedAt),
  ];
  return {
    id: incident.id,
    level: facts.level.id,
    levelUsed: facts.level,
    requirement,
    startField: facts.startField,
    start: facts.start,
    clocks,
    major,
    downtime: downtimeOf(incident, facts, readings.pauses, asOf),
    overall: overallOf(clocks),
    restored: facts.restoredAt !== null,
    closed: facts.closedAt !== null,
  };
}

const failing = new Set<ClockState>(['missed', 'overrun', 'unrecorded']);
const open = new Set<ClockState>(['running', 'to-be-agreed']);

/** Over the clocks that decide: a failing one is 未达标, else one still open is 进行中. */
export function overallOf(clocks: readonly Clock[]): IncidentAssessment['overall'] {
  const deciding = clocks.filter((clock) => clock.decides);
  if (deciding.some((clock) => failing.has(clock.state))) return 'missed';
  return deciding.some((clock) => open.has(clock.state)) ? 'running' : 'met';
}

/** true when the clock is held against the supplier. */
export const isFailing = (state: ClockState): boolean => failing.has(state);
