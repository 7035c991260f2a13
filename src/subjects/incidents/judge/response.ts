/** Response, and the analysis after the end. Where no limit of the contract applies, there is no clock. Pure. */
import { clauseMarks } from '../../../contract/terms/clause-marks.ts';
import { levelShort } from '../../../contract/terms/levels.ts';
import { compareInstants, formatDateTimeSeconds, type InstantText } from '../../../contract/time.ts';
import { type Clock, type ClockAlternative, notApplicable } from './clock.ts';
import { type ClockInput, isOver, limitsOfClock } from './input.ts';
import { judgeLimit } from './judge-limit.ts';
import { clausesOfLimits, type Limit } from './limits.ts';

/** Rule 1: every limit is kept; the strictest decides unless a 口径 says otherwise. */
export function responseClock(input: ClockInput): Clock | null {
  const { facts, incident, level, asOf, classes } = input;
  const limits = limitsOfClock(input, 'response', facts.start);
  const [first] = limits;
  if (first === undefined) return null;
  if (input.requirement)
    return notApplicable('response', '响应', clausesOfLimits(limits), `${levelShort(level)}作为需求处理，不计响应时限`);
  const deciding = decidingLimit(input, limits);
  if (deciding === undefined) return null;
  // With the resident engineer on the spot, arriving and responding are one act (rule 4).
  const end = facts.respondedAt ?? (incident.residentOnSpot ? facts.arrivedAt : null);
  const judge = (limit: Limit) => judgeLimit(limit, facts.start, end, asOf, isOver(input));
  return {
    id: 'response',
    label: '响应',
    clause: deciding.clause,
    start: facts.start,
    end,
    ...judge(deciding),
    decides: true,
    alternatives: limits
      .filter((limit) => limit !== deciding)
      .map((limit): ClockAlternative => {
        const name = limit.class === null ? '' : `，${classes.get(limit.class)?.name ?? limit.class}`;
        const { deadline: _, ...judged } = judge(limit);
        return { label: `${limit.text}（${clauseMarks(limit.clause)}${name}）`, ...judged };
      }),
  };
}

/** `strictest`: the shortest of all; `by-class`: that of the class for an incident of it, else the common one. */
function decidingLimit({ readings, classes }: ClockInput, limits: readonly Limit[]): Limit | undefined {
  if (readings.response.effect !== 'by-class') return limits[0];
  const ofClass = limits.find((limit) => limit.class !== null && classes.get(limit.class)?.holds === true);
  return ofClass ?? limits.find((limit) => limit.class === null);
}

/**
 * The analysis after 处理完成 (= 关闭, rule 10). It is submitted when its first revision is issued: what the record gives as the
 * time of writing is told, and ends no clock.
 */
export function recordClock(input: ClockInput, issuedAt: InstantText | undefined): Clock | null {
  const { facts, asOf } = input;
  const label = '分析处理记录';
  const [limit] = limitsOfClock(input, 'analysis', facts.closedAt ?? facts.start);
  if (limit === undefined) return null;
  if (facts.closedAt === null) return notApplicable('record', label, limit.clause, '尚未处理完成，未起算');
  const end = issuedAt !== undefined && compareInstants(issuedAt, asOf) <= 0 ? issuedAt : null;
  const judged = judgeLimit(limit, facts.closedAt, end, asOf, false);
  const written = facts.recordedAt === null ? '' : `，登记的完成时间 ${formatDateTimeSeconds(facts.recordedAt)}`;
  const basis = end !== null ? '以第 1 版的签发时间为准' : `第 1 版尚未签发${written}`;
  return {
    id: 'record',
    label,
    clause: limit.clause,
    start: facts.closedAt,
    end,
    ...judged,
    text: `${judged.text}（${basis}）`,
    decides: true,
    alternatives: [],
  };
}
