/**
 * The clocks of one incident: response, remote start, arrival, restoration, record (clauses 5.1.1(2), 5.1.3, 5.3.1–5.3.4),
 * by the ten rules of the specification, from every reading of where they start that stands. Pure; what is open is judged at
 * `asOf`.
 */
import { clauseIds } from '../../contract/terms/clauses.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import { contractOn } from '../../contract/terms/held-views.ts';
import type { Interpretation } from '../../contract/terms/interpretations.ts';
import { dateOf, type InstantText } from '../../contract/time.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import { vouchedIncident } from '../../records/purchaser.ts';
import { arrivalClock, diagnosisClock, remoteStartClock } from './arrival.ts';
import type { Clock, ClockState } from './clock.ts';
import { factsOf, type IncidentFacts, type LevelUsed } from './facts.ts';
import type { ClockInput } from './input.ts';
import { chosenOption } from './interpretation.ts';
import { type Downtime, downtimeOf, type Major, majorOf, majorOption, majorOverStarts } from './major.ts';
import { evidenceOf, type Monitoring, type MonitoringEvidence } from './monitoring.ts';
import { clockOverStarts } from './over-starts.ts';
import { recordClock, responseClock } from './response.ts';
import { restorationClock } from './restoration.ts';
import { isOffered, type StartReading, startReadings } from './start.ts';
import type { Submissions } from './submissions.ts';

export interface IncidentContext {
  contract: Pick<Contract, 'clauses' | 'faultLevels' | 'commitments' | 'majorIncidentQuota' | 'servicePeriod'>;
  /** Open clocks are judged, and later facts left out, at this instant. */
  asOf: InstantText;
  interpretations: readonly Interpretation[];
  /** Alerts and probes, from which it follows where clocks start. */
  monitoring: Monitoring;
  /** When each analysis was submitted; null where the documents are not at hand: then that clock is not judged. */
  submissions: Submissions | null;
}

export interface IncidentAssessment {
  id: string;
  /** Level that the clocks used. */
  level: string;
  levelUsed: LevelUsed;
  /** P5: a requirement, outside the statistics of incidents. */
  requirement: boolean;
  /** Where the clocks start by the reading in force; the first of `starts`. */
  start: InstantText;
  /** Every start that stands while none is confirmed; one when all readings agree. */
  starts: StartReading[];
  /** What monitoring saw of it, earliest first. */
  evidence: MonitoringEvidence[];
  facts: IncidentFacts;
  clocks: Clock[];
  major: Major;
  downtime: Downtime;
  /** Over all clocks that decide: met; missed (also overrun or not recorded); undecided by readings that differ; running. */
  overall: 'met' | 'missed' | 'undecided' | 'running';
  /** Restored at `asOf`. */
  restored: boolean;
  closed: boolean;
}

/**
 * Judges one incident.
 * @throws RangeError when the incident's level is not one of the contract's (refused at entry)
 */
export function assessIncident(recorded: IncidentRecord, given: IncidentContext): IncidentAssessment {
  const incident = vouchedIncident(recorded);
  // What held when it was reported judges it, whatever a supplement said later.
  const context = { ...given, contract: contractOn(given.contract, dateOf(incident.at)) };
  const evidence = evidenceOf(incident, context.monitoring, context.asOf);
  const starts = startReadings(incident, evidence, context.interpretations);
  const [own, ...others] = starts.map((start) => judgeFrom(start, incident, context));
  if (own === undefined) throw new RangeError(`incident ${incident.id} has no start`);
  const clocks = own.clocks.map((clock) =>
    clockOverStarts(
      clock,
      starts,
      others.map((one) => one.clocks),
    ),
  );
  const offered = others.filter((_, n) => starts[n + 1] !== undefined && isOffered(starts[n + 1] as StartReading));
  return {
    ...own,
    starts,
    evidence,
    clocks,
    major: majorOverStarts(
      own.major,
      offered.map((one) => one.major),
    ),
    overall: overallOf(clocks),
  };
}

/** The incident as it is judged when its clocks start at one of the readings. */
function judgeFrom(
  start: StartReading,
  incident: IncidentRecord,
  { contract, asOf, interpretations, submissions }: IncidentContext,
): Omit<IncidentAssessment, 'starts' | 'evidence' | 'overall'> {
  const facts = factsOf(incident, contract, asOf, start);
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
    restorationClause: clauseIds(contract, 'restoration').join('、'),
    readings,
    asOf,
  };
  return {
    id: incident.id,
    level: facts.level.id,
    levelUsed: facts.level,
    requirement,
    start: facts.start,
    facts,
    clocks: [
      responseClock(input),
      remoteStartClock(input),
      arrivalClock(input),
      diagnosisClock(input),
      restorationClock(input),
      ...(submissions === null ? [] : [recordClock(input, submissions.get(incident.id))]),
    ],
    major,
    downtime: downtimeOf(incident, facts, readings.pauses, asOf),
    restored: facts.restoredAt !== null,
    closed: facts.closedAt !== null,
  };
}

const failing = new Set<ClockState>(['missed', 'overrun', 'unrecorded']);
const open = new Set<ClockState>(['running', 'to-be-agreed']);

/** Over the clocks that decide: a failing one is 未达标, else one that is not concluded 口径未定, one still open 进行中. */
export function overallOf(clocks: readonly Clock[]): IncidentAssessment['overall'] {
  const deciding = clocks.filter((clock) => clock.decides);
  if (deciding.some((clock) => failing.has(clock.state))) return 'missed';
  if (deciding.some((clock) => clock.state === 'undecided')) return 'undecided';
  return deciding.some((clock) => open.has(clock.state)) ? 'running' : 'met';
}

/** true when the clock is held against the supplier. */
export const isFailing = (state: ClockState): boolean => failing.has(state);
