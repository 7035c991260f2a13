/**
 * Reports of progress to the purchaser while an incident lasts: each no later than so long after the start of the clocks, or after the one
 * before, until it is restored. Owed, seen, late, missed; kept where no interval was longer than the limit. Pure.
 */
import { levelShort } from '../../../contract/terms/levels.ts';
import { compareInstants, formatDateTimeSeconds, type InstantText } from '../../../contract/time.ts';
import { clockStates } from '../../../states/clock.ts';
import { formatDuration } from '../../../wording/durations.ts';
import { type Clock, notApplicable } from './clock.ts';
import { type ClockInput, isOver, limitsOfClock } from './input.ts';
import { behindNote, clausesOfLimits, deadlineOf, elapsed, type Limit } from './limits.ts';

const LABEL = '进展通报';

/** What became of the reports that were owed. */
interface Notices {
  /** That fell due before the end, and those of them that came in time, late, never. */
  owed: number;
  inTime: number;
  late: number;
  missed: number;
  /** Longest time without one, in seconds of the limit. */
  longest: number;
  /** When the first that was late or missed fell due. */
  brokenAt: InstantText | null;
  /** When the next one falls due. */
  next: InstantText | null;
}

/** Null where the contract asks for none. */
export function noticeClock(input: ClockInput): Clock | null {
  const { facts, incident, level, asOf } = input;
  const limits = limitsOfClock(input, 'notice', facts.start);
  const [limit] = limits;
  if (limit === undefined) return null;
  const clause = clausesOfLimits(limits);
  if (input.requirement) return notApplicable('notice', LABEL, clause, `${levelShort(level)}作为需求处理，不计时限`);
  const over = facts.restoredAt ?? facts.closedAt;
  const until = over ?? asOf;
  const given = (incident.notices ?? []).map(({ at }) => at).filter((at) => compareInstants(at, until) <= 0);
  const found = noticesWithin(limit, facts.start, given, until);
  if (isOver(input) && found.owed === 0 && given.length === 0)
    return notApplicable('notice', LABEL, clause, `不满 ${limit.text}即恢复，未到应通报的时间`);
  const isBroken = found.brokenAt !== null;
  const state = over === null ? (isBroken ? 'overrun' : 'running') : isBroken ? 'missed' : 'met';
  const counts = `应通报 ${found.owed} 次，按时 ${found.inTime} 次、迟报 ${found.late} 次、未报 ${found.missed} 次`;
  const first = found.brokenAt === null ? '' : `，其中最早的应于 ${formatDateTimeSeconds(found.brokenAt)} 前通报`;
  return {
    id: 'notice',
    label: LABEL,
    clause: limit.clause,
    start: facts.start,
    end: over,
    seconds: found.longest,
    limitSeconds: limit.seconds,
    limit: limit.text,
    limitKey: limit.key,
    deadline: found.brokenAt ?? found.next,
    state,
    broken: found.late + found.missed,
    text: `${counts}${first}；最长间隔 ${formatDuration(found.longest)}，时限每 ${limit.text}，${clockStates[state]}${behindNote(limit)}`,
    decides: true,
    alternatives: [],
  };
}

/** @param given moments of the reports, in their order */
function noticesWithin(limit: Limit, start: InstantText, given: readonly InstantText[], until: InstantText): Notices {
  const found: Notices = { owed: 0, inTime: 0, late: 0, missed: 0, longest: 0, brokenAt: null, next: null };
  const isBefore = (a: InstantText, b: InstantText): boolean => compareInstants(a, b) < 0;
  const after = given.filter((at) => !isBefore(at, start));
  let last = start;
  // Each due time that passed without one is missed, but for the last before a report: that one came late.
  const pass = (to: InstantText): number => {
    let passed = 0;
    let from: InstantText | null = last;
    while (from !== null && limit.seconds !== null && elapsed(limit, from, to) > limit.seconds) {
      from = deadlineOf(limit, from);
      found.brokenAt ??= from;
      passed += 1;
    }
    found.owed += passed;
    found.next = from === null ? null : deadlineOf(limit, from);
    return passed;
  };
  for (const at of after) {
    const passed = pass(at);
    found.missed += Math.max(0, passed - 1);
    if (passed > 0) found.late += 1;
    else {
      found.owed += 1;
      found.inTime += 1;
    }
    found.longest = Math.max(found.longest, elapsed(limit, last, at));
    last = at;
  }
  found.missed += pass(until);
  found.longest = Math.max(found.longest, isBefore(last, until) ? elapsed(limit, last, until) : 0);
  return found;
}
