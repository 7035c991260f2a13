/** Activities, availability and coverage held against the numbers that the contract asks for; nothing where it asks for none. Pure. */
import { windowText } from '../../contract/calendar/judged-windows.ts';
import { isElsewhere } from '../../contract/precedence/requirements.ts';
import {
  type Asking,
  type AvailabilityTarget,
  requirementsOf,
  targetPeriodText,
  timesText,
} from '../../contract/terms/requirements.ts';
import {
  type AvailabilityFound,
  type AvailabilityWindows,
  availabilityBy,
  isUnder,
  otherShareText,
} from '../../subjects/availability/judge/availability-targets.ts';
import { formatDuration } from '../../wording/durations.ts';
import { observedText, percentAsked, type Rate, rateText } from '../../wording/figures.ts';
import { type ActivityState, activityText, isShort } from './activities.ts';
import { activityEvent, availabilityEvent, type EventKey } from './event.ts';

interface Input {
  contract: Asking;
  /** What had to happen so many times in a period that ended in the interval. */
  activities: readonly ActivityState[];
  /** The months, quarters … over which it asks for an availability. */
  windows: AvailabilityWindows;
  scanned: Rate;
  assetName(asset: string): string;
}

/** As the exceptions of all other rules. */
interface Under {
  clauses: string[];
  where: string;
  day: null;
  text: string;
  events?: EventKey[];
}

/**
 * What lies under the number. An availability is judged over each month, quarter, year … that ended, over all its own days: what
 * nobody observed is no fault, and no proof.
 */
export function requirementExceptions(input: Input): Under[] {
  return [...activityExceptions(input), ...availabilityExceptions(input), ...coverageExceptions(input)];
}

/** Periods that are over without what the contract asks for in number. */
function activityExceptions({ activities, assetName }: Input): Under[] {
  return activities.filter(isShort).map((one) => ({
    clauses: [...one.activity.clauses],
    where: [...one.done, ...one.late.map(({ id }) => id)].join('、'),
    day: null,
    text: activityText(one, timesText(one.activity), assetName),
    events: [activityEvent(one)],
  }));
}

/** What was seen of a target, over every span of it that ended with a day that the document counts. */
export const foundOfTarget = (target: AvailabilityTarget, windows: AvailabilityWindows): AvailabilityFound[] =>
  availabilityBy([], { ...target, window: target.per }, windows);

/** The same without the spans of which a paper of higher rank says otherwise. */
export const heldOfTarget = (target: AvailabilityTarget, windows: AvailabilityWindows): AvailabilityFound[] =>
  foundOfTarget(target, windows).filter(({ window }) => window === null || !isElsewhere(target, window.to));

/** The same of every target of the contract. */
export const heldTargets = (
  contract: Asking,
  windows: AvailabilityWindows,
): { target: AvailabilityTarget; found: AvailabilityFound[] }[] =>
  requirementsOf(contract).availability.map((target) => ({
    target,
    found: heldOfTarget(target, windows),
  }));

/** What was observed lies under the number, by every reading of an open start; what nobody observed does not. */
export const isMissed = (target: AvailabilityTarget, found: AvailabilityFound): boolean =>
  found.share !== null && isUnder(found.range?.best ?? found, { below: target.percent });

/** Under the number by one reading of an open start and not by another. */
export const isDisputed = (target: AvailabilityTarget, found: AvailabilityFound): boolean =>
  found.range !== undefined && !isMissed(target, found) && isUnder(found.range.worst, { below: target.percent });

function availabilityExceptions({ contract, windows, assetName }: Input): Under[] {
  return heldTargets(contract, windows).flatMap(({ target, found }) =>
    found
      .filter((one) => isMissed(target, one))
      .map((one): Under => {
        const { targets, window, share, down, unobserved, faults } = one;
        const name = targets.length === 1 ? assetName(targets[0] ?? '') : `${targets.length} 个对象合计`;
        const unseen = unobserved === 0 ? '' : `，另有 ${formatDuration(unobserved)}未观测`;
        const asked = `要求${targetPeriodText(target)}不低于 ${percentAsked(target.percent)}`;
        return {
          clauses: [...target.clauses],
          where: targets.length === 1 ? (targets[0] ?? '') : '',
          day: null,
          // A target is always judged over a span of its own.
          events: window === null ? [] : [availabilityEvent(one, window)],
          text: `${name}${window === null ? '' : ` ${windowText(window)}`} 可用率 ${observedText(share)}（${faults === undefined ? '' : `按故障计 ${faults.length} 起，`}中断 ${formatDuration(down)}${unseen}）${otherShareText(one, target.maintenance)}，${asked}`,
        };
      }),
  );
}

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
