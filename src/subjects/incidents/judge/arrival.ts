/**
 * Remote start and arrival, and where the contract takes one for the other the rule that one of them must be in time (rule 4).
 * Where no limit applies, there is no clock. Pure.
 */
import { levelShort } from '../../../contract/terms/levels.ts';
import { compareInstants } from '../../../contract/time.ts';
import { type ClockState, clockStates } from '../../../states/clock.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import { type Clock, type ClockAlternative, notApplicable } from './clock.ts';
import type { IncidentFacts } from './incident-facts.ts';
import { type ClockInput, isOver, limitsOfClock } from './input.ts';
import type { ChosenOption } from './interpretation.ts';
import { type JudgedLimit, judgeLimit, limitFields } from './judge-limit.ts';
import { clausesOfLimits, elapsed, type Limit, travelMinutes, withTravel } from './limits.ts';
import { heldUp, pausedBetween, pausedTexts, stopping } from './pauses.ts';

const asRequirement = ({ level }: ClockInput): string => `${levelShort(level)}作为需求处理，不计时限`;

const remoteLimit = (input: ClockInput): Limit | undefined =>
  limitsOfClock(input, 'remote-start', input.facts.start)[0];

/** Remote diagnosis in time. Shown where it was named or begun; where an arrival makes it good, 诊断启动 decides. */
export function remoteStartClock(input: ClockInput): Clock | null {
  const { facts, incident, asOf } = input;
  const limit = remoteLimit(input);
  const label = '远程启动';
  if (limit === undefined) return null;
  if (input.requirement) return notApplicable('remote-start', label, limit.clause, asRequirement(input));
  if (incident.diagnosis === 'onsite' && facts.remoteStartedAt === null) {
    return notApplicable('remote-start', label, limit.clause, '诊断方式为现场');
  }
  return {
    id: 'remote-start',
    label,
    clause: limit.clause,
    start: facts.start,
    end: facts.remoteStartedAt,
    ...judgeLimit(limit, facts.start, facts.remoteStartedAt, asOf, isOver(input)),
    decides: !limit.orArrival,
    alternatives: [],
  };
}

/**
 * On the spot in time. It is owed, however one diagnoses, by an incident of a class whose limit it is, and where the contract
 * knows no remote start; else when somebody came or had to.
 */
export function arrivalClock(input: ClockInput): Clock | null {
  const { facts } = input;
  const limits = arrivalLimits(input);
  const label = '到场';
  const clause = clausesOfLimits(limits);
  const [limit] = limits;
  if (limit === undefined) return null;
  if (input.requirement) return notApplicable('arrival', label, clause, asRequirement(input));
  const end = arrivalOf(input);
  const named = input.incident.diagnosis !== 'remote' || end !== null;
  const remote = remoteLimit(input);
  // Agreed for a class: there somebody has to come, and no record of it is missed. Elsewhere nobody wrote it down.
  const judge = (isOfClass: boolean): JudgedLimit & Pick<Clock, 'passedAt'> => {
    if (isOfClass || remote === undefined || named) return judgeArrival(input, limit, end, isOfClass);
    const fields = limitFields(limit, facts.start);
    return { ...fields, seconds: null, state: 'not-applicable', text: '诊断方式为远程，不要求到场' };
  };
  const ofClass = limits.find((one) => one.class !== null)?.class;
  const own = ofClass === undefined || ofClass === null ? undefined : input.classes.get(ofClass);
  const required = remote === undefined || own?.holds === true;
  const result = judge(own?.holds === true);
  const basis = basisText(input);
  return {
    id: 'arrival',
    label,
    clause,
    start: facts.start,
    end,
    ...result,
    text: `${result.text}${basis}`,
    decides: required || (remote?.orArrival === false && named),
    alternatives:
      own === undefined || remote === undefined
        ? []
        : Object.entries(own.byOption)
            .filter(([id, one]) => id !== own.option && one.holds !== own.holds)
            .map(([id, one]): ClockAlternative => {
              const { deadline: _, passedAt: __, ...judged } = judge(one.holds);
              const option = `${own.interpretation ?? own.id}:${id}`;
              const from = own.countsFrom === undefined ? {} : { countsFrom: own.countsFrom };
              return { label: `${own.name}口径：${one.label}`, option, ...from, ...judged };
            }),
  };
}

/** Less what stopped the arrival by a clause of the contract, told in its sentence. */
function judgeArrival(
  input: ClockInput,
  limit: Limit,
  end: string | null,
  isOfClass: boolean,
): JudgedLimit & Pick<Clock, 'passedAt'> {
  const { incident, source, facts, readings, asOf } = input;
  const stops = stopping(incident, source, 'arrival', readings.pauses);
  const pausedIn = (from: string, to: string) => pausedBetween(stops, from, to, asOf, (a, b) => elapsed(limit, a, b));
  const paused = (_: Limit, from: string, to: string): number =>
    readings.pauses.effect === 'none' ? 0 : pausedIn(from, to).confirmed;
  const whenMissing = isOfClass ? 'missed' : 'unrecorded';
  const judged = judgeLimit(limit, facts.start, end, asOf, isOver(input), whenMissing, paused);
  const until = end ?? asOf;
  if (judged.seconds === null || compareInstants(facts.start, until) >= 0) return judged;
  const gross = elapsed(limit, facts.start, until);
  const stood = pausedIn(facts.start, until);
  const told = pausedTexts({
    ...{ gross, net: gross - stood.confirmed },
    ...{ counted: judged.seconds, unconfirmed: stood.unconfirmed },
  });
  const held = heldUp(stops, limit, { gross, counted: judged.seconds }, { start: facts.start, until, asOf });
  return { ...judged, ...held, text: [judged.text, ...told].join('，') };
}

/** With what the contract allows for the way. */
const arrivalLimits = (input: ClockInput): Limit[] =>
  limitsOfClock(input, 'arrival', input.facts.start).map((limit) =>
    withTravel(limit, travelMinutes(input.source, input.incident)),
  );

type Arriving = {
  readonly facts: Pick<IncidentFacts, 'start' | 'arrivedAt' | 'gateAt' | 'arrivalSignedAt' | 'respondedAt'>;
  readonly incident: Pick<IncidentRecord, 'residentOnSpot' | 'onDuty'>;
  readonly readings: { readonly arrival: Pick<ChosenOption, 'effect'> };
};

/**
 * When they had arrived by the reading of what counts as arrival; null: not yet, or by this reading nothing shows it. With the resident
 * engineer on the spot, the response is the arrival.
 */
function arrivalOf({ facts, incident, readings }: Arriving): string | null {
  const spot = facts.arrivedAt ?? (incident.residentOnSpot ? facts.respondedAt : null);
  switch (readings.arrival.effect) {
    case 'gate':
      return facts.gateAt ?? spot;
    case 'signed':
      return facts.arrivalSignedAt;
    case 'on-duty':
      return incident.onDuty === true ? facts.start : spot;
    default:
      return spot;
  }
}

/** What stands for the arrival, where it is not the time that was written down as such. */
function basisText(input: ClockInput): string {
  const { facts, incident, readings } = input;
  const { effect } = readings.arrival;
  const end = arrivalOf(input);
  if (effect === 'signed') return end === null ? '（没有⟦采购人⟧签认）' : '（以⟦采购人⟧签认的时间为准）';
  if (effect === 'on-duty' && incident.onDuty === true) return '（值班人员在岗，视为到场）';
  if (effect === 'gate' && facts.gateAt !== null) return '（以门岗登记的时间为准）';
  return end !== null && facts.arrivedAt === null ? '（⟦现场⟧工程师在现场，响应即到场）' : '';
}

/** With neither remote start nor arrival in time it is 未达标; either in time is enough. Null where both are owed. */
export function diagnosisClock(input: ClockInput): Clock | null {
  if (remoteLimit(input)?.orArrival !== true) return null;
  const both = [remoteStartClock(input), onSiteClock(input)].filter((one) => one !== null);
  const clause = both.flatMap((one) => (one.clause === '' ? [] : [one.clause])).join('、');
  const label = '诊断启动';
  if (input.requirement) return notApplicable('diagnosis', label, clause, asRequirement(input));
  const parts = both.filter((clock) => clock.state !== 'not-applicable');
  const state = eitherInTime(parts.map((clock) => clock.state));
  const shown =
    parts.find((clock) => clock.state === state && clock.end !== null) ??
    parts.find((clock) => clock.end !== null) ??
    parts[0];
  return {
    id: 'diagnosis',
    label,
    clause,
    start: input.facts.start,
    end: shown?.end ?? null,
    seconds: shown?.seconds ?? null,
    limitSeconds: shown?.limitSeconds ?? null,
    limit: shown?.limit ?? null,
    deadline: shown?.deadline ?? null,
    state,
    text: diagnosisText(parts, state),
    decides: true,
    alternatives: [],
  };
}

/** Arrival as one of the two ways of diagnosis, whatever class the incident is of. */
function onSiteClock(input: ClockInput): Clock | null {
  const plain = [...input.classes].map(([id, one]) => [id, { ...one, holds: false, byOption: {} }] as const);
  return arrivalClock({ ...input, classes: new Map(plain) });
}

/** Neither recorded once the incident is over is 未达标, not 未登记 (rule 4). */
function eitherInTime(states: readonly ClockState[]): ClockState {
  if (states.includes('met')) return 'met';
  if (states.includes('running')) return 'running';
  return states.includes('overrun') ? 'overrun' : 'missed';
}

function diagnosisText(parts: readonly Clock[], state: ClockState): string {
  const each = parts.map((clock) => `${clock.label}${clockStates[clock.state]}`).join('，');
  return `${each === '' ? '未登记诊断方式' : each}；两者有一项按时即达标：${clockStates[state]}`;
}
