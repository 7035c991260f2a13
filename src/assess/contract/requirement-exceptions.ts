/** Activities, availability and coverage held against the numbers that the contract asks for; nothing where it asks for none. Pure. */
import { isElsewhere } from '../../contract/precedence/requirements.ts';
import { type Asking, requirementPeriods, requirementsOf, timesText } from '../../contract/terms/requirements.ts';
import { toDate } from '../../contract/time.ts';
import { formatDuration } from '../../wording/durations.ts';
import { observedText, percentAsked, type Rate, rateText } from '../../wording/figures.ts';
import type { TargetAvailability } from '../service/availability.ts';
import { availabilityBy, isUnder } from '../service/availability-targets.ts';
import { type ActivityState, activityText } from './activities.ts';

interface Input {
  contract: Asking;
  /** What had to happen so many times in a period that ended in the interval. */
  activities: readonly ActivityState[];
  availability: readonly TargetAvailability[];
  /** Calendar months that lie in the interval whole. */
  months: readonly string[];
  /** What was seen in those months from their first day on. */
  monthly: readonly TargetAvailability[];
  scanned: Rate;
  assetName(asset: string): string;
}

/** As the exceptions of all other rules. */
interface Under {
  clauses: string[];
  where: string;
  day: null;
  text: string;
}

/**
 * What lies under the number. A target by the month is judged month by month, one by the quarter or the year over the interval
 * that is counted: what nobody observed is no fault, and no proof.
 */
export function requirementExceptions(input: Input): Under[] {
  return [...activityExceptions(input), ...availabilityExceptions(input), ...coverageExceptions(input)];
}

/** Periods that are over without what the contract asks for in number. */
function activityExceptions({ activities }: Input): Under[] {
  return activities
    .filter((one) => one.state === 'missed')
    .map((one) => ({
      clauses: [...one.activity.clauses],
      where: one.done.join('、'),
      day: null,
      text: activityText(one, timesText(one.activity)),
    }));
}

function availabilityExceptions({ contract, availability, months, monthly, assetName }: Input): Under[] {
  return requirementsOf(contract).availability.flatMap((target) => {
    const query = { ...target, window: target.per === 'month' ? ('month' as const) : ('period' as const) };
    return availabilityBy(availability, query, months, monthly)
      .filter((one) => one.share !== null && isUnder(one, { below: target.percent }))
      .filter(({ month }) => month === null || !isElsewhere(target, lastDayOf(month)))
      .map(({ targets, month, share, down, unobserved }): Under => {
        const name = targets.length === 1 ? assetName(targets[0] ?? '') : `${targets.length} 个对象合计`;
        const unseen = unobserved === 0 ? '' : `，另有 ${formatDuration(unobserved)}未观测`;
        const asked = `要求${requirementPeriods[target.per]}不低于 ${percentAsked(target.percent)}`;
        return {
          clauses: [...target.clauses],
          where: targets.length === 1 ? (targets[0] ?? '') : '',
          day: null,
          text: `${name}${month === null ? '' : ` ${month}`} 可用率 ${observedText(share)}（中断 ${formatDuration(down)}${unseen}），${asked}`,
        };
      });
  });
}

const lastDayOf = (month: string): string => {
  const first = toDate(`${month}-01`);
  return first.with({ day: first.daysInMonth }).toString();
};

function coverageExceptions({ contract, scanned }: Input): Under[] {
  const { numerator, denominator } = scanned;
  return requirementsOf(contract)
    .coverage.filter(({ percent }) => denominator > 0 && numerator * 100 < percent * denominator)
    .map(({ clauses, percent }) => ({
      clauses: [...clauses],
      where: '',
      day: null,
      text: `漏洞扫描覆盖 ${rateText(scanned)}，要求不低于 ${percentAsked(percent)}`,
    }));
}
