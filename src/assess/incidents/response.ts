/** Response (10 min for all, 30 min for major ones) and the record within 24 h. Pure. */

import { compareInstants, formatDateTimeSeconds, type InstantText } from '../../contract/time.ts';
import { limitText } from '../../wording/durations.ts';
import { type Clock, type ClockAlternative, clockText, judgeClock } from './clock.ts';
import type { ClockInput } from './input.ts';
import { clausesOf, type Limit, limitsOf } from './limits.ts';

/** A clock that does not apply, with the reason. */
export function notApplicable(id: Clock['id'], label: string, clause: string, text: string): Clock {
  const none = { start: null, end: null, seconds: null, limitSeconds: null };
  return { id, label, clause, ...none, state: 'not-applicable', text, decides: false, alternatives: [] };
}

/** Rule 1: both clocks are kept; the stricter decides unless both sides agreed otherwise. */
export function responseClock(input: ClockInput): Clock {
  const { facts, incident, requirement, asOf, major } = input;
  const limits = limitsOf(input.commitments, 'response').filter((limit) => !limit.majorOnly || major.byAny);
  const clause = clausesOf(limits);
  if (requirement) return notApplicable('response', '响应', clause, '适用性调整作为需求处理，不计响应时限');
  const deciding = decidingLimit(input, limits);
  if (deciding === undefined) return notApplicable('response', '响应', clause, '合同未约定响应时限');
  // With the resident engineer on the spot, arriving and responding are one act (rule 4).
  const end = facts.respondedAt ?? (incident.residentOnSpot ? facts.arrivedAt : null);
  const finished = facts.restoredAt !== null || facts.closedAt !== null;
  const judge = (limit: Limit) => judgeClock(facts.start, end, limit.seconds, asOf, finished);
  const judged = judge(deciding);
  const others = limits.filter((limit) => limit !== deciding);
  return {
    id: 'response',
    label: '响应',
    clause: deciding.clause,
    start: facts.start,
    end,
    ...judged,
    limitSeconds: deciding.seconds,
    text: clockText(judged, deciding.seconds),
    decides: true,
    alternatives: others.map((limit): ClockAlternative => {
      const result = judge(limit);
      const label = `${limitText(limit.seconds)}（${limit.clause}${limit.majorOnly ? '，重大故障' : ''}）`;
      return { label, ...result, limitSeconds: limit.seconds, text: clockText(result, limit.seconds) };
    }),
  };
}

/** `stricter`: the shortest of all; `by-kind`: that of major incidents for a major one. */
function decidingLimit({ readings, major }: ClockInput, limits: readonly Limit[]): Limit | undefined {
  const ofMajor = limits.find((limit) => limit.majorOnly);
  if (readings.response.option === 'by-kind' && major.major && ofMajor !== undefined) return ofMajor;
  return readings.response.option === 'by-kind' ? limits.find((limit) => !limit.majorOnly) : limits[0];
}

/**
 * 5.3.4: the analysis within 24 h after 处理完成 (= 关闭, rule 10). It is submitted when its first revision is issued: what the
 * record gives as the time of writing is told, and ends no clock.
 */
export function recordClock({ facts, commitments, asOf }: ClockInput, issuedAt: InstantText | undefined): Clock {
  const [limit] = limitsOf(commitments, 'record');
  if (limit === undefined) return notApplicable('record', '分析处理记录', '', '合同未约定记录时限');
  if (facts.closedAt === null) return notApplicable('record', '分析处理记录', limit.clause, '尚未处理完成，未起算');
  const end = issuedAt !== undefined && compareInstants(issuedAt, asOf) <= 0 ? issuedAt : null;
  const judged = judgeClock(facts.closedAt, end, limit.seconds, asOf, false);
  const written = facts.recordedAt === null ? '' : `，登记的完成时间 ${formatDateTimeSeconds(facts.recordedAt)}`;
  const basis = end !== null ? '以第 1 版的签发时间为准' : `第 1 版尚未签发${written}`;
  return {
    id: 'record',
    label: '分析处理记录',
    clause: limit.clause,
    start: facts.closedAt,
    end,
    ...judged,
    limitSeconds: limit.seconds,
    text: `${clockText(judged, limit.seconds)}（${basis}）`,
    decides: true,
    alternatives: [],
  };
}
