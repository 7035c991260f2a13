/** Remote start and arrival, and the rule that one of them must be in time (rule 4). Pure. */
import { type Clock, type ClockAlternative, type ClockState, clockStates, clockText, judgeClock } from './clock.ts';
import type { ClockInput } from './input.ts';
import { clausesOf, limitsOf } from './limits.ts';
import { notApplicable } from './response.ts';

const AS_REQUIREMENT = '适用性调整作为需求处理，不计时限';

const isOver = ({ facts }: ClockInput): boolean => facts.restoredAt !== null || facts.closedAt !== null;

/** 5.3.3: remote diagnosis within 15 min. Shown where remote diagnosis was named or begun; 诊断启动 decides. */
export function remoteStartClock(input: ClockInput): Clock {
  const { facts, incident, asOf } = input;
  const [limit] = limitsOf(input.commitments, 'remote-start');
  const label = '远程启动';
  if (limit === undefined) return notApplicable('remote-start', label, '', '合同未约定远程启动时限');
  if (input.requirement) return notApplicable('remote-start', label, limit.clause, AS_REQUIREMENT);
  if (incident.diagnosis === 'onsite' && facts.remoteStartedAt === null) {
    return notApplicable('remote-start', label, limit.clause, '诊断方式为现场');
  }
  const judged = judgeClock(facts.start, facts.remoteStartedAt, limit.seconds, asOf, isOver(input));
  return {
    id: 'remote-start',
    label,
    clause: limit.clause,
    start: facts.start,
    end: facts.remoteStartedAt,
    ...judged,
    limitSeconds: limit.seconds,
    text: clockText(judged, limit.seconds),
    decides: false,
    alternatives: [],
  };
}

/** 5.1.1(2), 5.3.2: on the spot within one hour. Always applies to major incidents, and then decides. */
export function arrivalClock(input: ClockInput): Clock {
  const { facts, major } = input;
  const limits = limitsOf(input.commitments, 'arrival').filter((limit) => !limit.majorOnly || major.byAny);
  const label = '到场';
  const clause = clausesOf(limits);
  const [limit] = limits;
  if (limit === undefined) return notApplicable('arrival', label, clause, '合同未约定到场时限');
  if (input.requirement) return notApplicable('arrival', label, clause, AS_REQUIREMENT);
  const end = arrivalOf(input);
  const named = input.incident.diagnosis !== 'remote' || end !== null;
  const judge = (required: boolean): { seconds: number | null; state: ClockState; text: string } => {
    if (!required && !named) return { seconds: null, state: 'not-applicable', text: '诊断方式为远程，不要求到场' };
    const judged = judgeClock(
      facts.start,
      end,
      limit.seconds,
      input.asOf,
      isOver(input),
      required ? 'missed' : 'unrecorded',
    );
    return { ...judged, text: clockText(judged, limit.seconds) };
  };
  const result = judge(major.major);
  const spot = end !== null && facts.arrivedAt === null ? '（驻点工程师在现场，响应即到场）' : '';
  return {
    id: 'arrival',
    label,
    clause,
    start: facts.start,
    end,
    seconds: result.seconds,
    limitSeconds: limit.seconds,
    state: result.state,
    text: `${result.text}${spot}`,
    decides: major.major,
    alternatives: otherReadings(input, (isMajor) => ({ ...judge(isMajor), limitSeconds: limit.seconds })),
  };
}

/** With the resident engineer on the spot, the response is the arrival. */
function arrivalOf({ facts, incident }: ClockInput): string | null {
  return facts.arrivedAt ?? (incident.residentOnSpot ? facts.respondedAt : null);
}

/** Result under each other reading of 重大 that judges this incident differently. */
function otherReadings(
  { major }: ClockInput,
  judge: (isMajor: boolean) => Omit<ClockAlternative, 'label' | 'option'>,
): ClockAlternative[] {
  return Object.entries(major.byOption)
    .filter(([id, result]) => id !== major.option && result.major !== major.major)
    .map(([id, result]) => ({ label: `重大故障口径：${result.label}`, option: `major:${id}`, ...judge(result.major) }));
}

/** With neither remote start nor arrival in time it is 未达标; either in time is enough. */
export function diagnosisClock(input: ClockInput): Clock {
  const remote = remoteStartClock(input);
  const arrival = onSiteClock(input);
  const clause = [remote.clause, arrival.clause].filter((one) => one !== '').join('、');
  const label = '诊断启动';
  if (input.requirement) return notApplicable('diagnosis', label, clause, AS_REQUIREMENT);
  const parts = [remote, arrival].filter((clock) => clock.state !== 'not-applicable');
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
    state,
    text: diagnosisText(parts, state),
    decides: true,
    alternatives: [],
  };
}

/** Arrival as one of the two ways of diagnosis, whether or not the incident is major. */
function onSiteClock(input: ClockInput): Clock {
  const plain = { ...input.major, major: false, byOption: {} };
  return arrivalClock({ ...input, major: plain });
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
