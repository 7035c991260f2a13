/**
 * The clocks of one incident: response, remote start, arrival, restoration, analysis, as far as the contract holds them, by the
 * ten rules of the specification, from every reading of where they start that stands. Pure; what is open is judged at `asOf`.
 */

import { contractOn } from '../../../contract/precedence/held-views.ts';
import type { Asset } from '../../../contract/terms/assets.ts';
import type { Contract } from '../../../contract/terms/contract.ts';
import type { Interpretation } from '../../../contract/terms/interpretations.ts';
import type { InstantText } from '../../../contract/time.ts';
import { vouchedIncident } from '../../../records/purchaser.ts';
import type { ClockState } from '../../../states/clock.ts';
import { unsettledText } from '../../../wording/interpretation-words.ts';
import { reportedDay } from '../kinds/incident/clock-start.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import { arrivalClock, diagnosisClock, remoteStartClock } from './arrival.ts';
import { type ClassCase, type ClassResult, classOverReadings, classResult, meantBy } from './classes.ts';
import type { Clock } from './clock.ts';
import { factsOf, type IncidentFacts, type LevelUsed } from './incident-facts.ts';
import type { ClockInput } from './input.ts';
import { type ChosenOption, chosenOption, countingOn } from './interpretation.ts';
import { evidenceOf, type Monitoring, type MonitoringEvidence } from './monitoring.ts';
import { noticeClock } from './notices.ts';
import { clockOverStarts } from './over-starts.ts';
import { type Downtime, downtimeOf, stopping } from './pauses.ts';
import { clockOverReadings } from './readings/over-readings.ts';
import { openQuestions, type Picks, picksOf, type Question, type Reading, readBy } from './readings/questions.ts';
import { recordClock, responseClock } from './response.ts';
import { restorationClock } from './restoration.ts';
import { isOffered, type StartReading, startReadings } from './start.ts';
import type { Submissions } from './submissions.ts';
import { withBeside } from './told-beside.ts';

export interface IncidentContext {
  contract: Pick<
    Contract,
    'clauses' | 'levels' | 'limits' | 'pauses' | 'calendars' | 'places' | 'classes' | 'quotas' | 'servicePeriod'
  >;
  /** For the places to which one travels. */
  assets: readonly Pick<Asset, 'id' | 'placeId'>[];
  /** Open clocks are judged, and later facts left out, at this instant. */
  asOf: InstantText;
  interpretations: readonly Interpretation[];
  /** Alerts and probes, from which it follows where clocks start. */
  monitoring: Monitoring;
  /** When each analysis was submitted; null where the documents are not at hand: then that clock is not judged. */
  submissions: Submissions | null;
  /** For limits that run in a calendar of the contract alone. */
  isWorkingDay(date: string): boolean;
}

export interface IncidentAssessment {
  id: string;
  /** Level that the clocks used. */
  level: string;
  levelUsed: LevelUsed;
  /** A level that is no fault: a requirement, outside the statistics of incidents. */
  requirement: boolean;
  /** Where the clocks start by the reading in force; the first of `starts`. */
  start: InstantText;
  /** Every start that stands while none is confirmed; one when all readings agree. */
  starts: StartReading[];
  /** What monitoring saw of it, earliest first. */
  evidence: MonitoringEvidence[];
  facts: IncidentFacts;
  /** Only those that the contract has a limit for. */
  clocks: Clock[];
  /** One a class of the contract, in its order. */
  classes: ClassResult[];
  /** By the id of each quota: whether it counts there. */
  counted: ReadonlyMap<string, ClassResult>;
  /** The supplier's, the purchaser's …: only `supplier` counts against a quota, others are listed apart. */
  responsibility: IncidentRecord['responsibility'];
  downtime: Downtime;
  /** Over all clocks that decide: met; missed (also overrun or not recorded); undecided by readings that differ; running. */
  overall: 'met' | 'missed' | 'undecided' | 'running' | 'to-be-agreed';
  /** Restored at `asOf`. */
  restored: boolean;
  closed: boolean;
}

/** What was judged in one context: a page of figures asks for the same incidents in it again and again. */
const judgedIn = new WeakMap<IncidentContext, WeakMap<IncidentRecord, IncidentAssessment>>();

/**
 * Judges one incident; the same one in the same context once.
 * @throws RangeError when the incident's level is not one of the contract's (refused at entry)
 */
export function assessIncident(recorded: IncidentRecord, given: IncidentContext): IncidentAssessment {
  const judged = judgedIn.get(given) ?? new WeakMap<IncidentRecord, IncidentAssessment>();
  judgedIn.set(given, judged);
  const known = judged.get(recorded);
  if (known !== undefined) return known;
  const assessment = assessAnew(recorded, given);
  judged.set(recorded, assessment);
  return assessment;
}

function assessAnew(recorded: IncidentRecord, given: IncidentContext): IncidentAssessment {
  const incident = vouchedIncident(recorded);
  // What held when it was reported judges it, whatever a supplement said later.
  const day = reportedDay(incident);
  const context = {
    ...given,
    contract: contractOn(given.contract, day),
    interpretations: countingOn(given.interpretations, day),
  };
  const reading: Reading = { incident, interpretations: context.interpretations };
  const questions = openQuestions(incident, context.interpretations);
  const all = picksOf(questions);
  const judged = all.picks.map((picks) => {
    const { incident: read, interpretations } = readBy(reading, questions, picks);
    return assessByStarts(read, { ...context, interpretations });
  });
  const [own] = judged;
  if (own === undefined) throw new RangeError(`incident ${incident.id} has no reading`);
  return withChanges(questions.length === 0 ? own : overReadings(own, questions, all, judged), incident, given);
}

/** What is in force, and where the other readings differ that nothing is concluded. */
function overReadings(
  own: IncidentAssessment,
  questions: readonly Question[],
  picks: Picks,
  judged: readonly IncidentAssessment[],
): IncidentAssessment {
  const clocks = own.clocks.map((clock) =>
    clockOverReadings(
      clock,
      questions,
      picks,
      judged.map((one) => one.clocks),
    ),
  );
  const others = judged.slice(1);
  const words = { what: '口径', why: `口径${unsettledText(...questions)}` };
  const over = (of: (one: IncidentAssessment) => ClassResult | undefined, result: ClassResult): ClassResult =>
    classOverReadings(
      result,
      others.flatMap((one) => of(one) ?? []),
      words,
    );
  return {
    ...own,
    clocks,
    classes: own.classes.map((result, n) => over((one) => one.classes[n], result)),
    counted: new Map([...own.counted].map(([id, result]) => [id, over((one) => one.counted.get(id), result)])),
    overall: overallOf(clocks),
  };
}

const withChanges = (
  judged: IncidentAssessment,
  incident: IncidentRecord,
  { asOf, contract }: IncidentContext,
): IncidentAssessment => ({
  ...judged,
  clocks: judged.clocks.map((clock) => withBeside(clock, incident, asOf, contract)),
});

function assessByStarts(incident: IncidentRecord, context: IncidentContext): IncidentAssessment {
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
  const words = { what: '起算', why: `起算口径${unsettledText(...starts)}` };
  const over = (of: (one: Judgement) => ClassResult | undefined, result: ClassResult): ClassResult =>
    classOverReadings(
      result,
      offered.flatMap((one) => of(one) ?? []),
      words,
    );
  return {
    ...own,
    starts,
    evidence,
    clocks,
    classes: own.classes.map((result, n) => over((one) => one.classes[n], result)),
    counted: new Map([...own.counted].map(([id, result]) => [id, over((one) => one.counted.get(id), result)])),
    overall: overallOf(clocks),
  };
}

/** The calendar in whose time alone the minutes of a level run, by the option in force; null for day and night. */
function calendarFor({ option, options }: ChosenOption, level: string): string | null {
  const own = options.find(({ id }) => id === option);
  return own?.levels?.includes(level) === true ? (own.calendar ?? null) : null;
}

type Judgement = Omit<IncidentAssessment, 'starts' | 'evidence' | 'overall'>;

/** The incident as it is judged when its clocks start at one of the readings. */
function judgeFrom(start: StartReading, incident: IncidentRecord, context: IncidentContext): Judgement {
  const { contract, asOf, interpretations, submissions } = context;
  const facts = factsOf(incident, contract, asOf, start);
  const level = contract.levels.find((one) => one.id === facts.level.id);
  if (level === undefined) throw new RangeError(`level ${facts.level.id} is not in the contract`);
  const requirement = level.requirement === true;
  const readings = {
    response: chosenOption(interpretations, 'response-limit'),
    pauses: chosenOption(interpretations, 'pauses'),
    arrival: chosenOption(interpretations, 'arrival'),
  };
  const hours = chosenOption(interpretations, 'working-time');
  const paused = stopping(incident, context, 'restoration', readings.pauses);
  const downtime = downtimeOf(paused, facts, readings.pauses, asOf);
  const { levels } = contract;
  const one: ClassCase = { incident, facts, level, levels, downtime, pauses: readings.pauses, paused, asOf };
  const classes = (contract.classes ?? []).map((own) => classResult(own, one, interpretations));
  const quotas = contract.quotas ?? [];
  const input: ClockInput = {
    incident,
    facts,
    level,
    requirement,
    classes: new Map(classes.map((result) => [result.id, result])),
    source: context,
    calendar: (id) => calendarFor(hours, id),
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
      noticeClock(input),
      submissions === null ? null : recordClock(input, submissions.get(incident.id)),
    ].filter((clock) => clock !== null),
    classes,
    counted: new Map(
      quotas.map((quota) => [
        quota.id,
        classes.find(({ id }) => id === quota.class) ??
          classResult(meantBy(quota, contract.classes ?? []), one, interpretations),
      ]),
    ),
    responsibility: incident.responsibility,
    downtime,
    restored: facts.restoredAt !== null,
    closed: facts.closedAt !== null,
  };
}

const failing = new Set<ClockState>(['missed', 'overrun', 'unrecorded']);

/**
 * Over the clocks that decide: a failing one is 未达标, else one that is not concluded 口径未定, one still running 进行中, and one for which
 * no day was agreed 待协商, which the end of the work does not change.
 */
export function overallOf(clocks: readonly Clock[]): IncidentAssessment['overall'] {
  const deciding = clocks.filter((clock) => clock.decides);
  if (deciding.some((clock) => failing.has(clock.state))) return 'missed';
  if (deciding.some((clock) => clock.state === 'undecided')) return 'undecided';
  return OPEN.find((state) => deciding.some((clock) => clock.state === state)) ?? 'met';
}

const OPEN = ['running', 'to-be-agreed'] as const;

/** true when the clock is held against the supplier. */
export const isFailing = (state: ClockState): boolean => failing.has(state);
