/**
 * 可用率 held against a limit: of each watched object or of all together, over the months, quarters … that the contract asks for,
 * each over its own days, or over the whole interval of the document where it says so. Pure.
 */
import { type JudgedWindow, type WindowUnit, windowRuleKey } from '../../../contract/calendar/judged-windows.ts';
import { formatDuration } from '../../../wording/durations.ts';
import { observedText, shareOf } from '../../../wording/figures.ts';
import { hasPlanned, type Seconds, sumOfSeconds, type TargetAvailability, upOf, withPlanned } from './availability.ts';
import { type DownFacts, faultTime, type MaintenanceRule, type UpDown } from './by-incidents.ts';

export interface AvailabilityQuery {
  /** Objects; without it all that are probed. */
  assets?: readonly string[] | undefined;
  of?: 'each' | 'together' | undefined;
  /** Over which spans; without it, and for `period`, over the interval of the document. */
  window?: WindowUnit | 'period' | undefined;
  interval?: 'natural' | 'service' | undefined;
  /** Of months alone: numbers of those that are asked for. */
  months?: readonly number[] | undefined;
  /** Levels of faults: down while one of them lasts; without it what probes saw. */
  incidents?: readonly string[] | undefined;
  /**
   * `included`: what was down in agreed maintenance counts as down, what was up as up. `excluded`: it counts as neither.
   * `available`: it interrupts nothing and is part of the whole time.
   */
  maintenance?: MaintenanceRule | undefined;
}

/** The spans over which a contract asks for an availability, as a document finds them. */
export interface AvailabilityWindows extends Pick<DownFacts, 'faults' | 'planned'> {
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
  /** Of an availability by faults: their records. */
  faults?: readonly string[];
  /** By the readings of open starts that are best and worst; absent where all agree. */
  range?: { best: UpDown; worst: UpDown };
}

/** Nothing is asked for over spans of its own. */
export const NO_WINDOWS: AvailabilityWindows = { ended: [], open: [], seen: [], faults: null, planned: [] };

/** true of a query over the interval of the document itself. */
export const isOfDocument = ({ window }: AvailabilityQuery): boolean => window === undefined || window === 'period';

/** The spans of a query among some; none where it asks for the interval of the document. */
export function windowsOfQuery(query: AvailabilityQuery, all: readonly JudgedWindow[]): readonly JudgedWindow[] {
  const { window, interval, months } = query;
  if (window === undefined || window === 'period') return [];
  return all
    .filter(({ rule }) => rule === windowRuleKey({ unit: window, interval }))
    .filter(({ from }) => months === undefined || months.includes(Number(from.slice(5, 7))));
}

/**
 * @param seen what was seen in the interval of the document
 * @returns by object and span, in the order of the data
 */
export function availabilityBy(
  seen: readonly TargetAvailability[],
  query: AvailabilityQuery,
  windows: AvailabilityWindows,
): AvailabilityFound[] {
  const ofInterval = isOfDocument(query);
  const known = ofInterval ? seen : windows.seen;
  const names = query.assets ?? known.map((one) => one.target);
  const groups = query.of === 'together' ? [[...names]] : names.map((name) => [name]);
  const spans = ofInterval ? [null] : windowsOfQuery(query, windows.ended);
  return groups.flatMap((targets) =>
    targets.length === 0
      ? []
      : spans.map((window) =>
          query.incidents === undefined || window === null
            ? foundOf(targets, window, known, query.maintenance)
            : foundByFaults(targets, window, { ...query, incidents: query.incidents }, windows),
        ),
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
  const [own, other] =
    maintenance === 'included'
      ? [withPlanned(sum), sum]
      : [maintenance === 'available' ? availablePlanned(sum) : sum, withPlanned(sum)];
  return {
    ...{ targets, window, up: own.up, down: own.down, unobserved: sum.unobserved },
    share: shareOf(upOf(own)),
    other: hasPlanned(sum) ? shareOf(upOf(other)) : null,
  };
}

/** What was seen in agreed maintenance, as time without interruption. */
const availablePlanned = ({ up, down, plannedUp, plannedDown }: Seconds): UpDown => ({
  up: up + plannedUp + plannedDown,
  down,
});

function foundByFaults(
  targets: string[],
  window: JudgedWindow,
  { incidents, maintenance }: AvailabilityQuery & { incidents: readonly string[] },
  facts: AvailabilityWindows,
): AvailabilityFound {
  const [target = ''] = targets;
  const time = faultTime(target, window, { levels: incidents, maintenance }, facts);
  const { up, down, unobserved, faults, other, range } = time;
  return {
    ...{ targets, window, up, down, unobserved, faults },
    share: shareOf(upOf(time)),
    other: other === null ? null : shareOf(upOf(other)),
    ...(range === null ? {} : { range }),
  };
}

/** `（故障 2 起，中断 2 小时）` behind an availability by faults; of none that nobody can say that there was none; else nothing. */
export function faultsText({ faults, share, down }: AvailabilityFound): string {
  if (faults === undefined) return '';
  if (faults.length > 0) return `（按故障计：${faults.length} 起，中断 ${formatDuration(down)}）`;
  return share === null ? '（按故障计：登记 0 次，没有观测证明没有中断）' : '（按故障计：登记 0 次，探测全程正常）';
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
  { up, down }: UpDown,
  { below, atMost }: { below?: number | undefined; atMost?: number | undefined },
): boolean {
  const percent = (100 * up) / (up + down);
  return below !== undefined ? percent < below : atMost !== undefined && percent <= atMost;
}
