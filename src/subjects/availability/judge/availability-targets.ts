/**
 * 可用率 held against a limit: of each watched object or of all together, over the months, quarters … that the contract asks for,
 * each over its own days, or over the whole interval of the document where it says so. Pure.
 */
import { type JudgedWindow, type WindowUnit, windowRuleKey } from '../../../contract/calendar/judged-windows.ts';
import { observedText, shareOf } from '../../../wording/figures.ts';
import { hasPlanned, type Seconds, sumOfSeconds, type TargetAvailability, upOf, withPlanned } from './availability.ts';

export interface AvailabilityQuery {
  /** Objects; without it all that are probed. */
  assets?: readonly string[] | undefined;
  of?: 'each' | 'together' | undefined;
  /** Over which spans; without it, and for `period`, over the interval of the document. */
  window?: WindowUnit | 'period' | undefined;
  interval?: 'natural' | 'service' | undefined;
  /** `included`: what was down in agreed maintenance counts as down, what was up as up. */
  maintenance?: 'excluded' | 'included' | undefined;
}

/** The spans over which a contract asks for an availability, as a document finds them. */
export interface AvailabilityWindows {
  /** Those that ended with a day that the document counts: judged here, whichever document counted their days. */
  ended: readonly JudgedWindow[];
  /** Those that have begun, and did not end with a day that it counts. */
  open: readonly JudgedWindow[];
  /** What was seen from the first day of the earliest that ended. */
  seen: readonly TargetAvailability[];
}

export interface AvailabilityFound {
  targets: string[];
  /** null: of the whole interval. */
  window: JudgedWindow | null;
  /** Seconds; the share is up ÷ (up + down), null where nothing was observed. */
  up: number;
  down: number;
  unobserved: number;
  share: number | null;
  /** The share by the other way to count agreed maintenance; null where nothing was down in any. */
  other: number | null;
}

/** The spans of a query among some; none where it asks for the interval of the document. */
export const windowsOfQuery = (
  { window, interval }: AvailabilityQuery,
  all: readonly JudgedWindow[],
): readonly JudgedWindow[] =>
  window === undefined || window === 'period'
    ? []
    : all.filter(({ rule }) => rule === windowRuleKey({ unit: window, interval }));

/**
 * @param seen what was seen in the interval of the document
 * @returns by object and span, in the order of the data
 */
export function availabilityBy(
  seen: readonly TargetAvailability[],
  query: AvailabilityQuery,
  windows: AvailabilityWindows,
): AvailabilityFound[] {
  const ofInterval = query.window === undefined || query.window === 'period';
  const known = ofInterval ? seen : windows.seen;
  const names = query.assets ?? known.map((one) => one.target);
  const groups = query.of === 'together' ? [[...names]] : names.map((name) => [name]);
  const spans = ofInterval ? [null] : windowsOfQuery(query, windows.ended);
  return groups.flatMap((targets) =>
    targets.length === 0 ? [] : spans.map((window) => foundOf(targets, window, known, query.maintenance)),
  );
}

function foundOf(
  targets: string[],
  window: JudgedWindow | null,
  seen: readonly TargetAvailability[],
  maintenance: AvailabilityQuery['maintenance'],
): AvailabilityFound {
  const parts: Seconds[] = seen
    .filter((one) => targets.includes(one.target))
    .flatMap((one) =>
      window === null ? [one.seconds] : one.days.filter(({ date }) => date >= window.from && date <= window.to),
    );
  const sum = sumOfSeconds(parts);
  const [own, other] = maintenance === 'included' ? [withPlanned(sum), sum] : [sum, withPlanned(sum)];
  return {
    ...{ targets, window, up: own.up, down: own.down, unobserved: sum.unobserved },
    share: shareOf(upOf(own)),
    other: hasPlanned(sum) ? shareOf(upOf(other)) : null,
  };
}

/** `（计入计划维护为 98.20 %）` behind a share: the other figure stays visible; nothing where the two are one. */
export function otherShareText(
  { share, other }: AvailabilityFound,
  maintenance: AvailabilityQuery['maintenance'],
): string {
  if (other === null || other === share) return '';
  return `（${maintenance === 'included' ? '不计' : '计入'}计划维护为 ${observedText(other)}）`;
}

/** true when the share of an interval lies under a bound in percent; the bound itself belongs to `atMost` alone. */
export function isUnder(
  { up, down }: Pick<AvailabilityFound, 'up' | 'down'>,
  { below, atMost }: { below?: number | undefined; atMost?: number | undefined },
): boolean {
  const percent = (100 * up) / (up + down);
  return below !== undefined ? percent < below : atMost !== undefined && percent <= atMost;
}
